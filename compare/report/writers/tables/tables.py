"""The tables of a report: each column with its name, what it shows of a row, and its type.

CSV, Excel and Parquet are written from these. Indices count from 0, as in the JSON; several in
one cell are set apart by a space.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Literal

from compare.comparison import SIDES, SideName, other
from compare.errors import WriteError
from compare.languages import joiner
from compare.report.bundle import Bundle
from compare.report.content import findings
from compare.report.content.brief import headline
from compare.report.content.sections import text_hash
from compare.report.export.schema import EventExport, Export, SegmentExport, StatementExport
from compare.report.palette import STATUSES

Value = str | int | float | bool | None
Row = list[Value]
Type = Literal["text", "index", "number", "flag"]


@dataclass(frozen=True, slots=True)
class Subject:
    """Subject of a row: a pair, and where it applies a side, a segment and an item."""

    pair: Export
    event: str
    """Id of the event, or empty."""
    side: SideName = "left"
    index: int = 0
    item: Any = None
    """The link, topic, gap or shift."""

    @property
    def statement(self) -> StatementExport:
        """The statement of the side."""
        return findings.statement(self.pair, self.side)

    @property
    def segment(self) -> SegmentExport:
        """The segment of the side."""
        return findings.segments(self.pair, self.side)[self.index]

    @property
    def tally(self) -> findings.Tally:
        """How the other side treats the side."""
        return findings.tally(self.pair, self.side)

    def nearest_text(self, nearest: int | None) -> str:
        """The words of a segment of the other side; empty for none."""
        return "" if nearest is None else findings.passage(self.pair, other(self.side), nearest)


@dataclass(frozen=True, slots=True)
class Column:
    """One column: ``number`` is in [0, 1], ``index`` a count or an index."""

    name: str
    value: Callable[[Subject], Value]
    type: Type = "text"


@dataclass(frozen=True, slots=True)
class Table:
    """One table: what its rows are about in one pair, and the columns that show it."""

    name: str
    subjects: Callable[[Export, str], Iterator[Subject]]
    columns: tuple[Column, ...]


def rows(table: Table, bundle: Bundle) -> Iterator[Row]:
    """All rows of a table, pair after pair, each as long as its columns."""
    for result in bundle.results:
        event = result.event.id if isinstance(result, EventExport) else ""
        for pair in result.pairs if isinstance(result, EventExport) else (result,):
            for subject in table.subjects(pair, event):
                yield [column.value(subject) for column in table.columns]


def _each_side(pair: Export, event: str) -> Iterator[Subject]:
    return (Subject(pair, event, side) for side in SIDES)


def _each_segment(pair: Export, event: str) -> Iterator[Subject]:
    for side in SIDES:
        for index in range(len(findings.segments(pair, side))):
            yield Subject(pair, event, side, index)


def _each(pair: Export, event: str, items: Iterable[Any]) -> Iterator[Subject]:
    return (Subject(pair, event, index=index, item=item) for index, item in enumerate(items))


def _each_gap(pair: Export, event: str) -> Iterator[Subject]:
    for gap in pair.attribution_gaps:
        yield Subject(pair, event, gap.side, gap.segment, gap)


def _listed(indices: Iterable[int]) -> str:
    return " ".join(map(str, indices))


def _texts(subject: Subject, side: SideName) -> str:
    """The words of a link's segments of a side, joined as its language joins sentences."""
    space = joiner(findings.statement(subject.pair, side).lang)
    indices = getattr(subject.item, side)
    return space.join(findings.passage(subject.pair, side, index) for index in indices)


def _count(status: str) -> Callable[[Subject], Value]:
    return lambda s: s.tally.counts[status]  # type: ignore[index]


_EVENT = Column("event", lambda s: s.event)
_IDS = (
    Column("left_id", lambda s: s.pair.left.id),
    Column("right_id", lambda s: s.pair.right.id),
)

