"""What labelled events are like is learned with whole folds held out."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.testing import assert_allclose

from compare.training.folds import EventFolds
from compare.training.likeness.recipe import like

COUNT = 40
NUMBERS = np.random.default_rng(7).normal(size=(COUNT, 4))
FOLD_OF = tuple(k % 4 for k in range(COUNT))
FOLDS = EventFolds(
    FOLD_OF, {str(f): frozenset(k for k in range(COUNT) if FOLD_OF[k] == f) for f in range(4)}
)


def by_hand(kept: list[int]) -> float:
    """The line, walked event by event."""
    distances = []
    for k in kept:
        rest = NUMBERS[[j for j in kept if FOLD_OF[j] != FOLD_OF[k]]]
        distances.append(max(abs(NUMBERS[k] - rest.mean(axis=0)) / rest.std(axis=0)))
    return float(max(distances))


@pytest.mark.parametrize("unseen", [frozenset[int](), FOLDS.held_out["2"]])
def test_an_event_is_measured_from_those_that_it_is_not_held_out_with(
    unseen: frozenset[int],
) -> None:
    kept = [k for k in range(COUNT) if k not in unseen]
    found = like(NUMBERS, FOLDS, unseen)
    assert_allclose(found.centre, NUMBERS[kept].mean(axis=0))
    assert_allclose(found.spread, NUMBERS[kept].std(axis=0))
    assert found.line == pytest.approx(by_hand(kept))


def test_what_is_held_out_changes_nothing() -> None:
    unseen = FOLDS.held_out["1"]
    moved = NUMBERS.copy()
    moved[sorted(unseen)] += 100
    assert like(moved, FOLDS, unseen).to_dict() == like(NUMBERS, FOLDS, unseen).to_dict()


def test_a_number_that_is_the_same_for_all_describes_nothing() -> None:
    with pytest.raises(ValueError, match="more events are needed"):
        like(np.ones((COUNT, 4)), FOLDS, frozenset())
