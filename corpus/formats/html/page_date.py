"""The day on which a page was published: what its head says, what it prints, its address.

What the page prints beside its title, and not as the day of a change, outranks its head: a time
stamp in universal time may name the day before or after, and some programs write the day on which
a page was begun. What none of our own looks finds is left to htmldate.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from typing import Any

from corpus.formats.html.metadata import Facts
from corpus.formats.html.printed_dates import (
    LONG,
    holds_answers,
    is_likely,
    lone_lines,
    near_dates,
    only_one,
    printed_dates,
    reprinted_date,
    updated_date,
)
from corpus.formats.html.text import paragraphs
from corpus.text.dates import find_date

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
        return reprinted_date(tree, stated, title) or stated
    if addressed:
        return addressed
    shown = paragraphs(tree)
    printed = next(filter(is_likely, printed_dates(tree, shown, title, texts)), None)
    return (
        printed
        or stated
        or updated_date(shown)
        or _by_htmldate(tree, facts.url, shown)
        or only_one(paragraphs(tree, holds_answers), is_likely)
        or only_one(lone_lines(tree), is_likely)
    )


def _local(tree: Any, facts: Facts, addressed: dt.date | None, title: str) -> dt.date:
    """The day where the page was published, of a time stamp in universal time."""
    assert facts.date is not None
    stated = facts.date
    hour = re.search(r"\d\d(?=:\d\d)", facts.stamp)
    # From ten hours behind universal time to thirteen ahead of it.
    least, most = (-1 if hour and int(hour[0]) < 10 else 0, 1 if hour and int(hour[0]) > 10 else 0)

    def is_local(date: dt.date) -> bool:
        return least <= (date - stated).days <= most

    if addressed and is_local(addressed):
        return addressed
    near = next(filter(is_local, near_dates(tree, title)), None)
    return (
        near
        or only_one(paragraphs(tree, holds_answers), is_local)
        or reprinted_date(tree, stated, title)
        or stated
    )


def address_date(url: str) -> dt.date | None:
    """The date in an address such as ``/2024/01/26/`` or ``t20240126_1.html``."""
    for found in _IN_ADDRESS.finditer(url):
        parts = {name[0]: int(part) for name, part in found.groupdict().items() if part}
        try:
            return dt.date(parts["y"], parts["m"], parts["d"])
        except ValueError:
            continue
    return None


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
    printed = {other for p in shown if len(p) <= LONG and (other := find_date(p))}
    return date if date in printed or not printed else None
