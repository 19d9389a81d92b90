"""Two linked passages and all that is known about their words; findings about them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Literal, TypeVar

from compare.concepts import Concept, find_concepts
from compare.figures import Figure, find_figures, find_numbers
from compare.manner import Mark, MarkKind, find_marks
from compare.matching import is_han
from compare.segmentation.attribution import attribute
from compare.segmentation.segments import Segment
from compare.terms import Grade, Terms, TermUse, usages
from compare.token_words import TokenWords
from corpus.statements import Statement

if TYPE_CHECKING:
    from compare.encoders import TokenVectors

FindingKind = Literal["term", "modality", "negation", "number", "name", "speech_act", "content"]
Span = tuple[int, int]
Found = TypeVar("Found", Mark, TermUse)
Placed = TypeVar("Placed", Concept, Figure)

_EXCHANGE = re.compile(
    r"discussion|talks|exchange|meeting|conversation|dialogue|call\b|communicat|engage|session"
    r"|沟通|交流|讨论|会谈|会晤|会见|对话|通话|交换意见|磋商|谈话|溝通|討論|會談|會晤|對話|通話|交換意見"
)


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
class Account:
    """One side's whole statement with all that is known about its words."""

    statement: Statement
    segments: tuple[Segment, ...]
    terms: Terms
    """The contested terms to look for."""
    tokens: tuple[TokenVectors, ...] = ()
    """The tokens of each segment, offsets counting its characters; empty where not known."""

    @property
    def side(self) -> str:
        """What a reason calls this side."""
        return self.statement.side

    @cached_property
    def token_words(self) -> TokenWords | None:
        """The words that carry meaning with their vectors; None where the tokens are not known."""
        if not self.tokens:
            return None
        return TokenWords(self.statement.text, self.segments, self.tokens)

    @cached_property
    def uses(self) -> tuple[TermUse, ...]:
        """Contested terms."""
        return usages(self.statement, self.segments, self.terms)

    @cached_property
    def texts(self) -> list[str]:
        """The segments' texts."""
        return [self.statement.text[s.start : s.end] for s in self.segments]

    @cached_property
    def figures(self) -> tuple[tuple[Figure, ...], ...]:
        """Numbers and dates of each segment."""
        return self._of_each(find_figures)

    @cached_property
    def numbers(self) -> frozenset[float]:
        """Every number of the text whatever it counts, to tell where a figure is surely absent."""
        return find_numbers(self.statement.text).union(f.value for own in self.figures for f in own)

    @cached_property
    def concepts(self) -> tuple[tuple[Concept, ...], ...]:
        """Concepts of the glossary in each segment."""
        return self._of_each(find_concepts)

    @cached_property
    def marks(self) -> tuple[Mark, ...]:
        """Words of manner."""
        return find_marks(self.statement.text)

    @cached_property
    def marks_by_segment(self) -> dict[int, list[Mark]]:
        """Words of manner under the segment they stand in."""
        return self._by_segment(self.marks)

    @cached_property
    def uses_by_segment(self) -> dict[int, list[TermUse]]:
        """Contested terms under the segment they stand in."""
        return self._by_segment(self.uses)

    @cached_property
    def tones(self) -> tuple[Mark, ...]:
        """Words of tone that stand close to a word for an exchange, in the same segment."""
        text = self.statement.text
        kept = []
        for index, marks in self.marks_by_segment.items():
            low, high = self.segments[index].start, self.segments[index].end
            exchanges = [m.span() for m in _EXCHANGE.finditer(text, low, high)]
            for mark in marks:
                reach = 16 if is_han(text[mark.start]) else 45
                near = any(max(s - mark.end, mark.start - e) <= reach for s, e in exchanges)
                if mark.manner.kind == "tone" and mark.manner.rank and near:
                    kept.append(mark)
        return tuple(sorted(kept, key=lambda m: m.start))

    def _by_segment(self, found: Sequence[Found]) -> dict[int, list[Found]]:
        order = sorted(range(len(self.segments)), key=lambda i: self.segments[i].start)
        starts = [self.segments[i].start for i in order]
        places: dict[int, list[Found]] = {}
        for item in found:
            place = bisect_right(starts, item.start) - 1
            if place >= 0 and item.end <= self.segments[order[place]].end:
                places.setdefault(order[place], []).append(item)
        return places

    @cached_property
    def frames(self) -> tuple[Span | None, ...]:
        """For each segment, the characters from the speaker to the verb of saying."""
        spans = [(s.start, s.end, s.paragraph) for s in self.segments]
        found = attribute(self.statement.text, spans, self.side)
        return tuple(attribution.frame for attribution in found)

    def _of_each(self, find: Callable[[str], tuple[Placed, ...]]) -> tuple[tuple[Placed, ...], ...]:
        """What is found in each segment, where it stands in the statement."""
        return tuple(
            tuple(
                replace(one, start=one.start + segment.start, end=one.end + segment.start)
                for one in find(text)
            )
            for segment, text in zip(self.segments, self.texts, strict=True)
        )


@dataclass(frozen=True)
class Passage:
    """The segments of one side of a link."""

    account: Account
    indices: tuple[int, ...]

    @property
    def side(self) -> str:
        """What a reason calls this side."""
        return self.account.side

    @cached_property
    def spans(self) -> tuple[Span, ...]:
        """Characters of the segments."""
        segments = self.account.segments
        return tuple((segments[i].start, segments[i].end) for i in self.indices)

    @cached_property
    def voices(self) -> frozenset[str]:
        """For whom the segments speak."""
        return frozenset(self.account.segments[i].voice for i in self.indices)

    def holds(self, start: int, end: int) -> bool:
        """Whether these characters lie in a segment of the passage."""
        return any(s <= start and end <= e for s, e in self.spans)

    @cached_property
    def uses(self) -> list[TermUse]:
        """Contested terms of the passage."""
        return [u for i in self.indices for u in self.account.uses_by_segment.get(i, ())]

    @cached_property
    def figures(self) -> list[Figure]:
        """Numbers and dates of the passage."""
        return [f for i in self.indices for f in self.account.figures[i]]

    @cached_property
    def concepts(self) -> list[Concept]:
        """Concepts of the glossary in the passage."""
        return [c for i in self.indices for c in self.account.concepts[i]]

    def marks(self, kind: MarkKind) -> list[Mark]:
        """Words of one kind of manner in the passage."""
        marks = (m for i in self.indices for m in self.account.marks_by_segment.get(i, ()))
        return [m for m in marks if m.manner.kind == kind]

    def quote(self, span: Span) -> str:
        """The words of a span as they stand."""
        return self.account.statement.text[slice(*span)]

    def clause(self, place: int) -> Span:
        """Characters of the clause around a place: up to the next mark of punctuation."""
        text = self.account.statement.text
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


_TOO_BROAD = frozenset({"china", "united-states", "mutual-respect", "cooperation", "sanctions"})


def shared_concepts(left: Passage, right: Passage, one: Span, other: Span) -> bool:
    """Whether two stretches of text name a concept in common that isn't one of the two sides."""
    ids = [
        {c.id for c in p.concepts if span[0] <= c.start and c.end <= span[1]} - _TOO_BROAD
        for p, span in ((left, one), (right, other))
    ]
    return bool(ids[0] & ids[1])
