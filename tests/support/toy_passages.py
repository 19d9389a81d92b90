"""Passages made of plain sentences, for what compares the words of two sides."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from compare.annotation.annotated import AnnotatedStatement
from compare.annotation.passage import Passage
from compare.annotation.terms import load_terms
from compare.encoders import TokenVectors
from compare.segmentation.segments import Segment, Voice
from compare.wording.difference import Difference
from corpus.statements import Statement

Sentence = tuple[str, Voice]
Row = tuple[str, str, str, str | None, str | None]
"""Kind, grade and kind of the note of a difference, and the words of either side."""


def passage(
    side: str,
    language: str,
    *sentences: Sentence | str,
    of: Sequence[int] = (0,),
    tokens: Sequence[TokenVectors] = (),
) -> Passage:
    """Those sentences ``of`` a statement that a link holds; each is a segment and a paragraph."""
    text, segments = "", []
    for number, sentence in enumerate(sentences):
        words, voice = (sentence, "own") if isinstance(sentence, str) else sentence
        end = len(text) + len(words)
        segments.append(Segment(len(text), end, number, "", voice, False))  # type: ignore[arg-type]
        text += words + "\n"
    statement = Statement(id=side, side=side, language=language, text=text)
    return Passage(
        AnnotatedStatement(statement, tuple(segments), load_terms(), tuple(tokens)), tuple(of)
    )


def found(
    detect: Callable[[Passage, Passage], Iterator[Difference]], left: Passage, right: Passage
) -> list[Difference]:
    """What a detector finds, proved to be mirrored by swapping the sides."""
    there, back = list(detect(left, right)), [one.mirrored() for one in detect(right, left)]
    assert sorted(map(_plain, there)) == sorted(map(_plain, back))
    return there


def _plain(one: Difference) -> str:
    return repr((one.kind, one.grade, one.note, one.left, one.right))


def brief(differences: Sequence[Difference], left: Passage, right: Passage) -> list[Row]:
    """Differences as rows that can be read."""
    return [
        (
            one.kind,
            one.grade,
            one.note.kind,
            left.quote(one.left) if one.left else None,
            right.quote(one.right) if one.right else None,
        )
        for one in differences
    ]
