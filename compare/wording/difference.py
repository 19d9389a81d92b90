"""A difference between two linked passages, and what finds one."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from dataclasses import dataclass, replace
from typing import Literal

from compare.annotation.annotated import Span
from compare.annotation.passage import Passage
from compare.annotation.terms import Grade, Labels

DifferenceKind = Literal["term", "modality", "negation", "number", "name", "speech_act", "content"]
NoteKind = Literal[
    "term",
    "tone",
    "act",
    "joint_act",
    "duty",
    "denial",
    "date",
    "number",
    "number_only",
    "place_only",
    "words_denial",
    "words_duty",
    "words_strength",
    "words_other",
    "words_only",
    "unmatched",
]
Use = Literal["", "reported", "elsewhere"]
"""Whether a side uses the other's wording outside the link; in results that were saved before."""


@dataclass(frozen=True, slots=True)
class Note:
    """What differs between two wordings, as data; a report makes words of it.

    The kinds ``words_...`` come from comparing two texts word by word in one language;
    ``unmatched``, by vectors alone, stands in results that were saved before.
    """

    kind: NoteKind
    left: tuple[Labels, ...] = ()
    right: tuple[Labels, ...] = ()
    """Labels of what either side has: its term, its code words, its verb, its places."""
    subject: Labels = ()
    """Of a term what the choice signals, of a denial what is affirmed and denied."""
    left_signal: Labels = ()
    right_signal: Labels = ()
    """What the term of either side signals by itself."""
    side: Literal["left", "right", ""] = ""
    """The side whose verb is the stronger, or that denies."""
    quotes: tuple[str, ...] = ()
    """The figures that one side alone gives, or the places that it names, as they stand."""

    def mirrored(self) -> Note:
        """The same with left and right exchanged."""
        sides: dict[str, Literal["left", "right", ""]] = {"left": "right", "right": "left"}
        return replace(
            self,
            left=self.right,
            right=self.left,
            left_signal=self.right_signal,
            right_signal=self.left_signal,
            side=sides.get(self.side, ""),
        )


@dataclass(frozen=True, slots=True)
class Difference:
    """A difference between two passages."""

    kind: DifferenceKind
    grade: Grade
    note: Note
    left: Span | None
    right: Span | None
    """Characters of each statement."""
    keys: tuple[Hashable, ...]
    """Differences that share a key tell a reader the same thing; one of them is enough."""

    def mirrored(self) -> Difference:
        """The same with left and right exchanged."""
        return replace(self, note=self.note.mirrored(), left=self.right, right=self.left)


Detector = Callable[[Passage, Passage], Iterator[Difference]]


_TOO_BROAD = frozenset({"china", "united-states", "mutual-respect", "cooperation", "sanctions"})


def shared_concepts(left: Passage, right: Passage, left_span: Span, right_span: Span) -> bool:
    """Whether two stretches of text name a concept in common that isn't one of the two sides."""
    ids = [
        {c.id for c in p.concepts if span[0] <= c.start and c.end <= span[1]} - _TOO_BROAD
        for p, span in ((left, left_span), (right, right_span))
    ]
    return bool(ids[0] & ids[1])
