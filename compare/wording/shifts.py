"""Contested terms, formulas and differences inside links."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass

from compare.alignment.links import Link
from compare.annotation.annotated import AnnotatedStatement, Span
from compare.annotation.passage import Passage
from compare.annotation.terms import Grade
from compare.wording.difference import Detector, Difference, DifferenceKind, Note
from compare.wording.lexical import find_acts, find_modality, find_negations, find_terms, find_tone
from compare.wording.quantities_places import compare_quantities, find_places
from compare.wording.word_diff import compare_words

ShiftKind = DifferenceKind
_DETECTORS: tuple[Detector, ...] = (
    find_terms,
    compare_quantities,
    find_tone,
    find_places,
    find_acts,
    find_modality,
    find_negations,
)
LIKELY = 0.5
"""Probability of a link below which nothing is said of its wording: it may be no link at all."""
_WEIGHT = {"substantive": 0, "degree": 1, "minor": 2}


@dataclass(frozen=True, slots=True)
class Shift:
    """A difference of wording between the two sides of a link."""

    link: int
    """Index into the links of the comparison."""
    left: str
    right: str
    """The two wordings, as they stand in the statements; empty where one side has none."""
    left_span: tuple[int, int] | None
    right_span: tuple[int, int] | None
    """Characters of each statement where the wording stands."""
    kind: ShiftKind
    grade: Grade
    """After the three-step scale of shifts of Mokry (2022): minor, of degree, substantive."""
    note: Note
    """What differs."""

    def mirrored(self, link: int) -> Shift:
        """The same with left and right exchanged, in a link of another number."""
        return Shift(
            link=link,
            left=self.right,
            right=self.left,
            left_span=self.right_span,
            right_span=self.left_span,
            kind=self.kind,
            grade=self.grade,
            note=self.note.mirrored(),
        )


def shifts(
    left: AnnotatedStatement, right: AnnotatedStatement, links: Sequence[Link]
) -> tuple[Shift, ...]:
    """Find where linked passages say the same thing in other words.

    Few and certain rather than many: what only means that one side said more is coverage, not a
    shift. A difference is reported once, in its most probable link. Swapping the sides mirrors
    the result.

    Args:
        left: what is known of the words of one side.
        right: the same of the other.
        links: which of their segments carry the same point; those less likely than
            :data:`LIKELY` have no shifts.

    Returns:
        Shifts in order of link; within one the gravest first.
    """
    found = [
        (-link.probability, number, finding)
        for number, link in enumerate(links)
        if link.probability >= LIKELY
        for finding in _findings(left, right, link)
    ]
    found.sort(key=lambda entry: entry[:2])
    known: set[Hashable] = set()
    kept = []
    for _, number, finding in found:
        keys = {(finding.kind, key) for key in finding.keys}
        if not known & keys:
            kept.append(_shift(finding, number, left.statement.text, right.statement.text))
        known |= keys
    return tuple(sorted(kept, key=_order))


def _findings(
    left: AnnotatedStatement, right: AnnotatedStatement, link: Link
) -> Iterator[Difference]:
    """Findings of one link, looked for in an order of the sides that swapping doesn't change."""
    passages = Passage(left, link.left), Passage(right, link.right)
    swapped = _rank(passages[0]) > _rank(passages[1])
    if swapped:
        passages = passages[1], passages[0]
    found = [finding for detect in _DETECTORS for finding in detect(*passages)]
    found += [f for f in compare_words(*passages) if not any(_overlap(f, g) for g in found)]
    for finding in found:
        yield finding.mirrored() if swapped else finding


def _overlap(one: Difference, other: Difference) -> bool:
    """Whether two findings are about the same words of either side."""
    pairs = ((one.left, other.left), (one.right, other.right))
    return any(a and b and a[0] < b[1] and b[0] < a[1] for a, b in pairs)


def _rank(passage: Passage) -> tuple[str, str, str, str, tuple[int, ...]]:
    statement = passage.annotated.statement
    return statement.side, statement.language, statement.text, statement.id, passage.indices


def _shift(finding: Difference, link: int, left: str, right: str) -> Shift:
    return Shift(
        link=link,
        left=left[slice(*finding.left)] if finding.left else "",
        right=right[slice(*finding.right)] if finding.right else "",
        left_span=finding.left,
        right_span=finding.right,
        kind=finding.kind,
        grade=finding.grade,
        note=finding.note,
    )


def _order(shift: Shift) -> tuple[int, int, str, tuple[Span, ...], tuple[str, ...], str]:
    """A key that doesn't depend on which side is left."""
    spans = tuple(sorted(s for s in (shift.left_span, shift.right_span) if s))
    words = tuple(sorted((shift.left, shift.right)))
    note = min(repr(shift.note), repr(shift.note.mirrored()))
    return shift.link, _WEIGHT[shift.grade], shift.kind, spans, words, note
