"""MiniLM's body in numpy alone: six layers that read a text whole (BERT, Devlin et al. 2019).

To install torch takes more room than everything else together, and to import it longer than to
read two statements. The numbers are those of :class:`compare.encoders.networks.body.Body` to the
fifth decimal, and are the same to the bit in any company, as
:mod:`compare.encoders.networks.stacked` says.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np

from compare.encoders.networks.parts import Array
from compare.encoders.networks.stacked import Stack, stack, times

SIZE, LAYERS, HEADS, INNER = 384, 6, 12, 1536
"""Numbers of a vector, layers, heads of each, and numbers between its two products."""
EPSILON = np.float32(1e-12)
ONE_HEAD = SIZE // HEADS
BLOCK = 16
"""Rows whose inner numbers fit into the processor's nearest memory."""

# 1 - erf(x) is about 1 / (1 + a1 x + ... + a6 x^6)^16, to 3e-7: Abramowitz & Stegun (1964),
# Handbook of Mathematical Functions, 7.1.28.
_ERF = (0.0705230784, 0.0422820123, 0.0092705272, 0.0001520143, 0.0002765672, 0.0000430638)
# So that x may be given over the root of 2 and half of it is had at once.
_TAIL = tuple(
    np.float32(2 ** (1 / 16) * factor * 0.5 ** (power / 2))
    for power, factor in enumerate((1.0, *_ERF))
)


class _Layer(NamedTuple):
    """Weights of a layer, each matrix as it is multiplied with from the right."""

    look: Array
    """Query, key and value side by side, the query brought to scale: (SIZE, 3 SIZE)."""
    look_bias: Array
    joined: Array
    joined_bias: Array
    joined_scale: Array
    joined_shift: Array
    inner: Array
    inner_bias: Array
    outer: Array
    outer_bias: Array
    outer_scale: Array
    outer_shift: Array


class PlainBody:
    """Vectors of pieces to vectors of the same pieces in their text."""

    def __init__(self, weights: Mapping[str, Array]) -> None:
        """Take the weights that :class:`compare.encoders.networks.body.Body` has, by its names.

        Raises:
            KeyError: a weight is missing.
            ValueError: a weight has another shape.
        """
        start = "embeddings."
        self._places = (
            weights[f"{start}position_embeddings.weight"]
            + weights[f"{start}token_type_embeddings.weight"][0]
        )
        self._scale = weights[f"{start}LayerNorm.weight"]
        self._shift = weights[f"{start}LayerNorm.bias"]
        self._layers = [_layer(weights, f"encoder.layer.{n}.") for n in range(LAYERS)]

    def read(self, texts: Sequence[Array]) -> list[Array]:
        """Read texts of one group, given as the vectors of their pieces, shape (t, SIZE) each.

        Returns:
            The same shapes.
        """
        hidden = self.begin(texts)
        self.go_through(hidden)
        return hidden.rows([len(text) for text in texts])

    def begin(self, texts: Sequence[Array]) -> Stack:
        """Give pieces their places, as the first layer takes them, and stack the texts of a group.

        Args:
            texts: of one group of :func:`compare.encoders.networks.stacked.groups`.
        """
        begun = stack([text + self._places[: len(text)] for text in texts])
        _bring_to_scale(begun.hidden, self._scale, self._shift)
        return begun

    def go_through(self, texts: Stack, first: int = 0, end: int = LAYERS) -> None:
        """Take texts through the layers from ``first`` on to ``end``, in place."""
        with np.errstate(over="ignore"):  # far from 0, where the tail is nothing
            for layer in self._layers[first:end]:
                _attend(texts, layer)
                _think(texts.hidden, layer)


def _attend(stacked: Stack, layer: _Layer) -> None:
    """Let each piece look at the others of its text, in place."""
    hidden, mask = stacked
    texts, length, _ = hidden.shape
    looked = times(hidden, layer.look)
    looked += layer.look_bias
    query, key, value = (
        looked[..., start : start + SIZE]
        .reshape(texts, length, HEADS, ONE_HEAD)
        .transpose(0, 2, 1, 3)
        for start in (0, SIZE, 2 * SIZE)
    )
    weights = query @ key.swapaxes(2, 3)
    if mask is not None:
        weights += mask
    weights -= weights.max(axis=3, keepdims=True)
    np.exp(weights, out=weights)
    seen = np.empty_like(hidden)
    by_head = seen.reshape(texts, length, HEADS, ONE_HEAD).transpose(0, 2, 1, 3)
    np.matmul(weights, value, out=by_head)
    by_head /= weights.sum(axis=3, keepdims=True)
    seen = times(seen, layer.joined)
    seen += layer.joined_bias
    hidden += seen
    _bring_to_scale(hidden, layer.joined_scale, layer.joined_shift)


def _think(hidden: Array, layer: _Layer) -> None:
    """Take each piece through the two products between which it has more numbers, in place."""
    inner = times(hidden, layer.inner)
    rows = inner.reshape(-1, INNER)
    for start in range(0, len(rows), BLOCK):
        part = rows[start : start + BLOCK]
        part += layer.inner_bias
        gelu(part)
    outer = times(inner, layer.outer)
    outer += layer.outer_bias
    hidden += outer
    _bring_to_scale(hidden, layer.outer_scale, layer.outer_shift)


def gelu(x: Array) -> None:
    """Multiply numbers by the share of a normal distribution below them, in place, to 2e-6.

    Hendrycks & Gimpel (2016), "Gaussian error linear units": x less x times the tail beyond it
    where it is above 0, x times the tail below it where it is not.
    """
    away = np.abs(x)
    tail = away * _TAIL[6]
    for factor in _TAIL[5:0:-1]:
        tail += factor
        tail *= away
    tail += _TAIL[0]
    for _ in range(4):
        tail *= tail
    away /= tail
    np.maximum(x, np.float32(0), out=x)
    x -= away


def _bring_to_scale(hidden: Array, scale: Array, shift: Array) -> None:
    """Give each vector mean 0 and variance 1, then the scale and shift that were learned."""
    hidden -= hidden.mean(axis=-1, keepdims=True)
    variance = np.square(hidden).mean(axis=-1, keepdims=True)
    variance += EPSILON
    np.sqrt(variance, out=variance)
    hidden /= variance
    hidden *= scale
    hidden += shift


def _layer(weights: Mapping[str, Array], start: str) -> _Layer:
    def matrix(name: str, given: int, wanted: int) -> Array:
        weight = weights[f"{start}{name}.weight"]
        if weight.shape != (wanted, given):
            raise ValueError(f"{start}{name}.weight has the shape {weight.shape}")
        return np.ascontiguousarray(weight.T)

    def vector(name: str) -> Array:
        return weights[start + name]

    names = [f"attention.self.{name}" for name in ("query", "key", "value")]
    look = np.concatenate([matrix(name, SIZE, SIZE) for name in names], axis=1)
    look_bias = np.concatenate([vector(f"{name}.bias") for name in names])
    for part in (look[:, :SIZE], look_bias[:SIZE]):
        part *= np.float32(ONE_HEAD**-0.5)
    return _Layer(
        look,
        look_bias,
        matrix("attention.output.dense", SIZE, SIZE),
        vector("attention.output.dense.bias"),
        vector("attention.output.LayerNorm.weight"),
        vector("attention.output.LayerNorm.bias"),
        matrix("intermediate.dense", SIZE, INNER),
        vector("intermediate.dense.bias"),
        matrix("output.dense", INNER, SIZE),
        vector("output.dense.bias"),
        vector("output.LayerNorm.weight"),
        vector("output.LayerNorm.bias"),
    )
