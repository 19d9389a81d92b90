"""What a view shows, as it stands in the address: event, texts, certainty, filters.

Knows nothing of Streamlit: a mapping of strings in, a mapping of strings out. Whatever does not
fit is passed over, so that an old or mistyped link still opens.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import get_args

from compare.comparison import SideName
from compare.coverage.types import Status
from compare.settings import DEFAULTS
from corpus.library.search.search import By

OWN = "own"
"""The event of statements that the visitor brought; their texts are never in the address."""

SHELF = "library/"
"""What the name of an event of the library begins with; its id follows."""

WAYS: tuple[By, ...] = get_args(By)
"""How the library is searched."""

ERRORS = (30, 20, 15, 10, 5)
"""Choices of certainty: at most so many in a hundred of the passages called left out may be
wrong."""

LANGUAGES = ("own", "en", "zh")
"""Each text in its side's own language, or all in one."""

DEFAULT_ERROR = round(100 * DEFAULTS.max_error)

_NAME = re.compile(r"[\w.-]{1,80}")
_HELD = re.compile(rf"{SHELF}[^\x00-\x1f\x7f]{{1,200}}")
_SOUGHT = 200
"""Characters of a search that an address holds."""
_ALL = "all"
_UNREAD = "no"
_PAIR = re.compile(r"(\d{1,2})-(\d{1,2})")
_PASSAGE = re.compile(r"(left|right)-(\d{1,4})")
_HASH = re.compile(r"[0-9a-f]{8}")
_SPAN = re.compile(r"(\d{1,7})-(\d{1,7})")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
FIRST_DAY, LAST_DAY = dt.date(1900, 1, 1), dt.date(2100, 12, 31)
"""Between which days events are looked for."""
_SIDE = 80
"""Characters of a side's name that an address holds."""


@dataclass(frozen=True, slots=True)
class Address:
    """One view of one comparison."""

    event: str = ""
    """A bundled event, one of the library, :data:`OWN`, or empty for the first bundled one."""
    language: str = "own"
    pair: tuple[int, int] = (0, 1)
    """Which two of the event's statements are read side by side, as indices."""
    whole: bool = False
    """Whether all statements of the event are shown, in place of two."""
    wrong: int = DEFAULT_ERROR
    read_pairs: bool = True
    """The setting of the same name of a comparison."""
    statuses: tuple[Status, ...] = ()
    """Passages shown at full strength; none means all."""
    codebook: str = ""
    """The beginning of the hash of the codebook that it was made with; empty for the bundled."""
    topic: str = ""
    """Topic that passages are filtered by; empty means all."""
    term: str = ""
    """The term whose places are shown; empty for none."""
    passage: tuple[SideName, int] | None = None
    """The passage that is picked out."""
    aligned: bool = False
    """Whether the texts stand in rows by meaning, in place of as published."""
    sought: str = ""
    """What is searched for in the library."""
    by: By = "both"
    opened: str = ""
    """Id of the statement of the library that is shown."""
    span: tuple[int, int] | None = None
    """Characters of that statement that are marked."""
    raising: str = ""
    """The topic that events of the library raise; empty means any."""
    side: str = ""
    """Whose statements of the library are shown; empty means all."""
    since: dt.date | None = None
    until: dt.date | None = None
    """The first and the last day of what is shown of the library."""

    @property
    def held(self) -> str:
        """Id of the event where it is one of the library, else empty."""
        return self.event.removeprefix(SHELF) if self.event.startswith(SHELF) else ""

    @property
    def max_error(self) -> float:
        """The setting of the same name of a comparison."""
        return self.wrong / 100

    def turned_to(self, event: str) -> Address:
        """Another event, compared in the same way."""
        return Address(event=event, wrong=self.wrong, read_pairs=self.read_pairs)


def parse(query: Mapping[str, str]) -> Address:
    """The address that a query says, the default for whatever is missing or does not fit."""
    default = Address()
    event, topic = query.get("event", ""), query.get("topic", "")
    language, wrong = query.get("text", ""), query.get("wrong", "")
    known = set(query.get("show", "").split(","))
    by, opened = query.get("by", ""), query.get("statement", "")
    return Address(
        event=event if _NAME.fullmatch(event) or _HELD.fullmatch(event) else "",
        language=language if language in LANGUAGES else default.language,
        pair=_pair(query.get("pair", "")) or default.pair,
        whole=query.get("pair") == _ALL,
        wrong=int(wrong) if wrong in map(str, ERRORS) else default.wrong,
        read_pairs=query.get("read") != _UNREAD,
        statuses=tuple(status for status in get_args(Status) if status in known),
        topic=topic if _NAME.fullmatch(topic) else "",
        term=term if _NAME.fullmatch(term := query.get("term", "")) else "",
        passage=_passage(query.get("at", "")),
        codebook=book if _HASH.fullmatch(book := query.get("codebook", "")) else "",
        aligned=query.get("rows") == "meaning",
        sought=" ".join(query.get("find", "").split())[:_SOUGHT].strip(),
        by=next((way for way in WAYS if way == by), default.by),
        opened=opened if _HELD.fullmatch(SHELF + opened) else "",
        span=_span(query.get("chars", "")),
        raising=raising if _NAME.fullmatch(raising := query.get("raising", "")) else "",
        side=" ".join(query.get("side", "").split())[:_SIDE].strip(),
        since=_day(query.get("from", "")),
        until=_day(query.get("to", "")),
    )


def query(address: Address) -> dict[str, str]:
    """The query of an address; what is the default is left out, but never the event."""
    default = Address()
    fields = {
        "event": address.event,
        "text": "" if address.language == default.language else address.language,
        "pair": _ALL if address.whole else _plain_pair(address),
        "wrong": "" if address.wrong == default.wrong else str(address.wrong),
        "read": "" if address.read_pairs else _UNREAD,
        "show": ",".join(address.statuses),
        "topic": address.topic,
        "term": address.term,
        "at": "{}-{}".format(*address.passage) if address.passage else "",
        "codebook": address.codebook,
        "rows": "meaning" if address.aligned else "",
        "find": address.sought,
        "by": "" if address.by == default.by else address.by,
        "statement": address.opened,
        "chars": "{}-{}".format(*address.span) if address.span else "",
        "raising": address.raising,
        "side": address.side,
        "from": str(address.since or ""),
        "to": str(address.until or ""),
    }
    return {key: value for key, value in fields.items() if value}


def _plain_pair(address: Address) -> str:
    return "" if address.pair == Address().pair else "{}-{}".format(*address.pair)


def _pair(text: str) -> tuple[int, int] | None:
    found = _PAIR.fullmatch(text)
    if not found or found[1] == found[2]:
        return None
    return int(found[1]), int(found[2])


def _span(text: str) -> tuple[int, int] | None:
    found = _SPAN.fullmatch(text)
    if not found or int(found[1]) >= int(found[2]):
        return None
    return int(found[1]), int(found[2])


def _day(text: str) -> dt.date | None:
    try:
        day = dt.date.fromisoformat(text) if _DAY.fullmatch(text) else None
    except ValueError:
        return None
    return day if day and FIRST_DAY <= day <= LAST_DAY else None


def _passage(text: str) -> tuple[SideName, int] | None:
    found = _PASSAGE.fullmatch(text)
    if not found:
        return None
    side: SideName = "left" if found[1] == "left" else "right"
    return side, int(found[2])
