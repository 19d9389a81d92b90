"""Quantities of a text in any language, each as a value with a unit, and where it stands.

九成 and 90 percent, 300亿美元 and $30 billion, 9月10日 and September 10 are the same quantity. Bare
small numbers in words ("two sides", 一个) are none: they count nothing that a statement commits
to. Numerals, units, months and currencies are each language's own
(:class:`compare.languages.rules.QuantityRules`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from compare.annotation.matcher import longest
from compare.languages import languages_in
from compare.languages.rules import QuantityRules
from corpus.text.folding import fold, show


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit."""

    unit: str
    """``%``, a currency such as ``USD``, ``date``, ``number`` or what is counted: ``day``."""
    value: float
    """In units; for a date, year * 10,000 + month * 100 + day with 0 for a missing part."""
    start: int
    end: int
    """Characters of the text."""


_SIGNS = {"$": "USD", "€": "EUR", "£": "GBP", "¥": "CNY"}


def find_quantities(text: str, language: str = "") -> tuple[Quantity, ...]:
    """Every quantity of ``text`` in order of position; the longest counts where several overlap.

    ``language`` is the tag of the text, which also may quote other languages.
    """
    copy = show(text)
    folded = fold(copy.text)
    found: dict[tuple[int, int], Quantity] = {}
    for quantity in _candidates(folded, _rules(folded, language)):
        found.setdefault((quantity.start, quantity.end), quantity)
    kept = [quantity for _, _, quantity in longest((*span, q) for span, q in found.items())]
    if not copy.index:
        return tuple(kept)
    spans = [copy.span(quantity.start, quantity.end) for quantity in kept]
    return tuple(replace(q, start=a, end=b) for q, (a, b) in zip(kept, spans, strict=True))


def find_numbers(text: str, language: str = "") -> frozenset[float]:
    """Every number of ``text`` by itself, whatever it counts."""
    folded = fold(show(text).text)
    rules = _rules(folded, language)
    number = re.compile("|".join(rule.number for rule in rules) or "(?!)")
    return frozenset(_parse(n, rules) for n in number.findall(folded))


def find_magnitudes(text: str, language: str = "") -> tuple[tuple[float, float], ...]:
    """Orders of magnitude in ``text``, each from the least value to below the largest.

    >>> find_magnitudes("hundreds of billions of dollars"), find_magnitudes("数千亿美元")
    (((100000000000.0, 1000000000000.0),), ((100000000000.0, 1000000000000.0),))
    """
    folded = fold(show(text).text)
    return tuple(found for rule in _rules(folded, language) for found in rule.magnitudes(folded))


def is_rough(text: str, quantity: Quantity, language: str = "") -> bool:
    """Whether a quantity of ``text`` is not meant to the last digit ("nearly", 多)."""
    around = fold(text[max(0, quantity.start - 16) : quantity.end + 3])
    return any(rule.rough.search(around) for rule in _rules(around, language))


def parse_number(text: str, language: str = "") -> float:
    """Value of a number in digits or words; 0 where there is none.

    >>> parse_number("30 billion"), parse_number("300亿"), parse_number("一万二千")
    (30000000000.0, 30000000000.0, 12000.0)
    """
    return _parse(text, _rules(text, language))


def _rules(text: str, language: str) -> tuple[QuantityRules, ...]:
    every = (known.quantities for known in languages_in(text, language))
    return tuple(rules for rules in every if rules)


def _parse(number: str, rules: Sequence[QuantityRules]) -> float:
    """The value by the first rules that know a word of the number, or by the first of all."""
    known = (rule for rule in rules if rule.words.search(number))
    first = next(known, rules[0] if rules else None)
    return first.parse(number) if first else 0.0


def _candidates(text: str, rules: Sequence[QuantityRules]) -> Iterator[Quantity]:
    for rule in rules:
        # Most sentences hold no number, and most patterns would look for one at every character.
        if not rule.hint.search(text):
            continue
        for kind, pattern in rule.patterns:
            for match in pattern.finditer(text):
                reading = _read(kind, match, rule)
                if reading is not None:
                    yield Quantity(*reading, match.start(), match.end())


def _read(kind: str, match: re.Match[str], rules: QuantityRules) -> tuple[str, float] | None:
    """Unit and value of what a pattern of the rules has found."""
    groups = match.groupdict()
    number = groups.get("number") or groups.get("hundredths") or match.group()
    if kind == "date":
        return _read_date(groups, rules)
    if kind == "percent":
        return "%", rules.parse(number)
    if kind == "tenths":
        more = 5 if groups["half"] else rules.parse(groups["more"] or "")
        return "%", rules.parse(number) * 10 + more
    if kind == "sign":
        return _SIGNS[groups["sign"]], rules.parse(number)
    if kind == "money":
        return rules.money[groups["unit"]], rules.parse(number)
    if kind == "count":
        return _read_count(rules.units[groups["unit"]], number, rules)
    value = rules.parse(number)
    # A year alone dates nothing that both sides would put in the same words.
    return None if 1900 <= value <= 2100 else ("number", value)


def _read_date(groups: Mapping[str, str | None], rules: QuantityRules) -> tuple[str, float] | None:
    month = groups["month"] or ""
    number = rules.months.get(month) or (int(month) if month.isdigit() else 0)
    day, year = int(groups.get("day") or 0), int(groups.get("year") or 0)
    if not 1 <= number <= 12 or day > 31 or not (day or year):
        return None
    return "date", year * 10_000 + number * 100 + day


def _read_count(unit: str, number: str, rules: QuantityRules) -> tuple[str, float] | None:
    value = rules.parse(number)
    if unit == "year" and 1900 <= value <= 2100 and number.isdigit():
        return None
    # 百年, 千年, "one day", 一天 and the like are turns of phrase, 两国 and 两人 the two sides.
    if number in rules.idle or (value <= 3 and unit in {"country", "person", "company"}):
        return None
    if unit == "year" and not number.isdigit() and len(number) == 4 and value > 1900:
        return None  # a year in characters: 二〇二四年
    return unit, value
