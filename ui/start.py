"""The first screen: what the tool is for, two texts of one's own, examples, and the library."""

from __future__ import annotations

import streamlit as st

from corpus import samples
from corpus.errors import CorpusError
from ui import caches, links, session
from ui.components import elements as prose
from ui.components.elements import Node, tag
from ui.query_address import OWN, SHELF, Address
from ui.work import ahead

PURPOSE = (
    "After a meeting, each side publishes its own account. Readouts puts two of them side by side, "
    "in English or Chinese, and shows what both say, what only one says, and how sure that is."
)
_LATEST = 5
"""Events of the library that are listed here; its page lists all."""


def show() -> None:
    """Draw the screen."""
    prose.show(tag("h1", "Readouts"), tag("p", PURPOSE, look="note"), key="purpose")
    st.button(
        "Compare two statements",
        type="primary",
        on_click=_bring,
        help="Paste them, or choose files: web pages, PDF, Word, text.",
    )
    clicked = prose.show(
        tag("div", [_examples(), _library()], look="two"),
        tag(
            "p",
            "Nothing that you bring leaves this machine.",
            look="quiet small",
        ),
        key="begin",
    )
    ahead.load()
    links.follow(clicked)


def _bring() -> None:
    session.show(Address(event=OWN))


def _examples() -> Node:
    rows: list[Node] = []
    for name in samples.names():
        event = caches.bundled(name, "own")
        sides = ", ".join(statement.side for statement in event.statements)
        what = f"{sides}, {event.date:%Y-%m-%d}" if event.date else sides
        rows.append(_event(event.title, what, name))
    return tag(
        "section",
        tag("h2", "Look at an example"),
        tag("p", "Real meetings; the texts are paraphrases of our own.", look="quiet small"),
        tag("ul", rows),
    )


def _library() -> Node:
    head = tag("h2", "Your library")
    whole = tag("p", links.to("Open the library", "library", Address()))
    try:
        listed = caches.listed_events()
    except CorpusError as error:
        return tag("section", head, tag("p", prose.capitalised(str(error)), look="quiet"), whole)
    if not listed:
        hint = "It keeps statements and where each is from, and finds passages in all of them."
        return tag("section", head, tag("p", hint, look="quiet small"), whole)
    complete = [event for event in reversed(listed) if len(event.sides) > 1]
    rows = [
        _event(event.title, ", ".join(event.sides), f"{SHELF}{event.id}")
        for event in complete[:_LATEST]
    ]
    count = f"{len(listed)} {'event' if len(listed) == 1 else 'events'}"
    return tag("section", head, tag("p", count, look="quiet small"), tag("ul", rows), whole)


def _event(title: str, what: str, event: str) -> Node:
    return tag(
        "li",
        links.to(title or event, "", Address(event=event)),
        tag("small", f" {what}", look="quiet"),
    )
