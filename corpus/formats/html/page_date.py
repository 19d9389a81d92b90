"""The day on which a page was published: what its head says, what it prints, its address.

What the page prints beside its title outranks a time stamp in universal time, which may name
the day before or after. What none of our own looks finds is left to htmldate.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from typing import Any

from corpus.formats.html.metadata import Facts
from corpus.formats.html.text import line, paragraphs
from corpus.text.dates import find_date, only_date, published_date

_UNIVERSAL = re.compile(r"T\d\d:\d\d(?::\d\d(?:\.\d+)?)?\s*(?:Z|[+-]00:?00)\s*\Z", re.IGNORECASE)
_IN_ADDRESS = re.compile(
    r"/(?P<y1>(?:19|20)\d\d)[/-](?P<m1>\d{1,2})[/-](?P<d1>\d{1,2})(?=[/_.-]|\Z)"
    r"|(?<=[/_t-])(?P<y2>(?:19|20)\d\d)-?(?P<m2>[01]\d)-?(?P<d2>[0-3]\d)(?=[/_.-]|\Z)"
    r"|/(?P<y4>(?:19|20)\d\d)/(?P<m4>[01]\d)(?P<d4>[0-3]\d)(?=[/_.-]|\Z)"
    r"|/(?P<y3>(?:19|20)\d\d)-?(?P<m3>[01]\d)/(?P<d3>[0-3]\d)(?=[/_.-]|\Z)"
)
_PUBLISHED = re.compile(
    r"(?:^|[\s_-])(?:published?|pub-?(?:date|time)?|posted?(?:-on|-date)?|entry-date|post-date|"
    r"article-?(?:date|time)|date-?published|time-?published|news-?(?:date|time)|h-time|"
    r"read__published|dateline|pages?-date|date|time|info|source)(?:$|[\s_-])",
    re.IGNORECASE,
)
_AROUND, _LONG, _NEAR = 12, 120, 4_000
_FIRST, _MOST = 1995, 2100


def page_date(tree: Any, facts: Facts, title: str, texts: Sequence[str]) -> dt.date | None:
    """The day of publication, or None where the page does not say it.

    Args:
        tree: the root element of the page.
        facts: what its head says.
        title: its title.
        texts: the paragraphs of the article.
    """
    if facts.date is not None and not _UNIVERSAL.search(facts.stamp):
        return facts.date
    if facts.date is not None:
        near = _around_heading(tree)
        for date in (*_marked(tree), *_beside_title(near, title)):
            if abs((date - facts.date).days) == 1:
                return date
        return facts.date
    if addressed := address_date(facts.url):
        return addressed
    shown = paragraphs(tree)
    printed = (date for date in _printed(tree, shown, title, texts) if _is_likely(date))
    return next(printed, None) or _by_htmldate(tree, facts.url) or _only_one(shown)


def _around_heading(tree: Any) -> list[str]:
    """The paragraphs of the widest part around the first heading that is still short."""
    found = next(tree.iter("h1"), None)
    part = None
    while found is not None and sum(map(len, found.itertext())) < _NEAR:
        part, found = found, found.getparent()
    return [] if part is None else paragraphs(part)


def address_date(url: str) -> dt.date | None:
    """The date in an address such as ``/2024/01/26/`` or ``t20240126_1.html``."""
    for found in _IN_ADDRESS.finditer(url):
        parts = [int(part) for part in found.groups() if part]
        try:
            return dt.date(*parts)
        except ValueError:
            continue
    return None


def _is_likely(date: dt.date) -> bool:
    return _FIRST <= date.year <= _MOST


def _printed(
    tree: Any, shown: Sequence[str], title: str, texts: Sequence[str]
) -> Iterator[dt.date]:
    """Dates that the page shows as its own, the surest first."""
    yield from _marked(tree)
    for paragraph in texts[:4]:
        if date := only_date(paragraph) or published_date(paragraph):
            yield date
    yield from _beside_title(shown, title)
    for paragraph in shown:
        if len(paragraph) <= _LONG and (date := published_date(paragraph)):
            yield date


def _marked(tree: Any) -> Iterator[dt.date]:
    """Dates that the markup says are those of publication."""
    for node in _times(tree):
        for text in (line(node), node.get("datetime") or "", node.get("content") or ""):
            if date := find_date(text):
                yield date
                break


def _times(tree: Any) -> list[Any]:
    """The elements that are marked as the time of publication."""
    marked = [
        e
        for e in tree.xpath('descendant::*[@itemprop="datePublished" or @pubdate]')[:4]
        if e.tag != "meta"
    ]
    times = tree.xpath("descendant::time")[:40]
    named = [e for e in times if _PUBLISHED.search(e.get("class") or "")]
    # Of many times most belong to other articles in the margin.
    return marked or (named[:1] if len(times) <= 3 else []) or (times if len(times) == 1 else [])


def _beside_title(shown: Sequence[str], title: str) -> Iterator[dt.date]:
    """Dates in the short lines below the title, then above it."""
    wanted = "".join(title.split()).casefold()
    places = [n for n, p in enumerate(shown) if "".join(p.split()).casefold() == wanted]
    if not wanted or not places:
        return
    at = places[-1] if len(places) < 3 else places[0]
    for paragraph in shown[at + 1 : at + 1 + _AROUND]:
        if len(paragraph) > _LONG:
            break
        if date := _in_short_line(paragraph):
            yield date
    for paragraph in reversed(shown[max(0, at - 3) : at]):
        if date := only_date(paragraph):
            yield date


def _in_short_line(paragraph: str) -> dt.date | None:
    """The date of a line that holds date, source, author and the like, and is no sentence."""
    if paragraph.rstrip().endswith((".", "。")) and published_date(paragraph) is None:
        return None
    return find_date(paragraph)


def _only_one(shown: Sequence[str]) -> dt.date | None:
    """The date of the lines that hold little else, where they all agree."""
    dates = {date for p in shown if len(p) <= _LONG and (date := only_date(p))}
    return dates.pop() if len(dates) == 1 else None


def _by_htmldate(tree: Any, url: str) -> dt.date | None:
    """What htmldate finds without guessing, which takes it seconds."""
    import htmldate

    try:
        found = htmldate.find_date(
            tree, url=url or None, original_date=True, extensive_search=False
        )
        date = dt.date.fromisoformat(found) if found else None
    # It guards against little of what a broken page may hold, and a date is worth no refusal.
    except Exception:
        return None
    # What it makes of a year or a month alone is the first day of it.
    return None if date is None or (date.day, date.month) == (1, 1) else date
