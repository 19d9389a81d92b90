"""Which passages are read together, and what of it goes into the evidence."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import cast

import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal
from toy_sides import Passage, toy_evidence, toy_side

from compare.coverage.cross_reading import NEAREST, SURE, TOGETHER, can_read, log_odds, read_nearest
from compare.coverage.pair_features import PAIR_FEATURES, PairEvidence
from compare.coverage.prepared import PreparedStatement
from compare.encoders.cross_encoder import CrossEncoder, Pair


class Recorder:
    """Answers by the numbers in the texts and keeps what it was asked."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, str]] = []
        """Pairs of a passage and one other."""
        self.together: list[tuple[str, tuple[str, ...]]] = []
        """Pairs of a passage and several."""

    def read(self, pairs: Sequence[Pair]) -> np.ndarray:
        for first, second in pairs:
            if isinstance(second, str):
                self.asked.append((first, second))
            else:
                self.together.append((first, second))
        return np.array([answer(*pair) for pair in pairs]).reshape(-1, 3)


def answer(first: str, second: str | tuple[str, ...]) -> tuple[float, float, float]:
    """Nothing, a part and all of what the first says: other for each direction of each pair.

    Several passages in another order give another answer.
    """
    several = (second,) if isinstance(second, str) else second
    number = sum(int(text[1:]) * (3 + 5 * place) for place, text in enumerate(several))
    nothing = (1 + int(first[1:]) * 7 + number + (first[0] == "L") * 11) % 97 / 97
    return nothing, (1 - nothing) / 4, (1 - nothing) * 3 / 4


def sides(m: int, n: int) -> tuple[PreparedStatement, PreparedStatement]:
    return (
        toy_side(*(Passage(f"L{i}", procedural=i == 1) for i in range(m))),
        toy_side(*(Passage(f"R{j}", procedural=j == 2) for j in range(n)), language="zh"),
    )


def likeness(evidence: PairEvidence, i: int, j: int) -> float:
    return sum(
        float(evidence.pairs[i, j, PAIR_FEATURES.index(name)])
        for name in ("cosine", "tokens_less", "tokens_more")
    )


def random_evidence(left: PreparedStatement, right: PreparedStatement) -> PairEvidence:
    evidence = toy_evidence(left, right)
    evidence.pairs[:] = np.random.default_rng(3).random(evidence.pairs.shape)
    return evidence


@pytest.mark.parametrize(("m", "n"), [(9, 12), (12, 9), (3, 20), (2, 4)])
def test_passages_of_substance_are_read_where_one_is_among_the_six_nearest_of_the_other(
    m: int, n: int
) -> None:
    left, right = sides(m, n)
    evidence, reader = random_evidence(left, right), Recorder()
    read = read_nearest(left, right, evidence, cast(CrossEncoder, reader))
    ours, theirs = [i for i in range(m) if i != 1], [j for j in range(n) if j != 2]
    near = {
        (i, j) for i in ours for j in sorted(theirs, key=lambda j: -likeness(evidence, i, j))[:6]
    } | {(i, j) for j in theirs for i in sorted(ours, key=lambda i: -likeness(evidence, i, j))[:6]}
    expected = {pair for i, j in near for pair in ((f"L{i}", f"R{j}"), (f"R{j}", f"L{i}"))}
    assert set(reader.asked) == expected
    assert len(reader.asked) == len(expected)
    assert read.read
    assert read.left_read is not None
    assert read.right_read is not None
    for i in range(m):
        for j in range(n):
            for table, key, place in (
                (read.left_read, (f"L{i}", f"R{j}"), (i, j)),
                (read.right_read, (f"R{j}", f"L{i}"), (j, i)),
            ):
                if key in expected:
                    assert_allclose(table[place], answer(*key))
                else:
                    assert np.isnan(table[place]).all()


def test_what_reading_says_of_a_pair_is_added_the_lesser_first() -> None:
    left, right = sides(3, 4)
    evidence = random_evidence(left, right)
    read = read_nearest(left, right, evidence, cast(CrossEncoder, Recorder()))
    assert_allclose(read.pairs[..., : len(PAIR_FEATURES)], evidence.pairs)
    assert read.pairs.shape == (3, 4, len(PAIR_FEATURES) + 2)
    least = math.log(SURE / (1 - SURE))
    for i in (0, 2):
        for j in (0, 1, 3):
            some = [1 - answer(f"L{i}", f"R{j}")[0], 1 - answer(f"R{j}", f"L{i}")[0]]
            logs = sorted(
                math.log(p / (1 - p)) for p in (min(max(q, SURE), 1 - SURE) for q in some)
            )
            assert_allclose(read.pairs[i, j, -2:], logs)
    # What was not read conveys nothing that is known.
    assert_allclose(read.pairs[1, :, -2:], least)
    assert_allclose(read.pairs[:, 2, -2:], least)


