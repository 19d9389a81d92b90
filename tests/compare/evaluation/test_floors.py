"""No score falls: the labelled events against the floors of tests/gold/floors.json."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from tree import ROOT

from compare.evaluation.scores import evaluate
from tests.bench.floors import FALLING, SLACK, fallen, hash_gold, raised, read_floors


def quality() -> dict[str, Any]:
    """What the dashboard tells of its accuracy."""
    told: dict[str, Any] = json.loads((ROOT / "compare/evaluation/quality.json").read_text("utf-8"))
    return told


def test_no_score_falls_below_its_floor(shared: Path) -> None:
    """Where this fails a change made the answers worse: mend it, and do not lower the floor."""
    gold, floors = shared / "gold" / "dev", read_floors()
    assert floors["gold"] == hash_gold(gold), "the labels changed: set the floors anew"
    scores = {name: score.value for name, score in evaluate(gold, draws=2).scores.items()}
    assert fallen(floors["scores"], scores) == []
    for told in quality()["measures"]:
        assert scores[told["score"]] == pytest.approx(told["value"], abs=SLACK), told["what"]


def test_the_readme_and_the_dashboard_tell_the_same_scores() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    measures = {one["score"]: one["value"] for one in quality()["measures"]}
    for name in ("left_out F1", "left_out AUC", "left_out Brier", "matched-pair F1"):
        assert f"| {measures[name]:.3f} |".replace("| 0.", "| .") in readme, name


def test_a_score_past_its_floor_is_told_and_a_floor_is_never_lowered() -> None:
    floors = {"left_out F1": 0.8, "left_out Brier": 0.15}
    worse = {"left_out F1": 0.7, "left_out Brier": 0.2}
    better = {"left_out F1": 0.9, "left_out Brier": 0.1}
    near = {"left_out F1": 0.8 - SLACK / 2, "left_out Brier": 0.15 + SLACK / 2}
    assert [line.partition(":")[0] for line in fallen(floors, worse)] == list(floors)
    assert fallen(floors, better) == fallen(floors, near) == []
    assert raised(floors, worse) == floors
    assert raised(floors, better) == better
    assert {"left_out Brier"} <= FALLING
