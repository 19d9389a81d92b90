"""Statement to segments: sentences and clauses with exact character offsets and speaker."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, TypeVar

from compare.languages import rules_for
from compare.segmentation.affiliations import Affiliations, Voice, is_side
from compare.segmentation.attribution import Attribution, attribute
from compare.segmentation.clauses import split_clauses
from compare.segmentation.paragraphs import paragraphs
from compare.segmentation.procedural import is_procedural
from compare.segmentation.sentences import sentences
from compare.segmentation.turns import Turn, find_turns
from corpus.text.folding import simplify

if TYPE_CHECKING:
    from corpus.statements import Statement

__all__ = ["Segment", "Span", "Voice", "by_segment", "clauses", "paragraphs", "segment"]


class Span(Protocol):
    """Anything with a place in a text."""

    @property
    def start(self) -> int:
        """Index of its first character."""

    @property
    def end(self) -> int:
        """Index behind its last character."""


Located = TypeVar("Located", bound=Span)


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
    """True where the segment carries no substance: who met, where, greetings, attendance, or
    what a reporter asks."""


def segment(statement: Statement) -> tuple[Segment, ...]:
    """Cut a statement into segments and say of each whose words it reports.

    Segments are ordered, do not overlap and hold every visible character of the text; a text
    that shows nothing has none. What a segment is depends on its own paragraph only, and on
    names that the text introduces somewhere, so the order of the paragraphs does not matter.
    """
    text, tag = statement.text, statement.language
    held = paragraphs(text)
    spans = [
        (start, end, index)
        for index, paragraph in enumerate(held)
        for start, end in sentences(text, *paragraph, tag)
    ]
    folded = simplify(text)
    turns = find_turns(text, folded, held, tag)
    attributions = attribute(text, spans, statement.side, tag)
    if any(turns):
        affiliations = Affiliations(folded, statement.side, tag)
        attributions = tuple(
            _in_turn(attribution, turns[index], affiliations, tag)
            for attribution, (_, _, index) in zip(attributions, spans, strict=True)
        )
    in_paragraph = Counter(index for _, _, index in spans)
    return tuple(
        Segment(
            start,
            end,
            index,
            attribution.speaker,
            attribution.voice,
            _is_procedural(folded[start:end], attribution, in_paragraph[index] == 1, tag),
        )
        for (start, end, index), attribution in zip(spans, attributions, strict=True)
    )


def _in_turn(
    attribution: Attribution, turn: Turn | None, affiliations: Affiliations, tag: str
) -> Attribution:
    """Whose words a sentence reports that somebody speaks at a press conference."""
    if turn is None:
        return attribution
    if turn.asks:
        return Attribution(turn.speaker, "reporter", None)
    # Who answers may quote a person or another side; his own side speaks by himself.
    named, voice = attribution.speaker, attribution.voice
    himself = any(known.speech.first_person.match(simplify(named)) for known in rules_for(tag))
    quoted = attribution.clause is not None and not (himself or is_side(simplify(named), tag))
    if voice in {"other", "both"} or quoted:
        return attribution
    label = turn.speaker.title() if turn.speaker.isupper() else turn.speaker
    heard = affiliations.voice(simplify(label)) if label else "own"
    return Attribution(turn.speaker, "own" if heard == "unattributed" else heard, None)


def _is_procedural(sentence: str, attribution: Attribution, alone: bool, tag: str) -> bool:
    if attribution.voice == "reporter":
        return True
    speaker = attribution.speaker
    authors = (known.speech.authors for known in rules_for(tag))
    # The author himself gives no speech that somebody else reports.
    reported = bool(speaker) and not any(speaker in pronouns for pronouns in authors)
    in_speech = reported and attribution.clause is None and attribution.voice != "both"
    return is_procedural(sentence, reported, in_speech, alone, tag)


def clauses(statement: Statement, segment: Segment) -> tuple[tuple[int, int], ...]:
    """Spans in ``statement.text`` of the clauses of one of its segments, in order.

    List items, comma clauses of a Chinese sentence and numbered points; a sentence of one
    clause is its own. Use them to show evidence, not to count.
    """
    return split_clauses(statement.text, segment.start, segment.end, statement.language)


def by_segment(found: Iterable[Located], segments: Sequence[Segment]) -> list[list[Located]]:
    """What is found in a text, sorted by the segment that holds it whole: one list a segment.

    Within a list the order of ``found`` stays. What crosses the end of a segment is in none.
    """
    order = sorted(range(len(segments)), key=lambda i: segments[i].start)
    starts = [segments[i].start for i in order]
    held: list[list[Located]] = [[] for _ in segments]
    for item in found:
        position = bisect_right(starts, item.start) - 1
        if position >= 0 and item.end <= segments[order[position]].end:
            held[order[position]].append(item)
    return held
