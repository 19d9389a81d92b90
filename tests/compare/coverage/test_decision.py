"""From probabilities to what is called covered, partly, left out or unclear: every border."""

from __future__ import annotations

import numpy as np
import pytest
from toy_sides import Passage, toy_cover, toy_evidence, toy_readings, toy_side, toy_topic

from compare.coverage.decision import judge, settle_segments, settle_topics
from compare.coverage.features import FEATURES, READING_FEATURES
from compare.coverage.logistic import Linear
from compare.coverage.models import PairModels, Weights
from compare.coverage.pair_context import CONTEXT_FEATURES
from compare.coverage.pair_features import PAIR_FEATURES
from compare.coverage.prepared import PreparedStatement
from compare.coverage.types import CLASSES, Coverage, Status
from compare.topics.types import State

THRESHOLDS = ((0.05, 0.9), (0.1, 0.8), (0.2, 0.65))


def weights(
    p_covered: float,
    p_partly: float,
    p_left_out: float,
    thresholds: tuple[tuple[float, float], ...] = THRESHOLDS,
    classes: tuple[str, ...] = CLASSES,
) -> Weights:
    """A model that answers the same whatever the evidence: these three probabilities."""
    p = {"covered": p_covered, "partly": p_partly, "left_out": p_left_out}
    with np.errstate(divide="ignore"):
        bias = np.log([p[name] for name in classes])
    pair, context = (
        Linear(names, ("no", "yes"), np.zeros((len(names), 2)), np.zeros(2))
        for names in (PAIR_FEATURES, CONTEXT_FEATURES)
    )
    coverage = Linear(FEATURES, classes, np.zeros((len(FEATURES), 3)), bias)
    return Weights(PairModels(pair, context), coverage, thresholds)


def judged(
    ours: PreparedStatement,
    theirs: PreparedStatement,
    model: Weights,
    max_error: float = 0.05,
    pairs: list[list[float]] | None = None,
) -> tuple[Coverage, ...]:
    m, n = len(ours.segments), len(theirs.segments)
    table = np.zeros((m, n)) if pairs is None else np.array(pairs)
    return judge(ours, theirs, table, toy_evidence(ours, theirs), model, max_error)


GRAIN = Passage("They spoke of grain.")
FISH = Passage("They spoke of fish.")


@pytest.mark.parametrize(
    ("p", "max_error", "status"),
    [
        ((0.10, 0.00, 0.90), 0.05, "left_out"),
        ((0.05, 0.05, 0.90), 0.05, "left_out"),
        ((0.10, 0.01, 0.89), 0.05, "unclear"),
        # The error that the user allows moves the line, each step to its own threshold.
        ((0.10, 0.01, 0.89), 0.1, "left_out"),
        ((0.15, 0.05, 0.80), 0.1, "left_out"),
        ((0.15, 0.06, 0.79), 0.1, "unclear"),
        ((0.15, 0.06, 0.79), 0.2, "left_out"),
        ((0.25, 0.10, 0.65), 0.2, "left_out"),
        ((0.25, 0.11, 0.64), 0.2, "unclear"),
        # Between two steps the stricter one holds, which errs less often than was allowed.
        ((0.15, 0.05, 0.80), 0.09, "unclear"),
        ((0.15, 0.05, 0.80), 0.15, "left_out"),
        # More likely left out than not, but not sure enough.
        ((0.25, 0.25, 0.50), 0.05, "unclear"),
        ((0.30, 0.15, 0.55), 0.05, "unclear"),
        ((0.26, 0.25, 0.49), 0.05, "covered"),
        ((0.25, 0.26, 0.49), 0.05, "partly"),
        ((0.40, 0.40, 0.20), 0.05, "covered"),
        ((0.39, 0.41, 0.20), 0.05, "partly"),
        ((0.05, 0.90, 0.05), 0.05, "partly"),
        ((0.90, 0.05, 0.05), 0.05, "covered"),
    ],
)
def test_every_border_of_the_statuses(
    p: tuple[float, float, float], max_error: float, status: str
) -> None:
    (cover,) = judged(toy_side(GRAIN), toy_side(FISH), weights(*p), max_error)
    assert cover.status == status
    assert (cover.p_covered, cover.p_partly, cover.p_left_out) == pytest.approx(p, abs=1e-6)


@pytest.mark.parametrize("thresholds", [(), ((0.05, 1.01),)])
def test_where_no_threshold_is_safe_nothing_is_called_left_out(
    thresholds: tuple[tuple[float, float], ...],
) -> None:
    model = weights(0.0, 0.0, 1.0, thresholds)
    (cover,) = judged(toy_side(GRAIN), toy_side(FISH), model)
    assert (cover.status, cover.p_left_out) == ("unclear", 1.0)


