"""Numbers, units and currencies in Chinese, in folded text: Simplified characters."""

from __future__ import annotations

import re
from collections.abc import Iterator

from compare.languages.rules import DIGITS, QuantityRules, any_of

_DIGIT_VALUES = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_SMALL = {"十": 10, "百": 100, "千": 1_000}
_LARGE = {"万": 10_000, "亿": 100_000_000}
_UNITS = {
    "天": "day", "日": "day", "个小时": "hour", "小时": "hour", "周": "week", "个星期": "week",
    "个月": "month", "年": "year", "分钟": "minute", "吨": "ton", "蒲式耳": "bushel",
    "桶": "barrel",
    "人": "person", "名": "person", "架": "aircraft", "个国家": "country",
    "家企业": "company", "家公司": "company", "家实体": "company", "公里": "km", "轮": "round",
    "班": "flight",
}  # fmt: skip
_MONEY = {"美元": "USD", "美金": "USD", "元人民币": "CNY", "人民币": "CNY", "欧元": "EUR",
             "日元": "JPY", "英镑": "GBP", "元": "CNY"}  # fmt: skip

_NUMERALS = r"[零一二三四五六七八九十百千万亿两〇]+"
_NUMBER = (
    rf"(?<![数几上])(?:(?:{DIGITS})[多余]?[十百千万亿]*"
    rf"|(?=[零一二三四五六七八九十两〇]){_NUMERALS})"
)
_PATTERNS = (
    ("date", re.compile(
        r"(?:(?P<year>(?:19|20)\d\d) ?年 ?)?(?P<month>\d{1,2}) ?月"
        r"(?: ?(?P<day>\d{1,2}) ?[日号]?(?: ?[至到 ~] ?\d{1,2})? ?[日号]?)?")),
    ("percent", re.compile(
        rf"(?P<number>{_NUMBER})(?:%|个百分点)|百分之(?P<hundredths>{_NUMBER})")),
    ("tenths", re.compile(
        r"(?P<number>[一二三四五六七八九两]|\d)成(?:(?P<half>半)|(?P<more>[一二三四五六七八九]))?"
        r"(?![一不功立员为果就长本交千绩分都色熟])")),
    ("money", re.compile(rf"(?P<number>{_NUMBER})(?:多|余)?(?P<unit>{any_of(_MONEY)})")),
    ("count", re.compile(
        rf"(?<![\d第十初每这那同上下])(?P<number>{_NUMBER})(?:多|余)?(?P<unit>{any_of(_UNITS)})"
        r"(?![月份会一级代均际家体行论])")),
    ("bare", re.compile(
        rf"(?:{DIGITS})[十百千]*[万亿]+|{_NUMERALS}[万亿]+{_NUMERALS}"
        r"|[一二三四五六七八九十两百]+[千百]*[万亿]+")),
)  # fmt: skip


def parse(text: str) -> float:
    """Value of a number in digits, Chinese characters or both; 0 where there is none."""
    text = text.translate({ord("多"): None, ord("余"): None})
    total, section, digit = 0.0, 0.0, 0.0
    for token in re.findall(r"\d+(?:\.\d+)?|.", text.replace(",", "")):
        if token in _LARGE:
            section += digit
            total = (total + (section or (0.0 if total else 1.0))) * _LARGE[token]
            section, digit = 0.0, 0.0
        elif token in _SMALL:
            section += (digit or 1.0) * _SMALL[token]
            digit = 0.0
        elif token in _DIGIT_VALUES:
            digit = digit * 10 + _DIGIT_VALUES[token] if digit else float(_DIGIT_VALUES[token])
        elif token[0].isdigit():
            digit = float(token)
    return total + section + digit


_MAGNITUDE = re.compile(
    r"(?<![零一二三四五六七八九两〇十百千万亿\d.])(?P<some>[数几])?[上近超约成]*"
    r"(?P<number>[十百千]?[万亿]{1,2}|[十百千])(?=[多余]?[\u4e00-\u9fff])"
)


def magnitudes(text: str) -> Iterator[tuple[float, float]]:
    """Ranges of values: 数千亿 is 1e11 to 1e12, and so is 千亿, or a little less."""
    for match in _MAGNITUDE.finditer(text):
        least = parse(f"一{match['number']}")
        yield least * (1.0 if match["some"] else 0.8), least * 10


QUANTITIES = QuantityRules(
    patterns=_PATTERNS,
    number=_NUMBER,
    parse=parse,
    words=re.compile("[零一二三四五六七八九十百千万亿两〇多余]"),
    hint=re.compile(r"[\d零一二三四五六七八九十百千万亿两〇]"),
    money=_MONEY,
    units=_UNITS,
    idle=frozenset({"一", "百", "千", "万", "千万"}),
    magnitudes=magnitudes,
    rough=re.compile("约|近|超过?|逾|多达|至少|左右|[多余](?!边|方|次|年)|上下|接近"),
)
