"""The tables on wording: contested terms, tone, and topics that the codebook does not know."""

from __future__ import annotations

from collections.abc import Iterator

from compare.comparison import SIDES, SideName
from compare.report.content import findings
from compare.report.export.schema import Export
from compare.report.export.wording import (
    ContestExport,
    MemberExport,
    TermUseExport,
    ToneCountExport,
)
from compare.report.writers.tables.subjects import (
    IDS,
    WHERE,
    Column,
    Meeting,
    Subject,
    Table,
    each,
    from_one,
)


def _each_use(pair: Export, event: Meeting) -> Iterator[Subject]:
    for contest in pair.terms:
        for member in contest.members:
            for side in SIDES:
                for use in getattr(member, side):
                    item: tuple[ContestExport, MemberExport, TermUseExport] = contest, member, use
                    yield Subject(pair, event, side, use.segment, item)


def _each_word(pair: Export, event: Meeting) -> Iterator[Subject]:
    for side in SIDES:
        tone = getattr(pair.tone, side)
        for kind, counts in (("word", tone.words), ("act", tone.acts)):
            for count in counts:
                for start, end in count.spans:
                    item: tuple[str, ToneCountExport, int, int] = kind, count, start, end
                    yield Subject(pair, event, side, _segment_at(pair, side, start), item)


def _segment_at(pair: Export, side: SideName, start: int) -> int:
    """Index of the segment that holds a character; of the last before it where none does."""
    begun = [n for n, s in enumerate(findings.segments(pair, side)) if s.start <= start]
    return begun[-1] if begun else 0


_PASSAGE = (
    Column("segment", lambda s: s.index, "index"),
    Column("passage", lambda s: s.index + 1, "index"),
)

WORDING_TABLES = (
    Table(
        "terms",
        _each_use,
        (
            *IDS,
            *WHERE,
            Column("family", lambda s: s.item[0].family),
            Column("state", lambda s: s.item[0].state),
            Column("grade", lambda s: s.item[0].grade),
            Column("term", lambda s: s.item[1].id),
            Column("label_en", lambda s: s.item[1].labels.en),
            Column("label_zh", lambda s: s.item[1].labels.zh),
            Column("plain", lambda s: s.item[1].plain, "flag"),
            *_PASSAGE,
            Column("start", lambda s: s.item[2].start, "index"),
            Column("end", lambda s: s.item[2].end, "index"),
            Column("voice", lambda s: s.item[2].voice),
            Column("denied", lambda s: s.item[2].denied, "flag"),
            Column("quoted", lambda s: s.item[2].quoted, "flag"),
            Column("text", lambda s: s.statement.text[s.item[2].start : s.item[2].end]),
        ),
    ),
    Table(
        "tone",
        _each_word,
        (
            *IDS,
            *WHERE,
            Column("kind", lambda s: s.item[0]),
            Column("tone", lambda s: s.item[1].id),
            Column("label_en", lambda s: s.item[1].labels.en),
            Column("label_zh", lambda s: s.item[1].labels.zh),
            Column("strength", lambda s: s.item[1].strength, "index"),
            Column("code", lambda s: s.item[1].code, "flag"),
            *_PASSAGE,
            Column("start", lambda s: s.item[2], "index"),
            Column("end", lambda s: s.item[3], "index"),
            Column("text", lambda s: s.statement.text[s.item[2] : s.item[3]]),
        ),
    ),
    Table(
        "hints",
        lambda pair, event: each(pair, event, pair.suggestions),
        (
            *IDS,
            Column("label_en", lambda s: s.item.labels.en),
            Column("label_zh", lambda s: s.item.labels.zh),
            Column("phrases", lambda s: s.item.phrases, "phrases"),
            Column("left", lambda s: s.item.left, "indices"),
            Column("left_passages", lambda s: from_one(s.item.left), "indices"),
            Column("right", lambda s: s.item.right, "indices"),
            Column("right_passages", lambda s: from_one(s.item.right), "indices"),
            Column("cohesion", lambda s: s.item.cohesion, "number"),
        ),
    ),
)
"""One row a use of a contested term, a word of tone, or a hint at a topic."""
