"""Library: events and their statements in a database, kept, found and checked."""

from __future__ import annotations

import datetime as dt
import functools
import json
import os
from collections.abc import Iterable, Mapping
from pathlib import Path

import sqlalchemy as sa

from corpus.library import checking, history, reading, suggestion, tables, writing
from corpus.library.exchange import archive as exchange
from corpus.library.paragraphs import Paragraphs
from corpus.library.queries import Holdings
from corpus.library.search.search import By, search
from corpus.library.search.vector_index import Meanings

from ..errors import LibraryError
from ..statements import Event, Statement
from .database import Database
from .history import cut_again
from .records import (
    Clauses,
    Encoder,
    EventRecord,
    Filter,
    Hit,
    Imported,
    JudgementRecord,
    Problem,
    Progress,
    Segmenter,
    StatementRecord,
    Suggestion,
)


class Library(Holdings):
    """Events and statements in an SQLite file or a PostgreSQL database.

    Every change is one transaction: kept whole once the call returns, or not at all. Threads
    and processes may use one library at once.
    """

    def __init__(
        self,
        where: str | os.PathLike[str],
        *,
        segmenter: Segmenter | None = None,
        encoder: Encoder | None = None,
        clauses: Clauses | None = None,
        namer: suggestion.Namer = suggestion.capitalised,
        create: bool = True,
    ) -> None:
        """Open a library; one of an older Readouts is upgraded, with a copy beside an SQLite file.

        Args:
            where: path of a file, or ``postgresql://user:password@host/database``.
            segmenter: cuts statements into the passages that are searched; by default into
                paragraphs.
            encoder: needed only to search by meaning.
            clauses: cuts a passage into what a search by meaning looks at beside the whole.
            namer: names in a statement, for :meth:`suggest`.
            create: whether to make a library where there is none.

        Raises:
            LibraryError: it cannot be opened, or was written by a newer Readouts.
        """
        super().__init__(Database(where, create=create))
        self._segmenter = segmenter or Paragraphs()
        self._namer = namer
        meanings = Meanings(self._database, encoder, clauses) if encoder is not None else None
        self._meanings = meanings
        # Statements of a library that was upgraded to one that can be searched.
        cut_again(self._database, self._segmenter, only_uncut=True)

    def add(
        self,
        statement: Statement,
        event: str | None = None,
        *,
        original: bytes | None = None,
        tags: Iterable[str] = (),
        note: str = "",
    ) -> StatementRecord:
        """Keep a statement in an event, which is made where there is none.

        The same statement with other words is a new version; nothing is overwritten. It is the
        same if its id is, or its address, side and language within the event.

        Args:
            statement: what to keep.
            event: id of the event, which takes the date of its first statement; by default the
                one it is in (a page is known by its address and date), else one of its own,
                named like the statement.
            original: the bytes it was read from, kept beside it.
            tags: added to those the statement has.
            note: written under what is noted already.

        Raises:
            LibraryError: the statement is in another event, the bytes are not those its source
                names, or something in it cannot be kept.
        """
        with self._database.writing() as base:
            number = history.home(base, statement) if event is None else None
            if number is None:
                title = statement.title if event is None else ""
                number = writing.put_event(base, event or statement.id, title)
            writing.fill_in(base, tables.events, number, {"date": statement.date})
            id_ = history.put_statement(base, number, statement, original, self._segmenter)
            self._remark(base, id_, tags, note)
            return reading.statement_record(base, id_)

    def add_event(self, event: Event, originals: Mapping[str, bytes] | None = None) -> EventRecord:
        """Keep an event with all its statements at once.

        Args:
            event: what to keep; title, date and place count where the event is new.
            originals: bytes by the id of the statement that was read from them.

        Raises:
            LibraryError: as for :meth:`add`; then nothing of the event is kept.
        """
        bytes_of = originals or {}
        with self._database.writing() as base:
            number = writing.put_event(base, event.id, event.title, event.date, event.place)
            for statement in event.statements:
                original = bytes_of.get(statement.id)
                history.put_statement(base, number, statement, original, self._segmenter)
            id_ = writing.name(event.id, "the event's id")
            return reading.event_records(base, [id_])[0]

    def edit_event(
        self,
        id_: str,
        *,
        title: str | None = None,
        date: dt.date | None = None,
        place: str | None = None,
        note: str | None = None,
        tags: Iterable[str] | None = None,
    ) -> EventRecord:
        """Say what an event is; what is not given stays.

        Raises:
            LibraryError: there is none of that id, or a tag cannot be kept.
        """
        given = {"title": title, "date": date, "place": place, "note": note}
        changes = {key: value for key, value in given.items() if value is not None}
        with self._database.writing() as base:
            number = reading.event_number(base, id_)
            writing.edit(base, tables.events, number, changes)
            if tags is not None:
                writing.set_tags(base, tables.event_tags, number, tags)
            return reading.event_records(base, [id_])[0]

    def edit_statement(
        self, id_: str, *, note: str | None = None, tags: Iterable[str] | None = None
    ) -> StatementRecord:
        """Note something on a statement; its text is changed by adding it anew.

        Raises:
            LibraryError: there is none of that id, or a tag cannot be kept.
        """
        with self._database.writing() as base:
            number = reading.statement_number(base, id_)
            if note is not None:
                writing.edit(base, tables.statements, number, {"note": note})
            if tags is not None:
                writing.set_tags(base, tables.statement_tags, number, tags)
            return reading.statement_record(base, id_)

    def move(self, statement: str, event: str) -> EventRecord:
        """Put a statement into another event; one left without statements goes.

        What was said of an event that goes is said of the other, where that does not say it itself.

        Raises:
            LibraryError: there is no such statement.
        """
        with self._database.writing() as base:
            number, goal = reading.statement_number(base, statement), writing.put_event(base, event)
            writing.move_statement(base, number, goal)
            date = reading.statement_record(base, statement).statement.date
            writing.fill_in(base, tables.events, goal, {"date": date})
            return reading.event_records(base, [writing.name(event, "the event's id")])[0]

    def remove(self, statement: str) -> None:
        """Take out a statement with all its versions, and its event if that is left with none.

        Raises:
            LibraryError: there is no such statement.
        """
        with self._database.writing() as base:
            writing.remove_statement(base, reading.statement_number(base, statement))

    def restore(
        self, record: StatementRecord, event: EventRecord, originals: Mapping[str, bytes]
    ) -> StatementRecord:
        """Keep again what :meth:`remove` took out: its versions as they were, in its old place.

        Args:
            record: the statement as it was.
            event: its event as it was, which is made again where it went with the statement.
            originals: the bytes that its versions were read from, by their SHA-256.

        Raises:
            LibraryError: a statement of its id is kept by now.
        """
        with self._database.writing() as base:
            number = writing.put_event(base, event.id, event.title, event.date, event.place)
            held = [each.id for each in reading.event_records(base, [event.id])[0].statements]
            if not held:
                writing.add_tags(base, tables.event_tags, number, event.tags)
                writing.add_note(base, tables.events, number, event.note)
            if record.id in held:
                raise LibraryError(f"statement {record.id!r} is in the library already")
            versions = [
                (
                    version.statement,
                    functools.partial(originals.get, version.original),
                    version.added,
                )
                for version in record.versions
            ]
            history.put_history(base, number, versions, self._segmenter)
            self._remark(base, record.id, record.tags, record.note)
            before = [each.id for each in event.statements]
            there = [record.id, *held]
            order = [id_ for id_ in before if id_ in there]
            order += [id_ for id_ in held if id_ not in before]  # What was added since.
            writing.order_statements(base, number, order)
            return reading.statement_record(base, record.id)

    def index(self, progress: Progress | None = None) -> int:
        """Make ready what search needs: passages cut by this segmenter, vectors by this encoder.

        Done in batches, each kept at once; when interrupted it goes on where it was. Returns
        how many passages were encoded.

        Raises:
            LibraryError: the encoder's vectors do not fit those kept under its fingerprint.
        """
        cut_again(self._database, self._segmenter)
        return self._meanings.encode(progress) if self._meanings is not None else 0

    def pending(self) -> int:
        """How many passages :meth:`index` would encode."""
        return self._meanings.pending() if self._meanings is not None else 0

    def search(
        self, text: str, where: Filter | None = None, *, by: By = "both", most: int = 20
    ) -> list[Hit]:
        """Find passages, best first, among the newest versions.

        By words: each word of ``text`` occurs, in any order; what stands in quotes as it is. By
        meaning: passages near it, in any language the encoder knows and as far as
        :meth:`index` has made them ready. Best first is one order for all languages.

        Raises:
            LibraryError: search by meaning alone, and the library was opened without encoder; or
                ``where`` names a side, language, event or tag that the library does not have.
        """
        if by == "meaning" and self._meanings is None:
            raise LibraryError("search by meaning needs an encoder; open the library with one")
        return search(self._database, self._meanings, text, where or Filter(), by, most)

    def suggest(self, statement: Statement | None = None) -> list[Suggestion]:
        """Events that seem to be one, or those a new statement may belong to, likeliest first."""
        records = self.records() if statement is None else self._around(statement.date)
        return suggestion.suggest(records, self._namer, statement)

    def earlier(self, statement: Statement, event: str) -> StatementRecord | None:
        """The statement of an event that this one edits, by its side, language and text.

        Added under the id of that one, it becomes a new version. None where there is none alike,
        or no such event.
        """
        with self._database.reading() as base:
            found = reading.event_records(base, [writing.name(event, "the event's id")])
        return suggestion.earlier(found[0], statement) if found else None

    def export(self, path: str | os.PathLike[str]) -> None:
        """Write the whole library as a ZIP of plain files: the same library, the same bytes.

        Raises:
            LibraryError: the file cannot be written.
        """
        exchange.export(self._database, Path(path))

    def import_(self, path: str | os.PathLike[str], progress: Progress | None = None) -> Imported:
        """Bring in an export, as a ZIP or unpacked; what is there already stays as it is.

        Each event comes in whole or not at all, and an import may be repeated.

        Raises:
            LibraryError: it is no export, or something in it does not fit; names the file.
        """
        return exchange.import_(self._database, Path(path), self._segmenter, progress)

    def check(self) -> list[Problem]:
        """What is amiss in the library; empty where it is whole."""
        return checking.check(self._database)

    def keep_comparison(self, key: str, text: str) -> None:
        """Keep the JSON of a comparison under the digest of all it depends on.

        Raises:
            LibraryError: it is not valid JSON.
        """
        try:
            json.loads(text)
        except (ValueError, RecursionError):
            raise LibraryError("a comparison is kept as JSON, and this is none") from None
        table = tables.comparisons
        with self._database.writing() as base:
            base.execute(sa.delete(table).where(table.c.key == key))
            base.execute(sa.insert(table).values(key=key, json=text))

    def keep_judgements(self, records: Iterable[JudgementRecord]) -> int:
        """Keep what people said of results, all of it or nothing; it is never changed again.

        A record whose id is kept already, with the same content, stays as it is.

        Returns:
            How many were not there before.

        Raises:
            LibraryError: one is not valid JSON or too long, or another of its id is kept.
        """
        with self._database.writing() as base:
            return writing.put_judgements(base, records)

    def _around(self, date: dt.date | None) -> list[EventRecord]:
        """Events of about that day, and those whose day is not known."""
        with self._database.reading() as base:
            return reading.event_records(base, reading.events_around(base, date, suggestion.DAYS))

    def _remark(self, base: sa.Connection, id_: str, tags: Iterable[str], note: str) -> None:
        number = reading.statement_number(base, id_)
        writing.add_tags(base, tables.statement_tags, number, tags)
        if note:
            writing.add_note(base, tables.statements, number, note)
