"""Where the files of an export are read from: a ZIP or a folder, within bounds on the whole."""

from __future__ import annotations

import zipfile
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

from corpus.errors import LibraryError, ReadError
from corpus.files import readable
from corpus.formats.zip import ENTRY, TOTAL, read_member

LARGEST = 100_000_000
"""Bytes of one original that are read at most."""
MEMBERS = 300_000
"""Most files of an export; one of 8,000 events has about 30,000."""
RATIO = 100
"""How many times its own size a ZIP may unpack to; texts come to five times, pages to ten."""
MARK = "library.yaml"
"""The file that makes a folder an export."""
JUDGEMENTS = "judgements.jsonl"
"""The file of people's judgements beside it."""
_AT_ONCE = 1 << 20


class Files(Protocol):
    """Files under names with slashes."""

    def names(self) -> list[str]:
        """All of them, in order."""

    def read(self, name: str, limit: int) -> bytes:
        """The content of one.

        Raises:
            KeyError: there is none of that name.
            LibraryError: it is longer than ``limit`` bytes, or damaged.
        """


def by_folder(names: list[str]) -> dict[str, list[str]]:
    """The names of the files of each folder, in order; a folder with its slash at the end."""
    held: dict[str, list[str]] = defaultdict(list)
    for name in names:
        folder, slash, file = name.rpartition("/")
        held[folder + slash].append(file)
    return held


@contextmanager
def opened(path: Path) -> Iterator[Files]:
    """The files of an export, packed or not.

    Raises:
        LibraryError: it is no ZIP, a damaged one, or one with more files than are reasonable.
    """
    if path.is_dir():
        yield _Folder(path)
        return
    try:
        _check_members(path)
        packed = zipfile.ZipFile(readable(path))
    except FileNotFoundError:
        raise LibraryError(f"{path} does not exist; check the path") from None
    except OSError as error:
        raise LibraryError(f"{path} cannot be read: {error.strerror}; check the path") from None
    except LibraryError:
        raise
    # What the list of members of a damaged archive fails with is of many kinds.
    except Exception:
        raise LibraryError(f"{path} is damaged or no ZIP; export the library again") from None
    with packed:
        yield _Packed(packed, path)


def _check_members(path: Path) -> None:
    """Count the entries before anything is made of them."""
    count, before = 0, b""
    with readable(path).open("rb") as file:
        while piece := file.read(_AT_ONCE):
            count += (before + piece).count(ENTRY)
            before = piece[1 - len(ENTRY) :]
    if count > MEMBERS:
        raise LibraryError(f"{path} has more than {MEMBERS:,} files; export in several parts")


class _Packed:
    """The files of a ZIP, below the folder in which somebody may have packed them."""

    def __init__(self, packed: zipfile.ZipFile, path: Path) -> None:
        self._packed, self._path = packed, path
        self._left = max(TOTAL, RATIO * path.stat().st_size)
        every = {info.filename: info for info in packed.infolist() if not info.is_dir()}
        marks = sorted((n for n in every if n.split("/")[-1] == MARK), key=len)
        root = marks[0].removesuffix(MARK) if marks else ""
        self._there = {n.removeprefix(root): i for n, i in every.items() if n.startswith(root)}

    def names(self) -> list[str]:
        return sorted(self._there)

    def read(self, name: str, limit: int) -> bytes:
        info = self._there[name]
        try:
            data = read_member(self._packed, info, name, limit)
        except ReadError as error:
            raise LibraryError(f"{self._path}: {error}") from None
        self._left -= len(data)
        if self._left < 0:
            raise LibraryError(
                f"{self._path} unpacks to more than {RATIO} times its size; export it again"
            )
        return data


class _Folder:
    """The files of an export that was unpacked."""

    def __init__(self, root: Path) -> None:
        every = (p for top in ("events", "originals") for p in (root / top).rglob("*"))
        files = [root / MARK, root / JUDGEMENTS, *(p for p in every if not p.is_symlink())]
        self._there = {p.relative_to(root).as_posix(): p for p in files if p.is_file()}

    def names(self) -> list[str]:
        return sorted(self._there)

    def read(self, name: str, limit: int) -> bytes:
        path = self._there[name]
        try:
            with readable(path).open("rb") as file:
                data = file.read(limit + 1)
        except OSError as error:
            raise LibraryError(f"{path} cannot be read: {error.strerror}; check it") from None
        if len(data) > limit:
            raise LibraryError(f"{name} is longer than {limit:,} bytes; take it out of the export")
        return data
