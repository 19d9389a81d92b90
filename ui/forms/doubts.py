"""What reading a page or a PDF left in doubt: said above its text, on every page that shows it."""

from __future__ import annotations

from collections.abc import Iterable

import streamlit as st

from corpus import Document
from corpus.errors import CorpusError
from corpus.library import StatementRecord
from corpus.statements import Event
from ui import caches, session
from ui.components import elements as prose
from ui.query_address import OWN, Address


def say(address: Address, event: Event) -> None:
    """Say which statements of the event that is shown were read with doubt."""
    found = session.brought_doubts() if address.event == OWN else _kept(address)
    remedy = "paste it above" if address.event == OWN else "edit it on the page Library"
    for statement in event.statements:
        if doubt := found.get(statement.id):
            _warn(statement.side, doubt, remedy)


def _kept(address: Address) -> dict[str, str]:
    """The doubts of the statements of an event of the library, by their id."""
    shelf = caches.user_library() if address.held else None
    try:
        records = shelf.record(address.held).statements if shelf else ()
        return {record.id: caches.doubt_of(record) for record in records}
    except CorpusError:
        return {}  # The event is gone meanwhile, and the page says so.


def say_of_record(record: StatementRecord) -> None:
    """Say whether the newest version of a statement of the library was read with doubt."""
    if doubt := caches.doubt_of(record):
        _warn(record.statement.side, doubt, "edit it below")


def found(documents: Iterable[Document]) -> tuple[tuple[str, str], ...]:
    """Side and doubt of what was read with doubt."""
    return tuple((each.statement.side, each.doubt) for each in documents if each.doubt)


def say_of_added() -> None:
    """Say what of the statements added last was read with doubt, until it was seen."""
    added = session.added_doubts()
    for side, doubt in added:
        _warn(side, doubt, "open the statement and edit it")
    if added:
        st.button("Seen", key="doubts-seen", on_click=session.leave_doubts, args=((),))


def _warn(side: str, doubt: str, remedy: str) -> None:
    text = f"{side}, read with doubt: the file {doubt}. If the text is not whole, {remedy}."
    st.warning(prose.inert(text))