def test_an_error_below_every_step_calls_nothing_left_out() -> None:
    (cover,) = judged(toy_side(GRAIN), toy_side(FISH), weights(0.0, 0.0, 1.0), max_error=0.04)
    assert cover.status == "unclear"


def test_probabilities_go_by_the_names_of_their_classes() -> None:
    model = weights(0.7, 0.2, 0.1, classes=("left_out", "covered", "partly"))
    (cover,) = judged(toy_side(GRAIN), toy_side(FISH), model)
    assert (cover.p_covered, cover.p_partly, cover.p_left_out) == pytest.approx((0.7, 0.2, 0.1))


def test_probabilities_keep_six_digits() -> None:
    (cover,) = judged(toy_side(GRAIN), toy_side(FISH), weights(1 / 3, 1 / 3, 1 / 3))
    assert cover.p_covered == cover.p_partly == cover.p_left_out == 0.333333


def test_a_procedural_segment_is_called_so_and_keeps_its_probabilities() -> None:
    ours = toy_side(Passage("They met on Friday.", procedural=True), GRAIN)
    first, second = judged(ours, toy_side(FISH), weights(0.04, 0.01, 0.95))
    assert (first.status, second.status) == ("procedural", "left_out")
    assert first.p_left_out == second.p_left_out == pytest.approx(0.95)


def test_segments_are_procedural_where_they_were_judged_so() -> None:
    ours = toy_side(GRAIN, Passage("They met on Friday.", procedural=True), GRAIN)
    coverage = judged(ours, toy_side(FISH), weights(0.04, 0.01, 0.95))
    turned = (coverage[1], coverage[0], coverage[2])
    for judgements, expected in ((coverage, [False, True, False]), (turned, [True, False, False])):
        settled = settle_segments(ours.segments, judgements)
        assert [segment.procedural for segment in settled] == expected
        assert [s.start for s in settled] == [s.start for s in ours.segments]


@pytest.mark.parametrize("theirs", ["They spoke of grain.", "they spoke of GRAIN."])
def test_what_the_other_says_word_for_word_is_covered_whatever_the_model_says(theirs: str) -> None:
    other = toy_side(FISH, Passage(theirs))
    (cover,) = judged(toy_side(GRAIN), other, weights(0.0, 0.0, 1.0), pairs=[[0.1, 0.4]])
    assert cover.status == "covered"
    assert (cover.p_covered, cover.p_partly, cover.p_left_out) == (1.0, 0.0, 0.0)
    assert cover.nearest == 1


@pytest.mark.parametrize(
    "theirs",
    [
        Passage("They spoke of grain.", procedural=True),
        Passage("They spoke of grain again."),
        Passage("They spoke of"),
    ],
)
def test_a_formality_or_a_part_is_no_repetition(theirs: Passage) -> None:
    (cover,) = judged(toy_side(GRAIN), toy_side(FISH, theirs), weights(0.0, 0.0, 1.0))
    assert (cover.status, cover.p_left_out) == ("left_out", 1.0)


def test_only_the_segment_that_is_repeated_is_covered() -> None:
    ours = toy_side(FISH, GRAIN, Passage("They spoke of timber."))
    covers = judged(ours, toy_side(GRAIN), weights(0.0, 0.0, 1.0))
    assert [cover.status for cover in covers] == ["left_out", "covered", "left_out"]


def test_the_nearest_is_the_likeliest_of_substance() -> None:
    theirs = toy_side(FISH, Passage("They met.", procedural=True), FISH, FISH)
    pairs = [[0.2, 0.9, 0.3, 0.3], [0.0, 0.9, 0.0, 0.1], [0.0, 0.5, 0.0, 0.0]]
    covers = judged(toy_side(GRAIN, GRAIN, GRAIN), theirs, weights(0.9, 0.05, 0.05), pairs=pairs)
    assert [cover.nearest for cover in covers] == [2, 3, 0]
    assert {type(cover.nearest) for cover in covers} == {int}


@pytest.mark.parametrize("theirs", [(), (Passage("They met.", procedural=True),)])
def test_a_text_without_substance_has_nothing_near(theirs: tuple[Passage, ...]) -> None:
    (cover,) = judged(toy_side(GRAIN), toy_side(*theirs), weights(0.0, 0.0, 1.0))
    assert cover.nearest is None
    assert cover.status == "left_out"


def test_a_side_without_segments_has_no_coverage() -> None:
    assert judged(toy_side(), toy_side(GRAIN), weights(0.0, 0.0, 1.0)) == ()


