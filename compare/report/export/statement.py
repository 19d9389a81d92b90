"""A statement as it stands in the export, and what readers highlighted in it."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

from pydantic import Field

from compare.comparison import SideName
from compare.report.export.fields import Indices, Model, Offset
from corpus.statements import Fidelity, Statement


class SourceExport(Model):
    """Where a text came from and how faithful it is to the official one."""

    publisher: str = ""
    url: str = ""
    retrieved: dt.datetime | None = None
    sha256: str = ""
    fidelity: Fidelity


class StatementExport(Model):
    """One side's statement; ``text`` is the statement as compared."""

    id: str
    side: str
    lang: str
    title: str
    author: str = ""
    date: dt.date | None
    text: str
    source: SourceExport


class HighlightExport(Model):
    """A passage that a reader marked, with the reader's note on it."""

    side: SideName
    start: Offset | None
    end: Offset | None
    """Null where the text has changed since and no longer holds the words at one place."""
    segments: Indices = ()
    quote: Annotated[str, Field(description="the words as they were highlighted")]
    note: str = ""
    reader: Annotated[str, Field(description="who highlighted it; may be empty")] = ""
    time: Annotated[dt.datetime, Field(description="when it was highlighted")]


def export_statement(statement: Statement) -> StatementExport:
    """Return the export of a statement."""
    return StatementExport.model_validate({**dict(statement), "lang": statement.language})
