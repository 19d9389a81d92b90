"""Links between parallel texts, in order: dynamic programming over beads of units.

For translations, whose sentences come in the same order. Readouts are not translations; this
mode is there to be scored where sentence aligners are. Sees vectors only, never text or models.

The distance of two joined spans is that of Vecalign (Thompson & Koehn 2019): one less their
cosine, over how far either is from spans drawn at random. What it weighs, and what each kind of
bead costs, was learned as a conditional random field (Lafferty et al. 2001) over parallel texts
with known links: sentence pairs of news and captions in order, some dropped, joined or cut.
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
PRIOR = {(1, 1): 3.75, (1, 2): 1.11, (1, 3): -1.22, (1, 4): -4.6, (2, 2): -2.07, (2, 3): -5.75}
"""What speaks for a bead of so many units, whatever they say: log-odds, smaller side first."""
BEADS = tuple(
    (a, b)
    for a in range(1, LONGEST + 1)
    for b in range(1, LONGEST + 1)
    if (min(a, b), max(a, b)) in PRIOR
)
PER_UNIT, PER_BEAD = 11.3, 5.14
"""Weight of the distance for each unit that a side joins, on average, and for the bead."""
SKIP = 5.33
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

    Encode the joined text of each, in this order, for :func:`align_in_order`.
    """
    return [(end - size, end) for size in range(1, LONGEST + 1) for end in range(size, count + 1)]


def align_in_order(
    left: NDArray[np.float32], right: NDArray[np.float32], *, exact_cells: int = EXACT_CELLS
) -> tuple[Bead, ...]:
    """Align two texts whose units come in the same order.

    Long texts are aligned coarse to fine, as Vecalign does: neighbours are averaged two and two
    until the tables are small, and each finer search stays near the path of the coarser one. So
    time and memory grow with the sum of the lengths and not with their product.

    Args:
        left: unit vectors of the spans of the left text, shape (len(spans(m)), d).
        right: the same of the right text.
        exact_cells: product of the numbers of units up to which every path is weighed.

    Returns:
        Beads in order; a unit with no counterpart stands in a bead with an empty side.
    """
    return _search(_by_size(left), _by_size(right), exact_cells)


def _search(ours: list[Rows], theirs: list[Rows], exact_cells: int) -> tuple[Bead, ...]:
    m, n = len(ours[0]), len(theirs[0])
    if m * n <= exact_cells or min(m, n) < 2 * LONGEST:
        band = np.zeros(m + 1, dtype=np.intp), np.full(m + 1, n, dtype=np.intp)
    else:
        coarse = _search(_halved(ours[0]), _halved(theirs[0]), exact_cells)
        band = _around(coarse, m, n)
    return _walk_back(_fill(ours, theirs, *band), n)


def _halved(rows: Rows) -> list[Rows]:
    """Spans of a text half as long, whose units are the means of two neighbours each."""
    even = rows if len(rows) % 2 == 0 else np.concatenate([rows, rows[-1:]])
    units = even[0::2] + even[1::2]
    total = np.concatenate([np.zeros_like(units[:1]), np.cumsum(units, axis=0, dtype=np.float64)])
    levels = []
    for size in range(1, LONGEST + 1):
        summed = total[size:] - total[:-size]
        length = np.maximum(np.linalg.norm(summed, axis=1, keepdims=True), 1e-9)
        levels.append((summed / length).astype(np.float32))
    return levels


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


def _fill(ours: list[Rows], theirs: list[Rows], low: Places, high: Places) -> list[_Row]:
    reach = _reach(ours, theirs), _reach(theirs, ours)
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
            distance = _distance(theirs[b - 1][since - b : stop - b], ours[a - 1][i - a])
            scale = (reach[0][a - 1][i - a] + reach[1][b - 1][since - b : stop - b]) / 2
            weight = PER_UNIT * (a + b) / 2 + PER_BEAD
            cost = rows[i - a].between(since - b, stop - b) + distance / scale * weight
            cost -= PRIOR[min(a, b), max(a, b)]
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


def _by_size(vectors: NDArray[np.float32]) -> list[NDArray[np.float32]]:
    """Cut the rows of the spans into those of one unit, of two, and so on."""
    count = (len(vectors) + sum(range(LONGEST))) // LONGEST
    cuts = np.cumsum([max(count - size, 0) for size in range(LONGEST)])[:-1]
    return np.split(vectors, cuts)


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


def _walk_back(rows: Sequence[_Row], n: int) -> tuple[Bead, ...]:
    i, j = len(rows) - 1, n
    beads: list[Bead] = []
    while i or j:
        move = int(rows[i].taken[j - rows[i].low]) if i else len(BEADS)
        a, b = BEADS[move] if move < len(BEADS) else ((0, 1) if move == len(BEADS) else (1, 0))
        beads.append((tuple(range(i - a, i)), tuple(range(j - b, j))))
        i, j = i - a, j - b
    return tuple(reversed(beads))
