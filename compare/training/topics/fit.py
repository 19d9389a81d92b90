"""The hierarchical logistic regression of topics: its parameters, loss and gradient.

What a feature counts in general is shared by the narrow topics and by the broad ones, and each
topic and phrase may deviate from it at a price. scikit-learn fits no such model: its penalty is
one for all features, and the directions of 53 topics would be a matrix of a hundred million cells.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from compare.topics.features import MEANING, TOPIC_FEATURES
from compare.topics.models import Mode

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from compare.arrays import Floats, Mask


FREEDOM = {"shared": 6.0, "own": 0.8, "bias": 2.0, "phrase": 1.0, "direction": 2.0}
"""How freely each kind of number may leave zero; the penalty falls with its square."""
EVENTS_OF_PHRASE = 2
"""Events, invented ones apart, that hold a phrase which may count for itself."""


@dataclass(frozen=True, eq=False)
class Rows:
    """The units of substance of labelled events, for all topics of a codebook."""

    features: NDArray[np.float32]
    """Shape (n, topics, features)."""
    vectors: NDArray[np.float32]
    """Shape (n, d)."""
    phrases: tuple[tuple[int, int, str], ...]
    """Row, number of the topic and phrase."""
    target: NDArray[np.float32]
    """Share of the coders who say that the unit raises the topic, shape (n, topics)."""
    weight: NDArray[np.float32]
    """Shape (n, topics)."""
    event: NDArray[np.int_]
    """Number of the event, shape (n,)."""

    def where(self, kept: Mask) -> Rows:
        """Return some of the rows, by a mask of shape (n,)."""
        place = np.cumsum(kept) - 1
        phrases = tuple((int(place[row]), t, p) for row, t, p in self.phrases if kept[row])
        return Rows(
            self.features[kept],
            self.vectors[kept],
            phrases,
            self.target[kept],
            self.weight[kept],
            self.event[kept],
        )


def features_of(mode: Mode) -> tuple[int, ...]:
    """Return which of :data:`TOPIC_FEATURES` are known in a mode, by their columns."""
    return tuple(
        column
        for column, name in enumerate(TOPIC_FEATURES)
        if mode != "names" or name not in MEANING
    )


class Fit:
    """The penalised log loss of the models of all topics, and its gradient.

    The parameters of :meth:`loss` are those of FREEDOM in one vector, an intercept for narrow and
    one for broad topics before them.
    """

    def __init__(
        self, rows: Rows, broad: Mask, mode: Mode, phrases: Mapping[tuple[int, str], int]
    ) -> None:
        """Make the arrays of every step; ``broad`` says which topics are, shape (topics,)."""
        self.rows, self.breadth = rows, broad.astype(int)
        self.columns = features_of(mode)
        self.features = np.ascontiguousarray(rows.features[:, :, self.columns].transpose(1, 0, 2))
        wide = rows.vectors.shape[1] if mode == "vectors" else 0
        self.vectors = rows.vectors[:, :wide]
        topics, f = len(broad), len(self.columns)
        found = [(row, t, phrases[t, p]) for row, t, p in rows.phrases if (t, p) in phrases]
        self.phrase = np.array(found, dtype=int).reshape(-1, 3)
        self.shapes = {
            "intercept": (2,), "shared": (2, f), "own": (topics, f), "bias": (topics,),
            "phrase": (len(phrases),), "direction": (wide, topics),
        }  # fmt: skip

    def part(self, theta: Floats) -> dict[str, Floats]:
        """Return the parameters, shape (size,), as arrays of :attr:`shapes`, each as it counts."""
        parts, start = {}, 0
        for name, shape in self.shapes.items():
            size = int(np.prod(shape))
            values = theta[start : start + size].reshape(shape)
            parts[name] = values * FREEDOM.get(name, 1.0)
            start += size
        return parts

    @property
    def size(self) -> int:
        """How many parameters there are."""
        return sum(int(np.prod(shape)) for shape in self.shapes.values())

    def score(self, parts: Mapping[str, Floats]) -> Floats:
        """Return the log odds of every row and topic, shape (n, topics)."""
        weights = (parts["shared"][self.breadth] + parts["own"]).astype(np.float32)
        score = np.asarray((self.features @ weights[:, :, None])[:, :, 0].T, np.float64)
        score += parts["intercept"][self.breadth] + parts["bias"]
        if self.vectors.shape[1]:
            score += self.vectors @ parts["direction"].astype(np.float32)
        row, topic, number = self.phrase.T
        np.add.at(score, (row, topic), parts["phrase"][number])
        return np.asarray(score)

    def loss(self, theta: Floats) -> tuple[float, Floats]:
        """Return the weighted log loss with half the squared parameters, and its gradient.

        Parameters and gradient have shape (size,).
        """
        score = self.score(self.part(theta))
        target, weight = self.rows.target, self.rows.weight
        value = (weight * (np.logaddexp(0, score) - target * score)).sum()
        miss = (weight * (1 / (1 + np.exp(-score)) - target)).astype(np.float32)
        own = np.asarray((miss.T[:, None, :] @ self.features)[:, 0, :], np.float64)
        row, topic, number = self.phrase.T
        breadths = np.eye(2)[self.breadth]
        gradient = {
            "intercept": miss.sum(0) @ breadths,
            "shared": breadths.T @ own,
            "own": own,
            "bias": miss.sum(0),
            "phrase": np.bincount(number, miss[row, topic], self.shapes["phrase"][0]),
            "direction": self.vectors.T @ miss,
        }
        slope = np.concatenate(
            [np.ravel(gradient[name]) * FREEDOM.get(name, 1.0) for name in self.shapes]
        )
        free = theta.copy()
        free[:2] = 0
        return float(value + free @ free / 2), slope + free

    def best(self, start: Floats | None = None, steps: int = 120) -> Floats:
        """Return the parameters of the least loss, shape (size,), from a start or from nothing."""
        from scipy.optimize import minimize

        first = np.zeros(self.size) if start is None else start
        found = minimize(
            self.loss, first, jac=True, method="L-BFGS-B",
            options={"maxiter": steps, "maxfun": 2 * steps},
        )  # fmt: skip
        return np.asarray(found.x)

    def tensors(self, theta: Floats) -> dict[str, NDArray[np.float16]]:
        """Return the numbers in the form of ``topics.safetensors``, generic topics last.

        ``theta`` has shape (size,), and what is returned those of ``topics.safetensors``.
        """
        parts = self.part(theta)
        shared = np.zeros((2, len(TOPIC_FEATURES)))
        own = np.zeros((len(self.breadth), len(TOPIC_FEATURES)))
        shared[:, self.columns], own[:, self.columns] = parts["shared"], parts["own"]
        bias = parts["intercept"][self.breadth] + parts["bias"]
        found = {
            "bias": np.concatenate([bias, parts["intercept"]]),
            "weights": np.concatenate([shared[self.breadth] + own, shared]),
            "phrases": parts["phrase"],
        }
        if self.vectors.shape[1]:
            found["directions"] = parts["direction"]
        return {name: values.astype(np.float16) for name, values in found.items()}


def phrases_of(rows: Rows, counted: Mask) -> dict[tuple[int, str], int]:
    """Number the phrases that may count for themselves: those of more than one event.

    Args:
        rows: what there is to learn from.
        counted: which events count, by their number, shape (events,); invented ones do not.
    """
    events: dict[tuple[int, str], set[int]] = defaultdict(set)
    for row, topic, phrase in rows.phrases:
        if counted[rows.event[row]]:
            events[topic, phrase].add(int(rows.event[row]))
    often = sorted(key for key, found in events.items() if len(found) >= EVENTS_OF_PHRASE)
    return {key: number for number, key in enumerate(often)}
