"""Statement to segments: sentences and clauses with exact character offsets and speaker."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from compare.segmentation.affiliations import Voice, fold_characters
from compare.segmentation.attribution import Attribution, attribute
from compare.segmentation.clauses import split_clauses
from compare.segmentation.procedural import is_formality
from compare.segmentation.sentences import paragraphs, sentences

if TYPE_CHECKING:
    from corpus.statements import Statement

__all__ = ["Segment", "Voice", "clauses", "paragraphs", "segment"]

# The author himself, whose whole text is not a speech that somebody else reports.
_FIRST = frozenset({"I", "We", "Our", "My"})


@dataclass(frozen=True, slots=True)
class Segment:
    """A sentence, or a clause ended by a semicolon, of a statement.

    ``statement.text[segment.start:segment.end]`` is the segment, without surrounding space.
    """

    start: int
    end: int
    paragraph: int
    """Index of the paragraph the segment stands in, from 0."""
    speaker: str
    """The words that name whose words are reported ("Xi Jinping", "中方"); empty where none."""
    voice: Voice
    """For whom the speaker speaks, seen from the side that published the statement."""
    procedural: bool
    """True where the segment carries no substance: who met, where, greetings, attendance."""


def segment(statement: Statement) -> tuple[Segment, ...]:
    """Cut a statement into segments and say of each whose words it reports.

    Segments are ordered, do not overlap and hold every visible character of the text; a text
    that shows nothing has none. What a segment is depends on its own paragraph only, and on
    names that the text introduces somewhere, so the order of the paragraphs does not matter.
    """
    text = statement.text
    spans = [
        (start, end, index)
        for index, paragraph in enumerate(paragraphs(text))
        for start, end in sentences(text, *paragraph)
    ]
    said = attribute(text, spans, statement.side)
    folded = fold_characters(text)
    crowd = Counter(index for _, _, index in spans)
    return tuple(
        Segment(
            start,
            end,
            index,
            words.speaker,
            words.voice,
            _is_formality(folded[start:end], words, alone=crowd[index] == 1),
        )
        for (start, end, index), words in zip(spans, said, strict=True)
    )


def _is_formality(sentence: str, words: Attribution, alone: bool) -> bool:
    told = bool(words.speaker) and words.speaker not in _FIRST
    in_speech = told and words.frame is None and words.voice != "both"
    return is_formality(sentence, told, in_speech, alone)


def clauses(statement: Statement, segment: Segment) -> tuple[tuple[int, int], ...]:
    """Spans in ``statement.text`` of the clauses of one of its segments, in order.

    List items, comma clauses of a Chinese sentence and numbered points; a sentence of one
    clause is its own. Use them to show evidence, not to count.
    """
    return split_clauses(statement.text, segment.start, segment.end)
