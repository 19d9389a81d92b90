"""Numbers, months, units and currencies in English, in folded text."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator

from compare.languages.rules import DIGITS, QuantityRules, any_of

_SMALL = dict(
    zip(
        ("one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
         "fifteen sixteen seventeen eighteen nineteen").split(),
        range(1, 20),
        strict=True,
    )
) | dict(zip("twenty thirty forty fifty sixty seventy eighty ninety".split(),
             range(20, 100, 10), strict=True))  # fmt: skip
_LARGE = {
    "hundred": 1e2, "thousand": 1e3, "million": 1e6, "mn": 1e6, "billion": 1e9, "bn": 1e9,
    "trillion": 1e12,
}  # fmt: skip
_MONTHS = {
    name: number
    for number, names in enumerate(
        ("january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul",
         "august aug", "september sept sep", "october oct", "november nov", "december dec"),
        1,
    )
    for name in names.split()
}  # fmt: skip
# Months, weeks and years stay apart because "90 days" and "three months" are different
# commitments.
_UNITS = {
    "day": "day", "hour": "hour", "week": "week", "month": "month", "year": "year",
    "minute": "minute", "ton": "ton", "tonne": "ton", "metric ton": "ton", "bushel": "bushel",
    "barrel": "barrel", "people": "person", "person": "person", "student": "person",
    "aircraft": "aircraft", "plane": "aircraft", "airplane": "aircraft", "country": "country",
    "countries": "country", "company": "company", "companies": "company", "kilometer": "km",
    "kilometre": "km", "round": "round", "flight": "flight",
}  # fmt: skip
_MONEY = {"us dollar": "USD", "dollar": "USD", "usd": "USD", "euro": "EUR", "yuan": "CNY",
             "renminbi": "CNY", "rmb": "CNY", "yen": "JPY", "pound": "GBP"}  # fmt: skip

_WORDS = rf"(?:(?:{any_of(_SMALL)})(?:[ ](?:{any_of(_SMALL)}))?)"
_NUMBER = rf"(?:{DIGITS}|{_WORDS})(?:[ ](?:{any_of(_LARGE)}))*"
_MONTH = rf"(?P<month>{any_of(_MONTHS)})\.?"
_PATTERNS = (
    ("date", re.compile(
        rf"\b{_MONTH} (?P<day>\d{{1,2}})(?!\d)(?:st|nd|rd|th)?(?: ?(?:to|and|&)? ?\d{{1,2}}(?!\d))?"
        rf"(?:,? (?P<year>(?:19|20)\d\d))?\b(?!:)")),
    ("date", re.compile(
        rf"\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)? (?:of )?{_MONTH}"
        r"(?:,? (?P<year>(?:19|20)\d\d))?\b")),
    ("date", re.compile(rf"\b{_MONTH},? (?:of )?(?P<year>(?:19|20)\d\d)\b")),
    ("percent", re.compile(
        rf"(?P<number>{_NUMBER}) ?(?:%|percent(?:age points?)?\b|per cent\b|pct\b)")),
    ("sign", re.compile(rf"(?:us ?)?(?P<sign>[$€£¥]) ?(?P<number>{_NUMBER})")),
    ("money", re.compile(
        rf"\b(?P<number>{_NUMBER}) (?:of )?(?P<unit>{any_of(_MONEY)})s?\b")),
    ("count", re.compile(
        rf"\b(?P<number>{_NUMBER})[ ](?:more |additional |further )?"
        rf"(?:american |chinese |young |direct |metric )?(?P<unit>{any_of(_UNITS)})s?\b")),
    ("bare", re.compile(rf"(?<![\w.,])(?:{DIGITS})(?: (?:{any_of(_LARGE)}))+\b")),
    ("bare", re.compile(r"(?<![a-z\d.,])(?:\d{1,3}(?:,\d{3})+|\d{3,})(?![\d.,]*[\d%a-z])")),
)  # fmt: skip


def parse(text: str) -> float:
    """Value of a number in digits or English words; 0 where there is none."""
    total, current = 0.0, 0.0
    for word in text.replace(",", "").split():
        if word in _LARGE:
            current = (current or 1) * _LARGE[word]
        elif word in _SMALL:
            current += _SMALL[word]
        elif re.fullmatch(r"\d+(?:\.\d+)?", word):
            current += float(word)
    return total + current


_PLURALS = {"dozens": 12.0, "scores": 20.0, "tens": 10.0} | {
    f"{word}s": value for word, value in _LARGE.items() if len(word) > 2
}
_MAGNITUDE = re.compile(
    rf"\b(?P<first>{any_of(_PLURALS)})(?P<more>(?: of (?:{any_of(_PLURALS)}))*)\b"
)


def magnitudes(text: str) -> Iterator[tuple[float, float]]:
    """Ranges of values: "hundreds of billions" is 1e11 to 1e12, "billions" 1e9 to 1e12."""
    for match in _MAGNITUDE.finditer(text):
        least = math.prod(_PLURALS[word] for word in match.group().split(" of "))
        wide = match["first"] not in ("dozens", "scores", "tens", "hundreds")
        yield least, least * (1_000 if wide else 10)


QUANTITIES = QuantityRules(
    patterns=_PATTERNS,
    number=_NUMBER,
    parse=parse,
    words=re.compile(any_of(_SMALL)),
    hint=re.compile(rf"\d|(?<![a-z])(?:{any_of(_SMALL)})"),
    months=_MONTHS,
    money=_MONEY,
    units=_UNITS,
    idle=frozenset({"one"}),
    magnitudes=magnitudes,
    rough=re.compile(
        r"\b(?:(?:more|less|fewer) than|over|nearly|almost|about|around|some|roughly|at least"
        r"|up to|approximately|close to)\W{0,3}"
    ),
)
