"""What can go wrong in a comparison.

    CompareError
    ├── EncoderError      an encoder could not be found, verified or loaded
    │   └── LanguageError the encoder does not know the language of a text
    ├── CodebookError     a codebook or list of terms does not fit its schema
    ├── LimitError        a text is too long to be compared in bounded memory
    ├── InputError        what was given is no statement, or two that cannot be compared
    ├── SettingsError     a setting is not in its range
    ├── SideError         a side was asked for by a name that no side has
    ├── GoldError         labels to score against could not be read
    ├── CodingError       judgements of people could not be read, kept or learned from
    ├── BatchError        many events could not be compared, or a folder of results not be read
    ├── ExportError       a saved comparison could not be read
    └── WriteError        a report could not be written

Every message is one line that says what, where and the remedy. Those on what a caller gave
(InputError, SettingsError, SideError) are of Python's ValueError too.
Where many events are compared, a :class:`Failure` may stand in the place of one that cannot be.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Literal, TypeVar

from corpus.errors import CorpusError, LibraryError, one_line


class CompareError(Exception):
    """Base of all errors raised by :mod:`compare`."""

    def __init__(self, message: object = "") -> None:
        """Keep the message, as one line."""
        super().__init__(one_line(message))


class EncoderError(CompareError):
    """An encoder could not be found, verified or loaded."""


class LanguageError(EncoderError):
    """The encoder does not know the language of a text."""


class CodebookError(CompareError):
    """A codebook or a list of terms does not fit its schema."""


class LimitError(CompareError):
    """A text is too long to be compared in bounded memory."""


class InputError(CompareError, ValueError):
    """What was given is no statement, or two statements that cannot be compared."""


class SettingsError(CompareError, ValueError):
    """A setting is not in its range."""


class SideError(CompareError, ValueError):
    """A side was asked for by a name that no side has, or several have."""


class GoldError(CompareError):
    """Labels to score against could not be read."""


class CodingError(CompareError):
    """Judgements of people could not be read, placed, kept or learned from."""


class BatchError(CompareError):
    """Many events could not be compared, or a folder of results could not be read."""


class ExportError(CompareError):
    """A saved comparison could not be read."""


class WriteError(CompareError):
    """A report could not be written."""


@contextmanager
def refusing_damage(path: object, kind: type[CompareError], what: str) -> Iterator[None]:
    """Turn whatever a damaged file makes a parser fail with into one line that names the file.

    Args:
        path: of the file.
        kind: of the error.
        what: what the file is not, and the remedy, such as ``no alignment; write it anew``.

    Raises:
        CompareError: of that kind; errors of the project's own pass as they are.
    """
    try:
        yield
    except (CompareError, CorpusError):
        raise
    except OSError as error:
        reason = error.strerror or "it is damaged"
        raise kind(f"{path} cannot be read: {reason}; check the path") from error
    except Exception as error:
        raise kind(f"{path} is {what}") from error


OnError = Literal["raise", "row"]
"""What becomes of an event that cannot be compared: an error, or a :class:`Failure`."""
Stage = Literal["read", "compare", "report", "worker"]
"""Where it failed: before there was an event, comparing it, making its tables, or with the
process that had it."""
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Failure:
    """Why an event could not be compared."""

    event: str
    """Id of the event, or what its source calls it where it could not be read."""
    stage: Stage
    kind: str
    """Class of the error, such as ``LanguageError``."""
    message: str
    """One line: what, where and the remedy."""

    @property
    def lasting(self) -> bool:
        """Whether the same texts would fail again: not so where a process died or memory ended."""
        return self.stage != "worker" and self.kind not in {"MemoryError", "OSError"}

    def __str__(self) -> str:
        return f"{self.event}: {self.message}"


def failure(event: str, stage: Stage, error: Exception) -> Failure:
    """Return an error as a row.

    Raises:
        EncoderError, LibraryError: where no event is at fault but the encoder or the library.
    """
    encoder = isinstance(error, EncoderError) and not isinstance(error, LanguageError)
    if encoder or isinstance(error, LibraryError):
        raise error
    message = " ".join(str(error).split())
    if not isinstance(error, CompareError | CorpusError):
        message = f"an error nobody foresaw, {type(error).__name__}: {message}; please report it"
    return Failure(event, stage, type(error).__name__, message)


def attempt(event: str, compare: Callable[[], _T], on_error: OnError) -> _T | Failure:
    """Return what ``compare`` gives, or why it failed.

    Raises:
        CompareError: it failed and ``on_error`` is ``raise``; the message names the event.
        EncoderError, LibraryError: that cannot be had, whatever ``on_error`` is.
    """
    try:
        return compare()
    except CompareError as error:
        if on_error == "raise":
            raise type(error)(f"{event}: {error}") from error
        return failure(event, "compare", error)
    except Exception as error:
        if on_error == "raise":
            raise
        return failure(event, "compare", error)
