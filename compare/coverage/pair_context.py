"""Features of a pair of segments among the other pairs of either, which no pair tells by itself.

Diplomatic formulas are all alike, so a likely pair counts for more the further it leads the next
best of both its segments, and for less the more other segments could be meant.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from compare.coverage.cross_reading import log_odds
from compare.coverage.token_matches import DIGITS

if TYPE_CHECKING:
    from compare.arrays import Floats, Mask


CONTEXT_FEATURES = ("alone", "lead_less", "lead_more", "others_less", "others_more")
"""Features of a pair among the others, the same whichever side is left.

Its log-odds by itself; by how much these exceed those of the best other pair of either segment,
the lesser and the greater of the two; how many other counterparts are expected of either, as a
logarithm, the lesser and the greater.
"""
LEAST = 1e-4
"""How near 0 and 1 a probability may come."""


def pair_context(p: Floats, ours: Mask, theirs: Mask) -> Floats:
    """Work out the context of every pair, shape (m, n, len(CONTEXT_FEATURES)).

    Args:
        p: probabilities that two segments by themselves carry the same point, shape (m, n).
        ours: which of our segments carry substance, shape (m,); the others are nobody's rivals.
        theirs: the same of theirs, shape (n,).
    """
    alone = log_odds(p, LEAST)
    leads = alone - _best_other(alone, theirs), alone - _best_other(alone.T, ours).T
    others = _expected_others(p, theirs), _expected_others(p.T, ours).T
    columns = [
        alone,
        np.minimum(*leads),
        np.maximum(*leads),
        np.minimum(*others),
        np.maximum(*others),
    ]
    # Sums depend on the order of their terms; rounded, no order decides.
    return np.round(np.stack(columns, axis=-1), DIGITS)


def _best_other(alone: Floats, substance: Mask) -> Floats:
    """The best of the other pairs of a segment, for each of its pairs, shape (m, n)."""
    nothing = log_odds(np.zeros(1), LEAST)[0]
    rivals = np.where(substance, alone, nothing)
    ranked = np.sort(np.pad(rivals, ((0, 0), (0, 2)), constant_values=nothing), axis=1)
    best, second = ranked[:, -1:], ranked[:, -2:-1]
    return np.where(rivals == best, second, best)


def _expected_others(p: Floats, substance: Mask) -> Floats:
    """How many of the other pairs of a segment are expected to match, as a logarithm, (m, n)."""
    counted = np.where(substance, p, 0.0)
    return np.asarray(np.log1p(np.maximum(counted.sum(axis=1, keepdims=True) - counted, 0.0)))
