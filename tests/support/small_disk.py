"""A disk of a few megabytes, in memory, that can be filled until so many bytes are free."""

from __future__ import annotations

import contextlib
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

SIZE = 48 << 20


class NoDiskError(Exception):
    """No disk can be mounted here; says why."""


@contextlib.contextmanager
def small_disk(folder: Path) -> Iterator[Path]:
    """A new disk at a new folder, as long as the block lasts.

    Raises:
        NoDiskError: this user may mount none.
    """
    folder.mkdir()
    _run("mount", "-t", "tmpfs", "-o", f"size={SIZE},mode=0700", "tmpfs", str(folder))
    try:
        yield folder
    finally:
        _run("umount", "--lazy", str(folder))


def _run(*command: str) -> None:
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=60)
    except OSError as error:
        raise NoDiskError(f"{command[0]} cannot be run: {error}") from error
    if done.returncode:
        raise NoDiskError(" ".join(done.stderr.split()))


@contextlib.contextmanager
def filled(disk: Path, room: int) -> Iterator[None]:
    """Fill a disk until no more than so many bytes are free, as long as the block lasts."""
    stuff = disk / "stuff"
    there = os.statvfs(disk)
    with stuff.open("wb") as file:
        os.posix_fallocate(file.fileno(), 0, max(1, there.f_bavail * there.f_frsize - room))
    try:
        yield
    finally:
        stuff.unlink()
