"""Links between parallel texts, in order: dynamic programming over beads of units.

For translations, whose sentences come in the same order. Readouts are not translations; this
mode is there to be scored where sentence aligners are. Sees vectors only, never text or models.

The distance of two joined spans is that of Vecalign (Thompson & Koehn 2019): one less their
cosine, over how far either is from spans drawn at random. What it weighs, and what each kind of
bead costs, was learned as a conditional random field (Lafferty et al. 2001) over parallel texts
with known links: sentence pairs of news and captions in order, some dropped, joined or cut.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

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
CELLS = 30_000_000
"""Largest product of the numbers of units: 30 million fill about 1 GiB."""

Bead = tuple[tuple[int, ...], tuple[int, ...]]


def spans(count: int) -> list[tuple[int, int]]:
    """Every run of up to LONGEST units as (first, after the last), in a fixed order.

    Encode the joined text of each, in this order, for :func:`align_in_order`.
    """
    return [(end - size, end) for size in range(1, LONGEST + 1) for end in range(size, count + 1)]


def align_in_order(left: NDArray[np.float32], right: NDArray[np.float32]) -> tuple[Bead, ...]:
    """Align two texts whose units come in the same order.

    Args:
        left: unit vectors of the spans of the left text, shape (len(spans(m)), d).
        right: the same of the right text.

    Returns:
        Beads in order; a unit with no counterpart stands in a bead with an empty side.
    """
    ours, theirs = _by_size(left), _by_size(right)
    m, n = len(ours[0]), len(theirs[0])
    reach = _reach(ours, theirs), _reach(theirs, ours)
    total = np.full((m + 1, n + 1), np.inf)
    taken = np.full((m + 1, n + 1), -1, dtype=np.int8)
    columns = np.arange(n + 1) * SKIP
    prior = [PRIOR[min(bead), max(bead)] for bead in BEADS]
    total[0] = columns
    taken[0, 1:] = len(BEADS)
    for i in range(1, m + 1):
        best = total[i - 1] + SKIP
        choice = np.full(n + 1, len(BEADS) + 1, dtype=np.int8)
        for k, (a, b) in enumerate(BEADS):
            if a > i or b > n:
                continue
            distance = _distance(theirs[b - 1], ours[a - 1][i - a])
            scale = (reach[0][a - 1][i - a] + reach[1][b - 1]) / 2
            weight = PER_UNIT * (a + b) / 2 + PER_BEAD
            cost = total[i - a, : n + 1 - b] + distance / scale * weight - prior[k]
            better = cost < best[b:]
            best[b:][better] = cost[better]
            choice[b:][better] = k
        # A run of units skipped on the right: the cheapest start of the run, then its length.
        level = best - columns
        start = np.minimum.accumulate(level)
        choice[start < level] = len(BEADS)
        total[i] = np.where(start < level, start + columns, best)
        taken[i] = choice
    return _walk_back(taken)


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


def _walk_back(taken: NDArray[np.int8]) -> tuple[Bead, ...]:
    i, j = taken.shape[0] - 1, taken.shape[1] - 1
    beads: list[Bead] = []
    while i or j:
        move = int(taken[i, j]) if i else len(BEADS)
        a, b = BEADS[move] if move < len(BEADS) else ((0, 1) if move == len(BEADS) else (1, 0))
        beads.append((tuple(range(i - a, i)), tuple(range(j - b, j))))
        i, j = i - a, j - b
    return tuple(reversed(beads))
