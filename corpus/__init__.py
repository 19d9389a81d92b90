"""Statements: who said what about an event, where it was published, and how it was read.

    import corpus

    us = corpus.read("us.html", side="US")
    prc = corpus.read("https://www.mfa.gov.cn/...", side="PRC")
    event = corpus.samples.load("blinken-liu-2024")

Knows nothing of comparison; that is :mod:`compare`.
"""

from typing import TYPE_CHECKING

from corpus.web.fetch import Fetched, fetch

from . import samples
from .documents import Document
from .errors import CorpusError, EventError, FetchError, LibraryError, ReadError
from .readers import read, read_all, read_document, read_documents
from .statements import Event, Source, Statement

if TYPE_CHECKING:
    from .library import Library

__all__ = [
    "CorpusError",
    "Document",
    "Event",
    "EventError",
    "FetchError",
    "Fetched",
    "Library",
    "LibraryError",
    "ReadError",
    "Source",
    "Statement",
    "fetch",
    "read",
    "read_all",
    "read_document",
    "read_documents",
    "samples",
]


def __getattr__(name: str) -> object:
    # The database behind it takes longer to import than all the rest.
    if name != "Library":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from .library import Library

    globals()[name] = Library
    return Library


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
