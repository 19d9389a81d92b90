"""A difference between two linked passages, and what finds one."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from dataclasses import dataclass
from typing import Literal

from compare.annotation.annotated import Span
from compare.annotation.passage import Passage
from compare.annotation.terms import Grade

DifferenceKind = Literal["term", "modality", "negation", "number", "name", "speech_act", "content"]


@dataclass(frozen=True, slots=True)
class Difference:
    """A difference between two passages."""

    kind: DifferenceKind
    grade: Grade
    reason: str
    left: Span | None
    right: Span | None
    """Characters of each statement."""
    keys: tuple[Hashable, ...]
    """Findings that have one in common tell a reader the same thing; one of them is enough."""


Detector = Callable[[Passage, Passage], Iterator[Difference]]


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
