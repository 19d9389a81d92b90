"""Differences of wording between two linked passages that known words give away.

Each detector sees the two passages and yields findings; none of them knows about links or other
passages. They look for few and certain differences, because each is read by a person.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from compare.concepts import find_concepts
from compare.figures import Figure, find_figures, find_values
from compare.manner import Mark, MarkKind, find_marks
from compare.matching import is_han
from compare.segments import Segment
from compare.terms import Grade, Terms, TermUse, usages
from corpus.statements import Statement

FindingKind = Literal["term", "modality", "negation", "number", "name", "speech_act", "content"]
Span = tuple[int, int]
_STEP_DOWN: dict[Grade, Grade] = {"substantive": "degree", "degree": "minor", "minor": "minor"}


@dataclass(frozen=True, slots=True)
class Finding:
    """A difference between two passages."""

    kind: FindingKind
    grade: Grade
    reason: str
    left: Span | None
    right: Span | None
    """Characters of each statement."""
    keys: tuple[Hashable, ...]
    """Findings that have one in common tell a reader the same thing; one of them is enough."""


@dataclass(frozen=True)
class Reading:
    """One side's whole statement with all that is known about its words."""

    statement: Statement
    segments: Sequence[Segment]
    terms: Terms

    @property
    def side(self) -> str:
        """What a reason calls this side."""
        return self.statement.side

    @cached_property
    def uses(self) -> tuple[TermUse, ...]:
        """Contested terms."""
        return usages(self.statement, self.segments, self.terms)

    @cached_property
    def figures(self) -> tuple[Figure, ...]:
        """Numbers and dates."""
        return find_figures(self.statement.text)

    @cached_property
    def marks(self) -> tuple[Mark, ...]:
        """Words of manner."""
        return find_marks(self.statement.text)

    @cached_property
    def concepts(self) -> tuple[tuple[str, int, int], ...]:
        """Concepts of the glossary: id, start, end."""
        return tuple((c.id, c.start, c.end) for c in find_concepts(self.statement.text))


@dataclass(frozen=True)
class Passage:
    """The segments of one side of a link."""

    reading: Reading
    indices: tuple[int, ...]

    @property
    def side(self) -> str:
        """What a reason calls this side."""
        return self.reading.side

    @cached_property
    def spans(self) -> tuple[Span, ...]:
        """Characters of the segments."""
        segments = self.reading.segments
        return tuple((segments[i].start, segments[i].end) for i in self.indices)

    @cached_property
    def voices(self) -> frozenset[str]:
        """For whom the segments speak."""
        return frozenset(self.reading.segments[i].voice for i in self.indices)

    def holds(self, start: int, end: int) -> bool:
        """Whether these characters lie in a segment of the passage."""
        return any(s <= start and end <= e for s, e in self.spans)

    @cached_property
    def uses(self) -> tuple[TermUse, ...]:
        """Contested terms of the passage."""
        return tuple(u for u in self.reading.uses if u.segment in self.indices)

    @cached_property
    def figures(self) -> tuple[Figure, ...]:
        """Numbers and dates of the passage."""
        return tuple(f for f in self.reading.figures if self.holds(f.start, f.end))

    def marks(self, kind: MarkKind) -> list[Mark]:
        """Words of one kind of manner in the passage."""
        marks = self.reading.marks
        return [m for m in marks if m.manner.kind == kind and self.holds(m.start, m.end)]

    def quote(self, span: Span) -> str:
        """The words of a span as they stand."""
        return self.reading.statement.text[slice(*span)]

    def clause(self, place: int) -> Span:
        """Characters of the clause around a place: up to the next mark of punctuation."""
        text = self.reading.statement.text
        low, high = next(s for s in self.spans if s[0] <= place < s[1])
        breaks = [m.start() for m in _CLAUSE.finditer(text, low, high)]
        start = max((b + 1 for b in breaks if b < place), default=low)
        return start, min((b for b in breaks if b >= place), default=high)


