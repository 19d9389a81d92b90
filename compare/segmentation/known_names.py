"""Finds names of a table in a text, by the word or character that they begin with.

A pattern of two thousand alternatives takes longer to compile than a text takes to read.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

_WORD = re.compile(r"\w+")


class KnownNames:
    """The names of a table; where several begin at one place, the longest that fits counts.

    Args:
        names: none of them empty; each begins with a letter or digit if ``whole_words``.
        whole_words: a name must not be a part of a longer word, nor follow a hyphen.
    """

    def __init__(self, names: Iterable[str], *, whole_words: bool) -> None:
        self._whole_words = whole_words
        self._by_beginning: dict[str, list[str]] = {}
        for name in sorted(names, key=len, reverse=True):
            word = _WORD.match(name) if whole_words else None
            self._by_beginning.setdefault(word[0] if word else name[0], []).append(name)

    def at(self, text: str, start: int = 0, end: int | None = None) -> str:
        """The name that begins at an offset and ends before another; empty for none."""
        end = len(text) if end is None else min(end, len(text))
        if not self._whole_words:
            candidates = self._by_beginning.get(text[start], ()) if start < end else ()
        elif start and _joins(text[start - 1], "-_"):
            return ""
        else:
            word = _WORD.match(text, start, end)
            candidates = self._by_beginning.get(word[0], ()) if word else ()
        for name in candidates:
            stop = start + len(name)
            if not text.startswith(name, start, end):
                continue
            if not self._whole_words or stop == end or not _joins(text[stop], "_"):
                return name
        return ""

    def find(self, text: str, start: int = 0, end: int | None = None) -> Iterator[tuple[int, str]]:
        """Where each name begins between two offsets, and the name; none overlaps another."""
        end = len(text) if end is None else min(end, len(text))
        reached = start
        for place in self._places(text, start, end):
            if place >= reached and (name := self.at(text, place, end)):
                reached = place + len(name)
                yield place, name

    def first(self, text: str, start: int = 0, end: int | None = None) -> str:
        """The first name between two offsets; empty for none."""
        return next((name for _, name in self.find(text, start, end)), "")

    def _places(self, text: str, start: int, end: int) -> Iterable[int]:
        """Where a word, or a character, stands that some name begins with."""
        known = self._by_beginning
        if self._whole_words:
            return [w.start() for w in _WORD.finditer(text, start, end) if w[0] in known]
        return [place for place, c in enumerate(text[start:end], start) if c in known]


def _joins(character: str, others: str) -> bool:
    return character.isalnum() or character in others
