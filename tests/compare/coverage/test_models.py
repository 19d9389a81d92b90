"""The models of coverage: which weights are used for which text, and where a call is safe."""

from __future__ import annotations

import json
from dataclasses import replace
from importlib import resources

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import compare
from compare.calibration import Calibration
from compare.coverage import models
from compare.coverage.cross_reading import PAIR_READING_FEATURES
from compare.coverage.features import FEATURES, READING_FEATURES
from compare.coverage.logistic import Linear
from compare.coverage.models import (
    PairModels,
    TrainedWeights,
    Weights,
    asked_rate,
    load_weights,
)
from compare.coverage.pair_context import CONTEXT_FEATURES, pair_context
from compare.coverage.pair_features import PAIR_FEATURES
from compare.settings import Settings
from corpus import Event, samples
from corpus.text.hashing import text_hash


def constant(*bias: float, classes: tuple[str, ...] = ("covered", "partly", "left_out")) -> Linear:
    """A model that looks at one feature and answers the same whatever it is."""
    return Linear(("any",), classes, np.zeros((1, len(bias))), np.array(bias))


PAIRS = PairModels(
    Linear(("cosine",), ("apart", "same"), np.array([[0.0, 2.0]]), np.array([0.0, -1.0])),
    Linear(CONTEXT_FEATURES, ("apart", "same"), np.eye(5, 2) * [[0, 1]], np.zeros(2)),
)


def weights(*thresholds: tuple[float, float], bias: float = 0.0) -> Weights:
    return Weights(PAIRS, constant(0.0, 0.0, bias), thresholds)


# Which weights


def test_a_known_text_is_weighed_by_weights_that_never_saw_it() -> None:
    everything, first, second = weights(bias=1.0), weights(bias=2.0), weights(bias=3.0)
    trained = TrainedWeights(
        everything,
        (
            (frozenset({text_hash("a known text"), text_hash("另一篇")}), first),
            (frozenset({text_hash("one more")}), second),
        ),
        "",
    )
    assert trained.weights_for("new", "and new") == (everything, False)
    assert trained.weights_for("a known text", "new") == (first, True)
    assert trained.weights_for("new", "另一篇") == (first, True)
    assert trained.weights_for("new", "one more") == (second, True)
    assert trained.weights_for(" a  known\ntext", "new") == (first, True), "white space is nothing"
    assert trained.weights_for("a known tex", "new") == (everything, False)
    mixed, held_out = trained.weights_for("a known text", "one more")
    assert not held_out, "neither fold saw neither text"
    assert mixed == first


@pytest.fixture
def known_event(monkeypatch: pytest.MonkeyPatch) -> Event:
    """A bundled event made a known one: its fold calls nothing left out, all others everything."""
    event = samples.load("blinken-liu-2024")
    shipped = load_weights(read_pairs=False)
    calls = {
        name: replace(
            shipped.everything,
            coverage=replace(
                shipped.everything.coverage,
                weights=np.zeros_like(shipped.everything.coverage.weights),
                bias=np.array(bias),
            ),
        )
        for name, bias in {"everything": (0.0, 0.0, 9.0), "fold": (9.0, 0.0, 0.0)}.items()
    }
    texts = frozenset({text_hash(event.statements[0].text)})
    trained = TrainedWeights(calls["everything"], ((texts, calls["fold"]),), shipped.fingerprint)
    monkeypatch.setattr("compare.pipeline.load_weights", lambda read_pairs=True: trained)
    return event


@pytest.mark.slow
def test_a_comparison_of_a_known_text_uses_its_held_out_weights(known_event: Event) -> None:
    left, right = known_event.statements
    settings = Settings(read_pairs=False)
    known = compare.statements(left, right, settings)
    assert known.signature.held_out
    assert "held out" in str(known.signature)
    new = compare.statements(left.model_copy(update={"text": left.text + " ."}), right, settings)
    assert not new.signature.held_out
    for side in ("left", "right"):
        assert all(c.p_left_out < 0.01 for c in known.coverage(side))
        assert all(c.p_left_out > 0.99 for c in new.coverage(side) if c.p_covered < 1)


# Where a call is safe


def test_the_threshold_is_that_of_the_error_rate_asked_for() -> None:
    table = weights((0.05, 0.9), (0.1, 0.7), (0.2, 0.5))
    assert table.threshold(0.1) == 0.7
    assert table.threshold(0.05) == 0.9
    assert table.threshold(0.15) == 0.7, "between two rates the stricter holds"
    assert table.threshold(0.99) == 0.5
    assert table.threshold(0.01) > 1, "no call is as safe as that"
    for asked, unlike, expected in ((0.15, True, 0.9), (0.3, True, 0.7), (0.1, True, 1.01)):
        assert table.threshold(asked_rate(asked, unlike)) == expected
    assert asked_rate(0.15, unlike=False) == 0.15


