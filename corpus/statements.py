"""Statements, their sources and the events they belong to.

All types are frozen and hashable; they cross file boundaries, so pydantic checks them
and a file that does not fit gets a message naming the field.
"""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

Fidelity = Literal["verbatim", "translation", "excerpt", "paraphrase"]

_Line = Annotated[str, StringConstraints(strip_whitespace=True)]
_Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Source(_Frozen):
    """Where a statement came from and how faithful its text is to the official one."""

    publisher: _Line = ""
    url: _Line = ""
    retrieved: dt.datetime | None = None
    """When the bytes were read, in UTC."""
    sha256: Annotated[str, StringConstraints(pattern=r"^([0-9a-f]{64})?$")] = ""
    """SHA-256 of the original bytes in lower-case hexadecimal, or empty where unknown."""
    fidelity: Fidelity = "verbatim"


class Statement(_Frozen):
    """One side's published account of an event.

    ``text`` is the statement as compared: every offset anywhere in Readouts counts its
    characters (Unicode code points).
    """

    id: _Name
    side: _Name
    language: _Name
    """BCP 47 primary tag, such as ``en`` or ``zh`` (Simplified and Traditional alike)."""
    text: str
    author: _Line = ""
    date: dt.date | None = None
    title: _Line = ""
    source: Source = Source()


class Event(_Frozen):
    """A meeting, call or summit with the statements that its sides published."""

    id: _Name
    title: _Line = ""
    date: dt.date | None = None
    place: _Line = ""
    statements: Annotated[tuple[Statement, ...], Field(min_length=2)]
