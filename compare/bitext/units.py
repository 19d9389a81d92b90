"""A text as the units that are aligned, and each unit as one vector, however long it is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Literal

import numpy as np

from compare.segmentation.segments import segment
from compare.segmentation.sentences import sentences
from corpus.text.characters import HAN

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from compare.encoders import Encoder
    from corpus.statements import Statement

Units = Literal["segments", "sentences", "lines"]
Spans = tuple[tuple[int, int], ...]

BATCH = 2_048
"""Texts encoded between two words of progress."""
WINDOW = 240
"""Pieces of a text, counted with care, that an encoder with room for 256 surely reads."""
_WORD = re.compile(rf"[^\W\d_{HAN}]+|\S")
_BREAK = re.compile(r"(?<=[.!?。！？；;，,、：:])\s*|\s+")


def cut(statement: Statement, units: Units) -> Spans:
    """First character and the one after the last, of each unit of a text."""
    if units == "segments":
        return tuple((part.start, part.end) for part in segment(statement))
    lines = _lines(statement.text)
    if units == "lines":
        return lines
    return tuple(
        span
        for start, end in lines
        for span in sentences(statement.text, start, end, statement.language)
    )


def _lines(text: str) -> Spans:
    """Every line without the space around it; blank ones have no characters."""
    found, at = [], 0
    lines = text.split("\n")
    for line in lines[:-1] if lines[-1] == "" else lines:
        body = line.strip()
        start = at + (line.index(body) if body else 0)
        found.append((start, start + len(body)))
        at += len(line) + 1
    return tuple(found)


def encode(
    encoder: Encoder, texts: Sequence[str], tell: Callable[[int, int], None]
) -> NDArray[np.float32]:
    """Unit vectors of texts, shape (n, d), each encoded once.

    A text longer than an encoder reads at once is encoded in windows, and its vector is the mean
    of theirs, each as long as the square root of the window's length; so nothing is cut off.

    Args:
        tell: told how many texts are done, and of how many.
    """
    if not texts:
        return np.zeros((0, encoder.dimension), np.float32)
    parts: list[str] = []
    begins = []
    for text in texts:
        begins.append(len(parts))
        parts += windows(text)
    rows = []
    for at in range(0, len(parts), BATCH):
        tell(at, len(parts))
        rows.append(encoder.encode(parts[at : at + BATCH]))
    weights = np.sqrt([max(len(part), 1) for part in parts])[:, None]
    summed = np.add.reduceat(np.concatenate(rows) * weights, begins, axis=0)
    norms = np.maximum(np.linalg.norm(summed, axis=1, keepdims=True), 1e-9)
    unit: NDArray[np.float32] = (summed / norms).astype(np.float32)
    return unit


def windows(text: str) -> list[str]:
    """A text in parts that an encoder reads whole, cut after marks or at spaces, else hard."""
    if len(text) <= WINDOW or pieces(text) <= WINDOW:
        return [text]
    found, start = [], 0
    while start < len(text):
        end = start + _room(text[start : start + 4 * WINDOW])
        if end < len(text):
            half = start + (end - start) // 2
            cuts = [match.end() for match in _BREAK.finditer(text, half, end)]
            end = next((place for place in reversed(cuts) if half < place <= end), end)
        found.append(text[start:end])
        start = end
    return found


def pieces(text: str) -> int:
    """At most how many pieces an encoder cuts ordinary text into.

    A Chinese character, a digit or a mark is one, a word one for every two letters.
    """
    return sum(weight for _, weight in _weighed(text))


def _weighed(text: str) -> Iterator[tuple[int, int]]:
    """Where each word or character ends, and how many pieces it may be."""
    for match in _WORD.finditer(text):
        yield match.end(), (match.end() - match.start() + 1) // 2


def _room(text: str) -> int:
    """How many characters from the beginning fit into one window; at least one."""
    total, last = 0, 0
    for end, weight in _weighed(text):
        total += weight
        if total > WINDOW:
            # A word alone longer than a window is cut within itself.
            return last or 2 * WINDOW
        last = end
    return len(text)
