"""Report: preview and download, and the command and Python that make the same."""

from __future__ import annotations

import re
import shlex

import streamlit as st

from compare.report import FORMATS
from compare.settings import DEFAULTS
from ui import choice, prose, state
from ui.address import OWN, Address
from ui.prose import tag
from ui.state import Pair

_KINDS = {
    ".html": ("Web page", "text/html", "one file, opens anywhere, nothing loaded from elsewhere"),
    ".md": ("Markdown", "text/markdown", "for notes and repositories"),
    ".csv": ("Table", "text/csv", "one row a passage, for a spreadsheet or statistics"),
    ".json": ("JSON", "application/json", "everything, for programs; see readouts schema"),
    ".txt": ("Text", "text/plain", "as printed at a terminal"),
}
# Characters of a preview as text.
_PREVIEW = 20_000


def show() -> None:
    """Draw the page."""
    pair = choice.chosen()
    suffix = st.segmented_control(
        "Form",
        list(_KINDS),
        default=".html",
        required=True,
        format_func=lambda one: _KINDS[one][0],
        key="report-form",
    )
    suffix = suffix or ".html"
    label, mime, what = _KINDS[suffix]
    body = state.rendered(pair.result, FORMATS[suffix])
    st.download_button(
        f"Download as {label.lower()}",
        body.encode(),
        file_name=f"{_stem(pair)}{suffix}",
        mime=mime,
        type="primary",
        on_click="ignore",
        help=what,
    )
    preview, same = st.tabs(["Preview", "Make the same again"])
    with preview:
        _preview(suffix, body)
    with same:
        _recipes(pair, suffix)


def _preview(suffix: str, body: str) -> None:
    if suffix == ".html":
        st.iframe(body, height=720)
        return
    st.code(body[:_PREVIEW], language=None, wrap_lines=suffix == ".md", height=560)
    if len(body) > _PREVIEW:
        rest = f"The preview ends here; the download holds all {len(body):,} characters."
        prose.show(tag("p", rest, look="quiet small"), key="rest")


def _stem(pair: Pair) -> str:
    stem = pair.event.id if pair.event.id != OWN else "comparison"
    return re.sub(r"[^\w.-]+", "-", stem)


def _recipes(pair: Pair, suffix: str) -> None:
    address = state.address()
    st.code(command(pair, address, suffix), language="bash", wrap_lines=True)
    st.code(python(pair, address, suffix), language="python", wrap_lines=True)
    prose.show(tag("p", tag("code", pair.export.signature.string), look="quiet small"), key="sign")


def command(pair: Pair, address: Address, suffix: str) -> str:
    """The command that makes the same report."""
    default = Address()
    plain = address.event != OWN and len(pair.event.statements) == 2
    if plain and (address.language, address.chance) == (default.language, default.chance):
        return f"readouts demo {address.event} -o report{suffix}"
    parts = ["readouts", "compare"]
    parts += [_file(pair, number) for number in (0, 1)]
    parts += ["--left-side", pair.result.left.side, "--right-side", pair.result.right.side]
    parts += ["--left-lang", pair.result.left.language, "--right-lang", pair.result.right.language]
    if address.max_error != DEFAULTS.max_error:
        parts += ["--max-error", f"{address.max_error:g}"]
    return shlex.join([*parts, "-o", f"report{suffix}"])


def _file(pair: Pair, number: int) -> str:
    return ("left.txt", "right.txt")[number]


def python(pair: Pair, address: Address, suffix: str) -> str:
    """The Python that makes the same report."""
    if address.event == OWN:
        left, right = pair.result.left, pair.result.right
        texts = (
            f'left = corpus.read("left.txt", side={left.side!r}, language={left.language!r})\n'
            f'right = corpus.read("right.txt", side={right.side!r}, language={right.language!r})'
        )
    else:
        chosen = ""
        if address.language != "own":
            sides = {one.side: one.language for one in pair.event.statements}
            chosen = f", {sides!r}"
        first, second = address.pair
        texts = (
            f"event = corpus.samples.load({address.event!r}{chosen})\n"
            f"left, right = event.statements[{first}], event.statements[{second}]"
        )
    settings = ""
    if address.max_error != DEFAULTS.max_error:
        settings = f", compare.Settings(max_error={address.max_error:g})"
    return (
        "import compare, corpus\n\n"
        f"{texts}\n"
        f"result = compare.statements(left, right{settings})\n"
        f'compare.write(result, "report{suffix}")'
    )


show()
