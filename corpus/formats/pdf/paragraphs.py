"""Lines to paragraphs: gaps, indents, hyphens, and what stands at the edge of every page."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Sequence

from corpus.formats.pdf.layout import WIDE_CHARACTER, Line

_END = re.compile(r"[.!?。！？:：;；…][\"'”’)）》」』]*\Z")
_BROKEN = re.compile(r"([^\W\d_]+)[-\u2010\u00ad]\Z")
_PAGE_NUMBER = re.compile(
    r"(?:[-–—·]\s*)?(?:page\s+|第\s*)?\d{1,4}(?:\s*(?:/|of)\s*\d{1,4})?(?:\s*页)?(?:\s*[-–—·])?",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")


def join_lines(pages: Sequence[list[Line]]) -> list[str]:
    """The paragraphs of all pages, without running heads and page numbers."""
    return _paragraphs([line for page in _without_heads(pages) for line in page])


def _without_heads(pages: Sequence[list[Line]]) -> list[list[Line]]:
    """Drop page numbers, and what stands at the top or the foot of most pages."""
    counts: Counter[str] = Counter()
    for page in pages:
        counts.update({_mould(line) for line in _edges(page)})
    often = max(2, (len(pages) + 1) // 2)
    alike = _are_alike(pages, often)
    kept = []
    for page in pages:
        if alike:
            kept.append([line for line in page if not _is_number(line)])
            continue
        edges = {id(line) for line in _edges(page)}
        kept.append(
            [
                line
                for line in page
                if id(line) not in edges or not (_is_number(line) or counts[_mould(line)] >= often)
            ]
        )
    return kept


def _are_alike(pages: Sequence[list[Line]], often: int) -> bool:
    """Whether most pages are alike whole: what stands at their edges is no running head then."""
    everywhere = Counter(mould for page in pages for mould in {_mould(line) for line in page})
    inner = []
    for page in pages:
        edges = {id(line) for line in _edges(page)}
        inner.append([line for line in page if id(line) not in edges])
    # Pages of four lines and less have none inside; they are judged whole where all are short.
    judged = inner if any(inner) else [[n for n in page if not _is_number(n)] for page in pages]
    judged = [lines for lines in judged if lines]
    repeated = (
        2 * sum(everywhere[_mould(line)] >= often for line in lines) > len(lines)
        for lines in judged
    )
    return 2 * sum(repeated) > len(judged)


def _is_number(line: Line) -> bool:
    return _PAGE_NUMBER.fullmatch(line.text.strip()) is not None


def _edges(page: Sequence[Line]) -> list[Line]:
    """The two highest and the two lowest lines of a page."""
    by_height = sorted(page, key=lambda line: line.y)
    return [*by_height[:2], *by_height[-2:]]


def _mould(line: Line) -> str:
    return re.sub(r"\d+", "#", line.text.strip())


def _paragraphs(lines: Sequence[Line]) -> list[str]:
    words = Counter(_WORD.findall(" ".join(line.text for line in lines).lower()))
    pitch = _pitch(lines)
    paragraphs: list[str] = []
    before: Line | None = None
    for line in lines:
        if before is None or _begins(before, line, pitch):
            paragraphs.append(line.text.strip())
        else:
            paragraphs[-1] = _joined(paragraphs[-1], line.text.strip(), words)
        before = line
    return [p for p in paragraphs if p]


def _pitch(lines: Sequence[Line]) -> float:
    """The usual distance from one line to the next, in sizes."""
    steps = [
        (a.y - b.y) / a.size
        for a, b in itertools.pairwise(lines)
        if 0 < a.y - b.y < 4 * a.size and abs(a.size - b.size) < 0.1 * a.size
    ]
    # The lower quartile: in a text of short paragraphs most steps are gaps between them.
    return sorted(steps)[len(steps) // 4] if steps else 1.5


def _begins(before: Line, line: Line, pitch: float) -> bool:
    """Whether ``line`` begins a paragraph rather than carries on the one before."""
    size = max(before.size, 1.0)
    if abs(line.size - before.size) > 0.12 * size:
        return True
    ended = _END.search(before.text.strip()) is not None
    room = before.right - before.x1
    short = room > line.first_word + 0.5 * size
    indented = line.x0 - line.left > 0.8 * size
    step = (before.y - line.y) / size
    if not 0 < step < 4:  # the next column or page
        return ended if indented or short else ended and not line.text[:1].islower()
    if step > 1.3 * pitch:
        return True
    if indented and before.x0 - before.left < 0.4 * size:
        return True
    if indented and ended and abs(line.x0 - before.x0) < 0.4 * size:
        return True
    return short and (ended or room > 0.35 * (before.right - before.left))


def _joined(text: str, more: str, words: Counter[str]) -> str:
    broken = _BROKEN.search(text)
    if broken and more[:1].isalpha() and not WIDE_CHARACTER.match(more):
        return text[:-1] + ("" if _is_one_word(broken[1], text[-1], more, words) else "-") + more
    if text.endswith("\u00ad"):
        return text[:-1] + more
    wide = WIDE_CHARACTER.match(text[-1:]) and WIDE_CHARACTER.match(more)
    return text + ("" if wide or not text else " ") + more


def _is_one_word(head: str, hyphen: str, more: str, words: Counter[str]) -> bool:
    """Whether a hyphen at the end of a line only breaks a word, by how it is written elsewhere."""
    if hyphen == "\u00ad":
        return True
    tail = re.match(r"[^\W\d_]+", more)
    assert tail is not None
    joined, hyphened = f"{head}{tail[0]}".lower(), f"{head}-{tail[0]}".lower()
    if words[joined] != words[hyphened]:
        return words[joined] > words[hyphened]
    return tail[0][0].islower() and not head.isupper()
