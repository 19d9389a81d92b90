"""How a pair stands among the others: by hand, and whichever way the segments are turned."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose, assert_array_equal

from compare.coverage.pair_context import CONTEXT_FEATURES, LEAST, pair_context


def odds(p: float) -> float:
    return float(np.log(p / (1 - p)))


def all_of(count: int) -> np.ndarray:
    return np.ones(count, dtype=bool)


def test_a_pair_is_told_against_the_others_of_both_its_segments() -> None:
    p = np.array([[0.9, 0.2, 0.1], [0.3, 0.6, 0.1]])
    told = pair_context(p, all_of(2), all_of(3))
    first = dict(zip(CONTEXT_FEATURES, told[0, 0], strict=True))
    assert_allclose(first["alone"], odds(0.9), atol=1e-6)
    assert_allclose(first["lead_less"], odds(0.9) - odds(0.3), atol=1e-6)
    assert_allclose(first["lead_more"], odds(0.9) - odds(0.2), atol=1e-6)
    assert_allclose([first["others_less"], first["others_more"]], np.log1p([0.3, 0.3]), atol=1e-6)
    # What is not the best is told against the best, and falls behind it.
    assert_allclose(told[0, 1, 1], odds(0.2) - odds(0.9), atol=1e-6)


def test_what_carries_no_substance_is_nobodys_rival() -> None:
    p = np.array([[0.5, 0.9], [0.4, 0.8]])
    told = pair_context(p, all_of(2), np.array([True, False]))
    assert_allclose(told[0, 0, 2], odds(0.5) - odds(LEAST), atol=1e-6)
    assert_allclose(told[0, 0, 3], 0, atol=1e-6)
    # The other way round the spoken segments are rivals still.
    assert_allclose(told[0, 1, 1], odds(0.9) - odds(0.8), atol=1e-6)


@pytest.mark.parametrize("shape", [(0, 0), (0, 3), (2, 0), (1, 1), (1, 4)])
def test_few_or_no_segments(shape: tuple[int, int]) -> None:
    told = pair_context(np.full(shape, 0.5), all_of(shape[0]), all_of(shape[1]))
    assert told.shape == (*shape, len(CONTEXT_FEATURES))
    assert np.isfinite(told).all()


@given(st.integers(1, 7), st.integers(1, 7), st.integers(0, 2**32 - 1))
def test_swapping_and_shuffling_only_move_it(m: int, n: int, seed: int) -> None:
    rng = np.random.default_rng(seed)
    p, ours, theirs = rng.random((m, n)), rng.random(m) < 0.8, rng.random(n) < 0.8
    told = pair_context(p, ours, theirs)
    assert_array_equal(pair_context(p.T, theirs, ours), told.transpose(1, 0, 2))
    rows, columns = rng.permutation(m), rng.permutation(n)
    shuffled = pair_context(p[np.ix_(rows, columns)], ours[rows], theirs[columns])
    assert_array_equal(shuffled, told[np.ix_(rows, columns)])
