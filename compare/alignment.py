"""Similarity matrix to links: order-free, many-to-many, with honest nulls."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Link:
    """Segments of both sides that carry the same point."""

    left: tuple[int, ...]
    right: tuple[int, ...]
    probability: float
    """Calibrated probability in [0, 1] that the segments carry the same point."""
