"""Figures as vector graphics: what is drawn, once, and how it stands as SVG.

The dashboard and all reports draw from here. Every drawing has a text
alternative; colours are named by their meaning and given as in print.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from html import escape
from typing import Literal

from compare.coverage.types import Status
from compare.report.palette import LIGHT, TONES

Ink = Literal["text", "quiet", "line", "accent"] | Status
Anchor = Literal["start", "middle", "end"]

# Widths of the printable characters of ASCII, in thousandths of the size; Adobe, "Helvetica AFM".
_HELVETICA = tuple(
    map(
        int,
        """
    278 278 355 556 556 889 667 191 333 333 389 584 278 333 278 278 556 556 556 556 556 556 556 556
    556 556 278 278 584 584 584 556 1015 667 667 722 722 667 611 778 722 278 500 667 556 833 722 778
    667 778 722 667 611 722 667 944 667 667 611 278 278 278 469 556 333 556 556 500 556 556 278 556
    556 222 222 500 222 833 556 556 556 556 333 500 278 556 500 722 500 500 500 334 260 334 584
    """.split(),
    )
)

SIZE = 13
"""Height of letters, in units of a drawing: about 0.35 mm in print."""


@dataclass(frozen=True, slots=True)
class Box:
    """A filled rectangle."""

    x: float
    y: float
    width: float
    height: float
    ink: Ink
    hint: str = ""
    """Text shown when the pointer rests on it."""


@dataclass(frozen=True, slots=True)
class Tie:
    """A curve from one point to another, level at both ends."""

    x: float
    y: float
    to_x: float
    to_y: float
    ink: Ink
    strength: float
    """How dark, in (0, 1]."""
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Label:
    """Text on one line, its base at ``y``."""

    x: float
    y: float
    text: str
    anchor: Anchor = "start"
    ink: Ink = "text"
    strong: bool = False
    lang: str = ""
    size: float = SIZE


@dataclass(frozen=True, slots=True)
class Drawing:
    """A figure of ``width`` by ``height`` units, the origin at its upper left."""

    name: str
    width: float
    height: float
    alt: str
    shapes: tuple[Box | Tie | Label, ...]


def colour(ink: Ink) -> str:
    """The colour of an ink in print, as ``#rrggbb``."""
    # Told apart by name: the checker knows no set of literals.
    if ink == "text" or ink == "quiet" or ink == "line" or ink == "accent":
        return str(getattr(LIGHT, ink))
    return TONES[ink].light


def advances(text: str, size: float = SIZE) -> list[float]:
    """Return the advance width of each character in units: Helvetica's; Han is square."""
    return [size * _advance(char) / 1000 for char in text]


def _advance(char: str) -> int:
    if " " <= char <= "~":
        return _HELVETICA[ord(char) - 32]
    if unicodedata.combining(char):
        return 0
    return 1000 if unicodedata.east_asian_width(char) in "WFA" else 556


def text_width(text: str, size: float = SIZE) -> float:
    """Return the approximate width of a text, in units of a drawing."""
    return sum(advances(text, size))


def fitted(text: str, width: float, size: float = SIZE) -> str:
    """The text, cut with an ellipsis where it is wider than ``width`` units."""
    if text_width(text, size) <= width:
        return text
    kept = text[: int(width / size / 0.4)]
    while kept and text_width(f"{kept}…", size) > width:
        kept = kept[:-1]
    return f"{kept.rstrip()}…"


def svg(drawing: Drawing, *, inline: bool = False) -> str:
    """SVG 1.1 of a drawing.

    Each shape has a class by its ink. ``inline``, for use inside HTML, leaves the colours to the
    style of the page, and leaves out the name space.
    """
    space = "" if inline else ' xmlns="http://www.w3.org/2000/svg" version="1.1"'
    size = "" if inline else f' width="{_n(drawing.width)}" height="{_n(drawing.height)}"'
    alt = escape(drawing.alt)
    head = (
        f'<svg{space} class="figure {drawing.name}"{size} '
        f'viewBox="0 0 {_n(drawing.width)} {_n(drawing.height)}" role="img" aria-label="{alt}" '
        f'font-family="Noto Sans, Noto Sans CJK SC, DejaVu Sans, Helvetica, Arial, sans-serif">'
    )
    title = "" if inline else f"<title>{alt}</title>"
    shapes = "".join(_shape(shape, inline) for shape in drawing.shapes)
    return f"{head}{title}{shapes}</svg>"


def _shape(shape: Box | Tie | Label, inline: bool) -> str:
    attribute = "stroke" if isinstance(shape, Tie) else "fill"
    colours = "" if inline else f' {attribute}="{colour(shape.ink)}"'
    if isinstance(shape, Box):
        body = (
            f'rect class="fill-{shape.ink}" x="{_n(shape.x)}" y="{_n(shape.y)}" '
            f'width="{_n(shape.width)}" height="{_n(shape.height)}"{colours}'
        )
        return _closed(body, shape.hint)
    if isinstance(shape, Tie):
        middle = _n((shape.x + shape.to_x) / 2)
        path = (
            f"M{_n(shape.x)} {_n(shape.y)}C{middle} {_n(shape.y)} {middle} {_n(shape.to_y)} "
            f"{_n(shape.to_x)} {_n(shape.to_y)}"
        )
        body = (
            f'path class="stroke-{shape.ink}" d="{path}" fill="none"{colours} '
            f'stroke-width="1.6" '
            f'stroke-opacity="{_n(shape.strength)}"'
        )
        return _closed(body, shape.hint)
    weight = ' font-weight="600"' if shape.strong else ""
    lang = f' lang="{escape(shape.lang)}"' if shape.lang else ""
    return (
        f'<text class="fill-{shape.ink}" x="{_n(shape.x)}" y="{_n(shape.y)}" '
        f'text-anchor="{shape.anchor}" font-size="{_n(shape.size)}"{weight}{lang}{colours}>'
        f"{escape(shape.text)}</text>"
    )


def _closed(body: str, hint: str) -> str:
    if not hint:
        return f"<{body}/>"
    return f"<{body}><title>{escape(hint)}</title></{body.split(' ', 1)[0]}>"


def _n(number: float) -> str:
    """At most one decimal, so that equal drawings are equal bytes on every machine."""
    return f"{number:.2f}".rstrip("0").rstrip(".")
