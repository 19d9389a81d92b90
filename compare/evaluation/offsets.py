"""Offsets that do not count white space, and so hold however a text is wrapped."""

from __future__ import annotations

import functools

import numpy as np


class NonWhite:
    """The characters of a text that are not white space (:meth:`str.isspace`), by position."""

    def __init__(self, text: str) -> None:
        self.positions = np.array([i for i, c in enumerate(text) if not c.isspace()], np.int64)
        """Where each stands in the text, ascending, shape (n,)."""

    def __len__(self) -> int:
        return len(self.positions)

    def count(self, start: int, end: int) -> tuple[int, int]:
        """Turn a span of the text into one of its characters that are not white space."""
        before, within = np.searchsorted(self.positions, [start, end])
        return int(before), int(within)

    def restore(self, start: int, end: int) -> tuple[int, int]:
        """Turn a span as :meth:`count` gives it back into one of the text.

        The span begins and ends with a character that is not white space; an empty one stays
        empty.

        Raises:
            IndexError: the text has fewer characters.
        """
        if start >= end:
            place = int(self.positions[start]) if start < len(self) else 0
            return place, place
        return int(self.positions[start]), int(self.positions[end - 1]) + 1


@functools.lru_cache(maxsize=64)
def non_white(text: str) -> NonWhite:
    """The characters of a text that are not white space; those of the last texts are kept."""
    return NonWhite(text)
