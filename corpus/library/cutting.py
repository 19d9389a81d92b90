"""Cutting statements into passages anew, where nobody has or another segmenter did."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from . import history
from .database import Database
from .reading import is_newest, statement_of
from .records import Segmenter
from .tables import statements, versions

_AT_ONCE = 50


def cut_again(database: Database, segmenter: Segmenter, *, only_uncut: bool = False) -> None:
    """Cut the newest version of each statement that is not cut by ``segmenter``."""
    while True:
        with database.reading() as base:
            waiting = base.execute(_waiting(segmenter, only_uncut).limit(1)).first()
        if waiting is None:
            return
        with database.writing() as base:
            for row in base.execute(_waiting(segmenter, only_uncut).limit(_AT_ONCE)).all():
                history.cut(base, row.number, statement_of(row, row.id), segmenter)


def _waiting(segmenter: Segmenter, only_uncut: bool) -> sa.Select[*tuple[Any, ...]]:
    stale = versions.c.cut_by == "" if only_uncut else versions.c.cut_by != segmenter.name
    return (
        sa.select(versions, statements.c.id)
        .join(statements, statements.c.number == versions.c.statement)
        .where(is_newest(), stale)
        .order_by(versions.c.number)
    )
