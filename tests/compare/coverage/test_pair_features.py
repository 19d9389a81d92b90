"""The evidence for a pair of segments: by hand, and by an obvious slow way."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.testing import assert_allclose
from toy_sides import Passage, toy_side

from compare.coverage.pair_features import PAIR_FEATURES, PairEvidence, found, pair_evidence
from compare.coverage.prepared import PreparedStatement


def told(evidence: PairEvidence, name: str) -> np.ndarray:
    table: np.ndarray = evidence.pairs[..., PAIR_FEATURES.index(name)]
    return table


def unit(angle: float) -> tuple[float, float]:
    return float(np.cos(angle)), float(np.sin(angle))


def test_the_order_of_the_features_is_that_of_the_weights() -> None:
    assert PAIR_FEATURES == (
        "cosine", "margin", "tokens_less", "tokens_more", "concepts_less", "concepts_more",
        "topics", "topics_apart", "figures", "string",
    )  # fmt: skip


def test_cosine_and_its_margin_over_the_four_nearest_of_either() -> None:
    ours = [unit(a) for a in (0.0, 0.3, 0.7, 1.0, 1.4, 1.5)]
    theirs = [unit(a) for a in (0.1, 0.5, 0.6, 0.9, 1.2)]
    evidence = pair_evidence(
        toy_side(*(Passage(f"a {k}", vector=v) for k, v in enumerate(ours))),
        toy_side(*(Passage(f"乙 {k}", vector=v) for k, v in enumerate(theirs)), language="zh"),
    )
    cosine = np.array([[a[0] * b[0] + a[1] * b[1] for b in theirs] for a in ours])
    assert_allclose(told(evidence, "cosine"), cosine, atol=2e-6)
    for i, row in enumerate(cosine):
        for j, column in enumerate(cosine.T):
            near = (np.mean(sorted(row)[-4:]) + np.mean(sorted(column)[-4:])) / 2
            assert told(evidence, "margin")[i, j] == pytest.approx(cosine[i, j] - near, abs=5e-6)


def test_of_few_segments_all_are_neighbours() -> None:
    evidence = pair_evidence(
        toy_side(Passage("a", vector=(1, 0))),
        toy_side(Passage("甲", vector=(1, 0)), Passage("乙", vector=(0, 1)), language="zh"),
    )
    assert_allclose(told(evidence, "cosine"), [[1, 0]])
    # Of the row both count, a half on average; of a column the one cosine there is.
    assert_allclose(told(evidence, "margin"), [[1 - (0.5 + 1) / 2, -(0.5 + 0) / 2]])


def test_a_token_is_found_by_degrees() -> None:
    cosines = np.array([-0.2, 0.0, 0.35, 0.45, 0.55, 0.75, 0.8, 1.0])
    assert_allclose(found(cosines), [0, 0, 0, 0.25, 0.5, 1, 1, 1])


def tokens(side: PreparedStatement, *rows: list[tuple[float, float]]) -> PreparedStatement:
    """The side with vectors for the tokens of each passage."""
    for held, vectors in zip(side.tokens, rows, strict=True):
        held.vectors[:] = np.reshape(vectors, (-1, 2))
    return side


def test_tokens_are_told_from_both_sides_the_lesser_first() -> None:
    ours = tokens(
        toy_side(Passage("abc", weights=[0.5, 0.25, 0.0]), Passage("d")),
        [(1, 0), (0, 1), (0, 1)],
        [],
    )
    theirs = tokens(
        toy_side(Passage("甲", weights=[0.8]), Passage("乙丙", weights=[0.1, 0.3]), language="zh"),
        [(1, 0)],
        [(0, 1), unit(np.arccos(0.55))],
    )
    evidence = pair_evidence(ours, theirs)
    # Of ours in their first: the token of weight 0.5 of 0.75; of theirs in ours: all.
    # Of ours in their second: 0.5 half found, 0.25 found, of 0.75; theirs: both found, for the
    # second stands at the sine of that angle from ours, beyond 0.75.
    assert_allclose(told(evidence, "tokens_less")[0], [2 / 3, (0.25 + 0.25) / 0.75], atol=1e-5)
    assert_allclose(told(evidence, "tokens_more")[0], [1, 1], atol=1e-5)
    # What has no tokens covers nothing and is found nowhere.
    assert_allclose(told(evidence, "tokens_less")[1], [0, 0])
    assert_allclose(told(evidence, "tokens_more")[1], [0, 0])
    assert evidence.left_tokens.of(0).shape == (3, 2)
    assert evidence.right_tokens.of(1).shape == (2, 2)


def test_concepts_are_told_by_how_much_they_weigh() -> None:
    ours = toy_side(Passage("a", concepts={"grain": 0.6, "fish": 0.2}), Passage("b"))
    theirs = toy_side(
        Passage("甲", concepts={"grain": 0.6}),
        Passage("乙", concepts={"fish": 0.2, "timber": 0.6}),
        Passage("丙"),
        language="zh",
    )
    evidence = pair_evidence(ours, theirs)
    # Where a side names none, the middle stands for what cannot be known.
    assert_allclose(told(evidence, "concepts_less"), [[0.75, 0.25, 0], [0, 0, 0.5]])
    assert_allclose(told(evidence, "concepts_more"), [[1, 0.25, 0.5], [0.5, 0.5, 0.5]])


def test_topics_in_common_over_all_and_topics_apart() -> None:
    ours = toy_side(Passage("a", topics=["trade", "taiwan"]), Passage("b"))
    theirs = toy_side(
        Passage("甲", topics=["trade"]),
        Passage("乙", topics=["taiwan", "trade", "climate"]),
        Passage("丙", topics=["climate"]),
        Passage("丁"),
        language="zh",
    )
    evidence = pair_evidence(ours, theirs)
    assert_allclose(told(evidence, "topics"), [[1 / 2, 2 / 3, 0.0, 0.0], [0.0] * 4])
    assert_allclose(told(evidence, "topics_apart"), [[0, 0, 1, 0], [0, 0, 0, 0]])


def test_figures_in_common_count_up_to_two_and_dates_without_their_year() -> None:
    ours = toy_side(
        Passage("On September 9, 2025 they spoke of 30 percent, 20 days and $5 million."),
        Passage("They spoke of 30 percent."),
        Passage("They spoke on September 10."),
    )
    theirs = toy_side(
        Passage("9月9日，30%，20天，500万美元。"),
        Passage("2024年9月9日，30%。"),
        Passage("增长30%。"),
        language="zh",
    )
    assert_allclose(told(pair_evidence(ours, theirs), "figures"), [[2, 2, 1], [1, 1, 1], [0, 0, 0]])


def test_words_are_compared_within_one_language_only() -> None:
    ours = toy_side(Passage("They spoke of grain."), Passage("Fish was sold."))
    same = toy_side(Passage("they SPOKE of grain."), Passage("Nothing else here"))
    likeness = told(pair_evidence(ours, same), "string")
    assert likeness[0, 0] == 1.0
    assert 0 < likeness[1, 0] < 0.6
    assert (told(pair_evidence(ours, toy_side(Passage("a"), language="zh")), "string") == 0).all()


def test_mirrored_evidence_is_that_of_the_sides_exchanged() -> None:
    ours = toy_side(
        Passage("Grain 30%", topics=["trade"], weights=[0.4], concepts={"grain": 0.3}),
        Passage("Fish", vector=(0.6, 0.8)),
        Passage("Timber", topics=["climate"], vector=(0, 1)),
    )
    theirs = toy_side(
        Passage("粮食30%", topics=["trade"], weights=[0.2], concepts={"grain": 0.3, "fish": 0.1}),
        Passage("鱼", vector=(0.8, 0.6)),
        language="zh",
    )
    there, back = pair_evidence(ours, theirs), pair_evidence(theirs, ours)
    assert_allclose(there.mirrored().pairs, back.pairs)
    assert_allclose(there.mirrored().mirrored().pairs, there.pairs)
    assert there.mirrored().left_tokens is there.right_tokens
    assert there.mirrored().right_tokens is there.left_tokens
    assert not there.read


@pytest.mark.parametrize(("m", "n"), [(0, 0), (0, 2), (2, 0), (1, 1)])
def test_few_or_no_segments(m: int, n: int) -> None:
    evidence = pair_evidence(
        toy_side(*(Passage(f"a {k}") for k in range(m))),
        toy_side(*(Passage(f"乙 {k}") for k in range(n)), language="zh"),
    )
    assert evidence.pairs.shape == (m, n, len(PAIR_FEATURES))
    assert np.isfinite(evidence.pairs).all()