def test_the_evidence_decides() -> None:
    """A model of one feature: the more our segments have counterparts, the less is left out."""
    table = np.zeros((len(FEATURES), 3))
    table[FEATURES.index("best_cosine")] = (20.0, 0.0, 0.0)
    model = weights(0.01, 0.01, 0.98)
    model = Weights(
        model.matching,
        Linear(FEATURES, CLASSES, table, model.coverage.bias),
        model.thresholds,
    )
    ours, theirs = toy_side(GRAIN, Passage("They spoke of timber.")), toy_side(FISH)
    evidence = toy_evidence(ours, theirs, cosine=[[0.9], [0.0]])
    covers = judge(ours, theirs, np.zeros((2, 1)), evidence, model, 0.05)
    assert [cover.status for cover in covers] == ["covered", "left_out"]
    odds = np.exp(20 * 0.9)
    assert covers[0].p_covered == pytest.approx(0.01 * odds / (0.01 * odds + 0.99), abs=1e-6)


def test_a_claim_spread_over_passages_is_covered_by_them_together() -> None:
    """Alone each conveys a little; a model that looks at what all say sees the whole."""
    names = FEATURES + READING_FEATURES
    table = np.zeros((len(names), 3))
    table[names.index("read_together_whole")] = (1.0, 0.0, 0.0)
    table[names.index("read_together")] = (0.0, 0.0, -1.0)
    model = weights(1 / 3, 1 / 3, 1 / 3)
    model = Weights(
        model.matching, Linear(names, CLASSES, table, model.coverage.bias), model.thresholds
    )
    ours, theirs = toy_side(GRAIN, Passage("They spoke of timber.")), toy_side(FISH, FISH)
    little = (0.8, 0.1, 0.1)
    evidence = toy_readings(
        toy_evidence(ours, theirs),
        {(i, j): little for i in range(2) for j in range(2)},
        {0: (0.2, 0.05, 0.75), 1: (0.9, 0.1, 0.0)},
    )
    covers = judge(ours, theirs, np.zeros((2, 2)), evidence, model, 0.1)
    assert [cover.status for cover in covers] == ["covered", "left_out"]
    # Odds of 3 for all of it, of 4 and 9 that something or nothing is told, of 1 for a part.
    assert covers[0].p_covered == pytest.approx(3 / (3 + 1 + 1 / 4), abs=1e-6)
    assert covers[1].p_left_out == pytest.approx(9 / (9 + 1 + 1 / 9), abs=1e-6)


def test_the_other_side_is_judged_by_what_was_read_of_its_own_passages() -> None:
    names = FEATURES + READING_FEATURES
    table = np.zeros((len(names), 3))
    table[names.index("read_together_whole")] = (1.0, 0.0, 0.0)
    model = weights(0.5, 0.0, 0.5)
    model = Weights(
        model.matching, Linear(names, CLASSES, table, model.coverage.bias), model.thresholds
    )
    ours, theirs = toy_side(GRAIN), toy_side(FISH)
    evidence = toy_readings(toy_evidence(ours, theirs), {(0, 0): (0.5, 0.5, 0.0)}, {0: (0, 0, 1)})
    (there,) = judge(theirs, ours, np.zeros((1, 1)), evidence.mirrored(), model, 0.2)
    (here,) = judge(ours, theirs, np.zeros((1, 1)), evidence, model, 0.2)
    assert (here.status, there.status) == ("covered", "left_out")


@pytest.mark.parametrize("state", ["left_only", "right_only"])
@pytest.mark.parametrize(
    ("statuses", "open_now"),
    [
        (["covered", "covered"], True),
        (["covered", "partly"], False),
        (["partly", "covered"], False),
        (["left_out", "covered"], False),
    ],
)
def test_a_topic_that_rests_on_covered_passages_alone_is_left_open(
    state: State, statuses: list[Status], open_now: bool
) -> None:
    here = tuple(map(toy_cover, [*statuses, "left_out"]))
    there = (toy_cover("partly"),)
    left = state == "left_only"
    raised = toy_topic("grain", state, (0, 1) if left else (), () if left else (0, 1))
    (settled,) = settle_topics((raised,), here if left else there, there if left else here)
    if open_now:
        assert (settled.state, settled.confidence) == ("unclear", 0.5)
    else:
        assert settled == raised


def test_a_topic_of_both_sides_stays_whatever_covers_it() -> None:
    raised = toy_topic("grain", "both", (0,), (0,))
    covered = (toy_cover("covered"),)
    assert settle_topics((raised,), covered, covered) == (raised,)


def test_an_opposite_is_partly_as_likely_as_it_is_not_left_out() -> None:
    ours = toy_side(Passage("Japan supports the pipeline."))
    theirs = toy_side(Passage("Japan does not support the pipeline."), side="PRC")
    (cover,) = judged(ours, theirs, weights(0.7, 0.1, 0.2), pairs=[[0.9]])
    assert (cover.p_covered, cover.p_partly, cover.p_left_out) == pytest.approx((0.0, 0.8, 0.2))
    assert cover.status == "partly"
