"""Learn what the labelled events are like, and how far from them texts are unlike them.

Of a handful of numbers that say what kind of texts two are, the mean and the standard deviation
over the labelled events are kept, and beside them, for every fold of the weights of coverage,
those over the events that are not in it. The line is the distance of the farthest
event, each measured from the events that it is not held out with. A minute or two of two cores.

Data: GOLD, folders of labelled events, as compare.training.coverage takes them.
Licence: the statements belong to their publishers and stay out of the project; means, deviations
and hashes of texts may ship.
Writes: compare/coverage/likeness/labelled.json.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from compare.comparison import SIDES
from compare.coverage.likeness import measure
from compare.coverage.likeness.measure import FILE, Labelled, numbers_of
from compare.evaluation.gold import GoldEvent, read_gold
from compare.pipeline import Engine
from compare.settings import Settings
from compare.training.command import make_gold_parser, run
from compare.training.coverage import FOLDS
from compare.training.folds import EventFolds, event_folds
from corpus.text.hashing import text_hash

if TYPE_CHECKING:
    from compare.arrays import Floats


def main(arguments: Sequence[str] | None = None) -> int:
    """Write what the labelled events are like; return 0, or 2 where it cannot be."""
    shipped = Path(measure.__file__).with_name(FILE)
    return run(make_gold_parser("likeness", __doc__, shipped), arguments, _learn)


def _learn(given: argparse.Namespace) -> None:
    gold = [event for folder in given.gold for event in read_gold(folder)]
    numbers = numbers_of_events(gold, Engine(Settings(read_pairs=False)))
    data = learn(gold, numbers, event_folds(gold, FOLDS))
    Path(given.output).write_text(json.dumps(data, indent=1) + "\n", encoding="utf-8")
    print(f"learned from {len(gold)} labelled events")


def numbers_of_events(gold: Sequence[GoldEvent], engine: Engine) -> Floats:
    """Return what kind of texts those of each event are, shape (events, len(NUMBERS))."""
    pairs = [
        (engine.prepare(event.statement("left")), engine.prepare(event.statement("right")))
        for event in gold
    ]
    weighed = zip(pairs, engine.weigh(pairs), strict=True)
    return np.array([numbers_of(left, right, evidence) for (left, right), evidence in weighed])


def learn(gold: Sequence[GoldEvent], numbers: Floats, folds: EventFolds) -> dict[str, Any]:
    """Say what the events are like, and for every fold what those are that are not in it.

    Args:
        gold: the labelled events.
        numbers: of each, shape (events, len(NUMBERS)).
        folds: which of them are held out together.

    Raises:
        ValueError: a number is the same for all events outside a fold.
    """
    parts = []
    for fold, unseen in folds.held_out.items():
        test = [event for event, of in zip(gold, folds.fold_of, strict=True) if str(of) == fold]
        texts = {text_hash(event.side(side).text) for event in test for side in SIDES}
        parts.append({"texts": sorted(texts), **like(numbers, folds, unseen).to_dict()})
    return {
        "learned_from": f"{len(gold)} labelled events",
        "everything": like(numbers, folds, frozenset()).to_dict(),
        "folds": parts,
    }


def like(numbers: Floats, folds: EventFolds, unseen: frozenset[int]) -> Labelled:
    """Return what events are like but for those unseen, and the line beyond which texts are not.

    Args:
        numbers: of each event, shape (events, len(NUMBERS)).
        folds: which events are held out together where the line is drawn.
        unseen: events by their place that nothing is learned from.

    Raises:
        ValueError: a number is the same for all events outside a fold.
    """
    places = range(len(numbers))
    distances = []
    for fold, held_out in folds.held_out.items():
        test = [k for k in places if str(folds.fold_of[k]) == fold and k not in unseen]
        rest = [k for k in places if k not in held_out and k not in unseen]
        if test:
            distances += _described(numbers[rest]).distances(numbers[test]).max(axis=1).tolist()
    return _described(numbers[[k for k in places if k not in unseen]], max(distances))


def _described(numbers: Floats, line: float = 0.0) -> Labelled:
    spread = numbers.std(axis=0)
    if not len(numbers) or not spread.all():
        raise ValueError("a number is the same for all labelled events: more events are needed")
    return Labelled(numbers.mean(axis=0), spread, line)
