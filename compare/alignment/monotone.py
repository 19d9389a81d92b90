"""Links between parallel texts, in order: dynamic programming over beads of units.

For translations, whose sentences come in the same order. Readouts are not translations; this
mode is there to be scored where sentence aligners are. Sees vectors and lengths, never text.

The distance of two runs of units is that of Vecalign (Thompson & Koehn 2019): one less their
cosine, over how far either is from units spread over the other text. Beside it counts how far
their lengths are from what the lengths of both texts let expect (Gale & Church 1993). What each
weighs, and what each kind of bead costs, was learned as a conditional random field (Lafferty et
al. 2001) by ``python -m tests.bench.monotone_fitting`` over parallel texts with known links.

What a unit costs that stands alone comes from the text itself: a first alignment tells how many
do, and where few do, as in a novel, more must speak for it than in a text full of gaps. Those
constants were chosen by hand, from scores on texts of several sources.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from compare.alignment.span_evidence import LONGEST, SpanEvidence, Text

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Columns = NDArray[np.intp]

PRIOR = {
    (1, 1): 3.77, (1, 2): 1.74, (1, 3): 0.45, (1, 4): -1.37, (1, 5): -3.66, (1, 6): -5.36,
    (2, 2): -0.54, (2, 3): -3.42, (2, 4): -9.29, (3, 3): -8.26,
}  # fmt: skip
"""What speaks for a bead of so many units, whatever they say: log-odds, smaller side first."""
BEADS = tuple(
    (a, b)
    for a in range(1, LONGEST + 1)
    for b in range(1, LONGEST + 1)
    if (min(a, b), max(a, b)) in PRIOR
)
PER_UNIT, PER_BEAD = 9.81, 3.07
"""Weight of the distance for each unit that a side joins, on average, and for the bead."""
PER_LENGTH = 10.40
"""Weight of the difference in length."""
SKIP = 5.85
"""Cost of a unit that stands alone, before it is known how many do."""
SKIP_AT_RATE, RATE, PER_NAT = 4.0, 0.05, 0.8
"""Cost where that share of the units stands alone, and how it falls with the share's logarithm."""
SKIP_RANGE = (3.3, 7.5)
"""Least and greatest cost of a unit that stands alone."""
UNITS_BEFORE, ALONE_BEFORE = 100, 1
"""Units, and of them alone, that every text is taken to have had before: few units tell little."""
FARTHEST_LINKED = 0.9
"""Distance of meaning from which on two runs are not linked: 1 is what chance gives."""
UNRELATED, SURELY_LINKED = 0.72, 0.5
"""Median distance from which on two texts have nothing in common, and what is linked in them.

Translations have .1 to .6, texts on other matters .8 to .95, one in scrambled order .75 to .9.
"""
TYPICAL, FREEDOM = 0.25, 0.5
"""Median distance of links that the weights were learned on, and the power of how far a text is
from it by which they are turned down: in a free translation all distances are greater, and a unit
more in a bead adds more to them by chance."""
SCALE_RANGE = (0.4, 1.3)
"""Least and greatest factor by which distances count less or more."""
EXACT_CELLS = 60_000
"""Product of the numbers of units up to which every path is weighed."""
RADIUS = 10
"""Columns weighed on either side of the coarser path."""
BLOCK = 32
"""Rows whose distances are worked out together."""

Bead = tuple[tuple[int, ...], tuple[int, ...]]
SKIP_RIGHT, SKIP_LEFT = len(BEADS), len(BEADS) + 1
"""Moves of the search beside those that take a bead."""


@dataclass(frozen=True, slots=True)
class _Costs:
    """What is weighed in one search."""

    per_length: float
    skip: float
    scale: float = 1.0
    """What distances of meaning are multiplied by."""


@dataclass(frozen=True, slots=True)
class _Band:
    """First and last column to weigh in each row, both rising."""

    low: Columns
    high: Columns


def align_in_order(left: Text, right: Text, *, exact_cells: int = EXACT_CELLS) -> tuple[Bead, ...]:
    """Align two texts whose units come in the same order.

    Long texts are aligned coarse to fine, as Vecalign does: neighbours are joined two and two
    until the tables are small, and each finer search stays near the path of the coarser one. So
    time and memory grow with the sum of the lengths and not with their product. The finest search
    is done three times: by meaning alone; then with lengths, which the first tells how to compare,
    also where one text holds much that the other lacks; then with the cost of standing alone that
    the second gives.

    Args:
        left, right: the texts; neither is the reference.
        exact_cells: product of the numbers of units up to which every path is weighed.

    Returns:
        Beads in order; a unit with no counterpart stands in a bead with an empty side.
    """
    draft = _coarse_to_fine(left, right, exact_cells)
    scaled = in_average_units(left, right, draft)
    evidence = SpanEvidence(*scaled)
    band = _band(draft, len(left), len(right), 1, exact_cells)
    scale = closeness(draft, evidence)
    second = _search(evidence, band, _Costs(PER_LENGTH, SKIP, scale))
    found = _search(evidence, band, _Costs(PER_LENGTH, skip_cost(second), scale))
    return tuple(_without_chance_links(found, evidence))


