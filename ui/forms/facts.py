"""What is said of a statement beside its text: asked in one form, wherever a text is brought."""

from __future__ import annotations

import datetime as dt
import hashlib
from typing import get_args

import streamlit as st

from compare.report.escaping import line
from corpus import Document
from corpus.documents import Details
from corpus.statements import Fidelity
from ui import session
from ui.components import choice
from ui.query_address import FIRST_DAY, LAST_DAY

_KINDS: dict[str, str] = {
    "unknown": "not known",
    "verbatim": "the official text, whole",
    "translation": "a translation",
    "excerpt": "an excerpt",
    "paraphrase": "a paraphrase",
}
"""What a text is to the official one, in words."""


def fields(key: str, of: str) -> None:
    """Fields for date, what the text is, title, publisher and address.

    Args:
        key: begins the keys of the fields.
        of: what the labels end with, such as "of the first"; empty where there is one text.
    """
    left, right = st.columns(2)
    with left:
        st.date_input(
            f"Date {of}".strip(),
            value=None,
            min_value=FIRST_DAY,
            max_value=LAST_DAY,
            format="YYYY-MM-DD",
            key=f"{key}-date",
        )
    with right:
        choice.select(
            f"What the text {of} is".replace("  ", " "),
            get_args(Fidelity),
            _KINDS.__getitem__,
            key=f"{key}-fidelity",
            help="Of a translation, an excerpt or a paraphrase the results say so.",
        )
    st.text_input(f"Title {of}".strip(), key=f"{key}-title", max_chars=300)
    st.text_input(f"Publisher {of}".strip(), key=f"{key}-publisher", max_chars=200)
    st.text_input(
        f"Address {of}".strip(), key=f"{key}-url", max_chars=2000, placeholder="https://…"
    )


def said(key: str) -> Details:
    """What was said in the fields, as :func:`corpus.read` takes it; what was not said is None."""
    fidelity = session.widget_value(f"{key}-fidelity")
    day = session.widget_value(f"{key}-date")
    return {
        "date": day.isoformat() if isinstance(day, dt.date) else None,
        "fidelity": None if fidelity == "unknown" else fidelity,
        "title": line(session.widget_value(f"{key}-title")) or None,
        "publisher": line(session.widget_value(f"{key}-publisher")) or None,
        "url": session.widget_value(f"{key}-url").strip() or None,
    }


def original(document: Document) -> bytes | None:
    """The bytes that a statement was read from, if they are those that its source names."""
    named = document.statement.source.sha256
    return document.data if hashlib.sha256(document.data).hexdigest() == named else None
