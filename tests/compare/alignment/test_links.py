"""Links: complete, order-free, mirrored, with honest nulls."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from compare.alignment.links import Link, align

matrices = st.tuples(st.integers(0, 7), st.integers(0, 7)).flatmap(
    lambda shape: arrays(np.float64, shape, elements=st.floats(0, 1), unique=True)
)


def pairs_of(links: tuple[Link, ...]) -> set[tuple[int, int]]:
    return {(i, j) for link in links for i in link.left for j in link.right}


def joined(links: tuple[Link, ...]) -> set[tuple[frozenset[int], frozenset[int]]]:
    return {(frozenset(link.left), frozenset(link.right)) for link in links}


def test_a_point_told_in_one_sentence_and_in_two_is_one_link() -> None:
    links = align(np.array([[0.9, 0.8, 0.1], [0.0, 0.2, 0.7]]), threshold=0.5)
    assert [(k.left, k.right) for k in links] == [((0,), (0, 1)), ((1,), (2,))]
    assert np.isclose(links[0].probability, 0.85)


def test_a_chain_is_not_one_link() -> None:
    links = align(np.array([[0.9, 0.0], [0.8, 0.7]]), threshold=0.5)
    assert [(k.left, k.right) for k in links] == [((0, 1), (0,)), ((1,), (1,))]


def test_nothing_alike_gives_no_links() -> None:
    assert align(np.full((3, 4), 0.2), threshold=0.5) == ()
    assert align(np.zeros((0, 4)), threshold=0.5) == ()


@given(matrices)
def test_the_pairs_of_the_links_are_the_pairs_from_the_threshold_on(matrix: np.ndarray) -> None:
    expected = {(int(i), int(j)) for i, j in np.argwhere(matrix >= 0.5)}
    assert pairs_of(align(matrix, 0.5)) == expected


@given(matrices)
def test_swapping_the_sides_mirrors_the_links(matrix: np.ndarray) -> None:
    mirrored = {(right, left) for left, right in joined(align(matrix.T, 0.5))}
    assert joined(align(matrix, 0.5)) == mirrored


@given(matrices, st.randoms(use_true_random=False))
def test_shuffling_a_side_renumbers_the_links_and_nothing_else(matrix: np.ndarray, random) -> None:  # type: ignore[no-untyped-def]
    order = list(range(matrix.shape[0]))
    random.shuffle(order)
    back = {
        (frozenset(order[i] for i in left), right)
        for left, right in joined(align(matrix[order], 0.5))
    }
    assert back == joined(align(matrix, 0.5))


def test_the_probability_of_a_link_is_the_mean_of_all_its_pairs() -> None:
    matrix = np.array([[0.9, 0.6], [0.8, 0.5], [0.1, 0.2]])
    (link,) = align(matrix, 0.5)
    assert (link.left, link.right) == ((0, 1), (0, 1))
    assert np.isclose(link.probability, 0.7)


def test_the_threshold_itself_links_and_what_is_below_does_not() -> None:
    matrix = np.array([[0.5, 0.499], [0.4, 0.7]])
    assert [(k.left, k.right) for k in align(matrix, 0.5)] == [((0,), (0,)), ((1,), (1,))]
    assert [(k.left, k.right) for k in align(matrix, 0.6)] == [((1,), (1,))]


def test_links_may_cross_and_come_in_the_order_of_the_left() -> None:
    matrix = np.array([[0.0, 0.0, 0.9], [0.0, 0.8, 0.0], [0.7, 0.0, 0.6]])
    found = [(k.left, k.right) for k in align(matrix, 0.5)]
    assert found == [((0, 2), (2,)), ((1,), (1,)), ((2,), (0,))]


def slowly(matrix: np.ndarray, threshold: float) -> set[tuple[frozenset[int], frozenset[int]]]:
    """The definition, pair by pair from the most probable on."""
    m, n = matrix.shape
    pairs = sorted(
        ((i, j) for i in range(m) for j in range(n) if matrix[i, j] >= threshold),
        key=lambda pair: -matrix[pair],
    )
    links: list[tuple[set[int], set[int]]] = []
    for i, j in pairs:
        if any(i in left and j in right for left, right in links):
            continue
        for left, right in links:
            grown = left | {i}, right | {j}
            shares = i in left or j in right
            if shares and all(matrix[a, b] >= threshold for a in grown[0] for b in grown[1]):
                left.add(i)
                right.add(j)
                break
        else:
            links.append(({i}, {j}))
    return {(frozenset(left), frozenset(right)) for left, right in links}


@given(matrices, st.sampled_from([0.2, 0.5, 0.8]))
def test_links_are_grown_from_the_most_probable_pair_on(
    matrix: np.ndarray, threshold: float
) -> None:
    links = align(matrix, threshold)
    assert joined(links) == slowly(matrix, threshold)
    assert list(links) == sorted(links, key=lambda link: (link.left, link.right))
    for link in links:
        pairs = [matrix[i, j] for i in link.left for j in link.right]
        assert np.isclose(link.probability, np.mean(pairs))
