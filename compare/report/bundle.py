"""What a report is made from: one comparison, one event, or a set of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from compare.comparison import SIDES
from compare.errors import SideError
from compare.phrases.words import EN, Words
from compare.report.content import findings
from compare.report.export.schema import EventExport, Export

Result = Export | EventExport


@dataclass(frozen=True, slots=True)
class Bundle:
    """The results of a report, at least one, in the order they were given."""

    results: tuple[Result, ...]

    @property
    def of_one(self) -> Result | None:
        """The only result; None where there are several."""
        return self.results[0] if len(self.results) == 1 else None

    @property
    def pairs(self) -> tuple[Export, ...]:
        """Every comparison of two texts."""
        return tuple(
            pair
            for result in self.results
            for pair in (result.pairs if isinstance(result, EventExport) else (result,))
        )

    @property
    def date(self) -> dt.date | None:
        """Date of a single event or comparison; None for a set, or where it is not known."""
        result = self.of_one
        if isinstance(result, EventExport):
            return result.event.date
        return result.left.date or result.right.date if result is not None else None

    def title(self, words: Words = EN) -> str:
        """Return the title: of the event, of the two sides, or of the set."""
        result = self.of_one
        if result is None:
            return words.say("title.set", count=len(self.results))
        if isinstance(result, EventExport):
            return result.event.title or result.event.id
        left, right = (findings.name(result, side, words) for side in SIDES)
        return words.say("title.pair", left=left, right=right)

    @property
    def facts(self) -> str:
        """Date and place of a single result, separated by a comma; empty where not known."""
        result = self.of_one
        location = result.event.place if isinstance(result, EventExport) else ""
        return ", ".join(filter(None, (str(self.date or ""), location)))

    def renamed(self, names: Mapping[str, str]) -> Bundle:
        """Return the bundle with new names of sides, by old name; others keep theirs.

        Raises:
            SideError: no side of any result has an old name.
        """
        if not names:
            return self
        sides = list(dict.fromkeys(s.side for pair in self.pairs for s in (pair.left, pair.right)))
        known: dict[str, str] = {}
        for asked, new in names.items():
            found = [s for s in sides if s == asked] or [
                s for s in sides if s.casefold() == asked.casefold()
            ]
            if not found:
                raise SideError(f"no side is called {asked!r}: rename one of {', '.join(sides)}")
            known |= dict.fromkeys(found, new)
        return Bundle(tuple(_renamed(result, known) for result in self.results))


def _renamed(result: Result, names: Mapping[str, str]) -> Result:
    if isinstance(result, EventExport):
        sides = tuple(
            side.model_copy(update={"side": names.get(side.side, side.side)})
            for side in result.matrix.sides
        )
        pairs = tuple(_renamed(pair, names) for pair in result.pairs)
        matrix = result.matrix.model_copy(update={"sides": sides})
        return result.model_copy(update={"matrix": matrix, "pairs": pairs})
    left, right = (
        side.model_copy(update={"side": names.get(side.side, side.side)})
        for side in (result.left, result.right)
    )
    return result.model_copy(update={"left": left, "right": right})
