"""The version of Readouts, in one place, and what tells a changed copy of it from another."""

from __future__ import annotations

import functools
import hashlib
import os
import time
import uuid
from collections.abc import Iterable, Iterator
from pathlib import Path

__version__ = "0.1.0"

_BEARING = {".gz", ".json", ".py", ".safetensors", ".tsv", ".yaml"}
"""Suffixes of the files that results depend on."""
_LARGE = 4 * 1024 * 1024
"""Bytes of a file beyond which it holds weights of a model, whose manifest tells their digest."""
_BEGUN = time.time()
"""When this process read the program's code, or soon before."""


@functools.cache
def program() -> str:
    """SHA-256 over the code, word lists, tables and small weights of the program, in hexadecimal.

    A version's number alone does not tell what a user changed in a copy of their own. Where a file
    was changed since this process began, or cannot be read, what runs is not what lies there: then
    the digest is one that no other process has.
    """
    here = Path(__file__).resolve().parents[1]
    packages = [here / "compare", here / "corpus"]
    try:
        if any(path.stat().st_mtime > _BEGUN for folder in packages for path in _files(folder)):
            return uuid.uuid4().hex
        return digest_of(packages)
    except OSError:
        return uuid.uuid4().hex


def digest_of(packages: Iterable[Path]) -> str:
    """SHA-256 over the names and contents of the files of packages that results depend on.

    Raises:
        OSError: one cannot be read.
    """
    digest = hashlib.sha256()
    for folder in packages:
        for path in sorted(_files(folder)):
            name = f"{folder.name}/{path.relative_to(folder).as_posix()}"
            content = hashlib.sha256(path.read_bytes()).hexdigest()
            digest.update(f"{name}\0{content}\n".encode())
    return digest.hexdigest()


def _files(folder: Path) -> Iterator[Path]:
    """Files that results depend on; not those that an editor puts beside one that it has open."""
    for inside, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if name != "__pycache__"]
        paths = (Path(inside, name) for name in names if not name.startswith("."))
        bearing = (path for path in paths if path.suffix in _BEARING)
        yield from (path for path in bearing if path.stat().st_size <= _LARGE)
