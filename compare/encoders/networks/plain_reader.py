"""The network that reads two passages together, in numpy alone.

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
from compare.encoders.networks.plain_encoder import PlainEncoder
from compare.encoders.networks.stacked import stack
from compare.encoders.runtime import numpy_pool
from compare.encoders.tokenizer import END, START

Ids = Sequence[int]
CLASSES = ("apart", "partly", "whole")
"""Whether one passage conveys nothing of the other's point, some of it, or all of it."""
ALONE = 3
"""Layers, the lower ones, that read each passage by itself."""
LONGEST = 96
"""Pieces of a passage that are read."""
SHARE = 48
"""States of each of several passages that are read as one, the mark before it among them."""
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

    def read_alone(self, passages: Sequence[Ids]) -> list[Array]:
        """Read passages of one group by themselves, in the lower layers.

        Returns:
            Shape (t + 2, d) each: the states of the t pieces, a mark at either end.
        """
        ids = [np.array([START, *passage, END]) for passage in passages]
        read = self._body.begin([self._look_up(row) for row in ids])
        self._body.go_through(read, end=ALONE)
        return read.rows([len(row) for row in ids])

    def read(self, first: Sequence[Array], second: Sequence[Array]) -> Array:
        """Read pairs of passages of one group, whose states are given, together.

        Args:
            first: states of the n first passages, shape (s, d) each.
            second: of the second ones, shape (t, d) each.

        Returns:
            Shape (n, 2, 3): probabilities of :data:`CLASSES`, of the first's point in the second
            and of the second's in the first.
        """
        pairs = list(zip(first, second, strict=True))
        joined = stack([np.concatenate([a + self._marks[0], b + self._marks[1]]) for a, b in pairs])
        self._body.go_through(joined, ALONE)
        read = joined.rows([len(a) + len(b) for a, b in pairs])
        u = _mean([row[1 : len(a) - 1] for row, (a, _) in zip(read, pairs, strict=True)])
        v = _mean([row[len(a) + 1 : -1] for row, (a, _) in zip(read, pairs, strict=True)])
        # The products of unit vectors are small numbers: brought to the size of the others.
        like = np.concatenate([u * v * 20, np.abs(u - v) * 10], axis=1)
        both = np.stack([np.concatenate(each, axis=1) for each in ((u, v, like), (v, u, like))], 1)
        # A row at a time, for what stands beside a row in a product bears on its last bits.
        rows = both.reshape(-1, both.shape[-1])
        logits = np.array([self._head @ row for row in rows]).reshape(-1, len(CLASSES)) + self._bias
        logits -= logits.max(axis=1, keepdims=True)
        np.exp(logits, out=logits)
        logits /= logits.sum(axis=1, keepdims=True)
        probabilities: Array = logits.reshape(len(both), 2, len(CLASSES))
        return probabilities

    def pool(self, most: int) -> AbstractContextManager[ThreadPoolExecutor]:
        """Give threads for :meth:`read_alone` and :meth:`read`, ``most`` at the most."""
        return numpy_pool(most)


def join(passages: Sequence[Array]) -> Array:
    """Put the states of passages one after the other, to be read as the second of a pair.

    Of several each gives at most its share of what is read, :data:`SHARE`.

    Args:
        passages: shape (t, d) each.
    """
    if len(passages) == 1:
        return passages[0]
    return np.concatenate([states[:SHARE] for states in passages])


def joined_length(lengths: Sequence[int]) -> int:
    """Return how many pieces :func:`join` gives of passages of so many."""
    return lengths[0] if len(lengths) == 1 else sum(min(length, SHARE) for length in lengths)


def _mean(passages: Sequence[Array]) -> Array:
    """Return the unit vectors (n, d) of the mean of n passages (t, d); zeros of none."""
    total = np.stack([states.sum(axis=0) / np.float32(max(1, len(states))) for states in passages])
    lengths = np.sqrt(np.square(total).sum(axis=1, keepdims=True))
    unit: Array = total / np.maximum(lengths, np.float32(1e-12))
    return unit
