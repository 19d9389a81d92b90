"""Events, tags and notes: what is said of statements, and where they stand."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterable, Mapping
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from ..errors import LibraryError
from ..origins import LIMIT
from .records import JudgementRecord
from .tables import event_tags, events, judgements, originals, statements, versions

LONGEST_NAME = 200
"""Characters of an id or a tag."""
LONGEST_LINE = 10_000
"""Characters of a title, a place and whatever else stands on a line."""
LONGEST_NOTE = 100_000
"""Characters of a note."""
LONGEST_TEXT = LIMIT
"""Bytes of a statement's text, in UTF-8: no more than a file that is read may have."""

_AT_ONCE = 500
_NO_TEXT = re.compile("[\x00\ud800-\udfff]")


def name(value: str, what: str) -> str:
    """Return an id or a tag as it is kept: one line, of bounded length.

    Raises:
        LibraryError: it is empty, longer than :data:`LONGEST_NAME` or holds what is no text.
    """
    value = " ".join(value.split())
    if not value or len(value) > LONGEST_NAME or not value.isprintable():
        raise LibraryError(
            f"{what} {value[:40]!r} cannot be kept; give 1 to {LONGEST_NAME} printable characters"
        )
    return value


def put_event(
    base: Connection, id_: str, title: str = "", date: dt.date | None = None, place: str = ""
) -> int:
    """Make an event unless there is one of that id; its number."""
    id_ = name(id_, "the event's id")
    found = base.execute(sa.select(events.c.number).where(events.c.id == id_)).scalar()
    if found is not None:
        return int(found)
    values = {"title": line(title), "date": date, "place": line(place), "note": ""}
    insert = sa.insert(events).values(id=id_, **values)
    return int(base.execute(insert.returning(events.c.number)).scalar_one())


def set_tags(base: Connection, table: sa.Table, owner: int, tags: Iterable[str]) -> None:
    """Give an event or a statement these tags and no others."""
    key = _owner(table)
    base.execute(sa.delete(table).where(key == owner))
    add_tags(base, table, owner, tags)


def add_tags(base: Connection, table: sa.Table, owner: int, tags: Iterable[str]) -> None:
    """Give an event or a statement these tags beside those it has."""
    key = _owner(table)
    there = set(base.execute(sa.select(table.c.tag).where(key == owner)).scalars())
    wanted = {name(tag, "the tag") for tag in tags} - there
    if wanted:
        base.execute(sa.insert(table), [{key.name: owner, "tag": tag} for tag in sorted(wanted)])


def edit(base: Connection, table: sa.Table, number: int, changes: Mapping[str, Any]) -> None:
    """Change title, date, place or note of an event or a statement."""
    values = {
        key: (_note(value) if key == "note" else line(value)) if isinstance(value, str) else value
        for key, value in changes.items()
    }
    if values:
        base.execute(sa.update(table).where(table.c.number == number).values(values))


def fill_in(base: Connection, table: sa.Table, number: int, values: Mapping[str, Any]) -> None:
    """Set what an event or a statement does not say yet."""
    row = base.execute(sa.select(table).where(table.c.number == number)).one()
    missing = {key: value for key, value in values.items() if value and not getattr(row, key)}
    edit(base, table, number, missing)


def add_note(base: Connection, table: sa.Table, number: int, note: str) -> None:
    """Write a note under what is noted already."""
    known = base.execute(sa.select(table.c.note).where(table.c.number == number)).scalar_one()
    if note.strip() and note.strip() not in known:
        edit(base, table, number, {"note": f"{known}\n\n{note}"})


def remove_statement(base: Connection, number: int) -> None:
    """Take a statement out with all its versions, and its event if that is left with none."""
    event = _event_of(base, number)
    base.execute(sa.delete(statements).where(statements.c.number == number))
    _sweep(base, event)


def move_statement(base: Connection, number: int, event: int) -> None:
    """Put a statement into another event; the one it leaves goes if that was its last."""
    left = _event_of(base, number)
    if left != event:
        position = next_place(base, event)
        there = sa.update(statements).where(statements.c.number == number)
        base.execute(there.values(event=event, place=position))
        if _is_empty(base, left):
            _hand_on(base, left, event)
        _sweep(base, left)