_CLAUSE = re.compile(r"[,;:，；：。！？]|\.(?=\s)")
Detector = Callable[[Passage, Passage], Iterator[Finding]]


def both(*parts: tuple[Passage, str]) -> str:
    """Sentences about each side in an order that doesn't depend on which is left."""
    return "; ".join(
        f"{p.side} {words}" for p, words in sorted(parts, key=lambda x: (x[0].side, x[1]))
    )


def find_terms(left: Passage, right: Passage) -> Iterator[Finding]:
    """Different members of one family of contested terms."""
    terms = left.reading.terms
    for family in terms.families:
        if not family.contrast:
            continue
        uses = [[u for u in p.uses if u.family == family.id] for p in (left, right)]
        members = [{u.member for u in us} for us in uses]
        only = [members[0] - members[1], members[1] - members[0]]
        if not only[0] or not only[1]:
            continue
        first = [
            min(
                (u for u in us if u.member in own),
                key=lambda u: (family.member(u.member).plain, u.start),
            )
            for us, own in zip(uses, only, strict=True)
        ]
        chosen = [family.member(u.member) for u in first]
        plain = [m.plain for m in chosen]
        # A plain name against a wording of little weight is no difference worth a look.
        if all(plain) or (any(plain) and family.grade != "substantive"):
            continue
        wordings = both(
            *((p, f"says {m.label.en}") for p, m in zip((left, right), chosen, strict=True))
        )
        yield Finding(
            "term",
            _STEP_DOWN[family.grade] if any(plain) else family.grade,
            f"{wordings}. {family.note}{_elsewhere(left, right, first)}",
            (first[0].start, first[0].end),
            (first[1].start, first[1].end),
            (
                (family.id, chosen[0].id, chosen[1].id),
                *((family.id, p.side, u.start) for p, u in zip((left, right), first, strict=True)),
            ),
        )


def _elsewhere(left: Passage, right: Passage, first: Sequence[TermUse]) -> str:
    """Say where a side does use the other's wording outside the link."""
    notes = []
    for passage, theirs in ((left, first[1]), (right, first[0])):
        places = [
            u
            for u in passage.reading.uses
            if (u.family, u.member) == (theirs.family, theirs.member)
        ]
        if places:
            reported = all(u.voice == "other" for u in places)
            label = passage.reading.terms.family(theirs.family).member(theirs.member).label.en
            how = "in words it reports of the other side" if reported else "elsewhere"
            notes.append(f" {passage.side} has “{label}” {how}.")
    return "".join(sorted(notes))


