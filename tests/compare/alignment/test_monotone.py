"""Alignment in order: every unit once, in order, and the cheapest way found."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compare.alignment.monotone import (
    BEADS,
    LONGEST,
    PER_BEAD,
    PER_LENGTH,
    PER_UNIT,
    PRIOR,
    SKIP,
    Bead,
    SpanEvidence,
    Text,
    align_in_order,
    in_average_units,
    spans,
)

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


def align(
    left: list[np.ndarray],
    right: list[np.ndarray],
    left_lengths: Sequence[int] = (),
    right_lengths: Sequence[int] = (),
) -> tuple[Bead, ...]:
    """Align units of one length each, unless lengths are given."""
    return align_in_order(
        Text.of(encode(left), left_lengths or [1] * len(left)),
        Text.of(encode(right), right_lengths or [1] * len(right)),
    )


def test_the_same_text_aligns_one_to_one() -> None:
    units = points(9)
    assert align(units, units) == tuple(((i,), (i,)) for i in range(9))


def test_a_unit_left_out_and_two_joined_are_found() -> None:
    units = points(6)
    right = [units[0], (units[1] + units[2]) / 2, units[4], units[5]]
    expected = (((0,), (0,)), ((1, 2), (1,)), ((3,), ()), ((4,), (2,)), ((5,), (3,)))
    assert align(units, right, [1] * 6, [1, 2, 1, 1]) == expected


def cost(beads: Sequence[Bead], evidence: SpanEvidence, per_length: float = PER_LENGTH) -> float:
    """What an alignment costs by the constants of the module."""
    total = 0.0
    for ours, theirs in beads:
        if not (ours and theirs):
            total += SKIP
            continue
        a, b = bead = len(ours), len(theirs)
        distance, unlike = evidence.of(bead, ours[-1] + 1, theirs[0], theirs[0] + 1)
        total += float(distance[0]) * (PER_UNIT * (a + b) / 2 + PER_BEAD)
        total += float(unlike[0]) * per_length - PRIOR[min(bead), max(bead)]
    return total


def every_alignment(m: int, n: int, i: int = 0, j: int = 0) -> Iterator[tuple[Bead, ...]]:
    """All ways to part m and n units into beads in order."""
    if (i, j) == (m, n):
        yield ()
    for a, b in (*BEADS, (0, 1), (1, 0)):
        if i + a <= m and j + b <= n:
            first = tuple(range(i, i + a)), tuple(range(j, j + b))
            yield from ((first, *rest) for rest in every_alignment(m, n, i + a, j + b))


@settings(max_examples=40, deadline=None)
@given(st.integers(1, 4), st.integers(1, 4), st.integers(0, 99))
def test_no_alignment_is_cheaper_than_the_one_found(m: int, n: int, seed: int) -> None:
    chance = np.random.default_rng(seed)
    units = points(m + n, seed)
    # Neighbours on one side are near those on the other, so that joining pays at times.
    right = [units[min(j, m - 1)] + 0.6 * units[m + j] for j in range(n)]
    ours, theirs = (
        Text.of(encode(side), chance.integers(1, 40, len(side)).tolist())
        for side in (units[:m], right)
    )
    ways = list(every_alignment(m, n))
    draft = min(ways, key=lambda way: cost(way, SpanEvidence(ours, theirs), per_length=0.0))
    evidence = SpanEvidence(*in_average_units(ours, theirs, draft))
    found = cost(align_in_order(ours, theirs), evidence)
    assert found == pytest.approx(min(cost(way, evidence) for way in ways))


def test_length_decides_where_meaning_does_not() -> None:
    first, last = points(2)
    # What stands between could as well be the end of the first as the beginning of the last.
    between = (first + last) / 2
    left, right = [first, between, last], [(first + between) / 2, (between + last) / 2]
    joined = align(left, right, [20, 20, 40], [10, 10])
    assert joined == (((0, 1), (0,)), ((2,), (1,)))
    assert align(left, right, [40, 20, 20], [10, 10]) == (((0,), (0,)), ((1, 2), (1,)))


@pytest.mark.parametrize("kept", [60, 20, 10])
def test_an_excerpt_finds_its_place_in_the_whole(kept: int) -> None:
    chance = np.random.default_rng(kept)
    whole, lengths = points(120), chance.integers(20, 200, 120)
    first = 70 - kept // 2
    excerpt = [unit + 0.4 * other for unit, other in zip(whole, points(120, 1), strict=True)]
    excerpt, shorter = excerpt[first : first + kept], lengths[first : first + kept] // 3
    beads = align(whole, excerpt, lengths.tolist(), shorter.tolist())
    links = {bead for bead in beads if all(bead)}
    assert links == {((first + k,), (k,)) for k in range(kept)}


def test_only_the_length_within_its_own_text_counts() -> None:
    units, lengths = points(9), [30, 8, 12, 40, 5, 22, 60, 9, 17]
    other = [units[0], (units[1] + units[2]) / 2, *units[3:7], units[8]]
    found = align(units, other, lengths, [9, 6, 12, 2, 7, 20, 5])
    assert found == align(units, other, [7 * n for n in lengths], [9, 6, 12, 2, 7, 20, 5])


@pytest.mark.parametrize(("m", "n"), [(0, 0), (0, 3), (2, 0), (1, 1), (2, 9)])
def test_texts_of_any_length_align(m: int, n: int) -> None:
    beads = align(points(m), points(n, seed=1))
    assert [i for left, _ in beads for i in left] == list(range(m))
    assert [j for _, right in beads for j in right] == list(range(n))


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 8), st.integers(0, 8), st.integers(0, 99))
def test_every_unit_is_in_one_bead_in_order(m: int, n: int, seed: int) -> None:
    beads = align(points(m, seed), points(n, seed // 2))
    assert [i for left, _ in beads for i in left] == list(range(m))
    assert [j for _, right in beads for j in right] == list(range(n))
    assert all((len(a), len(b)) in {*BEADS, (0, 1), (1, 0)} for a, b in beads)


def test_spans_are_all_runs_up_to_the_longest() -> None:
    assert len(spans(10)) == sum(10 - size for size in range(LONGEST))
    assert (0, 4) in spans(10)
    assert (0, 5) not in spans(10)
