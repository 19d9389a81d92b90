"""Strip the texts from labelled events, and write the labels that ship.

Data: GOLD, a folder of labelled events, each with its two texts and the labels of two coders;
`readouts gold build` makes such a folder of what ships. --kept names by their hashes texts that
are kept for reporting alone, and refuses them.
Licence: the texts belong to the publishers that each event names, with their addresses, and are
left out; the labels are this project's.
Writes: compare/evaluation/labels/NAME.json.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from compare.errors import GoldError
from compare.evaluation import stand_off
from compare.evaluation.gold import read_gold
from compare.evaluation.stand_off import SETS, strip_texts, write_labels
from compare.files import replace
from compare.training.command import make_parser, run


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the labels of one set; return 0, or 2 where they cannot be written."""
    parser = make_parser("labels", __doc__)
    parser.add_argument("name", choices=SETS, help="the set")
    parser.add_argument("gold", type=Path, help="folder of labelled events")
    parser.add_argument("--kept", type=Path, help="file of hashes of texts that may not be used")
    folder = Path(stand_off.__file__).with_name("labels")
    parser.add_argument("--output", type=Path, default=folder, help="folder to write to")
    return run(parser, arguments, _strip)


def _strip(given: argparse.Namespace) -> None:
    events = [strip_texts(event) for event in read_gold(given.gold)]
    kept = frozenset(given.kept.read_text("utf-8").split() if given.kept else ())
    if used := [e.id for e in events if any(text.sha256 in kept for text in e.texts)]:
        raise GoldError(f"texts of {', '.join(used)} are kept for reporting: leave them out")
    target = given.output / f"{given.name}.json"
    replace(target, write_labels(events).encode("utf-8"))
    print(f"labels of {len(events)} events written to {target}")


if __name__ == "__main__":
    raise SystemExit(main())
