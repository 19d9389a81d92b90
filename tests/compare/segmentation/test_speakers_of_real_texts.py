"""Floors for who speaks in real accounts, by labels of one reading of the events."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.bench.speakers import answers, f1


@pytest.mark.parametrize(("events", "floor"), [("states", 0.90), ("dev", 0.97)])
def test_speakers_are_told(shared: Path, events: str, floor: float) -> None:
    scores = f1(answers(shared / "gold", events))
    assert scores["macro"] >= floor, scores