def in_average_units(left: Text, right: Text, beads: Sequence[Bead]) -> tuple[Text, Text]:
    """Measure lengths in those of the average unit, of the units that beads link."""
    linked = [bead for bead in beads if all(bead)]
    count = sum(len(ours) + len(theirs) for ours, theirs in linked) / 2
    scaled = []
    for side, text in enumerate((left, right)):
        total = sum(float(text.lengths[list(bead[side])].sum()) for bead in linked)
        scaled.append(Text(text.rows, text.lengths * (count / total if total else 1.0)))
    return scaled[0], scaled[1]


def closeness(draft: Sequence[Bead], evidence: SpanEvidence) -> float:
    """What distances count for in these texts: the less, the freer the translation."""
    linked = [bead for bead in draft if all(bead)]
    if not linked:
        return 1.0
    middle = float(np.median(evidence.meaning(linked)))
    return float(np.clip((TYPICAL / middle) ** FREEDOM, *SCALE_RANGE))


def skip_cost(draft: Sequence[Bead]) -> float:
    """What a unit costs that stands alone, by the share of units that do so in a draft."""
    units = sum(len(ours) + len(theirs) for ours, theirs in draft)
    alone = sum(len(ours) + len(theirs) for ours, theirs in draft if not (ours and theirs))
    rate = (alone + ALONE_BEFORE) / (units + UNITS_BEFORE)
    return min(max(SKIP_AT_RATE - PER_NAT * math.log(rate / RATE), SKIP_RANGE[0]), SKIP_RANGE[1])


def bead_costs(
    beads: Sequence[tuple[int, int]], meaning: Floats, length: Floats, per_length: float
) -> Floats:
    """Costs of beads by their distances, each of shape (beads, rows, columns)."""
    sizes = np.array([(a + b) / 2 for a, b in beads])[:, None, None]
    prior = np.array([PRIOR[min(bead), max(bead)] for bead in beads])[:, None, None]
    return np.asarray(meaning * (PER_UNIT * sizes + PER_BEAD) + length * per_length - prior)


def _coarse_to_fine(left: Text, right: Text, exact_cells: int) -> list[Bead]:
    m, n = len(left), len(right)
    coarse: list[Bead] = []
    if m * n > exact_cells and min(m, n) >= 2 * LONGEST:
        coarse = _coarse_to_fine(left.halved(), right.halved(), exact_cells)
    band = _band(coarse, m, n, 2, exact_cells)
    return _search(SpanEvidence(left, right), band, _Costs(0.0, SKIP))


def _band(path: Sequence[Bead], m: int, n: int, scale: int, exact_cells: int) -> _Band:
    """What to weigh: near the path of a text so many times as short, or everything."""
    if m * n <= exact_cells or min(m, n) < 2 * LONGEST:
        return _Band(np.zeros(m + 1, dtype=np.intp), np.full(m + 1, n, dtype=np.intp))
    corners = np.cumsum([(0, 0), *((len(a), len(b)) for a, b in path)], axis=0)
    rows, columns = corners[:, 0], corners[:, 1]
    at = np.arange(m + 1) / scale
    # A row at which the path goes right has more than one column: before it and after it.
    first = columns[np.minimum(np.searchsorted(rows, np.floor(at), "left"), len(rows) - 1)]
    start = columns[np.searchsorted(rows, np.floor(at), "right") - 1]
    last = columns[np.searchsorted(rows, at, "right") - 1]
    after = columns[np.minimum(np.searchsorted(rows, at, "right"), len(columns) - 1)]
    low = np.clip(scale * np.minimum(first, start) - RADIUS, 0, n)
    high = np.clip(scale * np.maximum(last, after) + RADIUS, 0, n)
    low = np.minimum.accumulate(low[::-1])[::-1]
    high = np.maximum.accumulate(high)
    low[0], high[m] = 0, n
    return _Band(low.astype(np.intp), high.astype(np.intp))


