"""Words of a text: what counts as one, and the vectors of those that carry meaning."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from compare.languages import stop_words
from compare.segmentation.segments import Segment
from corpus.text.characters import HAN, is_han
from corpus.text.folding import fold, show

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from compare.encoders import TokenVectors

WORD = re.compile(rf"[a-z]+(?:'[a-z]+)?|\d+(?:[.,]\d+)*|[{HAN}]")


@dataclass(frozen=True, slots=True)
class Word:
    """A word, or a Chinese character, of a passage."""

    text: str
    start: int
    end: int
    """Characters of the statement."""


class TokenWords:
    """The words of a statement's segments that carry meaning, each with its vector."""

    def __init__(
        self,
        text: str,
        segments: Sequence[Segment],
        tokens: Sequence[TokenVectors],
        language: str = "",
    ) -> None:
        """Hold the tokens of every segment; a segment's words are made when first asked for.

        ``language`` is the tag of the text, and tells which words carry no meaning.
        """
        self._text = text
        self._stop_words = stop_words(language)
        self._segments = segments
        self._tokens = tokens
        self._known: dict[int, tuple[list[Word], NDArray[np.float32]]] = {}

    def of(self, indices: Sequence[int]) -> tuple[list[Word], NDArray[np.float32]]:
        """Words of some segments, and a unit vector for each, shape (w, d)."""
        for index in indices:
            if index not in self._known:
                self._known[index] = self._words(index)
        found = [self._known[index] for index in indices]
        return [w for words, _ in found for w in words], np.concatenate([rows for _, rows in found])

    def _words(self, index: int) -> tuple[list[Word], NDArray[np.float32]]:
        """Pieces of one word are put together and their vectors averaged."""
        text = fold(self._text)
        start, held = self._segments[index].start, self._tokens[index]
        spans = [(start + s, start + e) for s, e in held.offsets.tolist()]
        words, groups = [], []
        for group in _groups(text, spans):
            low, high = spans[group[0]][0], spans[group[-1]][1]
            word = show(text[low:high]).text
            if word not in self._stop_words and WORD.search(word):
                words.append(Word(word, low, high))
                groups.append(group)
        if not words:
            return words, held.vectors[:0]
        starts = np.cumsum([0, *map(len, groups[:-1])])
        rows = np.add.reduceat(held.vectors[[k for group in groups for k in group]], starts, axis=0)
        return words, rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9)


def _groups(text: str, spans: Sequence[tuple[int, int]]) -> list[list[int]]:
    """Indices of tokens, those of one word in Latin letters together; empty tokens left out."""
    groups: list[list[int]] = []
    for i, (start, end) in enumerate(spans):
        if start >= end:
            continue
        last = spans[groups[-1][-1]][1] if groups else -1
        joins = last == start and text[start - 1].isalnum() and text[start].isalnum()
        if joins and not is_han(text[start - 1]) and not is_han(text[start]):
            groups[-1].append(i)
        else:
            groups.append([i])
    return groups
