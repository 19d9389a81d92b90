"""Two passages that a link joins, and what is found between their wordings."""

from __future__ import annotations

from collections.abc import Sequence

from compare.alignment.links import Link
from compare.annotation.annotated import AnnotatedStatement
from compare.annotation.terms import load_terms
from compare.segmentation.segments import Segment, Voice
from compare.wording.shifts import Shift, shifts
from corpus.statements import Statement

Sentences = Sequence[tuple[str, Voice]]
"""Each with the voice of whom it reports."""


def annotated(side: str, language: str, sentences: Sentences | str) -> AnnotatedStatement:
    """A statement made of sentences, one paragraph each."""
    text, segments = "", []
    rows: Sentences = [(sentences, "own")] if isinstance(sentences, str) else sentences
    for number, (sentence, voice) in enumerate(rows):
        segments.append(Segment(len(text), len(text) + len(sentence), number, "", voice, False))
        text += sentence + "\n"
    statement = Statement(id=side, side=side, language=language, text=text)
    return AnnotatedStatement(statement, tuple(segments), load_terms())


def shifts_between(
    left: Sentences | str,
    right: Sentences | str,
    languages: tuple[str, str] = ("en", "zh"),
    links: Sequence[Link] = (Link((0,), (0,), 0.9),),
) -> tuple[Shift, ...]:
    """Shifts between the United States' sentences and China's."""
    us = annotated("US", languages[0], left)
    return shifts(us, annotated("PRC", languages[1], right), links)


def brief(found: Sequence[Shift]) -> list[tuple[str, str, str, str]]:
    """Kind, grade and the two wordings of each."""
    return [(s.kind, s.grade, s.left, s.right) for s in found]
