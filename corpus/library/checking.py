"""Whether a library is whole: nothing lost, nothing half, nothing changed behind its back."""

from __future__ import annotations

import contextlib
import hashlib
import json
from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa
from pydantic import ValidationError
from sqlalchemy.engine import Connection

from corpus.errors import LibraryError
from corpus.library.search.word_index import searched

from . import history
from .database import Database
from .reading import event_records, is_newest, statement_of
from .records import Problem
from .tables import (
    comparisons,
    encoders,
    events,
    judgements,
    originals,
    passages,
    statements,
    vectors,
    versions,
)

_AT_ONCE = 200


def check(database: Database) -> list[Problem]:
    """Everything that is amiss; empty for a library that is whole."""
    found: list[Problem] = []
    if database.file is not None:
        with _going_on(found), database.probing() as base:
            found += _sqlite(base)
    for part in (_structure, _events, _texts, _originals, _results):
        with _going_on(found), database.reading() as base:
            found += part(base)
    return found


@contextlib.contextmanager
def _going_on(found: list[Problem]) -> Iterator[None]:
    """Note as a problem what is too damaged to be read, and look at the rest."""
    try:
        yield
    except LibraryError as error:
        problem = Problem("the library", str(error))
        if problem not in found:
            found.append(problem)


def _sqlite(base: Connection) -> Iterator[Problem]:
    for (answer,) in base.exec_driver_sql("PRAGMA integrity_check"):
        if answer != "ok":
            said = " ".join(str(answer).split())
            yield Problem("the file", f"{said}; restore it from a backup or an export")
    for row in base.exec_driver_sql("PRAGMA foreign_key_check"):
        yield Problem(f"table {row[0]}", f"row {row[1]} belongs to nothing in {row[2]}")
    try:
        base.exec_driver_sql(
            "INSERT INTO passage_words (passage_words, rank) VALUES ('integrity-check', 1)"
        )
    except sa.exc.DBAPIError:
        yield Problem("the index of words", "does not fit the passages; export and import anew")


def _structure(base: Connection) -> Iterator[Problem]:
    empty = ~sa.select(statements.c.number).where(statements.c.event == events.c.number).exists()
    for id_ in base.execute(sa.select(events.c.id).where(empty)).scalars():
        yield Problem(f"event {id_}", "has no statement; add one")
    counts = (
        sa.select(
            statements.c.id,
            sa.func.count(versions.c.number).label("versions"),
            sa.func.coalesce(sa.func.max(versions.c.version), 0).label("last"),
        )
        .outerjoin(versions, versions.c.statement == statements.c.number)
        .group_by(statements.c.number, statements.c.id)
    )
    for row in base.execute(counts):
        if not row.versions:
            yield Problem(f"statement {row.id}", "has no version; add it again")
        elif row.versions != row.last:
            yield Problem(f"statement {row.id}", f"has {row.versions} of {row.last} versions")


def _events(base: Connection) -> Iterator[Problem]:
    """Whether each event can be read with all it holds; dates are kept as text."""
    ids = list(base.execute(sa.select(events.c.id).order_by(events.c.number)).scalars())
    for start in range(0, len(ids), _AT_ONCE):
        part = ids[start : start + _AT_ONCE]
        for id_ in [] if _can_be_read(base, part) else part:
            if not _can_be_read(base, [id_]):
                yield Problem(f"event {id_}", "holds what does not fit; restore it from an export")


def _can_be_read(base: Connection, ids: list[str]) -> bool:
    try:
        event_records(base, ids)
    except (ValueError, TypeError, OverflowError):
        return False
    return True


def _texts(base: Connection) -> Iterator[Problem]:
    """Each version as it was written, and the newest with passages that fit it."""
    query = (
        sa.select(
            versions,
            statements.c.id,
            is_newest().label("newest"),
        )
        .join(statements, statements.c.number == versions.c.statement)
        .order_by(versions.c.number)
        .execution_options(yield_per=_AT_ONCE)
    )
    for part in base.execute(query).partitions():
        cuts: dict[int, list[sa.Row[*tuple[Any, ...]]]] = {row.number: [] for row in part}
        held = sa.select(passages).where(passages.c.version.in_(cuts)).order_by(passages.c.start)
        for passage in base.execute(held):
            cuts[passage.version].append(passage)
        for row in part:
            yield from _version(row, cuts[row.number])


def _version(
    row: sa.Row[*tuple[Any, ...]], cuts: list[sa.Row[*tuple[Any, ...]]]
) -> Iterator[Problem]:
    where = f"statement {row.id}, version {row.version}"
    try:
        statement = statement_of(row, row.id)
    except (ValidationError, ValueError):
        yield Problem(where, "does not fit what a statement is")
        return
    if history.digest(statement) != row.digest:
        yield Problem(where, "was changed after it was written")
    if bool(cuts) != bool(row.newest and row.cut_by and statement.text.strip()):
        yield Problem(where, "is searched although it is old" if cuts else "is not searched")
    before = 0
    for cut in cuts:
        text = statement.text[cut.start : cut.stop]
        fits = before <= cut.start < cut.stop <= len(statement.text)
        if not fits or hashlib.sha256(text.encode()).digest() != bytes(cut.digest):
            yield Problem(where, f"passage {cut.start}-{cut.stop} does not fit the text")
        elif searched(text) != cut.words:
            yield Problem(where, f"passage {cut.start}-{cut.stop} is searched for other words")
        before = cut.stop


def _originals(base: Connection) -> Iterator[Problem]:
    query = sa.select(originals).execution_options(yield_per=20)
    for row in base.execute(query):
        if hashlib.sha256(row.bytes).hexdigest() != row.sha256:
            yield Problem(f"bytes {row.sha256[:16]}", "were changed after they were kept")
    used = sa.select(versions.c.number).where(versions.c.original == originals.c.sha256).exists()
    for sha256 in base.execute(sa.select(originals.c.sha256).where(~used)).scalars():
        yield Problem(f"bytes {sha256[:16]}", "belong to no statement")
    apart = versions.c.original != versions.c.sha256
    wrong = sa.select(statements.c.id).join(versions, versions.c.statement == statements.c.number)
    for id_ in base.execute(wrong.where(apart)).scalars():
        yield Problem(f"statement {id_}", "has other bytes than its source says")


def _results(base: Connection) -> Iterator[Problem]:
    length = sa.func.length(vectors.c.vector)
    joined = sa.select(sa.func.count()).select_from(
        vectors.join(encoders, encoders.c.number == vectors.c.encoder)
    )
    if count := base.execute(joined.where(length != 2 * encoders.c.dimension)).scalar():
        yield Problem("vectors", f"{count} of them have the wrong length")
    for row in base.execute(sa.select(comparisons).execution_options(yield_per=20)):
        try:
            json.loads(row.json)
        except (ValueError, TypeError, RecursionError):
            yield Problem(f"comparison {row.key[:16]}", "is not valid JSON")
    for row in base.execute(sa.select(judgements).execution_options(yield_per=_AT_ONCE)):
        try:
            json.loads(row.json)
        except (ValueError, TypeError, RecursionError):
            yield Problem(f"judgement {row.id}", "is not valid JSON")
