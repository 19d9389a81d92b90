"""Two linked passages and all that is known about their words; findings about them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property, partial
from typing import TYPE_CHECKING, TypeVar

from compare.annotation.described import Described, described
from compare.annotation.glossary import Concept, find_concepts
from compare.annotation.lexicon import LexiconMatch, find_lexicon_words
from compare.annotation.quantities import (
    Quantity,
    find_magnitudes,
    find_numbers,
    find_quantities,
)
from compare.annotation.terms import Terms, TermUse, usages
from compare.languages import languages_in
from compare.segmentation.attribution import attribute
from compare.segmentation.segments import Segment, by_segment
from corpus.statements import Statement
from corpus.text.folding import fold, show, simplify

if TYPE_CHECKING:
    from compare.encoders import TokenVectors

Span = tuple[int, int]
Placed = TypeVar("Placed", Concept, Quantity)


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
        """Name of this side, as reasons give it."""
        return self.statement.side

    @cached_property
    def uses(self) -> tuple[TermUse, ...]:
        """Contested terms."""
        return usages(self.statement, self.segments, self.terms)

    @cached_property
    def texts(self) -> list[str]:
        """The segments' texts."""
        return [self.statement.text[s.start : s.end] for s in self.segments]

    @cached_property
    def shown(self) -> list[str]:
        """The segments' texts without invisible characters."""
        return [show(text).text for text in self.texts]

    @cached_property
    def quantities(self) -> tuple[tuple[Quantity, ...], ...]:
        """Numbers and dates of each segment."""
        return self._of_each(partial(find_quantities, language=self.statement.language))

    @cached_property
    def numbers(self) -> frozenset[float]:
        """Every number of the text whatever it counts, to tell where a figure is surely absent."""
        return find_numbers(self.statement.text, self.statement.language).union(
            quantity.value for quantities in self.quantities for quantity in quantities
        )

    @cached_property
    def magnitudes(self) -> tuple[tuple[float, float], ...]:
        """Orders of magnitude of the text, each from the least value to below the largest."""
        return find_magnitudes(self.statement.text, self.statement.language)

    @cached_property
    def concepts(self) -> tuple[tuple[Concept, ...], ...]:
        """Concepts of the glossary in each segment."""
        return self._of_each(find_concepts)

    @cached_property
    def marks(self) -> tuple[LexiconMatch, ...]:
        """Words of the lexicon."""
        return find_lexicon_words(self.statement.text)

    @cached_property
    def marks_by_segment(self) -> list[list[LexiconMatch]]:
        """Words of the lexicon, one list a segment."""
        return by_segment(self.marks, self.segments)

    @cached_property
    def uses_by_segment(self) -> list[list[TermUse]]:
        """Contested terms, one list a segment."""
        return by_segment(self.uses, self.segments)

    @cached_property
    def tones(self) -> tuple[tuple[LexiconMatch, Described], ...]:
        """Words of tone that describe a talk, the relationship or the other side, and which."""
        text, tag = fold(self.statement.text), self.statement.language
        kept = []
        for segment, marks in zip(self.segments, self.marks_by_segment, strict=True):
            words = text[segment.start : segment.end]
            for mark in marks if segment.voice != "reporter" else ():
                if mark.entry.kind != "tone":
                    continue
                rules = languages_in(text, tag, mark.start, mark.start + 1)[-1].tone
                span = mark.start - segment.start, mark.end - segment.start
                if of := described(words, *span, mark.entry.id, rules):
                    kept.append((mark, of))
        return tuple(sorted(kept, key=lambda found: found[0].start))

    @cached_property
    def acts(self) -> tuple[LexiconMatch, ...]:
        """Speech acts by which a speaker speaks: verbs of reporting clauses, and those that go on.

        "Reaffirmed his support and emphasized that ..." holds two.
        """
        return tuple(
            mark
            for segment, clause, marks in zip(
                self.segments, self.reporting_clauses, self.marks_by_segment, strict=True
            )
            for mark in marks
            if segment.voice != "reporter"
            and mark.entry.kind == "act"
            and (
                (clause and clause[0] <= mark.start < clause[1])
                or self._goes_on(segment, clause, mark)
            )
        )

    def _goes_on(self, segment: Segment, clause: Span | None, mark: LexiconMatch) -> bool:
        """Whether a verb is a further one of the speaker of its segment."""
        text, tag = self.statement.text, self.statement.language
        words = simplify(text[segment.start : mark.end])
        rules = languages_in(text, tag, mark.start, mark.end)[-1].reporting
        if rules is None or words.count("“") > words.count("”"):
            return False
        further = rules.going_on.search(words)
        if further is None:
            return False
        if clause and clause[1] <= mark.start:
            return True
        return segment.voice in ("own", "other") and bool(further.groupdict().get("who"))

    @cached_property
    def reporting_clauses(self) -> tuple[Span | None, ...]:
        """For each segment, the characters from the speaker to the verb of saying."""
        spans = [(s.start, s.end, s.paragraph) for s in self.segments]
        found = attribute(self.statement.text, spans, self.side, self.statement.language)
        return tuple(attribution.clause for attribution in found)

    def _of_each(self, find: Callable[[str], tuple[Placed, ...]]) -> tuple[tuple[Placed, ...], ...]:
        """Return what ``find`` finds in each segment, with offsets into the statement."""
        return tuple(
            tuple(
                replace(item, start=item.start + segment.start, end=item.end + segment.start)
                for item in find(text)
            )
            for segment, text in zip(self.segments, self.texts, strict=True)
        )
