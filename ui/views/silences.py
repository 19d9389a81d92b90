"""Silences: what a side passed over, or raised for the first time, against its own record."""

from __future__ import annotations

import streamlit as st

from compare.errors import CompareError
from compare.time_series.silence import Kind, silences_of
from corpus.errors import CorpusError
from ui import caches, links
from ui.components import choice
from ui.components import elements as prose
from ui.components.elements import Node, tag

_KINDS: dict[str, Kind] = {"Passed over": "silence", "Raised for the first time": "first_mention"}
_MOST, _FEW = 100, 5


def _open(event: str) -> list[Node]:
    """A link to the event; nothing where nothing here holds it."""
    link = links.to_event("Open", event)
    return [] if isinstance(link, str) else [" ", link]


def show() -> None:
    """Draw the page."""
    prose.show(tag("h1", "Silences"), key="head")
    try:
        kept = caches.over_time()
        if kept is None:
            prose.no_results()
            return
        left, right = st.columns(2, vertical_alignment="bottom")
        with left:
            first = next(iter(_KINDS))
            kind = choice.segments("What", _KINDS, str, default=first) or first
        q = right.slider("Largest share of the list that may be chance", 0.01, 0.5, 0.1)
        found = silences_of(kept.records)
        rows = found.listed(_KINDS[kind], q)
        if rows.empty:
            rows = found.listed(_KINDS[kind], 1.0).head(_FEW)
            told = "Nothing is as surprising as that. What comes nearest may well be chance:"
            prose.show(tag("p", told, look="quiet"), key="none")
        shown = rows.head(_MOST)
        items = [
            tag("li", line, *_open(event))
            for line, event in zip(found.sentences(shown), shown["event"], strict=True)
        ]
        clicked = prose.show(tag("ul", items), key="list")
        csv = rows.to_csv(index=False).encode()
        st.download_button("Table as CSV", csv, "silences.csv", "text/csv")
        links.follow(clicked)
    except (CompareError, CorpusError) as error:
        prose.complain(error)


show()
