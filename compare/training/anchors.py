"""Writes the vectors of the codebook's anchors, which come with the embedded encoder.

Every comparison needs them; encoded when first needed, they took seconds. Made again whenever the
codebook's definitions or anchors change, or the encoder: a test says when. One that is missing is
worked out where it is needed.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from compare.encoders.cache import ShippedVectors
from compare.encoders.loading import SHIPPED, load_encoder
from compare.encoders.transformer import TransformerEncoder
from compare.topics.codebook import load_codebook
from compare.topics.detection import readable_anchors
from compare.training.command import make_parser, run, tell


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the file; return 0, or 2 where it cannot be written."""
    parser = make_parser("anchors", __doc__)
    parser.add_argument("--out", type=Path, default=SHIPPED, help="file to write")
    return run(parser, arguments, _write)


def texts() -> list[str]:
    """The anchors and definitions of the bundled codebook in languages that the encoder knows."""
    known = load_encoder(cache=False).languages
    return sorted({text for _, text in readable_anchors(load_codebook(), known)})


def _write(given: argparse.Namespace) -> None:
    encoder, wanted = load_encoder(cache=False, shipped=False), texts()
    assert isinstance(encoder, TransformerEncoder)
    rows = encoder.encode(wanted)
    blobs = {
        encoder.key("sentence", text): row.tobytes() for text, row in zip(wanted, rows, strict=True)
    }
    ShippedVectors(given.out).write(blobs)
    tell(f"{given.out}: vectors of {len(blobs):,} texts")


if __name__ == "__main__":
    sys.exit(main())
