"""A threshold keeps the rate that was asked on what it was learned from, and promises no more."""

from __future__ import annotations

import numpy as np
import pytest

from compare.training.thresholds import ERROR_RATES, LEAST_CALLS, thresholds


def calls(seed: int) -> tuple[np.ndarray, np.ndarray]:
    """Six hundred passages; a call is wrong the more often the lower its score."""
    rng = np.random.default_rng(seed)
    score = rng.uniform(size=600)
    return score, (rng.uniform(size=600) > score).astype(float)


def test_by_hand() -> None:
    score = np.linspace(1, 0, 101)
    wrong = np.zeros(101)
    wrong[[30, 40, 50, 60, *range(61, 101)]] = 1
    found = dict(thresholds(score, wrong))
    # Three of the first 60 are wrong, four of 61 and six of 63; from there on all are.
    assert found[0.05] == pytest.approx(1 - 0.59)
    assert found[0.10] == pytest.approx(1 - 0.62)
    assert found[0.40] < found[0.10]


def test_a_stricter_rate_never_has_a_lower_threshold() -> None:
    found = dict(thresholds(*calls(0)))
    assert len(found) >= 5
    assert list(found.values()) == sorted(found.values(), reverse=True)


@pytest.mark.parametrize("seed", range(5))
def test_the_longest_list_of_calls_that_keeps_the_rate_is_found(seed: int) -> None:
    score, wrong = calls(seed)
    ranked = sorted(zip(score.tolist(), wrong.tolist(), strict=True), reverse=True)
    for rate, threshold in thresholds(score, wrong):
        kept = [
            place
            for place in range(LEAST_CALLS, len(ranked) + 1)
            if sum(miss for _, miss in ranked[:place]) / place <= rate
        ]
        assert threshold == pytest.approx(ranked[max(kept) - 1][0], abs=1e-4)


def test_a_rate_that_no_threshold_keeps_is_not_promised() -> None:
    score = np.linspace(0, 1, 200)
    assert thresholds(score, np.ones(200)) == ()
    few = LEAST_CALLS - 1
    assert thresholds(score[:few], np.zeros(few)) == ()
    assert thresholds(score, np.zeros(200)) == tuple((rate, 0.0) for rate in ERROR_RATES)


def test_half_a_coder_counts_half() -> None:
    assert [rate for rate, _ in thresholds(np.linspace(0, 1, 200), np.full(200, 0.5))] == [0.5]


def test_the_order_of_the_passages_decides_nothing() -> None:
    score, wrong = calls(9)
    order = np.random.default_rng(9).permutation(len(score))
    assert thresholds(score[order], wrong[order]) == thresholds(score, wrong)
