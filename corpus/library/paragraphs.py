"""How a statement is cut where nobody says otherwise: into its paragraphs."""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.statements import Statement

_PARAGRAPH = re.compile(r"\S(?:[^\n]*[^\s])?")


class Paragraphs:
    """The lines of a text that hold anything, without the space around them."""

    name = "paragraphs/1"

    def cut(self, statement: Statement) -> Sequence[tuple[int, int]]:
        """Start and end of each paragraph in ``statement.text``, in order."""
        return [match.span() for match in _PARAGRAPH.finditer(statement.text)]
