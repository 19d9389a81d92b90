"""Texts of unlike lengths multiplied as one matrix, each with the bits that it has by itself.

Many rows are multiplied faster than few, for the weights are fetched once for all of them. But a
library of linear algebra works through the rows of a product tile by tile, and rounds a row by
its place in its tile. So each text is filled up to a whole number of tiles, and its rows have the
same places whatever stands beside it in a group of :func:`groups`. Where a library has other
tiles, texts are not filled up, and each is multiplied by itself.
"""

from __future__ import annotations

import functools
from collections.abc import Hashable, Sequence
from typing import NamedTuple, TypeVar

import numpy as np

from compare.arrays import one_thread, threads_are_counted
from compare.encoders.networks.parts import Array

ROWS = 12
"""Rows of a tile, or of a few, in the library that comes with numpy."""
PIECES_AT_ONCE = 256
"""Pieces of text that go through a body together: more are hardly faster."""
PRODUCTS = ((384, 1152), (384, 384), (384, 1536), (1536, 384))
"""Shapes of the weights of a layer of MiniLM."""

Kind = TypeVar("Kind", bound=Hashable)


class Stack(NamedTuple):
    """Texts filled up to one length."""

    hidden: Array
    """Shape (n, t, d); what stands where a text is filled up means nothing."""
    mask: Array | None
    """What is added before attention is shared out: 0 where a text has a piece and minus infinity
    where it is filled up, shape (n, 1, 1, t). None where none is."""

    def rows(self, lengths: Sequence[int]) -> list[Array]:
        """Return what became of each text, shape (length, d) each."""
        return [rows[:length] for rows, length in zip(self.hidden, lengths, strict=True)]


def filled(length: int) -> int:
    """Return the length that a text of so many pieces is filled up to."""
    return -(-length // ROWS) * ROWS if tiles_fit() else length


def stack(texts: Sequence[Array]) -> Stack:
    """Fill the texts of a group of :func:`groups` up to one length, shape (length, d) each.

    Texts of unlike groups may be stacked too, but then company bears on their last bits.
    """
    longest = filled(max(len(text) for text in texts))
    hidden = np.zeros((len(texts), longest, texts[0].shape[1]), np.float32)
    mask = np.zeros((len(texts), 1, 1, longest), np.float32)
    for number, text in enumerate(texts):
        hidden[number, : len(text)] = text
        mask[number, ..., len(text) :] = -np.inf
    return Stack(hidden, mask if mask.any() else None)


def times(texts: Array, weights: Array) -> Array:
    """Multiply texts of a stack, shape (n, t, d), by weights (d, k): shape (n, t, k)."""
    if not tiles_fit():
        return texts @ weights
    product: Array = texts.reshape(-1, texts.shape[-1]) @ weights
    return product.reshape(*texts.shape[:2], -1)


@functools.cache
def tiles_fit() -> bool:
    """Whether a row is rounded alike wherever the :data:`ROWS` stand that it belongs to.

    It is tried once, by the products of MiniLM's layers, in matrices of several sizes and first, in
    the middle and last in each. Whoever asks first waits for :func:`compare.arrays.one_thread`, so
    it may not be one of several threads at work.
    """
    if not threads_are_counted():  # how a product is parted among threads would have its bearing
        return False
    chance = np.random.default_rng(0)
    with one_thread():
        for given, wanted in PRODUCTS:
            text = chance.standard_normal((ROWS, given), np.float32)
            weights = chance.standard_normal((given, wanted), np.float32)
            alone = text @ weights
            for tiles in (2, 3, 5, 8, PIECES_AT_ONCE // ROWS):
                for place in {0, tiles // 2, tiles - 1}:
                    many = chance.standard_normal((tiles * ROWS, given), np.float32)
                    rows = slice(place * ROWS, (place + 1) * ROWS)
                    many[rows] = text
                    if not np.array_equal((many @ weights)[rows], alone):
                        return False
    return True


def groups(lengths: Sequence[int], kinds: Sequence[Kind]) -> list[list[int]]:
    """Part texts into groups that are stacked, the longest first.

    Args:
        lengths: of each text, in pieces.
        kinds: texts of unlike kinds stand in no group together.

    Returns:
        Indices: those of a group are filled up to one length, and have together no more than
        :data:`PIECES_AT_ONCE` pieces, or it is one text.
    """
    alike: dict[tuple[int, Kind], list[int]] = {}
    for index, (length, kind) in enumerate(zip(lengths, kinds, strict=True)):
        alike.setdefault((filled(length), kind), []).append(index)
    found = []
    for (length, _), group in sorted(alike.items(), key=lambda each: each[0][0], reverse=True):
        size = max(1, PIECES_AT_ONCE // length)
        found += [group[start : start + size] for start in range(0, len(group), size)]
    return found
