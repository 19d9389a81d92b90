"""Measures used to score a comparison: plain functions of arrays.

Each gives what the function of scikit-learn gives that its docstring names, where that one is
defined, and the tests hold it to that; but a call takes a hundredth of a millisecond where theirs
takes two to four, and a bootstrap of 1,000 draws makes some 30,000 calls.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from compare.arrays import Floats, Mask


def precision_recall_f1(predicted: Mask, gold: Mask) -> tuple[float, float, float]:
    """Precision, recall and F1 of two boolean arrays of shape (n,); 0 where undefined.

    As ``precision_recall_fscore_support``.
    """
    hit = float((predicted & gold).sum())
    precision = hit / max(float(predicted.sum()), 1.0)
    recall = hit / max(float(gold.sum()), 1.0)
    return precision, recall, 2 * hit / max(float(predicted.sum() + gold.sum()), 1.0)


def auc(score: Floats, gold: Mask) -> float:
    """Area under the ROC curve by ranks, ties shared; 0.5 where one class is absent.

    As ``roc_auc_score``.

    Args:
        score: shape (n,), the greater the surer.
        gold: shape (n,).
    """
    positives = int(gold.sum())
    negatives = len(gold) - positives
    if not positives or not negatives:
        return 0.5
    _, inverse, counts = np.unique(score, return_inverse=True, return_counts=True)
    rank = (np.cumsum(counts) - (counts - 1) / 2.0)[inverse]
    return float((rank[gold].sum() - positives * (positives + 1) / 2) / (positives * negatives))


def recall_at_precision(score: Floats, gold: Mask, asked: float) -> float:
    """Largest recall over thresholds on ``score`` at which precision is at least ``asked``.

    In [0, 1]; 0 where no threshold keeps it. Of arrays of shape (n,).
    """
    recall, precision = _recall_and_precision(score, gold)
    return float(recall[precision >= asked].max(initial=0.0))


def brier(score: Floats, gold: Mask) -> float:
    """Mean squared difference of probability and outcome (Brier 1950), as ``brier_score_loss``.

    Of arrays of shape (n,); in [0, 1].
    """
    return float(np.mean((score - gold) ** 2))


def calibration_error(score: Floats, gold: Mask, bins: int) -> float:
    """Expected calibration error over ``bins`` bins of equal count (Nguyen & O'Connor 2015).

    Of arrays of shape (n,); in [0, 1].
    """
    gaps = [abs(mean - share) * count for mean, share, count in reliability(score, gold, bins)]
    return float(sum(gaps) / max(len(score), 1))


def reliability(score: Floats, gold: Mask, bins: int) -> list[tuple[float, float, int]]:
    """Mean score, share of ``gold`` and count of each of ``bins`` bins of equal count.

    Of arrays of shape (n,). The bins are those of :func:`calibration_error`, from the lowest
    score on; none is empty.
    """
    parts = np.array_split(np.argsort(score, kind="stable"), bins)
    return [(float(score[p].mean()), float(gold[p].mean()), len(p)) for p in parts if len(p)]


def precision_recall_curve(score: Floats, gold: Mask) -> list[tuple[float, float]]:
    """Recall and precision at every threshold on ``score``, the strictest first.

    Of arrays of shape (n,). The points of ``precision_recall_curve`` in the other order, without
    its last of recall 0.
    """
    recall, precision = _recall_and_precision(score, gold)
    return list(zip(recall.tolist(), precision.tolist(), strict=True))


def _recall_and_precision(score: Floats, gold: Mask) -> tuple[Floats, Floats]:
    """Recall and precision at each distinct score, the greatest first, shape (thresholds,) each."""
    order = np.argsort(-score, kind="stable")
    hits = np.cumsum(gold[order])
    ends = np.append(np.flatnonzero(np.diff(score[order])), len(score) - 1)
    return hits[ends] / max(int(gold.sum()), 1), hits[ends] / (ends + 1)


def kappa(first: NDArray[np.int_], second: NDArray[np.int_], classes: int) -> float:
    """Cohen's kappa (1960) of two codings of the same items, values in ``range(classes)``.

    As ``cohen_kappa_score``; 1 where both use one and the same class alone. Shape (n,) each.
    """
    table = np.zeros((classes, classes))
    np.add.at(table, (first, second), 1)
    table /= max(table.sum(), 1)
    chance = float(table.sum(0) @ table.sum(1))
    return 1.0 if chance >= 1 else (float(np.trace(table)) - chance) / (1 - chance)
