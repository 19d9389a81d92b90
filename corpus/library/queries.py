"""What a library holds: the half of it that only reads."""

from __future__ import annotations

from collections.abc import Iterator
from types import TracebackType
from typing import Self

import sqlalchemy as sa

from corpus.errors import LibraryError
from corpus.library import reading, tables
from corpus.library.database import Database
from corpus.library.records import EventRecord, JudgementRecord, StatementRecord
from corpus.statements import Event, Statement

_AT_ONCE = 50


class Holdings:
    """Events, statements, bytes and results, as they are when asked for."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def __repr__(self) -> str:
        return f"<library {self.name}>"

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    @property
    def name(self) -> str:
        """Where it is kept, without any password."""
        return self._database.name

    def close(self) -> None:
        """Let go of the database."""
        self._database.close()

    def events(self) -> Iterator[Event]:
        """All events that can be compared, oldest first, each statement in its newest version."""
        return (record.event() for record in self.records() if record.complete)

    def event(self, id_: str) -> Event:
        """An event with its statements in their newest versions.

        Raises:
            LibraryError: there is none of that id.
            EventError: it has fewer than two statements.
        """
        return self.record(id_).event()

    def __contains__(self, statement: object) -> bool:
        """Whether there is a statement of this id."""
        known = sa.select(tables.statements.c.number).where(tables.statements.c.id == statement)
        with self._database.reading() as base:
            return isinstance(statement, str) and base.execute(known).scalar() is not None

    def event_ids(self) -> tuple[str, ...]:
        """Ids of all events, oldest first, those without a date last."""
        with self._database.reading() as base:
            return tuple(reading.event_ids(base))

    def records(self, *, newest: bool = False) -> Iterator[EventRecord]:
        """All events as they are kept, also those still without a second statement.

        Args:
            newest: whether each statement bears its newest version alone, which is read sooner.
        """
        ids = self.event_ids()
        for start in range(0, len(ids), _AT_ONCE):
            with self._database.reading() as base:
                part = reading.event_records(base, ids[start : start + _AT_ONCE], newest=newest)
            yield from part

    def record(self, id_: str) -> EventRecord:
        """An event as it is kept.

        Raises:
            LibraryError: there is none of that id.
        """
        with self._database.reading() as base:
            reading.event_number(base, id_)
            return reading.event_records(base, [id_])[0]

    def statement(self, id_: str, version: int | None = None) -> Statement:
        """A statement in its newest version, or as it was.

        Raises:
            LibraryError: there is no such statement or version.
        """
        record = self.statement_record(id_)
        if version is None:
            return record.statement
        for kept in record.versions:
            if kept.number == version:
                return kept.statement
        raise LibraryError(
            f"statement {id_!r} has no version {version}; it has 1 to {record.newest.number}"
        )

    def statement_record(self, id_: str) -> StatementRecord:
        """A statement with its versions, tags and note.

        Raises:
            LibraryError: there is none of that id.
        """
        with self._database.reading() as base:
            return reading.statement_record(base, id_)

    def original(self, sha256: str) -> bytes:
        """The bytes that a statement was read from, by their SHA-256 in hexadecimal.

        Raises:
            LibraryError: none are kept under it.
        """
        with self._database.reading() as base:
            return reading.original(base, sha256)

    def judgements(self, event: str | None = None) -> tuple[JudgementRecord, ...]:
        """What people said of results, of one event or of all, in the order it came in."""
        with self._database.reading() as base:
            return reading.judgement_records(base, event)

    def judgement_counts(self) -> dict[str, int]:
        """How many judgements there are of each event that has any, by its id."""
        with self._database.reading() as base:
            return reading.judgement_counts(base)

    def comparison(self, key: str) -> str | None:
        """The JSON kept under a key, or None."""
        table = tables.comparisons
        with self._database.reading() as base:
            found = base.execute(sa.select(table.c.json).where(table.c.key == key)).scalar()
        return None if found is None else str(found)
