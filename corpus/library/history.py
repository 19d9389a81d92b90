"""The versions of a statement: added one after the other, never overwritten; and their passages."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import re
from collections.abc import Callable, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Row

from corpus.library.search.word_index import searched

from ..errors import LibraryError
from ..statements import Statement
from .database import Database
from .reading import is_newest, statement_of
from .records import Segmenter
from .tables import events, originals, passages, statements, versions
from .writing import LONGEST_LINE, LONGEST_TEXT, name, next_place, refuse_no_text

Dated = tuple[Statement, Callable[[], bytes | None], dt.datetime]
"""A version, what gives the bytes it was read from, and when it came into a library."""
_AT_ONCE = 50
_WORD = re.compile(r"[^\W_]")
_TAG = re.compile("[a-z]{2,3}(-[A-Za-z0-9]{1,8})*")


def digest(statement: Statement) -> str:
    """What makes another version: all but when and as which bytes it was read."""
    fields = statement.model_dump(mode="json")
    for transient in ("retrieved", "sha256"):
        fields["source"].pop(transient)
    whole = json.dumps(fields, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(whole.encode()).hexdigest()


def put_statement(
    base: Connection,
    event: int,
    statement: Statement,
    original: bytes | None,
    segmenter: Segmenter,
) -> str:
    """Keep a statement: new, as a new version, or as it is known already; its id.

    The same statement is one of the same id, or within the event one of the same address, side
    and language: a page that was edited.

    Raises:
        LibraryError: its id belongs to another event, or it cannot be kept.
    """
    number, id_ = _claim(base, event, statement)
    statement = statement.model_copy(update={"id": id_})
    newest = _versions(base, number)[-1:]
    if newest and newest[0].digest == digest(statement):
        _fill_in(base, newest[0], statement, original)
    else:
        _append(base, number, statement, original, dt.datetime.now(dt.UTC), segmenter)
    return id_


def put_history(
    base: Connection, event: int, history: Sequence[Dated], segmenter: Segmenter
) -> tuple[bool, int]:
    """Keep the versions of a statement, oldest first, that are not kept yet.

    Returns whether the statement was new, and how many of its versions were.

    Raises:
        LibraryError: its id belongs to another event, or it cannot be kept.
    """
    number, id_ = _claim(base, event, history[0][0])
    rows = _versions(base, number)
    theirs = [row.digest for row in rows]
    places = {row.digest: place for place, row in reversed(list(enumerate(rows)))}
    named = [(version.model_copy(update={"id": id_}), read, at) for version, read, at in history]
    mine = [digest(version) for version, _, _ in named]
    # A wording may come back, so a history that goes on is told from one that merely overlaps.
    goes_on, fresh = mine[: len(theirs)] == theirs, 0
    for index, (statement, read, added) in enumerate(named):
        original = read()  # of one version after the other: together they may be many
        if goes_on and index < len(theirs):
            _fill_in(base, rows[index], statement, original)
        elif not goes_on and mine[index] in places:
            _fill_in(base, rows[places[mine[index]]], statement, original)
        else:
            _append(base, number, statement, original, added, segmenter)
            fresh += 1
    return not rows, fresh


def home(base: Connection, statement: Statement) -> int | None:
    """The number of the event that a statement is in: by its id, or as a page of that date."""
    same = sa.select(statements.c.event).where(statements.c.id == statement.id)
    found = base.execute(same).scalar()
    if found is not None or not statement.source.url or statement.date is None:
        return found
    page = (
        sa.select(statements.c.event)
        .join(versions, versions.c.statement == statements.c.number)
        .where(*_same_page(statement), versions.c.date == statement.date)
        .order_by(statements.c.number)
    )
    return base.execute(page).scalar()


def cut(base: Connection, version: int, statement: Statement, segmenter: Segmenter) -> None:
    """Store the passages of a version, in place of what was there."""
    base.execute(sa.delete(passages).where(passages.c.version == version))
    rows = [
        {
            "version": version,
            "start": start,
            "stop": stop,
            "digest": hashlib.sha256(text.encode()).digest(),
            "words": searched(text),
        }
        for start, stop in segmenter.cut(statement)
        if (text := statement.text[start:stop])
    ]
    if rows:
        base.execute(sa.insert(passages), rows)
    mark = sa.update(versions).where(versions.c.number == version)
    base.execute(mark.values(cut_by=segmenter.name))


def cut_again(database: Database, segmenter: Segmenter, *, only_uncut: bool = False) -> None:
    """Cut the newest version of each statement that is not cut by ``segmenter``."""
    while True:
        with database.reading() as base:
            waiting = base.execute(_waiting(segmenter, only_uncut).limit(1)).first()
        if waiting is None:
            return
        with database.writing() as base:
            for row in base.execute(_waiting(segmenter, only_uncut).limit(_AT_ONCE)).all():
                cut(base, row.number, statement_of(row, row.id), segmenter)


def _waiting(segmenter: Segmenter, only_uncut: bool) -> sa.Select[*tuple[Any, ...]]:
    stale = versions.c.cut_by == "" if only_uncut else versions.c.cut_by != segmenter.name
    return (
        sa.select(versions, statements.c.id)
        .join(statements, statements.c.number == versions.c.statement)
        .where(is_newest(), stale)
        .order_by(versions.c.number)
    )


def _claim(base: Connection, event: int, statement: Statement) -> tuple[int, str]:
    """Number and id of the statement of which this is a version, made where there is none."""
    columns = sa.select(statements.c.number, statements.c.id, statements.c.event)
    id_ = name(statement.id, "the statement's id")
    same = base.execute(columns.where(statements.c.id == id_)).first()
    if same is not None:
        if same.event != event:
            known = sa.select(events.c.id).where(events.c.number == same.event)
            raise LibraryError(
                f"statement {id_!r} is in the event {base.execute(known).scalar()!r} already; "
                "move it (readouts move), or give this one another id"
            )
        return same.number, id_
    if statement.source.url:
        page = base.execute(
            columns.join(versions, versions.c.statement == statements.c.number)
            .where(statements.c.event == event, *_same_page(statement))
            .order_by(statements.c.place)
        ).first()
        if page is not None:
            return page.number, page.id
    values = {"id": id_, "event": event, "place": next_place(base, event), "note": ""}
    insert = sa.insert(statements).values(values).returning(statements.c.number)
    return int(base.execute(insert).scalar_one()), id_


def _same_page(statement: Statement) -> tuple[sa.ColumnElement[bool], ...]:
    return (
        versions.c.url == statement.source.url,
        versions.c.side == statement.side,
        versions.c.language == statement.language,
    )


def _versions(base: Connection, number: int) -> Sequence[Row[*tuple[Any, ...]]]:
    columns = (versions.c.number, versions.c.digest, versions.c.original, versions.c.sha256)
    mine = sa.select(*columns).where(versions.c.statement == number)
    return base.execute(mine.order_by(versions.c.version)).all()


def _fill_in(
    base: Connection, row: Row[*tuple[Any, ...]], statement: Statement, original: bytes | None
) -> None:
    """Keep the bytes of a version that came without."""
    if original is None or row.original or row.sha256 not in ("", _sha256(original)):
        return
    kept = _put_original(base, statement, original)
    known = sa.update(versions).where(versions.c.number == row.number)
    base.execute(known.values(original=kept, sha256=kept))


def _append(
    base: Connection,
    number: int,
    statement: Statement,
    original: bytes | None,
    added: dt.datetime,
    segmenter: Segmenter,
) -> None:
    """Add a version that counts from now on."""
    _refuse_unfit(statement)
    source, kept = statement.source, _put_original(base, statement, original)
    mine = versions.c.statement == number
    # Only the newest version is searched.
    older = sa.select(versions.c.number).where(mine)
    base.execute(sa.delete(passages).where(passages.c.version.in_(older)))
    last = base.execute(sa.select(sa.func.max(versions.c.version)).where(mine)).scalar()
    insert = sa.insert(versions).values(
        statement=number,
        version=(last or 0) + 1,
        **statement.model_dump(include={"side", "language", "author", "date", "title", "text"}),
        **source.model_dump(include={"publisher", "url", "fidelity"}),
        retrieved=source.retrieved.isoformat() if source.retrieved else "",
        sha256=source.sha256 or kept or "",
        added=added.isoformat(),
        original=kept,
        digest=digest(statement),
        cut_by="",
    )
    version = int(base.execute(insert.returning(versions.c.number)).scalar_one())
    cut(base, version, statement, segmenter)


def _put_original(base: Connection, statement: Statement, original: bytes | None) -> str | None:
    """Keep the bytes a statement was read from, under their SHA-256."""
    if original is None:
        return None
    sha256 = _sha256(original)
    if statement.source.sha256 not in ("", sha256):
        raise LibraryError(
            f"the bytes given with {statement.id!r} are not those it was read from (SHA-256 "
            f"{sha256[:12]}..., and its source says {statement.source.sha256[:12]}...); "
            "give the bytes of the file itself"
        )
    there = base.execute(sa.select(originals.c.sha256).where(originals.c.sha256 == sha256))
    if there.scalar() is None:
        base.execute(sa.insert(originals).values(sha256=sha256, bytes=original))
    return sha256


def _refuse_unfit(statement: Statement) -> None:
    """Hold what comes in from Python or an export to what a file must be that is added."""
    id_, length = statement.id, len(statement.text.encode("utf-8", "surrogatepass"))
    if length > LONGEST_TEXT:
        raise LibraryError(
            f"text of {id_!r} has {length:,} bytes and {LONGEST_TEXT:,} can be kept; part it"
        )
    if not _WORD.search(statement.text):
        raise LibraryError(f"text of {id_!r} has no words in it; give it that of a statement")
    if not _TAG.fullmatch(statement.language):
        shown = statement.language[:40]
        raise LibraryError(f"language {shown!r} of {id_!r} is no tag; write one such as en or zh")
    for part in (statement, statement.source):
        for field in type(part).model_fields:
            if not isinstance(value := getattr(part, field), str):
                continue
            refuse_no_text(value, f"{field} of {statement.id!r}")
            if field != "text" and len(value) > LONGEST_LINE:
                raise LibraryError(
                    f"{field} of {statement.id!r} has {len(value):,} characters and "
                    f"{LONGEST_LINE:,} can be kept; shorten it"
                )


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
