"""Numbers, dates and places that one of two linked passages gives and the other does not."""

from __future__ import annotations

import functools
import itertools
from collections.abc import Iterator, Sequence

from compare.annotation.lexicon import LexiconMatch
from compare.annotation.passage import Passage
from compare.annotation.quantities import Quantity, is_rough
from compare.languages import languages, rules_for
from compare.languages.rules import PlaceRules
from compare.segmentation.affiliations import sides_in
from compare.wording.difference import Difference, Note
from corpus.text.folding import simplify


def compare_quantities(left: Passage, right: Passage) -> Iterator[Difference]:
    """Numbers, amounts and dates that only one side gives, or that differ."""
    only = [
        [f for f in p.quantities if not _is_given(f, other)]
        for p, other in ((left, right), (right, left))
    ]
    for unit in sorted({f.unit for fs in only for f in fs}):
        mine, theirs = ([f for f in fs if f.unit == unit] for fs in only)
        if len({f.value for f in mine}) == 1 == len({f.value for f in theirs}):
            finding = _differ(left, right, mine[0], theirs[0])
            if finding:
                yield finding
        elif unit not in _UNSAID and not (mine and theirs):
            passage, given = (left, mine) if mine else (right, theirs)
            yield _figure_of_one(passage, left, given)


# What one side may well leave unsaid without shifting anything: when, how long, which number a
# document has.
_UNSAID = frozenset({"date", "number", "minute", "hour", "day", "week", "month", "year"})


def _value(figure: Quantity) -> tuple[str, float]:
    return figure.unit, figure.value


def _is_given(figure: Quantity, other: Passage) -> bool:
    """Whether the other side gives the figure somewhere, if only its order of magnitude.

    A date may come without its year.
    """
    if figure.unit != "date":
        ranges = other.annotated.magnitudes
        return figure.value in other.annotated.numbers or any(
            least <= figure.value < most for least, most in ranges
        )
    year, day = divmod(int(figure.value), 10_000)
    for theirs in itertools.chain.from_iterable(other.annotated.quantities):
        if theirs.unit == "date":
            other_year, other_day = divmod(int(theirs.value), 10_000)
            whole_month = 0 in (day % 100, other_day % 100) and day // 100 == other_day // 100
            if (day == other_day or whole_month) and (
                year == other_year or 0 in (year, other_year)
            ):
                return True
    return False


def _differ(left: Passage, right: Passage, one: Quantity, other: Quantity) -> Difference | None:
    spans = (one.start, one.end), (other.start, other.end)
    key = ((left.side, _value(one)), (right.side, _value(other)))
    if one.unit == "date":
        days = [int(f.value) % 10_000 for f in (one, other)]
        if (
            0 in (days[0] % 100, days[1] % 100)
            or abs(_day_of_year(days[0]) - _day_of_year(days[1])) > 1
        ):
            return None
        # Local dates of one moment are a day apart where the time zones are.
        return Difference("number", "minor", Note("date"), *spans, key)
    if one.unit == "number" or _agree_roughly((left, one), (right, other)):
        return None
    return Difference("number", "substantive", Note("number"), *spans, key)


ROUGHLY = 0.1
"""Part by which two figures may differ of which one is not meant to the last digit."""


def _agree_roughly(*figures: tuple[Passage, Quantity]) -> bool:
    """Whether two figures are near each other and one of them is "nearly" so much."""
    values = sorted(figure.value for _, figure in figures)
    statements = ((passage.annotated.statement, figure) for passage, figure in figures)
    return values[1] - values[0] <= ROUGHLY * values[1] and any(
        is_rough(statement.text, figure, statement.language) for statement, figure in statements
    )


