"""Dates as pages and papers print them, in English, Chinese and Japanese."""

from __future__ import annotations

import datetime as dt
import re

_MONTHS = (
    "january february march april may june july august september october november december".split()
)
_MONTH = r"(?P<month>jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.?"
_DIGITS = {c: str(n) for n, c in enumerate("〇一二三四五六七八九")} | {"○": "0", "零": "0"}
_HAN = "〇○零一二三四五六七八九十"
# Compact dates, as in 20240126, stand in meta tags and addresses; never read them in prose.
_FORMS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        r"(?<!\d)(?P<year>(?:19|20)\d\d)\s?[-/.]\s?(?P<number>\d{1,2})\s?[-/.]\s?(?P<day>\d{1,2})(?!\d)",
        r"(?<!\d)(?P<year>(?:19|20)\d\d)\s*年\s*(?P<number>\d{1,2})\s*月\s*(?P<day>\d{1,2})\s*日",
        rf"(?P<year>[{_HAN}]{{4}})年(?P<number>[{_HAN}]{{1,3}})月(?P<day>[{_HAN}]{{1,3}})日",
        rf"\b{_MONTH}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>(?:19|20)\d\d)\b",
        rf"\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+{_MONTH},?\s+(?P<year>(?:19|20)\d\d)\b",
    )
)
_SAMPLE = 2_000
# Letters beside the date of a dateline: a weekday, a city.
_AROUND, _LETTER = 20, re.compile(r"[^\W\d_]")
_CHINA = dt.timezone(dt.timedelta(hours=8))


def find_date(text: str) -> dt.date | None:
    """The date that stands first in the text, or None where there is none that exists."""
    found = []
    for form in _FORMS:
        for match in form.finditer(text[:_SAMPLE]):
            date = _date(match.groupdict())
            if date is not None:
                found.append((match.start(), date))
                break
    return min(found)[1] if found else None


def only_date(line: str) -> dt.date | None:
    """The date of a line that holds little else, such as a dateline under a heading."""
    if len(line) > 60 or line.rstrip().endswith((".", "。")):
        return None
    rest = min((form.sub("", line) for form in _FORMS), key=len)
    return find_date(line) if len(_LETTER.findall(rest)) <= _AROUND else None


def china_date(seconds: int) -> dt.date | None:
    """The date in China of a Unix time; None where it lies outside 1990 to 2100."""
    if not 631_152_000 <= seconds <= 4_102_444_800:
        return None
    return dt.datetime.fromtimestamp(seconds, _CHINA).date()


def _date(parts: dict[str, str | None]) -> dt.date | None:
    year, day = _number(parts["year"] or ""), _number(parts["day"] or "")
    name = parts.get("month")
    month = _month(name) if name else _number(parts["number"] or "")
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def _month(name: str) -> int:
    return next(n for n, month in enumerate(_MONTHS, 1) if month.startswith(name.lower()[:3]))


def _number(text: str) -> int:
    """The number that Arabic or Chinese digits write, up to four of them; 0 for none."""
    if not set(text) & set(_HAN):
        return int(text or 0)
    if "十" in text:
        tens, _, ones = text.partition("十")
        return 10 * int(_DIGITS.get(tens, "1")) + int(_DIGITS.get(ones, "0"))
    return int("".join(_DIGITS[c] for c in text))
