"""Two sides and the evidence between them, before anything is decided."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from compare.comparison.pair import Comparison
from compare.coverage.models import Weights
from compare.coverage.pair_features import PairEvidence
from compare.coverage.prepared import PreparedStatement

if TYPE_CHECKING:
    from compare.arrays import Floats


@dataclass(frozen=True)
class PreparedPair:
    """Two sides and the evidence between them, before thresholds decide; see ``Engine.judge``."""

    left: PreparedStatement
    right: PreparedStatement
    """In the order that the work is done in, which may not be the caller's."""
    evidence: PairEvidence
    probability: Floats
    """That two segments carry the same point, in [0, 1], shape (m, n)."""
    weights: Weights
    draft: Comparison
    mirrored: bool
    """True where the caller's left is :attr:`right`."""