def _day_of_year(day: int) -> int:
    return (day // 100) * 31 + day % 100


def _figure_of_one(passage: Passage, left: Passage, given: Sequence[Quantity]) -> Difference:
    span = (given[0].start, given[0].end)
    quotes = tuple(dict.fromkeys(passage.quote((f.start, f.end)) for f in given))
    return Difference(
        "number",
        "degree",
        Note("number_only", quotes=quotes),
        span if passage is left else None,
        None if passage is left else span,
        tuple((passage.side, _value(f)) for f in given),
    )


_KIN = (frozenset({"north-korea", "south-korea", "korean-peninsula"}),)
"""Places of which one may stand for another: 朝鲜半岛核问题 is what others call the DPRK's."""


def find_places(left: Passage, right: Passage) -> Iterator[Difference]:
    """Places that one side names and the other nowhere in its statement."""
    for passage, other in ((left, right), (right, left)):
        named = {m.entry.id for m in other.annotated.marks if m.entry.kind == "place"}
        named |= {place for kin in _KIN if kin & named for place in kin}
        only = [m for m in passage.marks("place") if m.entry.id not in named]
        only = [m for m in only if not (_is_abbreviated(m, other) or _is_state_named(m, other))]
        only = [m for m in only if not (_is_venue(passage, m) or _is_term(passage, other, m))]
        if not only or (not other.marks("place") and not _is_general(other)):
            continue
        entries = {m.entry.label_en: m.entry for m in only}
        labels = tuple(entry.labels for _, entry in sorted(entries.items()))
        span = (only[0].start, only[0].end)
        quotes = tuple(dict.fromkeys(passage.quote((m.start, m.end)) for m in only))
        yield Difference(
            "name",
            "degree",
            Note("place_only", left=labels, quotes=quotes)
            if passage is left
            else Note("place_only", right=labels, quotes=quotes),
            span if passage is left else None,
            None if passage is left else span,
            tuple((passage.side, m.entry.id) for m in only),
        )


def _is_general(passage: Passage) -> bool:
    """Whether a passage speaks of places at large: an answer to a list, where it names none."""
    words = _text(passage)
    return any(rules.general.search(words) for rules in _rules(passage))


def _is_venue(passage: Passage, mark: LexiconMatch) -> bool:
    """Whether a place is only where a meeting was."""
    text = passage.annotated.statement.text
    before = text[max(0, mark.start - 40) : mark.start]
    after = text[mark.end : mark.end + 6]
    return any(
        rules.venue_before.search(before) or rules.venue_after.match(after)
        for rules in _rules(passage)
    )


def _is_abbreviated(mark: LexiconMatch, other: Passage) -> bool:
    """Whether the other text may name the place by a shorter form of its Chinese name."""
    patterns = (r.short_form(mark.entry.label_zh) for r in _rules(other) if r.short_form)
    text = other.annotated.statement.text
    return any(pattern.search(text) for pattern in patterns if pattern)


def _is_state_named(mark: LexiconMatch, other: Passage) -> bool:
    """Whether the place is a state that the other text names by its capital, its people or who
    speaks for it; the South China Sea is none, though China is in its name.
    """
    name = mark.entry.label_en
    codes = {
        c for known in languages() for *span, c in sides_in(known, name) if span == [0, len(name)]
    }
    return bool(codes & _states(other.annotated.statement.text))


@functools.lru_cache(maxsize=64)
def _states(text: str) -> frozenset[str]:
    """Codes of the states that a text names."""
    words = simplify(text)
    return frozenset(code for known in languages() for *_, code in sides_in(known, words))


def _rules(passage: Passage) -> list[PlaceRules]:
    return [known.places for known in rules_for(passage.annotated.statement.language)]


def _is_term(passage: Passage, other: Passage, mark: LexiconMatch) -> bool:
    """Whether the place is part of a contested term for a subject that the other side names too."""
    families = {u.family for u in other.annotated.uses}
    return any(
        u.start < mark.end and mark.start < u.end and u.family in families for u in passage.uses
    )


def _text(passage: Passage) -> str:
    return " ".join(passage.quote(s) for s in passage.spans)
