"""Where a statement is read from: a path, bytes, an open stream, an address, a fetched page."""

from __future__ import annotations

import datetime as dt
import os
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import IO
from urllib.parse import urlsplit

from corpus.web.fetch import Fetched, fetch

from .errors import ReadError
from .files import readable

LIMIT = 20_000_000
"""Longest file that is read, in bytes; a long statement has about fifty thousand."""

Origin = str | os.PathLike[str] | bytes | IO[bytes] | IO[str] | Fetched


@dataclass(frozen=True, slots=True)
class Original:
    """The bytes of an origin and what is known of them before they are read."""

    data: bytes
    name: str
    """For messages, in one line."""
    stem: str
    """What the origin is called without folders and suffix."""
    suffix: str
    url: str = ""
    media_type: str = ""
    retrieved: dt.datetime | None = None
    snapshot: str = ""


def take(origin: Origin) -> Original:
    """The bytes of the origin, never more than the limit.

    Raises:
        ReadError: the origin is missing, may not be read, or is longer than :data:`LIMIT`.
        FetchError: the origin is an address that cannot or may not be fetched.
    """
    if isinstance(origin, str) and origin.lower().startswith(("http://", "https://")):
        origin = fetch(origin)
    if isinstance(origin, Fetched):
        return _fetched(origin)
    if isinstance(origin, bytes):
        data, name = origin, "statement"
    elif isinstance(origin, (str, os.PathLike)):
        name = shown_name(origin)
        data = _file(os.fsdecode(origin), name)
    else:
        # Streams without a file behind them call themselves <stdin>, or a number.
        called = shown_name(str(getattr(origin, "name", "")))
        name = called if PurePath(called).suffix else "statement"
        got = origin.read(LIMIT + 1)
        data = got.encode("utf-8", "surrogatepass") if isinstance(got, str) else got
    _check_length(data, name)
    path = PurePath(name)
    return Original(data, name, path.stem, path.suffix.lower())


def shown_name(path: str | os.PathLike[str]) -> str:
    """A name for messages: one line of characters that any terminal can be shown.

    What is no text in the name of a file becomes ``\ufffd``, and so do control characters.
    """
    name = " ".join(os.fsdecode(path).split())
    return "".join(c if c.isprintable() else "\ufffd" for c in name)


def _fetched(page: Fetched) -> Original:
    _check_length(page.data, page.url)
    host, path = _host_and_path(page.url)
    return Original(
        page.data,
        name=page.url,
        stem=host or "statement",
        suffix=PurePath(path).suffix.lower(),
        url=page.url,
        media_type=page.media_type,
        retrieved=page.retrieved,
        snapshot=page.snapshot,
    )


def _host_and_path(url: str) -> tuple[str, str]:
    try:
        parts = urlsplit(url)
        return parts.hostname or "", parts.path
    except ValueError:
        return "", ""


def _check_length(data: bytes, name: str) -> None:
    if len(data) > LIMIT:
        raise ReadError(f"{name} is longer than {LIMIT:,} bytes; give one statement per file")


def _file(path: str, name: str) -> bytes:
    if "\n" in path or "\x00" in path:
        raise ReadError(f"{name[:40]!r}... is no path; to read text itself pass io.StringIO(text)")
    try:
        with open(readable(Path(path)), "rb") as file:
            return file.read(LIMIT + 1)
    except FileNotFoundError:
        raise ReadError(f"{name} does not exist; check the path") from None
    except IsADirectoryError:
        raise ReadError(f"{name} is a folder; name one of the files in it") from None
    except PermissionError:
        raise ReadError(f"{name} may not be read; give yourself read permission") from None
    except OSError as error:
        raise ReadError(f"{name} cannot be read: {error.strerror}; check the path") from None
    except ValueError:  # half of a surrogate pair, which no file's name can hold
        raise ReadError(f"{name} is no path; check it") from None
