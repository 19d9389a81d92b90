"""Two texts, their units, and the beads that hold every unit at least once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal, Self

from compare.bitext.units import Spans, Units
from compare.languages import joiner

if TYPE_CHECKING:
    from corpus.statements import Statement

Mode = Literal["order-free", "monotone"]

HEAD = "left\tright\tscore\tleft text\tright text"
"""First line of a table."""


@dataclass(frozen=True, slots=True)
class Bead:
    """Units of both sides that belong together, or one that has no counterpart."""

    left: tuple[int, ...]
    right: tuple[int, ...]
    score: float | None
    """Order-free: the probability in [0, 1] that they carry the same point. Monotone: the cosine
    of the joined texts, in [-1, 1]. None where a side is empty."""


@dataclass(frozen=True)
class AlignedTexts:
    """Two texts, their units and the beads that hold every unit at least once."""

    left: Statement
    right: Statement
    left_units: Spans
    """First character and the one after the last, of each unit; they may be equal for a line."""
    right_units: Spans
    beads: tuple[Bead, ...]
    """By their first left unit, one without a left unit after the one before it on the right."""
    units: Units
    mode: Mode

    @property
    def links(self) -> tuple[Bead, ...]:
        """The beads that hold units of both sides."""
        return tuple(bead for bead in self.beads if bead.left and bead.right)

    def by_score(self) -> Self:
        """The same with the least certain links first, then the units that stand alone.

        So a person reads the first fifty of five thousand.
        """
        scored = sorted(
            self.beads, key=lambda bead: (bead.score is None, bead.score or 0.0, bead.left)
        )
        return replace(self, beads=tuple(scored))

    def texts(self, bead: Bead) -> tuple[str, str]:
        """The words of both sides of a bead, each on one line without tabs."""
        return (
            _joined(self.left, self.left_units, bead.left),
            _joined(self.right, self.right_units, bead.right),
        )


def _joined(statement: Statement, units: Spans, chosen: Sequence[int]) -> str:
    parts = (" ".join(statement.text[slice(*units[i])].split()) for i in chosen)
    return joiner(statement.language).join(parts)
