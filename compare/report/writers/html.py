"""A comparison as one HTML page: it works offline, prints, and runs no script but its own.

Statement text is escaped by the template engine, and a content security policy names the
page's style and script by their hashes, so that nothing else can run.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Callable
from dataclasses import replace
from itertools import zip_longest
from pathlib import Path
from typing import TYPE_CHECKING

from compare.coverage.types import Status
from compare.phrases.words import Words
from compare.report import palette
from compare.report.bundle import Bundle
from compare.report.content.document import Block, Document, Paragraph, listed
from compare.report.content.passages import statuses
from compare.report.content.sections import Contents
from compare.report.figures.shapes import svg
from compare.report.palette import DARK, LIGHT, TONES
from compare.report.preferences import Preferences
from compare.report.writers import templates_of_users as templating
from compare.report.writers.html_view import (
    Section,
    View,
    anchor,
    reading,
    rows,
    sections,
)
from compare.report.writers.text import write_text

if TYPE_CHECKING:
    from jinja2 import Environment
    from markupsafe import Markup

_BREAK_EVERY = 50
_LONG_WORD = re.compile(r"[^\s\u2e80-\uffef]{200,}")
_TEMPLATES = Path(__file__).parents[1] / "templates"
_LAST = ("method", "cite")
"""Parts that stand at the foot of the page."""


def write_html(bundle: Bundle, preferences: Preferences) -> str:
    """The page as a string, ending with a newline; a template of the user's own may wrap it."""
    page = _page(bundle, preferences)
    if preferences.template is None:
        return page
    return templating.fill(bundle, preferences, page, autoescape=True)


def write_fragment(bundle: Bundle, preferences: Preferences) -> str:
    """The brief as a piece of a page, to be put into one: no script, and a style for itself."""
    from markupsafe import Markup

    document = Contents(replace(preferences, parts=("brief",))).document(bundle)
    environment = _environment()
    environment.globals.update(links=False, svg=None, anchor=anchor)
    page = environment.get_template("fragment.html.jinja").render(
        language=document.language,
        title=document.title,
        style=Markup(_read("fragment.css")),
        document=document.blocks[1:],
    )
    return page.lstrip()


def _environment() -> Environment:
    # Imported here: only these formats need a template engine.
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters.update(breakable=_breakable, listed=listed)
    return environment


def html_of(document: Document, preferences: Preferences) -> str:
    """The page of a document that holds no texts to read side by side."""
    return _filled(document, preferences, links=False)


def _page(bundle: Bundle, preferences: Preferences) -> str:
    words = preferences.words
    return _filled(
        Contents(preferences).document(bundle),
        preferences,
        links=preferences.has("texts"),
        reading=lambda section, around: _reading(bundle, section, around, words),
        as_text=_brief_as_text(bundle, preferences),
    )


def _filled(
    document: Document,
    preferences: Preferences,
    *,
    links: bool,
    reading: Callable[[Section, Section], list[View]] | None = None,
    as_text: str = "",
) -> str:
    """The page; ``reading`` gives the texts of a section to be read side by side."""
    from markupsafe import Markup

    environment = _environment()
    words = preferences.words
    report = sections(document.blocks)
    environment.globals.update(
        say=words.say,
        language=document.language,
        links=links,
        legend=statuses(words),
        svg=lambda drawing: Markup(svg(drawing, inline=True)),
        anchor=anchor,
        reading=reading,
    )
    style = _variables() + _read("report.css")
    script = _read("reader.js")
    page = environment.get_template("page.html.jinja").render(
        style=Markup(style),
        style_hash=_digest(style),
        script=Markup(script),
        script_hash=_digest(script),
        version=document.version,
        head=_finding_first(report.blocks),
        report=report,
        main=rows([s for s in report.inner if s.heading.part not in _LAST]),
        last=[s for s in report.inner if s.heading.part in _LAST],
        as_text=as_text,
    )
    return page.lstrip()


def _brief_as_text(bundle: Bundle, preferences: Preferences) -> str:
    """The brief in plain text, to be copied; empty where the page has none."""
    if not preferences.has("brief"):
        return ""
    return write_text(bundle, replace(preferences, parts=("brief",)))


def _finding_first(blocks: list[Block]) -> list[Block]:
    """What stands under the title, the finding before all else."""
    return sorted(blocks, key=lambda b: not (isinstance(b, Paragraph) and b.kind == "finding"))


def _reading(bundle: Bundle, texts: Section, around: Section, words: Words) -> list[View]:
    """Both texts of the pair that a section is about; their headings stand beside its own."""
    number = texts.heading.pair
    titles = [
        section.heading.text
        for section in around.inner
        if (section.heading.part, section.heading.pair) == ("text", number)
    ]
    return reading(bundle.pairs[number], number, titles, words)


def _breakable(text: str) -> Markup:
    """The text escaped, with places to break in very long words of an alphabet.

    Without them a browser takes time that grows with the square of a word's length.
    """
    from markupsafe import Markup, escape

    breaks = [0]
    for word in _LONG_WORD.finditer(text):
        breaks += range(word.start() + _BREAK_EVERY, word.end(), _BREAK_EVERY)
    pieces = (text[start:end] for start, end in zip_longest(breaks, breaks[1:]))
    return Markup("<wbr>").join(escape(piece) for piece in pieces)


def _variables() -> str:
    """The palette as custom properties, light unless a screen asks for dark."""
    light = _properties(
        LIGHT, {name: (tone.light, tone.light_tint) for name, tone in TONES.items()}
    )
    dark = _properties(DARK, {name: (tone.dark, tone.dark_tint) for name, tone in TONES.items()})
    fills = "".join(f".fill-{status}{{fill:var(--{status})}}" for status in TONES)
    inks = ("text", "quiet", "line", "accent")
    fills += "".join(f".fill-{ink}{{fill:var(--{ink})}}" for ink in inks)
    fills += ".stroke-accent{stroke:var(--accent)}"
    return (
        f":root{{{light}}}\n@media screen and (prefers-color-scheme: dark){{:root{{{dark}}}}}\n"
        f"{fills}.fill-share{{fill:var(--accent)}}\n"
    )


def _properties(ground: palette.Ground, tones: dict[Status, tuple[str, str]]) -> str:
    pairs = [(name, getattr(ground, name)) for name in ground.__slots__]
    for status, (tone, tint) in tones.items():
        pairs += [(status, tone), (f"{status}-tint", tint)]
    return "".join(f"--{name}:{value};" for name, value in pairs)


def _read(name: str) -> str:
    return (_TEMPLATES / name).read_text(encoding="utf-8")


def _digest(text: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"
