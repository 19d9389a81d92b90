"""Fit a small logistic model.

scikit-learn's LogisticRegression comes to the same (the tests show it), but stops elsewhere: its
weights of coverage differ from those that ship in the fourth decimal.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from compare.coverage.logistic import Linear

if TYPE_CHECKING:
    from compare.arrays import Floats


def fit_logistic(
    features: Floats,
    targets: Floats,
    weight: Floats,
    penalty: float,
    names: Sequence[str],
    classes: Sequence[str],
) -> Linear:
    """Multinomial logistic regression with an L2 penalty on standardised evidence.

    Standardised by the weighted mean and deviation of each feature; the weights returned are on
    the features' own scale.

    Args:
        features: shape (n, f).
        targets: probability of each class, shape (n, c), each row summing to 1.
        weight: of each row, shape (n,).
        penalty: what half the sum of the squared weights costs beside the log loss.
        names: of the features.
        classes: of the columns of the targets.
    """
    from scipy.optimize import minimize

    mean = np.average(features, axis=0, weights=weight)
    scale = np.sqrt(np.average((features - mean) ** 2, axis=0, weights=weight)) + 1e-9
    x = (features - mean) / scale
    f, c = x.shape[1], targets.shape[1]

    def loss(theta: Floats) -> tuple[float, Floats]:
        w, b = theta[: f * c].reshape(f, c), theta[f * c :]
        scores = x @ w + b
        scores -= scores.max(axis=1, keepdims=True)
        log_p = scores - np.log(np.exp(scores).sum(axis=1, keepdims=True))
        miss = (np.exp(log_p) * targets.sum(1, keepdims=True) - targets) * weight[:, None]
        value = -(weight[:, None] * targets * log_p).sum() + penalty / 2 * (w**2).sum()
        return float(value), np.concatenate([(x.T @ miss + penalty * w).ravel(), miss.sum(0)])

    best = minimize(
        loss, np.zeros(f * c + c), jac=True, method="L-BFGS-B", options={"maxiter": 500}
    )
    w, b = best.x[: f * c].reshape(f, c) / scale[:, None], best.x[f * c :]
    return Linear(tuple(names), tuple(classes), w, b - mean @ w)
