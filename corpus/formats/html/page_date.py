"""The day on which a page was published: what its head says, what it prints, its address.

What the page prints beside its title outranks a time stamp in universal time, which may name
the day before or after. What none of our own looks finds is left to htmldate.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from corpus.formats.html.metadata import Facts
from corpus.formats.html.text import line, paragraphs
from corpus.text.dates import find_date, only_date, published_date

_UNIVERSAL = re.compile(
    r"\d\d:\d\d(?::\d{1,2}(?:\.\d+)?)?\s*(?:Z|GMT|UTC|[+-]00:?00)\s*\Z", re.IGNORECASE
)
_IN_ADDRESS = re.compile(
    r"/(?P<y1>(?:19|20)\d\d)[/-](?P<m1>\d{1,2})[/-](?P<d1>\d{1,2})(?=[/_.-]|\Z)"
    r"|(?<=[/_t-])(?P<y2>(?:19|20)\d\d)-?(?P<m2>[01]\d)-?(?P<d2>[0-3]\d)(?=[/_.-]|\Z)"
    r"|/(?P<y4>(?:19|20)\d\d)/(?P<m4>[01]\d)(?P<d4>[0-3]\d)(?=[/_.-]|\Z)"
    r"|/(?P<y3>(?:19|20)\d\d)-?(?P<m3>[01]\d)/(?P<d3>[0-3]\d)(?=[/_.-]|\Z)"
    r"|(?<=[/_-])(?P<d5>[0-3]\d)-(?P<m5>[01]\d)-(?P<y5>(?:19|20)\d\d)(?=[/_.-]|\Z)"
)
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
    stated, addressed = facts.date, address_date(facts.url)
    if stated is not None and _UNIVERSAL.search(facts.stamp):
        return _local(tree, facts, addressed, title)
    if stated is not None and not facts.loose:
        return stated
    if addressed:
        return addressed
    shown = paragraphs(tree)
    printed = (date for date in _printed(tree, shown, title, texts) if _is_likely(date))
    if stated is not None:
        return next(printed, stated)
    return next(printed, None) or _by_htmldate(tree, facts.url, shown) or _only_one(shown)


def _local(tree: Any, facts: Facts, addressed: dt.date | None, title: str) -> dt.date:
    """The day where the page was published, of a time stamp in universal time."""
    assert facts.date is not None
    hour = re.search(r"\d\d(?=:\d\d)", facts.stamp)
    # From ten hours behind universal time to thirteen ahead of it.
    least, most = (-1 if hour and int(hour[0]) < 10 else 0, 1 if hour and int(hour[0]) > 10 else 0)
    for date in _near(tree, addressed, title):
        if least <= (date - facts.date).days <= most:
            return date
    return facts.date


def _near(tree: Any, addressed: dt.date | None, title: str) -> Iterator[dt.date]:
    """Dates of the address and of the markup, and those beside the first heading."""
    if addressed:
        yield addressed
    yield from _agreed(_times_marked(tree))
    yield from _agreed(_times(tree))
    near = _around_heading(tree)
    yield from _beside_title(near, title)
    yield from filter(None, map(published_date, near))


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
        parts = {name[0]: int(part) for name, part in found.groupdict().items() if part}
        try:
            return dt.date(parts["y"], parts["m"], parts["d"])
        except ValueError:
            continue
    return None


def _is_likely(date: dt.date) -> bool:
    return _FIRST <= date.year <= _MOST


def _printed(
    tree: Any, shown: Sequence[str], title: str, texts: Sequence[str]
) -> Iterator[dt.date]:
    """Dates that the page shows as its own, the surest first."""
    marked, times = list(_times_marked(tree)), list(_times(tree))
    yield from _agreed(marked)
    for paragraph in texts[:4]:
        if not _OTHER.match(paragraph) and (
            date := only_date(paragraph) or published_date(paragraph)
        ):
            yield date
    yield from _beside_title(shown, title)
    for nodes in marked:
        yield from filter(None, map(_time_of, nodes[:1]))
    yield from _agreed(times)
    for paragraph in shown:
        if len(paragraph) <= _LONG and (date := published_date(paragraph)):
            yield date


def _agreed(groups: Iterable[Sequence[Any]]) -> Iterator[dt.date]:
    """The date of each group of elements that all give the same.

    Where several differ, most belong to other articles in the margin.
    """
    for nodes in groups:
        dates = [date for node in nodes if (date := _time_of(node))]
        if len(set(dates)) == 1:
            yield dates[0]


def _time_of(node: Any) -> dt.date | None:
    texts = (line(node), node.get("datetime") or "", node.get("content") or "")
    return next((date for text in texts if (date := find_date(text))), None)


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
    if _OTHER.match(paragraph):
        return None
    if paragraph.rstrip().endswith((".", "。")) and published_date(paragraph) is None:
        return None
    return find_date(paragraph)


def _only_one(shown: Sequence[str]) -> dt.date | None:
    """The date of the lines that hold little else, where they all agree."""
    lines = (p for p in shown if len(p) <= _LONG and not _OTHER.match(p))
    dates = {date for p in lines if (date := only_date(p)) and _is_likely(date)}
    return dates.pop() if len(dates) == 1 else None


def _by_htmldate(tree: Any, url: str, shown: Sequence[str]) -> dt.date | None:
    """What htmldate finds without guessing, which takes it seconds.

    A date that is none of those that the page prints in short lines is often that of a picture,
    a comment or a library.
    """
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
    if date is None or (date.day, date.month) == (1, 1):
        return None
    printed = {other for p in shown if len(p) <= _LONG and (other := find_date(p))}
    return date if date in printed or not printed else None
