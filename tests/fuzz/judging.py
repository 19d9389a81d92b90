"""What an input may do: be read, or be refused in one line by an error of the project's own."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from compare.errors import CompareError
from corpus.errors import CorpusError

REFUSALS = (CompareError, CorpusError)
_T = TypeVar("_T")


class WrongError(Exception):
    """An input did what none may do."""


def check_line(error: Exception) -> None:
    """Raise WrongError unless an error is told in one line, and was foreseen."""
    told = str(error)
    if len(told.splitlines()) != 1:
        raise WrongError(f"{type(error).__name__} of {len(told.splitlines())} lines: {told[:60]!r}")
    if "nobody foresaw" in told:
        raise WrongError(f"nobody foresaw it: {told[:200]!r}")


def attempt(door: Callable[[str], _T], name: str) -> _T | None:
    """Try one door of several with a file; what it refuses in one line gives None."""
    try:
        return door(name)
    except REFUSALS as error:
        check_line(error)
        return None
