"""Records out of the tables."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any, TypeVar

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Row

from ..errors import LibraryError
from ..statements import Statement
from .records import EventRecord, JudgementRecord, StatementRecord, Version
from .tables import (
    event_tags,
    events,
    judgements,
    originals,
    statement_tags,
    statements,
    versions,
)

_AT_ONCE = 500
_T = TypeVar("_T")


def event_ids(base: Connection) -> list[str]:
    """Ids of all events, by date, those without one last."""
    undated = sa.case((events.c.date.is_(None), 1), else_=0)
    return list(
        base.execute(
            sa.select(events.c.id).order_by(undated, events.c.date, events.c.number)
        ).scalars()
    )


def events_around(base: Connection, date: dt.date | None, days: int) -> list[str]:
    """Ids of the events at most so many days from a date, and of those without one."""
    near: sa.ColumnElement[bool] = events.c.date.is_(None)
    if date is not None:
        first = max(date.toordinal() - days, dt.date.min.toordinal())
        last = min(date.toordinal() + days, dt.date.max.toordinal())
        near |= events.c.date.between(dt.date.fromordinal(first), dt.date.fromordinal(last))
    found = sa.select(events.c.id).where(near).order_by(events.c.number)
    return list(base.execute(found).scalars())


def event_number(base: Connection, id_: str) -> int:
    """The number of an event.

    Raises:
        LibraryError: there is none of that id; says which are like it.
    """
    return _number(base, events, id_, "event")


def statement_number(base: Connection, id_: str) -> int:
    """The number of a statement.

    Raises:
        LibraryError: there is none of that id; says which are like it.
    """
    return _number(base, statements, id_, "statement")


def event_records(
    base: Connection, ids: Sequence[str], *, newest: bool = False
) -> list[EventRecord]:
    """The events of these ids with all they hold, in this order; or with newest versions alone."""
    found: dict[str, EventRecord] = {}
    for part in _parts(ids):
        rows = base.execute(sa.select(events).where(events.c.id.in_(part))).all()
        numbers = [row.number for row in rows]
        tags = _tags(base, event_tags, event_tags.c.event, numbers)
        held = _statement_records(base, statements.c.event.in_(numbers), newest=newest)
        for row in rows:
            found[row.id] = EventRecord(
                row.id, row.title, row.date, row.place, tags[row.number], row.note,
                tuple(held[row.number]),
            )  # fmt: skip
    return [found[id_] for id_ in ids if id_ in found]


def statement_record(base: Connection, id_: str) -> StatementRecord:
    """A statement with all its versions.

    Raises:
        LibraryError: there is none of that id.
    """
    number = statement_number(base, id_)
    return next(iter(_statement_records(base, statements.c.number == number).values()))[0]


def original(base: Connection, sha256: str) -> bytes:
    """The bytes kept under their SHA-256.

    Raises:
        LibraryError: there are none.
    """
    found = base.execute(
        sa.select(originals.c.bytes).where(originals.c.sha256 == sha256.lower())
    ).scalar()
    if found is None:
        raise LibraryError(f"no bytes are kept under {sha256[:16]!r}; `readouts show` names them")
    return bytes(found)


def statement_of(row: Row[*tuple[Any, ...]], id_: str) -> Statement:
    """The statement in a row of `versions`."""
    source = {key: getattr(row, key) for key in ("publisher", "url", "sha256", "fidelity")}
    source["retrieved"] = row.retrieved or None
    return Statement.model_validate(
        {
            "id": id_,
            **{key: getattr(row, key) for key in ("side", "language", "text", "author")},
            "date": row.date,
            "title": row.title,
            "source": source,
        }
    )


def is_newest() -> sa.ColumnElement[bool]:
    """Whether a row of `versions` is the newest of its statement."""
    later = versions.alias()
    same = later.c.statement == versions.c.statement
    return ~sa.select(later.c.number).where(same, later.c.version > versions.c.version).exists()


def _statement_records(
    base: Connection, which: sa.ColumnElement[bool], *, newest: bool = False
) -> dict[int, list[StatementRecord]]:
    """Statements by the number of their event, in their order."""
    rows = base.execute(
        sa.select(statements, events.c.id.label("event_id"))
        .join(events, events.c.number == statements.c.event)
        .where(which)
        .order_by(statements.c.event, statements.c.place, statements.c.number)
    ).all()
    numbers = [row.number for row in rows]
    tags = _tags(base, statement_tags, statement_tags.c.statement, numbers)
    texts: dict[int, list[Row[*tuple[Any, ...]]]] = defaultdict(list)
    for part in _parts(numbers):
        query = sa.select(versions).where(versions.c.statement.in_(part))
        query = query.where(is_newest()) if newest else query
        for row in base.execute(query.order_by(versions.c.version)):
            texts[row.statement].append(row)
    held: dict[int, list[StatementRecord]] = defaultdict(list)
    for row in rows:
        kept = tuple(
            Version(
                v.version,
                statement_of(v, row.id),
                dt.datetime.fromisoformat(v.added),
                v.original or "",
            )
            for v in texts[row.number]
        )
        if kept:
            held[row.event].append(StatementRecord(row.event_id, kept, tags[row.number], row.note))
    return held


def _tags(
    base: Connection, table: sa.Table, owner: sa.Column[int], numbers: Sequence[int]
) -> dict[int, tuple[str, ...]]:
    found: dict[int, tuple[str, ...]] = defaultdict(tuple)
    for part in _parts(numbers):
        rows = base.execute(sa.select(owner, table.c.tag).where(owner.in_(part)))
        for number, tag in sorted((row[0], row[1]) for row in rows):
            found[number] += (tag,)
    return found


def _number(base: Connection, table: sa.Table, id_: str, what: str) -> int:
    found = base.execute(sa.select(table.c.number).where(table.c.id == id_)).scalar()
    if found is None:
        from rapidfuzz import process

        known = base.execute(sa.select(table.c.id)).scalars().all()
        near = [str(match[0]) for match in process.extract(id_, known, limit=3, score_cutoff=60)]
        hint = f"; did you mean {', '.join(near)}?" if near else "; `readouts events` lists them"
        raise LibraryError(f"the library has no {what} {id_!r}{hint}")
    return int(found)


def _parts(values: Sequence[_T]) -> Iterable[Sequence[_T]]:
    return (values[at : at + _AT_ONCE] for at in range(0, len(values), _AT_ONCE))


def judgement_records(base: Connection, event: str | None = None) -> tuple[JudgementRecord, ...]:
    """What people said of results, of one event or of all, in the order it came in."""
    rows = sa.select(judgements).order_by(judgements.c.number)
    if event is not None:
        rows = rows.where(judgements.c.event == event)
    return tuple(
        JudgementRecord(row.id, row.event, row.coder, row.json, row.added)
        for row in base.execute(rows)
    )


def judgement_counts(base: Connection) -> dict[str, int]:
    """How many judgements there are of each event that has any."""
    of = judgements.c.event
    rows = base.execute(sa.select(of, sa.func.count()).group_by(of))
    return {str(event): int(count) for event, count in rows}
