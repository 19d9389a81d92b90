"""Links from one view to another: real addresses that stay in the session when clicked."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

import streamlit as st

from compare.comparison import SideName
from compare.report.content.document import Passage
from corpus import samples
from ui.components.elements import Node, tag
from ui.query_address import SHELF, Address, parse, query

from . import caches, session

PAGES = {
    "": "views/compare_view.py",
    "left-out": "views/left_out.py",
    "topics": "views/topics.py",
    "wording": "views/wording.py",
    "coding": "views/coding.py",
    "notes": "views/notes.py",
    "library": "views/library.py",
    "report": "views/report.py",
    "method": "views/method.py",
}
"""The file of each page by its path in the address."""


def link(text: Node, page: str, **changes: Any) -> Node:
    """A link to a page, with parts of the present address changed."""
    return to(text, page, replace(session.address(), **changes))


def to(text: Node, page: str, address: Address) -> Node:
    """A link to a page that shows an address of its own."""
    wanted = urlencode(query(address))
    return tag("a", text, look="link", go=f"./{page}?{wanted}" if wanted else f"./{page}")


def to_passage(passage: Passage) -> Node:
    """A link to a passage in the texts, side by side."""
    return link("Show in the texts", "", passage=(passage.side, passage.segment))


def to_pair(text: str, pair: tuple[int, int], side: SideName, index: int) -> Node:
    """A link to a passage of two of the event's statements, side by side."""
    return link(text, "", pair=pair, whole=False, passage=(side, index), topic="", statuses=())


def to_event(text: str, event: str) -> Node:
    """A link to an event by its id; the text alone where nothing here holds the event.

    Raises:
        LibraryError: the library cannot be opened.
    """
    if any(listed.id == event for listed in caches.listed_events()):
        return to(text, "", session.address().turned_to(f"{SHELF}{event}"))
    known = event in samples.names()
    return to(text, "", session.address().turned_to(event)) if known else text


def follow(target: str) -> None:
    """Turn to the page and the view of a link that was clicked, if one was."""
    if not target:
        return
    parts = urlsplit(target)
    page = PAGES.get(parts.path.removeprefix("./"))
    if page is None:
        return
    wanted = parse(dict(parse_qsl(parts.query)))
    session.show(wanted)
    st.switch_page(page, query_params=query(wanted))
