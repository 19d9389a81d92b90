"""The characters of the pages of a PDF with their places, by pdfminer, and the file's own title.

Runs in a process of its own (:mod:`corpus.formats.pdf.child`) and imports little: what is read
with it takes the parser's own time.
"""

from __future__ import annotations

import io
import math
import re
import statistics
from collections import Counter
from collections.abc import Callable, Iterable
from typing import Any

from corpus.formats.pdf.layout import Glyph, page_lines, plain
from corpus.formats.pdf.paragraphs import join_lines
from corpus.text.characters import WIDE

PAGES = 300
"""Most pages of a PDF that is read."""

_GLYPHS = 3_000_000
_JUNK_TITLE = re.compile(
    r"microsoft word|untitled|\.(?:docx?|pdf|indd|html?)\b|^[\W\d_]*$|"
    r"^(?:document|title|presentation)\d*$",
    re.IGNORECASE,
)
_UNKNOWN = re.compile(r"\(cid:\d+\)|[\ue000-\uf8ff\ufffd]")
_NO_CHARACTER = re.compile(r"\(cid:\d+\)")
_CONTROL = dict.fromkeys((*range(32), 127, 0xAD))
# What pdfminer takes off its stack for an operator is as much as its method has arguments.
_IGNORED: dict[int, Callable[..., None]] = {
    0: lambda self: None,
    1: lambda self, a: None,
    2: lambda self, a, b: None,
    3: lambda self, a, b, c: None,
    4: lambda self, a, b, c, d: None,
    6: lambda self, a, b, c, d, e, f: None,
}
_WIDE_SEAM = re.compile(rf"(?<=[{WIDE}]) (?=[{WIDE}])")
_SENTENCE = re.compile(r"[.。!?！？;；,，][\"'”’）)]*\s*\Z")


def read_pages(data: bytes) -> dict[str, Any]:
    """The paragraphs and the title of a PDF, or why it is refused.

    Returns:
        ``paragraphs``, ``title`` and ``doubt``, or ``refusal``: either the rest of a line that
        begins with a name, ``doubt`` empty where nothing was left out.
    """
    import logging

    from pdfminer.pdfdocument import PDFDocument, PDFEncryptionError, PDFPasswordIncorrect
    from pdfminer.pdfparser import PDFParser

    logging.disable(logging.CRITICAL)
    try:
        document = PDFDocument(PDFParser(io.BytesIO(data)))
    except (PDFPasswordIncorrect, PDFEncryptionError):
        return {"refusal": "is protected by a password; save it without one"}
    pages = _glyphs(document)
    if pages is None:
        return {"refusal": f"has more than {PAGES:,} pages; give one statement per file"}
    text = "".join(glyph.text for page in pages for glyph in page)
    if not text.strip():
        return {"refusal": "has no text layer; run OCR on it first"}
    unknown = sum(bool(_UNKNOWN.search(glyph.text)) for page in pages for glyph in page)
    total = sum(map(len, pages))
    if unknown > 0.1 * total:
        return {"refusal": "does not say which characters its fonts show; run OCR on it first"}
    pages = [[g for g in page if not _NO_CHARACTER.fullmatch(g.text)] for page in pages]
    lost = total - sum(map(len, pages))
    share = f"{lost / total:.0%}" if lost >= 0.01 * total else "less than 1%"
    left_out = f"leaves out {lost:,} characters ({share}) that its fonts do not name"
    paragraphs = join_lines([page_lines(glyphs) for glyphs in pages])
    heading, lines = _heading(pages[0], paragraphs)
    if heading:
        paragraphs = [heading, *paragraphs[lines:]]
    title = heading or _stated_title(document)
    return {"paragraphs": paragraphs, "title": title, "doubt": left_out if lost else ""}


def _glyphs(document: Any) -> list[list[Glyph]] | None:
    """The characters of each page, or None if the pages are too many."""
    from pdfminer.converter import PDFPageAggregator
    from pdfminer.pdfinterp import PDFResourceManager
    from pdfminer.pdfpage import PDFPage

    resources = PDFResourceManager()
    device = PDFPageAggregator(resources, laparams=None)
    interpreter = _interpreter(resources, device)
    pages: list[list[Glyph]] = []
    total = 0
    for page in PDFPage.create_pages(document):
        if len(pages) == PAGES:
            return None
        interpreter.process_page(page)
        glyphs = _in_reading_direction(_characters(device.get_result()))
        total += len(glyphs)
        if total > _GLYPHS:
            raise MemoryError
        pages.append(_printed_once(glyphs))
    return pages


def _interpreter(resources: Any, device: Any) -> Any:
    """Pdfminer's, without colours, lines and pictures: none is text, and some cannot be read."""
    from pdfminer.pdfinterp import PDFPageInterpreter

    class TextInterpreter(PDFPageInterpreter):
        def init_resources(self, resources: Any) -> None:
            from pdfminer.pdftypes import resolve1

            held = resolve1(resources)
            if isinstance(held, dict):
                held = {key: value for key, value in held.items() if key != "ColorSpace"}
            super().init_resources(held)

    operands = {"m": 2, "l": 2, "c": 6, "v": 4, "y": 4, "h": 0, "re": 4, "S": 0, "s": 0, "f": 0}
    operands |= {"F": 0, "f_a": 0, "B": 0, "B_a": 0, "b": 0, "b_a": 0, "n": 0, "W": 0, "W_a": 0}
    operands |= {"CS": 1, "cs": 1, "SCN": 0, "scn": 0, "SC": 0, "sc": 0, "G": 1, "g": 1, "sh": 1}
    operands |= {"RG": 3, "rg": 3, "K": 4, "k": 4, "EI": 1}
    for name, count in operands.items():
        if hasattr(PDFPageInterpreter, f"do_{name}"):
            setattr(TextInterpreter, f"do_{name}", _IGNORED[count])
    return TextInterpreter(resources, device)


