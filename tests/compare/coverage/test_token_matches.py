"""Counterparts of tokens: the nearest, whatever the order; in long texts, of candidates."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compare.coverage import token_matches as counterparts
from compare.coverage.token_matches import candidates, match_tokens
from compare.encoders import TokenVectors

DIMENSION = 12


def passages(lengths: list[int], seed: int) -> tuple[list[TokenVectors], list[str]]:
    """Passages of so many tokens each, with a text that tells them apart."""
    chance = np.random.default_rng(seed)
    held = []
    for length in lengths:
        rows = chance.normal(size=(length, DIMENSION)).astype(np.float32)
        rows /= np.linalg.norm(rows, axis=1, keepdims=True)
        held.append(TokenVectors(np.zeros((length, 2), dtype=np.intp), rows))
    return held, [f"{chance.integers(1000)} {k}" for k in range(len(lengths))]


def nearest(ours: TokenVectors, theirs: TokenVectors) -> np.ndarray:
    """The definition: of every token the greatest cosine, and nothing nearer than 0."""
    cosine: np.ndarray = ours.vectors.astype(np.float64) @ theirs.vectors.T.astype(np.float64)
    best: np.ndarray = cosine.max(axis=1, initial=0.0)
    return best


lengths = st.lists(st.integers(0, 6), min_size=1, max_size=7)


@settings(max_examples=50)
@given(lengths, lengths, st.integers(0, 99))
def test_every_token_has_its_nearest_in_every_passage(
    left: list[int], right: list[int], seed: int
) -> None:
    ours, our_texts = passages(left, seed)
    theirs, their_texts = passages(right, seed + 100)
    cosine = np.zeros((len(ours), len(theirs)))
    there, back = match_tokens(ours, theirs, (our_texts, their_texts), cosine)
    for i, mine in enumerate(ours):
        for j, other in enumerate(theirs):
            assert there.of(i)[:, j] == pytest.approx(nearest(mine, other), abs=2e-6)
            assert back.of(j)[:, i] == pytest.approx(nearest(other, mine), abs=2e-6)


@pytest.mark.parametrize("most", [62_500, 100])
def test_a_shuffled_text_is_looked_up_in_the_same_order(
    most: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Products of the same rows in the same order are the same to the last bit, on any machine."""
    monkeypatch.setattr(counterparts, "ALL", most)
    monkeypatch.setattr(counterparts, "CANDIDATES", 6)
    ours, our_texts = passages([9, 30, 2, 41, 17, 25] * 5, 1)
    theirs, their_texts = passages([12, 5, 33, 8, 27] * 5, 2)
    likeness = np.random.default_rng(4).random((len(ours), len(theirs)))
    parted = counterparts._blocks
    found, seen = [], []
    for seed in (0, 1):
        chance = np.random.default_rng(seed)
        rows, columns = chance.permutation(len(ours)), chance.permutation(len(theirs))
        texts = [our_texts[i] for i in rows], [their_texts[j] for j in columns]
        blocks: list[tuple[list[str], list[str]]] = []

        def noted(
            *given: Any, texts: Any = texts, blocks: Any = blocks
        ) -> Iterator[tuple[list[int], np.ndarray]]:
            for block, held in parted(*given):
                blocks.append(([texts[0][i] for i in block], [texts[1][j] for j in held]))
                yield block, held

        monkeypatch.setattr(counterparts, "_blocks", noted)
        there, back = match_tokens(
            [ours[i] for i in rows],
            [theirs[j] for j in columns],
            texts,
            likeness[np.ix_(rows, columns)],
        )
        seen.append(blocks)
        found.append((
            [there.of(int(k))[:, np.argsort(columns)] for k in np.argsort(rows)],
            [back.of(int(k))[:, np.argsort(rows)] for k in np.argsort(columns)],
        ))  # fmt: skip
    assert seen[0] == seen[1]
    for one, other in zip(*found, strict=True):
        assert all((a == b).all() for a, b in zip(one, other, strict=True))


def test_of_long_texts_the_candidates_alone_are_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    ours, our_texts = passages([4, 7, 3] * 10, 5)
    theirs, their_texts = passages([6, 2, 5] * 10, 6)
    cosine = np.random.default_rng(7).random((30, 30))
    whole = match_tokens(ours, theirs, (our_texts, their_texts), cosine)
    monkeypatch.setattr(counterparts, "ALL", 100)
    monkeypatch.setattr(counterparts, "CANDIDATES", 5)
    near = candidates(cosine)
    assert (near.sum(axis=0) >= 5).all()
    assert (near.sum(axis=1) >= 5).all()
    assert near.sum() < 300
    few = match_tokens(ours, theirs, (our_texts, their_texts), cosine)
    for i in range(30):
        assert few[0].of(i)[:, near[i]] == pytest.approx(whole[0].of(i)[:, near[i]], abs=2e-6)
        assert not few[0].of(i)[:, ~near[i]].any()
        assert few[1].of(i)[:, near[:, i]] == pytest.approx(whole[1].of(i)[:, near[:, i]], abs=2e-6)
        assert not few[1].of(i)[:, ~near[:, i]].any()