def _hand_on(base: Connection, left: int, event: int) -> None:
    """Say of an event what is said of another that goes, where it does not say it itself."""
    old = base.execute(sa.select(events).where(events.c.number == left)).one()
    fill_in(base, events, event, {"title": old.title, "date": old.date, "place": old.place})
    tags = sa.select(event_tags.c.tag).where(event_tags.c.event == left)
    add_tags(base, event_tags, event, base.execute(tags).scalars().all())
    add_note(base, events, event, old.note)


def order_statements(base: Connection, event: int, ids: Iterable[str]) -> None:
    """Put these statements of an event at its end, in this order."""
    for id_ in ids:
        place = {"place": next_place(base, event)}
        base.execute(sa.update(statements).where(statements.c.id == id_).values(place))


def put_judgements(base: Connection, records: Iterable[JudgementRecord]) -> int:
    """Add records that are not there yet; how many those were.

    Raises:
        LibraryError: one cannot be kept, or another of its id is kept.
    """
    given = {record.id: _checked_judgement(record) for record in records}
    ids = list(given)
    known: dict[str, str] = {}
    for start in range(0, len(ids), _AT_ONCE):
        rows = sa.select(judgements.c.id, judgements.c.json)
        found = base.execute(rows.where(judgements.c.id.in_(ids[start : start + _AT_ONCE])))
        known |= {row.id: row.json for row in found}
    for id_, text in known.items():
        if json.loads(text) != json.loads(given[id_].json):
            raise LibraryError(f"another judgement has the id {id_!r}; give this one a new id")
    added = dt.datetime.now(dt.UTC).isoformat()
    fresh = [
        {
            "id": record.id,
            "event": record.event,
            "coder": record.coder,
            "added": record.added or added,
            "json": record.json,
        }
        for record in given.values()
        if record.id not in known
    ]
    if fresh:
        base.execute(sa.insert(judgements), fresh)
    return len(fresh)


def line(value: str) -> str:
    """Text without breaks and without what is no text, of bounded length."""
    return " ".join(_NO_TEXT.sub("", value).split())[:LONGEST_LINE]


def _note(value: str) -> str:
    note = refuse_no_text(value, "the note").strip()
    if len(note) > LONGEST_NOTE:
        raise LibraryError(
            f"a note has at most {LONGEST_NOTE:,} characters and this has {len(note):,}; shorten it"
        )
    return note


def _checked_judgement(record: JudgementRecord) -> JudgementRecord:
    for what, value in (("id", record.id), ("coder", record.coder)):
        name(value, f"the {what} of a judgement")
    text = refuse_no_text(record.event + record.json, "a judgement")
    if len(text) > LONGEST_NOTE:
        raise LibraryError(
            f"a judgement has at most {LONGEST_NOTE:,} characters and this has {len(text):,}; "
            "shorten its note"
        )
    try:
        json.loads(record.json)
    except (ValueError, RecursionError):
        raise LibraryError("a judgement is kept as JSON, and this is none") from None
    return record


def refuse_no_text(value: str, what: str) -> str:
    """Return a text that any database keeps as it is.

    Raises:
        LibraryError: it holds NUL or half a surrogate pair.
    """
    if _NO_TEXT.search(value):
        raise LibraryError(f"{what} holds characters that are not text; save it as UTF-8")
    return value


def next_place(base: Connection, event: int) -> int:
    """The place behind the last statement of an event."""
    last = sa.select(sa.func.max(statements.c.place)).where(statements.c.event == event)
    return int(base.execute(last).scalar() or 0) + 1


def _event_of(base: Connection, number: int) -> int:
    row = sa.select(statements.c.event).where(statements.c.number == number)
    return int(base.execute(row).scalar_one())


def _is_empty(base: Connection, event: int) -> bool:
    left = sa.select(statements.c.number).where(statements.c.event == event).limit(1)
    return base.execute(left).scalar() is None


def _sweep(base: Connection, event: int) -> None:
    """Drop an event without statements, and bytes that no version was read from."""
    if _is_empty(base, event):
        base.execute(sa.delete(events).where(events.c.number == event))
    used = sa.select(versions.c.original).where(versions.c.original == originals.c.sha256)
    base.execute(sa.delete(originals).where(~used.exists()))


def _owner(table: sa.Table) -> sa.Column[int]:
    return table.c.event if table is event_tags else table.c.statement
