"""Floors for who speaks in real accounts, by what coders say of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.bench.speakers import SETS, answers, f1, kappa


@pytest.mark.parametrize(("events", "floor"), [("states", 0.94), ("dev", 0.97), ("silver", 0.93)])
def test_speakers_are_told(shared: Path, events: str, floor: float) -> None:
    scores = f1(answers(shared, events))
    assert scores["macro"] >= floor, scores


def test_the_coders_agree() -> None:
    agreement, units = kappa(SETS)
    assert units > 600
    assert agreement > 0.95
