"""Where the events of a batch come from: a library, a folder, a table, or any iterable."""

from __future__ import annotations

import contextlib
import itertools
import json
import sqlite3
from collections.abc import Iterable, Iterator, Sized
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from compare.errors import BatchError, Failure, failure
from corpus.errors import CorpusError, EventError, ReadError
from corpus.field_faults import first_fault
from corpus.files import InUseError, readable
from corpus.statements import Event, Statement

if TYPE_CHECKING:
    from corpus.library import Library

Item = Event | Failure
"""An event, or why it could not be read."""
Source = "str | Path | Library | pd.DataFrame | Iterable[Event]"
TABLES = (".csv", ".tsv", ".jsonl", ".ndjson", ".json", ".parquet", ".pq")
ABOUT = "event.yaml"
"""File of an event's folder that says its id, title, date and place."""


@dataclass(frozen=True, slots=True)
class Events:
    """The events of a source, read as they are asked for."""

    items: Iterator[Item]
    total: int | None
    """How many there are at the most; None where that is not known before the end."""


def open_source(source: Any) -> Events:
    """Open what a batch is made of.

    Args:
        source: a library or its file or address (``postgresql://...``); a folder with a folder
            for each event; a CSV, TSV, JSON Lines, JSON or Parquet file or a data frame with a
            row for each statement and a column that names its event; JSON Lines of events; or
            anything that gives events.

    Raises:
        BatchError: it is none of these, or no column of a table names the event.
        CorpusError: it cannot be read at all.
    """
    if isinstance(source, str | Path):
        return _open_path(str(source))
    if hasattr(source, "records") and hasattr(source, "event_ids"):
        return _of_library(source)
    if hasattr(source, "to_dict") and hasattr(source, "columns"):
        return _of_table(source)
    if isinstance(source, Iterable):
        return Events(_checked(source), len(source) if isinstance(source, Sized) else None)
    raise BatchError(
        f"{type(source).__name__} is no source of events: give a library, a folder, a table or "
        "events"
    )


def _open_path(where: str) -> Events:
    path = Path(where).expanduser()
    if "://" in where or (path.is_file() and _is_library(path)):
        from compare.library import open_library

        return _of_library(open_library(where, encoder=None, create=False))
    if path.is_dir():
        return _of_folder(path)
    if not path.is_file():
        raise BatchError(f"{where} is not there: give a library, a folder of events or a table")
    if path.suffix.lower() not in TABLES:
        raise BatchError(
            f"{where} is neither a library nor a table ({' '.join(TABLES)}); give one of these"
        )
    if path.suffix.lower() in (".jsonl", ".ndjson") and _holds_events(path):
        return _of_lines(path)
    return _of_table(_table_of(path))


def _is_library(path: Path) -> bool:
    """Whether a file is an SQLite database.

    Asked of SQLite: to open and close the file beside it would take away the locks of this
    process on a library that it has open.
    """
    if not path.stat().st_size:
        return False
    try:
        address = f"{readable(path, database=True).resolve().as_uri()}?mode=ro"
    except InUseError as error:
        raise BatchError(
            f"{path}: {error.strerror} under another name; name it as before"
        ) from None
    with contextlib.closing(sqlite3.connect(address, uri=True)) as base:
        try:
            base.execute("PRAGMA schema_version").fetchone()
        except sqlite3.OperationalError:  # it is one, and cannot be read now
            return True
        except sqlite3.DatabaseError:
            return False
    return True


def _checked(source: Iterable[object]) -> Iterator[Item]:
    for number, item in enumerate(source, 1):
        if not isinstance(item, Event):
            raise BatchError(
                f"item {number} of the source is of type {type(item).__name__}; give corpus.Event"
            )
        yield item


def _of_library(library: Library) -> Events:
    def read() -> Iterator[Item]:
        for record in library.records():
            if record.complete:
                try:
                    yield record.event()
                except (CorpusError, ValueError) as error:
                    yield failure(record.id, "read", error)

    return Events(read(), len(library.event_ids()))


def _of_folder(folder: Path) -> Events:
    folders = sorted(path for path in folder.iterdir() if path.is_dir() and path.name[0] != ".")
    if not folders:
        raise BatchError(f"{folder} holds no folders: put the statements of each event in its own")
    return Events(map(_read_folder, folders), len(folders))


