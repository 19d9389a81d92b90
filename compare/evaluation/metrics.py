"""Measures used to score a comparison: plain functions of arrays."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from compare.arrays import Floats, Mask


def precision_recall_f1(predicted: Mask, gold: Mask) -> tuple[float, float, float]:
    """Precision, recall and F1 of two boolean arrays of shape (n,); 0 where undefined."""
    hit = float((predicted & gold).sum())
    precision = hit / max(float(predicted.sum()), 1.0)
    recall = hit / max(float(gold.sum()), 1.0)
    return precision, recall, 2 * hit / max(float(predicted.sum() + gold.sum()), 1.0)


def auc(score: Floats, gold: Mask) -> float:
    """Area under the ROC curve by ranks, ties shared; 0.5 where one class is absent."""
    positives = int(gold.sum())
    negatives = len(gold) - positives
    if not positives or not negatives:
        return 0.5
    _, inverse, counts = np.unique(score, return_inverse=True, return_counts=True)
    rank = (np.cumsum(counts) - (counts - 1) / 2.0)[inverse]
    return float((rank[gold].sum() - positives * (positives + 1) / 2) / (positives * negatives))


def recall_at_precision(score: Floats, gold: Mask, asked: float) -> float:
    """Largest recall over thresholds on ``score`` at which precision is at least ``asked``."""
    order = np.argsort(-score, kind="stable")
    hits = np.cumsum(gold[order])
    ends = np.append(np.flatnonzero(np.diff(score[order])), len(score) - 1)
    precision = hits[ends] / (ends + 1)
    good = precision >= asked
    return float((hits[ends][good] / max(int(gold.sum()), 1)).max(initial=0.0))


def brier(score: Floats, gold: Mask) -> float:
    """Mean squared difference of probability and outcome (Brier 1950)."""
    return float(np.mean((score - gold) ** 2))


def calibration_error(score: Floats, gold: Mask, bins: int) -> float:
    """Expected calibration error over ``bins`` bins of equal count (Nguyen & O'Connor 2015)."""
    order = np.argsort(score, kind="stable")
    parts = np.array_split(order, bins)
    gaps = [abs(score[p].mean() - gold[p].mean()) * len(p) for p in parts if len(p)]
    return float(sum(gaps) / max(len(score), 1))


def reliability(score: Floats, gold: Mask, bins: int) -> list[tuple[float, float, int]]:
    """Mean score, share of ``gold`` and count of each of ``bins`` bins of equal count.

    The bins are those of :func:`calibration_error`, from the lowest score on; none is empty.
    """
    parts = np.array_split(np.argsort(score, kind="stable"), bins)
    return [(float(score[p].mean()), float(gold[p].mean()), len(p)) for p in parts if len(p)]


def precision_recall_curve(score: Floats, gold: Mask) -> list[tuple[float, float]]:
    """Recall and precision at every threshold on ``score``, the strictest first."""
    order = np.argsort(-score, kind="stable")
    hits = np.cumsum(gold[order])
    ends = np.append(np.flatnonzero(np.diff(score[order])), len(score) - 1)
    recall = hits[ends] / max(int(gold.sum()), 1)
    return [(float(r), float(p)) for r, p in zip(recall, hits[ends] / (ends + 1), strict=True)]


def kappa(first: NDArray[np.int_], second: NDArray[np.int_], classes: int) -> float:
    """Cohen's kappa (1960) of two codings of the same items, values in ``range(classes)``."""
    table = np.zeros((classes, classes))
    np.add.at(table, (first, second), 1)
    table /= max(table.sum(), 1)
    chance = float(table.sum(0) @ table.sum(1))
    return 1.0 if chance >= 1 else (float(np.trace(table)) - chance) / (1 - chance)
