"""Search for words, by meaning, and both together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any, Literal

import numpy as np
import numpy.typing as npt
import sqlalchemy as sa
from sqlalchemy.engine import Connection

from .database import Database
from .meaning import Meanings
from .records import Filter, Hit
from .tables import event_tags, events, passages, statement_tags, statements, versions
from .words import Query, parse

By = Literal["both", "words", "meaning"]

CANDIDATES = 500
"""Passages that hold the words and are ranked: those that came in last."""
NEAR = 200
"""Passages that are near in meaning and are ranked."""
LEAST = 0.3
"""Cosine from which a passage counts as near; unlike ones lie around 0.1 with the shipped
encoder, and passages that say the same in the other language above 0.4."""

_STEADY = 60
"""How little the first ranks count above the next where two rankings are joined (Cormack, Clarke
and Büttcher, 2009, Reciprocal Rank Fusion)."""


def search(
    database: Database,
    meanings: Meanings | None,
    text: str,
    where: Filter,
    by: By,
    most: int,
) -> list[Hit]:
    """The passages that fit a query best, best first."""
    query = parse(text)
    ranks: dict[int, float] = defaultdict(float)
    near: dict[int, float] = {}
    if by != "meaning" and query.needles:
        with database.reading() as base:
            for rank, number in enumerate(_with_words(base, query, where)):
                ranks[number] += 1 / (_STEADY + rank)
    if by != "words" and meanings is not None and text.strip():
        allowed = (lambda base: _numbers(base, where)) if where.narrows else None
        found = meanings.nearest(text, NEAR, LEAST, allowed)
        for rank, (number, _) in enumerate(found):
            ranks[number] += 1 / (_STEADY + rank)
        near = dict(found)
    best = sorted(ranks, key=lambda number: (-ranks[number], number))[:most]
    if by != "words" and meanings is not None and (apart := [n for n in best if n not in near]):
        near |= meanings.similarities(text, apart)
    with database.reading() as base:
        return _hits(base, best, query, near)


def _with_words(base: Connection, query: Query, where: Filter) -> list[int]:
    """Passages that hold all words of a query, those that hold them densely first."""
    number, words = passages.c.number, passages.c.words
    wanted = _joined(sa.select(number, words), where) if where.narrows else sa.select(number, words)
    if base.dialect.name == "sqlite":
        # FTS5 goes through its rows in order, so the newest are found without finding all.
        match = " AND ".join(f'"{needle}"' for needle in query.needles)
        indexed = sa.text("passage_words MATCH :match").bindparams(match=match)
        table = sa.table("passage_words", sa.column("rowid"))
        rowid = table.c.rowid
        if where.narrows:
            inside = sa.select(rowid).select_from(table).where(indexed)
            wanted = wanted.where(number.in_(inside)).order_by(number.desc())
        else:
            newest = sa.select(rowid).select_from(table).where(indexed)
            newest = newest.order_by(rowid.desc()).limit(CANDIDATES)
            wanted = wanted.where(number.in_(newest))
    else:
        held = [words.contains(needle, autoescape=True) for needle in query.needles]
        wanted = wanted.where(*held).order_by(number.desc())
    rows = base.execute(wanted.limit(CANDIDATES)).all()
    return [row.number for row in sorted(rows, key=lambda row: (-_density(row, query), row.number))]


def _density(row: sa.Row[*tuple[Any, ...]], query: Query) -> float:
    count = sum(row.words.count(needle) for needle in query.needles)
    return float(count / np.sqrt(len(row.words) + 50))


def _numbers(base: Connection, where: Filter) -> npt.NDArray[np.int64]:
    """The passages that a filter lets through, in ascending order."""
    wanted = _joined(sa.select(passages.c.number), where).order_by(passages.c.number)
    return np.asarray(base.execute(wanted).scalars().all(), np.int64)


def _joined(wanted: sa.Select[*tuple[Any, ...]], where: Filter) -> sa.Select[*tuple[Any, ...]]:
    """Passages with their version, statement and event, narrowed."""
    date = sa.func.coalesce(versions.c.date, events.c.date, type_=sa.Date)
    wanted = (
        wanted.join(versions, versions.c.number == passages.c.version)
        .join(statements, statements.c.number == versions.c.statement)
        .join(events, events.c.number == statements.c.event)
    )
    clauses: list[sa.ColumnElement[bool]] = []
    if where.event is not None:
        clauses.append(events.c.id == where.event)
    if where.side is not None:
        clauses.append(versions.c.side == where.side)
    if where.language is not None:
        clauses.append(versions.c.language == where.language)
    if where.since is not None:
        clauses.append(date >= where.since)
    if where.until is not None:
        clauses.append(date <= where.until)
    if where.tag is not None:
        own = sa.select(statement_tags.c.statement).where(statement_tags.c.tag == where.tag)
        of_event = sa.select(event_tags.c.event).where(event_tags.c.tag == where.tag)
        clauses.append(statements.c.number.in_(own) | events.c.number.in_(of_event))
    return wanted.where(*clauses)


def _hits(
    base: Connection, numbers: Sequence[int], query: Query, near: dict[int, float]
) -> list[Hit]:
    columns = sa.select(
        passages.c.number,
        passages.c.start,
        passages.c.stop,
        versions.c.text,
        versions.c.version,
        versions.c.side,
        versions.c.language,
        versions.c.title,
        sa.func.coalesce(versions.c.date, events.c.date, type_=sa.Date).label("date"),
        statements.c.id.label("statement"),
        events.c.id.label("event"),
    ).select_from(passages)
    wanted = _joined(columns, Filter()).where(passages.c.number.in_(numbers))
    rows = {row.number: row for row in base.execute(wanted)}
    return [_hit(rows[n], query, near.get(n)) for n in numbers if n in rows]


def _hit(row: sa.Row[*tuple[Any, ...]], query: Query, similarity: float | None) -> Hit:
    text = row.text[row.start : row.stop]
    return Hit(
        event=row.event,
        statement=row.statement,
        version=row.version,
        side=row.side,
        language=row.language,
        date=row.date,
        title=row.title,
        start=row.start,
        end=row.stop,
        text=text,
        marks=query.spans(text),
        similarity=similarity,
    )
