"""How many counterparts are among the candidates that are looked at in long texts.

``python -m tests.bench.candidates GOLD`` puts all labelled events together as one long event and
prints, for some numbers of candidates, the share of the pairs matched by the coders that is kept.
"""

from __future__ import annotations

import sys

import numpy as np
from numpy.typing import NDArray
from scipy.linalg import block_diag

from compare.coverage import token_matches as counterparts
from compare.coverage.pair_features import PAIR_FEATURES, TOPICS_NEAR, pair_evidence
from compare.coverage.prepared import PreparedStatement
from compare.evaluation.gold import read_gold
from compare.pipeline import Engine
from compare.settings import Settings
from compare.training.coverage import make_examples

SIZES = (16, 32, 64, 96)


def _likeness(left: PreparedStatement, right: PreparedStatement) -> NDArray[np.float64]:
    """What candidates are chosen by, shape (m, n)."""
    pairs = pair_evidence(left, right).pairs
    cosine, topics = (pairs[..., PAIR_FEATURES.index(name)] for name in ("cosine", "topics"))
    return np.asarray(cosine + TOPICS_NEAR * topics)


def main() -> None:
    """Print a line for each number of candidates."""
    examples = make_examples(read_gold(sys.argv[1]), Engine(Settings(read_pairs=False)))
    matched = block_diag(*(np.mean(one.pairs, axis=0) >= 0.5 for one in examples)).astype(bool)
    near = np.block([[_likeness(a.left, b.right) for b in examples] for a in examples])
    print(f"{near.shape[0]} by {near.shape[1]} passages, {matched.sum()} matched pairs")
    counterparts.ALL = 0  # else a text of this size or less would be looked at whole
    for size in SIZES:
        counterparts.CANDIDATES = size
        kept = counterparts.candidates(near)
        print(f"{size:3} candidates: {kept[matched].mean():.3f} of them, {kept.mean():.3f} of all")


if __name__ == "__main__":
    main()
