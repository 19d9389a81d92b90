"""Links between parallel texts, in order: dynamic programming over beads of units.

For translations, whose sentences come in the same order. Readouts are not translations; this
mode is there to be scored where sentence aligners are. Sees vectors and lengths, never text.

The distance of two joined spans is that of Vecalign (Thompson & Koehn 2019): one less their
cosine, over how far either is from spans drawn at random. Beside it counts how far their lengths
are from what the lengths of both texts let expect (Gale & Church 1993). What each weighs, and
what each kind of bead costs, was learned as a conditional random field (Lafferty et al. 2001) by
``python -m tests.bench.monotone_fitting`` over parallel texts with known links.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Rows = NDArray[np.float32]
    Places = NDArray[np.intp]

LONGEST = 4
"""Units of one side that a bead may join."""
PRIOR = {(1, 1): 9.27, (1, 2): 4.45, (1, 3): 0.36, (1, 4): -3.49, (2, 2): -1.78, (2, 3): -9.83}
"""What speaks for a bead of so many units, whatever they say: log-odds, smaller side first."""
BEADS = tuple(
    (a, b)
    for a in range(1, LONGEST + 1)
    for b in range(1, LONGEST + 1)
    if (min(a, b), max(a, b)) in PRIOR
)
PER_UNIT, PER_BEAD = 10.89, 13.11
"""Weight of the distance for each unit that a side joins, on average, and for the bead."""
PER_LENGTH, FARTHEST = 13.16, 2.0
"""Weight of the difference in length, and the difference beyond which it counts no more."""
SKIP = 7.09
"""Cost of a unit that stands alone."""
SAMPLE = 64
"""Spans of the other side that say how far a span is from anything."""
EXACT_CELLS = 1_000_000
"""Product of the numbers of units up to which every path is weighed: a second's work."""
RADIUS = 80
"""Columns weighed on either side of the coarser path."""

Bead = tuple[tuple[int, ...], tuple[int, ...]]


def spans(count: int) -> list[tuple[int, int]]:
    """Every run of up to LONGEST units as (first, after the last), in a fixed order.

    Encode the joined text of each, in this order, for :meth:`Text.of`.
    """
    return [(end - size, end) for size in range(1, LONGEST + 1) for end in range(size, count + 1)]


@dataclass(frozen=True, slots=True)
class Text:
    """One side: vectors of its spans by the number of units joined, and lengths of its units."""

    rows: list[Rows]
    lengths: Floats

    @classmethod
    def of(cls, vectors: Rows, lengths: Sequence[int]) -> Text:
        """Put together what is to be aligned.

        Args:
            vectors: unit vectors of the spans of m units, shape (len(spans(m)), d).
            lengths: characters of the m units, each above zero; only how they compare with each
                other counts, so that two texts may be in different scripts.
        """
        cuts = np.cumsum([max(len(lengths) - size, 0) for size in range(LONGEST)])[:-1]
        return cls(np.split(vectors, cuts), np.asarray(lengths, dtype=np.float64))

    def __len__(self) -> int:
        """How many units it has."""
        return len(self.lengths)


def align_in_order(left: Text, right: Text, *, exact_cells: int = EXACT_CELLS) -> tuple[Bead, ...]:
    """Align two texts whose units come in the same order.

    Long texts are aligned coarse to fine, as Vecalign does: neighbours are averaged two and two
    until the tables are small, and each finer search stays near the path of the coarser one. So
    time and memory grow with the sum of the lengths and not with their product. All is done
    twice, first by meaning alone: what that links tells how the lengths compare, also where one
    text holds much that the other lacks.

    Args:
        left, right: the texts; neither is the reference.
        exact_cells: product of the numbers of units up to which every path is weighed.

    Returns:
        Beads in order; a unit with no counterpart stands in a bead with an empty side.
    """
    draft = _search(left, right, 0.0, exact_cells)
    return _search(*in_average_units(left, right, draft), PER_LENGTH, exact_cells)


