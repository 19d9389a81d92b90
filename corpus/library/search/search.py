"""Search for words, by meaning, and both together."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal

import numpy as np
import numpy.typing as npt
import sqlalchemy as sa
from sqlalchemy.engine import Connection

from corpus.library.database import Database
from corpus.library.records import Filter, Hit
from corpus.library.search.filters import refuse_unknown
from corpus.library.search.vector_index import Meanings
from corpus.library.search.word_index import Query, parse
from corpus.library.tables import event_tags, events, passages, statement_tags, statements, versions

By = Literal["both", "words", "meaning"]

CANDIDATES = 500
"""Passages that hold the words and are ranked: those that came in last."""
NEAR = 200
"""Passages of a language that are near in meaning and are ranked."""
LEAST = 0.25
"""Cosine from which a passage counts as near: with the shipped encoder most that name the same
thing in the other language lie above it, and most others below."""
FAR = 0.15
"""Cosine from which one clause of a passage may yet be near: the whole speaks of more than that."""
IN_CLAUSES = 60
"""Passages, the nearest of all, whose clauses are read as well."""
HELD = 0.1
"""What it counts beside nearness that a passage holds the very words of a query."""
WORDS = 0.5
"""What the nearness of a passage that holds the words counts at least, whatever its vector says."""


def search(
    database: Database,
    meanings: Meanings | None,
    text: str,
    where: Filter,
    by: By,
    most: int,
) -> list[Hit]:
    """The passages that fit a query best, best first, in one order for all languages.

    Raises:
        LibraryError: the filter names what the library does not hold.
    """
    query = parse(text)
    dense: dict[int, float] = {}
    with database.reading() as base:
        refuse_unknown(base, where)
        if by != "meaning" and query.needles:
            dense = dict(_with_words(base, query, where))
    if by == "words" or meanings is None or not text.strip():
        near, scores = {}, dense
    else:
        near = _near(meanings, text, where, list(dense))
        held = {n: min(1.0, max(near.get(n, 0.0), WORDS) + HELD) for n in dense}
        scores = near | held
    fit = [n for n, score in scores.items() if n in dense or score >= LEAST]
    # By nearness, then by words, then by number where equal: the same order every time.
    fit.sort(key=lambda n: (-scores[n], -near.get(n, 0.0), -dense.get(n, 0.0), n))
    with database.reading() as base:
        return _hits(base, fit[:most], query, near, scores)


def _near(meanings: Meanings, text: str, where: Filter, wanted: Sequence[int]) -> dict[int, float]:
    """Cosines of a query and passages near it or wanted: of the whole or of its best clause."""
    allowed = (lambda base: _numbers(base, where)) if where.narrows else None
    near = meanings.nearest(text, NEAR, FAR, allowed)
    near |= meanings.similarities(text, [number for number in wanted if number not in near])
    nearest = sorted(near, key=lambda number: (-near[number], number))[:IN_CLAUSES]
    return near | meanings.of_clauses(text, {number: near[number] for number in nearest})


def _with_words(base: Connection, query: Query, where: Filter) -> list[tuple[int, float]]:
    """Passages that hold all words of a query, and how densely."""
    number, words = passages.c.number, passages.c.words
    wanted = sa.select(number, words)
    if where.narrows:
        wanted = _joined(wanted, where)
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
    return [(row.number, _density(row, query)) for row in rows]


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
        of_tag = sa.select(statement_tags.c.statement).where(statement_tags.c.tag == where.tag)
        of_event = sa.select(event_tags.c.event).where(event_tags.c.tag == where.tag)
        clauses.append(statements.c.number.in_(of_tag) | events.c.number.in_(of_event))
    return wanted.where(*clauses)


def _hits(
    base: Connection,
    numbers: Sequence[int],
    query: Query,
    near: dict[int, float],
    scores: dict[int, float],
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
    return [_hit(rows[n], query, near.get(n), scores[n]) for n in numbers if n in rows]


def _hit(
    row: sa.Row[*tuple[Any, ...]], query: Query, similarity: float | None, score: float
) -> Hit:
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
        score=score,
    )
