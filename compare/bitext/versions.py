"""Two versions of one statement, aligned in order: what was added, dropped and changed.

Segments of one language are put side by side so that the sum of their likeness is greatest and no
two pairs cross (Needleman & Wunsch 1970); likeness is the share of words in common, in order
(rapidfuzz). A translation is aligned by meaning, as :func:`compare.align` does in order, and what
is said of it is only which segments have no counterpart.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np

from compare.bitext.linking import align
from compare.segmentation.segments import segment
from compare.settings import DEFAULTS, Settings
from corpus.text.characters import HAN

if TYPE_CHECKING:
    from compare.arrays import Floats
    from corpus.statements import Statement

ChangeKind = Literal["same", "changed", "added", "dropped"]
NEAR = 0.5
"""Likeness in [0, 1] from which two segments are versions of one."""
_WORD = re.compile(rf"[{HAN}]|[^\W_]+|\S")


@dataclass(frozen=True, slots=True)
class WordChange:
    """Words of the older version in whose place the newer has others; either may be empty."""

    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Change:
    """What became of one passage."""

    kind: ChangeKind
    old: str
    """The passage of the older version; empty where it was added."""
    new: str
    """That of the newer; empty where it was dropped."""
    words: tuple[WordChange, ...] = ()
    """Of a changed passage, what differs; empty for a translation."""


def versions(old: Statement, new: Statement, settings: Settings = DEFAULTS) -> tuple[Change, ...]:
    """Align two versions, or a text and its translation, and tell what differs.

    Args:
        old, new: the older and the newer version, or a text and its translation.
        settings: the encoder that a translation is aligned with.

    Returns:
        Every passage of both once, in the order of the text; white space at line ends and between
        words makes no change.

    Raises:
        EncoderError: of a translation, the encoder cannot be had.
        LimitError: of a translation, a text is too long.
    """
    if old.language != new.language:
        return _translation(old, new, settings)
    texts = [[_line(s.text[part.start : part.end]) for part in segment(s)] for s in (old, new)]
    return tuple(_changes(*texts))


def _translation(old: Statement, new: Statement, settings: Settings) -> tuple[Change, ...]:
    found = align(old, new, mode="monotone", settings=settings)
    changes = []
    for bead in found.beads:
        left, right = found.texts(bead)
        kind: ChangeKind = "same" if left and right else "dropped" if left else "added"
        changes.append(Change(kind, left, right))
    return tuple(changes)


def _changes(old: Sequence[str], new: Sequence[str]) -> list[Change]:
    words = [[_WORD.findall(text) for text in texts] for texts in (old, new)]
    changes: list[Change] = []
    at = [0, 0]
    for i, j in [*_pairs(_likeness(*words)), (len(old), len(new))]:
        changes += [Change("dropped", text, "") for text in old[at[0] : i]]
        changes += [Change("added", "", text) for text in new[at[1] : j]]
        if i < len(old):
            differing = _differing(words[0][i], words[1][j])
            changes.append(Change("changed" if differing else "same", old[i], new[j], differing))
        at = [i + 1, j + 1]
    return changes


def _likeness(old: Sequence[list[str]], new: Sequence[list[str]]) -> Floats:
    """Share of words in common, in order, of every two segments: shape (m, n)."""
    from rapidfuzz.distance import LCSseq

    rows = [[LCSseq.normalized_similarity(a, b) for b in new] for a in old]
    return np.array(rows, dtype=np.float64).reshape(len(old), len(new))


def _pairs(likeness: Floats) -> list[tuple[int, int]]:
    """Pairs that do not cross, of likeness :data:`NEAR` or more, with the greatest sum."""
    m, n = likeness.shape
    gain = np.where(likeness >= NEAR, likeness, -1.0)
    best = np.zeros((m + 1, n + 1))
    for i in range(m - 1, -1, -1):
        for j in range(n - 1, -1, -1):
            best[i, j] = max(best[i + 1, j], best[i, j + 1], best[i + 1, j + 1] + gain[i, j])
    pairs, i, j = [], 0, 0
    while i < m and j < n:
        if gain[i, j] > 0 and best[i, j] == best[i + 1, j + 1] + gain[i, j]:
            pairs.append((i, j))
            i, j = i + 1, j + 1
        elif best[i, j] == best[i + 1, j]:
            i += 1
        else:
            j += 1
    return pairs


def _differing(old: list[str], new: list[str]) -> tuple[WordChange, ...]:
    from rapidfuzz.distance import Levenshtein

    return tuple(
        WordChange(
            _joined(old[op.src_start : op.src_end]), _joined(new[op.dest_start : op.dest_end])
        )
        for op in Levenshtein.opcodes(old, new)
        if op.tag != "equal"
    )


def _joined(words: Sequence[str]) -> str:
    """Words as they stand in a text: Chinese ones without spaces."""
    text = ""
    for word in words:
        tight = not text or re.match(rf"[{HAN}\W]", word) or re.search(rf"[{HAN}]$", text)
        text += word if tight else f" {word}"
    return text


def _line(text: str) -> str:
    return " ".join(text.split())
