"""Bring statements of one's own: by paste or as files."""

from __future__ import annotations

import io

import streamlit as st

from compare.report.escaping import line
from corpus import Document, file_formats, read_documents
from corpus.documents import Details
from corpus.errors import CorpusError, ReadError
from corpus.statements import Event, Statement
from ui import session
from ui.components import choice
from ui.components import elements as prose
from ui.forms import facts
from ui.work import ahead

_SIDES = ("first", "second", "third", "fourth")
LANGUAGES = {"": "detect", "en": "English", "zh": "Chinese"}
"""Choices of the language of a text that is brought."""
_SIDES_AT_MOST = 8
_MOST = 400_000
"""Characters of a text that is pasted; the longest statement has about fifty thousand."""


def suffixes() -> list[str]:
    """Suffixes of the files that can be chosen; what they are is told by their content."""
    return [suffix for form in file_formats() for suffix in form.suffixes]


def form(*, open_: bool) -> None:
    """The form for two statements or more; what is read is kept in the session."""
    if open_:
        ahead.load()
    with st.expander("Your statements", expanded=open_):
        problems = st.container()  # Above the fields, where it is seen.
        count = choice.segments(
            "How many sides",
            list(range(2, len(_SIDES) + 1)),
            str,
            default=min(max(2, len(_event_sides())), len(_SIDES)),
            required=True,
            key="own-count",
        )
        with st.form("own-form", border=False):
            columns = st.columns(int(count or 2), gap="medium")
            for number, column in enumerate(columns):
                with column:
                    _fields(number)
            sent = st.form_submit_button("Compare", type="primary")
        prose.show(
            prose.tag(
                "p",
                "The texts stay on this machine, in this session: they are not in the address, "
                "and are gone when the page is closed or loaded anew, unless you keep them below.",
                look="quiet small",
            ),
            key="own-note",
        )
    if sent:
        with problems:
            _take(len(columns))


def _event_sides() -> tuple[Statement, ...]:
    event = session.brought_event()
    return event.statements if event else ()


def _fields(number: int) -> None:
    label = _SIDES[number]
    short, shorter = st.columns(2, vertical_alignment="bottom")
    before = _event_sides()[number : number + 1]
    with short:
        st.text_input(
            f"Who speaks in the {label}",
            value=before[0].side if before else "",
            placeholder=("US", "PRC", "Japan", "EU")[number],
            max_chars=60,
            key=f"own-side-{number}",
        )
    with shorter:
        choice.select(
            f"Language of the {label}",
            LANGUAGES,
            LANGUAGES.__getitem__,
            key=f"own-language-{number}",
        )
    st.text_area(
        f"The {label} text",
        value=before[0].text if before else "",
        height=220,
        placeholder="Paste the statement here",
        key=f"own-text-{number}",
    )
    st.file_uploader(
        f"or the {label} as a file",
        type=suffixes(),
        key=f"own-file-{number}",
        help="Web page, PDF, Word, text, Markdown or JSON, or a ZIP or list that holds several "
        "statements. A file counts before what is pasted.",
    )
    if session.may_fetch():
        st.text_input(
            f"or the {label} from an address", placeholder="https://…", key=f"own-address-{number}"
        )
    with st.expander(f"More about the {label}"):
        facts.fields(f"own-{number}", f"of the {label}")


def _take(count: int) -> None:
    """Read the fields; say what is wrong, or turn to the statements."""
    found: list[Document] = []
    missing = []
    for number in range(count):
        try:
            found += _read(number)
        except EmptyFieldError as error:
            missing.append(f"The {_SIDES[number]} text: {error}")
        except CorpusError as error:
            prose.complain(error, f"The {_SIDES[number]} text: ")
            return
    # One file may hold all sides; then the other fields stay empty.
    if len(found) < 2:
        for message in missing:
            st.error(prose.inert(message))
        return
    if len(found) > _SIDES_AT_MOST:
        st.error(f"That is {len(found)} statements; at most {_SIDES_AT_MOST} are compared at once.")
        return
    statements = tuple(
        document.statement.model_copy(update={"id": f"{number + 1}-{document.statement.id}"})
        for number, document in enumerate(found)
    )
    title = line(" and ".join(statement.side for statement in statements))
    dates = [statement.date for statement in statements if statement.date]
    date = min(dates) if dates else None
    originals = {
        statement.id: data
        for statement, document in zip(statements, found, strict=True)
        if (data := facts.original(document)) is not None
    }
    doubts = {
        statement.id: document.doubt
        for statement, document in zip(statements, found, strict=True)
        if document.doubt
    }
    event = Event(id="own", title=title, date=date, statements=statements)
    session.bring(event, originals, doubts)
    st.rerun()


def check_length(text: str) -> None:
    """Refuse what is longer than any statement.

    Raises:
        ReadError: it is.
    """
    if len(text) > _MOST:
        raise ReadError(
            f"{len(text):,} characters were pasted; a text has at most {_MOST:,}: paste the "
            "statement alone, or cut it in two"
        )


class EmptyFieldError(ReadError):
    """Nothing was given for a side."""


def _read(number: int) -> tuple[Document, ...]:
    """The statements of one side's fields: one, or more where a file holds several.

    Raises:
        EmptyFieldError: nothing was given.
        CorpusError: it can't be read.
    """
    upload = session.widget_value(f"own-file-{number}")
    text = session.widget_value(f"own-text-{number}")
    side = line(session.widget_value(f"own-side-{number}")) or None
    language = session.widget_value(f"own-language-{number}") or None
    address = session.widget_value(f"own-address-{number}").strip() if session.may_fetch() else ""
    details: Details = {"side": side, "language": language, **facts.said(f"own-{number}")}
    if upload is not None:
        return read_documents(upload, **details)
    if text.strip():
        check_length(text)
        details["side"] = side or f"Side {number + 1}"
        return read_documents(io.StringIO(text), **details)
    if address.lower().startswith(("http://", "https://")):
        with st.spinner("Fetching the page …", show_time=True):
            return read_documents(address, **details)
    if address:
        raise ReadError("an address begins with https://; to bring a file choose it above")
    raise EmptyFieldError("nothing is there yet; paste a statement or choose a file")
