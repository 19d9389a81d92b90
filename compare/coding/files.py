"""Histories of judgements as files of JSON lines, and as records of a library.

Each line is one entry, a judgement or a withdrawal. A line is on the disk when :func:`append`
returns, and lines of two programs that write at once do not mix.
"""

from __future__ import annotations

import contextlib
import functools
import os
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import ConfigDict, TypeAdapter, ValidationError

from compare.coding.highlights import is_highlight
from compare.coding.judgements import Entry, Judgement, check
from compare.errors import CodingError
from corpus.field_faults import first_fault
from corpus.files import cause, readable

if TYPE_CHECKING:
    from typing import BinaryIO

    from corpus.library import Library


def read(path: Path | str) -> tuple[Entry, ...]:
    """Read a history from a file.

    A last line without an end, as a program leaves it that was killed while it wrote, is passed
    over: nothing of it was said to be kept.

    Raises:
        CodingError: the file cannot be read, or a line is no entry; names line and field.
    """
    path = Path(path)
    try:
        data = readable(path).read_bytes().removeprefix(b"\xef\xbb\xbf")
    except OSError as error:
        raise CodingError(f"{path} cannot be read: {error.strerror}; check the path") from error
    lines = data.split(b"\n")
    unfinished = lines.pop()
    found = [
        _entry(line, f"{path}, line {number}")
        for number, line in enumerate(lines, 1)
        if line.strip()
    ]
    if unfinished.strip():
        with contextlib.suppress(CodingError):  # whole, and written by an editor
            found.append(_entry(unfinished, str(path)))
    return tuple(found)


def append(path: Path | str, entries: Iterable[Entry]) -> None:
    """Add entries to a file, which is made where there is none; all are on the disk, or none.

    Raises:
        CodingError: the file cannot be written to, or holds something else; what was in it stays.
    """
    path = Path(path)
    data = b"".join(_line(entry) for entry in entries)
    try:
        with open(readable(path), "ab+") as file, _alone(file.fileno()):
            end = _tidied(file, path)
            try:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            except OSError:
                file.truncate(end)
                raise
    except OSError as error:
        raise CodingError(
            f"{path} cannot be written to: {cause(error)}; what was in it is kept"
        ) from error


def dump(entries: Iterable[Entry]) -> bytes:
    """A history as the bytes of its file."""
    return b"".join(map(_line, entries))


def parse(text: str) -> Entry:
    """One entry from its line.

    Raises:
        CodingError: it is none.
    """
    return _entry(text.encode(), "the judgement")


def read_library(library: Library, event: str | None = None) -> tuple[Entry, ...]:
    """The history that a library keeps, of one event or of all, in the order it came in.

    What readers highlighted is no part of it; see :mod:`compare.coding.highlights`.

    Raises:
        CodingError: an entry was written by a newer program.
        LibraryError: the library cannot be read.
    """
    return tuple(
        _entry(record.json.encode(), f"judgement {record.id}")
        for record in library.judgements(event)
        if not is_highlight(record.json)
    )


def keep(library: Library, entries: Iterable[Entry]) -> int:
    """Keep entries in a library, in one transaction; those of a known id are there already.

    Returns:
        How many were not there before.

    Raises:
        LibraryError: the library cannot be written to; then none of them is kept.
    """
    from corpus.library import JudgementRecord

    return library.keep_judgements(
        JudgementRecord(entry.id, entry.event, entry.coder, _line(entry).decode().rstrip())
        for entry in entries
    )


def _line(entry: Entry) -> bytes:
    return _entries().dump_json(entry, exclude_defaults=True) + b"\n"


def _entry(line: bytes, where: str) -> Entry:
    try:
        found = _entries().validate_json(line)
        if isinstance(found, Judgement):
            check(found)
        return found
    except ValidationError as error:
        fault = first_fault(error)
        field = ".".join(map(str, fault.path[1:])) or "the whole"
        raise CodingError(
            f"{where} is no judgement: {field}: {fault.what}; correct or take out the line"
        ) from error
    except CodingError as error:
        raise CodingError(f"{where}: {error}") from error


@functools.cache
def _entries() -> TypeAdapter[Entry]:
    # A field that is not known is a mistake, or of a newer program: nothing of it is passed over.
    return TypeAdapter(Entry, config=ConfigDict(extra="forbid"))


def _tidied(file: BinaryIO, path: Path) -> int:
    """The length of a file whose last line has an end.

    A whole line gets one; half a line, of which nothing was said to be kept, is taken out.
    """
    file.seek(0)
    data = file.read()
    if data.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] not in (b"", b"{"):
        raise CodingError(f"{path} holds no judgements; name another file, this one stays as it is")
    rest = data[data.rfind(b"\n") + 1 :]
    if rest:
        try:
            _entry(rest, "the last line")
            file.write(b"\n")
        except CodingError:
            file.truncate(len(data) - len(rest))
    return file.seek(0, os.SEEK_END)


@contextlib.contextmanager
def _alone(handle: int) -> Iterator[None]:
    """Keep other programs from writing to a file meanwhile, where the system can."""
    if sys.platform == "win32":
        yield
        return
    import fcntl

    fcntl.flock(handle, fcntl.LOCK_EX)
    try:
        yield
    finally:
        fcntl.flock(handle, fcntl.LOCK_UN)
