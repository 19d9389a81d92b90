"""Alignment in order: every unit once, in order, and the cheapest way found."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compare.monotone import BEADS, LONGEST, align_in_order, spans

DIMENSION = 24


def encode(units: list[np.ndarray]) -> np.ndarray:
    """Vectors of all spans, as if the vector of joined units were the mean of theirs."""
    rows = [np.mean(units[a:b], axis=0) for a, b in spans(len(units))]
    table = np.array(rows, dtype=np.float32).reshape(-1, DIMENSION)
    norms: np.ndarray = np.linalg.norm(table, axis=1, keepdims=True)
    unit: np.ndarray = table / np.maximum(norms, 1e-9)
    return unit


def points(count: int, seed: int = 0) -> list[np.ndarray]:
    return list(np.random.default_rng(seed).normal(size=(count, DIMENSION)))


def test_the_same_text_aligns_one_to_one() -> None:
    units = points(9)
    assert align_in_order(encode(units), encode(units)) == tuple(((i,), (i,)) for i in range(9))


def test_a_unit_left_out_and_two_joined_are_found() -> None:
    units = points(6)
    right = [units[0], (units[1] + units[2]) / 2, units[4], units[5]]
    expected = (((0,), (0,)), ((1, 2), (1,)), ((3,), ()), ((4,), (2,)), ((5,), (3,)))
    assert align_in_order(encode(units), encode(right)) == expected


@pytest.mark.parametrize(("m", "n"), [(0, 0), (0, 3), (2, 0), (1, 1), (2, 9)])
def test_texts_of_any_length_align(m: int, n: int) -> None:
    beads = align_in_order(encode(points(m)), encode(points(n, seed=1)))
    assert [i for left, _ in beads for i in left] == list(range(m))
    assert [j for _, right in beads for j in right] == list(range(n))


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 8), st.integers(0, 8), st.integers(0, 99))
def test_every_unit_is_in_one_bead_in_order(m: int, n: int, seed: int) -> None:
    beads = align_in_order(encode(points(m, seed)), encode(points(n, seed // 2)))
    assert [i for left, _ in beads for i in left] == list(range(m))
    assert [j for _, right in beads for j in right] == list(range(n))
    assert all((len(a), len(b)) in {*BEADS, (0, 1), (1, 0)} for a, b in beads)


def test_spans_are_all_runs_up_to_the_longest() -> None:
    assert len(spans(10)) == sum(10 - size for size in range(LONGEST))
    assert (0, 4) in spans(10)
    assert (0, 5) not in spans(10)
