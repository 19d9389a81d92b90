"""The texts that judgements are of, and where in them the judgements stand."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from compare.coding.judgements import Anchor
from compare.evaluation.offsets import NonWhite
from corpus.statements import Event, Statement
from corpus.text.hashing import text_hash


@dataclass(frozen=True)
class Located:
    """An anchor in the text that it is of."""

    event: Event
    statement: Statement
    start: int
    end: int
    """Characters of the statement's text."""


class Texts:
    """Events, found by the texts of their statements."""

    def __init__(self, events: Iterable[Event]) -> None:
        self.events = tuple(events)
        self._held: dict[str, list[tuple[Event, Statement, NonWhite]]] = {}
        for event in self.events:
            for statement in event.statements:
                held = event, statement, NonWhite(statement.text)
                self._held.setdefault(text_hash(statement.text), []).append(held)

    def locate(self, anchor: Anchor) -> Located | None:
        """Where an anchor stands; None where there is no such text."""
        found = self._held.get(anchor.text, [])
        same = [held for held in found if held[1].id == anchor.statement]
        for event, statement, counted in same or found:
            try:
                start, end = counted.restore(anchor.start, anchor.end)
            except IndexError:
                continue
            return Located(event, statement, start, end)
        return None
