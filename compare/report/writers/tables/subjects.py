"""What the rows of tables are about, and what a column is."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Literal

from compare.comparison import SIDES, SideName, other
from compare.languages import joiner
from compare.report.content import findings
from compare.report.export.schema import Export, SegmentExport
from compare.report.export.statement import StatementExport

Value = str | int | float | bool | dt.date | tuple[int, ...] | tuple[str, ...] | None
Row = list[Value]
Type = Literal["text", "index", "number", "flag", "date", "indices", "ids", "phrases"]
"""``number`` is in [0, 1], ``index`` a count or an index; ``indices``, ``ids`` and ``phrases`` are
lists, which a cell of text holds with spaces between, and phrases with semicolons."""


@dataclass(frozen=True, slots=True)
class Meeting:
    """The event of a pair: its id, empty where none is known, and its date."""

    id: str
    date: dt.date | None


@dataclass(frozen=True, slots=True)
class Subject:
    """Subject of a row: a pair, and where it applies a side, a segment and an item."""

    pair: Export
    event: Meeting
    side: SideName = "left"
    index: int = 0
    item: Any = None
    """The link, topic, gap, shift, use of a term or of a word of tone, or suggestion."""

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
    """One column; what it holds says ``dictionary.tsv``."""

    name: str
    value: Callable[[Subject], Value]
    type: Type = "text"


@dataclass(frozen=True, slots=True)
class Table:
    """One table: what its rows are about in one pair, and the columns that show it."""

    name: str
    subjects: Callable[[Export, Meeting], Iterator[Subject]]
    columns: tuple[Column, ...]


def each_side(pair: Export, event: Meeting) -> Iterator[Subject]:
    """Both sides of a pair."""
    return (Subject(pair, event, side) for side in SIDES)


def each_segment(pair: Export, event: Meeting) -> Iterator[Subject]:
    """Every segment of a pair, the left side's first."""
    for side in SIDES:
        for index in range(len(findings.segments(pair, side))):
            yield Subject(pair, event, side, index)


def each(pair: Export, event: Meeting, items: Iterable[Any]) -> Iterator[Subject]:
    """Items of a pair, numbered."""
    return (Subject(pair, event, index=index, item=item) for index, item in enumerate(items))


def each_gap(pair: Export, event: Meeting) -> Iterator[Subject]:
    """The attribution gaps of a pair."""
    for gap in pair.attribution_gaps:
        yield Subject(pair, event, gap.side, gap.segment, gap)


def each_highlight(pair: Export, event: Meeting) -> Iterator[Subject]:
    """What readers highlighted in the texts of a pair."""
    for highlight in pair.highlights:
        yield Subject(pair, event, highlight.side, item=highlight)


def linked_texts(subject: Subject, side: SideName) -> str:
    """The words of a link's segments of a side, joined as its language joins sentences."""
    space = joiner(findings.statement(subject.pair, side).lang)
    indices = getattr(subject.item, side)
    return space.join(findings.passage(subject.pair, side, index) for index in indices)


def count(status: str) -> Callable[[Subject], Value]:
    """How many segments of a side have a status."""
    return lambda s: s.tally.counts[status]  # type: ignore[index]


def from_one(indices: Iterable[int]) -> tuple[int, ...]:
    """Numbers of passages, from 1, as reports give them."""
    return tuple(index + 1 for index in indices)


EVENT = (
    Column("event", lambda s: s.event.id),
    Column("event_date", lambda s: s.event.date, "date"),
)
IDS = (
    *EVENT,
    Column("left_id", lambda s: s.pair.left.id),
    Column("right_id", lambda s: s.pair.right.id),
)
WHERE = (
    Column("position", lambda s: s.side),
    Column("id", lambda s: s.statement.id),
    Column("side", lambda s: s.statement.side),
)
"""On which side a row stands."""
