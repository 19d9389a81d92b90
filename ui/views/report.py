"""Report: preview and download, and the command and Python that make the same."""

from __future__ import annotations

import re

import streamlit as st

from compare.coding.highlights import Highlight
from compare.errors import CompareError
from compare.phrases.words import LANGUAGES, Language
from compare.report import PARTS, Part, ReportFormat, formats
from corpus.errors import CorpusError
from ui import caches, session, toolbar
from ui.caches import ComparedPair
from ui.components import choice
from ui.components import elements as prose
from ui.components.elements import tag
from ui.forms import highlights
from ui.query_address import OWN
from ui.reproduce import SAVED, Recipe

# Characters of a preview as text.
_PREVIEW = 20_000
_CHOICES = tuple(part for part in PARTS if part != "notes")
"""Parts that are chosen as such; notes have a box of their own."""
_LANGUAGES = {"en": "English", "zh": "中文"}
_PARTS = {
    "left_out": "Left out",
    "gaps": "Attribution gaps",
    "shifts": "Shifts of wording",
    "terms": "Contested terms",
    "cite": "How to cite",
}


def show() -> None:
    """Draw the page."""
    pair = toolbar.chosen()
    kind = _kind()
    whole = _whole(pair)
    parts, language = _preferences()
    notes = _notes(pair, whole)
    recipe = Recipe(pair, session.address(), kind.suffix, parts, language, session.codebook_name())
    event = toolbar.whole() if whole else None
    saved = b""
    try:
        if event is None:
            body = caches.encoded(pair.result, kind.name, parts, language, notes)
        else:
            body = caches.encoded(event, kind.name, parts, language, notes)
        if event is not None or notes:  # no command compares the texts anew and gives the same
            saved = caches.encoded(event or pair.result, "json", PARTS, "en", notes)
    except CompareError as error:
        prose.complain(error)
        return
    _download(pair, kind, body)
    preview, same = st.tabs(["Preview", "Make the same again"])
    with preview:
        _preview(kind, body)
    with same:
        if saved:
            _save_result(saved, recipe)
        else:
            _recipes(pair, recipe)


def _whole(pair: ComparedPair) -> bool:
    """Whether the report is on all statements of an event that has more than two."""
    count = len(pair.event.statements)
    if count < 3:
        return False
    whole = choice.segments(
        "Of",
        (False, True),
        lambda all_: f"all {count} texts, with the matrix" if all_ else "the two side by side",
        default=session.address().whole,
        required=True,
        key="report-whole",
    )
    return bool(whole)


def _download(pair: ComparedPair, kind: ReportFormat, body: bytes) -> None:
    st.download_button(
        f"Download as {kind.label}",
        body,
        file_name=f"{_stem(pair)}{kind.suffix}",
        mime=kind.mime,
        type="primary",
        on_click="ignore",
        help=kind.use,
    )


def _save_result(result: bytes, recipe: Recipe) -> None:
    _say("To the byte, from the result; save it first.", "saved")
    st.download_button(f"Save {SAVED}", result, file_name=SAVED, on_click="ignore")
    st.code(recipe.from_saved(), language="bash", wrap_lines=True)


def _kind() -> ReportFormat:
    """The format chosen; the list is that of :mod:`compare.report`."""
    kinds = {kind.name: kind for kind in formats()}
    first = next(iter(kinds))
    name = choice.segments(
        "Form",
        kinds,
        lambda form: kinds[form].label,
        default=first,
        required=True,
        key="report-form",
        persist_state="session",
    )
    kind = kinds[name or first]
    prose.show(tag("p", f"{kind.label}: {kind.use}.", look="quiet small"), key="use")
    return kind


def _preferences() -> tuple[tuple[Part, ...], Language]:
    """Parts and language of the report; formats for programs always hold everything."""
    left, right = st.columns([4, 1], gap="large")
    with left:
        parts = st.pills(
            "Parts",
            _CHOICES,
            default=_CHOICES,
            selection_mode="multi",
            format_func=lambda part: _PARTS.get(part, part.capitalize()),
            key="report-parts",
            wrap=True,
            persist_state="session",
            help="JSON and the tables hold everything whatever is chosen here.",
        )
    with right:
        language = choice.segments(
            "Language of the report",
            LANGUAGES,
            _LANGUAGES.__getitem__,
            default="en",
            required=True,
            key="report-language",
            persist_state="session",
            help="The statements stay as they are.",
        )
    chosen = PARTS if len(parts) == len(_CHOICES) else (*parts, "notes")
    return tuple(part for part in PARTS if part in chosen), language or "en"


def _notes(pair: ComparedPair, whole: bool) -> tuple[Highlight, ...]:
    """What the visitor highlighted in the texts, where it is wanted in the report."""
    texts = pair.event.statements if whole else (pair.result.left, pair.result.right)
    try:
        found = highlights.mine(texts, pair.event.id)
    except (CompareError, CorpusError) as error:
        prose.complain(error, "Highlights cannot be put into the report: ")
        return ()
    wanted = st.checkbox(
        f"With my highlights and notes ({len(found)})",
        key="report-notes",
        persist_state="session",
        disabled=not found,
        help="What you highlighted and noted in these texts, with your name and the time. You "
        "highlight a passage on the page Compare, by the key H.",
    )
    return found if wanted else ()


def _preview(kind: ReportFormat, body: bytes) -> None:
    if kind.name == "html":
        st.iframe(body.decode(), height=720)
        return
    if kind.binary:
        size = f"{len(body) / 1000:,.0f} kB. {kind.label} can't be shown here; download it."
        prose.show(tag("p", size, look="quiet"), key="binary")
        return
    text = body.decode()
    st.code(text[:_PREVIEW], language=None, wrap_lines=kind.name in ("md", "latex"), height=560)
    if len(text) > _PREVIEW:
        rest = f"The preview ends here; the download holds all {len(text):,} characters."
        prose.show(tag("p", rest, look="quiet small"), key="rest")


def _stem(pair: ComparedPair) -> str:
    stem = pair.event.id if pair.event.id != OWN else "comparison"
    return re.sub(r"[^\w.-]+", "-", stem)


def _recipes(pair: ComparedPair, recipe: Recipe) -> None:
    files = recipe.files()
    if files:
        _save_result(caches.encoded(pair.result, "json", PARTS, "en"), recipe)
        _say("From the two texts, compared anew; save these first.", "files")
        for name, statement in files.items():
            st.download_button(
                f"Save {name}", statement.text.encode(), file_name=name, on_click="ignore"
            )
    st.code(recipe.command(), language="bash", wrap_lines=True)
    st.code(recipe.python(), language="python", wrap_lines=True)
    prose.show(tag("p", tag("code", pair.export.signature.string), look="quiet small"), key="sign")


def _say(text: str, key: str) -> None:
    prose.show(tag("p", text, look="quiet small"), key=key)


show()