def test_probabilities_follow_the_curve_of_a_calibration_and_the_rest_is_shared() -> None:
    curve = Calibration(
        "platt", ((0.0, 0.1), (1.0, 0.5)), ((0.1, 0.4),), 80, 8, 1, "toy", "", "", "", 0, 0, 0, 0
    )
    model = Weights(PAIRS, constant(np.log(0.3), np.log(0.1), np.log(0.6)), ((0.1, 0.9),), curve)
    found = model.covering(np.zeros((2, len(model.coverage.features))))
    # Of .6 left out the curve makes .34; covered and partly share the rest as before, three to one.
    assert found == pytest.approx(np.array([[0.495, 0.165, 0.34]] * 2))
    assert model.threshold(0.1) == 0.4
    assert model.threshold(0.05) > 1


rates = st.dictionaries(st.sampled_from([0.05, 0.1, 0.2, 0.3]), st.floats(0, 1), min_size=1)


@given(rates, st.floats(0.001, 0.999))
def test_it_is_the_least_probability_of_the_rates_allowed(
    table: dict[float, float], asked: float
) -> None:
    allowed = [p for rate, p in table.items() if rate <= asked]
    expected = min(allowed) if allowed else 1.01
    assert weights(*table.items()).threshold(asked) == expected


@pytest.mark.slow
def test_the_error_rate_that_the_user_asks_for_decides_the_calls() -> None:
    """At 10 % a passage is called left out from exactly the probability that the table gives."""
    left, right = samples.load("biden-xi-woodside-2023").statements
    trained = load_weights(read_pairs=False).everything
    counts = []
    for asked in (0.05, 0.1, 0.2):
        least = trained.threshold(asked)
        result = compare.statements(left, right, Settings(max_error=asked, read_pairs=False))
        calls = [c for side in ("left", "right") for c in result.coverage(side)]
        calls = [c for c in calls if c.status != "procedural"]
        assert [c.status == "left_out" for c in calls] == [c.p_left_out >= least for c in calls]
        counts.append(sum(c.status == "left_out" for c in calls))
    assert counts[0] < counts[1] < counts[2], "or the event shows nothing"


# Pairs


def test_a_pair_is_weighed_alone_and_then_among_the_others() -> None:
    cosine = np.array([[0.9, 0.1], [0.4, 0.8], [0.3, 0.2]])
    spoken = np.array([True, True, False]), np.array([True, True])
    alone = 1 / (1 + np.exp(-(2 * cosine - 1)))
    # The second model takes the second piece of context, a lead, at its face value.
    expected = 1 / (1 + np.exp(-pair_context(alone, *spoken)[..., 1]))
    np.testing.assert_allclose(PAIRS.probabilities(cosine[..., None], *spoken), expected)
    assert PAIRS.probabilities(cosine[..., None], *spoken).shape == (3, 2)


# What ships


@pytest.mark.parametrize("read_pairs", [True, False])
def test_the_weights_that_ship_are_read_as_they_are_written(read_pairs: bool) -> None:
    raw = json.loads(resources.files("compare.coverage").joinpath(models.FILE).read_text("utf-8"))
    data = raw["with_reading" if read_pairs else "without_reading"]
    trained = load_weights(read_pairs)
    parts = [(data["everything"], trained.everything)]
    parts += list(zip(data["folds"], (w for _, w in trained.folds), strict=True))
    for written, read in parts:
        assert read.coverage.to_dict() == written["coverage"]
        assert read.matching.pair.to_dict() == written["pair"]
        assert read.matching.context.to_dict() == written["standing"]
        assert [list(pair) for pair in read.thresholds] == written["thresholds"]
    texts = [text for seen, _ in trained.folds for text in seen]
    assert len(texts) == len(set(texts)), "a text is in one fold only"
    assert all(len(text) == 64 for text in texts)


@pytest.mark.parametrize("read_pairs", [True, False])
def test_the_weights_that_ship_weigh_the_evidence_that_there_is_in_its_order(
    read_pairs: bool,
) -> None:
    """Weights are multiplied by place: under another order they would weigh something else."""
    trained = load_weights(read_pairs)
    for one in (trained.everything, *(w for _, w in trained.folds)):
        assert one.coverage.features == FEATURES + (READING_FEATURES if read_pairs else ())
        assert one.matching.pair.features == PAIR_FEATURES + (
            PAIR_READING_FEATURES if read_pairs else ()
        )
        assert one.matching.context.features == CONTEXT_FEATURES
