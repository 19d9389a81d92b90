"""Glyphs on a page to lines in reading order, columns one after another.

What a PDF holds is characters at places, in any order. They are read as a person reads them:
columns are found by the white strips between them, lines by their height.
"""

from __future__ import annotations

import itertools
import re
import statistics
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from corpus.text.characters import WIDE


@dataclass(frozen=True, slots=True)
class Glyph:
    """One character with its box in points; y grows upward."""

    x0: float
    y0: float
    x1: float
    y1: float
    text: str

    @property
    def size(self) -> float:
        """Height of the box."""
        return self.y1 - self.y0


@dataclass(frozen=True, slots=True)
class Line:
    """A line of one column: its box, its size, the edges of its column."""

    x0: float
    x1: float
    y: float
    size: float
    text: str
    left: float
    right: float
    first_word: float
    """Width of the first word, in points."""


_Span = tuple[float, float]

# Fewest rows on either side of a gutter, and its least width in sizes of the type.
_BAND_ROWS, _GUTTER = 3, 0.7
WIDE_CHARACTER = re.compile(f"[{WIDE}]")
"""A character of a script without spaces."""

_NOTE = re.compile(r"[\[(]?(?:\d{1,3}|[*†‡§]{1,3})(?:[,，]\s?\d{1,3})*[\])]?")
# Ligatures and the radicals that have a letter of their own.
_SHOWN = re.compile(r"[\ufb00-\ufb06\u2f00-\u2fdf]")
# Fonts map characters to their radicals, which look the same and are not the same.
_RADICALS = str.maketrans(
    "⻅⻆⻉⻋⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻬⻮⻰⻳⺠⺟⻄⻁⺎⻝⻑⻒⻎⻌⻡⻭⻯⻲⻫⻪⻞",
    "见角贝车长门青韦页风飞食马骨鬼鱼鸟卤麦黄齐齿龙龟民母西虎兀食長镸辶辶馬歯竜亀斉黾飠",
)


def page_lines(glyphs: Sequence[Glyph]) -> list[Line]:
    """The lines of a page in the order in which they are read, columns one after another."""
    inked = [g for g in glyphs if g.text.strip()]
    if not inked:
        return []
    rows = _rows(inked)
    width = _GUTTER * statistics.median(g.size for g in inked)
    gaps = _white(rows, width)
    lines: list[Line] = []
    plain: list[Glyph] = []
    start = 0
    while start < len(rows):
        end, gutters = _band(rows, gaps, start, width)
        if gutters:
            lines.extend(_lines(plain))
            plain = []
            for column in _columns(rows[start:end], gutters):
                lines.extend(_lines(column))
        else:
            plain.extend(rows[start])
        start = end
    return [*lines, *_lines(plain)]


def _band(
    rows: Sequence[Sequence[Glyph]], gaps: Sequence[Sequence[_Span]], start: int, width: float
) -> tuple[int, list[_Span]]:
    """The longest run of rows from ``start`` that share gutters: its end, and the gutters.

    Without any, the end of the one row, and none.
    """
    end, gutters = start + 1, []
    shared = list(gaps[start])
    for stop in range(start + 1, len(rows) + 1):
        if found := _inner(shared, rows[start:stop]):
            end, gutters = stop, found
        if stop == len(rows) or not shared:
            break
        both = [(max(a, c), min(b, d)) for a, b in shared for c, d in gaps[stop]]
        shared = [(a, b) for a, b in both if b - a >= width]
    return end, gutters


def _rows(glyphs: Iterable[Glyph]) -> list[list[Glyph]]:
    """Glyphs whose middles lie within half a size of one another, from the top down."""
    rows: list[list[Glyph]] = []
    middle = 0.0
    for glyph in sorted(glyphs, key=lambda g: (-(g.y0 + g.y1), g.x0)):
        here = (glyph.y0 + glyph.y1) / 2
        if rows and middle - here <= 0.5 * max(glyph.size, rows[-1][0].size):
            rows[-1].append(glyph)
        else:
            rows.append([glyph])
            middle = here
    return [sorted(row, key=lambda g: g.x0) for row in rows]


