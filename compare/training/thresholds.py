"""From what probability a passage may be called left out, so that a share of calls is right.

Every probability comes from a model that had not seen the pair of states, or the event where it
is one of the United States and China.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from compare.arrays import Floats

ERROR_RATES = (0.05, 0.10, 0.15, 0.20, 0.25, 0.30, 0.35, 0.40, 0.50)
LEAST_CALLS = 20
"""Calls below which no rate is promised: of fewer, one or two decide."""


def thresholds(score: Floats, wrong: Floats) -> tuple[tuple[float, float], ...]:
    """Return, for each error rate that can be kept, the least probability whose calls keep it.

    Args:
        score: probability in [0, 1] that a passage is left out, shape (n,).
        wrong: share of the coders who say that it is not, shape (n,).
    """
    order = np.argsort(-score, kind="stable")
    rate = np.cumsum(wrong[order]) / np.arange(1, len(order) + 1)
    rate[: LEAST_CALLS - 1] = 1.0
    return tuple(
        (asked, round(float(score[order][np.flatnonzero(rate <= asked).max()]), 4))
        for asked in ERROR_RATES
        if (rate <= asked).any()
    )
