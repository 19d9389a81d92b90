"""What can go wrong with statements and the corpus.

    CorpusError
    ├── ReadError        a file, stream or page could not be turned into a statement
    ├── FetchError       an address could not, or may not, be fetched
    ├── StatementError   a field of a statement or its source is missing or does not fit
    ├── EventError       an event does not hold together (fewer than two statements, ...)
    └── LibraryError     a library could not be opened, written, searched or brought in

Every message is one line that says what, where and the remedy. StatementError and EventError are
of Python's ValueError too.
"""


class CorpusError(Exception):
    """Base of all errors raised by :mod:`corpus`."""


class ReadError(CorpusError):
    """A file, stream or page could not be turned into a statement."""


class FetchError(CorpusError):
    """An address could not, or may not, be fetched."""


class StatementError(CorpusError, ValueError):
    """A field of a statement or its source is missing or does not fit."""


class EventError(CorpusError, ValueError):
    """An event does not hold together."""


class LibraryError(CorpusError):
    """A library could not be opened, written, searched or brought in."""
