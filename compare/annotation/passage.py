"""The segments of one side of a link, and what is known of their words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from compare.annotation.annotated import AnnotatedStatement, Span
from compare.annotation.glossary import Concept
from compare.annotation.lexicon import LexiconKind, LexiconMatch
from compare.annotation.quantities import Quantity
from compare.annotation.terms import TermUse


@dataclass(frozen=True)
class Passage:
    """The segments of one side of a link."""

    annotated: AnnotatedStatement
    indices: tuple[int, ...]

    @property
    def side(self) -> str:
        """Name of this side, as reasons give it."""
        return self.annotated.side

    @cached_property
    def spans(self) -> tuple[Span, ...]:
        """Characters of the segments."""
        segments = self.annotated.segments
        return tuple((segments[i].start, segments[i].end) for i in self.indices)

    @cached_property
    def voices(self) -> frozenset[str]:
        """For whom the segments speak."""
        return frozenset(self.annotated.segments[i].voice for i in self.indices)

    def holds(self, start: int, end: int) -> bool:
        """Whether these characters lie in a segment of the passage."""
        return any(s <= start and end <= e for s, e in self.spans)

    @cached_property
    def uses(self) -> list[TermUse]:
        """Contested terms of the passage."""
        return [u for i in self.indices for u in self.annotated.uses_by_segment[i]]

    @cached_property
    def quantities(self) -> list[Quantity]:
        """Numbers and dates of the passage."""
        return [f for i in self.indices for f in self.annotated.quantities[i]]

    @cached_property
    def concepts(self) -> list[Concept]:
        """Concepts of the glossary in the passage."""
        return [c for i in self.indices for c in self.annotated.concepts[i]]

    def marks(self, kind: LexiconKind) -> list[LexiconMatch]:
        """Words of the lexicon of one kind in the passage."""
        marks = (m for i in self.indices for m in self.annotated.marks_by_segment[i])
        return [m for m in marks if m.entry.kind == kind]

    def quote(self, span: Span) -> str:
        """The words of a span as they stand."""
        return self.annotated.statement.text[slice(*span)]

    def clause(self, position: int) -> Span:
        """Return the clause around a position in the passage: up to the next punctuation mark."""
        text = self.annotated.statement.text
        low, high = next(s for s in self.spans if s[0] <= position < s[1])
        breaks = [m.start() for m in _CLAUSE.finditer(text, low, high)]
        start = max((b + 1 for b in breaks if b < position), default=low)
        return start, min((b for b in breaks if b >= position), default=high)


_CLAUSE = re.compile(r"[,;:，；：。！？]|\.(?=\s)")