def in_average_units(left: Text, right: Text, beads: Sequence[Bead]) -> tuple[Text, Text]:
    """Measure lengths in those of the average unit, of the units that beads link."""
    linked = [bead for bead in beads if all(bead)]
    count = sum(len(ours) + len(theirs) for ours, theirs in linked) / 2
    scaled = []
    for side, text in enumerate((left, right)):
        total = sum(float(text.lengths[list(bead[side])].sum()) for bead in linked)
        scaled.append(Text(text.rows, text.lengths * (count / total if total else 1.0)))
    return scaled[0], scaled[1]


def _search(left: Text, right: Text, per_length: float, exact_cells: int) -> tuple[Bead, ...]:
    m, n = len(left), len(right)
    if m * n <= exact_cells or min(m, n) < 2 * LONGEST:
        band = np.zeros(m + 1, dtype=np.intp), np.full(m + 1, n, dtype=np.intp)
    else:
        coarse = _search(_halved(left), _halved(right), per_length, exact_cells)
        band = _around(coarse, m, n)
    return _walk_back(_fill(left, right, per_length, *band), n)


class SpanEvidence:
    """What is known of any bead of two texts, whose lengths are in average units."""

    def __init__(self, ours: Text, theirs: Text) -> None:
        """Measure what the meaning of a single bead is held against: both texts whole."""
        self._rows = ours.rows, theirs.rows
        self._reach = _reach(ours.rows, theirs.rows), _reach(theirs.rows, ours.rows)
        self._places = [np.concatenate([[0.0], np.cumsum(text.lengths)]) for text in (ours, theirs)]

    def of(self, bead: tuple[int, int], end: int, first: int, stop: int) -> tuple[Floats, Floats]:
        """Hold the a units of ours before ``end`` against b of theirs from every place.

        Args:
            bead: how many units of either side, a and b.
            first: first place of theirs at which the b units begin.
            stop: the place after the last one.

        Returns:
            The scaled distance of meaning, and that of length in [0, FARTHEST], for each place.
        """
        a, b = bead
        distance = _distance(self._rows[1][b - 1][first:stop], self._rows[0][a - 1][end - a])
        scale = self._reach[0][a - 1][end - a] + self._reach[1][b - 1][first:stop]
        ours, theirs = self._places
        long = theirs[first + b : stop + b] - theirs[first:stop]
        return distance / (scale / 2), _unlike(long, float(ours[end] - ours[end - a]))


def _halved(text: Text) -> Text:
    """A text half as long, whose units are the means of two neighbours each."""
    rows, lengths = text.rows[0], text.lengths
    if len(text) % 2:
        rows, lengths = np.concatenate([rows, rows[-1:]]), np.append(lengths, 0.0)
    units = rows[0::2] + rows[1::2]
    total = np.concatenate([np.zeros_like(units[:1]), np.cumsum(units, axis=0, dtype=np.float64)])
    levels = []
    for size in range(1, LONGEST + 1):
        summed = total[size:] - total[:-size]
        norm = np.maximum(np.linalg.norm(summed, axis=1, keepdims=True), 1e-9)
        levels.append((summed / norm).astype(np.float32))
    return Text(levels, (lengths[0::2] + lengths[1::2]) / 2)


def _around(coarse: Sequence[Bead], m: int, n: int) -> tuple[Places, Places]:
    """First and last column to weigh in each row, near the path of the text half as long."""
    path = [(0, 0)]
    for ours, theirs in coarse:
        path.append((path[-1][0] + len(ours), path[-1][1] + len(theirs)))
    rows = np.array([i for i, _ in path])
    columns = np.array([j for _, j in path])
    half = np.arange(m + 1) / 2
    # A row at which the path goes right has more than one column: before it and after it.
    before = columns[np.maximum(np.searchsorted(rows, half, "right") - 1, 0)]
    first = columns[np.searchsorted(rows, np.floor(half), "left")]
    after = columns[np.minimum(np.searchsorted(rows, half, "right"), len(columns) - 1)]
    low = np.clip(2 * np.minimum(first, before) - RADIUS, 0, n)
    high = np.clip(2 * np.maximum(before, after) + RADIUS, 0, n)
    low, high = np.maximum.accumulate(low), np.maximum.accumulate(high)
    low[0], high[m] = 0, n
    return low.astype(np.intp), high.astype(np.intp)


