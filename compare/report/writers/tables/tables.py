"""The tables of a report: columns with their types, and rows of plain values.

CSV, Excel and Parquet are written from these. Indices count from 0, as in the JSON; several in
one cell are set apart by a space.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

from compare.comparison import SIDES, SideName, other
from compare.errors import WriteError
from compare.languages import joiner
from compare.report.bundle import Bundle
from compare.report.content import findings
from compare.report.content.sections import text_hash
from compare.report.export.schema import EventExport, Export
from compare.report.palette import STATUSES

Value = str | int | float | bool | None
Row = list[Value]
Type = Literal["text", "index", "number", "flag"]


@dataclass(frozen=True, slots=True)
class Column:
    """One column: ``number`` is in [0, 1], ``index`` a count or a place."""

    name: str
    type: Type = "text"


@dataclass(frozen=True, slots=True)
class Table:
    """One table; ``rows`` gives those of one pair, each as long as ``columns``."""

    name: str
    columns: tuple[Column, ...]
    rows: Callable[[Export], Iterator[Row]]


def rows(table: Table, bundle: Bundle) -> Iterator[Row]:
    """All rows of a table, pair after pair, the event of each in its first column."""
    for one in bundle.results:
        event = one.event.id if isinstance(one, EventExport) else ""
        for pair in one.pairs if isinstance(one, EventExport) else (one,):
            for row in table.rows(pair):
                yield [event, *row] if table.name in WITH_EVENT else row


def _columns(names: str, types: dict[str, Type] | None = None) -> tuple[Column, ...]:
    return tuple(Column(name, (types or {}).get(name, "text")) for name in names.split())


def _ids(result: Export) -> list[Value]:
    return [result.left.id, result.right.id]


def _summary(result: Export) -> Iterator[Row]:
    for side in SIDES:
        one, counted = findings.statement(result, side), findings.tally(result, side)
        yield [
            *_ids(result),
            side,
            one.side,
            one.lang,
            str(one.date or ""),
            len(one.text),
            len(findings.segments(result, side)),
            *(counted.counts[status] for status in STATUSES),
            round(counted.part("covered"), 4),
            round(counted.part("left_out"), 4),
            len(findings.topics(result, findings.only(side))),
            len(findings.topics(result, "both")),
            findings.finding(result),
            result.signature.string,
        ]


def _segments(result: Export) -> Iterator[Row]:
    for side in SIDES:
        one = findings.statement(result, side)
        another = findings.statement(result, other(side))
        for index, segment in enumerate(findings.segments(result, side)):
            near = segment.nearest
            yield [
                side,
                one.id,
                one.side,
                one.lang,
                another.id,
                index,
                segment.start,
                segment.end,
                segment.paragraph,
                segment.speaker,
                segment.voice,
                segment.procedural,
                segment.status,
                segment.p_covered,
                segment.p_partly,
                segment.p_left_out,
                near,
                _listed(findings.linked(result, side, index)),
                " ".join(segment.topics),
                segment.reason,
                findings.passage(result, side, index),
                "" if near is None else findings.passage(result, other(side), near),
            ]


def _listed(indices: list[int] | tuple[int, ...]) -> str:
    return " ".join(map(str, indices))


def _texts(result: Export, side: SideName, indices: tuple[int, ...]) -> str:
    space = joiner(findings.statement(result, side).lang)
    return space.join(findings.passage(result, side, index) for index in indices)


def _links(result: Export) -> Iterator[Row]:
    for index, link in enumerate(result.links):
        yield [
            *_ids(result),
            index,
            _listed(link.left),
            _listed(link.right),
            link.probability,
            _texts(result, "left", link.left),
            _texts(result, "right", link.right),
        ]


def _topics(result: Export) -> Iterator[Row]:
    for topic in result.topics:
        yield [
            *_ids(result),
            topic.id,
            topic.labels.en,
            topic.labels.zh,
            topic.state,
            topic.confidence,
            topic.share.left,
            topic.share.right,
            topic.first.left,
            topic.first.right,
            _listed(topic.left),
            _listed(topic.right),
        ]


def _gaps(result: Export) -> Iterator[Row]:
    for gap in result.attribution_gaps:
        near = "" if gap.nearest is None else findings.passage(result, other(gap.side), gap.nearest)
        text = findings.passage(result, gap.side, gap.segment)
        yield [
            *_ids(result),
            gap.side,
            gap.segment,
            gap.speaker,
            gap.probability,
            gap.nearest,
            text,
            near,
        ]


def _shifts(result: Export) -> Iterator[Row]:
    for shift in result.shifts:
        yield [
            *_ids(result),
            shift.link,
            shift.left.text if shift.left else "",
            shift.right.text if shift.right else "",
            shift.kind,
            shift.grade,
            shift.reason,
        ]


def _sources(result: Export) -> Iterator[Row]:
    for side in SIDES:
        one = findings.statement(result, side)
        source = one.source
        yield [
            one.id,
            one.side,
            one.lang,
            one.title,
            one.author,
            str(one.date or ""),
            source.publisher,
            source.url,
            source.retrieved.isoformat() if source.retrieved else "",
            source.fidelity,
            source.sha256,
            text_hash(one),
        ]


_INDEX: Type = "index"
_NUMBER: Type = "number"

TABLES = (
    Table(
        "summary",
        _columns(
            "event left_id right_id position side lang date characters segments covered partly "
            "left_out unclear procedural share_covered share_left_out topics_only_here "
            "topics_both finding signature",
            dict.fromkeys(
                "characters segments covered partly left_out unclear procedural "
                "topics_only_here topics_both".split(),
                _INDEX,
            )
            | dict.fromkeys(("share_covered", "share_left_out"), _NUMBER),
        ),
        _summary,
    ),
    Table(
        "segments",
        _columns(
            "position id side lang other_id segment start end paragraph speaker voice procedural "
            "status p_covered p_partly p_left_out nearest linked topics reason text nearest_text",
            dict.fromkeys("segment start end paragraph nearest".split(), _INDEX)
            | dict.fromkeys(("p_covered", "p_partly", "p_left_out"), _NUMBER)
            | {"procedural": "flag"},
        ),
        _segments,
    ),
    Table(
        "links",
        _columns(
            "left_id right_id link left right probability left_text right_text",
            {"link": _INDEX, "probability": _NUMBER},
        ),
        _links,
    ),
    Table(
        "topics",
        _columns(
            "left_id right_id topic label_en label_zh state confidence share_left share_right "
            "first_left first_right left right",
            dict.fromkeys(
                "confidence share_left share_right first_left first_right".split(), _NUMBER
            ),
        ),
        _topics,
    ),
    Table(
        "gaps",
        _columns(
            "left_id right_id position segment speaker probability nearest text nearest_text",
            {"segment": _INDEX, "probability": _NUMBER, "nearest": _INDEX},
        ),
        _gaps,
    ),
    Table(
        "shifts",
        _columns("left_id right_id link left right kind grade reason", {"link": _INDEX}),
        _shifts,
    ),
    Table(
        "sources",
        _columns(
            "event id side lang title author date publisher url retrieved fidelity sha256 "
            "text_sha256"
        ),
        _sources,
    ),
)
"""Every table, in the order of the sheets of a workbook."""

WITH_EVENT = frozenset(table.name for table in TABLES if table.columns[0].name == "event")


def table(name: str) -> Table:
    """The table of a name; raises :class:`WriteError` for one that is not known."""
    for one in TABLES:
        if one.name == name:
            return one
    known = " ".join(one.name for one in TABLES)
    raise WriteError(f"no table {name!r}; use one of {known}")
