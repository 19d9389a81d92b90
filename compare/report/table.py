"""A comparison as CSV: one table, one row a segment of either side."""

from __future__ import annotations

import csv
import io

from compare.comparison import SIDES, SideName, other

from . import findings
from .escaping import cell
from .export import EventExport, Export

COLUMNS = (
    "position",
    "id",
    "side",
    "lang",
    "other_id",
    "segment",
    "start",
    "end",
    "paragraph",
    "speaker",
    "voice",
    "procedural",
    "status",
    "p_covered",
    "p_partly",
    "p_left_out",
    "nearest",
    "linked",
    "topics",
    "reason",
    "text",
    "nearest_text",
)


def write_csv(result: Export | EventExport) -> str:
    """CSV by RFC 4180, in UTF-8 without a byte order mark; of an event, pair after pair.

    Indices count from 0; several in one cell are set apart by a space. Text that a
    spreadsheet could take for a formula is neutralised as :func:`escaping.cell` says.
    """
    file = io.StringIO(newline="")
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for pair in result.pairs if isinstance(result, EventExport) else (result,):
        for side in SIDES:
            writer.writerows(_rows(pair, side))
    return file.getvalue()


def _rows(result: Export, side: SideName) -> list[list[str | int | float]]:
    one, another = findings.statement(result, side), findings.statement(result, other(side))
    rows: list[list[str | int | float]] = []
    for index, segment in enumerate(findings.segments(result, side)):
        near = segment.nearest
        rows.append(
            [
                side,
                cell(one.id),
                cell(one.side),
                cell(one.lang),
                cell(another.id),
                index,
                segment.start,
                segment.end,
                segment.paragraph,
                cell(segment.speaker),
                segment.voice,
                str(segment.procedural).lower(),
                segment.status,
                segment.p_covered,
                segment.p_partly,
                segment.p_left_out,
                "" if near is None else near,
                " ".join(map(str, findings.linked(result, side, index))),
                cell(" ".join(segment.topics)),
                cell(segment.reason),
                cell(findings.passage(result, side, index)),
                "" if near is None else cell(findings.passage(result, other(side), near)),
            ]
        )
    return rows
