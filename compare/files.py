"""A file written whole or not at all."""

from __future__ import annotations

import contextlib
import os
import secrets
import stat
from pathlib import Path

from compare.errors import WriteError


def replace(path: Path, data: bytes) -> None:
    """Write ``data`` to ``path``; until it is all on disk an existing file stays as it is.

    The bytes go to a temporary file in the same folder, which then takes the name of the
    target. Permissions of an existing file and the file behind a symbolic link are kept. A
    target that is no regular file, such as /dev/stdout, is written to directly.

    Raises :class:`WriteError` for a folder given as a file, a folder that is missing or may
    not be written to, a file that may not be written to, and a disk that is full.
    """
    try:
        _replace(path, data)
    except OSError as error:
        raise WriteError(_explain(path, error)) from error


def _replace(path: Path, data: bytes) -> None:
    target = Path(os.path.realpath(path))
    try:
        mode = target.stat().st_mode
    except FileNotFoundError:
        mode = None
    if mode is not None and stat.S_ISDIR(mode):
        raise IsADirectoryError
    if mode is not None and not stat.S_ISREG(mode):
        target.write_bytes(data)
        return
    if mode is not None and not os.access(target, os.W_OK):
        raise PermissionError
    # A fixed short name: that of the target may already be as long as names may be.
    temporary = target.with_name(f".readouts-{secrets.token_hex(8)}.tmp")
    try:
        with open(temporary, "xb") as file:
            file.write(data)
            if mode is not None:
                os.chmod(temporary, stat.S_IMODE(mode))
            file.flush()
            os.fsync(file.fileno())
        os.replace(temporary, target)
    except BaseException:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise
    _sync_folder(target.parent)


def _sync_folder(folder: Path) -> None:
    """Make the new name last; where folders can't be synced the file is whole all the same."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _explain(path: Path, error: OSError) -> str:
    if isinstance(error, IsADirectoryError):
        return f"{path} is a folder; name a file in it, such as {path / 'report.html'}"
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return f"{path} can't be written: there is no folder {path.parent}; create it first"
    if isinstance(error, PermissionError):
        return f"{path} may not be written to; choose another folder or change its permissions"
    return f"{path} can't be written: {error.strerror or error}; the file before it is kept"
