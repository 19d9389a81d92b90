"""The tables of a report: each column with its name, what it shows of a row, and its type.

CSV, Excel, Parquet and data frames are made from these. Indices count from 0, as in the JSON;
columns of passages count from 1, as reports do.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from compare.comparison import SideName, other
from compare.errors import WriteError
from compare.report.bundle import Bundle
from compare.report.content import findings
from compare.report.content.brief import headline
from compare.report.content.sections import text_hash
from compare.report.export.schema import EventExport
from compare.report.palette import STATUSES
from compare.report.writers.tables.subjects import (
    EVENT,
    IDS,
    WHERE,
    Column,
    Meeting,
    Row,
    Subject,
    Table,
    Type,
    Value,
    count,
    each,
    each_gap,
    each_highlight,
    each_segment,
    each_side,
    from_one,
    linked_texts,
)
from compare.report.writers.tables.wording_tables import WORDING_TABLES

__all__ = ["TABLES", "Column", "Row", "Table", "Type", "Value", "flat", "rows", "table"]


def rows(table: Table, bundle: Bundle) -> Iterator[Row]:
    """All rows of a table, pair after pair, each as long as its columns."""
    for result in bundle.results:
        event = result.event if isinstance(result, EventExport) else None
        for pair in result.pairs if isinstance(result, EventExport) else (result,):
            date = (event and event.date) or pair.left.date or pair.right.date
            for subject in table.subjects(pair, Meeting(event.id if event else "", date)):
                yield [column.value(subject) for column in table.columns]


def flat(value: Value, type_: Type) -> str | int | float | bool | None:
    """The value for a cell of text: lists with spaces between, or semicolons between phrases."""
    if isinstance(value, tuple):
        return ("; " if type_ == "phrases" else " ").join(map(str, value))
    return value.isoformat() if isinstance(value, dt.date) else value


def _number(index: int | None) -> int | None:
    return None if index is None else index + 1


def _linked(subject: Subject) -> list[int]:
    return findings.linked(subject.pair, subject.side, subject.index)


def _fidelity(subject: Subject, side: SideName) -> str:
    return findings.statement(subject.pair, side).source.fidelity


TABLES = (
    Table(
        "summary",
        each_side,
        (
            *IDS,
            Column("position", lambda s: s.side),
            Column("side", lambda s: s.statement.side),
            Column("lang", lambda s: s.statement.lang),
            Column("date", lambda s: s.statement.date, "date"),
            Column("fidelity", lambda s: _fidelity(s, s.side)),
            Column("characters", lambda s: len(s.statement.text), "index"),
            Column("segments", lambda s: len(findings.segments(s.pair, s.side)), "index"),
            *(Column(status, count(status), "index") for status in STATUSES),
            Column("share_covered", lambda s: round(s.tally.part("covered"), 4), "number"),
            Column("share_left_out", lambda s: round(s.tally.part("left_out"), 4), "number"),
            Column(
                "topics_only_here",
                lambda s: len(findings.topics(s.pair, findings.only(s.side))),
                "index",
            ),
            Column("topics_both", lambda s: len(findings.topics(s.pair, "both")), "index"),
            Column("finding", lambda s: headline.finding(s.pair)),
            Column("signature", lambda s: s.pair.signature.string),
        ),
    ),
    Table(
        "segments",
        each_segment,
        (
            *EVENT,
            *WHERE,
            Column("lang", lambda s: s.statement.lang),
            Column("other_id", lambda s: findings.statement(s.pair, other(s.side)).id),
            Column("segment", lambda s: s.index, "index"),
            Column("passage", lambda s: s.index + 1, "index"),
            Column("start", lambda s: s.segment.start, "index"),
            Column("end", lambda s: s.segment.end, "index"),
            Column("paragraph", lambda s: s.segment.paragraph, "index"),
            Column("speaker", lambda s: s.segment.speaker),
            Column("voice", lambda s: s.segment.voice),
            Column("procedural", lambda s: s.segment.procedural, "flag"),
            Column("status", lambda s: s.segment.status),
            Column("p_covered", lambda s: s.segment.p_covered, "number"),
            Column("p_partly", lambda s: s.segment.p_partly, "number"),
            Column("p_left_out", lambda s: s.segment.p_left_out, "number"),
            Column("nearest", lambda s: s.segment.nearest, "index"),
            Column("nearest_passage", lambda s: _number(s.segment.nearest), "index"),
            Column("linked", lambda s: tuple(_linked(s)), "indices"),
            Column("linked_passages", lambda s: from_one(_linked(s)), "indices"),
            Column("topics", lambda s: s.segment.topics, "ids"),
            Column("reason", lambda s: s.segment.reason),
            Column("other_fidelity", lambda s: _fidelity(s, other(s.side))),
            Column("text", lambda s: findings.passage(s.pair, s.side, s.index)),
            Column("nearest_text", lambda s: s.nearest_text(s.segment.nearest)),
        ),
    ),
    Table(
        "links",
        lambda pair, event: each(pair, event, pair.links),
        (
            *IDS,
            Column("link", lambda s: s.index, "index"),
            Column("left", lambda s: s.item.left, "indices"),
            Column("left_passages", lambda s: from_one(s.item.left), "indices"),
            Column("right", lambda s: s.item.right, "indices"),
            Column("right_passages", lambda s: from_one(s.item.right), "indices"),
            Column("probability", lambda s: s.item.probability, "number"),
            Column("left_text", lambda s: linked_texts(s, "left")),
            Column("right_text", lambda s: linked_texts(s, "right")),
        ),
    ),
    Table(
        "topics",
        lambda pair, event: each(pair, event, pair.topics),
        (
            *IDS,
            Column("topic", lambda s: s.item.id),
            Column("label_en", lambda s: s.item.labels.en),
            Column("label_zh", lambda s: s.item.labels.zh),
            Column("state", lambda s: s.item.state),
            Column("confidence", lambda s: s.item.confidence, "number"),
            Column("denied_left", lambda s: s.item.denied.left, "indices"),
            Column("denied_right", lambda s: s.item.denied.right, "indices"),
            Column("share_left", lambda s: s.item.share.left, "number"),
            Column("share_right", lambda s: s.item.share.right, "number"),
            Column("first_left", lambda s: s.item.first.left, "number"),
            Column("first_right", lambda s: s.item.first.right, "number"),
            Column("left", lambda s: s.item.left, "indices"),
            Column("left_passages", lambda s: from_one(s.item.left), "indices"),
            Column("right", lambda s: s.item.right, "indices"),
            Column("right_passages", lambda s: from_one(s.item.right), "indices"),
        ),
    ),
    Table(
        "gaps",
        each_gap,
        (
            *IDS,
            Column("position", lambda s: s.side),
            Column("segment", lambda s: s.index, "index"),
            Column("passage", lambda s: s.index + 1, "index"),
            Column("speaker", lambda s: s.item.speaker),
            Column("probability", lambda s: s.item.probability, "number"),
            Column("nearest", lambda s: s.item.nearest, "index"),
            Column("nearest_passage", lambda s: _number(s.item.nearest), "index"),
            Column("text", lambda s: findings.passage(s.pair, s.side, s.index)),
            Column("nearest_text", lambda s: s.nearest_text(s.item.nearest)),
        ),
    ),
    Table(
        "shifts",
        lambda pair, event: each(pair, event, pair.shifts),
        (
            *IDS,
            Column("link", lambda s: s.item.link, "index"),
            Column("left", lambda s: s.item.left.text if s.item.left else ""),
            Column("right", lambda s: s.item.right.text if s.item.right else ""),
            Column("kind", lambda s: s.item.kind),
            Column("grade", lambda s: s.item.grade),
            Column("reason", lambda s: s.item.reason),
        ),
    ),
    *WORDING_TABLES,
    Table(
        "highlights",
        each_highlight,
        (
            *EVENT,
            *WHERE,
            Column("start", lambda s: s.item.start, "index"),
            Column("end", lambda s: s.item.end, "index"),
            Column("segments", lambda s: s.item.segments, "indices"),
            Column("passages", lambda s: from_one(s.item.segments), "indices"),
            Column("quote", lambda s: s.item.quote),
            Column("note", lambda s: s.item.note),
            Column("reader", lambda s: s.item.reader),
            Column("time", lambda s: s.item.time.isoformat(timespec="seconds")),
        ),
    ),
    Table(
        "sources",
        each_side,
        (
            *EVENT,
            Column("id", lambda s: s.statement.id),
            Column("side", lambda s: s.statement.side),
            Column("lang", lambda s: s.statement.lang),
            Column("title", lambda s: s.statement.title),
            Column("author", lambda s: s.statement.author),
            Column("date", lambda s: s.statement.date, "date"),
            Column("publisher", lambda s: s.statement.source.publisher),
            Column("url", lambda s: s.statement.source.url),
            Column(
                "retrieved",
                lambda s: when.isoformat() if (when := s.statement.source.retrieved) else "",
            ),
            Column("fidelity", lambda s: s.statement.source.fidelity),
            Column("sha256", lambda s: s.statement.source.sha256),
            Column("text_sha256", lambda s: text_hash(s.statement)),
        ),
    ),
)
"""Every table, in the order of the sheets of a workbook."""


def table(name: str) -> Table:
    """The table of a name; raises :class:`WriteError` for one that is not known."""
    for known_table in TABLES:
        if known_table.name == name:
            return known_table
    known = " ".join(known_table.name for known_table in TABLES)
    raise WriteError(f"no table {name!r}; use one of {known}")
