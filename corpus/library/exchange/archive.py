"""A whole library out to a ZIP of plain files, and in from one, packed or not."""

from __future__ import annotations

import dataclasses
import datetime as dt
import functools
import hashlib
import zipfile
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from sqlalchemy.engine import Connection

from corpus.errors import LibraryError
from corpus.files import explain, replacing
from corpus.formats.zip import TOTAL
from corpus.library import history, reading, tables, writing
from corpus.library.database import Database
from corpus.library.exchange import plainfiles
from corpus.library.exchange.sources import JUDGEMENTS, LARGEST, MARK, Files, by_folder, opened
from corpus.library.records import EventRecord, Imported, Progress, Segmenter, Version
from corpus.library.writing import LONGEST_TEXT

LONGEST = LONGEST_TEXT + plainfiles.LONGEST_FRONT
"""Bytes of one file of fields or text that are read at most."""
_AT_ONCE = 50


def export(database: Database, path: Path) -> None:
    """Write all that the library holds but vectors and comparisons, which can be made anew.

    Raises:
        LibraryError: the file cannot be written; what was there before stays.
    """
    try:
        with (
            replacing(path) as file,
            database.reading() as base,
            zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as packed,
        ):
            for name, data in _files(base):
                # The same library gives the same bytes: no times, no owners.
                info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
                info.create_system, info.external_attr = 3, 0o100644 << 16
                packed.writestr(info, data, zipfile.ZIP_DEFLATED)
    except OSError as error:
        raise LibraryError(explain(path, error)) from error


def import_(
    database: Database, path: Path, segmenter: Segmenter, progress: Progress | None
) -> Imported:
    """Bring in the events of an export, each in a transaction of its own; count what is new.

    Raises:
        LibraryError: the file is no export, one of a newer form, or damaged.
    """
    total = Imported()
    with opened(path) as files:
        folders = by_folder(files.names())
        if MARK not in folders.get("", ()):
            raise LibraryError(
                f"{path} is no export of a library, it has no {MARK}; "
                "add single statements with `readouts add`"
            )
        form = plainfiles.read_yaml(files.read(MARK, LONGEST), MARK).get("form")
        if form != plainfiles.FORM:
            raise LibraryError(
                f"{path} has the form {str(form)[:40]!r} and this Readouts knows "
                f"{plainfiles.FORM!r}; install the newest Readouts"
            )
        events = [folder for folder in folders if _is_event(folder, folders[folder])]
        for done, folder in enumerate(events, 1):
            event = read_event(files, folder, folders[folder])
            with database.writing() as base:
                total = _put(base, event, files, segmenter, total)
            if progress is not None:
                progress(done, len(events))
        if JUDGEMENTS in folders[""]:
            held = plainfiles.read_judgements(files.read(JUDGEMENTS, LARGEST), JUDGEMENTS)
            with database.writing() as base:
                total = dataclasses.replace(total, judgements=writing.put_judgements(base, held))
    return total


def _files(base: Connection) -> Iterator[tuple[str, bytes]]:
    """All files of an export in their order."""
    yield MARK, f"form: {plainfiles.FORM}\n".encode()
    folders = plainfiles.names(reading.event_ids(base))
    ids = sorted(folders, key=lambda id_: folders[id_])
    kept: set[str] = set()
    for start in range(0, len(ids), _AT_ONCE):
        for record in reading.event_records(base, ids[start : start + _AT_ONCE]):
            folder = f"events/{folders[record.id]}"
            yield from ((f"{folder}/{name}", data) for name, data in _event_files(record))
            kept.update(
                v.original for held in record.statements for v in held.versions if v.original
            )
    if held := reading.judgement_records(base):
        yield JUDGEMENTS, plainfiles.judgement_lines(held)
    for sha256 in sorted(kept):
        yield _original_name(sha256), reading.original(base, sha256)


def _event_files(record: EventRecord) -> Iterator[tuple[str, bytes]]:
    called = plainfiles.names(held.id for held in record.statements)
    yield (
        "event.yaml",
        plainfiles.event_file(record, (f"{called[held.id]}.md" for held in record.statements)),
    )
    for held in record.statements:
        for version in held.versions:
            older = "" if version is held.newest else f".v{version.number}"
            yield f"{called[held.id]}{older}.md", plainfiles.statement_file(held, version)


def _original_name(sha256: str) -> str:
    return f"originals/{sha256[:2]}/{sha256}"


