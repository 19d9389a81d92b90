"""Fits against scikit-learn's, and folds against a slow walk from event to event."""

from __future__ import annotations

import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from compare.comparison import SIDES
from compare.coverage.logistic import Linear
from compare.evaluation.stand_off import read_labels
from compare.topics.models import FILE
from compare.training.folds import fold_of_each
from compare.training.logistic import fit_logistic
from compare.training.topics import fit_binary


def toy(classes: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Features, targets on which two coders may differ, and weights of 200 rows."""
    rng = np.random.default_rng(classes)
    x = rng.normal(size=(200, 3)) * [1.0, 5.0, 0.2] + [0.0, 3.0, -1.0]
    score = x @ rng.normal(size=(3, classes)) + rng.gumbel(size=(2, 200, classes))
    targets = np.eye(classes)[score.argmax(axis=-1)].mean(axis=0)
    return x, targets, rng.choice([0.1, 1.0], size=200)


@pytest.mark.parametrize("penalty", [1.0, 10.0])
def test_the_fit_comes_to_that_of_scikit_learn(penalty: float) -> None:
    x, targets, weight = toy(3)
    names, classes = ("a", "b", "c"), ("covered", "partly", "left_out")
    model = fit_logistic(x, targets, weight, penalty, names, classes)
    assert isinstance(model, Linear)
    assert (model.features, model.classes) == (names, classes)
    mean = np.average(x, axis=0, weights=weight)
    scale = np.sqrt(np.average((x - mean) ** 2, axis=0, weights=weight))
    rows = [np.flatnonzero(targets[:, k]) for k in range(3)]
    theirs = LogisticRegression(C=1 / penalty, tol=1e-10, max_iter=10_000).fit(
        np.concatenate([((x - mean) / scale)[r] for r in rows]),
        np.repeat(range(3), [len(r) for r in rows]),
        sample_weight=np.concatenate([weight[r] * targets[r, k] for k, r in enumerate(rows)]),
    )
    found = model.probabilities(x)
    np.testing.assert_allclose(found, theirs.predict_proba((x - mean) / scale), atol=1e-3)


def test_a_stronger_penalty_brings_the_weights_nearer_to_nothing() -> None:
    x, targets, weight = toy(3)
    sizes = [
        np.abs(fit_logistic(x, targets, weight, penalty, "abc", "xyz").weights).sum()
        for penalty in (0.1, 10.0, 1e6)
    ]
    assert sizes[0] > sizes[1] > sizes[2]
    assert sizes[2] < 1e-2


def test_a_row_that_weighs_nothing_teaches_nothing() -> None:
    x, targets, weight = toy(2)
    weight[:50] = 0
    all_rows = fit_logistic(x, targets, weight, 1.0, "abc", "xy")
    the_rest = fit_logistic(x[50:], targets[50:], weight[50:], 1.0, "abc", "xy")
    np.testing.assert_allclose(all_rows.probabilities(x), the_rest.probabilities(x), atol=1e-4)


def test_topics_are_fitted_to_the_share_of_the_coders() -> None:
    """The gradient of the penalised log loss is nothing at what was found."""
    x, targets, weight = toy(2)
    found, intercept = fit_binary(csr_matrix(x), targets[:, 1], weight)
    miss = weight * (1 / (1 + np.exp(-(x @ found + intercept))) - targets[:, 1])
    np.testing.assert_allclose(x.T @ miss + found, 0, atol=1e-4)
    assert miss.sum() == pytest.approx(0, abs=1e-4)


names = st.sets(st.sampled_from("abcdefgh"), min_size=1, max_size=2)


@given(st.lists(names, min_size=1, max_size=10), st.integers(1, 4))
def test_events_that_share_a_text_are_in_one_fold(texts: list[set[str]], folds: int) -> None:
    found = fold_of_each(texts, folds)
    group = list(range(len(texts)))
    for _ in texts:
        for a, first in enumerate(texts):
            for b, second in enumerate(texts):
                if first & second:
                    group[a] = group[b] = min(group[a], group[b])
    order = sorted(set(group))
    assert found == [order.index(g) % folds for g in group]


def test_the_folds_of_the_topics_that_ship_are_made_again() -> None:
    """From the labels alone: each text of the 29 events stands in the fold that the file says."""
    folds = json.loads(FILE.read_text("utf-8"))["folds"]
    events = read_labels("us-prc")
    texts = [{getattr(event, side).sha256[:16] for side in SIDES} for event in events]
    made = fold_of_each(texts, 8)
    assert {text: fold for both, fold in zip(texts, made, strict=True) for text in both} == folds
