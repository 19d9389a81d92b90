"""The folder that a batch writes: Parquet files by table and part, whole or not at all.

    results/segments/part-00000.parquet    and so on: a folder for each table
    results/.batch/parts/part-00000.json   which events the part holds, by content
    results/.batch/staging/                what is being written

A part counts once its list is there, which is written after all of its tables are on disk and
before they take their places; a part found listed and still in staging is put into place by the
next process that opens the folder, and one that is not listed is removed.
"""

from __future__ import annotations

import contextlib
import functools
import hashlib
import io
import json
import os
import shutil
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from compare.batches.parts import COLUMNS, Done, Part, read_head
from compare.errors import BatchError, WriteError
from compare.files import replace
from corpus.extras import require
from corpus.files import cause

if TYPE_CHECKING:
    import pandas as pd

FORM = "readouts.batch/1"
_PRIVATE = ".batch"


@dataclass(frozen=True)
class BatchResults:
    """A folder of results."""

    folder: Path

    def table(self, name: str, columns: Sequence[str] | None = None) -> pd.DataFrame:
        """Return a table of all events that were compared, in the order of the parts.

        Args:
            name: ``events``, ``summary``, ``segments``, ``links``, ``topics``, ``gaps``,
                ``shifts``, ``sources`` or ``failures``.
            columns: those to read; all by default.

        Raises:
            BatchError: there is no such table, or pandas is not installed.
        """
        if name not in COLUMNS:
            raise BatchError(f"no table {name!r}; use one of {' '.join(COLUMNS)}")
        require("reports", "pandas", "pyarrow", purpose="a table of results", error=BatchError)
        import pyarrow.parquet as pq

        files = [self.folder / name / f"{part}.parquet" for part in self._parts()]
        if not files:
            raise BatchError(f"{self.folder} holds no results yet: run readouts batch")
        try:
            read = pq.ParquetDataset(files).read(columns=None if columns is None else [*columns])
            found: pd.DataFrame = read.to_pandas()
        except (OSError, ValueError) as error:
            raise BatchError(
                f"{self.folder / name} cannot be read ({error}); run the same batch again, which "
                "brings the folder into a whole state"
            ) from None
        return found

    @property
    def compared(self) -> int:
        """Number of events that were compared."""
        return sum(done.state == "compared" for done in self.events())

    @property
    def failed(self) -> int:
        """Number of events that could not be compared; the table ``failures`` says why."""
        return sum(done.state != "compared" for done in self.events())

    def events(self) -> Iterator[Done]:
        """What became of every event, in the order of the parts."""
        for name in self._parts():
            yield from read_head(self._list(name))[1]

    def _parts(self) -> list[str]:
        return sorted(path.stem for path in (self.folder / _PRIVATE / "parts").glob("part-*.json"))

    def _list(self, part: str) -> dict[str, Any]:
        path = self.folder / _PRIVATE / "parts" / f"{part}.json"
        try:
            fields: dict[str, Any] = json.loads(path.read_bytes())
        except (OSError, ValueError):
            raise BatchError(
                f"{path} is damaged: remove {self.folder} and run the batch again"
            ) from None
        return fields


def open_results(folder: str | Path) -> BatchResults:
    """Open a folder that :func:`compare.batch` wrote.

    Raises:
        BatchError: it is not one.
    """
    results = BatchResults(Path(folder).expanduser())
    if not (results.folder / _PRIVATE / "form").is_file():
        raise BatchError(f"{folder} is no folder of results: give one that readouts batch wrote")
    return results


