"""Search for words, by meaning, and both together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any, Literal

import numpy as np
import numpy.typing as npt
import sqlalchemy as sa
from sqlalchemy.engine import Connection

from corpus.library.database import Database
from corpus.library.records import Filter, Hit
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
    # By language, then by passage: what speaks for it.
    ranks: dict[str, dict[int, float]] = defaultdict(lambda: defaultdict(float))
    near: dict[int, float] = {}
    if by != "meaning" and query.needles:
        with database.reading() as base:
            for rank, (number, language) in enumerate(_with_words(base, query, where)):
                ranks[language][number] += 1 / (_STEADY + rank)
    if by != "words" and meanings is not None and text.strip():
        allowed = (lambda base: _numbers(base, where)) if where.narrows else None
        for language, found in meanings.nearest(text, NEAR, LEAST, allowed).items():
            near.update(found)
            for rank, (number, _) in enumerate(found):
                ranks[language][number] += 1 / (_STEADY + rank)
    best = _in_turn(ranks)[:most]
    if by != "words" and meanings is not None and (apart := [n for n in best if n not in near]):
        near |= meanings.similarities(text, apart)
    with database.reading() as base:
        return _hits(base, best, query, near)


def _in_turn(ranks: dict[str, dict[int, float]]) -> list[int]:
    """The best of each language, then the second of each, and so on.

    A search is across languages: what only meaning finds in one would stand far behind all that
    holds the very words in the other.
    """
    placed = []
    for language, scores in ranks.items():
        best = sorted(scores, key=lambda number: (-scores[number], number))
        placed += [(at, -scores[number], language, number) for at, number in enumerate(best)]
    return [number for *_, number in sorted(placed)]


def _with_words(base: Connection, query: Query, where: Filter) -> list[tuple[int, str]]:
    """Passages that hold all words of a query, those that hold them densely first; languages."""
    number, words = passages.c.number, passages.c.words
    wanted = sa.select(number, words, versions.c.language)
    if where.narrows:
        wanted = _joined(wanted, where)
    else:
        wanted = wanted.join(versions, versions.c.number == passages.c.version)
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
    rows = sorted(rows, key=lambda row: (-_density(row, query), row.number))
    return [(row.number, row.language) for row in rows]


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
