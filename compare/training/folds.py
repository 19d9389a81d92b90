"""Events that share a text stay together, wherever events are parted for cross-validation."""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet

import numpy as np


def fold_of_each(texts: Sequence[AbstractSet[str]], folds: int) -> list[int]:
    """Number events so that those that share a text, be it through others, are in one fold.

    Groups of events are dealt out in the order of their first events, which keeps the folds of
    the weights that ship; scikit-learn's GroupKFold deals by size, and would make others.

    Args:
        texts: hashes of the texts of each event.
        folds: how many folds there are; the numbers lie below it.
    """
    from scipy.sparse import csr_matrix
    from scipy.sparse.csgraph import connected_components

    shared = np.array([[bool(a & b) for b in texts] for a in texts], dtype=bool)
    _, group = connected_components(csr_matrix(shared.reshape(len(texts), len(texts))))
    first = {g: n for n, g in enumerate(dict.fromkeys(group.tolist()))}
    return [first[g] % folds for g in group.tolist()]