def _read_folder(folder: Path) -> Item:
    try:
        return read_event(folder)
    except (CorpusError, OSError, ValueError) as error:
        return failure(folder.name, "read", error)


def read_event(folder: Path) -> Event:
    """Read an event from its folder: a file for each statement, and perhaps ``event.yaml``.

    That file may say id, title, date and place, and list the ``statements`` that count; without
    it the folder's name is the id, and every file counts.

    Raises:
        EventError: it holds fewer than two statements, or ``event.yaml`` does not fit.
        ReadError: a statement cannot be read.
    """
    from corpus import read
    from corpus.text.yaml_text import read_yaml

    about: dict[str, Any] = {}
    if (folder / ABOUT).is_file():
        try:
            loaded = read_yaml(readable(folder / ABOUT).read_text("utf-8")).content
            about = dict(loaded)
        except Exception as error:
            raise EventError(f"{folder / ABOUT} cannot be read ({error}); correct it") from None
    listed = about.get("statements")
    there = (path.name for path in folder.iterdir() if path.is_file() and path.name[0] != ".")
    names = listed if isinstance(listed, list) else sorted(name for name in there if name != ABOUT)
    statements = tuple(read(folder / str(name)) for name in names)
    known = {key: about[key] for key in ("id", "title", "date", "place") if about.get(key)}
    return _event({"id": folder.name, **known}, statements)


def _event(fields: dict[str, Any], statements: tuple[Statement, ...]) -> Event:
    name = str(fields["id"])
    if len(statements) < 2:
        raise EventError(f"event {name!r} has {len(statements)} statement: add another side's")
    dates = [statement.date for statement in statements if statement.date]
    fields.setdefault("date", min(dates) if dates else None)
    try:
        return Event.model_validate({**fields, "statements": statements})
    except ValidationError as error:
        raise EventError(f"event {name!r}: {first_fault(error).sentence()}; correct it") from None


def _holds_events(path: Path) -> bool:
    with readable(path).open(encoding="utf-8", errors="replace") as file:
        first = next((line for line in file if line.strip()), "")
    try:
        return "statements" in json.loads(first)
    except (ValueError, TypeError, RecursionError):
        return False


def _of_lines(path: Path) -> Events:
    def read() -> Iterator[Item]:
        with readable(path).open("rb") as file:
            for number, line in enumerate(file, 1):
                if line.strip():
                    yield _of_line(line, f"{path.name} line {number:,}")

    with readable(path).open("rb") as file:
        return Events(read(), sum(1 for line in file if line.strip()))


def _of_line(line: bytes, name: str) -> Item:
    try:
        return Event.model_validate_json(line)
    except ValidationError as error:
        message = f"{name}: {first_fault(error).sentence('the line')}; correct it"
        return failure(name, "read", ReadError(message))


def _table_of(path: Path) -> Any:
    if path.suffix.lower() not in (".parquet", ".pq"):
        return path
    from corpus.extras import require

    require("reports", "pandas", "pyarrow", purpose="a Parquet table", error=BatchError)
    import pandas as pd

    try:
        return pd.read_parquet(readable(path))
    except Exception as error:  # the kinds of damage are the library's affair
        raise BatchError(f"{path} is no Parquet table that can be read ({error})") from None


def _of_table(table: Any) -> Events:
    from corpus import read_table

    read = read_table(table, skip=True)
    if not read.events:
        columns = ", ".join(f"{field} from {column}" for field, column in read.columns.items())
        raise BatchError(f"no column names the event of a row: add one called event ({columns})")
    refused = (
        Failure(str(error).partition(":")[0].partition(" is ")[0], "read", "ReadError", str(error))
        for error in read.refused
    )
    grouped = (
        _of_rows(name, tuple(document.statement for document in held))
        for name, held in read.events.items()
    )
    return Events(itertools.chain(grouped, refused), len(read.events) + len(read.refused))


def _of_rows(name: str, statements: tuple[Statement, ...]) -> Item:
    try:
        return _event({"id": name}, statements)
    except EventError as error:
        return failure(name, "read", error)
