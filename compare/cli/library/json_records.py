"""What a library holds, as JSON for other programs."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from corpus.library import EventRecord, Hit, StatementRecord


def event_json(record: EventRecord) -> dict[str, Any]:
    """An event and its statements, without their texts."""
    return {
        "id": record.id,
        "title": record.title,
        "date": record.date and record.date.isoformat(),
        "place": record.place,
        "tags": list(record.tags),
        "note": record.note,
        "statements": [_newest(held) for held in record.statements],
    }


def statement_json(record: StatementRecord, version: int | None) -> dict[str, Any]:
    """A statement with one of its versions whole, by default the newest, and what is noted."""
    shown = next((v for v in record.versions if v.number == version), record.newest)
    return {
        **shown.statement.model_dump(mode="json"),
        "event": record.event,
        "version": shown.number,
        "versions": [
            {"number": held.number, "added": held.added.isoformat(), "original": held.original}
            for held in record.versions
        ],
        "tags": list(record.tags),
        "note": record.note,
    }


def hit_json(hit: Hit) -> dict[str, Any]:
    """A passage that was found, with its place and score."""
    return dataclasses.asdict(hit) | {"date": hit.date and hit.date.isoformat()}


def _newest(record: StatementRecord) -> dict[str, Any]:
    told = record.statement.model_dump(mode="json", exclude={"text"})
    noted = {"tags": list(record.tags), "note": record.note}
    return told | {"versions": len(record.versions)} | noted
