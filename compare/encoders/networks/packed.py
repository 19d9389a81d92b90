"""Weights as they are kept: whole bytes with a scale for each row, and differences from others."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from compare.encoders.networks.parts import Array


def unpack_rows(rows: NDArray[np.int8], scales: Array) -> Array:
    """Return rows (n, d) of whole bytes as numbers, by the scale (n,) of each."""
    return rows.astype(np.float32) * scales.astype(np.float32)[:, None]


def check_difference(tensors: Mapping[str, NDArray[np.generic]], base: Mapping[str, Array]) -> None:
    """Raise where :func:`unpack_difference` would, and make no number.

    Args:
        tensors: matrices (n, d) with ``name.scale`` (n,) beside them, and vectors (d,).
        base: the weights that they differ from, of the same shapes.

    Raises:
        KeyError: the weights of a name are missing.
        ValueError: a tensor has another shape than that of its base, or scales another number.
    """
    for name, start in base.items():
        if tensors[name].shape != start.shape:
            raise ValueError(f"{name} has the shape {tensors[name].shape}, not {start.shape}")
        scales = tensors.get(f"{name}.scale")
        if scales is not None and scales.shape != start.shape[:1]:
            raise ValueError(f"{name}.scale has the shape {scales.shape}, not {start.shape[:1]}")


def unpack_difference(
    tensors: Mapping[str, NDArray[np.generic]], base: Mapping[str, Array]
) -> dict[str, Array]:
    """Return what :func:`compare.encoders.bilingual.pack_difference` put away.

    Args:
        tensors: matrices (n, d) of whole bytes with ``name.scale`` (n,) beside them, and vectors
            (d,) of halves.
        base: the weights that the others differ from, of the same shapes; those of other names
            are passed over.

    Raises:
        KeyError: the weights of a name are missing.
        ValueError: a tensor has another shape than that of its base, or scales another number.
    """
    check_difference(tensors, base)
    weights = {}
    for name, start in base.items():
        difference = tensors[name].astype(np.float32)
        if f"{name}.scale" in tensors:
            difference *= tensors[f"{name}.scale"].astype(np.float32)[:, None]
        difference += start
        weights[name] = difference
    return weights
