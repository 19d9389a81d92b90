"""Two files or addresses to their comparison, in one call."""

from __future__ import annotations

import os

from compare.comparison import Comparison
from compare.errors import InputError
from compare.pipeline import Progress, statements
from compare.settings import DEFAULTS, Settings
from corpus import read
from corpus.statements import Statement

TextOrPath = str | os.PathLike[str] | Statement


def compare(
    left: TextOrPath,
    right: TextOrPath,
    *,
    sides: tuple[str, str] | None = None,
    settings: Settings = DEFAULTS,
    progress: Progress | None = None,
) -> Comparison:
    """Compare two files, addresses or statements.

    The same as :func:`corpus.read` of each and :func:`compare.statements` of both; there you say
    more of where the texts are from.

    Args:
        left, right: a path, an address (``https://...``), or a statement.
        sides: own names of the left and the right side; by default those of the files.
        settings: how to compare.
        progress: called with a few words at the start of each step.

    Raises:
        InputError: what is given is no path, address or statement, or ``sides`` no two names.
        CompareError: as :func:`compare.statements` does.
        CorpusError: a file or page cannot be read.
    """
    if sides is not None and (isinstance(sides, str) or len(sides) != 2):
        raise InputError(f"sides is {sides!r}: give two names, such as sides=('US', 'PRC')")
    names = sides or (None, None)
    first, second = _statement("left", left, names[0]), _statement("right", right, names[1])
    return statements(first, second, settings, progress)


def _statement(where: str, given: TextOrPath, side: str | None) -> Statement:
    if isinstance(given, Statement):
        return given if side is None else given.model_copy(update={"side": side})
    if not isinstance(given, str | os.PathLike):
        raise InputError(
            f"{where} is of type {type(given).__name__}: give a path, an address or a Statement"
        )
    return read(os.fspath(given), side=side)
