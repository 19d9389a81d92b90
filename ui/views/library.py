"""Library: the events and statements that are kept, where each is from, and search in them."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from compare.topics.codebook import load_codebook
from compare.topics.names import find_names
from corpus.errors import CorpusError
from corpus.library import Filter, Hit, Library, StatementRecord
from corpus.library.search.search import By
from corpus.statements import Statement
from ui import caches, events_list, links, session
from ui.components import choice
from ui.components import elements as prose
from ui.components.elements import Node, marked, tag
from ui.forms import doubts, moving
from ui.forms import library as forms
from ui.listed import ListedEvent
from ui.query_address import WAYS, Address
from ui.work import ahead

_RANKED = 200
"""Passages of a search that are looked through for a topic."""
_TALL = 640
"""Pixels of the list of passages and of the statement beside it."""
_NOTHING = "No passage found; try fewer words, other filters, or search by meaning."
_WAYS: dict[By, str] = {
    "both": "words and meaning",
    "words": "words",
    "meaning": "meaning, across languages",
}


def show() -> None:
    """Draw the page."""
    address = session.address()
    ahead.load()
    try:
        shelf = caches.user_library()
        prose.show(tag("h1", "Library"), key="head")
        if shelf is None:
            _empty()
            forms.add()
            return
        moving.offer_undo(shelf)
        doubts.say_of_added()
        _search_fields()
        listed = caches.listed_events()
        events_list.filters(listed, address)
        record = _named(shelf, address)
        if record is None:
            address = replace(address, opened="", span=None)
        if address.sought:
            _found(shelf, address, record)
        elif record is not None:
            _opened(shelf, address, record)
        forms.add()
        if not address.opened:
            _events(shelf, listed, address)
    except CorpusError as error:
        prose.complain(error)


def _named(shelf: Library, address: Address) -> StatementRecord | None:
    """The statement that the address names; None where it names none, or one that is gone."""
    if not address.opened:
        return None
    try:
        return shelf.statement_record(address.opened)
    except CorpusError as error:
        prose.complain(error)
        links.follow(prose.show(_back(), key="gone"))
        return None


def _back() -> Node:
    return links.link("All events", "library", opened="", span=None, sought="")


def _empty() -> None:
    prose.show(
        tag("p", "There is no library on this machine yet.", look="quiet"),
        tag(
            "p",
            "It keeps events and their statements with where each came from, so that they can be "
            "compared and searched again. It is made when the first statement is added, below.",
            look="note",
        ),
        key="empty",
    )


def _search_fields() -> None:
    address = session.address()
    left, right = st.columns([3, 2], vertical_alignment="bottom")
    with left:
        st.text_input(
            "Search all statements",
            key=session.set_widget("search-text", address.sought),
            placeholder="freedom of navigation, 台湾 …",
            on_change=lambda: session.go(
                sought=session.widget_value("search-text"), opened="", span=None
            ),
        )
    with right:
        choice.segments(
            "Search by",
            WAYS,
            _WAYS.__getitem__,
            key=session.set_widget("search-by", address.by),
            required=True,
            on_change=lambda: session.go(by=session.widget_value("search-by")),
        )


def _found(shelf: Library, address: Address, record: StatementRecord | None) -> None:
    """The passages found, and beside them the statement of the one that was clicked."""
    with st.spinner("Searching …", show_time=True):
        if address.by != "words" and shelf.pending():
            shelf.index()
        hits = _hits(shelf, address)
    names = {event.id: event.name for event in caches.listed_events()}
    count = f"{len(hits)} {'passage' if len(hits) == 1 else 'passages'}, best first"
    status = count if hits else _NOTHING
    if record is None:
        _list(hits, status, names)
        return
    left, right = st.columns([2, 3], gap="medium")
    with left, st.container(height=_TALL, border=False):
        _list(hits, status, names)
    with right, st.container(height=_TALL):
        _opened(shelf, address, record)


def _hits(shelf: Library, address: Address) -> list[Hit]:
    """What fits the words and the filters, best first."""
    where = Filter(side=address.side or None, since=address.since, until=address.until)
    if not address.raising:
        return shelf.search(address.sought, where, by=address.by)
    book = load_codebook(caches.codebook_setting())
    hits = shelf.search(address.sought, where, by=address.by, most=_RANKED)
    about = {address.raising}
    return [hit for hit in hits if about & {found.topic for found in find_names(hit.text, book)}]


def _list(hits: list[Hit], status: str, names: dict[str, str]) -> None:
    clicked = prose.show(
        tag("p", status, look="quiet", role="status"),
        [_hit(hit, names.get(hit.event, hit.event)) for hit in hits],
        key="hits",
    )
    links.follow(clicked)


def _hit(hit: Hit, event: str) -> Node:
    date = str(hit.date or "undated")
    nearness = "" if hit.similarity is None else f", nearness {hit.similarity:.2f}"
    span = (hit.start, hit.end)
    return tag(
        "article",
        tag(
            "p",
            tag("strong", hit.side, look="isolate"),
            f" ({hit.language}), {date}, ",
            tag("span", event, look="isolate"),
            f"{', by meaning' if not hit.marks else ''}{nearness}",
            look="small",
        ),
        tag(
            "p",
            marked(hit.text, hit.marks),
            look="quote",
            lang=prose.locale(hit.text, hit.language),
        ),
        links.link("Show in the statement", "library", opened=hit.statement, span=span),
        look="finding",
    )


def _opened(shelf: Library, address: Address, record: StatementRecord) -> None:
    """The statement that the address names, with what can be done to it."""
    doubts.say_of_record(record)
    links.follow(prose.show(_statement(record, address), key="statement"))
    moving.changes(record)
    moving.move_or_remove(shelf, record)
    forms.edit_text(shelf, record)
    forms.edit_statement(shelf, record)


def _events(shelf: Library, listed: tuple[ListedEvent, ...], address: Address) -> None:
    """The events that fit; where something is sought, those that are called so."""
    fitting = events_list.fitting(listed, address)
    if address.sought:
        fitting = [event for event in fitting if events_list.about(event, address.sought)]
        if not fitting:
            return
    events_list.show(fitting, address)
    forms.edit_event(shelf, fitting)


def _statement(record: StatementRecord, address: Address) -> Node:
    statement, source = record.statement, record.statement.source
    facts = {
        "Event": record.event,
        "Side": f"{statement.side} ({statement.language})",
        "Author": statement.author,
        "Date": str(statement.date or ""),
        "Publisher": source.publisher,
        "Address": source.url,
        "Retrieved": f"{source.retrieved:%Y-%m-%d %H:%M} UTC" if source.retrieved else "",
        "SHA-256 of the original": source.sha256,
        "Text": source.fidelity,
        "Original file": "kept beside it" if record.newest.original else "not kept",
        "Tags": ", ".join(record.tags),
        "Note": record.note,
    }
    versions = [f"version {v.number}, added {v.added:%Y-%m-%d %H:%M} UTC" for v in record.versions]
    rows = [
        tag("tr", tag("th", what, scope="row"), tag("td", value))
        for what, value in {**facts, "Versions": "; ".join(versions)}.items()
        if value
    ]
    return tag(
        "section",
        _back(),
        tag("h2", prose.called(statement)),
        tag("table", tag("tbody", rows), look="fit"),
        tag("div", _paragraphs(statement, address.span)),
    )


def _paragraphs(statement: Statement, span: tuple[int, int] | None) -> list[Node]:
    """The text, with the characters marked that a search led to."""
    start, end = span or (0, 0)
    nodes: list[Node] = []
    offset = 0
    for part in statement.text.split("\n\n"):
        here = [min(max(place - offset, 0), len(part)) for place in (start, end)]
        body: list[Node] = [part]
        if here[0] < here[1]:
            goal = tag("mark", part[here[0] : here[1]], look="goal")
            body = [part[: here[0]], goal, part[here[1] :]]
        if part.strip():
            lang = prose.locale(part, statement.language)
            nodes.append(tag("p", body, look="quote", lang=lang))
        offset += len(part) + 2
    return nodes


show()
