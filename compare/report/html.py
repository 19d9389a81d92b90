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

from compare.coverage import Status

from . import palette
from .bundle import Bundle
from .escaping import line
from .export import EventExport, Export
from .findings import column_names, event_finding, finding, percent
from .palette import DARK, LEFT_OUT_NOTE, LIGHT, TONES
from .preferences import Preferences
from .view import pair_view

if TYPE_CHECKING:
    from markupsafe import Markup

_BREAK_EVERY = 50
_LONG_WORD = re.compile(r"[^\s\u2e80-\uffef]{200,}")
_TEMPLATES = Path(__file__).parent / "templates"


def write_html(bundle: Bundle, preferences: Preferences) -> str:
    """The page as a string, ending with a newline."""
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
    environment.globals["legend"] = _legend()
    environment.filters["breakable"] = _breakable
    style = _variables() + _read("report.css")
    script = _read("reader.js")
    page = environment.get_template("page.html.jinja").render(
        style=Markup(style),
        style_hash=_digest(style),
        script=Markup(script),
        script_hash=_digest(script),
        note=LEFT_OUT_NOTE,
        **_content(bundle.results[0]),
    )
    return page.lstrip()


def _breakable(text: str) -> Markup:
    """The text escaped, with places to break in very long words of an alphabet.

    Without them a browser takes time that grows with the square of a word's length.
    """
    from markupsafe import Markup, escape

    places = [0]
    for word in _LONG_WORD.finditer(text):
        places += range(word.start() + _BREAK_EVERY, word.end(), _BREAK_EVERY)
    pieces = (text[start:end] for start, end in zip_longest(places, places[1:]))
    return Markup("<wbr>").join(escape(piece) for piece in pieces)


def _content(result: Export | EventExport) -> dict[str, Any]:
    exports = result.pairs if isinstance(result, EventExport) else (result,)
    pairs = [pair_view(one, f"p{index}") for index, one in enumerate(exports)]
    warnings = list(dict.fromkeys(text for pair in pairs for text in pair["warnings"]))
    content: dict[str, Any] = {
        "pairs": pairs,
        "warnings": warnings,
        "version": line(exports[0].signature.version),
        "event": None,
    }
    if isinstance(result, EventExport):
        facts = (result.event.title or result.event.id, str(result.event.date or ""))
        content["title"] = " · ".join(line(fact) for fact in (*facts, result.event.place) if fact)
        content["finding"] = line(event_finding(result))
        content["event"] = _matrix(result)
    else:
        content["title"] = f"{pairs[0]['left']['name']} and {pairs[0]['right']['name']}"
        if result.left.date:
            content["title"] += f" · {result.left.date}"
        content["finding"] = line(finding(result))
    content["cite"] = (
        f"Readouts {content['version']} (computer program). Comparison “{content['title']}”. "
        f"{'; '.join(dict.fromkeys(side for pair in pairs for side in pair['cited']))}."
    )
    return content


def _matrix(result: EventExport) -> dict[str, Any]:
    rows = [
        {
            "en": line(row.labels.en),
            "zh": line(row.labels.zh),
            "cells": [
                {
                    "tone": palette.CELL_TONES[cell.state],
                    "mark": palette.CELL_MARKS[cell.state],
                    "word": palette.CELL_WORDS[cell.state],
                    "share": percent(cell.share) if cell.state == "raised" else "",
                }
                for cell in row.cells
            ],
        }
        for row in result.matrix.topics
    ]
    return {"names": [line(name) for name in column_names(result)], "rows": rows}


def _legend() -> list[dict[str, str]]:
    return [
        {
            "status": status,
            "mark": palette.MARKS[status],
            "word": palette.STATUS_WORDS[status],
            "meaning": palette.STATUS_MEANINGS[status],
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
