"""The dates that a page shows as its own: in its markup, beside its title, in lines that say so.

Passed over are those of comments, of what is shown from other sites, of other articles in the
margin, of events, and of later changes.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import filterfalse, islice
from typing import Any

from corpus.formats.html.text import count_characters, line, paragraphs
from corpus.text.datelines import (
    dateline_date,
    days_in,
    edge_date,
    entry_date,
    only_date,
    own_date,
    published_date,
    tells_update,
)
from corpus.text.dates import find_date, possible_dates

_PUBLISHED = re.compile(
    r"(?:^|[\s_-])(?:published?|pub-?(?:date|time)?|posted?(?:-on|-date)?|entry-date|post-date|"
    r"article-?(?:date|time)|date-?published|time-?published|news-?(?:date|time)|h-time|"
    r"read__published|dateline|pages?-date|date|time|info|source)(?:$|[\s_-])",
    re.IGNORECASE,
)
# Lines with a date of something else: who joined when, what appears when, what somebody posted.
_OTHER = re.compile(
    r"\W*(?:registri?ert|registered|joined|member since|mitglied seit|dabei seit|erscheinung|"
    r"release date|geboren|born|event|termin|copyright|©|deadline|注册|出生|截止)|\s*[—–]\s",
    re.IGNORECASE,
)
_ANSWER = re.compile(
    r"(?:^|[\s_-])(?<!has-)(?<!no-)(?<!with-)(?:comments?|kommentare?|commentaires?|comentarios?|"
    r"pinglun)(?:\s|$|[_-](?:list|body|meta|card|item|content|author|date|time|area|wrap))",
    re.IGNORECASE,
)
_SMALL = tuple("span p div time dd td th h3 h4 h5 h6 li small strong b em i font".split())
_AROUND, _NEAR, _DEEP = 12, 4_000, 6
_FIRST, _MOST = 1995, 2100
LONG = 120
"""Most letters of a line that is no paragraph of the article."""


def near_dates(tree: Any, title: str) -> Iterator[dt.date]:
    """Dates of the markup, and those beside the first heading, the surest first."""
    yield from _agreed(_times_marked(tree))
    yield from _agreed(_times(tree))
    near = _around_heading(tree)
    yield from _beside_title(near, title)
    yield from filter(None, map(published_date, near))
    # The time stamp tells which number is the day.
    yield from (date for p in near if len(p) <= LONG for date in sorted(possible_dates(p)))


def reprinted_date(tree: Any, stated: dt.date, title: str) -> dt.date | None:
    """The one day that a page prints as its own, where it never prints the one that it states."""
    near = _around_heading(tree)
    lines = [p for p in near if len(p) <= LONG]
    if any(stated in {*days_in(p), only_date(p), *possible_dates(p)} for p in lines):
        return None
    below, above = _around_title(near, title)
    beside = (own_date(p) for p in (*below, *above) if len(p) <= LONG and not _is_other(p))
    marked = _agreed(islice(_times_marked(tree), 1), _printed_time)
    printed = {date for date in (*marked, *beside) if date and is_likely(date)}
    return printed.pop() if len(printed) == 1 else None


def is_likely(date: dt.date) -> bool:
    """Whether there were web pages on that day, or may be in this century."""
    return _FIRST <= date.year <= _MOST


def _around_heading(tree: Any) -> list[str]:
    """The paragraphs, answers apart, of the widest part around the first heading that is short."""
    found = next(tree.iter("h1"), None)
    part = None
    while found is not None and count_characters(found) < _NEAR:
        part, found = found, found.getparent()
    return [] if part is None else paragraphs(part, holds_answers)


def printed_dates(
    tree: Any, shown: Sequence[str], title: str, texts: Sequence[str]
) -> Iterator[dt.date]:
    """Dates that the page shows as its own, the surest first.

    Args:
        tree: the root element of the page.
        shown: its paragraphs.
        title: its title.
        texts: the paragraphs of the article.
    """
    marked, times = list(_times_marked(tree)), list(_times(tree))
    yield from _agreed(marked)
    for paragraph in texts[:4]:
        if not _is_other(paragraph) and (
            date := only_date(paragraph) or published_date(paragraph) or dateline_date(paragraph)
        ):
            yield date
    yield from _beside_title(shown, title)
    yield from (
        date for h1 in islice(tree.iter("h1"), 1) for date in _beside_title(shown, line(h1))
    )
    for nodes in marked:
        yield from filter(None, map(_time_of, nodes[:1]))
    yield from _agreed(times)
    yield from filter(None, map(edge_date, filterfalse(_is_other, texts[:4])))
    for paragraph in shown:
        if len(paragraph) <= LONG and (date := published_date(paragraph)):
            yield date
    yield from filter(None, map(entry_date, shown))


def _printed_time(node: Any) -> dt.date | None:
    return find_date(line(node))


def _time_of(node: Any) -> dt.date | None:
    texts = (node.get("datetime") or "", node.get("content") or "")
    return _printed_time(node) or next(filter(None, map(find_date, texts)), None)


def _agreed(
    groups: Iterable[Sequence[Any]], read: Callable[[Any], dt.date | None] = _time_of
) -> Iterator[dt.date]:
    """The date of each group of elements that all give the same.

    Where several differ, most belong to other articles in the margin.
    """
    for nodes in groups:
        own = (node for node in nodes if not _is_answer(node) and not _is_change(node))
        dates = {date for node in own if (date := read(node))}
        if len(dates) == 1:
            yield dates.pop()


def _is_change(node: Any) -> bool:
    """Whether an element holds the time of a later change."""
    return node.get("itemprop") == "dateModified" or tells_update(line(node))


def _is_answer(node: Any) -> bool:
    """Whether an element stands in a comment, or in what is shown from another site."""
    return any(map(holds_answers, (node, *islice(node.iterancestors(), _DEEP))))


def holds_answers(part: Any) -> bool:
    """Whether an element is one of comments, or of what is shown from another site."""
    named = f"{part.get('class') or ''} {part.get('id') or ''}"
    return part.tag == "blockquote" or _ANSWER.search(named) is not None


def _times_marked(tree: Any) -> Iterator[list[Any]]:
    """Elements that are marked as the time of publication."""
    yield [
        e
        for e in tree.xpath('descendant::*[@itemprop="datePublished" or @pubdate]')[:4]
        if e.tag != "meta"
    ]
    times = tree.xpath("descendant::time")[:4]
    if len(times) <= 3:
        yield [e for e in times if _PUBLISHED.search(e.get("class") or "")]


def _times(tree: Any) -> Iterator[list[Any]]:
    """Elements that hold a time, on a page of few, or beside the first heading."""
    times = tree.xpath("descendant::time")[:40]
    if len(times) <= 3:
        yield times
    yield _with_heading(tree, times)


def _with_heading(tree: Any, times: Sequence[Any]) -> list[Any]:
    """The times in the smallest part around the first heading that holds any."""
    heading = next(tree.iter("h1"), None)
    part = None if heading is None else heading.getparent()
    for _ in range(4):
        if part is None or part.tag == "body":
            break
        held = [e for e in times if part in e.iterancestors()]
        if held:
            return held[:1] if len(held) <= 3 else []
        part = part.getparent()
    return []


def _beside_title(shown: Sequence[str], title: str) -> Iterator[dt.date]:
    """Dates in the short lines below the title, then above it."""
    below, above = _around_title(shown, title)
    for paragraph in below:
        if len(paragraph) > LONG:
            yield from filter(None, (published_date(paragraph), dateline_date(paragraph)))
            break
        if date := _in_short_line(paragraph):
            yield date
    for paragraph in above:
        if not _is_other(paragraph) and (date := only_date(paragraph) or edge_date(paragraph)):
            yield date


def _around_title(shown: Sequence[str], title: str) -> tuple[Sequence[str], Sequence[str]]:
    """The few paragraphs below the title, and those above it, the nearest first."""
    wanted = "".join(title.split()).casefold()
    places = [n for n, p in enumerate(shown) if "".join(p.split()).casefold() == wanted]
    if not wanted or not places:
        return [], []
    at = places[-1] if len(places) < 3 else places[0]
    return shown[at + 1 : at + 1 + _AROUND], shown[max(0, at - 3) : at][::-1]


def _in_short_line(paragraph: str) -> dt.date | None:
    """The date of a line that holds date, source, author and the like, and is no sentence."""
    if _is_other(paragraph):
        return None
    if paragraph.rstrip().endswith((".", "。")) and published_date(paragraph) is None:
        return None
    return find_date(paragraph)


def _is_other(paragraph: str) -> bool:
    """Whether a line holds the date of something else, or of a later change."""
    return _OTHER.match(paragraph) is not None or tells_update(paragraph)


def only_one(shown: Iterable[str], accepts: Callable[[dt.date], bool]) -> dt.date | None:
    """The date of the lines that hold little else, where all that are accepted agree."""
    lines = (p for p in shown if len(p) <= LONG and not _is_other(p))
    dates = {date for p in lines if (date := only_date(p)) and accepts(date)}
    return dates.pop() if len(dates) == 1 else None


def lone_lines(tree: Any) -> Iterator[str]:
    """The words of elements that hold few, in the margin and beside the buttons to share too."""
    for node in tree.iter(*_SMALL):
        if len(node) == 0 and node.text and len(node.text) <= LONG and not _is_answer(node):
            yield " ".join(node.text.split())


def updated_date(shown: Iterable[str]) -> dt.date | None:
    """The likely day of a later change, of the first line that tells one."""
    lines = (p for p in shown if len(p) <= LONG and tells_update(p))
    dates = (date for p in lines if (date := find_date(p)))
    return next(filter(is_likely, dates), None)