def compare_figures(left: Passage, right: Passage) -> Iterator[Finding]:
    """Numbers, amounts and dates that only one side gives, or that differ."""
    only = [
        [f for f in p.figures if not _is_given(f, other)]
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


def _value(figure: Figure) -> tuple[str, float]:
    return figure.unit, figure.value


def _is_given(figure: Figure, other: Passage) -> bool:
    """Whether the other side gives the figure somewhere; a date may come without its year."""
    if figure.unit != "date":
        return figure.value in find_values(other.reading.statement.text)
    year, day = divmod(int(figure.value), 10_000)
    for theirs in other.reading.figures:
        if theirs.unit == "date":
            other_year, other_day = divmod(int(theirs.value), 10_000)
            whole_month = 0 in (day % 100, other_day % 100) and day // 100 == other_day // 100
            if (day == other_day or whole_month) and (
                year == other_year or 0 in (year, other_year)
            ):
                return True
    return False


def _differ(left: Passage, right: Passage, one: Figure, other: Figure) -> Finding | None:
    spans = (one.start, one.end), (other.start, other.end)
    quotes = both(
        (left, f"gives “{left.quote(spans[0])}”"), (right, f"gives “{right.quote(spans[1])}”")
    )
    key = ((left.side, _value(one)), (right.side, _value(other)))
    if one.unit == "date":
        days = [int(f.value) % 10_000 for f in (one, other)]
        if (
            0 in (days[0] % 100, days[1] % 100)
            or abs(_day_of_year(days[0]) - _day_of_year(days[1])) > 1
        ):
            return None
        return Finding("number", "minor", f"{quotes}. A day apart, as time zones are.", *spans, key)
    if one.unit == "number":
        return None
    return Finding("number", "substantive", f"{quotes}. The figures differ.", *spans, key)


def _day_of_year(day: int) -> int:
    return (day // 100) * 31 + day % 100


def _figure_of_one(passage: Passage, left: Passage, given: Sequence[Figure]) -> Finding:
    span = (given[0].start, given[0].end)
    listed = ", ".join(dict.fromkeys(f"“{passage.quote((f.start, f.end))}”" for f in given))
    return Finding(
        "number",
        "degree",
        f"Only {passage.side} gives {listed}.",
        span if passage is left else None,
        None if passage is left else span,
        tuple((passage.side, _value(f)) for f in given),
    )


_EXCHANGE = re.compile(
    r"discussion|talks|exchange|meeting|conversation|dialogue|call\b|communicat|engage|session"
    r"|沟通|交流|讨论|会谈|会晤|会见|对话|通话|交换意见|磋商|谈话|溝通|討論|會談|會晤|對話|通話|交換意見"
)
_GRAVE_TONES = frozenset({"candid", "difficult", "productive", "constructive"})


def find_tone(left: Passage, right: Passage) -> Iterator[Finding]:
    """Code words for an exchange ("candid") that one side's description has and the other's not."""
    here = [_tones(p, p.spans) for p in (left, right)]
    if not here[0] or not here[1]:
        return
    anywhere = [
        {m.manner.id for m in _tones(p, tuple((s.start, s.end) for s in p.reading.segments))}
        for p in (left, right)
    ]
    only = [
        {m.manner.id: m.manner for m in marks if m.manner.id not in others}
        for marks, others in ((here[0], anywhere[1]), (here[1], anywhere[0]))
    ]
    if not only[0] and not only[1]:
        return
    said = [
        (p, "alone calls it " + " and ".join(sorted(m.label_en for m in own.values())))
        for p, own in zip((left, right), only, strict=True)
        if own
    ]
    grade: Grade = "degree" if _GRAVE_TONES & {*only[0], *only[1]} else "minor"
    spans = [_formula(marks) for marks in here]
    keys = tuple(
        (p.side, "tone", m) for p, o in zip((left, right), only, strict=True) for m in sorted(o)
    )
    yield Finding("term", grade, f"{both(*said)}.", spans[0], spans[1], keys)


def _tones(passage: Passage, spans: Iterable[Span]) -> list[Mark]:
    """Words of tone that stand close to a word for an exchange, in the same clause or list."""
    text = passage.reading.statement.text
    tones = [m for m in passage.reading.marks if m.manner.kind == "tone" and m.manner.rank]
    kept = []
    for start, end in spans:
        exchanges = [m.span() for m in _EXCHANGE.finditer(text, start, end)]
        for mark in tones:
            reach = 16 if is_han(text[mark.start]) else 45
            if start <= mark.start < end and any(
                max(s - mark.end, mark.start - e) <= reach for s, e in exchanges
            ):
                kept.append(mark)
    return kept


def _formula(marks: Sequence[Mark]) -> Span:
    """The run of words of tone: "candid, substantive and constructive" is one formula."""
    end = marks[0].end
    for mark in marks[1:]:
        if mark.start - end > 12:
            break
        end = mark.end
    return marks[0].start, end


def find_places(left: Passage, right: Passage) -> Iterator[Finding]:
    """Places that one side names and the other nowhere in its statement."""
    for passage, other in ((left, right), (right, left)):
        named = {m.manner.id for m in other.reading.marks if m.manner.kind == "place"}
        only = [m for m in passage.marks("place") if m.manner.id not in named]
        only = [m for m in only if not _is_abbreviated(m, other)]
        only = [m for m in only if not (_is_venue(passage, m) or _is_term(passage, other, m))]
        if not only or (not other.marks("place") and not _REGIONAL.search(_text(other))):
            continue
        listed = ", ".join(sorted({m.manner.label_en for m in only}))
        span = (only[0].start, only[0].end)
        yield Finding(
            "name",
            "degree",
            f"{passage.side} names {listed}; {other.side} does not, anywhere.",
            span if passage is left else None,
            None if passage is left else span,
            tuple((passage.side, m.manner.id) for m in only),
        )


_REGIONAL = re.compile(
    r"regional|global|international|issues|地区|国际|区域|全球|問題|问题|議題|议题"
)
_VENUE = re.compile(r"(meeting|summit|met|visit|talks|held|landed|arrived)[^.;]{0,40}$", re.I)


def _is_venue(passage: Passage, mark: Mark) -> bool:
    """Whether a place is only where a meeting was."""
    text = passage.reading.statement.text
    before = text[max(0, mark.start - 40) : mark.start]
    after = text[mark.end : mark.end + 6]
    return bool(
        (_VENUE.search(before) and re.search(r"(\bin|\bat|, )\s*(the )?$", before))
        or re.search(r"在$", before)
        or re.match(r"[\w]{0,2}(举行|会晤|会谈|峰会|舉行|會晤|會談)", after)
    )


def _is_abbreviated(mark: Mark, other: Passage) -> bool:
    """Whether a Chinese text may name the place by its first character: 日方, 美日, 中墨."""
    first = mark.manner.label_zh[0]
    countries = "中美日韩韓朝俄印欧歐英法德澳菲越缅緬加墨巴以伊叙敘乌烏泰新马馬"
    pattern = f"{first}[方国國军軍总總首外{countries}]|[{countries}访訪涉赴驻驻对對援]、?{first}"
    return re.search(pattern, other.reading.statement.text) is not None


def _is_term(passage: Passage, other: Passage, mark: Mark) -> bool:
    """Whether the place is part of a contested term for a subject that the other side names too."""
    families = {u.family for u in other.reading.uses}
    return any(
        u.start < mark.end and mark.start < u.end and u.family in families for u in passage.uses
    )


def _text(passage: Passage) -> str:
    return " ".join(passage.quote(s) for s in passage.spans)


def find_acts(left: Passage, right: Passage) -> Iterator[Finding]:
    """A speech act of one and the same speaker that the two sides report in different strength."""
    kind = _same_speaker(left, right)
    if kind is None:
        return
    first = []
    for passage in (left, right):
        marks = passage.marks(kind)
        if not marks:
            return
        first.append(min(marks, key=lambda m: m.start))
    one, other = first
    ranks = {one.manner.rank, other.manner.rank}
    # Chinese readouts have no verb below 指出 and 表示: noted and stated are one step there.
    if len(ranks) == 1 or (kind == "act" and ranks == {1, 2}) or not _share_subject(left, right):
        return
    spans = (one.start, one.end), (other.start, other.end)
    who = "the two sides" if kind == "joint" else "the same speaker"
    words = both(
        (left, f"has {who} “{left.quote(spans[0])}”"),
        (right, f"has {who} “{right.quote(spans[1])}”"),
    )
    far = abs(one.manner.rank - other.manner.rank) > 1
    stronger = left.side if one.manner.rank > other.manner.rank else right.side
    labels = [m.manner.label_en for m in sorted(first, key=lambda m: m.manner.rank)]
    yield Finding(
        "speech_act",
        "degree" if far else "minor",
        f"{words}. {labels[1].capitalize()} is stronger than {labels[0]}: {stronger} goes further.",
        *spans,
        ((kind, one.manner.id, other.manner.id),),
    )


def _same_speaker(left: Passage, right: Passage) -> MarkKind | None:
    """The kind of act to compare where both passages report one party, or the two together."""
    if left.voices == right.voices == {"both"}:
        return "joint"
    voices = sorted(left.voices) + sorted(right.voices)
    return "act" if sorted(voices) == ["other", "own"] and len(left.voices) == 1 else None


def find_modality(left: Passage, right: Passage) -> Iterator[Finding]:
    """Duty in different strength, where each side has one segment and one degree of it."""
    if len(left.indices) > 1 or len(right.indices) > 1:
        return
    marks = [left.marks("duty"), right.marks("duty")]
    ranks = [{m.manner.rank for m in ms} for ms in marks]
    if len(ranks[0]) != 1 or len(ranks[1]) != 1 or ranks[0] == ranks[1]:
        return
    one, other = marks[0][0], marks[1][0]
    if not _shared_concepts(left, right, left.clause(one.start), right.clause(other.start)):
        return
    spans = (one.start, one.end), (other.start, other.end)
    words = both((left, f"has “{left.quote(spans[0])}”"), (right, f"has “{right.quote(spans[1])}”"))
    yield Finding(
        "modality",
        "substantive" if abs(one.manner.rank - other.manner.rank) > 1 else "degree",
        f"{words}: how far the other is bound differs.",
        *spans,
        (("duty", left.indices, right.indices),),
    )


def find_negations(left: Passage, right: Passage) -> Iterator[Finding]:
    """A claim about one and the same thing that one side affirms and the other denies."""
    claims = [_claims(p) for p in (left, right)]
    for predicate in sorted(set(claims[0]) & set(claims[1])):
        for one, denied in claims[0][predicate]:
            same = [
                (other, negative)
                for other, negative in claims[1][predicate]
                if _shared_concepts(left, right, left.clause(one.start), right.clause(other.start))
            ]
            polarities = {negative for _, negative in same}
            if denied is None or polarities != {not denied}:
                continue
            other = same[0][0]
            denier, affirmer = (left, right) if denied else (right, left)
            yield Finding(
                "negation",
                "substantive",
                f"{affirmer.side} affirms what {denier.side} denies: to {one.manner.label_en} it.",
                (one.start, one.end),
                (other.start, other.end),
                ((predicate, one.start), (predicate, other.start)),
            )


def _claims(passage: Passage) -> dict[str, list[tuple[Mark, bool | None]]]:
    """Places of each predicate, and whether each is denied; None where that isn't plain."""
    negations = passage.marks("negation")
    text = passage.reading.statement.text
    claims: dict[str, list[tuple[Mark, bool | None]]] = {}
    for mark in passage.marks("predicate"):
        start, end = passage.clause(mark.start)
        near = [n for n in negations if start <= n.start and n.end <= end]
        reach = 4 if is_han(text[mark.start]) else 22
        denied = any(mark.start - reach <= n.start and n.end <= mark.start for n in near)
        claims.setdefault(mark.manner.id, []).append(
            (mark, True if denied else None if near else False)
        )
    return claims


_TOO_BROAD = frozenset({"china", "united-states", "mutual-respect", "cooperation", "sanctions"})


def _shared_concepts(left: Passage, right: Passage, one: Span, other: Span) -> bool:
    """Whether two stretches of text name a concept in common that isn't one of the two sides."""
    ids = [
        {i for i, s, e in p.reading.concepts if span[0] <= s and e <= span[1]} - _TOO_BROAD
        for p, span in ((left, one), (right, other))
    ]
    return bool(ids[0] & ids[1])


def _share_subject(left: Passage, right: Passage) -> bool:
    """Whether two passages name a concept or a contested subject in common."""
    families = [{u.family for u in p.uses} for p in (left, right)]
    if families[0] & families[1]:
        return True
    return any(_shared_concepts(left, right, a, b) for a in left.spans for b in right.spans)


DETECTORS: tuple[Detector, ...] = (
    find_terms,
    compare_figures,
    find_tone,
    find_places,
    find_acts,
    find_modality,
    find_negations,
)
