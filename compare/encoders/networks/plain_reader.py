"""The network that reads two passages as one text, in numpy alone.

What it learned, and how, is told by :mod:`compare.encoders.pair_network`, which is the same in
torch.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from typing import Any

import numpy as np

from compare.encoders.networks.packed import check_difference, unpack_difference
from compare.encoders.networks.parts import Array
from compare.encoders.networks.plain_body import PlainBody
from compare.encoders.networks.plain_encoder import PIECES_AT_ONCE, PlainEncoder
from compare.encoders.runtime import numpy_pool
from compare.encoders.tokenizer import END, START

Ids = Sequence[int]
CLASSES = ("apart", "partly", "whole")
"""Whether the second passage conveys nothing of the first's point, some of it, or all of it."""
FIRST, SECOND = 72, 96
"""Pieces of the first and of the second passage that are read."""
BODY = "body."
"""What the names of the body's tensors begin with in the file."""
_LAYERS = "encoder."


class PlainReader:
    """Two passages to the probabilities of :data:`CLASSES`."""

    def __init__(self, encoder: PlainEncoder, learned: Mapping[str, Any]) -> None:
        """Put what was learned onto the Chinese body of the encoder that ships.

        Raises:
            KeyError: a tensor is missing.
            ValueError: a tensor has another shape.
        """
        self._look_up, self.vocabulary = encoder.look_up, encoder.vocabulary
        start = encoder.chinese_weights()
        layers = {name: base for name, base in start.items() if name.startswith(_LAYERS)}
        differences = {
            _LAYERS + name.removeprefix(BODY): tensor
            for name, tensor in learned.items()
            if name.startswith(BODY)
        }
        self._body = PlainBody({**start, **unpack_difference(differences, layers)})
        size = encoder.words.shape[1]
        shapes = {"marks": (2, size), "head.weight": (len(CLASSES), 4 * size),
                  "head.bias": (len(CLASSES),)}  # fmt: skip
        check_difference(
            learned, {name: np.empty(shape, np.float32) for name, shape in shapes.items()}
        )
        self._marks, self._head, self._bias = (learned[name].astype(np.float32) for name in shapes)

    def groups(self, pairs: Sequence[tuple[Ids, Ids]]) -> list[list[int]]:
        """Part pairs into groups whose two passages have one length each, the longest first."""
        alike: dict[tuple[int, int], list[int]] = {}
        for index, (first, second) in enumerate(pairs):
            alike.setdefault((min(len(first), FIRST), min(len(second), SECOND)), []).append(index)
        found = []
        for lengths in sorted(alike, key=lambda both: (sum(both), both), reverse=True):
            group, size = alike[lengths], max(1, PIECES_AT_ONCE // (sum(lengths) + 3))
            found += [group[start : start + size] for start in range(0, len(group), size)]
        return found

    def read(self, pairs: Sequence[tuple[Ids, Ids]]) -> Array:
        """Read pairs in pieces, whose passages have one length each; probabilities (n, 3)."""
        rows = [(a[:FIRST], b[:SECOND]) for a, b in pairs]
        middle = 1 + len(rows[0][0])
        inputs = self._look_up(np.array([[START, *a, END, *b, END] for a, b in rows]))
        inputs[:, 1:middle] += self._marks[0]
        inputs[:, middle + 1 : -1] += self._marks[1]
        hidden = self._body.read(inputs)
        u, v = _mean(hidden[:, 1:middle]), _mean(hidden[:, middle + 1 : -1])
        # The products of unit vectors are small numbers: brought to the size of the others.
        both = np.concatenate([u, v, u * v * 20, np.abs(u - v) * 10], axis=1)
        # A row at a time, for what stands beside a row in a product bears on its last bits.
        logits = np.array([self._head @ row for row in both]) + self._bias
        logits -= logits.max(axis=1, keepdims=True)
        np.exp(logits, out=logits)
        probabilities: Array = logits / logits.sum(axis=1, keepdims=True)
        return probabilities

    def pool(self, most: int) -> AbstractContextManager[ThreadPoolExecutor]:
        """Give threads for :meth:`read`, ``most`` at the most."""
        return numpy_pool(most)


def join(passages: Sequence[Ids]) -> Ids:
    """Put passages one after the other, to be read as the second of a pair.

    Each of the first ones is cut to its share of what is read, so that the last is there too.
    """
    share = SECOND // len(passages)
    *first, last = passages
    return (*(piece for passage in first for piece in passage[:share]), *last)[:SECOND]


def _mean(hidden: Array) -> Array:
    """Return the unit vectors (n, d) of the mean of tokens (n, t, d); zeros of none."""
    total = hidden.sum(axis=1)
    total /= np.float32(max(1, hidden.shape[1]))
    lengths = np.sqrt(np.square(total).sum(axis=1, keepdims=True))
    unit: Array = total / np.maximum(lengths, np.float32(1e-12))
    return unit
