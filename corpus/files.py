"""The one way to write a file: whole or not at all, and nothing beside it is touched.

And the one question before a file is opened that a user named: is it a library that is in use
here? Whoever opens and closes the file of an SQLite database beside SQLite takes the locks of all
its connections in this process away (POSIX); another process may then delete what they wrote.
"""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
import stat
import threading
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import IO

_BESIDE = ("", "-wal", "-shm", "-journal")
"""What SQLite adds to a database's name for the files beside it; it holds locks on them too."""
_databases = Counter[str]()
_databases_lock = threading.Lock()

_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
"""A full disk, a full share of it, a file as long as one may be."""
_LINKS = 40
"""Most symbolic links on the way to a file, as systems have it."""


class InUseError(OSError):
    """A file belongs to a database that this process has open."""

    def __init__(self) -> None:
        super().__init__(errno.EBUSY, "it is a library that is in use")


def hold_database(file: Path) -> None:
    """Note that this process has an SQLite database open; as often as it is opened."""
    with _databases_lock:
        _databases[os.path.realpath(file)] += 1


def release_database(file: Path) -> None:
    """Note that it is closed, once for each :func:`hold_database`."""
    with _databases_lock:
        name = os.path.realpath(file)
        _databases[name] -= 1
        if _databases[name] <= 0:
            del _databases[name]


def readable(path: Path, *, database: bool = False) -> Path:
    """The path itself, for every file that is opened by a name that a user gave.

    Args:
        path: of the file; nothing need be there.
        database: whether SQLite opens it, which may open a database twice by one name.

    Raises:
        InUseError: it is, by whichever name, a file of a database that this process has open; to
            open and close it would take the database's locks away.
    """
    with _databases_lock:
        if database and os.path.realpath(path) in _databases:
            return path
        held = [database + ending for database in _databases for ending in _BESIDE]
    if held and any(_same(path, name) for name in held):
        raise InUseError
    return path


def _same(path: Path, other: str) -> bool:
    try:
        return os.path.samestat(os.stat(path), os.stat(other))
    except (OSError, ValueError):  # one is not there, or no name of a file
        return False


@contextlib.contextmanager
def replacing(path: Path) -> Iterator[IO[bytes]]:
    """Open a new file, which takes the name ``path`` when the block ends without an error.

    Until all of it is on disk an existing file stays as it is. The bytes go to a file of a random
    name in the same folder, which nobody had before and no link leads to; so two may write the
    same file at once, and the last one counts. Permissions of an existing file are kept, and a
    symbolic link of one's own leads to the file that is replaced; one that another user made is
    refused. A target that is no regular file, such as /dev/stdout, is written to directly.

    Raises:
        OSError: it cannot be written; :func:`explain` says why in one line.
    """
    target = readable(_followed(path))
    try:
        mode = target.stat().st_mode
    except FileNotFoundError:
        mode = None
    if mode is not None and stat.S_ISDIR(mode):
        raise IsADirectoryError
    if mode is not None and not stat.S_ISREG(mode):
        with open(target, "wb") as file:
            yield file
        return
    if mode is not None and not os.access(target, os.W_OK):
        raise PermissionError
    # A fixed short name: that of the target may already be as long as names may be.
    temporary = target.with_name(f".readouts-{secrets.token_hex(8)}.tmp")
    try:
        # Never open to more people than the file it replaces, not even while it is written.
        with open(temporary, "xb", opener=None if mode is None else _private) as file:
            if mode is not None:
                os.chmod(temporary, stat.S_IMODE(mode))
            yield file
            file.flush()
            os.fsync(file.fileno())
        os.replace(temporary, target)
    except BaseException:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise
    sync(target.parent)


def sync(path: Path) -> None:
    """Have a file or a folder on disk; where folders cannot be synced nothing is done."""
    with contextlib.suppress(OSError):
        handle = os.open(path, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def explain(path: Path, error: OSError) -> str:
    """Say in one line why a file could not be written, and the remedy."""
    shown = _shown(path)
    if isinstance(error, InUseError):
        return f"{shown} can't be written: {error.strerror}; name another file"
    if isinstance(error, IsADirectoryError):
        return f"{shown} is a folder; name a file in it"
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return f"{shown} can't be written: there is no folder {_shown(path.parent)}; create it"
    if isinstance(error, PermissionError):
        return f"{shown} may not be written to; choose another folder or change its permissions"
    return f"{shown} can't be written: {cause(error)}; the file before it is kept"


def cause(error: OSError) -> str:
    """What the system says was wrong when a file was written; with the remedy where it is room."""
    said = error.strerror or str(error)
    return f"{said}; make room" if error.errno in _FULL else said


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def _followed(path: Path) -> Path:
    """The file that a name stands for, where the links on the way are one's own or the system's.

    In a folder that all may write to, such as /tmp, another's link would choose which of one's
    files is overwritten.
    """
    for _ in range(_LINKS):
        try:
            found = path.lstat()
        except FileNotFoundError:
            return path
        if not stat.S_ISLNK(found.st_mode):
            return path
        if hasattr(os, "geteuid") and found.st_uid not in (0, os.geteuid()):
            raise OSError(0, "it is a link that another user made")
        path = path.parent / os.readlink(path)
    raise OSError(0, "it is a link that leads in a circle")


def _shown(path: Path) -> str:
    """A path in one line that can be printed, whatever bytes its name is made of."""
    return " ".join(os.fspath(path).encode("utf-8", "backslashreplace").decode().split())
