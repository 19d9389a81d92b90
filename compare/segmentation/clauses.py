"""The clauses inside a sentence, for evidence finer than the sentence.

Items of a list ("discussed A, B, and C", "讨论了甲、乙、丙等问题"), comma clauses of a long Chinese
sentence, numbered points (一是……二是……). Spans are exact characters and never cross.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

Span = tuple[int, int]

_HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\u3040-\u30ff]")
_BRACKETS = dict(zip("(（[【“「『《", ")）]】”」』》", strict=True))
_MARK_ZH = re.compile(r"[，,；;：:]|(?=[一二三四五六七八九十]是(?!个|种|否))")
_LIST_ZH = re.compile(
    r"(?:讨论|探讨|谈及|提到|涉及|包括|关注|回顾|围绕|就|在)了?(?P<items>[^，。；、：]{2,16}(?:、[^，。；、：]{2,16}){1,12}?)"
    r"(?:等|问题|议题|局势|交换|进行|方面)"
)
_MARK_EN = re.compile(
    r",\s+(?:(?:and|or|as\swell\sas|including|while|but)\s+)?|;\s+|:\s+|\s+[–—]\s+"
    r"|\s+(?=and\s(?:also\s)?(?:noted?|underscored?|emphasi[sz]ed?|stressed|reaffirmed|reiterated"
    r"|agreed|welcomed|encouraged|tasked|discussed|raised|expressed|called|urged|warned)\b)"
    r"|\s+(?=\((?:[ivx]{1,4}|\d{1,2}|[a-h])\)\s)"
)
_PROPER = re.compile(r"(?:the\s+)?[A-Z0-9](?!\d{3}\Z)")


def split_clauses(text: str, start: int, end: int) -> tuple[Span, ...]:
    """Spans of the clauses of the sentence ``text[start:end]``, in order; at least one.

    They do not overlap, and only marks and joining words stand between them.
    """
    chinese = bool(_HAN.search(text, start, end))
    cuts = _cuts_zh(text, start, end) if chinese else _cuts_en(text, start, end)
    spans: list[Span] = []
    left = start
    for stop, follow in [*cuts, (end, end)]:
        if stop > left and any(map(str.isalnum, text[left:stop])):
            spans.append((left, stop))
            left = follow
        elif spans and stop == end:
            spans[-1] = (spans[-1][0], end)
    return tuple(spans) or ((start, end),)


def _outside(text: str, start: int, end: int) -> list[bool]:
    """For each character whether it stands outside of brackets and quotation marks."""
    depth: list[str] = []
    outside: list[bool] = []
    for char in text[start:end]:
        if depth and char == depth[-1]:
            depth.pop()
        elif char in _BRACKETS and len(depth) < 8:
            depth.append(_BRACKETS[char])
        outside.append(not depth)
    # A bracket that never closes holds nothing.
    return outside if not depth else [True] * (end - start)


def _cuts_zh(text: str, start: int, end: int) -> Iterator[Span]:
    outside = _outside(text, start, end)
    inner = {
        start_of + m.start()
        for found in _LIST_ZH.finditer(text, start, end)
        for start_of in [found.start("items")]
        for m in re.finditer("、", found["items"])
    }
    marks = {m.start(): m.end() for m in _MARK_ZH.finditer(text, start, end) if m.end() < end}
    marks |= {at: at + 1 for at in inner}
    last = start
    for at in sorted(marks):
        short = at not in inner and at - last < 6
        digits = text[at] == "," and text[at - 1 : at].isdigit() and text[at + 1 : at + 2].isdigit()
        if at > start and outside[at - start] and not short and not digits:
            yield at, marks[at]
            last = marks[at]


def _cuts_en(text: str, start: int, end: int) -> Iterator[Span]:
    outside = _outside(text, start, end)
    marks = [m for m in _MARK_EN.finditer(text, start, end) if outside[m.start() - start]]
    stops = [*(m.start() for m in marks), end]
    listed = len(marks) >= 2
    last, joined = start, False
    for mark, stop in zip(marks, stops[1:], strict=True):
        piece = text[mark.end() : stop].rstrip(" .")
        before = text[last : mark.start()]
        # "peace, stability, and prosperity" and "Bali, Indonesia" are one thing each.
        whole = len(piece.split()) > 2 or (listed and bool(_PROPER.match(piece)))
        whole = whole and (len(before.split()) > 2 or (listed and bool(_PROPER.match(before))))
        if whole and not (joined and re.match(r",\s+(?:and|or)\b", mark[0])):
            yield mark.start(), mark.end()
            last, joined = mark.end(), False
        else:
            joined = True
