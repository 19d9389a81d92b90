"""Codings of a study's own table as judgements on the texts of its events."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from compare.coding.exchange.labels import Meaning, meaning
from compare.coding.exchange.quotes import find_quote
from compare.coding.exchange.rows import Row
from compare.coding.judgements import UNDATED, Anchor, Judgement, make
from compare.errors import CodingError
from corpus.statements import Event, Statement

TRUE = frozenset({"1", "true", "yes", "x", "unsure", "是"})


@dataclass(frozen=True, slots=True)
class Unplaced:
    """A row that came to nothing, and why."""

    row: int
    """Number of the row, counted from 1 without the heading."""
    reason: str

    def __str__(self) -> str:
        return f"row {self.row}: {self.reason}"


@dataclass(frozen=True, slots=True)
class Brought:
    """What came of a table."""

    judgements: tuple[Judgement, ...]
    unplaced: tuple[Unplaced, ...]


def bring(
    rows: Sequence[Row],
    events: Mapping[str, Event],
    topics: Collection[str],
    labels: Mapping[str, str] | None = None,
    *,
    coder: str = "",
    codebook: str = "",
) -> Brought:
    """Make judgements of rows; every row becomes one, or is reported.

    The same row becomes the same judgement each time, so that a table may be brought in again.

    Args:
        rows: as :func:`compare.coding.exchange.rows.read_rows` gives them.
        events: by id, the events that rows may be of.
        topics: ids of the topics of the codebook.
        labels: what labels mean; see :func:`compare.coding.exchange.labels.read_labels`.
        coder: who coded the rows that do not say.
        codebook: fingerprint of the codebook.
    """
    made, unplaced = [], []
    known: dict[tuple[object, ...], tuple[int, Judgement]] = {}
    for number, row in enumerate(rows, 1):
        try:
            found = _judgement(row, events, topics, labels or {}, coder)
            if found is not None:
                key = (*found.target, found.coder, found.final, found.time)
                _refuse_contradiction(found, *known.setdefault(key, (number, found)))
        except CodingError as error:
            unplaced.append(Unplaced(number, str(error)))
            continue
        if found is not None:
            made.append(replace(found, codebook=codebook))
    return Brought(tuple(made), tuple(unplaced))


def _refuse_contradiction(found: Judgement, number: int, earlier: Judgement) -> None:
    """Refuse what a coder says otherwise in an earlier row, of which none is known as the later."""
    said, before = ((j.value, j.unsure, j.note) for j in (found, earlier))
    if said != before:
        raise CodingError(
            f"{found.coder} judges the same place otherwise in row {number}; keep one of the two, "
            "or give each its time"
        )


def _judgement(
    row: Row,
    events: Mapping[str, Event],
    topics: Collection[str],
    labels: Mapping[str, str],
    coder: str,
) -> Judgement | None:
    said = meaning(row.get("label", ""), labels, topics)
    if said is None:
        return None
    event = _event(row, events)
    statement = _statement(event, row.get("side", ""), "side")
    passage = _anchor(row, statement, "")
    found = make(
        row.get("coder", coder),
        said.kind,
        passage,
        said.value,
        topic=said.topic,
        other=_other(row, said, event, statement),
        event=event.id,
        note=row.get("note", ""),
        machine=row.get("machine", ""),
        **{flag: row.get(flag, "").casefold() in TRUE for flag in ("unsure", "final", "blind")},
    )
    return replace(found, id=row.get("id") or _name(found), time=_time(row))


def _event(row: Row, events: Mapping[str, Event]) -> Event:
    id_ = row.get("event", "")
    if not id_ and len(events) == 1:
        return next(iter(events.values()))
    if id_ not in events:
        raise CodingError(f"there is no event {id_!r}; add it to the library, or correct its id")
    return events[id_]


def _statement(event: Event, side: str, column: str) -> Statement:
    """The statement of an event that a side, or the id of a statement, names."""
    names = {"left": 0, "right": 1}
    if side.casefold() in names:
        return event.statements[names[side.casefold()]]
    for statement in event.statements:
        if side and side.casefold() in (statement.side.casefold(), statement.id.casefold()):
            return statement
    sides = ", ".join(statement.side for statement in event.statements)
    raise CodingError(f"{column} {side!r} is none of {event.id}; its sides are {sides}")


def _other(row: Row, said: Meaning, event: Event, statement: Statement) -> Anchor | None:
    if said.kind not in ("status", "link"):
        return None
    rest = [each for each in event.statements if each is not statement]
    if "against" in row:
        other = _statement(event, row["against"], "against")
    elif len(rest) == 1:
        other = rest[0]
    else:
        raise CodingError(f"{event.id} has {len(rest)} other sides; name one in 'against'")
    return Anchor.whole(other) if said.kind == "status" else _anchor(row, other, "other_")


def _anchor(row: Row, statement: Statement, prefix: str) -> Anchor:
    start, end = row.get(f"{prefix}start"), row.get(f"{prefix}end")
    if start is None or end is None:
        span = find_quote(row.get(f"{prefix}quote", ""), statement.text)
        return Anchor.of(statement, *span)
    try:
        first, last = int(float(start)), int(float(end))
    except ValueError:
        raise CodingError(f"{start!r} to {end!r} are no offsets; give whole numbers") from None
    if not 0 <= first < last <= len(statement.text):
        raise CodingError(
            f"{first} to {last} is not in a text of {len(statement.text)} characters; "
            "offsets count Unicode characters from 0"
        )
    return Anchor.of(statement, first, last)


def _time(row: Row) -> dt.datetime:
    try:
        found = dt.datetime.fromisoformat(row.get("time", ""))
    except ValueError:
        return UNDATED
    return found if found.tzinfo else found.replace(tzinfo=dt.UTC)


def _name(judgement: Judgement) -> str:
    """An id that the same row has each time it is brought in."""
    said = repr((judgement.target, judgement.coder, judgement.value, judgement.note))
    return hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()[:32]
