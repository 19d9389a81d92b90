"""Small linear models in plain numbers: applying them, reading them and writing them.

The weights that ship stand in ``weights.json`` with the names of the evidence they weigh and
the data they come from, so that anyone can read why a passage was called left out.
"""

from __future__ import annotations

import functools
import hashlib
import importlib.resources
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from compare.calibration import Calibration
from compare.coverage.logistic import Linear
from compare.coverage.pair_context import pair_context
from corpus.text.hashing import text_hash

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from compare.arrays import Floats


FILE = "weights.json"

STRICTER = 3
"""Of texts unlike the labelled ones the line is that of the error rate divided by this."""


def asked_rate(max_error: float, unlike: bool) -> float:
    """Return the error rate in (0, 1) whose line is taken.

    Args:
        max_error: the largest share in (0, 1) of wrong calls that was asked for.
        unlike: whether the texts are unlike those that the lines were drawn on.
    """
    return round(max_error / STRICTER, 6) if unlike else max_error


@dataclass(frozen=True)
class PairModels:
    """Two models, one after the other, of when two segments carry the same point."""

    pair: Linear
    """By what is known of the two alone."""
    context: Linear
    """By how likely that makes them, and the other pairs of either; see
    :mod:`compare.coverage.pair_context`."""

    def probabilities(
        self, pairs: Floats, ours: NDArray[np.bool_], theirs: NDArray[np.bool_]
    ) -> Floats:
        """Probabilities in [0, 1] that segments carry the same point, shape (m, n).

        Args:
            pairs: the evidence for every pair, shape (m, n, features).
            ours: which of our segments carry substance, shape (m,).
            theirs: the same of theirs, shape (n,).
        """
        alone = self.pair.probabilities(pairs)[..., 1]
        return np.asarray(self.context.probabilities(pair_context(alone, ours, theirs))[..., 1])


@dataclass(frozen=True)
class Weights:
    """What one round of training learned."""

    matching: PairModels
    coverage: Linear
    thresholds: tuple[tuple[float, float], ...]
    """Pairs of an error rate and the p_left_out from which calls err at most that often."""
    calibration: Calibration | None = None
    """Learned from the user's own judgements; it has the last word on p_left_out."""

    def covering(self, described: Floats) -> Floats:
        """Probabilities in the order of ``coverage.classes``, shape (m, classes).

        Args:
            described: features of m segments, shape (m, features).
        """
        found = np.asarray(self.coverage.probabilities(described))
        if self.calibration is None:
            return found
        out = self.coverage.classes.index("left_out")
        after = self.calibration.probabilities(found[:, out])
        rest = 1 - found[:, [out]]
        shares = np.divide(found, rest, out=np.full_like(found, 0.5), where=rest > 0)
        found = shares * (1 - after[:, None])
        found[:, out] = after
        return found

    def threshold(self, max_error: float) -> float:
        """Smallest p_left_out at which calls err at most ``max_error``; above 1 if none is."""
        if self.calibration is not None:
            return self.calibration.threshold(max_error)
        return min((p for rate, p in self.thresholds if rate <= max_error), default=1.01)


@dataclass(frozen=True)
class TrainedWeights:
    """Weights for new texts, and for texts of the training data those that never saw them."""

    everything: Weights
    folds: tuple[tuple[frozenset[str], Weights], ...]
    fingerprint: str

    def weights_for(self, *texts: str) -> tuple[Weights, bool]:
        """The weights to use, and whether they were held out because a text is known."""
        hashes = {text_hash(text) for text in texts}
        known = [weights for seen, weights in self.folds if not hashes.isdisjoint(seen)]
        if not known:
            return self.everything, False
        # Of two known texts of different events no weights saw neither.
        return known[0], len(known) == 1


@functools.cache
def load_weights(read_pairs: bool = True) -> TrainedWeights:
    """The weights shipped with the package, for evidence with or without passages read together."""
    raw = (importlib.resources.files(__package__) / FILE).read_bytes()
    data = json.loads(raw)

    def read(part: dict[str, Any]) -> Weights:
        return Weights(
            PairModels(Linear.from_dict(part["pair"]), Linear.from_dict(part["standing"])),
            Linear.from_dict(part["coverage"]),
            tuple((float(rate), float(p)) for rate, p in part["thresholds"]),
        )

    learned = data["with_reading" if read_pairs else "without_reading"]
    return TrainedWeights(
        read(learned["everything"]),
        tuple((frozenset(f["texts"]), read(f)) for f in learned["folds"]),
        hashlib.sha256(raw).hexdigest(),
    )
