"""Alignment in order: every unit once, in order, and the cheapest way found."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compare.alignment.banded_search import Bead
from compare.alignment.monotone import (
    BEADS,
    DRAFT_BEADS,
    FARTHEST_LINKED,
    PER_BEAD,
    PER_LENGTH,
    PER_UNIT,
    PRIOR,
    SKIP,
    SKIP_RANGE,
    align_in_order,
    average_units,
    closeness,
    skip_cost,
)
from compare.alignment.span_evidence import FARTHEST, LONGEST, SpanEvidence, Text, cosines

DIMENSION = 128


def points(count: int, seed: int = 0) -> list[np.ndarray]:
    return list(np.random.default_rng(seed).normal(size=(count, DIMENSION)))


def text(units: Sequence[np.ndarray], lengths: Sequence[int] = ()) -> Text:
    """Units of one length each, unless lengths are given."""
    table = np.array(units, dtype=np.float32).reshape(-1, DIMENSION)
    norms = np.maximum(np.linalg.norm(table, axis=1, keepdims=True), 1e-9)
    return Text.of(table / norms, lengths or [1] * len(units))


def align(
    left: Sequence[np.ndarray],
    right: Sequence[np.ndarray],
    left_lengths: Sequence[int] = (),
    right_lengths: Sequence[int] = (),
    **keywords: int,
) -> tuple[Bead, ...]:
    return align_in_order(text(left, left_lengths), text(right, right_lengths), **keywords)


def links(beads: Sequence[Bead]) -> list[Bead]:
    return [bead for bead in beads if all(bead)]


def joined(units: Sequence[np.ndarray]) -> np.ndarray:
    """What stands for several units of one length in one."""
    total: np.ndarray = np.sum([unit / np.linalg.norm(unit) for unit in units], axis=0)
    return total


def test_the_same_text_aligns_one_to_one() -> None:
    units = points(9)
    assert align(units, units) == tuple(((i,), (i,)) for i in range(9))


def test_a_unit_left_out_and_two_joined_are_found() -> None:
    units = points(6)
    right = [units[0], joined(units[1:3]), units[4], units[5]]
    expected = (((0,), (0,)), ((1, 2), (1,)), ((3,), ()), ((4,), (2,)), ((5,), (3,)))
    assert align(units, right, [1] * 6, [1, 2, 1, 1]) == expected


@pytest.mark.parametrize("count", [5, 6])
def test_up_to_six_units_are_joined_to_one(count: int) -> None:
    units = points(count + 4)
    right = [*units[:2], joined(units[2 : count + 2]), *units[count + 2 :]]
    lengths = [1, 1, count, 1, 1]
    wide = (tuple(range(2, count + 2)), (2,))
    assert wide in align(units, right, [1] * len(units), lengths)
    assert wide[::-1] in align(right, units, lengths, [1] * len(units))


def slow_distances(left: Text, right: Text, bead: Bead) -> tuple[float, float]:
    """Both distances of a bead as the docstrings tell them, from the vectors of whole runs."""
    runs, reach, lengths = [], [], []
    for side, (one, other) in enumerate(((left, right), (right, left))):
        run = one.rows[list(bead[side])].sum(axis=0)
        runs.append(run / np.linalg.norm(run))
        lengths.append(float(one.lengths[list(bead[side])].sum()))
        directions = other.rows / np.linalg.norm(other.rows, axis=1, keepdims=True)
        reach.append(1 - np.mean([runs[-1] @ row for row in directions]))
    distance = max(1 - float(runs[0] @ runs[1]), 1e-3) / np.mean(reach)
    return float(distance), min((lengths[0] - lengths[1]) ** 2 / sum(lengths), FARTHEST)


@settings(max_examples=30, deadline=None)
@given(st.integers(1, 9), st.integers(1, 9), st.integers(0, 99))
def test_distances_by_sums_of_products_are_those_of_whole_runs(m: int, n: int, seed: int) -> None:
    chance = np.random.default_rng(seed)
    left = text(points(m, seed), chance.integers(1, 40, m).tolist())
    right = text(points(n, seed + 1), chance.integers(1, 40, n).tolist())
    evidence = SpanEvidence(left, right)
    top, first = int(chance.integers(1, m + 1)), int(chance.integers(0, n + 1))
    block = BEADS, (top, m + 1), (first, n + 1)
    meaning, length = evidence.meanings(*block), evidence.length_differences(*block)
    for k, (a, b) in enumerate(BEADS):
        for i in range(top, m + 1):
            for j in range(first, n + 1):
                at = k, i - top, j - first
                if a > i or b > j:
                    assert meaning[at] == np.inf
                    continue
                bead = tuple(range(i - a, i)), tuple(range(j - b, j))
                expected = slow_distances(left, right, bead)
                assert (meaning[at], length[at]) == pytest.approx(expected, abs=1e-4)
                assert evidence.meaning([bead])[0] == pytest.approx(expected[0], abs=1e-4)


def cost(
    beads: Sequence[Bead], left: Text, right: Text, per_length: float, skip: float, scale: float
) -> float:
    """What an alignment costs by the constants of the module."""
    total = 0.0
    for bead in beads:
        if not all(bead):
            total += skip
            continue
        a, b = len(bead[0]), len(bead[1])
        distance, unlike = slow_distances(left, right, bead)
        if distance >= FARTHEST_LINKED:
            return float("inf")
        total += distance * scale * (PER_UNIT * (a + b) / 2 + PER_BEAD)
        total += unlike * per_length - PRIOR[min(a, b), max(a, b)]
    return total


def every_alignment(m: int, n: int, i: int = 0, j: int = 0) -> Iterator[tuple[Bead, ...]]:
    """All ways to part m and n units into beads in order."""
    if (i, j) == (m, n):
        yield ()
    for a, b in (*BEADS, (0, 1), (1, 0)):
        if i + a <= m and j + b <= n:
            first = tuple(range(i, i + a)), tuple(range(j, j + b))
            yield from ((first, *rest) for rest in every_alignment(m, n, i + a, j + b))


@settings(max_examples=25, deadline=None)
@given(st.integers(1, 4), st.integers(1, 4), st.integers(0, 99))
def test_no_alignment_is_cheaper_than_the_one_found(m: int, n: int, seed: int) -> None:
    chance = np.random.default_rng(seed)
    units = points(m + n, seed)
    # Neighbours on one side are near those on the other, so that joining pays at times.
    right = [units[min(j, m - 1)] + 0.6 * units[m + j] for j in range(n)]
    ours, theirs = (
        text(side, chance.integers(1, 40, len(side)).tolist()) for side in (units[:m], right)
    )
    ways = list(every_alignment(m, n))
    drafts = [way for way in ways if all((len(a), len(b)) in DRAFT_BEADS for a, b in links(way))]
    draft = min(drafts, key=lambda way: cost(way, ours, theirs, 0.0, SKIP, 1.0))
    units_of_length = average_units(ours, theirs, draft)
    scaled = ours.measured_in(units_of_length[0]), theirs.measured_in(units_of_length[1])
    scale = closeness(draft, SpanEvidence(ours, theirs))
    second = min(ways, key=lambda way: cost(way, *scaled, PER_LENGTH, SKIP, scale))
    scale, skip = closeness(second, SpanEvidence(*scaled)), skip_cost(second)
    found = align_in_order(ours, theirs)
    best = min(cost(way, *scaled, PER_LENGTH, skip, scale) for way in ways)
    distances = SpanEvidence(*scaled).meaning(links(found))
    if len(distances) and np.median(distances) < 0.7:  # else what chance links is parted
        assert cost(found, *scaled, PER_LENGTH, skip, scale) == pytest.approx(best, abs=1e-3)


def test_the_more_stand_alone_the_less_it_costs() -> None:
    alone: Bead = ((0,), ())
    linked: Bead = ((0,), (0,))
    costs = [skip_cost([alone] * k + [linked] * (200 - k)) for k in (0, 2, 10, 60, 200)]
    assert costs == sorted(costs, reverse=True)
    assert len(set(costs)) >= 4
    assert all(SKIP_RANGE[0] <= one <= SKIP_RANGE[1] for one in costs)


def test_distances_count_less_in_a_free_translation() -> None:
    units, other = points(40), points(40, 1)
    factors = []
    for noise in (0.3, 0.8, 1.2):
        right = [a + noise * b for a, b in zip(units, other, strict=True)]
        evidence = SpanEvidence(text(units), text(right))
        factors.append(closeness([((i,), (i,)) for i in range(40)], evidence))
    assert factors == sorted(factors, reverse=True)
    assert factors[0] > factors[-1]


def test_length_decides_where_meaning_does_not() -> None:
    first, last = points(2)
    # What stands between could as well be the end of the first as the beginning of the last.
    between = (first + last) / 2
    left, right = [first, between, last], [(first + between) / 2, (between + last) / 2]
    assert align(left, right, [20, 20, 40], [10, 10]) == (((0, 1), (0,)), ((2,), (1,)))
    assert align(left, right, [40, 20, 20], [10, 10]) == (((0,), (0,)), ((1, 2), (1,)))


@pytest.mark.parametrize("kept", [60, 20, 10])
def test_an_excerpt_finds_its_place_in_the_whole(kept: int) -> None:
    chance = np.random.default_rng(kept)
    whole, lengths = points(120), chance.integers(20, 200, 120)
    first = 70 - kept // 2
    excerpt = [unit + 0.4 * other for unit, other in zip(whole, points(120, 1), strict=True)]
    excerpt, shorter = excerpt[first : first + kept], lengths[first : first + kept] // 3
    beads = align(whole, excerpt, lengths.tolist(), shorter.tolist())
    assert set(links(beads)) == {((first + k,), (k,)) for k in range(kept)}


def test_only_the_length_within_its_own_text_counts() -> None:
    units, lengths = points(9), [30, 8, 12, 40, 5, 22, 60, 9, 17]
    other = [units[0], joined(units[1:3]), *units[3:7], units[8]]
    found = align(units, other, lengths, [9, 6, 12, 2, 7, 20, 5])
    assert found == align(units, other, [7 * n for n in lengths], [9, 6, 12, 2, 7, 20, 5])


def test_texts_with_nothing_in_common_are_not_linked() -> None:
    assert links(align(points(60), points(60, seed=1))) == []


def test_of_a_text_in_scrambled_order_only_what_is_sure_is_linked() -> None:
    units = points(80)
    order = np.random.default_rng(3).permutation(80)
    found = links(align(units, [units[k] for k in order]))
    assert all({int(order[k]) for k in b} & set(a) for a, b in found)
    assert len(found) < 40


def test_repeated_units_are_linked_in_turn() -> None:
    units = points(12)
    units[5] = units[6] = units[7] = units[2]
    assert align(units, units) == tuple(((i,), (i,)) for i in range(12))


def test_a_title_on_one_side_stands_alone() -> None:
    units = points(20)
    assert align(units, units[1:]) == (((0,), ()), *(((i,), (i - 1,)) for i in range(1, 20)))


@pytest.mark.parametrize("exact_cells", [100, 1_000_000])
def test_swapping_the_sides_mirrors_and_the_band_finds_the_same(exact_cells: int) -> None:
    units, noise = points(150), points(150, 1)
    right = [a + 0.5 * b for a, b in zip(units, noise, strict=True)]
    right = [*right[:40], joined(right[40:43]), *right[43:90], *right[110:]]
    lengths = np.random.default_rng(2).integers(5, 60, 150).tolist()
    others = [*lengths[:40], sum(lengths[40:43]), *lengths[43:90], *lengths[110:]]
    found = align(units, right, lengths, others, exact_cells=exact_cells)
    swapped = align(right, units, others, lengths, exact_cells=exact_cells)
    assert links(found) == [(a, b) for b, a in links(swapped)]
    assert found == align(units, right, lengths, others)
    assert ((40, 41, 42), (40,)) in found
    assert {((i,), ()) for i in range(90, 110)} <= set(found)


@pytest.mark.parametrize(("m", "n"), [(0, 0), (0, 3), (2, 0), (1, 1), (2, 9)])
def test_texts_of_any_length_align(m: int, n: int) -> None:
    beads = align(points(m), points(n, seed=1))
    assert sorted(i for left, _ in beads for i in left) == list(range(m))
    assert sorted(j for _, right in beads for j in right) == list(range(n))


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 8), st.integers(0, 8), st.integers(0, 99), st.integers(0, 2))
def test_every_unit_is_in_one_bead_in_order(m: int, n: int, seed: int, blank: int) -> None:
    left = [*points(m, seed), *[np.zeros(DIMENSION)] * blank]
    beads = align(left, points(n, seed // 2))
    assert [i for one, _ in beads for i in one] == list(range(m + blank))
    assert [j for _, other in beads for j in other] == list(range(n))
    assert all((len(a), len(b)) in {*BEADS, (0, 1), (1, 0)} for a, b in beads)


def test_the_cosines_of_links_are_those_of_their_runs() -> None:
    left, right = text(points(5), [1, 4, 9, 2, 3]), text(points(4, 1), [2, 2, 5, 8])
    found = cosines(left.rows, right.rows, [((0, 1), (0,)), ((4,), (2, 3))])
    for value, (ours, theirs) in zip(found, [((0, 1), (0,)), ((4,), (2, 3))], strict=True):
        one, other = left.rows[list(ours)].sum(axis=0), right.rows[list(theirs)].sum(axis=0)
        expected = one @ other / np.linalg.norm(one) / np.linalg.norm(other)
        assert value == pytest.approx(expected, abs=1e-6)
    assert len(cosines(left.rows, right.rows, [])) == 0


def test_beads_join_up_to_the_longest_run() -> None:
    assert max(max(bead) for bead in BEADS) == LONGEST == 6
    assert {(1, 6), (6, 1)} <= set(BEADS)
    assert set(DRAFT_BEADS) < set(BEADS)
