"""The files that a template of the user's own may use: itself, and a folder that is named for it.

A template may come from a stranger. What else lies in its folder, what is hidden, and what a link
leads to is not its business: it is handed these files, and no others can be named.
"""

from __future__ import annotations

import os
import stat
from pathlib import Path

from compare.errors import WriteError
from corpus.files import readable

MOST_FILES = 200
"""Files of a template, itself included."""
MOST_BYTES = 32 << 20
"""Bytes of them all together."""

Files = dict[str, bytes]
"""Content by path within the template's folder, with forward slashes."""


def read_template(path: Path) -> Files:
    """Read a template, and what lies in the folder beside it that has its name without suffix.

    ``house.typ`` may use all that ``house/`` holds, as ``house/logo.svg``. Links, hidden names
    and what is no plain file are passed over in that folder.

    Raises:
        WriteError: there is no such file, it is a link, or there is too much of it.
    """
    if path.is_symlink():
        raise WriteError(f"{path} is a link; name the template that it leads to")
    if not path.is_file():
        raise WriteError(f"{path} is no template: there is no such file")
    files: Files = {}
    left = _take(path, path.name, files, MOST_BYTES)
    folder = path.with_name(path.name.partition(".")[0])
    if folder.name and folder.is_dir() and not folder.is_symlink():
        for place, names, inner in os.walk(folder):
            names[:] = sorted(name for name in names if not name.startswith("."))
            for name in sorted(inner):
                if not name.startswith("."):
                    file = Path(place, name)
                    left = _take(file, file.relative_to(path.parent).as_posix(), files, left)
    return files


def _take(path: Path, name: str, files: Files, most: int) -> int:
    """Read one file, if it is a plain one, and say how many bytes there is room for after it."""
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
    if path.is_symlink():
        return most
    try:
        with open(os.open(readable(path), flags | getattr(os, "O_BINARY", 0)), "rb") as file:
            if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
                return most
            content = file.read(most + 1)
    except OSError as error:
        raise WriteError(f"{path}: {error.strerror}; the template needs it") from error
    if len(content) > most or len(files) >= MOST_FILES:
        raise WriteError(
            f"{path}: a template has at most {MOST_FILES} files and {MOST_BYTES >> 20} MB with "
            "the folder named for it; leave out what it does not use"
        )
    files[name] = content
    return most - len(content)
