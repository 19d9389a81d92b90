"""Statements, their sources and the events they belong to.

All types are frozen and hashable; they cross file boundaries, so pydantic checks them, and what
does not fit is one line naming the field: a StatementError, or of an event an EventError.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from reprlib import repr
from typing import Annotated, Any, ClassVar, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from corpus.errors import CorpusError, EventError, StatementError

Fidelity = Literal["unknown", "verbatim", "translation", "excerpt", "paraphrase"]
"""What a text is to the official one; unknown unless somebody says so."""

_Line = Annotated[str, StringConstraints(strip_whitespace=True)]
_Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]


_REMEDIES = {
    "string_too_short": "is empty; give it",
    "string_type": "is no text",
    "date_from_datetime_parsing": "is no date; write it as 2024-01-31",
    "date_type": "is no date; write it as 2024-01-31",
    "datetime_from_date_parsing": "is no time; write it as 2024-01-31T12:00:00Z",
    "datetime_type": "is no time; write it as 2024-01-31T12:00:00Z",
    "string_pattern_mismatch": "is no SHA-256; write 64 hexadecimal digits in small letters",
    "too_short": "holds too few; give at least two statements",
    "tuple_type": "is no list of statements",
    "model_type": "is none of these; give a Statement or a Source",
}
"""What is wrong and the remedy, by the kind of fault that pydantic finds."""


def first_fault(error: ValidationError, known: Collection[str]) -> str:
    """Return the first thing that does not fit, as one line without a name for the whole.

    Args:
        error: what the check of a whole found.
        known: the names of its fields.
    """
    faults = error.errors(include_url=False)
    unknown = [
        ".".join(map(str, fault["loc"])) for fault in faults if fault["type"] == "extra_forbidden"
    ]
    if len(unknown) > 1:
        named = ", ".join(map(repr, unknown))
        return f"the fields {named} are unknown; take them out: the fields are {', '.join(known)}"
    fault = faults[0]
    field = ".".join(map(str, fault["loc"]))
    if fault["type"] == "missing":
        return f"the field {field!r} is missing; add it"
    if fault["type"] == "extra_forbidden":
        return f"the field {field!r} is unknown; the fields are {', '.join(known)}"
    if fault["type"] == "literal_error":
        expected = fault["ctx"]["expected"]
        return (
            f"the field {field!r} does not fit: it is {repr(fault['input'])} and may be {expected}"
        )
    return f"the field {field!r} does not fit: it {_REMEDIES.get(fault['type'], 'is not of use')}"


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")
    _refused: ClassVar[type[CorpusError]] = StatementError

    def __init__(self, /, **fields: Any) -> None:
        try:
            super().__init__(**fields)
        except ValidationError as error:
            name = type(self).__name__
            raise self._refused(f"{name}: {first_fault(error, type(self).model_fields)}") from None

    # A part of a whole is checked with the whole, whose error then names the field of the part.
    __init__.__pydantic_base_init__ = True  # type: ignore[attr-defined]


class Source(_Frozen):
    """Where a statement came from and how faithful its text is to the official one."""

    publisher: _Line = ""
    url: _Line = ""
    retrieved: dt.datetime | None = None
    """When the bytes were read, in UTC."""
    sha256: Annotated[str, StringConstraints(pattern=r"^([0-9a-f]{64})?$")] = ""
    """SHA-256 of the original bytes in lower-case hexadecimal, or empty where unknown."""
    fidelity: Fidelity = "unknown"


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

    _refused: ClassVar[type[CorpusError]] = EventError

    id: _Name
    title: _Line = ""
    date: dt.date | None = None
    place: _Line = ""
    statements: Annotated[tuple[Statement, ...], Field(min_length=2)]
