"""Which passages are read together, and what of it goes into the evidence."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import cast

import numpy as np
import pytest
from numpy.testing import assert_allclose
from toy_sides import Passage, toy_evidence, toy_side

from compare.coverage.cross_reading import NEAREST, can_read, log_odds, read_nearest
from compare.coverage.pair_features import PAIR_FEATURES, PairEvidence
from compare.coverage.prepared import PreparedStatement
from compare.encoders.cross_encoder import CrossEncoder


class Recorder:
    """Answers by the numbers in the two texts and keeps what it was asked."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, str]] = []

    def read(self, pairs: Sequence[tuple[str, str]]) -> np.ndarray:
        self.asked = list(pairs)
        return np.array([answer(*pair) for pair in pairs]).reshape(-1, 3)


def answer(first: str, second: str) -> tuple[float, float, float]:
    """Nothing, a part and all of what the first says: other for each direction of each pair."""
    nothing = (1 + int(first[1:]) * 7 + int(second[1:]) * 3 + (first[0] == "L") * 11) % 97 / 97
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
def test_every_passage_of_substance_is_read_against_the_six_nearest_of_substance(
    m: int, n: int
) -> None:
    left, right = sides(m, n)
    evidence, reader = random_evidence(left, right), Recorder()
    read = read_nearest(left, right, evidence, cast(CrossEncoder, reader))
    ours, theirs = [i for i in range(m) if i != 1], [j for j in range(n) if j != 2]
    expected = {
        (f"L{i}", f"R{j}")
        for i in ours
        for j in sorted(theirs, key=lambda j: -likeness(evidence, i, j))[:6]
    } | {
        (f"R{j}", f"L{i}")
        for j in theirs
        for i in sorted(ours, key=lambda i: -likeness(evidence, i, j))[:6]
    }
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
    least = math.log(0.001 / 0.999)
    for i in (0, 2):
        for j in (0, 1, 3):
            some = [1 - answer(f"L{i}", f"R{j}")[0], 1 - answer(f"R{j}", f"L{i}")[0]]
            logs = sorted(math.log(p / (1 - p)) for p in some)
            assert_allclose(read.pairs[i, j, -2:], logs)
    # What was not read conveys nothing that is known.
    assert_allclose(read.pairs[1, :, -2:], least)
    assert_allclose(read.pairs[:, 2, -2:], least)
    assert read.mirrored().left_read is read.right_read


@pytest.mark.parametrize(("m", "n"), [(0, 3), (3, 0), (0, 0)])
def test_nothing_to_read(m: int, n: int) -> None:
    left, right = sides(m, n)
    read = read_nearest(left, right, toy_evidence(left, right), cast(CrossEncoder, Recorder()))
    assert read.pairs.shape == (m, n, len(PAIR_FEATURES) + 2)


def test_log_odds_stay_within_bounds() -> None:
    p = np.array([0.5, 0.9, 0.0, 1.0, np.nan, 0.0005])
    least = math.log(0.001 / 0.999)
    assert_allclose(log_odds(p), [0, math.log(9), least, -least, least, least])
    assert_allclose(log_odds(p, 0.1), [0, *[math.log(9) * s for s in (1, -1, 1, -1, -1)]])


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


def test_six_are_read() -> None:
    """The weights that ship were learned with so many: another number needs other weights."""
    assert NEAREST == 6