class ResultsWriter:
    """The folder of results while one process writes to it."""

    def __init__(self, folder: Path) -> None:
        self.results = BatchResults(folder)
        self._folder, self._private = folder, folder / _PRIVATE
        self.keys: dict[str, str] = {}
        """Key by event, of those that need not be compared again."""
        self._part_of: dict[str, str] = {}
        self._next = 0

    @property
    def next_part(self) -> int:
        """The number of the next part."""
        return self._next

    def commit(self, part: Part) -> None:
        """Put a part on disk; what an older part held of the same events goes.

        Raises:
            WriteError: it cannot be written; the folder then is as it was.
        """
        older: dict[str, set[str]] = {}
        for done in part.events:
            if done.event in self._part_of:
                older.setdefault(self._part_of[done.event], set()).add(done.event)
        for name, gone in sorted(older.items()):
            self._write(self._without(name, gone))
        self._write(part)
        name = _name(part.number)
        self._note(name, part.events)

    def recover(self) -> None:
        """Bring the folder into a whole state, whatever ended the process that wrote to it last."""
        staging = self._private / "staging"
        for staged in sorted(staging.iterdir()) if staging.is_dir() else ():
            name, _, generation = staged.name.partition(".")
            listed = self._private / "parts" / f"{name}.json"
            if listed.is_file() and self.results._list(name).get("generation") == generation:
                self._place(staged, name)
            else:
                shutil.rmtree(staged)
        for name in self.results._parts():
            self._note(name, read_head(self.results._list(name))[1])

    def _note(self, name: str, events: Collection[Done]) -> None:
        self._next = max(self._next, int(name.rpartition("-")[2]) + 1)
        for done in events:
            self._part_of[done.event] = name
            if done.state == "to_retry":
                self.keys.pop(done.event, None)
            else:
                self.keys[done.event] = done.key

    def _write(self, part: Part) -> None:
        """Write the tables aside, then the list, which makes them count, then put them in place."""
        name = _name(part.number)
        generation = hashlib.sha256(b"".join(part.files.values())).hexdigest()[:16]
        staged = self._private / "staging" / f"{name}.{generation}"
        try:
            staged.mkdir(parents=True)  # recover() left none
            _write_files({staged / f"{table}.parquet": data for table, data in part.files.items()})
            head = json.dumps({**part.head(), "generation": generation}, ensure_ascii=False)
            replace(self._private / "parts" / f"{name}.json", head.encode())
        except OSError as error:
            shutil.rmtree(staged, ignore_errors=True)
            raise WriteError(
                f"{self._folder} cannot be written to: {cause(error)}; what is there is whole, and "
                "the same command goes on from it"
            ) from error
        except BaseException:
            shutil.rmtree(staged, ignore_errors=True)
            raise
        self._place(staged, name)

    def _place(self, staged: Path, name: str) -> None:
        for file in sorted(staged.iterdir()):
            folder = self._folder / file.stem
            folder.mkdir(exist_ok=True)
            os.replace(file, folder / f"{name}.parquet")
        staged.rmdir()

    def _without(self, name: str, gone: Collection[str]) -> Part:
        """A part as it is without some of its events."""
        import numpy as np
        import pyarrow as pa
        import pyarrow.parquet as pq

        number, events, counts = read_head(self.results._list(name))
        stays = np.array([done.event not in gone for done in events], dtype=bool)
        files = {}
        for table, by_event in counts.items():
            held = pq.read_table(self._folder / table / f"{name}.parquet")
            file = io.BytesIO()
            kept = held.filter(pa.array(np.repeat(stays, by_event)))
            pq.write_table(kept, file, compression="zstd")
            files[table] = file.getvalue()
        return Part(
            number,
            tuple(done for done in events if done.event not in gone),
            {t: [n for n, s in zip(c, stays, strict=True) if s] for t, c in counts.items()},
            files,
        )


@contextlib.contextmanager
def writing(folder: Path) -> Iterator[ResultsWriter]:
    """Make a folder of results, or go on with one, which no other process may do meanwhile.

    Raises:
        BatchError: it holds something else, or another process writes to it.
        WriteError: it cannot be made.
    """
    from filelock import FileLock, Timeout

    private = folder / _PRIVATE
    if folder.exists() and not private.is_dir() and (not folder.is_dir() or any(folder.iterdir())):
        raise BatchError(f"{folder} is there and holds no results: name a new or an empty folder")
    try:
        (private / "parts").mkdir(parents=True, exist_ok=True)
        with FileLock(private / "lock", timeout=0):
            form = private / "form"
            if not form.is_file():
                replace(form, f"{FORM}\n".encode())
            if form.read_text("utf-8").strip() != FORM:
                raise BatchError(f"{folder} was written by another version: name a new folder")
            writer = ResultsWriter(folder)
            writer.recover()
            yield writer
    except Timeout:
        raise BatchError(f"another batch writes to {folder}: wait, or name another one") from None
    except OSError as error:
        raise WriteError(
            f"{folder} cannot be written to: {cause(error)}; free it, or name another"
        ) from error


@functools.cache
def _name(number: int) -> str:
    return f"part-{number:05d}"


def _write_files(files: Mapping[Path, bytes]) -> None:
    """Write files to the disk: all of them first, for then to wait for one is to wait for most."""
    with contextlib.ExitStack() as opened:
        written = []
        for path, data in files.items():
            file = opened.enter_context(path.open("xb"))
            file.write(data)
            file.flush()
            written.append(file)
        for file in written:
            os.fsync(file.fileno())
