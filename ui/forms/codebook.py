"""The codebook of a session: add to it, check it, use it, take it home."""

from __future__ import annotations

import re
from typing import Any

import streamlit as st
import yaml

from compare.errors import CodebookError
from compare.report.escaping import line
from compare.topics.codebook import Codebook, load_codebook
from corpus.text.yaml_text import read_yaml
from ui import caches, session
from ui.components import choice
from ui.components import elements as prose
from ui.components.elements import tag

_MOST = 400_000
_NEW = ""
_BLANK = """\
schema: readouts.codebook/1
name: my-codebook
version: "1"
extends: bundled
topics: []
"""
_TEXT = "codebook-text"


def current() -> Codebook:
    """The codebook that this session compares by."""
    return load_codebook(caches.codebook_setting())


def show() -> None:
    """Draw the editor."""
    message = session.take_message()
    if message:
        st.error(prose.inert(message))
        st.toast(prose.inert(message))  # The button may be far below.
    if session.codebook_text():
        book = current()
        prose.show(
            tag(
                "p",
                f"This session compares by {book.name} {book.version}, {len(book.topics)} topics; "
                "other sessions and the next one do not.",
            ),
            key="own-codebook",
        )
        st.button("Back to the bundled codebook", on_click=lambda: session.use_codebook(""))
    with st.expander("Edit the codebook", expanded=bool(message)):
        _add(current())
        _whole()


def _add(book: Codebook) -> None:
    prose.show(
        tag("h3", "Add a topic, or words to one"),
        tag(
            "p",
            "Names and definition together raise a topic; cues are weaker and need company. One "
            "name a line.",
            look="quiet small",
        ),
        key="about-add",
    )
    with st.form("codebook-add", border=False, clear_on_submit=False):
        choice.select(
            "Topic",
            [_NEW, *book.ids],
            lambda id_: book[id_].label("en") if id_ else "a new topic",
            beside=lambda id_: id_ or "not there yet",
            key="topic-id",
        )
        for parts, height in ((("label", "definition"), None), (("names", "cues"), 110)):
            for column, (part, language, tongue) in zip(
                st.columns(4),
                [(p, lang, t) for p in parts for lang, t in (("en", "English"), ("zh", "Chinese"))],
                strict=True,
            ):
                called, key = f"{part.capitalize()} in {tongue}", f"topic-{part}-{language}"
                with column:
                    if height:
                        st.text_area(called, key=key, height=height)
                    else:
                        st.text_input(called, key=key, max_chars=300)
        st.form_submit_button("Check and use it", on_click=_put)


def _put() -> None:
    """Put the form's topic into the session's codebook, if the result holds."""
    values = {
        part: {
            lang: str(session.widget_value(f"topic-{part}-{lang}")).strip() for lang in ("en", "zh")
        }
        for part in ("label", "definition", "names", "cues")
    }
    label = line(values["label"]["en"])
    id_ = session.widget_value("topic-id") or re.sub(r"[^a-z0-9]+", "-", label.lower()).strip("-")
    if not id_:
        session.leave_message("A new topic needs a label in English.")
        return
    if not session.widget_value("topic-id") and not any(values["definition"].values()):
        session.leave_message(
            "A new topic needs a definition, by which it is known where no name occurs."
        )
        return
    topic: dict[str, Any] = {"id": id_}
    for part, by_language in values.items():
        lists = part in ("names", "cues")
        given = {
            lang: [entry.strip() for entry in value.splitlines() if entry.strip()]
            if lists
            else value
            for lang, value in by_language.items()
            if value
        }
        if given:
            topic[part] = given
    if _use(_with_topic(session.codebook_text() or _BLANK, topic)):
        for part, by_language in values.items():
            for lang in by_language:
                session.set_widget(f"topic-{part}-{lang}", "")
        session.set_widget("topic-id", _NEW)


def _with_topic(text: str, topic: dict[str, Any]) -> str:
    """The codebook with a topic more; words for one that is there already join its own."""
    book = read_yaml(text).content
    topics = book.setdefault("topics", [])
    old = next((entry for entry in topics if entry["id"] == topic["id"]), None)
    if old is None:
        topics.append(topic)
    else:
        for part in ("label", "definition"):
            old[part] = {**old.get(part, {}), **topic.get(part, {})}
        for part in ("names", "cues"):
            for language, words in topic.get(part, {}).items():
                known = old.setdefault(part, {}).setdefault(language, [])
                known += [word for word in words if word not in known]
    # What is empty says nothing, and would hide what the extended codebook has.
    for entry in topics:
        for part in [key for key, value in entry.items() if value == {}]:
            del entry[part]
    written: str = yaml.safe_dump(book, allow_unicode=True, sort_keys=False, width=100)
    return written


def _whole() -> None:
    """The file as it is, to edit, to bring and to download."""
    text = session.codebook_text() or _BLANK
    prose.show(tag("h3", "The file"), key="about-file")
    st.file_uploader("Bring a codebook", type=["yaml", "yml"], key="codebook-file", on_change=_take)
    st.text_area("Codebook in YAML", key=session.set_default(_TEXT, text), height=260)
    left, right = st.columns([1, 4])
    with left:
        st.button(
            "Check and use",
            type="primary",
            key="codebook-use",
            on_click=_use_text,
        )
    with right:
        st.download_button(
            "Download codebook.yaml",
            text.encode(),
            file_name="codebook.yaml",
            mime="application/yaml",
            on_click="ignore",
        )


def _use_text() -> None:
    _use(str(session.widget_value(_TEXT)))


def _take() -> None:
    file = session.widget_value("codebook-file")
    if file is not None:
        _use(file.getvalue().decode("utf-8", "replace"))


def _use(text: str) -> bool:
    """Check a codebook and compare by it; else say where it is wrong and keep the last."""
    # Half of a surrogate pair is no character, and no file can hold it.
    text = text.replace("\r\n", "\n").encode("utf-8", "replace").decode()
    if len(text) > _MOST:
        message = f"{len(text):,} characters; a codebook has at most {_MOST:,}: take topics out"
        session.leave_message(message)
        return False
    path = caches.codebook_file(text)
    session.set_widget(_TEXT, text)
    try:
        book = load_codebook(path)
    except CodebookError as error:
        session.leave_message(str(error).replace(path, "codebook.yaml"))
        return False
    session.use_codebook(text, book.fingerprint)
    return True
