"""Scores against events that two readers labelled, as their guide defines them.

A program's segments need not be the readers' units, so answers are carried over by
characters. Every score is the mean of the score against either reader, pooled over the units
of all events, with a bootstrap interval over events: units of one event are not independent.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from compare.comparison import Comparison, SideName
from compare.evaluation import metrics
from compare.evaluation.carry_over import Answer, carry_over, match_units
from compare.evaluation.gold import (
    CODERS,
    STATUSES,
    Coder,
    GoldEvent,
    read_gold,
)
from compare.pipeline import Progress, statements
from compare.settings import DEFAULTS, Settings
from compare.topics.codebook import load_codebook

if TYPE_CHECKING:
    from numpy.typing import NDArray

SIDES: tuple[SideName, SideName] = ("left", "right")
PRECISION_ASKED = 0.90
CALIBRATION_BINS = 10
SEED = 20240112


@dataclass(frozen=True, slots=True)
class _EventFacts:
    """What the scores need to know of one event, ready to be drawn again and again."""

    id: str
    answers: tuple[Answer, ...]
    sides: tuple[frozenset[str], frozenset[str]]
    """Topics the comparison finds raised, by side."""
    gold_sides: dict[Coder, tuple[frozenset[str], frozenset[str]]]
    pairs: frozenset[tuple[int, int]]
    gold_pairs: dict[Coder, frozenset[tuple[int, int]]]


def _gather(gold: GoldEvent, result: Comparison) -> _EventFacts:
    answers = [a for side in SIDES for a in carry_over(gold, result, side)]
    return _EventFacts(
        id=gold.id,
        answers=tuple(answers),
        sides=tuple(  # type: ignore[arg-type]  # two sides, so two sets
            frozenset(m.topic for ms in result.mentions(side) for m in ms) for side in SIDES
        ),
        gold_sides={
            reader: tuple(
                frozenset(t for u in gold.units(side) for t in u.by(reader).topics)
                for side in SIDES
            )  # type: ignore[misc]
            for reader in CODERS
        },
        pairs=frozenset(match_units(gold, result)),
        gold_pairs={
            reader: frozenset(
                (i, j) for i, u in enumerate(gold.left.units) for j in u.by(reader).match
            )
            for reader in CODERS
        },
    )


@dataclass(frozen=True, slots=True)
class Score:
    """A number with its 95% bootstrap interval over events."""

    value: float
    low: float
    high: float

    def __str__(self) -> str:
        return f"{self.value:.3f} [{self.low:.3f}, {self.high:.3f}]"


@dataclass(frozen=True, slots=True)
class Evaluation:
    """Scores of comparisons against gold labels."""

    events: int
    units: int
    """Units that neither reader called procedural."""
    scores: dict[str, Score]
    baselines: dict[str, dict[str, float]]
    """Scores of simpler answers on the same units, by name."""
    per_event: dict[str, dict[str, float]]
    held_out: int
    """Events in the training data, scored by weights that had not seen them."""
    reliability: tuple[tuple[float, float, int], ...]
    """Mean probability of left out, share that readers call so, and labels, by bin."""
    precision_recall: tuple[tuple[float, float], ...]
    """Recall and precision of left out at every threshold, the strictest first."""
    signature: str

    def to_dict(self) -> dict[str, object]:
        """The whole as plain data, for JSON."""
        return asdict(self)

    def __str__(self) -> str:
        return "\n".join(_lines(self))


def evaluate(
    gold: Path | str | Sequence[GoldEvent],
    settings: Settings = DEFAULTS,
    progress: Progress | None = None,
    draws: int = 1_000,
) -> Evaluation:
    """Compare every event of ``gold`` and score the answers.

    An event whose text is in the training data is scored by weights that never saw it.

    Args:
        gold: a folder of labelled events, or the events from :func:`read_gold`.
        settings: how to compare.
        progress: told which event is being compared.
        draws: bootstrap draws over events, from a fixed seed.

    Raises:
        GoldError: nothing is there, or a file does not fit.
        CompareError: as :func:`compare.statements` does.
    """
    labelled = read_gold(gold) if isinstance(gold, Path | str) else gold
    results = []
    for event in labelled:
        if progress:
            progress(f"comparing {event.id}")
        results.append(statements(event.statement("left"), event.statement("right"), settings))
    return score_results(labelled, results, draws)


def score_results(
    gold: Sequence[GoldEvent], results: Sequence[Comparison], draws: int = 1_000
) -> Evaluation:
    """Score comparisons already made, one for each labelled event, in the same order."""
    facts = [_gather(event, result) for event, result in zip(gold, results, strict=True)]
    pool = _Pool(facts)
    everything = np.arange(len(facts))
    random = np.random.default_rng(SEED)
    drawn = [pool.scores(random.integers(0, len(facts), len(facts))) for _ in range(draws)]
    scores = {
        name: Score(value, *np.quantile([d[name] for d in drawn], [0.025, 0.975]).tolist())
        for name, value in pool.scores(everything).items()
    }
    return Evaluation(
        events=len(facts),
        units=int(pool.substantive.sum()),
        scores=scores,
        baselines=pool.baselines(),
        per_event={f.id: pool.scores(np.array([i])) for i, f in enumerate(facts)},
        held_out=sum(result.signature.held_out for result in results),
        signature=str(results[0].signature),
        reliability=tuple(metrics.reliability(*pool.labels(), CALIBRATION_BINS)),
        precision_recall=tuple(metrics.precision_recall_curve(*pool.labels())),
    )


class _Pool:
    """The units of all events as arrays, so that a bootstrap draw is a matter of indexing."""

    def __init__(self, facts: Sequence[_EventFacts]) -> None:
        self.facts = facts
        answers = [a for f in facts for a in f.answers]
        self.event = np.repeat(np.arange(len(facts)), [len(f.answers) for f in facts])
        self.substantive = np.array([a.substantive for a in answers])
        self.probability = np.array([a.p_left_out for a in answers])
        self.left_out = np.array([a.left_out for a in answers])
        self.status = np.array([a.status for a in answers])
        self.gold = {r: np.array([a.unit.by(r).status for a in answers]) for r in CODERS}
        self.topics = tuple(topic.id for topic in load_codebook().topics)

    def scores(self, events: NDArray[np.int_]) -> dict[str, float]:
        """Every score over the given events, which may repeat."""
        units = np.concatenate([np.flatnonzero(self.event == e) for e in events])
        by_reader = [
            self._left_out(units, r) | self._statuses(units, r) | self._sets(events, r)
            for r in CODERS
        ]
        scores = {name: float(np.mean([s[name] for s in by_reader])) for name in by_reader[0]}
        agreed = units[(self.gold["A"] == self.gold["B"])[units] & self.substantive[units]]
        gold = self.gold["A"][agreed] == "left_out"
        return scores | {"left_out AUC": metrics.auc(self.probability[agreed], gold)}

    def labels(self) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
        """Probabilities of left out and whether a reader says so: each unit once a reader."""
        units = np.flatnonzero(self.substantive)
        gold = [self.gold[reader][units] == "left_out" for reader in CODERS]
        return np.tile(self.probability[units], len(CODERS)), np.concatenate(gold)

    def _left_out(self, units: NDArray[np.int_], reader: Coder) -> dict[str, float]:
        units = units[self.substantive[units]]
        gold = self.gold[reader][units] == "left_out"
        p = self.probability[units]
        precision, recall, f1 = metrics.precision_recall_f1(self.left_out[units], gold)
        return {
            "left_out F1": f1,
            "left_out precision": precision,
            "left_out recall": recall,
            "left_out recall at precision .90": metrics.recall_at_precision(
                p, gold, PRECISION_ASKED
            ),
            "left_out Brier": metrics.brier(p, gold),
            "left_out calibration error": metrics.calibration_error(p, gold, CALIBRATION_BINS),
        }

    def _statuses(self, units: NDArray[np.int_], reader: Coder) -> dict[str, float]:
        f1 = {
            status: metrics.precision_recall_f1(
                self.status[chosen] == status, self.gold[reader][chosen] == status
            )[2]
            for status in STATUSES
            for chosen in [units if status == "procedural" else units[self.substantive[units]]]
        }
        three = [f1[s] for s in STATUSES if s != "procedural"]
        return {
            "status macro F1": float(np.mean(three)),
            "status macro F1 with procedural": float(np.mean(list(f1.values()))),
            "procedural F1": f1["procedural"],
        }

    def _sets(self, events: NDArray[np.int_], reader: Coder) -> dict[str, float]:
        facts = [self.facts[e] for e in events]
        states: dict[str, list[int]] = {"ours": [], "theirs": []}
        for f in facts:
            for topic in self.topics:
                for name, (left, right) in (("ours", f.sides), ("theirs", f.gold_sides[reader])):
                    states[name].append((topic in left) + 2 * (topic in right))
        return {
            "matched-pair F1": _set_f1([(f.pairs, f.gold_pairs[reader]) for f in facts]),
            "topics of a side F1": _set_f1(
                [(f.sides[k], f.gold_sides[reader][k]) for f in facts for k in (0, 1)]
            ),
            "topics of a unit F1": _set_f1(
                [
                    (a.topics, frozenset(a.unit.by(reader).topics))
                    for f in facts
                    for a in f.answers
                    if a.substantive
                ]
            ),
            "topic state kappa": metrics.kappa(
                np.array(states["ours"]), np.array(states["theirs"]), classes=4
            ),
        }

    def baselines(self) -> dict[str, dict[str, float]]:
        """Scores of calling everything left out, and of each reader against the other."""
        units = np.flatnonzero(self.substantive)
        gold = [self.gold[r][units] == "left_out" for r in CODERS]
        everything = np.ones(len(units), dtype=bool)
        return {
            "everything left out": {
                "left_out F1": float(
                    np.mean([metrics.precision_recall_f1(everything, g)[2] for g in gold])
                ),
                "left_out AUC": 0.5,
                "left_out Brier": float(
                    np.mean([metrics.brier(everything * 1.0, g) for g in gold])
                ),
            },
            "the two readers": {
                "left_out F1": metrics.precision_recall_f1(gold[0], gold[1])[2],
                "matched-pair F1": _set_f1(
                    [(f.gold_pairs["A"], f.gold_pairs["B"]) for f in self.facts]
                ),
            },
        }


def _set_f1(pairs: Iterable[tuple[AbstractSet[object], AbstractSet[object]]]) -> float:
    """Micro F1 over pairs of a predicted and a gold set."""
    hit = predicted = gold = 0
    for ours, theirs in pairs:
        hit += len(ours & theirs)
        predicted += len(ours)
        gold += len(theirs)
    return 2 * hit / max(predicted + gold, 1)


def _lines(evaluation: Evaluation) -> list[str]:
    seen = f", {evaluation.held_out} of them scored by weights that had not seen them"
    lines = [
        f"{evaluation.events} events, {evaluation.units} substantive units, 95% intervals over "
        f"events{seen if evaluation.held_out else ''}",
        "",
        f"{'score':<36}{'value':>7}   interval",
    ]
    lines += [
        f"{name:<36}{score.value:>7.3f}   {score.low:.3f} to {score.high:.3f}"
        for name, score in evaluation.scores.items()
    ]
    lines += ["", "for comparison, on the same units"]
    lines += [
        f"  {name}: " + ", ".join(f"{k} {v:.3f}" for k, v in scores.items())
        for name, scores in evaluation.baselines.items()
    ]
    lines += ["", f"{'event':<18}{'left_out F1':>12}{'AUC':>8}{'links F1':>10}{'topics F1':>11}"]
    lines += [
        f"{name:<18}{s['left_out F1']:>12.3f}{s['left_out AUC']:>8.3f}"
        f"{s['matched-pair F1']:>10.3f}{s['topics of a side F1']:>11.3f}"
        for name, s in evaluation.per_event.items()
    ]
    return [*lines, "", evaluation.signature]
