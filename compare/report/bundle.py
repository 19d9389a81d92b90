"""One comparison, an event or a whole set of them, as every report takes it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from compare.comparison import SIDES
from compare.report.content import findings
from compare.report.export.schema import EventExport, Export
from compare.report.words import EN, Words

Result = Export | EventExport


@dataclass(frozen=True, slots=True)
class Bundle:
    """The results of a report, at least one, in the order they were given."""

    results: tuple[Result, ...]

    @property
    def of_one(self) -> Result | None:
        """The one result; None where there are more."""
        return self.results[0] if len(self.results) == 1 else None

    @property
    def pairs(self) -> tuple[Export, ...]:
        """Every comparison of two texts."""
        return tuple(
            pair
            for one in self.results
            for pair in (one.pairs if isinstance(one, EventExport) else (one,))
        )

    @property
    def date(self) -> dt.date | None:
        """Date of the one event."""
        one = self.of_one
        if isinstance(one, EventExport):
            return one.event.date
        return one.left.date or one.right.date if one is not None else None

    def title(self, words: Words = EN) -> str:
        """What the report is called."""
        one = self.of_one
        if one is None:
            return words.say("title.set", count=len(self.results))
        if isinstance(one, EventExport):
            return one.event.title or one.event.id
        left, right = (findings.name(one, side, words) for side in SIDES)
        return words.say("title.pair", left=left, right=right)

    @property
    def facts(self) -> str:
        """Date and place of the one event."""
        one = self.of_one
        location = one.event.place if isinstance(one, EventExport) else ""
        return ", ".join(filter(None, (str(self.date or ""), location)))

    def renamed(self, names: Mapping[str, str]) -> Bundle:
        """The same with other names for the sides; a side that is not named keeps its own."""
        return Bundle(tuple(_renamed(one, names) for one in self.results)) if names else self


def _renamed(one: Result, names: Mapping[str, str]) -> Result:
    if isinstance(one, EventExport):
        sides = tuple(
            side.model_copy(update={"side": names.get(side.side, side.side)})
            for side in one.matrix.sides
        )
        pairs = tuple(_renamed(pair, names) for pair in one.pairs)
        matrix = one.matrix.model_copy(update={"sides": sides})
        return one.model_copy(update={"matrix": matrix, "pairs": pairs})
    left, right = (
        side.model_copy(update={"side": names.get(side.side, side.side)})
        for side in (one.left, one.right)
    )
    return one.model_copy(update={"left": left, "right": right})
