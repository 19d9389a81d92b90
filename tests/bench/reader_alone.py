"""How good the cross-encoder is by itself: ``python -m tests.bench.reader_alone GOLD...``.

Of every passage of substance and the nearest of the other side that it is read against: the
average precision of "conveys something" for pairs that the coders match, and the area under the
curve of "nothing near conveys anything" for passages that they call left out. The baseline is
the cosine of the two vectors on the same pairs.
"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.metrics import average_precision_score, roc_auc_score

from compare.coverage.pair_features import PAIR_FEATURES
from compare.coverage.types import CLASSES
from compare.evaluation.gold import read_gold
from compare.pipeline import Engine
from compare.settings import DEFAULTS
from compare.training.coverage import Example, make_examples

Floats = NDArray[np.float64]
COSINE, LEFT_OUT = PAIR_FEATURES.index("cosine"), CLASSES.index("left_out")


def gathered(examples: list[Example]) -> tuple[list[Floats], list[Floats]]:
    """Rows of cosine, conveyed and matched for pairs, and of the same with left out for units."""
    pairs, units = [], []
    for e in examples:
        matched = np.mean(e.pairs, axis=0)
        sides = (
            (e.evidence, matched, [status[0] for status in e.statuses]),
            (e.evidence.mirrored(), matched.T, [status[1] for status in e.statuses]),
        )
        for evidence, match, statuses in sides:
            assert evidence.left_read is not None
            conveyed = 1 - evidence.left_read[..., 0]
            for i, row in enumerate(conveyed):
                read = ~np.isnan(row)
                own = np.array([status[i] for status in statuses])
                if not read.any() or (own < 0).any():
                    continue
                cosine = evidence.pairs[i, read, COSINE]
                pairs.append(np.stack([cosine, row[read], match[i, read] >= 0.5], axis=1))
                left_out = float((own == LEFT_OUT).mean() >= 0.5)
                units.append(np.array([cosine.max(), row[read].max(), left_out]))
    return pairs, units


def main() -> int:
    """Print the scores of each folder."""
    if len(sys.argv) < 2:
        print(__doc__)
        return 2
    engine = Engine(DEFAULTS)
    for folder in map(Path, sys.argv[1:]):
        pairs, units = gathered(make_examples(read_gold(folder), engine))
        pair, unit = np.concatenate(pairs), np.stack(units)
        print(f"{folder.name}: {len(pair):,} pairs, {len(unit)} passages")
        for name, column in (("cosine", 0), ("cross-encoder", 1)):
            precision = average_precision_score(pair[:, 2], pair[:, column])
            area = roc_auc_score(unit[:, 2], -unit[:, column])
            print(f"  {name:14} pairs AP {precision:.3f}, left out AUC {area:.3f}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
