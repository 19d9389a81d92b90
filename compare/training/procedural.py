"""Learn which segments carry no substance, beyond what the rules of their language say.

A logistic regression with an L2 penalty over the vector of a segment and its length, learned from
the segments that the rules keep. Prints the F1 of rules alone and of both, on pairs of accounts
that were not learned from. Some minutes of one core.

Data: --data, the folder of pairs of real accounts that one reader labelled, as
compare.training.real_pairs says. No event of the gold sets is learned from.
Licence: the texts belong to their publishers and stay out of the project; weights may ship.
Writes: compare/annotation/procedural.json.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from compare.annotation.procedural import FILE, LIKELY, lengths
from compare.comparison import SIDES, SideName
from compare.evaluation.gold import GoldEvent
from compare.segmentation.segments import segment
from compare.training.command import make_parser, run, tell
from compare.training.real_pairs import read_real_pairs, read_visits
from corpus.text.folding import show

if TYPE_CHECKING:
    from sklearn.linear_model import LogisticRegression

    from compare.arrays import Floats, Mask

SCALE = 4.0
"""What the unit vectors are multiplied by before the penalty is laid on their weights."""
STRENGTH = 0.3
"""Inverse of the penalty, as scikit-learn has it."""
FOLDS = 4


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the model learned from labelled pairs; return 0, or 2 where it cannot be."""
    parser = make_parser("procedural", __doc__)
    parser.add_argument(
        "--data", type=Path, required=True, help="folder that holds silver/, en/ and zh/"
    )
    parser.add_argument(
        "--output", type=Path, default=FILE, help="file to write (default: what ships)"
    )
    return run(parser, arguments, _learn)


def _learn(given: argparse.Namespace) -> None:
    from compare.encoders import load_encoder

    encoder = load_encoder()
    events = (*read_real_pairs(given.data), *read_visits(given.data))
    tell(f"cutting and encoding {len(events)} pairs")
    found = [row for number, event in enumerate(events) for row in _rows(event, number)]
    texts = [text for text, *_ in found]
    values = np.column_stack([encoder.encode(texts) * SCALE, lengths(texts)])
    by_rule, target = (np.array([row[k] for row in found], dtype=bool) for k in (1, 2))
    event = np.array([row[3] for row in found])
    held_out = np.zeros(len(found))
    for fold in range(FOLDS):
        unseen = event % FOLDS == fold
        kept = ~unseen & ~by_rule
        held_out[unseen] = _fit(values[kept], target[kept]).predict_proba(values[unseen])[:, 1]
    both = by_rule | (held_out >= LIKELY)
    print(f"procedural F1 of {len(found)} segments: by rules {_f1(by_rule, target):.3f}, ", end="")
    print(f"with the model {_f1(both, target):.3f}, pairs held out")
    _write(given.output, values[~by_rule], target[~by_rule], encoder.fingerprint, len(events))


def _rows(event: GoldEvent, number: int) -> Iterator[tuple[str, bool, bool, int]]:
    """Text of each segment, whether the rules and the reader call it procedural, and the pair."""
    for side in SIDES:
        statement = event.statement(side)
        formal = _procedural_characters(event, side)
        for found in segment(statement):
            told = formal[found.start : found.end]
            shown = show(statement.text[found.start : found.end]).text
            yield shown, found.procedural, bool(told.mean() > 0.5), number


def _procedural_characters(event: GoldEvent, side: SideName) -> Mask:
    """Which characters of a text lie in no unit of substance, shape (characters,)."""
    formal = np.ones(len(event.side(side).text), dtype=bool)
    for unit in event.units(side):
        formal[unit.start : unit.end] = not unit.substantive
    return formal


def _fit(values: Floats, target: Mask) -> LogisticRegression:
    from sklearn.linear_model import LogisticRegression

    return LogisticRegression(C=STRENGTH, max_iter=3000).fit(values, target)


def _f1(found: Mask, target: Mask) -> float:
    return float(2 * (found & target).sum() / max(1, found.sum() + target.sum()))


def _write(output: Path, values: Floats, target: Mask, encoder: str, pairs: int) -> None:
    model = _fit(values, target)
    *direction, length = model.coef_[0].tolist()
    data = {
        "learned_from": f"{len(values)} segments of {pairs} pairs that one reader labelled",
        "encoder": encoder,
        "direction": [round(weight * SCALE, 4) for weight in direction],
        "length": round(length, 4),
        "bias": round(float(model.intercept_[0]), 4),
    }
    output.write_text(json.dumps(data) + "\n", encoding="utf-8")
    print(f"learned from {data['learned_from']} -> {output}")


if __name__ == "__main__":
    raise SystemExit(main())
