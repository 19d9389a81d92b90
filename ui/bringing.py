"""Bring statements of one's own: by paste or as files."""

from __future__ import annotations

import io

import streamlit as st

from compare.report.escaping import line
from corpus import read
from corpus.errors import CorpusError, ReadError
from corpus.statements import Event, Statement

from . import prose, state

_SIDES = ("first", "second", "third", "fourth")
_LANGUAGES = {"": "detect", "en": "English", "zh": "Chinese"}
_MOST = 400_000
"""Characters that a field takes; the longest statement has about fifty thousand."""


def form(*, open_: bool) -> None:
    """The form for two statements or more; what is read is kept in the session."""
    with st.expander("Your statements", expanded=open_):
        count = st.segmented_control(
            "How many sides",
            [2, 3, 4],
            default=max(2, len(_event_sides())),
            required=True,
            key="own-count",
        )
        with st.form("own-form", border=False):
            columns = st.columns(int(count or 2), gap="medium")
            for number, column in enumerate(columns):
                with column:
                    _fields(number)
            sent = st.form_submit_button("Compare", type="primary")
        st.caption(
            "The texts stay on this machine, in this session: they are not in the address, and "
            "are gone when the page is closed or loaded anew."
        )
    if sent:
        _take(len(columns))


def _event_sides() -> tuple[Statement, ...]:
    event = state.own_event()
    return event.statements if event else ()


def _fields(number: int) -> None:
    place = _SIDES[number]
    short, shorter = st.columns([3, 2])
    before = _event_sides()[number : number + 1]
    with short:
        st.text_input(
            f"Who speaks in the {place}",
            value=before[0].side if before else "",
            placeholder=("US", "PRC", "Japan", "EU")[number],
            max_chars=60,
            key=f"own-side-{number}",
        )
    with shorter:
        st.selectbox(
            f"Language of the {place}",
            list(_LANGUAGES),
            format_func=_LANGUAGES.__getitem__,
            key=f"own-language-{number}",
        )
    st.text_area(
        f"The {place} text",
        value=before[0].text if before else "",
        height=220,
        max_chars=_MOST,
        placeholder="Paste the statement here",
        key=f"own-text-{number}",
    )
    st.file_uploader(
        f"or the {place} as a file",
        type=["txt", "md", "json"],
        key=f"own-file-{number}",
        help="Plain text, Markdown or JSON. A file counts before what is pasted.",
    )


def _take(count: int) -> None:
    """Read the fields; say what is wrong, or turn to the statements."""
    found = []
    for number in range(count):
        try:
            found.append(_read(number))
        except CorpusError as error:
            st.error(prose.inert(f"The {_SIDES[number]} text: {error}"))
    if len(found) < count:
        return
    sides = [statement.side for statement in found]
    texts = {statement.text for statement in found}
    if len(texts) < count:
        st.warning("Two of the texts are the same, word for word: everything is covered.")
    ids = [f"{number + 1}-{one.id}" for number, one in enumerate(found)]
    statements = tuple(
        one.model_copy(update={"id": id_}) for one, id_ in zip(found, ids, strict=True)
    )
    title = line(" and ".join(sides))
    state.bring(Event(id="own", title=title, statements=statements))
    st.rerun()


def _read(number: int) -> Statement:
    """One statement from its fields.

    Raises:
        ReadError: nothing was given, or it can't be read.
    """
    upload = state.picked(f"own-file-{number}")
    text = state.picked(f"own-text-{number}")
    side = line(state.picked(f"own-side-{number}")) or None
    language = state.picked(f"own-language-{number}") or None
    if upload is not None:
        return read(upload, side=side, language=language)
    if not text.strip():
        raise ReadError("nothing is there yet; paste a statement or choose a file")
    return read(io.StringIO(text), side=side or f"Side {number + 1}", language=language)
