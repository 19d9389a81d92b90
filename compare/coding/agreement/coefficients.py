"""Coefficients of agreement on nominal labels: plain functions of a table of labels.

A table has the shape (places, coders) and holds the number of a label, or -1 where a coder did
not judge a place. Each function gives nan where its coefficient is not defined.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from compare.coding.agreement.codings import Codings
from compare.errors import CodingError
from corpus.extras import require

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from compare.arrays import Floats

    Table = NDArray[np.int_]


def table(codings: Codings, labels: Sequence[str]) -> Table:
    """The table of codings, labels numbered in their order; shape (places, coders)."""
    number = {label: k for k, label in enumerate(labels)}
    rows = [[-1 if v is None else number[v] for v in row.values] for row in codings.rows]
    return np.array(rows, dtype=int).reshape(len(rows), len(codings.coders))


def counts(labelled: Table, labels: int) -> NDArray[np.int_]:
    """How often each label was given to each place, shape (places, labels).

    Args:
        labelled: numbers of labels, shape (places, coders).
        labels: how many there are.
    """
    found = np.zeros((len(labelled), labels), dtype=int)
    for k in range(labels):
        found[:, k] = (labelled == k).sum(axis=1)
    return found


def observed(counted: NDArray[np.int_]) -> float:
    """Share in [0, 1] of the pairs of coders on one place that give it the same label.

    Args:
        counted: as :func:`counts` gives it, shape (places, labels).
    """
    given = counted.sum(axis=1)
    pairs = float((given * (given - 1)).sum())
    return float((counted * (counted - 1)).sum()) / pairs if pairs else float("nan")


def cohen_kappa(labelled: Table, labels: int) -> float:
    """Cohen's kappa (1960) of two coders, over the places that both judged.

    Args:
        labelled: shape (places, 2).
        labels: how many there are.
    """
    both = labelled[(labelled >= 0).all(axis=1)]
    if not len(both):
        return float("nan")
    joint: Floats = np.zeros((labels, labels))
    np.add.at(joint, (both[:, 0], both[:, 1]), 1.0)
    joint /= joint.sum()
    chance = float(joint.sum(0) @ joint.sum(1))
    return (float(np.trace(joint)) - chance) / (1 - chance) if chance < 1 else float("nan")


def fleiss_kappa(counted: NDArray[np.int_]) -> float:
    """Fleiss' kappa (1971), over the places that the most coders judged, as many for each.

    Args:
        counted: as :func:`counts` gives it, shape (places, labels).
    """
    given = counted.sum(axis=1)
    coders = int(given.max(initial=0))
    if coders < 2:
        return float("nan")
    full = counted[given == coders]
    chance = float(((full.sum(axis=0) / full.sum()) ** 2).sum())
    return (observed(full) - chance) / (1 - chance) if chance < 1 else float("nan")


def krippendorff_alpha(counted: NDArray[np.int_]) -> float:
    """Krippendorff's alpha for nominal data, over the places that at least two coders judged.

    Krippendorff, Computing Krippendorff's Alpha-Reliability (2011); by the package
    ``krippendorff``.

    Args:
        counted: as :func:`counts` gives it, shape (places, labels).

    Raises:
        CodingError: that package is not installed.
    """
    require("coding", "krippendorff", purpose="agreement", error=CodingError)
    import krippendorff

    shared = counted[counted.sum(axis=1) > 1]
    used = (shared.sum(axis=0) > 0).sum()
    if not len(shared) or used < 2:
        return float("nan")
    return float(krippendorff.alpha(value_counts=shared, level_of_measurement="nominal"))
