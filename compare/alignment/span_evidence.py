"""What vectors and lengths tell of two runs of units: how far apart they are.

The vector of a run is the sum of its units' vectors, each as long as the square root of its
unit's length: the mean over words of a text is the shorter the more words it has. So each unit is
encoded once, and the cosine of any two runs is a sum of products of units, divided by two norms.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.floating[Any]]

LONGEST = 6
"""Units of one side that a bead may join."""
SAMPLE = 64
"""Units of the other side that say how far a run is from anything."""
FARTHEST = 2.0
"""Difference in length beyond which it counts no more."""
LEAST = 1e-3
"""Distances of meaning are never below: two exact beads are no dearer than one."""


@dataclass(frozen=True, slots=True)
class Text:
    """One side: the vector of every unit, and how long the unit is."""

    rows: NDArray[np.float32]
    """Shape (m, d), each of the length with which it counts in a run of units."""
    lengths: Floats
    """Shape (m,), in characters or in average units."""

    @classmethod
    def of(cls, vectors: NDArray[np.float32], lengths: Sequence[int]) -> Text:
        """Put together what is to be aligned.

        Args:
            vectors: unit vectors of the m units, shape (m, d); zeros for one without words.
            lengths: characters of the m units, each above zero; only how they compare with each
                other counts, so that two texts may be in different scripts.
        """
        length = np.asarray(lengths, dtype=np.float64)
        return cls((vectors * np.sqrt(length)[:, None]).astype(np.float32), length)

    def __len__(self) -> int:
        """How many units it has."""
        return len(self.lengths)

    def measured_in(self, length: float) -> Text:
        """The same text, with lengths as so many times the one given."""
        return Text(self.rows, self.lengths / length)

    def halved(self) -> Text:
        """A text half as long, whose units are two neighbours each."""
        rows, lengths = self.rows, self.lengths
        if len(self) % 2:
            rows, lengths = np.concatenate([rows, 0 * rows[-1:]]), np.append(lengths, 0.0)
        return Text(rows[0::2] + rows[1::2], (lengths[0::2] + lengths[1::2]) / 2)


class SpanEvidence:
    """What is known of any bead of two texts, whose lengths are in average units."""

    def __init__(self, left: Text, right: Text) -> None:
        """Measure all runs of up to LONGEST units of both sides, and how far from all they are."""
        self._rows = left.rows, right.rows
        self._left, self._right = _Runs(left, right), _Runs(right, left)

    def meanings(
        self, beads: Sequence[tuple[int, int]], rows: tuple[int, int], columns: tuple[int, int]
    ) -> Floats:
        """Hold runs of the left that end near each other against runs of the right, by meaning.

        Args:
            beads: how many units of either side, a and b, each at most LONGEST.
            rows: first end of the left runs, and the one after the last; from 1 on.
            columns: the same on the right, from 0 on.

        Returns:
            For each bead and both ends, shape (beads, rows, columns): one less the cosine over
            how far the two runs are from units spread over the other text, so that 1 is what
            chance gives; endless where a run would begin before its text.
        """
        (top, bottom), (first, stop) = rows, columns
        above, before = max(0, top - LONGEST), max(0, first - LONGEST)
        products = self._rows[0][above : bottom - 1] @ self._rows[1][before : stop - 1].T
        # Sums over all before each place, with nothing above and left of the texts.
        table = np.zeros((bottom - top + LONGEST, stop - first + LONGEST))
        sums = table[len(table) - len(products) :, table.shape[1] - products.shape[1] :]
        np.cumsum(np.cumsum(products, axis=0, dtype=float), axis=1, out=sums)
        strips = {
            a: (table[LONGEST:] - table[LONGEST - a : -a]).astype(np.float32)
            for a in {a for a, _ in beads}
        }
        found = np.empty((len(beads), bottom - top, stop - first), np.float32)
        for k, (a, b) in enumerate(beads):
            np.subtract(strips[a][:, LONGEST:], strips[a][:, LONGEST - b : -b], out=found[k])
        left, right = self._ends(beads, rows, columns, "norms")
        found /= left
        found /= right
        np.subtract(1.0, found, out=found)
        np.maximum(found, LEAST, out=found)
        left, right = self._ends(beads, rows, columns, "reach")
        found /= (left + right) / 2
        if min(top, first) < LONGEST:
            for k, (a, b) in enumerate(beads):
                found[k, : max(a - top, 0)] = np.inf
                found[k, :, : max(b - first, 0)] = np.inf
        return found

    def length_differences(
        self, beads: Sequence[tuple[int, int]], rows: tuple[int, int], columns: tuple[int, int]
    ) -> Floats:
        """How far lengths of runs are apart, in [0, FARTHEST], shape (beads, rows, columns).

        Arguments as in :meth:`meanings`.
        """
        left, right = self._ends(beads, rows, columns, "lengths")
        found = left - right
        found *= found
        # The longer, the more the length of a translation varies, as of many small ones.
        found /= np.maximum(left + right, 1e-9)
        return np.minimum(found, FARTHEST, out=found)

    def _ends(
        self,
        beads: Sequence[tuple[int, int]],
        rows: tuple[int, int],
        columns: tuple[int, int],
        what: str,
    ) -> tuple[Floats, Floats]:
        """One quantity of the runs of both sides, shapes (beads, rows, 1), (beads, 1, columns)."""
        left, right = np.array(beads).T
        of_left, of_right = getattr(self._left, what), getattr(self._right, what)
        return of_left[left, slice(*rows), None], of_right[right, None, slice(*columns)]

    def meaning(self, beads: Sequence[tuple[Sequence[int], Sequence[int]]]) -> Floats:
        """The distance of meaning, as :meth:`meanings` has it, of beads with units on both sides.

        Shape (beads,).
        """
        ends = [np.array([bead[side][-1] + 1 for bead in beads], dtype=np.intp) for side in (0, 1)]
        sizes = [np.array([len(bead[side]) for bead in beads], dtype=np.intp) for side in (0, 1)]
        reach = (self._left.reach[sizes[0], ends[0]] + self._right.reach[sizes[1], ends[1]]) / 2
        return np.asarray(np.maximum(1.0 - cosines(*self._rows, beads), LEAST) / reach)


def cosines(
    left: NDArray[np.float32],
    right: NDArray[np.float32],
    beads: Sequence[tuple[Sequence[int], Sequence[int]]],
) -> Floats:
    """Cosine in [-1, 1] of the two runs of each bead, shape (beads,).

    ``left`` and ``right``, shapes (m, d) and (n, d), are the rows of a :class:`Text`.
    """
    if not beads:
        return np.zeros(0)
    sums = []
    for side, rows in enumerate((left, right)):
        starts = np.array([bead[side][0] for bead in beads], dtype=np.intp)
        sizes = np.array([len(bead[side]) for bead in beads], dtype=np.intp)
        total = rows[starts]
        for further in range(1, int(sizes.max())):
            longer = sizes > further
            total[longer] += rows[starts[longer] + further]
        sums.append(total)
    norms = np.linalg.norm(sums[0], axis=1) * np.linalg.norm(sums[1], axis=1)
    products = np.einsum("ij,ij->i", *sums)
    return np.asarray(np.clip(products / np.maximum(norms, 1e-9), -1.0, 1.0), np.float64)


class _Runs:
    """Norm, distance from chance, and length of every run, by its size and the end of it."""

    def __init__(self, text: Text, other: Text) -> None:
        m = len(text)
        shape = (LONGEST + 1, m + 1)
        self.norms = np.full(shape, 1e-9, np.float32)
        self.reach, self.lengths = np.ones(shape, np.float32), np.zeros(shape, np.float32)
        near = [_dots(text.rows, apart) for apart in range(min(LONGEST, m))]
        total = np.concatenate([[0.0], np.cumsum(text.rows @ _typical(other), dtype=float)])
        long = np.concatenate([[0.0], np.cumsum(text.lengths)])
        squares = np.zeros(m + 1)
        for size in range(1, min(LONGEST, m) + 1):
            ends = np.arange(size, m + 1)
            starts = ends - size
            added = near[0][starts] + 2 * sum(near[k][starts] for k in range(1, size))
            # What the run without its first unit has, and what that unit brings with it.
            squares[ends] = squares[ends] + added
            norm = np.sqrt(np.maximum(squares[ends], 1e-12))
            self.norms[size, ends] = norm
            towards = (total[ends] - total[starts]) / norm
            self.reach[size, ends] = np.maximum(1.0 - towards, LEAST)
            self.lengths[size, ends] = long[ends] - long[starts]


def _dots(rows: NDArray[np.float32], apart: int) -> Floats:
    """Products of each row and the one so many rows after it."""
    products = np.einsum("ij,ij->i", rows[apart:], rows[: len(rows) - apart])
    return np.asarray(products, np.float64)


def _typical(text: Text) -> NDArray[np.float32]:
    """The mean of unit vectors spread over a text; zeros for an empty one."""
    if not len(text):
        return np.zeros(text.rows.shape[1], np.float32)
    chosen = np.linspace(0, len(text) - 1, min(SAMPLE, len(text))).astype(np.intp)
    rows = text.rows[chosen]
    mean = (rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9)).mean(axis=0)
    return np.asarray(mean, np.float32)
