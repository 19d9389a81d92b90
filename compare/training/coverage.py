"""Learn the weights of coverage from labelled events, with whole pairs of states held out.

Events of one pair of states stay in one fold, those of the United States and China in folds by
event. What the coverage model is trained on was predicted by pair models that had not seen the
event (stacking, Wolpert 1992), and the file holds, beside the weights learned from everything,
those of every fold, so that a known event is always scored by weights that saw no labelled event
of its pair. About a quarter of an hour of two cores, most of it to encode and to read.

Data: GOLD, folders of labelled events. `readouts gold build` makes them from the statements,
which the governments and agencies published that it lists with their addresses; accounts of both
sides that were written for this project and stand beside this module, as
compare.training.real_pairs says: they count little, for they are many and were labelled by one
reader.
Licence: the statements belong to their publishers and stay out of the project (those of the
United States government are in the public domain); labels and invented accounts are this
project's. Weights learned from all of them may ship.
Writes: compare/coverage/weights.json.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from compare.comparison import SIDES, SideName
from compare.coverage import models
from compare.coverage.cross_reading import PAIR_READING_FEATURES
from compare.coverage.features import FEATURES, READING_FEATURES, coverage_features
from compare.coverage.logistic import Linear
from compare.coverage.models import FILE, PairModels, Weights
from compare.coverage.pair_context import CONTEXT_FEATURES, pair_context
from compare.coverage.pair_features import PAIR_FEATURES, PairEvidence
from compare.coverage.prepared import PreparedStatement
from compare.coverage.types import CLASSES
from compare.evaluation.gold import CODERS, Coder, GoldEvent, read_gold
from compare.pipeline import Engine
from compare.segmentation.segments import Segment, segment
from compare.settings import Settings
from compare.training.command import make_gold_parser, run
from compare.training.folds import EventFolds, event_folds, fold_of_each, kin_of
from compare.training.logistic import fit_logistic
from compare.training.real_pairs import read_accounts, unread_accounts
from compare.training.thresholds import thresholds
from corpus.text.hashing import text_hash

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from compare.arrays import Floats


PAIR_NAMES = (*PAIR_FEATURES, *PAIR_READING_FEATURES)
FOLDS = 7
INNER_FOLDS = 5
ACCOUNT_WEIGHT, ACCOUNT_UNIT_WEIGHT = 0.15, 0.03
"""Weight of a pair of passages, and of one passage, of an account that was written for this
project, where a real one weighs 1: what matches is alike in both, how much is left out is not."""
UNREAD_UNIT_WEIGHT = 0.1
"""Weight of one passage of those accounts that the cross-encoder has not learned from: they alone
serve where it reads, and together weigh what all accounts do."""
PAIR_PENALTY, COVERAGE_PENALTY = 1.0, 20.0


@dataclass(frozen=True, eq=False)
class Example:
    """One labelled event, its evidence gathered."""

    id: str
    texts: frozenset[str]
    """Hashes of the two texts."""
    kin: frozenset[str]
    """Hashes of the two texts, and the pair of states where its file names it: events that share
    one of them are held out together."""
    left: PreparedStatement
    right: PreparedStatement
    evidence: PairEvidence
    pairs: tuple[Floats, ...]
    """Judgement of each coder on every pair: 1 where matched; shape (m, n) each."""
    statuses: tuple[tuple[NDArray[np.int_], NDArray[np.int_]], ...]
    """Judgement of each coder on left and right units: index into CLASSES, -1 procedural."""
    weight: float
    """Of each of its pairs of passages."""
    unit_weight: float
    """Of each of its passages."""


def fit_matching(examples: Sequence[Example]) -> PairModels:
    """Learn when two segments carry the same point, alone and then among the others.

    The features of a pair among the others come from pair models that had not seen the event.
    """
    held_out = [
        (e, pair_context(pair.probabilities(e.evidence.pairs)[..., 1], *_spoken(e)))
        for train, test in split(examples, INNER_FOLDS)
        for pair in [_fit_pairs(train, [e.evidence.pairs for e in train], PAIR_NAMES)]
        for e in test
    ]
    return PairModels(
        _fit_pairs(examples, [e.evidence.pairs for e in examples], PAIR_NAMES),
        _fit_pairs(
            [e for e, _ in held_out], [evidence for _, evidence in held_out], CONTEXT_FEATURES
        ),
    )


def _fit_pairs(
    examples: Sequence[Example], evidence: Sequence[Floats], names: Sequence[str]
) -> Linear:
    """Learn from evidence for the pairs of each event, shape (m, n, f), which are the same."""
    both = [np.outer(*_spoken(e)) for e in examples]
    x = np.concatenate([pairs[keep] for pairs, keep in zip(evidence, both, strict=True)])
    p = np.concatenate(
        [np.mean(e.pairs, axis=0)[keep] for e, keep in zip(examples, both, strict=True)]
    )
    weight = np.concatenate(
        [np.full(keep.sum(), e.weight) for e, keep in zip(examples, both, strict=True)]
    )
    known = names[: x.shape[1]]
    return fit_logistic(x, np.stack([1 - p, p], 1), weight, PAIR_PENALTY, known, ("apart", "same"))


def _spoken(example: Example) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    return example.left.substantive, example.right.substantive


def matched(example: Example, matching: PairModels) -> Floats:
    """Probabilities that two units carry the same point, shape (m, n)."""
    return matching.probabilities(example.evidence.pairs, *_spoken(example))


def rows_of(example: Example, p: Floats) -> tuple[Floats, NDArray[np.int_]]:
    """Return evidence (m + n, f) for all units, left first, and both coders' statuses (m + n, 2).

    Args:
        p: probabilities that two units carry the same point, shape (m, n).
    """
    x = np.concatenate(
        [
            coverage_features(example.left, example.right, p, example.evidence),
            coverage_features(example.right, example.left, p.T, example.evidence.mirrored()),
        ]
    )
    return x, np.stack([np.concatenate(both) for both in example.statuses], 1)


def fit_weights(examples: Sequence[Example]) -> Weights:
    """Learn all models, and the thresholds that keep an error rate, from labelled events."""
    rows = []
    for fold, (train, test) in enumerate(split(examples, INNER_FOLDS)):
        matching = fit_matching(train)
        for e in test:
            x, status = rows_of(e, matched(e, matching))
            rows.append(_Rows(x, status, np.full(len(x), e.unit_weight), fold))
    return Weights(fit_matching(examples), _fit_coverage(rows), _thresholds(rows))


def _thresholds(rows: Sequence[_Rows]) -> tuple[tuple[float, float], ...]:
    """Return what :func:`compare.training.thresholds.thresholds` says of the real events."""
    score, wrong = [], []
    for fold in range(INNER_FOLDS):
        test = [r for r in rows if r.fold == fold and r.weight[0] == 1]
        model = _fit_coverage([r for r in rows if r.fold != fold])
        for r in test:
            keep = (r.status >= 0).all(axis=1)
            score.append(model.probabilities(r.x[keep])[:, CLASSES.index("left_out")])
            wrong.append((r.status[keep] != CLASSES.index("left_out")).mean(axis=1))
    return thresholds(np.concatenate(score), np.concatenate(wrong))


@dataclass(frozen=True, eq=False)
class _Rows:
    """The units of one event: evidence (n, f), both coders' statuses (n, 2), weights (n,)."""

    x: Floats
    status: NDArray[np.int_]
    weight: Floats
    fold: int