TABLES = (
    Table(
        "summary",
        _each_side,
        (
            _EVENT,
            *_IDS,
            Column("position", lambda s: s.side),
            Column("side", lambda s: s.statement.side),
            Column("lang", lambda s: s.statement.lang),
            Column("date", lambda s: str(s.statement.date or "")),
            Column("characters", lambda s: len(s.statement.text), "index"),
            Column("segments", lambda s: len(findings.segments(s.pair, s.side)), "index"),
            *(Column(status, _count(status), "index") for status in STATUSES),
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
        _each_segment,
        (
            Column("position", lambda s: s.side),
            Column("id", lambda s: s.statement.id),
            Column("side", lambda s: s.statement.side),
            Column("lang", lambda s: s.statement.lang),
            Column("other_id", lambda s: findings.statement(s.pair, other(s.side)).id),
            Column("segment", lambda s: s.index, "index"),
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
            Column("linked", lambda s: _listed(findings.linked(s.pair, s.side, s.index))),
            Column("topics", lambda s: " ".join(s.segment.topics)),
            Column("reason", lambda s: s.segment.reason),
            Column("text", lambda s: findings.passage(s.pair, s.side, s.index)),
            Column("nearest_text", lambda s: s.nearest_text(s.segment.nearest)),
        ),
    ),
    Table(
        "links",
        lambda pair, event: _each(pair, event, pair.links),
        (
            *_IDS,
            Column("link", lambda s: s.index, "index"),
            Column("left", lambda s: _listed(s.item.left)),
            Column("right", lambda s: _listed(s.item.right)),
            Column("probability", lambda s: s.item.probability, "number"),
            Column("left_text", lambda s: _texts(s, "left")),
            Column("right_text", lambda s: _texts(s, "right")),
        ),
    ),
    Table(
        "topics",
        lambda pair, event: _each(pair, event, pair.topics),
        (
            *_IDS,
            Column("topic", lambda s: s.item.id),
            Column("label_en", lambda s: s.item.labels.en),
            Column("label_zh", lambda s: s.item.labels.zh),
            Column("state", lambda s: s.item.state),
            Column("confidence", lambda s: s.item.confidence, "number"),
            Column("share_left", lambda s: s.item.share.left, "number"),
            Column("share_right", lambda s: s.item.share.right, "number"),
            Column("first_left", lambda s: s.item.first.left, "number"),
            Column("first_right", lambda s: s.item.first.right, "number"),
            Column("left", lambda s: _listed(s.item.left)),
            Column("right", lambda s: _listed(s.item.right)),
        ),
    ),
    Table(
        "gaps",
        _each_gap,
        (
            *_IDS,
            Column("position", lambda s: s.side),
            Column("segment", lambda s: s.index, "index"),
            Column("speaker", lambda s: s.item.speaker),
            Column("probability", lambda s: s.item.probability, "number"),
            Column("nearest", lambda s: s.item.nearest, "index"),
            Column("text", lambda s: findings.passage(s.pair, s.side, s.index)),
            Column("nearest_text", lambda s: s.nearest_text(s.item.nearest)),
        ),
    ),
    Table(
        "shifts",
        lambda pair, event: _each(pair, event, pair.shifts),
        (
            *_IDS,
            Column("link", lambda s: s.item.link, "index"),
            Column("left", lambda s: s.item.left.text if s.item.left else ""),
            Column("right", lambda s: s.item.right.text if s.item.right else ""),
            Column("kind", lambda s: s.item.kind),
            Column("grade", lambda s: s.item.grade),
            Column("reason", lambda s: s.item.reason),
        ),
    ),
    Table(
        "sources",
        _each_side,
        (
            _EVENT,
            Column("id", lambda s: s.statement.id),
            Column("side", lambda s: s.statement.side),
            Column("lang", lambda s: s.statement.lang),
            Column("title", lambda s: s.statement.title),
            Column("author", lambda s: s.statement.author),
            Column("date", lambda s: str(s.statement.date or "")),
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