def best_three(first: str, others: Sequence[str], near: Callable[[str], float]) -> list[str]:
    """Of the passages read one by one, those that convey most; the slow way."""
    left = list(others)
    taken: list[str] = []
    while left and len(taken) < 3:
        best = left[0]
        for text in left[1:]:
            if (answer(first, text)[0], -near(text), text) < (
                answer(first, best)[0], -near(best), best,
            ):  # fmt: skip
                best = text
        taken.append(best)
        left.remove(best)
    return taken


@pytest.mark.parametrize(("m", "n"), [(9, 12), (12, 9), (3, 20), (2, 4), (4, 2), (1, 1)])
def test_the_three_that_convey_most_are_read_as_one(m: int, n: int) -> None:
    left, right = sides(m, n)
    evidence, reader = random_evidence(left, right), Recorder()
    read = read_nearest(left, right, evidence, cast(CrossEncoder, reader))
    expected: dict[str, tuple[str, ...]] = {}
    for first in dict.fromkeys(first for first, _ in reader.asked):
        others = [second for one, second in reader.asked if one == first]

        def near(text: str, first: str = first) -> float:
            i, j = sorted((first, text))
            return likeness(evidence, int(i[1:]), int(j[1:]))

        expected[first] = tuple(sorted(best_three(first, others, near)))
        assert len(expected[first]) == min(3, len(others))
    assert dict(reader.together) == expected
    assert len(reader.together) == len(expected)
    assert read.left_told is not None
    assert read.right_told is not None
    for table, side, formality in ((read.left_told, "L", 1), (read.right_told, "R", 2)):
        assert table.shape == (m if side == "L" else n, 3)
        for number, row in enumerate(table):
            text = f"{side}{number}"
            assert (text in expected) is (number != formality)
            if text in expected:
                assert_allclose(row, answer(text, expected[text]))
            else:
                assert np.isnan(row).all()


class Told:
    """Says of every pair of passages what a table says, and keeps which are read as one."""

    def __init__(self, nothing: dict[str, float]) -> None:
        self.nothing = nothing
        self.together: dict[str, tuple[str, ...]] = {}

    def read(self, pairs: Sequence[Pair]) -> np.ndarray:
        rows = []
        for first, second in pairs:
            if isinstance(second, tuple):
                self.together[first] = second
                rows.append((0.5, 0.25, 0.25))
            else:
                rows.append((self.nothing.get(second, 1.0), 0.0, 0.0))
        return np.array(rows).reshape(-1, 3)


@pytest.mark.parametrize(
    ("nothing", "cosine", "three"),
    [
        # What conveys most counts, and not what is nearest; they stand in the order of the words.
        ([0.9, 0.1, 0.8, 0.2, 0.3], [0.9, 0.1, 0.8, 0.2, 0.3], ("b", "d", "e")),
        # Of those that convey as much the nearest.
        ([0.5, 0.1, 0.5, 0.5, 0.5], [0.1, 0.0, 0.2, 0.4, 0.3], ("b", "d", "e")),
        # Of those that are as near too the first by its words.
        ([0.5, 0.5, 0.5, 0.5, 0.1], [0.2, 0.2, 0.2, 0.2, 0.0], ("a", "b", "e")),
    ],
)
@pytest.mark.parametrize("turned", [False, True])
@pytest.mark.parametrize("order", [(0, 1, 2, 3, 4), (4, 3, 2, 1, 0), (2, 4, 0, 3, 1)])
def test_which_three_by_hand_in_any_order_of_the_text(
    nothing: list[float],
    cosine: list[float],
    three: tuple[str, ...],
    order: tuple[int, ...],
    turned: bool,
) -> None:
    ours = toy_side(Passage("Grain."))
    theirs = toy_side(*(Passage("abcde"[k]) for k in order), language="zh")
    evidence = toy_evidence(ours, theirs, cosine=[[cosine[k] for k in order]])
    reader = Told(dict(zip("abcde", nothing, strict=True)))
    if turned:
        read_nearest(theirs, ours, evidence.mirrored(), cast(CrossEncoder, reader))
    else:
        read_nearest(ours, theirs, evidence, cast(CrossEncoder, reader))
    assert reader.together["Grain."] == three


