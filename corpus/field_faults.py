"""The first thing that does not fit in a file of fields, in plain English."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pydantic import ValidationError

_PLAIN = {
    "missing": "is missing; add it",
    "extra_forbidden": "is unknown; take it out or correct its name",
    "unexpected_keyword_argument": "is unknown; take it out or correct its name",
    "json_invalid": "is not JSON; it may be damaged or cut off",
    "none_required": "has to be empty",
    "recursion_loop": "holds itself",
    "multiple_argument_values": "is given twice",
}
_KINDS = {
    "string": "text",
    "int": "a whole number",
    "float": "a number",
    "finite_number": "a number",
    "bool": "true or false",
    "list": "a list",
    "tuple": "a list",
    "set": "a list",
    "frozen_set": "a list",
    "iterable": "a list",
    "dict": "fields with names",
    "mapping": "fields with names",
    "model": "fields with names",
    "dataclass": "fields with names",
    "datetime": "a time, such as 2024-01-31T12:00:00Z",
    "date": "a date, such as 2024-01-31",
    "url": "an address",
    "bytes": "text",
}
_BOUNDS = {
    "greater_than": ("gt", "must be more than"),
    "greater_than_equal": ("ge", "must be at least"),
    "less_than": ("lt", "must be less than"),
    "less_than_equal": ("le", "must be at most"),
}
_LENGTHS = {
    "string_too_short": ("min_length", "must have at least {} characters"),
    "string_too_long": ("max_length", "must have at most {} characters"),
    "too_short": ("min_length", "must have at least {} entries"),
    "too_long": ("max_length", "must have at most {} entries"),
}
_MOST = 60
"""Characters of a value that a message repeats at most."""


@dataclass(frozen=True, slots=True)
class Fault:
    """The first thing that does not fit."""

    path: tuple[int | str, ...]
    """Names of fields and numbers of entries, from 0, that lead there; empty for the whole."""
    what: str
    """What is wrong and the remedy, as the end of a sentence or as one of its own."""

    def where(self, whole: str = "the whole") -> str:
        """The path with dots between."""
        return ".".join(map(str, self.path)) or whole

    def sentence(self, whole: str = "the whole") -> str:
        """Where and what, in one line."""
        return f"{self.where(whole)}: {self.what}"


def first_fault(error: ValidationError) -> Fault:
    """Return the first fault that a check by pydantic found, without pydantic's own words."""
    found = error.errors(include_url=False)[0]
    return Fault(tuple(found["loc"]), " ".join(_plain(found).split()))


def _plain(found: Mapping[str, Any]) -> str:
    kind: str = found["type"]
    context: dict[str, Any] = found.get("ctx", {})
    if kind in ("value_error", "assertion_error"):
        # Said by a rule of our own.
        return str(context["error"])
    if kind in _PLAIN:
        return _PLAIN[kind]
    if kind in ("literal_error", "enum"):
        return f"is {_shown(found['input'])} and may be {context['expected']}"
    if kind == "string_pattern_mismatch":
        return f"is {_shown(found['input'])} and must match {context['pattern']}"
    if kind in _BOUNDS:
        key, words = _BOUNDS[kind]
        return f"is {_shown(found['input'])} and {words} {context[key]}"
    if kind in _LENGTHS:
        key, words = _LENGTHS[kind]
        return words.format(context[key])
    # Kinds such as date_from_datetime_parsing and float_type begin with what is wanted.
    wanted = next((_KINDS[k] for k in sorted(_KINDS, key=len)[::-1] if kind.startswith(k)), "")
    return f"is {_shown(found['input'])} and must be {wanted}" if wanted else "does not fit"


def _shown(value: object) -> str:
    text = " ".join(repr(value).split())
    return text if len(text) <= _MOST else f"{text[:_MOST]}..."
