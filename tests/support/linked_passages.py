"""Two statements whose sentences are linked, and what is found between their wordings."""

from __future__ import annotations

from collections.abc import Sequence

from compare.alignment.links import Link
from compare.annotation.annotated import AnnotatedStatement
from compare.annotation.terms import load_terms
from compare.encoders import TokenVectors
from compare.segmentation.segments import Segment, Voice
from compare.wording.shifts import Shift, shifts
from corpus.statements import Statement

Sentences = Sequence[tuple[str, Voice]]
"""Each with the voice of whom it reports."""


def side(name: str, language: str, said: Sentences) -> tuple[Statement, tuple[Segment, ...]]:
    """A statement made of sentences, one paragraph each, with the voice of each."""
    text, segments = "", []
    for number, (sentence, voice) in enumerate(said):
        segments.append(Segment(len(text), len(text) + len(sentence), number, "", voice, False))
        text += sentence + "\n"
    return Statement(id=name, side=name, language=language, text=text), tuple(segments)


def annotate(
    statement: Statement,
    segments: Sequence[Segment],
    tokens: Sequence[TokenVectors] = (),
) -> AnnotatedStatement:
    """What is known of the words of a statement, with the bundled terms."""
    return AnnotatedStatement(statement, tuple(segments), load_terms(), tuple(tokens))


def shifts_between(
    left: Sentences | str,
    right: Sentences | str,
    languages: tuple[str, str] = ("en", "zh"),
    links: Sequence[Link] = (Link((0,), (0,), 0.9),),
) -> tuple[Shift, ...]:
    """Shifts between the sentences of two sides; one sentence speaks for its own side."""
    accounts = [
        annotate(*side(name, language, [(said, "own")] if isinstance(said, str) else said))
        for name, language, said in zip(("US", "PRC"), languages, (left, right), strict=True)
    ]
    return shifts(accounts[0], accounts[1], links)


def brief(found: Sequence[Shift]) -> list[tuple[str, str, str, str]]:
    """Kind, grade and the two wordings of each."""
    return [(s.kind, s.grade, s.left, s.right) for s in found]
