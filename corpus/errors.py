"""What can go wrong with statements and the corpus.

    CorpusError
    ├── ReadError        a file, stream or page could not be turned into a statement
    └── EventError       an event does not hold together (fewer than two statements, ...)

Every message is one line that says what, where and the remedy.
"""


class CorpusError(Exception):
    """Base of all errors raised by :mod:`corpus`."""


class ReadError(CorpusError):
    """A file, stream or page could not be turned into a statement."""


class EventError(CorpusError):
    """An event does not hold together."""
