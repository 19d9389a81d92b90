"""A multinomial logistic model over named features, in plain numbers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from compare.arrays import Floats


@dataclass(frozen=True)
class Linear:
    """A multinomial logistic model over named evidence."""

    features: tuple[str, ...]
    classes: tuple[str, ...]
    weights: Floats
    """Shape (features, classes), on the evidence's own scale."""
    bias: Floats
    """Shape (classes,)."""

    def probabilities(self, evidence: Floats) -> Floats:
        """Class probabilities, shape (..., classes), of evidence of shape (..., features)."""
        scores = evidence @ self.weights + self.bias
        scores -= scores.max(axis=-1, keepdims=True)
        odds = np.exp(scores)
        return np.asarray(odds / odds.sum(axis=-1, keepdims=True))

    def to_dict(self) -> dict[str, Any]:
        """The model as plain data, each weight under the name of its evidence."""
        return {
            "classes": list(self.classes),
            "bias": [round(float(b), 6) for b in self.bias],
            "weights": {
                name: [round(float(w), 6) for w in row]
                for name, row in zip(self.features, self.weights, strict=True)
            },
        }

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Linear:
        """Read a model back."""
        return cls(
            tuple(data["weights"]),
            tuple(data["classes"]),
            np.array(list(data["weights"].values()), dtype=np.float64),
            np.array(data["bias"], dtype=np.float64),
        )