def _fit_coverage(rows: Sequence[_Rows]) -> Linear:
    x, status, weight = (
        np.concatenate([getattr(r, name) for r in rows]) for name in ("x", "status", "weight")
    )
    keep = (status >= 0).all(axis=1)
    targets = np.eye(len(CLASSES))[status[keep]].mean(axis=1)
    names = (*FEATURES, *READING_FEATURES)[: x.shape[1]]
    return fit_logistic(x[keep], targets, weight[keep], COVERAGE_PENALTY, names, CLASSES)


def split(examples: Sequence[Example], folds: int) -> Iterator[tuple[list[Example], list[Example]]]:
    """Training and test events, fold by fold; events that share a text or pair stay together."""
    fold_of = fold_of_each([e.kin for e in examples], folds)
    for fold in range(folds):
        test = [e for e, of in zip(examples, fold_of, strict=True) if of == fold]
        if test:
            yield [e for e, of in zip(examples, fold_of, strict=True) if of != fold], test


def make_examples(
    gold: Sequence[GoldEvent],
    engine: Engine,
    weight: float = 1.0,
    unit_weight: float = 1.0,
) -> list[Example]:
    """Gather the evidence of labelled events, each unit a segment."""
    return [_example(event, engine, weight, unit_weight) for event in gold]


