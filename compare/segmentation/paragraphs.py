"""Where the paragraphs of a text begin and end, in characters, whatever its lines are wrapped at.

A line break ends a paragraph, unless the line was broken because the next word did not fit. What
shows that is the width of the whole file: in wrapped text most lines that end in mid-sentence
are as long as lines get. The text is never changed; ``text[start:end]`` is what stands there.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise

from compare.languages import Language, languages
from corpus.text.characters import HAN

Span = tuple[int, int]

_BREAK = re.compile(r"\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_BLANK = re.compile(r"[\s\ufeff\u200b]*\Z")
_BULLET = r"[•▪●‣◦■◆·○]|[-–—*]+(?=\s)|\(?\d{1,3}[.)、．]"
_NUMBER = r"\d{1,3}[.)、．]"
_ENDED = re.compile(r"[.!?。！？;；:：…][\"'”’）)」』》\]]*\s*\Z")
_FIRST_WORD = re.compile(r"\s*+(\S{1,30})")
_WIDE = re.compile(rf"[{HAN}\u3000-\u30ff\uff01-\uff60\uac00-\ud7af]")
_HYPHEN = re.compile(r"[^\W\d_](?:-|\u2010|\u00ad)\s*\Z")
_INDENT = re.compile(r"[ \t\u3000\u00a0]*")

_NARROWEST, _WIDEST = 40, 132
"""Columns that text is wrapped at; a Chinese character takes two."""
_RAGGED, _EVEN = 0.72, 0.85
"""Least share of the width that a full line has, in proportional type and in Chinese, whose
characters are all of one width, but for digits among them."""
_MOSTLY = 0.6


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    end: int
    columns: int
    indent: int
    ended: bool
    """Whether it ends as a sentence does."""
    opens: bool
    """Whether it begins as an item of a list."""
    labelled: bool
    """Whether it begins with a number of a list or the label of a speaker, or seems to."""
    lower: bool
    """Whether it begins in lower case, or in a script that knows no case."""
    word: int
    """Columns of its first word."""
    hyphen: bool
    """Whether it ends in the middle of a word."""
    wide: bool
    """Whether it is written in a script without spaces, most of it."""


@lru_cache(maxsize=8)
def _item(known: tuple[Language, ...]) -> re.Pattern[str]:
    """What begins an item of a list."""
    return _beginning(_BULLET, *(language.sentences.item_number for language in known))


@lru_cache(maxsize=8)
def _label(known: tuple[Language, ...]) -> re.Pattern[str]:
    """A number of a list or the label of a speaker, or what seems to be one."""
    return _beginning(_NUMBER, *(language.sentences.speaker_label for language in known))


def _beginning(*patterns: str) -> re.Pattern[str]:
    return re.compile(rf"\s*+(?:{'|'.join(filter(None, patterns))})")


@cache
def invisible(char: str) -> bool:
    """Whether a character shows nothing: white space, controls, marks of direction, a BOM."""
    return char.isspace() or unicodedata.category(char) in {"Cc", "Cf", "Cs", "Zs", "Zl", "Zp"}


def trim(text: str, start: int, end: int) -> Span:
    """The span without invisible characters at its ends; empty at ``end`` where nothing shows."""
    while start < end and invisible(text[start]):
        start += 1
    while end > start and invisible(text[end - 1]):
        end -= 1
    return start, end


def paragraphs(text: str) -> tuple[Span, ...]:
    """Spans of the paragraphs of ``text``, without surrounding space, in order.

    An empty line ends a paragraph. Any other line break does, too, unless the text is wrapped
    (:func:`_wrap_width`) and the line was full, or a block of three or more lines of like width
    ends in mid-sentence most of the time. Items of lists, lines with the label of a speaker and
    lines that are set in begin a paragraph.
    """
    blocks = [*_blocks(text)]
    width = _wrap_width(blocks)
    found: list[Span] = []
    for block in blocks:
        whole = not width and _is_wrapped(block)
        margin = min(line.indent for line in block)
        start, head = block[0].start, block[0]
        for line, following in pairwise(block):
            goes_on = whole or _hangs(head, line, following)
            if not (goes_on or _continues(line, following, width, margin)):
                found.append((start, line.end))
                start, head = following.start, following
        found.append((start, block[-1].end))
    spans = (trim(text, start, end) for start, end in found)
    return tuple((start, end) for start, end in spans if start < end)


def _blocks(text: str) -> Iterator[list[_Line]]:
    """Lines that no empty line parts."""
    block: list[_Line] = []
    for start, end in _lines(text):
        if start < end and not _BLANK.match(text, start, end):
            block.append(_line(text, start, end))
        elif block:
            yield block
            block = []
    if block:
        yield block


def _lines(text: str) -> Iterator[Span]:
    start = 0
    for match in _BREAK.finditer(text):
        yield start, match.start()
        start = match.end()
    yield start, len(text)


def _line(text: str, start: int, end: int) -> _Line:
    # A line far longer than any width tells nothing by its exact length.
    shown = text[start : min(end, start + 2 * _WIDEST)].rstrip()
    indent = _INDENT.match(shown)
    assert indent is not None
    wide = len(_WIDE.findall(shown))
    word = _FIRST_WORD.match(shown)
    first = word[1] if word else ""
    starts_wide = bool(_WIDE.match(first))
    return _Line(
        start,
        end,
        len(shown) + wide,
        sum(2 if c == "\u3000" else 1 for c in indent[0]),
        _ENDED.search(text, max(start, end - 8), end) is not None,
        _item(languages()).match(shown) is not None,
        _label(languages()).match(shown) is not None,
        starts_wide or not first[:1].isupper(),
        2 if starts_wide else len(first),
        _HYPHEN.search(text, max(start, end - 8), end) is not None,
        2 * wide > len(shown),
    )


def _wrap_width(blocks: list[list[_Line]]) -> int:
    """The columns at which the lines of the text are wrapped, or 0 where they are not.

    They are where next to no line is longer than :data:`_WIDEST`, and of the lines that end in
    mid-sentence, another one following, most are full and go on in lower case, or had no room for
    one word more.
    """
    columns = [line.columns for block in blocks for line in block]
    # An address or the row of a table may be longer than what is wrapped.
    usual = [width for width in columns if width <= _WIDEST]
    width = max(usual, default=0)
    if width < _NARROWEST or len(columns) - len(usual) > 0.05 * len(columns):
        return 0
    pairs = [pair for block in blocks for pair in pairwise(block) if not pair[1].opens]
    broken = [(a, b) for a, b in pairs if not a.ended]
    going_on = [
        (a, b) for a, b in broken if _is_full(a, b, width) and (b.lower or not _fits(a, b, width))
    ]
    if not broken or len(going_on) < max(_MOSTLY * len(broken), 0.34 * len(pairs)):
        return 0
    return width


def _is_full(line: _Line, following: _Line, width: int) -> bool:
    """Whether the first word of the next line would hardly have fitted on this one."""
    if line.wide:
        return line.columns + following.word > _EVEN * width
    return line.columns + 1 + following.word > _RAGGED * width


def _fits(line: _Line, following: _Line, width: int) -> bool:
    """Whether the first word of the next line would have fitted on this one."""
    if line.wide:
        return not _is_full(line, following, width)
    return line.columns + 1 + following.word <= width - 2


def _hangs(head: _Line, line: _Line, following: _Line) -> bool:
    """Whether a line stands under the words of the item of a list that ``head`` begins."""
    under = head.opens and following.indent > head.indent and not following.opens
    return under and not line.ended and following.lower


def _continues(line: _Line, following: _Line, width: int, margin: int) -> bool:
    """Whether a line carries on in the one below it.

    ``width`` is that of wrapped text, or 0; ``margin`` the least indent of a line of the block.
    """
    if line.hyphen and following.lower and not following.wide:
        return True
    if not width:
        return False
    full = _is_full(line, following, width)
    # "26. In" may begin a line by chance, and so may a word before a colon.
    begins = line.ended or not full if following.labelled else following.opens
    if begins or following.indent > margin + 1:
        return False
    if not full:
        return not line.ended and following.lower and not following.wide
    return not _fits(line, following, width) or (not line.ended and following.lower)


def _is_wrapped(block: list[_Line]) -> bool:
    """Whether a block of lines is one text wrapped at a width, by itself."""
    if len(block) < 3 or any(line.opens for line in block[1:]):
        return False
    widths = [line.end - line.start for line in block[:-1]]
    if min(widths) < 25 or max(widths) > 120 or max(widths) - min(widths) > 24:
        return False
    return 3 * sum(not line.ended for line in block[:-1]) >= 2 * len(widths)
