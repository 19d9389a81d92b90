"""Where the highlights of all events stand in the texts as they are now."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, replace

from compare.coding import highlights
from compare.coding.exchange.texts import Texts
from compare.coding.highlights import Highlight
from corpus import Library, samples
from corpus.statements import Event, Statement
from corpus.text.hashing import text_hash
from ui import caches
from ui.query_address import SHELF, Address


@dataclass(frozen=True, slots=True)
class Found:
    """A highlight, and where its words stand now."""

    highlight: Highlight
    event: str
    """What the event is called."""
    statement: Statement | None = None
    """The text as it is now; None where it is gone."""
    address: Address | None = None
    """The view of the text, at that passage where it is known; None where nothing shows it."""
    page: str = ""
    """The page of that view: both texts side by side, or the library."""
    changed: bool = False
    """Whether the text has changed since it was highlighted."""
    placed: bool = True
    """Whether the words stand in the text of now, at one place."""
    since: dt.datetime | None = None
    """When it was highlighted; its own time is that of the last change."""


class Located:
    """Highlights of all events, with the texts that they are of."""

    def __init__(self, shelf: Library, seen: Address | None = None) -> None:
        """Read those of a library.

        Args:
            shelf: the library.
            seen: what is shown, for texts are compared in the same way; as by default if None.

        Raises:
            CodingError: one was written by a newer program.
            LibraryError: the library cannot be read.
        """
        self._shelf, self._seen = shelf, seen or Address()
        entries = highlights.read_library(shelf)
        self.highlights = highlights.current(entries)
        self._first = highlights.first(entries)
        wanted = dict.fromkeys(each.event for each in self.highlights)
        moved = dict.fromkeys(each.passage.statement for each in self.highlights)
        wanted |= dict.fromkeys(shelf.statement_record(id_).event for id_ in moved if id_ in shelf)
        held = frozenset(shelf.event_ids())
        known = [pair for id_ in wanted for pair in self._views_of(id_, id_ in held)]
        self._views = {id(event): address for event, address in known}
        self.texts = Texts(event for event, _ in known)

    def find(self, found: Highlight) -> Found:
        """Where a highlight stands.

        Raises:
            LibraryError: the library cannot be read, or its text was removed meanwhile.
        """
        return replace(self._find(found), since=self._first[found.mark].time)

    def _find(self, found: Highlight) -> Found:
        here = self.texts.locate(found.passage)
        if here is not None:
            address = self._side_by_side(here.event, here.statement, (here.start, here.end))
            return Found(found, here.event.title or here.event.id, here.statement, address)
        held = [
            (event, statement, highlights.words_in(found, statement.text))
            for event in self.texts.events
            for statement in event.statements
            if statement.id == found.passage.statement
        ]
        # In one of the languages of an event its words may be left; in the others never were.
        event, statement, span = max(held, key=lambda each: each[2] is not None, default=_NOWHERE)
        if event is None or statement is None or (span is None and statement.id in self._shelf):
            return self._alone(found)
        address = self._side_by_side(event, statement, span)
        title = event.title or event.id
        return Found(found, title, statement, address, changed=True, placed=span is not None)

    def _side_by_side(
        self, event: Event, statement: Statement, span: tuple[int, int] | None
    ) -> Address:
        return replace(
            self._views[id(event)],
            pair=(0, event.statements.index(statement) or 1),
            opened=statement.id,
            span=span,
        )

    def _alone(self, found: Highlight) -> Found:
        """Where a text stands by itself: of an event of one statement, or without the words."""
        id_ = found.passage.statement
        if id_ not in self._shelf:
            named = next((e for e in self.texts.events if e.id == found.event), None)
            return Found(found, named.title if named and named.title else found.event)
        record = self._shelf.statement_record(id_)
        event, text = self._shelf.record(record.event), record.statement
        span = highlights.words_in(found, text.text)
        address = replace(self._seen.turned_to(""), opened=id_, span=span)
        changed = text_hash(text.text) != found.passage.text
        title = event.title or event.id
        return Found(found, title, text, address, "library", changed, span is not None)

    def _views_of(self, id_: str, held: bool) -> Iterator[tuple[Event, Address]]:
        """An event of the library or a bundled one, in each of its languages, and its view."""
        if held and self._shelf.record(id_).complete:
            yield self._shelf.event(id_), self._seen.turned_to(f"{SHELF}{id_}")
        if id_ in samples.names():
            for language in caches.languages(id_):
                view = replace(self._seen.turned_to(id_), language=language)
                yield caches.bundled(id_, language), view


_NOWHERE: tuple[Event | None, Statement | None, tuple[int, int] | None] = (None, None, None)
