"""A report's file, written whole or not at all."""

from __future__ import annotations

from pathlib import Path

from compare.errors import WriteError
from corpus.files import explain, replacing


def replace(path: Path, data: bytes) -> None:
    """Write ``data`` to ``path`` by :func:`corpus.files.replacing`: whole, or not at all.

    Raises :class:`WriteError` for a folder given as a file, a folder that is missing or may
    not be written to, a file that may not be written to, and a disk that is full.
    """
    try:
        with replacing(path) as file:
            file.write(data)
    except OSError as error:
        raise WriteError(explain(path, error)) from error
