"""Segments that carry no substance though no rule of their language says so.

The rules of :mod:`compare.segmentation.procedural` know the forms that somebody wrote down. Here a
logistic model over the vector of a segment finds others ("The call came at an important time.").
It adds to the rules and takes nothing from them. `compare.training.procedural` learns it.
"""

from __future__ import annotations

import functools
import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from compare.segmentation.segments import Segment

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from compare.arrays import Floats

FILE = Path(__file__).with_name("procedural.json")
LIKELY = 0.6
"""Probability from which a segment is taken for procedural: to call it so hides it."""
LONG = 400
"""Length from which a text counts as long, in bytes of UTF-8: a Han character is three."""


@dataclass(frozen=True, eq=False)
class ProceduralModel:
    """How likely a segment carries no substance, by its vector and its length."""

    encoder: str
    """Fingerprint of the encoder whose vectors it was learned from."""
    direction: Floats
    """Shape (d,)."""
    length: float
    bias: float

    def probabilities(
        self, texts: Sequence[str], vectors: NDArray[np.floating[Any]]
    ) -> NDArray[np.float64]:
        """Return the probability of every text to carry no substance, shape (n,), in [0, 1].

        Args:
            texts: n segments, as they are shown to the encoder.
            vectors: their unit vectors, shape (n, d).
        """
        near = np.asarray(vectors, dtype=np.float64).reshape(len(texts), -1) @ self.direction
        return np.asarray(1 / (1 + np.exp(-(near + self.length * lengths(texts) + self.bias))))


def lengths(texts: Sequence[str]) -> Floats:
    """Return the length of every text as a share of :data:`LONG`, at most 1, shape (n,)."""
    return np.array([min(1.0, len(text.encode("utf-8")) / LONG) for text in texts])


@functools.cache
def load_procedural_model() -> ProceduralModel:
    """Return the model that ships."""
    data = json.loads(FILE.read_text(encoding="utf-8"))
    return ProceduralModel(
        data["encoder"], np.array(data["direction"]), data["length"], data["bias"]
    )


def mark_procedural(
    segments: Sequence[Segment],
    texts: Sequence[str],
    vectors: NDArray[np.floating[Any]],
    encoder: str,
    named: Sequence[bool],
) -> tuple[Segment, ...]:
    """Return the segments, procedural also where the model is sure enough that they are.

    With another encoder than the one that the model was learned from they stay as they are.

    Args:
        segments: n of them.
        texts: theirs, as they are shown to the encoder.
        vectors: their unit vectors, shape (n, d).
        encoder: fingerprint of the encoder that made the vectors.
        named: which of them name a topic, and so make a point, shape (n,).
    """
    model = load_procedural_model()
    if encoder != model.encoder or not segments:
        return tuple(segments)
    likely = model.probabilities(texts, vectors) >= LIKELY
    likely &= ~np.array(named, dtype=bool)
    return tuple(
        replace(segment, procedural=bool(segment.procedural or found))
        for segment, found in zip(segments, likely, strict=True)
    )
