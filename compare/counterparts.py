"""The nearest counterpart of every token in every passage of the other side.

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

    from .encoders import TokenVectors

    Floats = NDArray[np.float64]
    Rows = NDArray[np.float32]
    Places = NDArray[np.intp]

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
class Counterparts:
    """Cosines of the tokens of one side with their nearest in the passages of the other."""

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


def find_counterparts(
    ours: Sequence[TokenVectors],
    theirs: Sequence[TokenVectors],
    texts: tuple[Sequence[str], Sequence[str]],
    likeness: Floats,
) -> tuple[Counterparts, Counterparts]:
    """Look up the tokens of either side on the other.

    Args:
        ours: tokens of m segments.
        theirs: tokens of n segments.
        texts: of our and their segments, which give them an order that no shuffling changes.
        likeness: of the segments, shape (m, n), which tells the candidates in long texts.

    Returns:
        Ours on their side, and theirs on ours.
    """
    m, n = likeness.shape
    lengths = [np.array([len(held.offsets) for held in side], np.intp) for side in (ours, theirs)]
    near = candidates(likeness) & (lengths[0][:, None] > 0) & (lengths[1] > 0)
    found: list[Sequence[Rows]] = [[] for _ in range(m)]
    back: list[list[Rows]] = [[] for _ in range(n)]
    # Where a row of a product stands bears on its last bit, so rows come in one order, however
    # the texts go; in double precision a long text would take three times as long.
    order = [np.array(sorted(range(len(one)), key=one.__getitem__), np.intp) for one in texts]
    for block, passages in _blocks(near, lengths[0], *order):
        table = np.concatenate([theirs[j].vectors for j in passages])
        whole = np.concatenate([ours[i].vectors for i in block]) @ table.T
        ends = np.cumsum(lengths[1][passages])
        starts = ends - lengths[1][passages]
        for i, last in zip(block, np.cumsum(lengths[0][block]), strict=True):
            product = whole[last - lengths[0][i] : last]
            found[i] = list(np.maximum.reduceat(product, starts, axis=1).T)
            to_us = product.max(axis=0)
            for j, start, end in zip(passages, starts, ends, strict=True):
                back[j].append(to_us[start:end])
    return _settle(near, found, lengths[0], order[1]), _settle(near.T, back, lengths[1], order[0])


def _settle(
    near: NDArray[np.bool_], found: Sequence[Sequence[Rows]], lengths: Places, order: Places
) -> Counterparts:
    """Put what was found, a row for each passage that a segment was held against, into shape.

    Args:
        near: which those are, shape (m, n).
        found: m tables, their rows in the order that the passages were looked at in.
        lengths: numbers of tokens, shape (m,).
        order: that order, shape (n,).
    """
    cosines = []
    for row, rows, length in zip(near, found, lengths, strict=True):
        if not len(rows):
            cosines.append(np.zeros((length, 0)))
            continue
        in_text = np.argsort(order[row[order]])
        nearest = np.maximum(np.stack(rows, axis=1)[:, in_text], 0).astype(np.float64)
        cosines.append(np.round(nearest, DIGITS))
    return Counterparts(near, tuple(cosines))


def _blocks(
    near: NDArray[np.bool_], lengths: Places, ours: Places, theirs: Places
) -> Iterator[tuple[list[int], Places]]:
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
    """Which pairs are looked at: all, or in long texts the nearest of either, shape (m, n)."""
    if likeness.size <= ALL:
        return np.ones(likeness.shape, dtype=bool)
    kept = np.zeros(likeness.shape, dtype=bool)
    for axis in (0, 1):
        count = likeness.shape[axis]
        place = max(count - CANDIDATES, 0)
        # Whatever is as near as the last one is kept too, so that no order decides.
        kept |= likeness >= np.take(np.sort(likeness, axis=axis), [place], axis=axis)
    return kept
