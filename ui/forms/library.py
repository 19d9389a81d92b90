"""Add statements to the library, and say more of what is there."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

import streamlit as st

from compare.report.escaping import line
from corpus import Document, Library, read_documents
from corpus.errors import CorpusError, ReadError
from corpus.library import StatementRecord
from corpus.statements import Statement
from ui import caches, session
from ui.components import choice
from ui.components import elements as prose
from ui.forms import doubts, facts
from ui.forms.upload import LANGUAGES, check_length, suffixes
from ui.listed import ListedEvent


def add() -> None:
    """The form that keeps a statement: from files, by paste, or from an address."""
    with st.expander("Add statements"):
        problems = st.container()  # Above the fields, where it is seen.
        sent = _add_fields()
    if sent:
        with problems:
            _keep()


def _add_fields() -> bool:
    """The fields of the form; whether it was sent."""
    with st.form("keep", border=False, clear_on_submit=False):
        left, right = st.columns(2, gap="medium")
        with left:
            st.file_uploader(
                "Files",
                type=suffixes(),
                accept_multiple_files=True,
                key="keep-files",
                help="Web pages, PDF, Word, text, Markdown, JSON, or a ZIP of them.",
            )
            st.text_area("or paste a text", height=160, key="keep-text")
            if session.may_fetch():
                st.text_input("or an address", placeholder="https://…", key="keep-address")
        with right:
            st.text_input(
                "Event",
                key="keep-event",
                max_chars=120,
                placeholder="blinken-liu-2024",
                help="Statements of one event get the same name here; new names make new events.",
            )
            st.text_input("Who speaks", key="keep-side", max_chars=60, placeholder="US")
            choice.select("Language", LANGUAGES, LANGUAGES.__getitem__, key="keep-language")
            facts.fields("keep", "")
            st.text_input("Tags", key="keep-tags", placeholder="call, Taiwan", max_chars=200)
            st.text_input("Note", key="keep-note", max_chars=500)
        return st.form_submit_button("Keep in the library", type="primary")


def _keep() -> None:
    try:
        documents = _read()
        shelf = caches.user_library(create=True)
        assert shelf is not None
        event = line(session.widget_value("keep-event")) or None
        with st.spinner("Keeping it and making it ready for search …", show_time=True):
            for document in documents:
                shelf.add(
                    _edited(shelf, document.statement, event),
                    event,
                    original=facts.original(document),
                    tags=_tags(session.widget_value("keep-tags")),
                    note=line(session.widget_value("keep-note")),
                )
            shelf.index()
    except CorpusError as error:
        prose.complain(error)
        return
    caches.forget_listed()
    session.leave_doubts(doubts.found(documents))
    count = len(documents)
    st.toast(f"{count} {'statement is' if count == 1 else 'statements are'} in the library.")
    st.rerun()


def _edited(shelf: Library, statement: Statement, event: str | None) -> Statement:
    """The statement, as a new version of the one in the event that it edits, if it edits one.

    What is not said of it anew stays as it was said of the one before.
    """
    found = shelf.earlier(statement, event) if event else None
    if found is None:
        return statement
    before = found.statement
    known = {"publisher": before.source.publisher, "url": before.source.url}
    source = {name: getattr(statement.source, name) or value for name, value in known.items()}
    return statement.model_copy(
        update={
            "id": found.id,
            "title": statement.title or before.title,
            "author": statement.author or before.author,
            "date": statement.date or before.date,
            "source": statement.source.model_copy(update=source),
        }
    )


def _reworded(statement: Statement, **changes: Any) -> Statement:
    """The same statement with other words: no longer those of the file that it was read from."""
    source = statement.source.model_copy(update={"sha256": "", "retrieved": None})
    return statement.model_copy(update={**changes, "source": source})


def _read() -> list[Document]:
    """The statements of the form.

    Raises:
        CorpusError: nothing was given, or it can't be read.
    """
    origins: list[Any] = list(session.widget_value("keep-files") or [])
    if not origins and session.widget_value("keep-text").strip():
        check_length(session.widget_value("keep-text"))
        origins = [io.StringIO(session.widget_value("keep-text"))]
    if not origins and session.may_fetch() and session.widget_value("keep-address").strip():
        address = session.widget_value("keep-address").strip()
        if not address.lower().startswith(("http://", "https://")):
            raise ReadError("an address begins with https://; to keep a file choose it above")
        origins = [address]
    if not origins:
        raise ReadError("nothing is there yet; choose files or paste a text")
    details: dict[str, Any] = {
        "side": line(session.widget_value("keep-side")) or None,
        "language": session.widget_value("keep-language") or None,
        **facts.said("keep"),
    }
    return [document for origin in origins for document in read_documents(origin, **details)]


def _tags(written: str) -> tuple[str, ...]:
    return tuple(name for part in written.replace("，", ",").split(",") if (name := line(part)))


def edit_statement(shelf: Library, record: StatementRecord) -> None:
    """The form for tags and note of a statement."""
    with st.expander("Tags and note"), st.form("edit-statement", border=False):
        tags = st.text_input("Tags of the statement", value=", ".join(record.tags))
        note = st.text_area("Note on the statement", value=record.note, height=100)
        sent = st.form_submit_button("Save")
    if sent:
        shelf.edit_statement(record.id, tags=_tags(tags), note=note.strip())
        caches.forget_listed()
        st.rerun()


def edit_text(shelf: Library, record: StatementRecord) -> None:
    """The form for another wording of a statement, which is kept as a new version of it."""
    with st.expander("Edit the text"), st.form("edit-text", border=False):
        text = st.text_area(
            "Text of the statement",
            value=record.statement.text,
            height=320,
            help="What is saved becomes a new version; the versions before it are kept.",
            key=f"text-{record.id}-{len(record.versions)}",
        )
        sent = st.form_submit_button("Save as a new version")
    if not sent or text == record.statement.text:
        return
    try:
        check_length(text)
        shelf.add(_reworded(record.statement, text=text), record.event)
        with st.spinner("Making it ready for search …", show_time=True):
            shelf.index()
    except CorpusError as error:
        prose.complain(error)
        return
    caches.forget_listed()
    st.rerun()


def edit_event(shelf: Library, listed: Sequence[ListedEvent]) -> None:
    """The form for title, place, tags and note of an event."""
    if not listed:
        return
    by_id = {event.id: event for event in listed}
    with st.expander("Edit an event"):
        id_ = choice.select("Which event", by_id, lambda id_: by_id[id_].name)
        record = shelf.record(id_ or listed[0].id)
        with st.form("edit-event", border=False):
            title = st.text_input("Title", value=record.title, key=f"title-{id_}")
            place = st.text_input("Place", value=record.place, key=f"place-{id_}")
            tags = st.text_input(
                "Tags of the event", value=", ".join(record.tags), key=f"tags-{id_}"
            )
            note = st.text_area("Note on the event", value=record.note, key=f"note-{id_}")
            sent = st.form_submit_button("Save")
    if sent:
        shelf.edit_event(
            record.id, title=line(title), place=line(place), tags=_tags(tags), note=note.strip()
        )
        caches.forget_listed()
        st.rerun()
