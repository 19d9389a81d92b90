"""The logistic model, against a slow sum over its named numbers."""

from __future__ import annotations

import math

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from compare.coverage.logistic import Linear

MODEL = Linear(
    ("length", "cosine"),
    ("covered", "partly", "left_out"),
    np.array([[0.5, -1.0, 0.25], [2.0, 0.0, -3.0]]),
    np.array([0.1, 0.2, -0.3]),
)
numbers = st.floats(-30, 30)


@given(st.lists(st.tuples(numbers, numbers), min_size=1, max_size=4))
def test_probabilities_are_the_softmax_of_what_the_features_add(
    rows: list[tuple[float, float]],
) -> None:
    found = MODEL.probabilities(np.array(rows))
    assert found.shape == (len(rows), 3)
    for row, probabilities in zip(rows, found, strict=True):
        scores = [
            MODEL.bias[k] + sum(x * MODEL.weights[f, k] for f, x in enumerate(row))
            for k in range(3)
        ]
        odds = [math.exp(score - max(scores)) for score in scores]
        np.testing.assert_allclose(probabilities, np.array(odds) / sum(odds), atol=1e-12)


def test_any_number_of_leading_axes_is_kept() -> None:
    features = np.random.default_rng(0).normal(size=(3, 4, 2))
    found = MODEL.probabilities(features)
    assert found.shape == (3, 4, 3)
    # The last bit of a matrix product depends on its shape.
    np.testing.assert_allclose(found[1, 2], MODEL.probabilities(features[1, 2]), rtol=1e-12)


def test_what_is_asked_is_not_changed_and_far_numbers_do_not_overflow() -> None:
    features = np.array([[1e4, -1e4]])
    with np.errstate(all="raise", under="ignore"):
        found = MODEL.probabilities(features)
    np.testing.assert_allclose(found, [[0, 0, 1]], atol=1e-12)
    np.testing.assert_array_equal(features, [[1e4, -1e4]])


def test_it_is_written_under_the_names_of_its_features_and_read_back() -> None:
    data = MODEL.to_dict()
    assert data["weights"] == {"length": [0.5, -1.0, 0.25], "cosine": [2.0, 0.0, -3.0]}
    back = Linear.from_dict(data)
    assert (back.features, back.classes) == (MODEL.features, MODEL.classes)
    np.testing.assert_array_equal(back.weights, MODEL.weights)
    np.testing.assert_array_equal(back.bias, MODEL.bias)
