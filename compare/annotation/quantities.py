"""Numbers of a text in either language, each as a value with a unit, and where it stands.

九成 and 90 percent, 300亿美元 and $30 billion, 9月10日 and September 10 are the same figure. Bare
small numbers in words ("two sides", 一个) are no figures: they count nothing that a statement
commits to.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from compare.annotation.matcher import longest
from compare.annotation.word_folding import HAN
from corpus.text.folding import fold


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit."""

    unit: str
    """``%``, a currency such as ``USD``, ``date``, ``number`` or what is counted: ``day``."""
    value: float
    """In units; for a date, year * 10,000 + month * 100 + day with 0 for what is not said."""
    start: int
    end: int
    """Characters of the text."""


_ZH_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_ZH_SMALL = {"十": 10, "百": 100, "千": 1_000}
_ZH_LARGE = {"万": 10_000, "亿": 100_000_000}
_EN_SMALL = dict(
    zip(
        ("one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
         "fifteen sixteen seventeen eighteen nineteen").split(),
        range(1, 20),
        strict=True,
    )
) | dict(zip("twenty thirty forty fifty sixty seventy eighty ninety".split(),
             range(20, 100, 10), strict=True))  # fmt: skip
_EN_LARGE = {
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

# Counted things by the unit they are reduced to; months, weeks and years stay apart because
# "90 days" and "three months" are different commitments.
_UNITS_EN = {
    "day": "day", "hour": "hour", "week": "week", "month": "month", "year": "year",
    "minute": "minute", "ton": "ton", "tonne": "ton", "metric ton": "ton", "bushel": "bushel",
    "barrel": "barrel", "people": "person", "person": "person", "student": "person",
    "aircraft": "aircraft", "plane": "aircraft", "airplane": "aircraft", "country": "country",
    "countries": "country", "company": "company", "companies": "company", "kilometer": "km",
    "kilometre": "km", "round": "round", "flight": "flight",
}  # fmt: skip
_UNITS_ZH = {
    "天": "day", "日": "day", "个小时": "hour", "小时": "hour", "周": "week", "个星期": "week",
    "个月": "month", "年": "year", "分钟": "minute", "吨": "ton", "蒲式耳": "bushel",
    "桶": "barrel",
    "人": "person", "名": "person", "架": "aircraft", "个国家": "country",
    "家企业": "company", "家公司": "company", "家实体": "company", "公里": "km", "轮": "round",
    "班": "flight",
}  # fmt: skip
_MONEY_ZH = {"美元": "USD", "美金": "USD", "元人民币": "CNY", "人民币": "CNY", "欧元": "EUR",
             "日元": "JPY", "英镑": "GBP", "元": "CNY"}  # fmt: skip
_MONEY_EN = {"us dollar": "USD", "dollar": "USD", "usd": "USD", "euro": "EUR", "yuan": "CNY",
             "renminbi": "CNY", "rmb": "CNY", "yen": "JPY", "pound": "GBP"}  # fmt: skip
_SIGNS = {"$": "USD", "€": "EUR", "£": "GBP", "¥": "CNY"}


def _any(words: object) -> str:
    return "|".join(sorted(words, key=len, reverse=True))  # type: ignore[call-overload]


_WORDS_EN = rf"(?:(?:{_any(_EN_SMALL)})(?:[ ](?:{_any(_EN_SMALL)}))?)"
_DIGITS = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_HAN_NUMBER = r"[零一二三四五六七八九十百千万亿两〇]+"
_NUMBER_EN = rf"(?:{_DIGITS}|{_WORDS_EN})(?:[ ](?:{_any(_EN_LARGE)}))*"
_NUMBER_ZH = (
    rf"(?<![数几上])(?:(?:{_DIGITS})[多余]?[十百千万亿]*"
    rf"|(?=[零一二三四五六七八九十两〇]){_HAN_NUMBER})"
)
_MONTH = rf"(?P<month>{_any(_MONTHS)})\.?"

_Patterns = tuple[tuple[str, re.Pattern[str]], ...]
_ENGLISH: _Patterns = (
    ("date", re.compile(
        rf"\b{_MONTH} (?P<day>\d{{1,2}})(?!\d)(?:st|nd|rd|th)?(?: ?(?:to|and|&)? ?\d{{1,2}}(?!\d))?"
        rf"(?:,? (?P<year>(?:19|20)\d\d))?\b(?!:)")),
    ("date", re.compile(
        rf"\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)? (?:of )?{_MONTH}"
        r"(?:,? (?P<year>(?:19|20)\d\d))?\b")),
    ("date", re.compile(rf"\b{_MONTH},? (?:of )?(?P<year>(?:19|20)\d\d)\b")),
    ("percent", re.compile(
        rf"(?P<number>{_NUMBER_EN}) ?(?:%|percent(?:age points?)?\b|per cent\b|pct\b)")),
    ("sign", re.compile(rf"(?:us ?)?(?P<sign>[$€£¥]) ?(?P<number>{_NUMBER_EN})")),
    ("money_en", re.compile(
        rf"\b(?P<number>{_NUMBER_EN}) (?:of )?(?P<unit>{_any(_MONEY_EN)})s?\b")),
    ("count_en", re.compile(
        rf"\b(?P<number>{_NUMBER_EN})[ ](?:more |additional |further )?"
        rf"(?:american |chinese |young |direct |metric )?(?P<unit>{_any(_UNITS_EN)})s?\b")),
    ("bare", re.compile(rf"(?<![\w.,])(?:{_DIGITS})(?: (?:{_any(_EN_LARGE)}))+\b")),
    ("bare", re.compile(r"(?<![a-z\d.,])(?:\d{1,3}(?:,\d{3})+|\d{3,})(?![\d.,]*[\d%a-z])")),
)  # fmt: skip
_CHINESE: _Patterns = (
    ("date", re.compile(
        r"(?:(?P<year>(?:19|20)\d\d) ?年 ?)?(?P<month>\d{1,2}) ?月"
        r"(?: ?(?P<day>\d{1,2}) ?[日号]?(?: ?[至到 ~] ?\d{1,2})? ?[日号]?)?")),
    ("percent", re.compile(
        rf"(?P<number>{_NUMBER_ZH})(?:%|个百分点)|百分之(?P<hundredths>{_NUMBER_ZH})")),
    ("tenths", re.compile(
        r"(?P<number>[一二三四五六七八九两]|\d)成(?P<half>半|[一二三四五六七八九])?"
        r"(?![一不功立员为果就长本交千绩分都色熟])")),
    ("money_zh", re.compile(rf"(?P<number>{_NUMBER_ZH})(?:多|余)?(?P<unit>{_any(_MONEY_ZH)})")),
    ("count_zh", re.compile(
        rf"(?<![\d第十初每这那同上下])(?P<number>{_NUMBER_ZH})(?:多|余)?(?P<unit>{_any(_UNITS_ZH)})"
        r"(?![月份会一级代均际家体行论])")),
    ("bare", re.compile(
        rf"(?:{_DIGITS})[十百千]*[万亿]+|{_HAN_NUMBER}[万亿]+{_HAN_NUMBER}"
        r"|[一二三四五六七八九十两百]+[千百]*[万亿]+")),
)  # fmt: skip
_NUMBER = re.compile(rf"\d|(?<![a-z])(?:{_any(_EN_SMALL)})")
_ANY = re.compile(rf"{_NUMBER_EN}|{_NUMBER_ZH}")


def find_quantities(text: str) -> tuple[Quantity, ...]:
    """Every figure of ``text`` in order of place; the longest counts where several overlap."""
    folded = fold(text)
    found: dict[tuple[int, int], Quantity] = {}
    for figure in _candidates(folded):
        found.setdefault((figure.start, figure.end), figure)
    return tuple(figure for _, _, figure in longest((*span, f) for span, f in found.items()))


def find_numbers(text: str) -> frozenset[float]:
    """Every number of ``text`` by itself, whatever it counts."""
    return frozenset(parse_number(n) for n in _ANY.findall(fold(text)))


def _candidates(text: str) -> Iterator[Quantity]:
    # Most sentences hold no number, and most patterns would look for one at every character.
    patterns = _ENGLISH if _NUMBER.search(text) else ()
    patterns += _CHINESE if HAN.search(text) else ()
    for kind, pattern in patterns:
        for match in pattern.finditer(text):
            reading = _read(kind, match)
            if reading is not None:
                yield Quantity(*reading, match.start(), match.end())


def _read(kind: str, match: re.Match[str]) -> tuple[str, float] | None:
    groups = match.groupdict()
    if kind == "date":
        return _read_date(groups)
    if kind == "percent":
        return "%", parse_number(groups["number"] or groups.get("hundredths") or "0")
    if kind == "tenths":
        half = groups["half"]
        extra = 5 if half == "半" else _ZH_DIGITS.get(half or "零", 0)
        return "%", parse_number(groups["number"]) * 10 + extra
    if kind == "sign":
        return _SIGNS[groups["sign"]], parse_number(groups["number"])
    if kind == "money_en":
        return _MONEY_EN[groups["unit"]], parse_number(groups["number"])
    if kind == "money_zh":
        return _MONEY_ZH[groups["unit"]], parse_number(groups["number"])
    if kind == "bare":
        value = parse_number(match.group())
        # A year alone dates nothing that both sides would put in the same words.
        return None if 1900 <= value <= 2100 else ("number", value)
    unit = (_UNITS_EN if kind == "count_en" else _UNITS_ZH)[groups["unit"]]
    return _read_count(unit, groups["number"])


def _read_date(groups: dict[str, str | None]) -> tuple[str, float] | None:
    month = groups["month"] or ""
    number = _MONTHS.get(month) or (int(month) if month.isdigit() else 0)
    day, year = int(groups.get("day") or 0), int(groups.get("year") or 0)
    if not 1 <= number <= 12 or day > 31 or not (day or year):
        return None
    return "date", year * 10_000 + number * 100 + day


def _read_count(unit: str, number: str) -> tuple[str, float] | None:
    value = parse_number(number)
    if unit == "year" and 1900 <= value <= 2100 and number.isdigit():
        return None
    # 百年, 千年, "one day", 一天 and the like are turns of phrase, 两国 and 两人 the two sides.
    if number in {"一", "one", "百", "千", "万", "千万"} or (
        value <= 3 and unit in {"country", "person", "company"}
    ):
        return None
    if unit == "year" and number.isdigit() is False and len(number) == 4 and value > 1900:
        return None
    return unit, value


def parse_number(text: str) -> float:
    """Value of digits, English or Chinese number words; 0 where there is none.

    >>> parse_number("30 billion"), parse_number("300亿"), parse_number("一万二千")
    (30000000000.0, 30000000000.0, 12000.0)
    """
    text = text.translate({ord("多"): None, ord("余"): None})
    if re.search(r"[零一二三四五六七八九十百千万亿两〇]", text):
        return _parse_chinese(text)
    total, current = 0.0, 0.0
    for word in text.replace(",", "").split():
        if word in _EN_LARGE:
            current = (current or 1) * _EN_LARGE[word]
        elif word in _EN_SMALL:
            current += _EN_SMALL[word]
        elif re.fullmatch(r"\d+(?:\.\d+)?", word):
            current += float(word)
    return total + current


def _parse_chinese(text: str) -> float:
    total, section, digit = 0.0, 0.0, 0.0
    for token in re.findall(r"\d+(?:\.\d+)?|.", text.replace(",", "")):
        if token in _ZH_LARGE:
            section += digit
            total = (total + (section or (0.0 if total else 1.0))) * _ZH_LARGE[token]
            section, digit = 0.0, 0.0
        elif token in _ZH_SMALL:
            section += (digit or 1.0) * _ZH_SMALL[token]
            digit = 0.0
        elif token in _ZH_DIGITS:
            digit = digit * 10 + _ZH_DIGITS[token] if digit else float(_ZH_DIGITS[token])
        elif token[0].isdigit():
            digit = float(token)
    return total + section + digit
