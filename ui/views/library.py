"""Library: the events and statements that are kept, where each is from, and search in them."""

from __future__ import annotations

import streamlit as st

from compare.report.escaping import squeeze
from corpus.errors import CorpusError
from corpus.library import EventRecord, Hit, Library, StatementRecord
from corpus.library.search.search import By
from ui import caches, library_forms, links, session
from ui.components import choice
from ui.components import elements as prose
from ui.components.elements import Node, quote, tag
from ui.query_address import SHELF, WAYS, Address

# Events drawn at once; search finds the others.
_MOST = 60
_WAYS: dict[By, str] = {
    "both": "words and meaning",
    "words": "words",
    "meaning": "meaning, across languages",
}


def show() -> None:
    """Draw the page."""
    address = session.address()
    try:
        shelf = caches.user_library()
        prose.show(tag("h1", "Library"), key="head")
        if shelf is None:
            _empty()
        else:
            _search(shelf, address)
        library_forms.add()
        if shelf is not None:
            _contents(shelf, address)
    except CorpusError as error:
        prose.complain(error)


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


def _search(shelf: Library, address: Address) -> None:
    left, right = st.columns([3, 2], vertical_alignment="bottom")
    with left:
        st.text_input(
            "Search all statements",
            key=session.set_widget("search-text", address.sought),
            placeholder="freedom of navigation, 台湾 …",
            on_change=lambda: session.go(sought=session.widget_value("search-text")),
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
    if not address.sought:
        return
    with st.spinner("Searching …"):
        if address.by != "words" and shelf.pending():
            shelf.index()
        hits = shelf.search(address.sought, by=address.by)
    count = f"{len(hits)} {'passage' if len(hits) == 1 else 'passages'}, best first"
    status = count if hits else "No passage found; try fewer words, or search by meaning."
    clicked = prose.show(
        tag("p", status, look="quiet", role="status"), [_hit(hit) for hit in hits], key="hits"
    )
    links.follow(clicked)


def _hit(hit: Hit) -> Node:
    date = str(hit.date or "undated")
    nearness = "" if hit.similarity is None else f", nearness {hit.similarity:.2f}"
    return tag(
        "article",
        tag(
            "p",
            tag("strong", hit.side, look="isolate"),
            f" ({hit.language}), {date}{', by meaning' if not hit.marks else ''}{nearness}",
            look="small",
        ),
        tag(
            "p",
            _marked(hit.text, hit.marks),
            look="quote",
            lang=prose.locale(hit.text, hit.language),
        ),
        links.link("Show the statement", "library", opened=hit.statement),
        look="finding",
    )


def _marked(text: str, marks: tuple[tuple[int, int], ...]) -> list[Node]:
    parts: list[Node] = []
    offset = 0
    for start, end in marks:
        if start >= offset:
            parts += [text[offset:start], tag("mark", text[start:end])]
            offset = end
    return [*parts, text[offset:]]


def _contents(shelf: Library, address: Address) -> None:
    """One statement where the address names it, else the events."""
    if address.opened:
        record = shelf.statement_record(address.opened)
        links.follow(prose.show(_statement(record), key="statement"))
        library_forms.edit_text(shelf, record)
        library_forms.edit_statement(shelf, record)
        return
    records = list(shelf.records())[::-1]
    clicked = prose.show(
        tag("h2", f"{len(records)} {'event' if len(records) == 1 else 'events'}"),
        [_event(event) for event in records[:_MOST]],
        tag("p", f"and {len(records) - _MOST} older ones; search finds them", look="quiet")
        if len(records) > _MOST
        else "",
        key="events",
    )
    links.follow(clicked)
    library_forms.edit_event(shelf, records)


def _event(record: EventRecord) -> Node:
    facts = [str(record.date or "undated"), record.place, ", ".join(record.tags)]
    rows = [
        tag(
            "li",
            tag("strong", statement_record.statement.side, look="isolate"),
            f" ({statement_record.statement.language}) ",
            links.link(_called(statement_record), "library", opened=statement_record.id),
        )
        for statement_record in record.statements
    ]
    compare = links.link("Compare", "", event=f"{SHELF}{record.id}", **_fresh())
    return tag(
        "article",
        tag("h3", record.title or record.id),
        tag("p", ", ".join(fact for fact in facts if fact), look="quiet small"),
        tag("p", record.note, look="small") if record.note else "",
        tag("ul", rows),
        compare
        if record.complete
        else tag("p", "One statement only: add the other side's to compare.", look="quiet small"),
        look="finding",
    )


def _called(record: StatementRecord) -> str:
    """Return the title of a statement, or its first 70 characters."""
    return record.statement.title or f"{squeeze(record.statement.text)[:70]} …"


def _fresh() -> dict[str, object]:
    """Return the default state of the address, for a view of another event."""
    plain = Address()
    names = ("language", "pair", "statuses", "topic", "passage", "sought", "by", "opened")
    return {name: getattr(plain, name) for name in names}


def _statement(record: StatementRecord) -> Node:
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
    paragraphs = [
        quote(part, statement.language) for part in statement.text.split("\n\n") if part.strip()
    ]
    return tag(
        "section",
        links.link("All events", "library", opened="", sought=""),
        tag("h2", _called(record)),
        tag("table", tag("tbody", rows), look="fit"),
        tag("div", paragraphs),
    )


show()
