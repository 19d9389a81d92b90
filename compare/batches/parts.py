"""A part of a batch: some events in, and the tables of their results out, as bytes.

Every engine, whatever process or machine it works in, makes them of the same bytes by the same
functions, and so all give the same.
"""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from compare.batches.sources import Item
from compare.comparison import EventComparison
from compare.errors import Failure, failure
from compare.report.bundle import Bundle
from compare.report.export.conversion import export_event
from compare.report.export.schema import EventExport
from compare.report.writers.tables.parquet import parquet_bytes
from compare.report.writers.tables.tables import TABLES, Row, Type, rows
from corpus.statements import Event

EVENTS: dict[str, Type] = {
    "event": "text",
    "title": "text",
    "date": "date",
    "place": "text",
    "statements": "index",
    "pairs": "index",
    "signature": "text",
}
"""Columns of the table of events, one row each."""
FAILURES: dict[str, Type] = {"event": "text", "stage": "text", "kind": "text", "message": "text"}
"""Columns of the table of failures, one row an event."""
_EVENT: dict[str, Type] = {"event": "text"}

COLUMNS: dict[str, dict[str, Type]] = {
    "events": EVENTS,
    **{t.name: _EVENT | {c.name: c.type for c in t.columns} for t in TABLES},
    "failures": FAILURES,
}
"""The tables of a folder of results with their columns: those of a report, and two of its own."""

State = Literal["compared", "failed", "to_retry"]


@dataclass(frozen=True, slots=True)
class Done:
    """What became of one event."""

    event: str
    key: str
    """Of all that its result depends on."""
    state: State


@dataclass(frozen=True, slots=True)
class EventRows:
    """What one event that was compared adds to each table."""

    event: str
    rows: dict[str, list[Row]]


@dataclass(frozen=True, slots=True)
class Part:
    """The results of some events, in their order."""

    number: int
    events: tuple[Done, ...]
    rows: dict[str, list[int]]
    """For each table, the number of rows of each event."""
    files: dict[str, bytes]
    """Each table as Parquet."""

    def pack(self) -> bytes:
        """The part as bytes, to be sent from one process to another."""
        head = json.dumps({**self.head(), "sizes": {n: len(f) for n, f in self.files.items()}})
        return b"\n".join([head.encode(), b"".join(self.files.values())])

    @classmethod
    def unpack(cls, packed: bytes) -> Part:
        """The part that :meth:`pack` gave."""
        head, _, body = packed.partition(b"\n")
        fields = json.loads(head)
        files, at = {}, 0
        for name, size in fields["sizes"].items():
            files[name] = body[at : at + size]
            at += size
        return cls(*read_head(fields), files)

    def head(self) -> dict[str, Any]:
        """Everything but the tables, for JSON."""
        events = [dataclasses.asdict(done) for done in self.events]
        return {"part": self.number, "events": events, "rows": self.rows}


def read_head(fields: dict[str, Any]) -> tuple[int, tuple[Done, ...], dict[str, list[int]]]:
    """Number, events and counts of rows of what :meth:`Part.head` gave."""
    return fields["part"], tuple(Done(**done) for done in fields["events"]), fields["rows"]


def request(number: int, items: Sequence[tuple[str, Item]]) -> bytes:
    """A part to be compared, as bytes: its number, and keys and events in their order."""
    listed = [
        {"key": key, "event": item.model_dump(mode="json")}
        if isinstance(item, Event)
        else {"key": key, "failure": dataclasses.asdict(item)}
        for key, item in items
    ]
    return json.dumps({"part": number, "items": listed}, ensure_ascii=False).encode(
        "utf-8", "surrogatepass"
    )


def read_request(asked: bytes) -> tuple[int, list[tuple[str, Item]]]:
    """The part that :func:`request` gave."""
    fields = json.loads(asked.decode("utf-8", "surrogatepass"))
    items: list[tuple[str, Item]] = []
    for item in fields["items"]:
        known: Item = (
            Event.model_validate(item["event"]) if "event" in item else Failure(**item["failure"])
        )
        items.append((item["key"], known))
    return fields["part"], items


def make_part(number: int, keys: Iterable[str], results: Iterable[EventRows | Failure]) -> Part:
    """Return the tables of results, each with its key."""
    table_rows: dict[str, list[Row]] = {name: [] for name in COLUMNS}
    counts: dict[str, list[int]] = {name: [] for name in COLUMNS}
    events = []
    for key, result in zip(keys, results, strict=True):
        if isinstance(result, Failure):
            state: State = "failed" if result.lasting else "to_retry"
            events.append(Done(result.event, key, state))
            row: Row = [result.event, result.stage, result.kind, result.message]
            found = {"failures": [row]}
        else:
            events.append(Done(result.event, key, "compared"))
            found = result.rows
        for name, held in table_rows.items():
            held += found.get(name, [])
            counts[name].append(len(found.get(name, [])))
    files = {name: parquet_bytes(COLUMNS[name], held) for name, held in table_rows.items()}
    return Part(number, tuple(events), counts, files)


def event_rows(result: EventComparison) -> dict[str, list[Row]]:
    """The rows of one event in each table but that of failures."""
    export = export_event(result)
    bundle = Bundle((export,))
    found = {"events": [_event_row(export)]}
    for table in TABLES:
        own = any(column.name == "event" for column in table.columns)
        found[table.name] = [row if own else [export.event.id, *row] for row in rows(table, bundle)]
    return found


def rows_of(result: EventComparison | Failure) -> EventRows | Failure:
    """The rows of a result, or why it has none."""
    if isinstance(result, Failure):
        return result
    try:
        return EventRows(result.event.id, event_rows(result))
    except Exception as error:  # of one event, whose row says so
        return failure(result.event.id, "report", error)


def _event_row(export: EventExport) -> Row:
    event = export.event
    sides = len(export.matrix.sides)
    signature = export.pairs[0].signature.string
    return [
        event.id, event.title, event.date, event.place, sides, len(export.pairs),
        signature,
    ]  # fmt: skip
