"""The units of labelled events as arrays, and every score over any drawing of the events."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from compare.comparison import SIDES
from compare.evaluation import metrics
from compare.evaluation.carry_over import UnitAnswer, carry_over, match_units
from compare.evaluation.gold import CODERS, LATER_TOPICS, STATUSES, Coder, GoldEvent
from compare.evaluation.results import Answers
from compare.topics.codebook import load_codebook

if TYPE_CHECKING:
    from numpy.typing import NDArray

PRECISION_ASKED = 0.90
CALIBRATION_BINS = 10


@dataclass(frozen=True, slots=True)
class EventFacts:
    """What the scores need to know of one event, ready to be drawn again and again."""

    id: str
    answers: tuple[UnitAnswer, ...]
    sides: tuple[frozenset[str], frozenset[str]]
    """Topics that the program finds raised, by side."""
    gold_sides: dict[Coder, tuple[frozenset[str], frozenset[str]]]
    unasked: frozenset[str]
    """Topics that the coders did not have, of which nothing is scored."""
    pairs: frozenset[tuple[int, int]]
    gold_pairs: dict[Coder, frozenset[tuple[int, int]]]


def gather_facts(gold: GoldEvent, answers: Answers) -> EventFacts:
    """Return what the scores need to know of one event and a program's answers on it."""
    unasked = LATER_TOPICS if gold.first_codebook else frozenset()
    return EventFacts(
        id=gold.id,
        answers=tuple(a for side in SIDES for a in carry_over(gold, answers, side)),
        sides=tuple(  # type: ignore[arg-type]  # two sides, so two sets
            frozenset().union(*(s.topics for s in answers.side(side))) - unasked for side in SIDES
        ),
        gold_sides={
            coder: tuple(
                frozenset(t for u in gold.units(side) for t in u.by(coder).topics) - unasked
                for side in SIDES
            )  # type: ignore[misc]
            for coder in CODERS
        },
        unasked=unasked,
        pairs=frozenset(match_units(gold, answers)),
        gold_pairs={
            coder: frozenset(
                (i, j) for i, u in enumerate(gold.left.units) for j in u.by(coder).match
            )
            for coder in CODERS
        },
    )


class Pool:
    """The units of all events as arrays, so that a bootstrap draw is a matter of indexing."""

    def __init__(self, facts: Sequence[EventFacts]) -> None:
        self.facts = facts
        answers = [a for f in facts for a in f.answers]
        self.event = np.repeat(np.arange(len(facts)), [len(f.answers) for f in facts])
        self.substantive = np.array([a.unit.substantive for a in answers])
        self.probability = np.array([a.p_left_out for a in answers])
        self.left_out = np.array([a.left_out for a in answers])
        self.status = np.array([a.status for a in answers])
        self.gold = {r: np.array([a.unit.by(r).status for a in answers]) for r in CODERS}
        self.topics = tuple(topic.id for topic in load_codebook().topics)

    def scores(self, events: NDArray[np.int_]) -> dict[str, float]:
        """Every score over the events of these numbers, shape (draws,), which may repeat."""
        units = np.concatenate([np.flatnonzero(self.event == e) for e in events])
        by_coder = [
            self._left_out(units, r) | self._statuses(units, r) | self._sets(events, r)
            for r in CODERS
        ]
        scores = {name: float(np.mean([s[name] for s in by_coder])) for name in by_coder[0]}
        agreed = units[(self.gold["A"] == self.gold["B"])[units] & self.substantive[units]]
        gold = self.gold["A"][agreed] == "left_out"
        return scores | {"left_out AUC": metrics.auc(self.probability[agreed], gold)}

    def labels(self) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
        """Probabilities of left out and whether a coder says so, shape (coders * units,) each."""
        units = np.flatnonzero(self.substantive)
        gold = [self.gold[coder][units] == "left_out" for coder in CODERS]
        return np.tile(self.probability[units], len(CODERS)), np.concatenate(gold)

    def _left_out(self, units: NDArray[np.int_], coder: Coder) -> dict[str, float]:
        units = units[self.substantive[units]]
        gold = self.gold[coder][units] == "left_out"
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

    def _statuses(self, units: NDArray[np.int_], coder: Coder) -> dict[str, float]:
        f1 = {
            status: metrics.precision_recall_f1(
                self.status[chosen] == status, self.gold[coder][chosen] == status
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

    def _sets(self, events: NDArray[np.int_], coder: Coder) -> dict[str, float]:
        facts = [self.facts[e] for e in events]
        states: dict[str, list[int]] = {"ours": [], "theirs": []}
        for f in facts:
            for topic in (topic for topic in self.topics if topic not in f.unasked):
                for name, (left, right) in (("ours", f.sides), ("theirs", f.gold_sides[coder])):
                    states[name].append((topic in left) + 2 * (topic in right))
        return {
            "matched-pair F1": set_f1([(f.pairs, f.gold_pairs[coder]) for f in facts]),
            "topics of a side F1": set_f1(
                [(f.sides[k], f.gold_sides[coder][k]) for f in facts for k in (0, 1)]
            ),
            "topics of a unit F1": set_f1(
                [
                    (a.topics - f.unasked, frozenset(a.unit.by(coder).topics) - f.unasked)
                    for f in facts
                    for a in f.answers
                    if a.unit.substantive
                ]
            ),
            "topic state kappa": metrics.kappa(
                np.array(states["ours"]), np.array(states["theirs"]), classes=4
            ),
        }

    def baselines(self) -> dict[str, dict[str, float]]:
        """Scores of calling everything left out, and of each coder against the other."""
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
            "the two coders": {
                "left_out F1": metrics.precision_recall_f1(gold[0], gold[1])[2],
                "matched-pair F1": set_f1(
                    [(f.gold_pairs["A"], f.gold_pairs["B"]) for f in self.facts]
                ),
            },
        }


def set_f1(pairs: Iterable[tuple[AbstractSet[object], AbstractSet[object]]]) -> float:
    """Micro F1 over pairs of a predicted and a gold set."""
    hit = predicted = gold = 0
    for ours, theirs in pairs:
        hit += len(ours & theirs)
        predicted += len(ours)
        gold += len(theirs)
    return 2 * hit / max(predicted + gold, 1)
