"""What can go wrong with statements and the corpus.

    CorpusError
    ├── ReadError        a file, stream or page could not be turned into a statement
    ├── FetchError       an address could not, or may not, be fetched
    ├── StatementError   a field of a statement or its source is missing or does not fit
    ├── EventError       an event does not hold together (fewer than two statements, ...)
    └── LibraryError     a library could not be opened, written, searched or brought in

    UserWarning
    └── ReadWarning      a page was read, and what was taken may not be its statement

Every message is one line that says what, where and the remedy. StatementError and EventError are
of Python's ValueError too.
"""

LONGEST = 2_000
"""Characters of a message: it may name what stands in a file, which may be anything."""


def one_line(message: object) -> str:
    """A message as one line of at most :data:`LONGEST` characters, whatever it quotes.

    What is too long loses its middle: what is wrong is said at the end.
    """
    told, half = " ".join(str(message).splitlines()), LONGEST // 2
    return told if len(told) <= LONGEST else f"{told[: half - 1]}…{told[-half:]}"


class CorpusError(Exception):
    """Base of all errors raised by :mod:`corpus`."""

    def __init__(self, message: object = "") -> None:
        """Keep the message, as one line."""
        super().__init__(one_line(message))


class ReadError(CorpusError):
    """A file, stream or page could not be turned into a statement."""


class ReadWarning(UserWarning):
    """A page or a PDF was read, and what was taken may not be its statement; says why."""


class FetchError(CorpusError):
    """An address could not, or may not, be fetched."""


class StatementError(CorpusError, ValueError):
    """A field of a statement or its source is missing or does not fit."""


class EventError(CorpusError, ValueError):
    """An event does not hold together."""


class LibraryError(CorpusError):
    """A library could not be opened, written, searched or brought in."""
