# The public names and where each stands: read when the package is imported, and by type checkers.

from . import samples
from .documents import Document, Draft
from .errors import (
    CorpusError,
    EventError,
    FetchError,
    LibraryError,
    ReadError,
    ReadWarning,
    StatementError,
)
from .formats.kinds import FileFormat, file_formats, register_format
from .library import Library
from .readers import read, read_all, read_document, read_documents
from .statements import Event, Source, Statement
from .tables import Table, read_table
from .web.fetch import Fetched, fetch

__all__ = [
    "CorpusError",
    "Document",
    "Draft",
    "Event",
    "EventError",
    "FetchError",
    "Fetched",
    "FileFormat",
    "Library",
    "LibraryError",
    "ReadError",
    "ReadWarning",
    "Source",
    "Statement",
    "StatementError",
    "Table",
    "fetch",
    "file_formats",
    "read",
    "read_all",
    "read_document",
    "read_documents",
    "read_table",
    "register_format",
    "samples",
]
