"""Reasons for the status of a passage, as text of a report."""

from __future__ import annotations

from compare.phrases.reasons import reason_text
from compare.phrases.words import Words
from compare.report.content import findings
from compare.report.content.document import Runs, plain
from compare.report.content.note_text import in_english
from compare.report.escaping import line
from compare.report.export.schema import Export, SegmentExport


def segment_reason(segment: SegmentExport, result: Export, words: Words) -> Runs:
    """Return the reasons for the status of a segment; in English for older exports."""
    if words.language == "en" or not segment.reasons:
        return in_english(segment.reason, words)
    topics = {topic.id: findings.label(topic.labels, words) for topic in result.topics}
    return plain(line(reason_text(segment.reasons, topics, words)))
