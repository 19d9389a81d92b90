"""Strip the texts from labelled events, and write the labels that ship.

Data: a folder of labelled events (``*.json``), each with its two texts and the labels of two
coders. The texts belong to the governments and agencies that each file names as ``publisher``,
with ``url``; they are not in the project, and this leaves them out. The labels were made for the
project and ship under its licence. Hashes in ``--kept`` name texts kept for reporting alone.
Writes: ``compare/evaluation/labels/NAME.json``.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from compare.errors import CompareError, GoldError
from compare.evaluation import stand_off
from compare.evaluation.gold import read_gold
from compare.evaluation.stand_off import SETS, strip_texts, write_labels
from compare.files import replace


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the labels of one set; return 0, or 2 where they cannot be written."""
    parser = argparse.ArgumentParser(
        prog="python -m compare.training.labels",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("name", choices=SETS, help="the set")
    parser.add_argument("gold", type=Path, help="folder of labelled events")
    parser.add_argument("--kept", type=Path, help="file of hashes of texts that may not be used")
    folder = Path(stand_off.__file__).with_name("labels")
    parser.add_argument("--output", type=Path, default=folder, help="folder to write to")
    given = parser.parse_args(arguments)
    try:
        events = [strip_texts(event) for event in read_gold(given.gold)]
        kept = frozenset(given.kept.read_text("utf-8").split() if given.kept else ())
        if used := [e.id for e in events if any(text.sha256 in kept for text in e.texts)]:
            raise GoldError(f"texts of {', '.join(used)} are kept for reporting: leave them out")
        replace(given.output / f"{given.name}.json", write_labels(events).encode("utf-8"))
    except (CompareError, OSError) as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    print(f"labels of {len(events)} events written to {given.output / given.name}.json")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
