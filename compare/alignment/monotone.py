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
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from compare.alignment.banded_search import Band, Bead, cheapest_way
from compare.alignment.span_evidence import LONGEST, SpanEvidence, Text

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.floating[Any]]

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
DRAFT_BEADS = tuple(bead for bead in BEADS if sum(bead) <= 4)
"""Beads that a draft is made of: it tells where to look and how far apart links are, no more."""
PER_UNIT, PER_BEAD = 9.81, 3.07
"""Weight of the distance for each unit that a side joins, on average, and for the bead."""
PER_LENGTH = 10.40
"""Weight of the difference in length."""
SKIP = 5.0
"""Cost of a unit that stands alone, before it is known how many do."""
SKIP_AT_RATE, RATE, PER_NAT = 3.8, 0.05, 1.0
"""Cost where that share of the units stands alone, and how it falls with the share's logarithm."""
SKIP_RANGE = (3.3, 7.5)
"""Least and greatest cost of a unit that stands alone."""
UNITS_BEFORE, ALONE_BEFORE = 30, 1
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


def align_in_order(left: Text, right: Text, *, exact_cells: int = EXACT_CELLS) -> tuple[Bead, ...]:
    """Align two texts whose units come in the same order.

    Long texts are aligned coarse to fine, as Vecalign does: neighbours are joined two and two
    until the tables are small, and each finer search stays near the path of the coarser one. So
    time and memory grow with the sum of the lengths and not with their product. A draft by meaning
    alone, of a long text with its neighbours joined, tells how to compare lengths, also where one
    text holds much that the other lacks. The finest search is done twice: with these lengths, and
    then with what the first tells of how free the translation is and how much stands alone.

    Args:
        left, right: the texts; neither is the reference.
        exact_cells: product of the numbers of units up to which every path is weighed.

    Returns:
        Beads in order; a unit with no counterpart stands in a bead with an empty side.
    """
    coarse, times = (left, right), 1
    if not _is_small(len(left), len(right), exact_cells):
        coarse, times = (left.halved(), right.halved()), 2
    draft, seen = _coarse_to_fine(*coarse, exact_cells)
    first_scale = closeness(draft, seen)
    ours, theirs = average_units(*coarse, draft)
    evidence = SpanEvidence(left.measured_in(ours), right.measured_in(theirs))
    band = _band(draft, len(left), len(right), times, exact_cells)
    distances = list(_distances(evidence, band))
    second = cheapest_way(band, BEADS, _bead_costs(distances, first_scale), SKIP)
    costs = _bead_costs(distances, closeness(second, evidence))
    found = cheapest_way(band, BEADS, costs, skip_cost(second))
    return tuple(_without_chance_links(found, evidence))


def average_units(left: Text, right: Text, beads: Sequence[Bead]) -> tuple[float, float]:
    """Length of the average unit of each text, of the units that beads link; 1 where none are."""
    linked = [bead for bead in beads if all(bead)]
    if not linked:
        return 1.0, 1.0
    count = sum(len(ours) + len(theirs) for ours, theirs in linked) / 2
    ours, theirs = ([unit for bead in linked for unit in bead[side]] for side in (0, 1))
    return float(left.lengths[ours].sum()) / count, float(right.lengths[theirs].sum()) / count


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


def _coarse_to_fine(left: Text, right: Text, exact_cells: int) -> tuple[list[Bead], SpanEvidence]:
    """A draft by meaning alone, and what is known of the runs of both texts."""
    m, n = len(left), len(right)
    coarse: list[Bead] = []
    if not _is_small(m, n, exact_cells):
        coarse, _ = _coarse_to_fine(left.halved(), right.halved(), exact_cells)
    band = _band(coarse, m, n, 2, exact_cells)
    evidence = SpanEvidence(left, right)
    meanings = ((b, evidence.meanings(DRAFT_BEADS, b.rows, b.columns)) for b in band.blocks())
    costs = (_costs(block.narrowed(found), DRAFT_BEADS, 1.0) for block, found in meanings)
    return cheapest_way(band, DRAFT_BEADS, costs, SKIP), evidence


def _is_small(m: int, n: int, exact_cells: int) -> bool:
    """Whether every path is weighed through two texts of so many units."""
    return m * n <= exact_cells or min(m, n) < 2 * LONGEST


def _band(path: Sequence[Bead], m: int, n: int, scale: int, exact_cells: int) -> Band:
    """What to weigh: near the path of a text so many times as short, or everything."""
    if _is_small(m, n, exact_cells):
        return Band(np.zeros(m + 1, dtype=np.intp), np.full(m + 1, n, dtype=np.intp))
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
    return Band(low.astype(np.intp), high.astype(np.intp))


def _distances(evidence: SpanEvidence, band: Band) -> Iterator[tuple[Floats, Floats]]:
    """How far apart the runs of each bead are that ends in the band, by meaning and by length.

    Shape (beads, rows, width) for each block of the band.
    """
    for block in band.blocks():
        place = BEADS, block.rows, block.columns
        meaning, length = evidence.meanings(*place), evidence.length_differences(*place)
        yield block.narrowed(meaning), block.narrowed(length)


def _bead_costs(distances: Iterable[tuple[Floats, Floats]], scale: float) -> Iterator[Floats]:
    """Costs of beads by both distances, those of meaning so many times as in what was learned."""
    for meaning, length in distances:
        found = _costs(meaning, BEADS, scale)
        found += length * PER_LENGTH
        yield found


def _costs(meaning: Floats, beads: Sequence[tuple[int, int]], scale: float) -> Floats:
    """Costs of beads by meaning alone, endless where the runs are too far apart."""
    a, b = np.array(beads, np.float32).T[..., None, None]
    priors = np.array([PRIOR[min(bead), max(bead)] for bead in beads], np.float32)[:, None, None]
    found: Floats = meaning * (scale * (PER_UNIT * (a + b) / 2 + PER_BEAD))
    found -= priors
    found[meaning >= FARTHEST_LINKED] = np.inf
    return found


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
