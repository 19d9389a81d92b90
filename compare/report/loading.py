"""Exports read back from files."""

from __future__ import annotations

from pathlib import Path
from typing import TypeVar

from pydantic import ValidationError

from compare.errors import CompareError

from .export import EventExport, Export


class ExportError(CompareError):
    """An exported comparison could not be read."""


_M = TypeVar("_M", Export, EventExport)


def load(path: str | Path) -> Export:
    """Read the JSON of one comparison back.

    Raises :class:`ExportError`, one line naming file and field, for what does not fit.
    """
    return _load(Path(path), Export, "readouts.comparison/1")


def load_event(path: str | Path) -> EventExport:
    """Read the JSON of an event back; raises as :func:`load` does."""
    return _load(Path(path), EventExport, "readouts.event/1")


def _load(path: Path, model: type[_M], name: str) -> _M:
    try:
        data = path.read_bytes()
    except OSError as error:
        reason = error.strerror or "cannot be read"
        raise ExportError(f"{path}: {reason}; give a file written by readouts") from error
    try:
        return model.model_validate_json(data.removeprefix(b"\xef\xbb\xbf"))
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        where = ".".join(str(part) for part in first["loc"])
        message = " ".join(first["msg"].removeprefix("Value error, ").split())
        place = f"{path}: {where}: " if where else f"{path}: "
        raise ExportError(
            f"{place}{message}; give a file of the form {name}, as `readouts compare` writes it"
        ) from error
