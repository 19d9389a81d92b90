"""Events and statements of the library as lists show them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from corpus.library import EventRecord
from ui.components import elements


@dataclass(frozen=True, slots=True)
class ListedStatement:
    """A statement of the library as a list shows it."""

    id: str
    side: str
    language: str
    title: str
    versions: int


@dataclass(frozen=True, slots=True)
class ListedEvent:
    """An event of the library as a list shows it."""

    id: str
    name: str
    """Its title, or else its id."""
    date: dt.date | None
    place: str
    tags: tuple[str, ...]
    note: str
    statements: tuple[ListedStatement, ...]
    judgements: int

    @property
    def title(self) -> str:
        """Date and name in one."""
        return f"{self.date or 'undated'}  {self.name}"

    @property
    def sides(self) -> tuple[str, ...]:
        """Sides with their languages, in the order of the statements."""
        return tuple(f"{each.side} ({each.language})" for each in self.statements)

    @property
    def content(self) -> tuple[object, ...]:
        """Changes when what is compared of it does, or what people said of that."""
        return self.date, self.statements, self.judgements


def listed_event(record: EventRecord, judgements: int) -> ListedEvent:
    """An event with its newest statements, and how often people judged of it."""
    statements = tuple(
        ListedStatement(
            each.id,
            each.statement.side,
            each.statement.language,
            elements.called(each.statement),
            each.newest.number,
        )
        for each in record.statements
    )
    return ListedEvent(
        record.id,
        record.title or record.id,
        record.date,
        record.place,
        record.tags,
        record.note,
        statements,
        judgements,
    )
