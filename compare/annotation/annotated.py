"""Two linked passages and all that is known about their words; findings about them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from compare.annotation.glossary import Concept, find_concepts
from compare.annotation.lexicon import LexiconMatch, find_lexicon_words
from compare.annotation.matcher import is_han
from compare.annotation.quantities import Quantity, find_numbers, find_quantities
from compare.annotation.terms import Terms, TermUse, usages
from compare.annotation.token_words import TokenWords
from compare.segmentation.attribution import attribute
from compare.segmentation.segments import Segment
from corpus.statements import Statement

if TYPE_CHECKING:
    from compare.encoders import TokenVectors

Span = tuple[int, int]
Found = TypeVar("Found", LexiconMatch, TermUse)
Placed = TypeVar("Placed", Concept, Quantity)

_EXCHANGE = re.compile(
    r"discussion|talks|exchange|meeting|conversation|dialogue|call\b|communicat|engage|session"
    r"|沟通|交流|讨论|会谈|会晤|会见|对话|通话|交换意见|磋商|谈话|溝通|討論|會談|會晤|對話|通話|交換意見"
)


@dataclass(frozen=True)
class AnnotatedStatement:
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
    def quantities(self) -> tuple[tuple[Quantity, ...], ...]:
        """Numbers and dates of each segment."""
        return self._of_each(find_quantities)

    @cached_property
    def numbers(self) -> frozenset[float]:
        """Every number of the text whatever it counts, to tell where a figure is surely absent."""
        return find_numbers(self.statement.text).union(
            f.value for own in self.quantities for f in own
        )

    @cached_property
    def concepts(self) -> tuple[tuple[Concept, ...], ...]:
        """Concepts of the glossary in each segment."""
        return self._of_each(find_concepts)

    @cached_property
    def marks(self) -> tuple[LexiconMatch, ...]:
        """Words of manner."""
        return find_lexicon_words(self.statement.text)

    @cached_property
    def marks_by_segment(self) -> dict[int, list[LexiconMatch]]:
        """Words of manner under the segment they stand in."""
        return self._by_segment(self.marks)

    @cached_property
    def uses_by_segment(self) -> dict[int, list[TermUse]]:
        """Contested terms under the segment they stand in."""
        return self._by_segment(self.uses)

    @cached_property
    def tones(self) -> tuple[LexiconMatch, ...]:
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
