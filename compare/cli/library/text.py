"""What a library holds, in lines for a terminal."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from corpus.text.controls import visible

if TYPE_CHECKING:
    from corpus.library import EventRecord, Hit, StatementRecord

_WIDTH = 88


def event_row(record: EventRecord) -> tuple[str, str, str, str]:
    """An event in four columns: id, date, who speaks, title."""
    sides = ", ".join(
        f"{held.statement.side} ({held.statement.language})" for held in record.statements
    )
    if not record.complete:
        sides += ", and no other yet"
    return record.id, str(record.date or "undated"), sides, record.title


def event_lines(record: EventRecord) -> Iterator[str]:
    """An event and its statements, without their texts."""
    yield visible(record.title or record.id)
    yield from _fields(
        {"date": record.date, "place": record.place, "tags": ", ".join(record.tags)}, record.note
    )
    for held in record.statements:
        statement, count = held.statement, len(held.versions)
        versions = f", {count} versions" if count > 1 else ""
        yield f"\n{visible(statement.side)} ({statement.language}{versions})  {held.id}"
        yield from _fields(
            {"title": statement.title, "date": statement.date, "url": statement.source.url},
            held.note,
        )


def statement_lines(record: StatementRecord, version: int | None) -> Iterator[str]:
    """Where a statement is from and what is noted on it."""
    shown = next((v for v in record.versions if v.number == version), record.newest)
    statement, source = shown.statement, shown.statement.source
    yield visible(statement.title or record.id)
    yield from _fields(
        {
            "event": record.event,
            "side": statement.side,
            "language": statement.language,
            "author": statement.author,
            "date": statement.date,
            "publisher": source.publisher,
            "url": source.url,
            "retrieved": source.retrieved,
            "sha256": source.sha256,
            "fidelity": source.fidelity,
            "version": f"{shown.number} of {len(record.versions)}, added {shown.added:%Y-%m-%d}",
            "original": "kept" if shown.original else "",
            "tags": ", ".join(record.tags),
        },
        record.note,
    )


def _fields(fields: dict[str, object], note: str) -> Iterator[str]:
    yield from (f"  {key + ':':<11}{visible(str(value))}" for key, value in fields.items() if value)
    if note:
        yield "  note:      " + visible(note).replace("\n", "\n             ")


def hit_lines(hit: Hit) -> Iterator[str]:
    """Two lines: where a passage stands and how it was found, and the passage."""
    near = "" if hit.similarity is None else f", nearness {hit.similarity:.2f}"
    how = "words" if hit.marks else "meaning"
    side = visible(hit.side)
    yield f"{hit.event}  {side} ({hit.language})  {hit.date or 'undated'}  by {how}{near}"
    # One line, with the words that were looked for inside it.
    first = hit.marks[0][0] if hit.marks else 0
    start = max(0, first - _WIDTH) if len(hit.text) > 2 * _WIDTH else 0
    end = start + 2 * _WIDTH
    before, after = "... " * (start > 0), " ..." * (end < len(hit.text))
    yield f"    {before}{visible(' '.join(hit.text[start:end].split()))}{after}"
