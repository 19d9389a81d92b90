"""The cheapest way through a table of which only a band is looked at, some rows at a time.

A step takes a bead of units of both texts, or leaves a unit of one of them alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from compare.alignment.span_evidence import LONGEST

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.floating[Any]]
    Indices = NDArray[np.intp]
    Moves = NDArray[np.int8]

Bead = tuple[tuple[int, ...], tuple[int, ...]]
"""Units of the left and of the right, one of which may be none."""
BLOCK = 32
"""Rows that are worked out together."""
ROUNDING = 1e-9
"""Difference of costs below which they are the same."""


@dataclass(frozen=True, slots=True)
class Block:
    """Some rows of a band, each with as many columns as the broadest of them has."""

    rows: tuple[int, int]
    """The first row, and the one after the last."""
    columns: tuple[int, int]
    """The first column of any row, and the one after the last."""
    starts: Indices
    """First column of each row, counted from that of the block, shape (rows,)."""
    width: int
    """Columns of each row."""

    def narrowed(self, table: Floats) -> Floats:
        """Each row's columns of a table of shape (beads, rows, columns of the block)."""
        ends = self.starts[:, None] + np.arange(self.width)
        return table[:, np.arange(len(self.starts))[:, None], ends]


@dataclass(frozen=True, slots=True)
class Band:
    """First and last column to look at in each row, both rising."""

    low: Indices
    high: Indices

    def blocks(self) -> Iterator[Block]:
        """The rows from 1 on, some at a time."""
        for top in range(1, len(self.low), BLOCK):
            rows = slice(top, min(top + BLOCK, len(self.low)))
            low, high = self.low[rows], self.high[rows]
            columns, width = (int(low[0]), int(high[-1]) + 1), int((high - low).max()) + 1
            starts = np.minimum(low, columns[1] - width) - columns[0]
            yield Block((top, rows.stop), columns, starts, width)


def cheapest_way(
    band: Band, beads: Sequence[tuple[int, int]], costs: Iterable[Floats], skip: float
) -> list[Bead]:
    """Find the beads, in order, that cost least together.

    Args:
        band: where to look; its first row begins at column 0, and its last row ends at the last.
        beads: how many units of the left and of the right a bead may have, each from 1 to LONGEST.
        costs: of the beads that end in each cell, shape (beads, rows, width), for each block of
            the band; endless for what is no bead.
        skip: cost of a unit that stands alone.
    """
    n = int(band.high[-1])
    skips = np.arange(n + 1, dtype=np.float64) * skip
    width = int(band.high[0]) + 1
    right_alone = len(beads) + 1
    moves = [(0, np.full(width, right_alone, dtype=np.int8))]
    before, first = np.full((LONGEST, width), np.inf), 0
    before[-1] = skips[:width]
    for block, gains in zip(band.blocks(), costs, strict=True):
        low, stop = block.columns
        totals = _frame(before, first, low - LONGEST, stop, len(block.starts))
        taken = _fill(totals, block, beads, gains.astype(np.float64), skips[low:stop], skip)
        moves += zip((low + block.starts).tolist(), taken, strict=True)
        before, first = totals[-LONGEST:], low - LONGEST
    return _walk_back(moves, [*beads, (1, 0), (0, 1)], n)


def _frame(totals: Floats, first: int, start: int, stop: int, further: int) -> Floats:
    """Rows of totals from ``first`` on as columns from start to before stop, else endless.

    So many endless rows more follow them.
    """
    framed = np.full((len(totals) + further, stop - start), np.inf)
    a, b = max(first, start), min(first + totals.shape[1], stop)
    if a < b:
        framed[: len(totals), a - start : b - start] = totals[:, a - first : b - first]
    return framed


def _fill(
    totals: Floats,
    block: Block,
    beads: Sequence[tuple[int, int]],
    gains: Floats,
    skips: Floats,
    skip: float,
) -> Moves:
    """Fill in what it costs to come to each cell of a block; return how one comes there.

    Args:
        totals: shape (LONGEST + rows, LONGEST + columns); the first rows are known, the others
            endless, and filled in here.
        gains: costs of the beads, shape (beads, rows, width).
        skips: cost of leaving alone all on the right before each column, shape (columns,).

    Returns:
        The number of the bead, or of leaving alone one on the left or on the right: the two
        after those of the beads. Shape (rows, width).
    """
    wide, width = totals.shape[1], block.width
    steps = np.array([(LONGEST - a) * wide + LONGEST - b for a, b in beads])[:, None]
    sources, flat = steps + np.arange(width), totals.reshape(-1)
    ways, best = np.empty((len(beads), width)), np.empty(width)
    for k, start in enumerate(block.starts.tolist()):
        here = slice(start + LONGEST, start + LONGEST + width)
        flat[k * wide + start :].take(sources, out=ways, mode="clip")
        ways += gains[:, k]
        np.minimum.reduce(ways, axis=0, out=best)
        np.minimum(best, totals[LONGEST + k - 1, here] + skip, out=best)
        # A run of units left alone on the right: its cheapest start, then its length.
        before = skips[start : start + width]
        cheapest = best - before
        np.minimum.accumulate(cheapest, out=cheapest)
        cheapest += before
        np.minimum(best, cheapest, out=totals[LONGEST + k, here])
    # Which way was the cheapest, for all rows at once.
    cells = (np.arange(len(block.starts)) * wide + block.starts)[:, None] + np.arange(width)
    reached = flat[steps[:, None] + cells] + gains
    moves: Moves = reached.argmin(axis=0).astype(np.int8)
    cheapest = reached.min(axis=0)
    skipped = flat[(LONGEST - 1) * wide + LONGEST + cells] + skip
    moves[skipped < cheapest] = len(beads)
    rest = np.minimum(cheapest, skipped) - ROUNDING
    moves[flat[LONGEST * wide + LONGEST + cells] < rest] = len(beads) + 1
    return moves


def _walk_back(
    moves: Sequence[tuple[int, Moves]], steps: Sequence[tuple[int, int]], n: int
) -> list[Bead]:
    """Read the beads from the moves of each row, which begin at its first column."""
    i, j = len(moves) - 1, n
    beads: list[Bead] = []
    while i or j:
        first, taken = moves[i]
        a, b = steps[taken[j - first]]
        beads.append((tuple(range(i - a, i)), tuple(range(j - b, j))))
        i, j = i - a, j - b
    return beads[::-1]
