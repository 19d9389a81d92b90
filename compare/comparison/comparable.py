"""What two statements must be before they are compared; what is not is said in one line."""

from __future__ import annotations

import re
from collections.abc import Sequence

from compare.errors import InputError, LimitError
from corpus.statements import Event, Statement

LONG_SEGMENT = 400
"""Characters that few segments exceed: English ones average 150, Chinese ones 50."""

_WORD = re.compile(r"[^\W_]")


def check_statement(given: Statement, where: str) -> None:
    """Refuse what is no statement, or one without words.

    Args:
        given: what was given as a statement.
        where: what it was given as, such as ``left``.

    Raises:
        InputError: it cannot be compared; the line says the remedy.
    """
    if not isinstance(given, Statement):
        remedy = (
            "read it with corpus.read(path), or give two paths to compare.compare(path, path)"
            if isinstance(given, str)
            else "give what corpus.read() returns"
        )
        raise InputError(f"{where} is of type {type(given).__name__} and no Statement: {remedy}")
    if not _WORD.search(given.text):
        raise InputError(f"the text of {given.side} ({given.id}) has no words: give it its text")


def check_pair(left: Statement, right: Statement) -> None:
    """Refuse two statements that cannot be told apart, and what :func:`check_statement` does.

    Two accounts of one side may be compared where they are in two languages, or where the
    caller gives each a name of its own.

    Raises:
        InputError: they cannot be compared; the line says the remedy.
    """
    check_statement(left, "left")
    check_statement(right, "right")
    alike = left.side.casefold() == right.side.casefold() and left.language == right.language
    if alike:
        raise InputError(
            f"both statements are of the side {left.side!r} and in one language, so that nobody "
            "can tell which is meant: give one another side, such as corpus.read(path, "
            f"side={f'{left.side} (second)'!r}), or --left-side and --right-side"
        )
    _check_ids((left, right))


def check_event(given: Event) -> None:
    """Refuse what is no event, has an empty statement, or two of one id.

    Raises:
        InputError: it cannot be compared; the line says the remedy.
    """
    if not isinstance(given, Event):
        raise InputError(
            f"what is compared as an event is of type {type(given).__name__} and no Event: give "
            "corpus.Event(id=..., statements=[...]), or two statements to compare.statements()"
        )
    for statement in given.statements:
        check_statement(statement, "a statement")
    _check_ids(given.statements)


def check_length(statement: Statement, most: int) -> None:
    """Refuse a text far past the limit before it is cut: that alone would take a minute for 10 MB.

    Args:
        statement: what is to be cut.
        most: segments a side that can be compared.

    Raises:
        LimitError: it has more characters than so many segments of :data:`LONG_SEGMENT`.
    """
    if len(statement.text) > most * LONG_SEGMENT:
        raise LimitError(
            f"the statement of {statement.side} has {len(statement.text):,} characters and "
            f"at most {most * LONG_SEGMENT:,} can be compared: cut it, or raise max_segments"
        )


def check_segments(statement: Statement, count: int, most: int) -> None:
    """Refuse a statement that was cut into more segments than can be compared.

    Raises:
        LimitError: ``count`` is greater than ``most``.
    """
    if count > most:
        raise LimitError(
            f"the statement of {statement.side} has {count:,} segments and at most "
            f"{most:,} can be compared: cut it, or raise max_segments"
        )


def _check_ids(statements: Sequence[Statement]) -> None:
    ids = [statement.id for statement in statements]
    for statement in statements:
        if ids.count(statement.id) > 1:
            raise InputError(
                f"two statements have the id {statement.id!r}: give each an id of its own, such "
                "as statement.model_copy(update={'id': 'another'})"
            )