@dataclass(frozen=True, slots=True)
class _Row:
    """What the search knows of one row: from column ``low`` on, how it was come by, at what cost.

    ``taken`` holds places in BEADS; len(BEADS) skips a unit on the right, one more on the left.
    """

    low: int
    total: Floats
    taken: NDArray[np.int8]

    def between(self, start: int, stop: int) -> Floats:
        """Costs of the columns from start to before stop, endless where never weighed."""
        costs = np.full(stop - start, np.inf)
        a, b = max(start, self.low), min(stop, self.low + len(self.total))
        if a < b:
            costs[a - start : b - start] = self.total[a - self.low : b - self.low]
        return costs


def _fill(ours: Text, theirs: Text, per_length: float, low: Places, high: Places) -> list[_Row]:
    evidence = SpanEvidence(ours, theirs)
    first = np.arange(high[0] + 1)
    taken = np.full(len(first), len(BEADS), dtype=np.int8)
    rows = [_Row(0, first * SKIP, taken)]
    for i in range(1, len(low)):
        start, stop = int(low[i]), int(high[i]) + 1
        best = rows[i - 1].between(start, stop) + SKIP
        choice = np.full(stop - start, len(BEADS) + 1, dtype=np.int8)
        for k, (a, b) in enumerate(BEADS):
            since = max(start, b)
            if a > i or since >= stop:
                continue
            distance, unlike = evidence.of((a, b), i, since - b, stop - b)
            cost = rows[i - a].between(since - b, stop - b) - PRIOR[min(a, b), max(a, b)]
            cost += distance * (PER_UNIT * (a + b) / 2 + PER_BEAD) + unlike * per_length
            better = cost < best[since - start :]
            best[since - start :][better] = cost[better]
            choice[since - start :][better] = k
        # A run of units skipped on the right: the cheapest start of the run, then its length.
        columns = np.arange(stop - start) * SKIP
        level = best - columns
        cheapest = np.minimum.accumulate(level)
        skipped = cheapest < level
        choice[skipped] = len(BEADS)
        rows.append(_Row(start, np.where(skipped, cheapest + columns, best), choice))
        if i >= LONGEST:  # its costs are no longer asked for, only how it was come by
            old = rows[i - LONGEST]
            rows[i - LONGEST] = _Row(old.low, old.total[:0], old.taken)
    return rows


def _reach(
    ours: Sequence[NDArray[np.float32]], theirs: Sequence[NDArray[np.float32]]
) -> list[Floats]:
    """How far each of our spans is, on average, from units of theirs spread over the text."""
    every = np.linspace(0, len(theirs[0]) - 1, min(SAMPLE, len(theirs[0]))).astype(np.intp)
    sample = theirs[0][every].mean(axis=0) if len(every) else np.zeros(ours[0].shape[1], np.float32)
    return [_distance(rows, sample) for rows in ours]


def _distance(rows: NDArray[np.float32], row: NDArray[np.float32]) -> Floats:
    """Cosine distance, never below a thousandth: two exact beads are no dearer than one."""
    return np.maximum(1.0 - (rows @ row).astype(np.float64), 1e-3)


def _unlike(lengths: Floats, length: float) -> Floats:
    """How far lengths, in average units, are from another: the squared difference over the sum.

    The longer, the more the length of a translation varies, as of a sum of many small ones.
    """
    apart = (lengths - length) ** 2 / np.maximum(lengths + length, 1e-9)
    return np.asarray(np.minimum(apart, FARTHEST))


def _walk_back(rows: Sequence[_Row], n: int) -> tuple[Bead, ...]:
    i, j = len(rows) - 1, n
    beads: list[Bead] = []
    while i or j:
        move = int(rows[i].taken[j - rows[i].low]) if i else len(BEADS)
        a, b = BEADS[move] if move < len(BEADS) else ((0, 1) if move == len(BEADS) else (1, 0))
        beads.append((tuple(range(i - a, i)), tuple(range(j - b, j))))
        i, j = i - a, j - b
    return tuple(reversed(beads))
