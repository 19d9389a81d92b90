"""Reasons for the status of a passage, as text of a report."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from compare.coverage.reasons import Reason
from compare.report.content import findings
from compare.report.content.document import Run, Runs, plain
from compare.report.escaping import line
from compare.report.export.schema import Export, SegmentExport
from compare.report.words import Words


def reason_text(reasons: Sequence[Reason], topics: Mapping[str, str], words: Words) -> str:
    """Return the reasons as clauses in one text, without a full stop; empty for none.

    Args:
        topics: name of every topic by its id; the id stands for a topic that is missing.
    """
    return words.say("sentence.join").join(_clause(reason, topics, words) for reason in reasons)


def segment_reason(segment: SegmentExport, result: Export, words: Words) -> Runs:
    """Return the reasons for the status of a segment; in English for older exports."""
    if words.language == "en" or not segment.reasons:
        return (Run(line(segment.reason), lang="" if words.language == "en" else "en"),)
    topics = {topic.id: findings.label(topic.labels, words) for topic in result.topics}
    return plain(line(reason_text(segment.reasons, topics, words)))


def _clause(reason: Reason, topics: Mapping[str, str], words: Words) -> str:
    gaps: dict[str, str] = {}
    if reason.topics:
        gaps["topics"] = words.listed([topics.get(topic, topic) for topic in reason.topics])
    if reason.phrases:
        gaps["phrases"] = words.listed([f"“{phrase}”" for phrase in reason.phrases])
    if reason.share is not None:
        gaps["share"] = f"{reason.share:.0%}"
    return words.say(f"reason.{reason.kind}", **gaps)