@dataclass(frozen=True, slots=True)
class _Event:
    """An event of an export, read and not yet kept."""

    file: str
    fields: dict[str, Any]
    histories: tuple[tuple[dict[str, Any], tuple[Version, ...]], ...]
    """For each statement what the file of its newest version says, and all versions."""


def _is_event(folder: str, names: list[str]) -> bool:
    return folder.startswith("events/") and folder.count("/") == 2 and _ABOUT in names


def read_event(files: Files, folder: str, names: list[str]) -> _Event:
    """The event in a folder that holds files of these names.

    Raises:
        LibraryError: something in it does not fit, or it is too large to be held.
    """
    name = folder + _ABOUT
    fields = plainfiles.read_yaml(files.read(name, LONGEST), name)
    order = plainfiles.texts(fields, "statements", name)
    there = set(names)
    for file in order:
        if file not in there:
            raise LibraryError(
                f"{name} lists {file!r}, which is not there; add it, or take out its line"
            )
    places = {file: place for place, file in enumerate(order)}
    # Files that are not listed come after those that are: somebody added them by hand.
    mine = sorted(
        (file for file in names if file.endswith(".md")),
        key=lambda file: (places.get(file, len(places)), file),
    )
    by_id: dict[str, list[tuple[dict[str, Any], Version, str]]] = defaultdict(list)
    left = TOTAL
    for file in (folder + file for file in mine):
        data = files.read(file, LONGEST)
        left -= len(data)
        if left < 0:
            raise LibraryError(f"{folder} holds more than {TOTAL:,} bytes; part the event")
        about, version = plainfiles.read_statement(data, file)
        by_id[version.statement.id].append((about, version, file))
    histories = []
    for versions in by_id.values():
        versions.sort(key=lambda entry: entry[1].number)
        numbers = [entry[1].number for entry in versions]
        if len(set(numbers)) < len(numbers):
            both = " and ".join(entry[2] for entry in versions[-2:])
            raise LibraryError(f"{both} hold the same version of a statement; number them anew")
        histories.append((versions[-1][0], tuple(entry[1] for entry in versions)))
    if not histories:
        raise LibraryError(f"{name} is an event without statements; add one beside it")
    return _Event(name, fields, tuple(histories))


def _put(
    base: Connection, event: _Event, files: Files, segmenter: Segmenter, total: Imported
) -> Imported:
    """Keep an event; what the library says of it already stays."""
    written = {key: plainfiles.line(event.fields, key, event.file) for key in _FIELDS}
    id_ = written["id"] or PurePosixPath(event.file).parent.name
    known = len(reading.event_records(base, [id_]))
    number = writing.put_event(base, id_)
    about = {key: written[key] for key in ("title", "place", "note")}
    writing.fill_in(
        base, tables.events, number, {**about, "date": _date(written["date"], event.file)}
    )
    tags = plainfiles.texts(event.fields, "tags", event.file)
    writing.add_tags(base, tables.event_tags, number, tags)
    fresh = statements = count = 0
    for fields, versions in event.histories:
        dated = [(v.statement, functools.partial(_original, files, v), v.added) for v in versions]
        new, added = history.put_history(base, number, dated, segmenter)
        fresh, statements, count = fresh + added, statements + new, count + len(versions)
        kept = reading.statement_number(base, writing.name(versions[0].statement.id, "the id"))
        tags = plainfiles.texts(fields, "tags", event.file)
        writing.add_tags(base, tables.statement_tags, kept, tags)
        note = plainfiles.line(fields, "note", event.file)
        writing.fill_in(base, tables.statements, kept, {"note": note})
    return Imported(
        total.events + (not known),
        total.statements + statements,
        total.versions + fresh,
        total.known + count - fresh,
    )


_ABOUT = "event.yaml"
_FIELDS = ("id", "title", "date", "place", "note")


def _date(written: str, name: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(written) if written else None
    except ValueError:
        raise LibraryError(f"{name}: {written[:40]!r} is no date; write it as 2024-01-31") from None


def _original(files: Files, version: Version) -> bytes | None:
    if not version.original:
        return None
    name = _original_name(version.original)
    try:
        data = files.read(name, LARGEST)
    except KeyError:
        raise LibraryError(
            f"{name} is missing, from which {version.statement.id!r} was read; "
            "restore it, or take the line 'original' out"
        ) from None
    if hashlib.sha256(data).hexdigest() != version.original:
        raise LibraryError(f"{name} was changed, it is not what its name says; restore it")
    return data
