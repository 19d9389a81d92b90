"""Measures against scikit-learn's, slow and obvious definitions, and numbers worked out by hand."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray
from sklearn import metrics as sklearn_metrics

from compare.evaluation import metrics

Rows = tuple[NDArray[np.float64], NDArray[np.bool_]]
scored = st.lists(st.tuples(st.integers(0, 5), st.booleans()), min_size=1, max_size=30).map(
    lambda rows: (np.array([s / 5 for s, _ in rows]), np.array([g for _, g in rows]))
)
both_classes = scored.filter(lambda rows: 0 < rows[1].sum() < len(rows[1]))


@given(scored)
def test_auc_is_the_share_of_pairs_in_the_right_order(rows: Rows) -> None:
    score, gold = rows
    duels = [(a, b) for a in score[gold] for b in score[~gold]]
    expected = np.mean([(a > b) + (a == b) / 2 for a, b in duels]) if duels else 0.5
    assert metrics.auc(score, gold) == pytest.approx(expected)


@given(scored, st.sampled_from([0.5, 0.75, 0.9, 1.0]))
def test_recall_at_precision_tries_every_threshold(rows: Rows, asked: float) -> None:
    score, gold = rows
    best = 0.0
    for threshold in score:
        precision, recall, _ = metrics.precision_recall_f1(score >= threshold, gold)
        best = max(best, recall if precision >= asked else 0.0)
    assert metrics.recall_at_precision(score, gold, asked) == pytest.approx(best)


@given(both_classes)
def test_they_are_those_of_scikit_learn(rows: Rows) -> None:
    score, gold = rows
    called = score >= 0.5
    expected = sklearn_metrics.precision_recall_fscore_support(
        gold, called, average="binary", zero_division=0
    )
    assert metrics.precision_recall_f1(called, gold) == pytest.approx(expected[:3])
    assert metrics.auc(score, gold) == pytest.approx(sklearn_metrics.roc_auc_score(gold, score))
    assert metrics.brier(score, gold) == pytest.approx(
        sklearn_metrics.brier_score_loss(gold, score)
    )
    precision, recall, _ = sklearn_metrics.precision_recall_curve(gold, score)
    points = np.stack([recall, precision], 1)[:-1][::-1]
    np.testing.assert_allclose(metrics.precision_recall_curve(score, gold), points)


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), min_size=2, max_size=30))
def test_kappa_is_that_of_scikit_learn(pairs: list[tuple[int, int]]) -> None:
    first, second = (np.array(side) for side in zip(*pairs, strict=True))
    found = metrics.kappa(first, second, classes=4)
    if len(set(first) | set(second)) == 1:
        assert found == 1
    else:
        assert found == pytest.approx(sklearn_metrics.cohen_kappa_score(first, second))


def test_f1_of_nothing_is_nothing() -> None:
    none = np.zeros(4, dtype=bool)
    assert metrics.precision_recall_f1(none, none) == (0.0, 0.0, 0.0)


def test_kappa_by_hand() -> None:
    # Cohen's example form: 20 yes-yes, 5 yes-no, 10 no-yes, 15 no-no gives 0.4.
    first = np.repeat([1, 1, 0, 0], [20, 5, 10, 15])
    second = np.repeat([1, 0, 1, 0], [20, 5, 10, 15])
    assert metrics.kappa(first, second, classes=2) == pytest.approx(0.4)


def test_a_perfect_forecast_has_no_error() -> None:
    gold = np.array([True, False, True, False])
    assert metrics.brier(gold * 1.0, gold) == 0
    assert metrics.calibration_error(gold * 1.0, gold, bins=2) == 0


def test_calibration_error_and_reliability_by_hand() -> None:
    score = np.array([0.8, 0.1, 0.8, 0.1, 0.8])
    gold = np.array([True, False, True, True, False])
    # Bins of equal count, the first the larger: (.1, .1, .8) with two of three, (.8, .8) with one.
    bins = metrics.reliability(score, gold, bins=2)
    assert [count for *_, count in bins] == [3, 2]
    assert [mean for mean, *_ in bins] == pytest.approx([1 / 3, 0.8])
    assert [share for _, share, _ in bins] == pytest.approx([2 / 3, 0.5])
    assert metrics.calibration_error(score, gold, bins=2) == pytest.approx(
        (3 * (1 / 3) + 2 * 0.3) / 5
    )
    assert sum(count for *_, count in metrics.reliability(score, gold, bins=9)) == 5
