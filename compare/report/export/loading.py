"""Exports read back from files."""

from __future__ import annotations

from pathlib import Path
from typing import TypeVar

from pydantic import ValidationError

from compare.errors import ExportError
from compare.report.export.schema import EventExport, Export
from corpus.field_faults import first_fault
from corpus.files import readable

_M = TypeVar("_M", Export, EventExport)


def load(path: str | Path) -> Export:
    """Read the JSON of one comparison back.

    Raises :class:`ExportError`, one line naming file and field, for what does not fit.
    """
    return _load(Path(path), Export, "readouts.comparison/1")


def load_event(path: str | Path) -> EventExport:
    """Read the JSON of an event back; raises as :func:`load` does."""
    return _load(Path(path), EventExport, "readouts.event/1")


def load_all(path: str | Path) -> tuple[Export | EventExport, ...]:
    """Read every export of a file: the JSON of a comparison or an event, or JSON Lines of them.

    Raises :class:`ExportError` as :func:`load` does, with the line where there are several.
    """
    path = Path(path)
    data = _read(path)
    if path.suffix.lower() != ".jsonl":
        return (_either(data, str(path)),)
    lines = [(number, line) for number, line in enumerate(data.splitlines(), 1) if line.strip()]
    if not lines:
        raise ExportError(f"{path} holds no comparison; give a file written by readouts")
    return tuple(_either(line, f"{path}, line {number}") for number, line in lines)


def _either(data: bytes, where: str) -> Export | EventExport:
    if b'"readouts.event/1"' in data[:200]:
        return _parse(data, where, EventExport, "readouts.event/1")
    return _parse(data, where, Export, "readouts.comparison/1")


def _load(path: Path, model: type[_M], name: str) -> _M:
    return _parse(_read(path), str(path), model, name)


def _read(path: Path) -> bytes:
    try:
        return readable(path).read_bytes().removeprefix(b"\xef\xbb\xbf")
    except OSError as error:
        reason = error.strerror or "cannot be read"
        raise ExportError(f"{path}: {reason}; give a file written by readouts") from error


def _parse(data: bytes, path: str, model: type[_M], name: str) -> _M:
    try:
        return model.model_validate_json(data)
    except ValidationError as error:
        raise ExportError(
            f"{path}: {first_fault(error).sentence('the whole')}; give a file of the form {name}, "
            "as `readouts compare` writes it"
        ) from error
