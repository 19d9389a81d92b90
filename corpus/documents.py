"""What reading gives: a statement with the bytes it was read from."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import TypedDict

from .statements import Fidelity, Statement


@dataclass(frozen=True, slots=True)
class Document:
    """A statement and its original, so that what was read can be checked years later."""

    statement: Statement
    data: bytes = field(repr=False)
    """The bytes as read; their SHA-256 is ``statement.source.sha256``."""
    media_type: str
    """Such as ``text/html``: what the bytes are, not what the file was called."""
    name: str
    """What the original was called: a path, an address, or ``archive.zip: member``."""
    snapshot: str = ""
    """Address of a copy at the Wayback Machine, where :func:`corpus.fetch` was asked for one."""
    doubt: str = ""
    """Why what was taken may not be the statement, after its name; empty where nothing says so."""


class Details(TypedDict, total=False):
    """What the caller knows about a statement; outranks what is found in it."""

    side: str | None
    language: str | None
    date: dt.date | str | None
    title: str | None
    author: str | None
    publisher: str | None
    url: str | None
    fidelity: Fidelity | None


@dataclass(frozen=True, slots=True)
class Draft:
    """What a reader of one format found: text in paragraphs, and facts where it says them."""

    text: str
    title: str = ""
    author: str = ""
    publisher: str = ""
    url: str = ""
    language: str = ""
    date: dt.date | None = None
    doubt: str = ""
    """Why the text may not be the statement, after its name; empty where nothing says so."""
