"""Where clauses of an English sentence part: list items, semicolons, verbs of saying."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from compare.languages.rules import Span

_MARK = re.compile(
    r",\s+(?:(?:and|or|as\swell\sas|including|while|but)\s+)?|;\s+|:\s+|\s+[–—]\s+"
    r"|\s+(?=and\s(?:also\s)?(?:noted?|underscored?|emphasi[sz]ed?|stressed|reaffirmed|reiterated"
    r"|agreed|welcomed|encouraged|tasked|discussed|raised|expressed|called|urged|warned)\b)"
    r"|\s+(?=\((?:[ivx]{1,4}|\d{1,2}|[a-h])\)\s)"
)
_PROPER = re.compile(r"(?:the\s+)?[A-Z0-9](?!\d{3}\Z)")


def clause_cuts(text: str, start: int, end: int, outside: Sequence[bool]) -> Iterator[Span]:
    """Spans of the marks between the clauses of ``text[start:end]``, in order."""
    marks = [m for m in _MARK.finditer(text, start, end) if outside[m.start() - start]]
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
