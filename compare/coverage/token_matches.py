"""The nearest match of every token in every passage of the other side.

One product of token vectors serves both directions. Of long texts only passages whose vectors
are near are looked at, for the work grows with the product of the numbers of tokens.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from compare.arrays import Floats, Indices, Vectors
    from compare.encoders import TokenVectors


DIGITS = 6
"""Decimals kept of a cosine: the last bits of a matrix product depend on its shape."""
ALL = 62_500
"""Pairs of passages up to which all are looked at: texts of 250 passages a side."""
CANDIDATES = 64
"""Nearest passages of every passage that are looked at in longer texts. Of all labelled events
put together as one, 175 by 370 passages, 93 % of the counterparts are among them:
``python -m tests.bench.candidates GOLD``."""
BLOCK = 400
"""Tokens of ours in one product: more at once is no faster, fewer is slower."""


@dataclass(frozen=True)
class TokenMatches:
    """Cosines of the tokens of one side with their nearest matches in the passages of the other."""

    near: NDArray[np.bool_]
    """Which of their passages each segment of ours was held against, shape (m, n)."""
    cosines: tuple[Floats, ...]
    """For each segment of ours, shape (its tokens, their passages that it was held against)."""

    def of(self, segment: int) -> Floats:
        """Cosine of each token of a segment with the nearest in each passage, shape (t, n).

        Nothing is nearer than 0, and a passage that was not looked at is as far.
        """
        cosines, near = self.cosines[segment], self.near[segment]
        if near.all():
            return cosines
        nearest = np.zeros((len(cosines), len(near)))
        nearest[:, near] = cosines
        return nearest


def match_tokens(
    ours: Sequence[TokenVectors],
    theirs: Sequence[TokenVectors],
    texts: tuple[Sequence[str], Sequence[str]],
    likeness: Floats,
) -> tuple[TokenMatches, TokenMatches]:
    """Look up the tokens of either side on the other.

    Args:
        ours: tokens of m segments.
        theirs: tokens of n segments.
        texts: of our and their segments, which give them an order that no shuffling changes.
        likeness: of the segments, shape (m, n), which tells the candidates in long texts.

    Returns:
        Ours on their side, and theirs on ours.
    """
    lengths = [np.array([len(held.offsets) for held in side], np.intp) for side in (ours, theirs)]
    near = candidates(likeness) & (lengths[0][:, None] > 0) & (lengths[1] > 0)
    there = [np.zeros((length, 0)) for length in lengths[0]]
    back: list[list[Floats]] = [[np.zeros((0, length))] for length in lengths[1]]
    # Where a row of a product stands bears on its last bit, so rows come in one order, however
    # the texts go; in double precision a long text would take three times as long.
    order = [np.array(sorted(range(len(side)), key=side.__getitem__), np.intp) for side in texts]
    passages: Indices = np.zeros(0, np.intp)
    for block, wanted in _blocks(near, lengths[0], *order):
        if not np.array_equal(wanted, passages):
            passages = wanted
            table = np.concatenate([theirs[j].vectors for j in passages])
        product = np.concatenate([ours[i].vectors for i in block]) @ table.T
        rows, columns = _spans(lengths[0][block]), _spans(lengths[1][passages])
        on_theirs = np.maximum.reduceat(product, [start for start, _ in columns], axis=1)
        on_theirs = _rounded(on_theirs[:, np.argsort(passages)])
        on_ours = _rounded(np.stack([product[start:end].max(axis=0) for start, end in rows]))
        for i, (start, end) in zip(block, rows, strict=True):
            there[i] = on_theirs[start:end]
        for j, (start, end) in zip(passages, columns, strict=True):
            back[j].append(on_ours[:, start:end])
    in_text = [np.argsort(order[0][column[order[0]]]) for column in near.T]
    here = [
        np.ascontiguousarray(np.concatenate(rows)[sequence].T)
        for rows, sequence in zip(back, in_text, strict=True)
    ]
    return TokenMatches(near, tuple(there)), TokenMatches(near.T, tuple(here))


def _spans(lengths: Indices) -> list[tuple[int, int]]:
    """Begin and end of stretches of these lengths that follow one another."""
    ends = np.cumsum(lengths)
    return list(zip((ends - lengths).tolist(), ends.tolist(), strict=True))


def _rounded(cosines: Vectors) -> Floats:
    return np.asarray(np.round(np.maximum(cosines, 0).astype(np.float64), DIGITS))


def _blocks(
    near: NDArray[np.bool_], lengths: Indices, ours: Indices, theirs: Indices
) -> Iterator[tuple[list[int], Indices]]:
    """Segments of ours that are held against the same passages, some hundred tokens at once."""
    block: list[int] = []
    for i in map(int, ours):
        if block and (lengths[block].sum() > BLOCK or (near[i] != near[block[0]]).any()):
            yield block, theirs[near[block[0], theirs]]
            block = []
        if near[i].any():
            block.append(i)
    if block:
        yield block, theirs[near[block[0], theirs]]


def candidates(likeness: Floats) -> NDArray[np.bool_]:
    """Choose the pairs that are looked at: all, or in long texts the nearest of either, (m, n)."""
    if likeness.size <= ALL:
        return np.ones(likeness.shape, dtype=bool)
    kept = np.zeros(likeness.shape, dtype=bool)
    for axis in (0, 1):
        count = likeness.shape[axis]
        last = max(count - CANDIDATES, 0)
        # Whatever is as near as the last one is kept too, so that no order decides.
        kept |= likeness >= np.take(np.sort(likeness, axis=axis), [last], axis=axis)
    return kept
