"""Links, topics and coverage of one result agree: what is left out is linked with nothing."""

from __future__ import annotations

import math

import numpy as np
import pytest
from toy_sides import Passage, toy_comparison, toy_evidence, toy_side

from compare.alignment.links import Link
from compare.comparison import SIDES, Comparison
from compare.comparison.gathered import PreparedPair
from compare.coverage.decision import settle_topics
from compare.coverage.features import FEATURES
from compare.coverage.logistic import Linear
from compare.coverage.models import PairModels, Weights
from compare.coverage.pair_context import CONTEXT_FEATURES
from compare.coverage.pair_features import PAIR_FEATURES
from compare.coverage.prepared import PreparedStatement
from compare.coverage.types import CLASSES, Coverage, Status
from compare.pipeline import Engine
from compare.settings import Settings
from compare.topics.types import State, Topic

THRESHOLDS = ((0.05, 0.9), (0.2, 0.65))
NEITHER = {"left_out", "procedural"}


def weights() -> Weights:
    """A model that looks at the best cosine: at 0 a passage is left out, from 0.5 on covered."""
    pair, context = (
        Linear(names, ("no", "yes"), np.zeros((len(names), 2)), np.zeros(2))
        for names in (PAIR_FEATURES, CONTEXT_FEATURES)
    )
    table = np.zeros((len(FEATURES), 3))
    table[FEATURES.index("best_cosine")] = (20.0, 0.0, 0.0)
    coverage = Linear(FEATURES, CLASSES, table, np.log([0.01, 0.01, 0.98]))
    return Weights(PairModels(pair, context), coverage, THRESHOLDS)


def gathered(
    left: PreparedStatement,
    right: PreparedStatement,
    probability: np.ndarray,
    cosine: np.ndarray,
    mirrored: bool = False,
) -> PreparedPair:
    draft = toy_comparison(left, right)
    evidence = toy_evidence(left, right, cosine=cosine)
    return PreparedPair(left, right, evidence, probability, weights(), draft, mirrored)


def pairs(result: Comparison) -> set[tuple[int, int]]:
    return {(i, j) for link in result.links for i in link.left for j in link.right}


UNSURE = math.log(41) / 20
"""The cosine at which the model says 0.7 for left out."""
LEFT = toy_side(
    Passage("They met.", procedural=True),
    Passage("Grain."),
    Passage("Fish."),
    Passage("Timber."),
    Passage("Coal."),
)
RIGHT = toy_side(Passage("甲。"), Passage("乙。"), Passage("丙。"), language="zh", side="PRC")
COSINE = np.array([[0.9, 0, 0], [0.9, 0, 0], [0, 0, 0], [0, 0.9, 0], [UNSURE, 0, 0]])


@pytest.mark.parametrize("mirrored", [False, True])
def test_by_hand(mirrored: bool) -> None:
    """Every pair is likely; fish and the third passage of the other side are left out."""
    case = gathered(LEFT, RIGHT, np.full((5, 3), 0.9), COSINE, mirrored)
    result = Engine(Settings()).judge(case, Settings(max_error=0.05))
    here, there = ("right", "left") if mirrored else ("left", "right")
    statuses = {side: [cover.status for cover in result.coverage(side)] for side in SIDES}
    assert statuses == {
        here: ["procedural", "covered", "left_out", "covered", "unclear"],
        there: ["covered", "covered", "left_out"],
    }
    ours, theirs = (1, 3, 4), (0, 1)
    expected = Link(theirs, ours, 0.9) if mirrored else Link(ours, theirs, 0.9)
    (link,) = result.links
    assert (link.left, link.right) == (expected.left, expected.right)
    assert link.probability == pytest.approx(0.9)


def test_who_allows_more_errors_sees_more_left_out_and_fewer_links() -> None:
    case = gathered(LEFT, RIGHT, np.full((5, 3), 0.9), COSINE)
    engine = Engine(Settings())
    strict, loose = (engine.judge(case, Settings(max_error=error)) for error in (0.05, 0.2))
    assert (strict.left_coverage[4].status, loose.left_coverage[4].status) == (
        "unclear", "left_out",
    )  # fmt: skip
    assert pairs(strict) - pairs(loose) == {(4, 0), (4, 1)}
    assert pairs(loose) == {(1, 0), (1, 1), (3, 0), (3, 1)}


@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize("link_threshold", [0.0, 0.2, 0.5])
def test_linked_is_exactly_what_is_likely_and_told_by_both(
    seed: int, link_threshold: float
) -> None:
    chance = np.random.default_rng(seed)
    m, n = 7, 9
    left, right = (
        toy_side(*(Passage(f"{s} {k}.", procedural=chance.random() < 0.2) for k in range(count)))
        for s, count in (("L", m), ("R", n))
    )
    probability = chance.random((m, n))
    cosine = np.where(chance.random((m, n)) < 0.2, chance.choice([UNSURE, 0.9], (m, n)), 0.0)
    settings = Settings(max_error=0.05, link_threshold=link_threshold)
    engine = Engine(settings)
    result = engine.judge(gathered(left, right, probability, cosine), settings)
    assert "left_out" in {c.status for c in result.left_coverage + result.right_coverage}
    assert pairs(result) == {
        (i, j)
        for i in range(m)
        for j in range(n)
        if probability[i, j] >= link_threshold
        and result.left_coverage[i].status not in NEITHER
        and result.right_coverage[j].status not in NEITHER
    }
    turned = engine.judge(gathered(right, left, probability.T, cosine.T), settings)
    assert {(link.right, link.left) for link in turned.links} == {
        (link.left, link.right) for link in result.links
    }


def test_a_topic_of_one_side_whose_passages_are_all_covered_is_left_open() -> None:
    def covered(status: Status) -> Coverage:
        return Coverage(status, 1.0, 0.0, 0.0, None, ())

    def topic(state: State, left: tuple[int, ...], right: tuple[int, ...]) -> Topic:
        return Topic("trade", (), left, right, state, 0.9, (0.0, 0.0), (None, None))

    left = covered("covered"), covered("left_out"), covered("covered")
    right = (covered("partly"),)
    given = (
        topic("left_only", (0, 2), ()),
        topic("left_only", (0, 1), ()),
        topic("right_only", (), (0,)),
        topic("both", (0,), (0,)),
    )
    found = settle_topics(given, left, right)
    assert [t.state for t in found] == ["unclear", "left_only", "right_only", "both"]
    assert found[0].confidence == 0.5
    assert found[1:] == given[1:]
    mirrored = settle_topics((topic("right_only", (), (0, 2)),), right, left)
    assert mirrored[0].state == "unclear"