def _characters(page: Any) -> list[Any]:
    from pdfminer.layout import LTChar, LTContainer

    found: list[Any] = []
    stack: list[Any] = [page]
    while stack:
        item = stack.pop()
        if isinstance(item, LTChar):
            found.append(item)
        elif isinstance(item, LTContainer):
            stack.extend(item)
    return found


def _in_reading_direction(characters: Iterable[Any]) -> list[Glyph]:
    """The characters written in the direction in which most of a page is, turned upright."""
    by_turn: dict[int, list[Any]] = {}
    for item in characters:
        a, b = item.matrix[:2]
        turn = round(math.degrees(math.atan2(b, a)) / 90) % 4
        if abs(_slant(item)) < 10:
            by_turn.setdefault(turn, []).append(item)
    if not by_turn:
        return []
    turn = max(sorted(by_turn), key=lambda t: len(by_turn[t]))
    cosine, sine = ((1, 0), (0, 1), (-1, 0), (0, -1))[turn]
    skew = math.radians(statistics.median(_slant(item) for item in by_turn[turn]))
    along, across = math.cos(skew), math.sin(skew)
    glyphs = []
    for item in by_turn[turn]:
        text = plain(item.get_text()).translate(_CONTROL)
        xs = sorted(x * cosine + y * sine for x in (item.x0, item.x1) for y in (item.y0, item.y1))
        ys = sorted(y * cosine - x * sine for x in (item.x0, item.x1) for y in (item.y0, item.y1))
        if text and ys[-1] > ys[0]:
            right = up = 0.0
            if skew:
                x, y = (xs[0] + xs[-1]) / 2, (ys[0] + ys[-1]) / 2
                right = x * along + y * across - x
                up = y * along - x * across - y
            glyphs.append(Glyph(xs[0] + right, ys[0] + up, xs[-1] + right, ys[-1] + up, text))
    return glyphs


def _slant(item: Any) -> float:
    """How far a character leans from the nearest right angle, in degrees."""
    angle = math.degrees(math.atan2(item.matrix[1], item.matrix[0]))
    return angle - 90 * round(angle / 90)


def _printed_once(glyphs: list[Glyph]) -> list[Glyph]:
    """Without the characters that are printed again a little aside, to make them bold."""
    kept: list[Glyph] = []
    at: dict[tuple[str, int, int], list[Glyph]] = {}
    for glyph in glyphs:
        step = max(glyph.size, 1.0)
        x, y = int(glyph.x0 // step), int(glyph.y0 // step)
        near = (
            g
            for i in (-1, 0, 1)
            for j in (-1, 0, 1)
            for g in at.get((glyph.text, x + i, y + j), ())
        )
        if glyph.text.strip() and any(_same_place(glyph, other) for other in near):
            continue
        at.setdefault((glyph.text, x, y), []).append(glyph)
        kept.append(glyph)
    return kept


def _same_place(one: Glyph, other: Glyph) -> bool:
    width = min(one.x1 - one.x0, other.x1 - other.x0)
    aside = abs(one.x0 - other.x0) < 0.4 * width and abs(one.y0 - other.y0) < 0.2 * one.size
    return aside and abs(one.size - other.size) < 0.1 * one.size


def _heading(first: list[Glyph], paragraphs: list[str]) -> tuple[str, int]:
    """What is set largest at the head of the first page, and of how many paragraphs it is made."""
    inked = [glyph for glyph in first if glyph.text.strip()]
    if not inked:
        return "", 0
    body, largest = statistics.median(g.size for g in inked), max(g.size for g in inked)
    if largest <= 1.15 * body:
        return "", 0
    big = Counter(g.text for g in inked if g.size > 0.95 * largest)
    found, count = "", 0
    for lines in range(1, min(4, len(paragraphs)) + 1):
        head = " ".join(" ".join(paragraphs[:lines]).split())
        letters = Counter("".join(head.split()))
        # The letters of the paragraphs are all among the large ones, as often as they have them.
        held = all(big[letter] >= times for letter, times in letters.items())
        if not held or len(head) > 300 or _SENTENCE.search(head):
            break
        found, count = _WIDE_SEAM.sub("", head), lines
    return found, count


def _stated_title(document: Any) -> str:
    """The title that the file itself carries, where it is one."""
    from pdfminer.pdftypes import resolve1
    from pdfminer.utils import decode_text

    for info in document.info:
        raw = resolve1(info.get("Title"))
        title = decode_text(raw) if isinstance(raw, bytes) else raw if isinstance(raw, str) else ""
        title = " ".join(title.replace("\x00", "").split())
        if title and not _JUNK_TITLE.search(title) and len(title) <= 300:
            return title
    return ""
