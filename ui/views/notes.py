"""Notes: what was highlighted in the texts of all events, with the notes on it."""

from __future__ import annotations

import csv
import functools
import io
from collections.abc import Iterable, Sequence
from itertools import groupby

import streamlit as st

from compare.coding import highlights
from compare.coding.highlights import Highlight
from compare.errors import CompareError
from compare.report.content.brief.page import shortened
from compare.report.escaping import cell
from corpus.errors import CorpusError
from ui import caches, links, session
from ui.components import choice, undoing
from ui.components import elements as prose
from ui.components.elements import Node, quote, tag
from ui.forms.highlights import change_note, put_back, take_out
from ui.forms.located import Found, Located

_HINT = (
    "Nothing is highlighted yet. Click a passage on the page Compare and then Highlight or Note, "
    "or press H; it is listed here, whatever event it is of."
)
_CHANGED = {
    True: "the text has changed since, and these words are still in it",
    False: "the text has changed since, and no longer has these words at one place",
}
"""What is said of a text with another version since, by whether the words are found in it."""


def show() -> None:
    """Draw the page."""
    prose.show(tag("h1", "Notes"), key="head")
    if message := session.take_message():
        prose.complain(CorpusError(message))
    try:
        shelf = caches.user_library()
        located = Located(shelf, session.address()) if shelf else None
        all_found = [located.find(each) for each in located.highlights] if located else []
    except (CompareError, CorpusError) as error:
        prose.complain(error)
        return
    there = {each.highlight.mark for each in all_found}
    undoing.offer(
        # Another window may have put one back.
        [gone for gone in session.all_removed(session.HIGHLIGHTS) if gone.mark not in there],
        lambda gone: f"Taken out: “{shortened(gone.passage.quote)}”",
        _undo,
        "Taken out before",
    )
    _reader()
    if located is None or not all_found:
        prose.show(tag("p", _HINT, look="quiet note"), key="none")
        return
    found = _sought(all_found)
    count = f"{len(found)} {'passage' if len(found) == 1 else 'passages'}"
    clicked = prose.show(tag("p", count, look="quiet", role="status"), _listed(found), key="notes")
    links.follow(clicked)
    st.download_button(
        "Notes as CSV",
        functools.partial(_csv, [each.highlight for each in found], located),
        "notes.csv",
        "text/csv",
        on_click="ignore",
        help="Event, side, date, source, the words and your note. An export of the library has "
        "all of them too, with their history.",
    )
    _change([each.highlight for each in found])


def _reader() -> None:
    """Under which name highlights are kept, and the words that are sought."""
    left, right = st.columns(2, vertical_alignment="bottom", gap="medium")
    with left:
        st.text_input("Find in words and notes", key="notes-find", max_chars=200)
    with right:
        st.text_input(
            "Your name, kept with what you highlight",
            value=session.coder(),
            max_chars=80,
            key="notes-reader",
            on_change=lambda: session.code_as(str(session.widget_value("notes-reader"))),
            help="Where several use one library. It is the name of the page Coding, too.",
        )


def _sought(found: Sequence[Found]) -> list[Found]:
    """Those in whose words, note, event or side all words occur that are sought."""
    words = str(session.widget_value("notes-find") or "").casefold().split()
    return [each for each in found if all(word in _words_of(each) for word in words)]


def _words_of(found: Found) -> str:
    mark, side = found.highlight, found.statement.side if found.statement else ""
    return " ".join((mark.passage.quote, mark.note, mark.reader, found.event, side)).casefold()


def _listed(found: Sequence[Found]) -> list[Node]:
    """The passages under their events, in the order of the texts."""
    nodes: list[Node] = []
    for id_, each in groupby(found, key=lambda one: one.highlight.event):
        ones = list(each)
        event = ones[0].event
        name = tag("small", f" {id_}", look="quiet") if id_ != event else ""
        nodes.append(tag("h2", tag("span", event, look="isolate"), name))
        nodes += map(_one, ones)
    return nodes


def _one(found: Found) -> Node:
    mark, text = found.highlight, found.statement
    if text is None:
        facts = [f"{mark.passage.statement}: this text is gone"]
    else:
        facts = [f"{text.side} ({text.language})", str(text.date or "undated"), text.title]
    facts += [_CHANGED[found.placed]] if found.changed else []
    facts += [mark.reader, f"highlighted {found.since or mark.time:%Y-%m-%d %H:%M} UTC"]
    return tag(
        "article",
        tag("p", ", ".join(fact for fact in facts if fact), look="quiet small isolate"),
        quote(mark.passage.quote, text.language if text else ""),
        tag("p", mark.note, look="noted") if mark.note else "",
        links.to(_way(found), found.page, found.address) if found.address else "",
        look="finding",
    )


def _way(found: Found) -> str:
    """What a link to a highlight is called."""
    if found.page != "library":
        return "Show in the texts"
    return "Show in the statement" if found.placed else "Show the statement and its versions"


def _csv(found: Iterable[Highlight], located: Located) -> bytes:
    body = io.StringIO()
    table = csv.DictWriter(body, highlights.COLUMNS, lineterminator="\n")
    table.writeheader()
    for row in highlights.rows(found, located.texts):
        table.writerow({name: cell(value) for name, value in row.items()})
    return body.getvalue().encode("utf-8-sig")


def _change(found: Sequence[Highlight]) -> None:
    """The form that changes a note of the visitor's own, or takes a highlight out."""
    mine = {each.mark: each for each in found if each.reader == session.coder()}
    if not mine:
        return
    with st.expander("Change or take out"):
        mark = choice.select(
            "Which passage",
            mine,
            lambda id_: shortened(mine[id_].passage.quote),
            beside=lambda id_: mine[id_].passage.statement,
            key=f"notes-which-{hash(tuple(mine))}",  # Others to choose from, another box.
        )
        chosen = mine[mark if mark in mine else next(iter(mine))]
        # Another note by now, such as one of another window, makes another field.
        key = f"notes-text-{chosen.id}"
        st.text_area("Note", value=chosen.note, key=key, max_chars=highlights.LONGEST)
        with st.container(horizontal=True):
            st.button("Save", key="notes-save", on_click=_save, args=(chosen, key))
            st.button("Take out", key="notes-remove", on_click=_remove, args=(chosen,))


def _save(found: Highlight, key: str) -> None:
    try:
        change_note(found, str(session.widget_value(key)))
    except (CompareError, CorpusError) as error:
        session.leave_message(str(error))


def _remove(found: Highlight) -> None:
    try:
        take_out(found)
    except (CompareError, CorpusError) as error:
        session.leave_message(str(error))


def _undo(gone: Highlight) -> None:
    try:
        put_back(gone)
    except (CompareError, CorpusError) as error:
        session.leave_message(str(error))


show()
