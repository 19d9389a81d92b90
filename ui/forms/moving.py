"""Keep what was brought, move a statement, take one out and put it back, see what changed."""

from __future__ import annotations

import functools
import itertools
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

import streamlit as st

from compare.bitext.versions import Change, versions
from compare.report.escaping import line
from corpus import Library
from corpus.errors import CorpusError
from corpus.library import EventRecord, StatementRecord
from corpus.statements import Event, Statement
from ui import caches, session
from ui.components import choice, undoing
from ui.components import elements as prose
from ui.components.elements import Node, quote, tag
from ui.query_address import SHELF


@dataclass(frozen=True, slots=True)
class Removed:
    """A statement that was taken out of the library, with all that is needed to put it back."""

    record: StatementRecord
    event: EventRecord
    originals: dict[str, bytes]


def keep_brought() -> None:
    """The form that keeps what a visitor brought as an event of the library."""
    event = session.brought_event()
    if event is None:
        return
    mark = hash(event)  # Other statements get fields of their own.
    with st.expander("Keep these statements in the library"), st.form("keep-own", border=False):
        name = st.text_input(
            "Name of the event",
            key=f"own-event-{mark}",
            value=_proposed(event),
            max_chars=120,
            help="By which it is found again; an event of that name gets these statements too.",
        )
        title = st.text_input(
            "What the event is called", key=f"own-title-{mark}", value=event.title, max_chars=300
        )
        sent = st.form_submit_button("Keep")
    if sent:
        _keep(event, line(name), line(title))


def _proposed(event: Event) -> str:
    """A name for an event that no event of the library has: its sides, and its date if known."""
    sides = dict.fromkeys(each.side for each in event.statements)
    words = line(" ".join((*sides, str(event.date or "")))).casefold()
    stem = re.sub(r"[^\w.-]+", "-", words).strip("-")[:100] or "event"
    try:
        held = {each.id for each in caches.listed_events()}
    except CorpusError:  # said where it is kept
        held = set()
    return next(name for name in _numbered(stem) if name not in held)


def _numbered(stem: str) -> Iterator[str]:
    """The stem, and then the stem with one number after the other."""
    yield stem
    yield from (f"{stem}-{number}" for number in itertools.count(2))


def _keep(event: Event, name: str, title: str) -> None:
    if not name:
        st.error("Give the event a name, by which the library finds it again.")
        return
    try:
        shelf = caches.user_library(create=True)
        assert shelf is not None
        originals = session.brought_originals()
        ids: dict[str, str] = {}
        for statement in event.statements:
            ids[statement.id] = _unused(shelf, f"{name} {statement.side}", ids.values())
        kept = [each.model_copy(update={"id": ids[each.id]}) for each in event.statements]
        made = Event(id=name, title=title, date=event.date, statements=tuple(kept))
        shelf.add_event(made, {ids[id_]: data for id_, data in originals.items()})
        with st.spinner("Making it ready for search …", show_time=True):
            shelf.index()
    except CorpusError as error:
        prose.complain(error)
        return
    caches.forget_listed()
    st.toast("The statements are in the library.")
    session.show(session.address().turned_to(f"{SHELF}{name}"))
    st.rerun()


def _unused(shelf: Library, name: str, taken: Collection[str]) -> str:
    """An id made of a name, neither taken nor that of a statement of the library."""
    stem = re.sub(r"[^\w.-]+", "-", name.casefold()).strip("-") or "statement"
    return next(id_ for id_ in _numbered(stem) if id_ not in taken and id_ not in shelf)


def move_or_remove(shelf: Library, record: StatementRecord) -> None:
    """Forms that put a statement into another event, or take it out of the library."""
    with st.expander("Move or delete"):
        left, right = st.columns([3, 1], vertical_alignment="bottom")
        with left:
            name = st.text_input(
                "Name of the event that it belongs to",
                value=record.event,
                max_chars=120,
                key=f"move-{record.id}",
                help="An event that is left without statements goes; what is said of it is then "
                "said of this one, where that does not say it itself.",
            )
        right.button(
            "Move",
            key="move",
            on_click=_move,
            args=(shelf, record.id, line(name)),
            disabled=not line(name) or line(name) == record.event,
            width="stretch",
        )
        st.button(
            "Delete this statement",
            key="remove",
            on_click=_remove,
            args=(shelf, record.id),
            help="With all its versions and files; it can be put back until the page is closed.",
        )


def _move(shelf: Library, id_: str, event: str) -> None:
    try:
        shelf.move(id_, event)
    except CorpusError as error:
        session.leave_message(str(error))
    caches.forget_listed()


def _remove(shelf: Library, id_: str) -> None:
    try:
        record = shelf.statement_record(id_)  # As it is now: versions may have come since.
        event = shelf.record(record.event)
        digests = {version.original for version in record.versions if version.original}
        held = Removed(record, event, {digest: shelf.original(digest) for digest in digests})
        shelf.remove(record.id)
    except CorpusError as error:
        session.leave_message(str(error))
        return
    session.keep_removed(session.STATEMENTS, held)
    session.go(opened="", span=None)
    caches.forget_listed()


def offer_undo(shelf: Library) -> None:
    """Say what was deleted, each with a button that puts it back; and what went wrong."""
    if message := session.take_message():
        prose.complain(CorpusError(message))
    undoing.offer(
        session.all_removed(session.STATEMENTS),
        lambda held: f"Deleted: {held.record.statement.side}, {held.event.title or held.event.id}.",
        functools.partial(_undo, shelf),
        "Deleted before",
    )


def _undo(shelf: Library, held: Removed) -> None:
    try:
        shelf.restore(held.record, held.event, held.originals)
    except CorpusError as error:
        session.leave_message(str(error))
        return
    session.forget_removed(session.STATEMENTS, held)
    caches.forget_listed()


def changes(record: StatementRecord) -> None:
    """What was added, dropped and changed between two versions of a statement."""
    if len(record.versions) < 2:
        return
    by_number = {version.number: version for version in record.versions}
    with st.expander("What changed between versions"):
        earlier = choice.select(
            "Compared with the newest: version",
            [number for number in reversed(by_number) if number != record.newest.number],
            lambda number: f"{number}, of {by_number[number].added:%Y-%m-%d %H:%M} UTC",
            key=f"earlier-{record.id}-{len(by_number)}",
        )
        old = by_number[earlier or record.newest.number - 1].statement
        found = versions(old, record.statement)
        lines = [node for each in found if each.kind != "same" for node in _change(each, old)]
        same = tag("p", "The two say the same, word for word.", look="quiet")
        prose.show(lines or same, key="changes")


def _change(change: Change, old: Statement) -> list[Node]:
    said = tag("p", tag("strong", change.kind), look="small")
    if change.kind != "changed":
        return [said, quote(change.old or change.new, old.language)]
    words = [
        tag(
            "li", tag("del", each.old), " → " if each.old and each.new else "", tag("ins", each.new)
        )
        for each in change.words
    ]
    return [said, quote(change.new, old.language), tag("ul", words)]