def _search(evidence: SpanEvidence, band: _Band, costs: _Costs) -> list[Bead]:
    """The cheapest way through the band."""
    m, n = len(band.low) - 1, int(band.high[-1])
    skips = np.arange(n + 1, dtype=np.float64) * costs.skip
    width = int(band.high[0]) + 1
    moves = [(0, np.full(width, SKIP_RIGHT, dtype=np.int8))]
    before, first = np.full((LONGEST, width), np.inf), 0
    before[-1] = skips[:width]
    for top in range(1, m + 1, BLOCK):
        bottom = min(top + BLOCK, m + 1)
        low, high = int(band.low[top]), int(band.high[bottom - 1])
        distances = evidence.block(BEADS, (top, bottom), (low, high + 1))
        gains = bead_costs(BEADS, distances[0] * costs.scale, distances[1], costs.per_length)
        gains[distances[0] >= FARTHEST_LINKED] = np.inf
        totals = _frame(before, first, low - LONGEST, high + 1)
        totals = np.concatenate([totals, np.full((bottom - top, totals.shape[1]), np.inf)])
        for k, move in enumerate(
            _rows(totals, gains, skips[low : high + 1], costs.skip, _inside(band, top, bottom))
        ):
            start, stop = int(band.low[top + k]) - low, int(band.high[top + k]) + 1 - low
            moves.append((low + start, move[start:stop].astype(np.int8)))
        before, first = totals[-LONGEST:], low - LONGEST
    return _walk_back(moves, n)


def _inside(band: _Band, top: int, bottom: int) -> list[slice]:
    """Which columns of a block each of its rows weighs."""
    low = int(band.low[top])
    return [slice(int(band.low[i]) - low, int(band.high[i]) + 1 - low) for i in range(top, bottom)]


def _frame(totals: Floats, first: int, start: int, stop: int) -> Floats:
    """Rows of totals from ``first`` on as columns from start to before stop, else endless."""
    framed = np.full((len(totals), stop - start), np.inf)
    a, b = max(first, start), min(first + totals.shape[1], stop)
    if a < b:
        framed[:, a - start : b - start] = totals[:, a - first : b - first]
    return framed


def _rows(
    totals: Floats, gains: Floats, skips: Floats, skip: float, inside: Sequence[slice]
) -> Iterator[NDArray[np.intp]]:
    """Fill in the totals of each row of a block, and yield how each column was come by.

    ``totals`` has LONGEST rows and columns more than the block, before it.
    """
    wide, columns = totals.shape[1], np.arange(len(skips))
    back = np.array([(LONGEST - a) * wide + LONGEST - b for a, b in BEADS])
    sources, flat = back[:, None] + columns, totals.reshape(-1)
    for k, within in enumerate(inside):
        ways = flat[sources + k * wide] + gains[:, k]
        move = ways.argmin(axis=0)
        best = ways[move, columns]
        skipped = totals[LONGEST + k - 1, LONGEST:] + skip
        move[skipped < best] = SKIP_LEFT
        best = np.minimum(best, skipped)
        outside = np.ones(len(best), dtype=bool)
        outside[within] = False
        best[outside] = np.inf
        # A run of units skipped on the right: the cheapest start of the run, then its length.
        level = best - skips
        cheapest = np.minimum.accumulate(level)
        move[cheapest < level] = SKIP_RIGHT
        total = cheapest + skips
        total[outside] = np.inf
        totals[LONGEST + k, LONGEST:] = np.where(cheapest < level, total, best)
        yield move


def _walk_back(moves: Sequence[tuple[int, NDArray[np.int8]]], n: int) -> list[Bead]:
    """Read the beads from the moves of each row, which begin at its first column."""
    i, j = len(moves) - 1, n
    beads: list[Bead] = []
    while i or j:
        low, taken = moves[i]
        move = int(taken[j - low])
        a, b = BEADS[move] if move < len(BEADS) else ((0, 1) if move == SKIP_RIGHT else (1, 0))
        beads.append((tuple(range(i - a, i)), tuple(range(j - b, j))))
        i, j = i - a, j - b
    return beads[::-1]


def _without_chance_links(beads: Sequence[Bead], evidence: SpanEvidence) -> Iterator[Bead]:
    """Let stand alone what chance alone links, where the texts have nothing in common."""
    linked = [bead for bead in beads if all(bead)]
    measured = evidence.meaning(linked)
    unrelated = bool(linked) and float(np.median(measured)) >= UNRELATED
    distances = iter(measured)
    for ours, theirs in beads:
        if ours and theirs and next(distances) >= SURELY_LINKED and unrelated:
            yield from (((i,), ()) for i in ours)
            yield from (((), (j,)) for j in theirs)
        else:
            yield ours, theirs
