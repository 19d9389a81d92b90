"""What is said of one passage beside the texts: its status, how sure that is, why, whose words."""

from __future__ import annotations

from dataclasses import dataclass

from compare.comparison import SideName
from compare.coverage.types import Status
from compare.phrases.reasons import reason_text
from compare.phrases.words import Words
from compare.report.content import findings, judged
from compare.report.content.document import Runs, joined, plain
from compare.report.content.note_text import in_english
from compare.report.escaping import line
from compare.report.export.schema import Export, SegmentExport
from compare.report.palette import MARKS, STATUSES


@dataclass(frozen=True, slots=True)
class StatusWords:
    """A status as a mark, a word and what the word means."""

    status: Status
    mark: str
    word: str
    meaning: str


@dataclass(frozen=True, slots=True)
class PassageFacts:
    """Facts of one passage, in the words of a report; empty where there are none."""

    number: str
    """"Passage 3"."""
    mark: str
    word: str
    chances: str
    """Probability of each status."""
    reason: str
    speaker: str
    topics: tuple[str, ...]


def statuses(words: Words) -> tuple[StatusWords, ...]:
    """Return every status in words, in the order of reports."""
    return tuple(
        StatusWords(
            status, MARKS[status], words.say(f"status.{status}"), words.say(f"meaning.{status}")
        )
        for status in STATUSES
    )


def passage_facts(result: Export, side: SideName, index: int, words: Words) -> PassageFacts:
    """Return what is said of a segment of a side."""
    segment = findings.segments(result, side)[index]
    labels = {topic.id: line(findings.label(topic.labels, words)) for topic in result.topics}
    number = words.say("passage.number", number=index + 1)
    return PassageFacts(
        number=f"{number[:1].upper()}{number[1:]}",
        mark=MARKS[segment.status],
        word=words.say(f"status.{segment.status}"),
        chances=_chances(segment, words),
        reason=judged.place_note(result, side, index, words)
        or joined(segment_reason(segment, result, words)),
        speaker=line(segment.speaker),
        topics=tuple(labels.get(topic, line(topic)) for topic in segment.topics),
    )


def segment_reason(segment: SegmentExport, result: Export, words: Words) -> Runs:
    """Return the reasons for the status of a segment; in English for old exports."""
    if not segment.reasons:
        return in_english(segment.reason, words)
    topics = findings.phrases(result, words)
    return plain(line(reason_text(segment.reasons, topics, words)))


def _chances(segment: SegmentExport, words: Words) -> str:
    if segment.status == "procedural":
        return ""
    chances: tuple[tuple[Status, float], ...] = (
        ("covered", segment.p_covered),
        ("partly", segment.p_partly),
        ("left_out", segment.p_left_out),
    )
    return words.say("list.comma").join(
        f"{words.say(f'status.{status}')} {words.certainty(chance)}" for status, chance in chances
    )