def _example(event: GoldEvent, engine: Engine, weight: float, unit_weight: float) -> Example:
    left, right = (
        engine.prepare(event.statement(side), _unit_segments(event, side)) for side in SIDES
    )
    pairs = []
    for coder in CODERS:
        matched = np.zeros((len(left.segments), len(right.segments)))
        for i, unit in enumerate(event.left.units):
            matched[i, list(unit.by(coder).match)] = 1
        pairs.append(matched)
    statuses = tuple(
        (_codes(event.units("left"), coder), _codes(event.units("right"), coder))
        for coder in CODERS
    )
    return Example(
        id=event.id,
        texts=frozenset(text_hash(event.side(side).text) for side in SIDES),
        kin=kin_of(event),
        left=left,
        right=right,
        evidence=engine.weigh([(left, right)])[0],
        pairs=tuple(pairs),
        statuses=statuses,
        weight=weight,
        unit_weight=unit_weight,
    )


def _unit_segments(event: GoldEvent, side: SideName) -> tuple[Segment, ...]:
    """The coders' units as segments, procedural where our own segments would be."""
    statement = event.statement(side)
    formal = np.zeros(len(statement.text), dtype=bool)
    for passage in segment(statement):
        formal[passage.start : passage.end] = passage.procedural
    return tuple(
        Segment(u.start, u.end, 0, "", "unattributed", bool(formal[u.start : u.end].mean() > 0.5))
        for u in event.units(side)
    )


def _codes(units: Sequence[Any], coder: Coder) -> NDArray[np.int_]:
    statuses = [unit.by(coder).status for unit in units]
    return np.array([CLASSES.index(s) if s in CLASSES else -1 for s in statuses])


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the weights learned from labelled events; return 0, or 2 where it cannot be."""
    shipped = Path(models.__file__).with_name(FILE)
    return run(make_gold_parser("coverage", __doc__, shipped), arguments, _learn)


def _learn(given: argparse.Namespace) -> None:
    gold = [event for folder in given.gold for event in read_gold(folder)]
    accounts = read_accounts()
    reading, plain = Engine(Settings()), Engine(Settings(read_pairs=False))
    folds, weights = event_folds(gold, FOLDS), (ACCOUNT_WEIGHT, ACCOUNT_UNIT_WEIGHT)
    data = {
        "encoder": plain.encoder.fingerprint,
        "reader": reading.reader.fingerprint,
        # Of the accounts that the cross-encoder learned from it is too sure.
        "with_reading": learn(
            make_examples(gold, reading),
            folds,
            make_examples(unread_accounts(), reading, ACCOUNT_WEIGHT, UNREAD_UNIT_WEIGHT),
        ),
        "without_reading": learn(
            make_examples(gold, plain), folds, make_examples(accounts, plain, *weights)
        ),
    }
    Path(given.output).write_text(json.dumps(data, indent=1) + "\n", encoding="utf-8")
    print(f"learned from {len(gold)} labelled events and {len(accounts)} that were written")


def learn(
    examples: Sequence[Example], folds: EventFolds, extra: Sequence[Example]
) -> dict[str, Any]:
    """Learn from everything, and for every fold from what is not in it, as plain data.

    Args:
        examples: the labelled events.
        folds: which of them are held out together.
        extra: events that are only learned from, never held out.
    """
    held_out = []
    for fold, unseen in folds.held_out.items():
        test = [e for e, of in zip(examples, folds.fold_of, strict=True) if str(of) == fold]
        train = [e for index, e in enumerate(examples) if index not in unseen]
        held_out.append(
            {
                "texts": sorted(frozenset().union(*(e.texts for e in test))),
                **_plain(fit_weights([*train, *extra])),
            }
        )
    return {
        "learned_from": f"{len(examples)} labelled events, and {len(extra)} others at less weight",
        "everything": _plain(fit_weights([*examples, *extra])),
        "folds": held_out,
    }


def _plain(weights: Weights) -> dict[str, Any]:
    return {
        "pair": weights.matching.pair.to_dict(),
        "standing": weights.matching.context.to_dict(),
        "coverage": weights.coverage.to_dict(),
        "thresholds": [list(pair) for pair in weights.thresholds],
    }


if __name__ == "__main__":
    raise SystemExit(main())
