"""Text and layout that can hold what anybody typed: built of elements, never parsed as HTML.

Streamlit's own texts are Markdown. What a visitor typed, or a statement holds, is shown through
this component instead, which sets every string as the text of an element.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any

import streamlit as st

from compare.coverage.types import Status
from compare.phrases.words import EN
from compare.report.escaping import markdown, show_controls, squeeze
from compare.report.palette import MARKS
from corpus.statements import Statement
from corpus.text.language import script
from ui.components import styles

Node = str | dict[str, Any]
"""A string, or an element as :func:`tag` makes it."""

TAGS = frozenset(
    "p div span h1 h2 h3 ul ol li dl dt dd table caption thead tbody tr th td mark q a small "
    "strong em del ins section article header footer hr code pre details summary".split()
)
"""The elements that there can be; none loads or runs anything."""

# What Streamlit turns into an emoji, a colour, a link or an arrow even where it is escaped; a
# joiner that is not seen holds it back.
_ACTIVE = re.compile(r":(?=\S)|www(?=\\?\.)|@|-(?=&gt;)|&lt;(?=-)", re.IGNORECASE)

_component = st.components.v2.component(
    "readouts_prose",
    html='<div class="prose"></div>',
    css=styles.stylesheet("prose.css"),
    js=styles.static("prose.js"),
)


def tag(name: str, *children: Node | Iterable[Node], look: str = "", **attributes: str) -> Node:
    """An element.

    Args:
        name: one of :data:`TAGS`.
        children: strings, elements, or sequences of them.
        look: classes of the stylesheet.
        attributes: ``lang``, ``title``, ``role``, ``scope``, ``style_width`` and ``style_left``
            (per cent), ``go`` (where a link leads) or ``aria_...``.
    """
    if name not in TAGS:
        raise ValueError(f"no element {name!r} here")
    flat: list[Node] = []
    for child in children:
        flat.extend([child] if isinstance(child, (str, dict)) else child)
    return {
        "tag": name,
        "look": look,
        "attributes": {key.replace("_", "-"): value for key, value in attributes.items() if value},
        "children": [show_controls(node) if isinstance(node, str) else node for node in flat],
    }


def called(statement: Statement) -> str:
    """Return the title of a statement, or its first 70 characters."""
    return statement.title or f"{squeeze(statement.text)[:70]} …"


def quote(text: str, language: str, name: str = "p", look: str = "quote") -> Node:
    """A passage of a statement, in its language."""
    return tag(name, text, look=look, lang=locale(text, language))


def marked(text: str, spans: Iterable[tuple[int, int]]) -> list[Node]:
    """A text with spans of it marked, which are in order; one that begins in another is not."""
    parts: list[Node] = []
    offset = 0
    for start, end in spans:
        if start >= offset:
            parts += [text[offset:start], tag("mark", text[start:end])]
            offset = end
    return [*parts, text[offset:]]


def locale(text: str, language: str) -> str:
    """The language for the browser's choice of glyphs: Chinese with its script."""
    if language != "zh":
        return language
    return f"zh-{script(text) or 'Hans'}"


def badge(status: Status) -> Node:
    """A status as its mark and its word."""
    name = status.replace("_", "-")
    return tag(
        "span",
        tag("span", MARKS[status], look="mark", aria_hidden="true"),
        f" {EN.say(f'status.{status}')}",
        look=f"badge {name}",
    )


def show(*nodes: Node | Iterable[Node], key: str, on_go: Callable[[], None] = lambda: None) -> str:
    """Show elements; returns the target of the link that was just clicked, or nothing.

    Args:
        nodes: the elements.
        key: under which the session keeps what is clicked.
        on_go: called after a click, before the page is drawn anew.
    """
    result = _component(key=key, data=tag("div", *nodes), on_go_change=on_go)
    clicked = result.get("go")
    return clicked if isinstance(clicked, str) else ""


def inert(text: str) -> str:
    """Text for Streamlit's Markdown: shown as it is, on one line, with nothing acting in it."""
    return _ACTIVE.sub("\\g<0>\N{WORD JOINER}", markdown(text))


def capitalised(text: str) -> str:
    """The text with its first letter in capitals, the others as they are."""
    return text[:1].upper() + text[1:]


_OF_THE_COMMAND = (
    (
        r"pass a multilingual one, such as --encoder \S+ or state the language",
        "bring a translation, or choose the language beside who speaks",
    ),
    (
        r"give one another side, such as corpus\.read\(.*\), or --left-side and --right-side",
        "give one of them another name under who speaks",
    ),
    (r"move it \(readouts move\)", "open it on the page Library and move it there"),
    ("`readouts events` lists", "the page Library lists"),
    ("`readouts show` names them", "the page Library names them with the statement"),
    (
        "(run )?`readouts check`( says where)?",
        "`readouts check`, typed where the dashboard was started, says what is amiss",
    ),
    ("cut it, or raise max_segments", "bring it in parts"),
)
"""What messages say to those who type commands, and what is meant by it here."""


def in_browser_words(message: str) -> str:
    """A message with the remedy that there is in the dashboard."""
    for typed, meant in _OF_THE_COMMAND:
        message = re.sub(typed, meant, message)
    return message


def complain(error: Exception, lead: str = "") -> None:
    """Say an error in words; names and texts in it are shown as they are."""
    message = in_browser_words(str(error))
    st.error(inert(f"{lead}{message}" if lead else capitalised(message)))


def no_results() -> None:
    """Say, on a page about many events, where their results come from."""
    show(
        tag("p", "There are no results of many events here yet.", look="quiet"),
        tag(
            "p",
            "Compare them with: readouts batch SOURCE -o results. Then start the dashboard with "
            "READOUTS_RESULTS=results, the folder that it wrote.",
        ),
        key="no-results",
    )