def test_one_that_was_not_read_alone_is_not_read_with_others() -> None:
    """Though it would convey all: six are nearer, and six of ours are nearer to it."""
    ours = toy_side(Passage("Grain."), *(Passage(f"Rice {n}.") for n in range(6)))
    theirs = toy_side(*(Passage(text) for text in "abcdefg"), language="zh")
    grain, rice = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.0], [0.0] * 6 + [0.9]
    evidence = toy_evidence(ours, theirs, cosine=[grain, *[rice] * 6])
    reader = Told({"g": 0.0, "a": 0.4, "b": 0.5, "c": 0.3})
    read_nearest(ours, theirs, evidence, cast(CrossEncoder, reader))
    assert reader.together["Grain."] == ("a", "b", "c")


@pytest.mark.parametrize("seed", range(3))
def test_the_order_of_a_text_does_not_matter(seed: int) -> None:
    left, right = sides(7, 9)
    evidence = random_evidence(left, right)
    read = read_nearest(left, right, evidence, cast(CrossEncoder, Recorder()))
    order = np.random.default_rng(seed).permutation(9)
    moved = toy_side(*(Passage(f"R{j}", procedural=j == 2) for j in order), language="zh")
    other = replace(evidence, pairs=evidence.pairs[:, order])
    there = read_nearest(left, moved, other, cast(CrossEncoder, Recorder()))
    for now, before in (
        (there.pairs, read.pairs[:, order]),
        (there.left_read, told(read.left_read)[:, order]),
        (there.right_read, told(read.right_read)[order]),
        (there.left_told, told(read.left_told)),
        (there.right_told, told(read.right_told)[order]),
    ):
        assert_array_equal(told(now), before)


def told(table: np.ndarray | None) -> np.ndarray:
    assert table is not None
    return table


def test_mirrored_evidence_is_that_of_sides_exchanged() -> None:
    left, right = sides(7, 9)
    evidence = random_evidence(left, right)
    read = read_nearest(left, right, evidence, cast(CrossEncoder, Recorder()))
    there = read_nearest(right, left, evidence.mirrored(), cast(CrossEncoder, Recorder()))
    mirrored = read.mirrored()
    for name in ("pairs", "left_read", "right_read", "left_told", "right_told"):
        assert_array_equal(getattr(there, name), getattr(mirrored, name))
        assert_array_equal(getattr(mirrored.mirrored(), name), getattr(read, name))
    assert mirrored.left_read is read.right_read
    assert mirrored.left_told is read.right_told
    assert mirrored.right_told is read.left_told


@pytest.mark.parametrize(("m", "n"), [(0, 3), (3, 0), (0, 0)])
def test_nothing_to_read(m: int, n: int) -> None:
    left, right = sides(m, n)
    reader = Recorder()
    read = read_nearest(left, right, toy_evidence(left, right), cast(CrossEncoder, reader))
    assert read.pairs.shape == (m, n, len(PAIR_FEATURES) + 2)
    assert (told(read.left_told).shape, told(read.right_told).shape) == ((m, 3), (n, 3))
    assert np.isnan(told(read.left_told)).all()
    assert np.isnan(told(read.right_told)).all()
    assert not reader.asked
    assert not reader.together


def test_passages_beside_formalities_alone_are_not_read() -> None:
    left = toy_side(Passage("L0"), Passage("L1"))
    right = toy_side(Passage("R0", procedural=True), language="zh")
    reader = Recorder()
    read = read_nearest(left, right, toy_evidence(left, right), cast(CrossEncoder, reader))
    assert not reader.asked
    assert not reader.together
    assert np.isnan(told(read.left_told)).all()


def test_log_odds_stay_within_bounds() -> None:
    p = np.array([0.5, 0.8, 0.0, 1.0, np.nan, 0.0005])
    least = math.log(SURE / (1 - SURE))
    assert_allclose(log_odds(p), [0, math.log(4), least, -least, least, least])
    assert_allclose(log_odds(p, 0.2), [0, *[math.log(4) * s for s in (1, -1, 1, -1, -1)]])


@pytest.mark.parametrize(
    ("m", "n", "languages", "can"),
    [
        (3, 4, ("en", "zh"), True),
        (3, 4, ("en", "en"), True),
        (3, 4, ("en", "fr"), False),
        (3, 4, ("de", "zh"), False),
        (250, 250, ("en", "zh"), True),
        (251, 250, ("en", "zh"), False),
        (250, 251, ("zh", "en"), False),
    ],
)
def test_long_texts_and_other_languages_are_not_read(
    m: int, n: int, languages: tuple[str, str], can: bool
) -> None:
    left, right = (
        toy_side(*(Passage(str(k)) for k in range(count)), language=language)
        for count, language in zip((m, n), languages, strict=True)
    )
    assert can_read(left, right) is can


def test_six_are_read_and_three_as_one() -> None:
    """The weights that ship were learned with so many: another number needs other weights."""
    assert (NEAREST, TOGETHER) == (6, 3)