def _white(rows: Sequence[Sequence[Glyph]], width: float) -> list[list[_Span]]:
    """Per row the white stretches inside the page that are wide enough to part columns."""
    left, right = min(row[0].x0 for row in rows), max(g.x1 for row in rows for g in row)
    return [
        [(a, b) for a, b in _gaps(row) if b - a >= width and a < right and b > left] for row in rows
    ]


def _gaps(row: Sequence[Glyph]) -> list[_Span]:
    gaps, reach = [], float("-inf")
    for glyph in row:
        if glyph.x0 > reach:
            gaps.append((reach, glyph.x0))
        reach = max(reach, glyph.x1)
    return [*gaps, (reach, float("inf"))]


def _inner(gaps: Sequence[_Span], rows: Sequence[Sequence[Glyph]]) -> list[_Span]:
    """The gaps with a few rows on either side, so that they part columns of text."""
    return [
        (a, b)
        for a, b in gaps
        if sum(row[0].x0 < a + 0.01 for row in rows) >= _BAND_ROWS
        and sum(row[-1].x1 > b - 0.01 for row in rows) >= _BAND_ROWS
    ]


def _columns(rows: Sequence[Sequence[Glyph]], gutters: Sequence[_Span]) -> list[list[Glyph]]:
    edges = sorted((a + b) / 2 for a, b in gutters)
    columns: list[list[Glyph]] = [[] for _ in range(len(edges) + 1)]
    for row in rows:
        for glyph in row:
            columns[sum(edge < (glyph.x0 + glyph.x1) / 2 for edge in edges)].append(glyph)
    return [column for column in columns if column]


def _lines(column: Sequence[Glyph]) -> list[Line]:
    if not column:
        return []
    rows = _rows(column)
    left, right = min(g.x0 for g in column), max(g.x1 for g in column)
    return [_line(row, left, right) for row in rows]


def _line(row: Sequence[Glyph], left: float, right: float) -> Line:
    size = statistics.median(g.size for g in row)
    row = _without_note_marks(row, size)
    parts: list[str] = []
    first_word = 0.0
    for before, glyph in zip([None, *row], row, strict=False):
        if before is not None and _apart(before, glyph, size):
            parts.append(" ")
            first_word = first_word or before.x1 - row[0].x0
        parts.append(glyph.text)
    if WIDE_CHARACTER.match(row[0].text):
        first_word = 2 * size
    text = "".join(parts)
    width = first_word or row[-1].x1 - row[0].x0
    return Line(row[0].x0, row[-1].x1, row[0].y0, size, text, left, right, width)


def _without_note_marks(row: Sequence[Glyph], size: float) -> list[Glyph]:
    """A line without the raised numbers of footnotes behind its words and stops."""
    base = statistics.median(g.y0 for g in row)
    kept: list[Glyph] = []
    for _, run in itertools.groupby(row, lambda g: _is_raised(g, base, size)):
        glyphs = list(run)
        words = "".join(g.text for g in glyphs).strip()
        before = kept[-1].text if kept else ""
        # A square metre, a power of ten and a line of small type are no footnotes.
        noted = _is_raised(glyphs[0], base, size) and _NOTE.fullmatch(words) is not None
        unit = before.isdigit() or (before in {"m", "M"} and words in {"2", "3"})
        if not (noted and kept and not unit):
            kept.extend(glyphs)
    return kept


def _is_raised(glyph: Glyph, base: float, size: float) -> bool:
    return glyph.size < 0.8 * size and glyph.y0 - base > 0.15 * size


def _apart(before: Glyph, glyph: Glyph, size: float) -> bool:
    if WIDE_CHARACTER.match(before.text) and WIDE_CHARACTER.match(glyph.text):
        return False
    return glyph.x0 - before.x1 > 0.15 * size


def plain(text: str) -> str:
    """Undo what fonts do: ligatures and radicals become the letters that they show."""
    text = text.translate(_RADICALS)
    return "".join(unicodedata.normalize("NFKC", c) if _SHOWN.match(c) else c for c in text)
