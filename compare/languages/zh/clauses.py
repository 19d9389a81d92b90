"""Where clauses of a Chinese sentence part: commas, items of lists, numbered points."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from compare.languages.rules import Span

_MARK = re.compile(r"[，,；;：:]|(?=[一二三四五六七八九十]是(?!个|种|否))")
_LIST = re.compile(
    r"(?:讨论|探讨|谈及|提到|涉及|包括|关注|回顾|围绕|就|在)了?(?P<items>[^，。；、：]{2,16}(?:、[^，。；、：]{2,16}){1,12}?)"
    r"(?:等|问题|议题|局势|交换|进行|方面)"
)


def clause_cuts(text: str, start: int, end: int, outside: Sequence[bool]) -> Iterator[Span]:
    """Spans of the marks between the clauses of ``text[start:end]``, in order."""
    inner = {
        start_of + m.start()
        for found in _LIST.finditer(text, start, end)
        for start_of in [found.start("items")]
        for m in re.finditer("、", found["items"])
    }
    marks = {m.start(): m.end() for m in _MARK.finditer(text, start, end) if m.end() < end}
    marks |= {at: at + 1 for at in inner}
    last = start
    for at in sorted(marks):
        short = at not in inner and at - last < 6
        digits = text[at] == "," and text[at - 1 : at].isdigit() and text[at + 1 : at + 2].isdigit()
        if at > start and outside[at - start] and not short and not digits:
            yield at, marks[at]
            last = marks[at]
