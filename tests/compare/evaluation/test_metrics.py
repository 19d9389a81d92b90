"""Measures against slow and obvious definitions, and numbers worked out by hand."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from compare.evaluation import metrics

scored = st.lists(st.tuples(st.integers(0, 5), st.booleans()), min_size=1, max_size=30).map(
    lambda rows: (np.array([s / 5 for s, _ in rows]), np.array([g for _, g in rows]))
)


@given(scored)
def test_auc_is_the_share_of_pairs_in_the_right_order(rows: tuple[np.ndarray, np.ndarray]) -> None:
    score, gold = rows
    duels = [(a, b) for a in score[gold] for b in score[~gold]]
    expected = np.mean([(a > b) + (a == b) / 2 for a, b in duels]) if duels else 0.5
    assert metrics.auc(score, gold) == pytest.approx(expected)


@given(scored, st.sampled_from([0.5, 0.75, 0.9, 1.0]))
def test_recall_at_precision_tries_every_threshold(
    rows: tuple[np.ndarray, np.ndarray], asked: float
) -> None:
    score, gold = rows
    best = 0.0
    for threshold in score:
        precision, recall, _ = metrics.precision_recall_f1(score >= threshold, gold)
        best = max(best, recall if precision >= asked else 0.0)
    assert metrics.recall_at_precision(score, gold, asked) == pytest.approx(best)


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


def test_calibration_error_by_hand() -> None:
    score = np.array([0.1, 0.1, 0.8, 0.8])
    gold = np.array([False, True, True, True])
    assert metrics.calibration_error(score, gold, bins=2) == pytest.approx((0.4 + 0.2) / 2)
