"""A comparison as one HTML page: it works offline, prints, and runs no script but its own.

Statement text is escaped by the template engine, and a content security policy names the
page's style and script by their hashes, so that nothing else can run.
"""

from __future__ import annotations

import base64
import hashlib
import re
from itertools import zip_longest
from pathlib import Path
from typing import TYPE_CHECKING, Any

from compare.coverage.decision import Status
from compare.phrases.words import Words
from compare.report import palette
from compare.report.bundle import Bundle
from compare.report.content import findings
from compare.report.content import terms_and_tone as manner
from compare.report.content.bibliography import bibtex
from compare.report.content.document import Figure
from compare.report.content.methods import paragraphs, reproduce
from compare.report.content.sections import Contents
from compare.report.escaping import line
from compare.report.export.schema import EventExport, Export
from compare.report.figures.charts import alignment_map
from compare.report.figures.shapes import svg
from compare.report.palette import DARK, LIGHT, TONES
from compare.report.preferences import Preferences
from compare.report.writers import templates_of_users as templating
from compare.report.writers.html_view import pair_view

if TYPE_CHECKING:
    from markupsafe import Markup

_BREAK_EVERY = 50
_LONG_WORD = re.compile(r"[^\s\u2e80-\uffef]{200,}")
_TEMPLATES = Path(__file__).parents[1] / "templates"


def write_html(bundle: Bundle, preferences: Preferences) -> str:
    """The page as a string, ending with a newline; a template of the user's own may wrap it."""
    page = _page(bundle, preferences)
    if preferences.template is None:
        return page
    from markupsafe import Markup

    return templating.fill(bundle, preferences, Markup(page), autoescape=True)


def _page(bundle: Bundle, preferences: Preferences) -> str:
    # Imported here: only this format needs a template engine.
    from jinja2 import Environment, FileSystemLoader, StrictUndefined
    from markupsafe import Markup

    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    words = preferences.words
    environment.globals.update(
        legend=_legend(words),
        say=words.say,
        has=preferences.has,
        language=words.language,
        svg=lambda drawing: Markup(svg(drawing, inline=True)),
    )
    environment.filters["breakable"] = _breakable
    style = _variables() + _read("report.css")
    script = _read("reader.js")
    page = environment.get_template("page.html.jinja").render(
        style=Markup(style),
        style_hash=_digest(style),
        script=Markup(script),
        script_hash=_digest(script),
        note=words.say("note.left_out"),
        **_content(bundle, preferences),
    )
    return page.lstrip()


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


def _content(bundle: Bundle, preferences: Preferences) -> dict[str, Any]:
    words = preferences.words
    contents = Contents(preferences)
    results: list[dict[str, Any]] = []
    number = 0
    for index, result in enumerate(bundle.results):
        event = result if isinstance(result, EventExport) else None
        pairs = []
        for pair in event.pairs if event else (result,):
            assert isinstance(pair, Export)
            pairs.append(_pair(pair, f"p{number}", contents))
            number += 1
        results.append(
            {
                "key": f"e{index}",
                "title": line(event.event.title or event.event.id) if event else "",
                "event": _matrix(event, words) if event else None,
                "pairs": pairs,
            }
        )
    single = bundle.of_one
    if isinstance(single, EventExport):
        finding = line(findings.event_finding(single, words))
    else:
        finding = line(findings.finding(single, words)) if single else ""
    title = line(bundle.title(words))
    cited = dict.fromkeys(
        side for result in results for pair in result["pairs"] for side in pair["cited"]
    )
    warnings = [text for pair in bundle.pairs for text in findings.warnings(pair, words)]
    version = line(bundle.pairs[0].signature.version)
    return {
        "results": results,
        "set": list(contents.overview(bundle)) if single is None else None,
        "title": title,
        "facts": line(bundle.facts),
        "finding": finding,
        "warnings": [line(text) for text in dict.fromkeys(warnings)],
        "version": version,
        "method": [line(text) for text in paragraphs(bundle, words)],
        "cite": words.say("cite.text", version=version, title=title, sources="; ".join(cited)),
        "bibtex": bibtex(bundle.pairs, words),
        "signature": line(bundle.pairs[0].signature.string),
        "command": line(preferences.command or reproduce(bundle)),
    }


def _pair(result: Export, key: str, contents: Contents) -> dict[str, Any]:
    words = contents.words
    view = pair_view(result, key, words)
    figure = Figure(alignment_map(result, words), words.say("figure.map"))
    return {**view, "map": [figure], "manner": list(manner.tell(contents, result, 2))}


def _matrix(result: EventExport, words: Words) -> dict[str, Any]:
    rows = [
        {
            "en": line(row.labels.en),
            "zh": line(row.labels.zh),
            "cells": [
                {
                    "tone": palette.CELL_TONES[cell.state],
                    "mark": palette.CELL_MARKS[cell.state],
                    "word": words.say(f"cell.{cell.state}"),
                    "share": words.percent(cell.share) if cell.state == "raised" else "",
                }
                for cell in row.cells
            ],
        }
        for row in result.matrix.topics
    ]
    return {"names": [line(name) for name in findings.column_names(result)], "rows": rows}


def _legend(words: Words) -> list[dict[str, str]]:
    return [
        {
            "status": status,
            "mark": palette.MARKS[status],
            "word": words.say(f"status.{status}"),
            "meaning": words.say(f"meaning.{status}"),
        }
        for status in palette.STATUSES
    ]


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
