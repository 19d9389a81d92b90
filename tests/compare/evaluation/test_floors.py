"""No score falls: labelled events against the floors of tests/gold/floors.json."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from tree import ROOT, TESTS

import compare
from compare.comparison import SIDES
from compare.evaluation.gold import STATUSES, read_gold
from compare.evaluation.scores import evaluate
from tests.bench.floors import FALLING, fallen, hash_gold, raised, read_floors

INVENTED = TESTS / "gold" / "invented"


def quality() -> dict[str, Any]:
    """What the dashboard says of its accuracy."""
    data: dict[str, Any] = json.loads((ROOT / "compare/evaluation/quality.json").read_text("utf-8"))
    return data


def hold(gold: Path) -> dict[str, float]:
    """Score a set of labelled events, and fail where a score is past its floor."""
    floors = read_floors()[gold.name]
    assert floors["gold"] == hash_gold(gold), "the labels changed: set the floors anew"
    scores = {name: score.value for name, score in evaluate(gold, draws=2).scores.items()}
    assert fallen(floors["scores"], scores, floors["slack"]) == []
    return scores


def test_no_score_falls_below_its_floor(shared: Path) -> None:
    """Where this fails a change made the answers worse: mend it, and do not lower the floor."""
    scores, slack = hold(shared / "gold" / "dev"), read_floors()["dev"]["slack"]
    for measure in quality()["measures"]:
        assert scores[measure["score"]] == pytest.approx(measure["value"], abs=slack), measure


def test_no_score_of_other_states_falls_below_its_floor(shared: Path) -> None:
    """Each pair of states is held out whole; the reports quote the precision."""
    scores, slack = hold(shared / "gold" / "states"), read_floors()["states"]["slack"]
    for name, value in quality()["other_states"].items():
        assert scores[name] == pytest.approx(value, abs=slack), name


def test_scores_without_reading_pairs_are_those_that_are_said(shared: Path) -> None:
    """The dashboard and the reports quote them where pairs of passages were not read."""
    gold = shared / "gold" / "states"
    scores = evaluate(gold, compare.Settings(read_pairs=False), draws=2).scores
    for name, value in quality()["other_states_unread"].items():
        assert scores[name].value == pytest.approx(value, abs=read_floors()["states"]["slack"])


def test_every_labelled_event_compares(shared: Path) -> None:
    """Here, where the scores have just read the same passages and the cache holds what was read."""
    for event in read_gold(shared / "gold" / "dev"):
        result = compare.statements(event.statement("left"), event.statement("right"))
        assert result.signature.held_out, f"{event.id} is in the training data"
        for side in SIDES:
            text = result.statement(side).text
            covered = "".join(text[s.start : s.end] for s in result.segments(side))
            assert "".join(covered.split()) == "".join(text.split())


@pytest.mark.slow
def test_nothing_broke_on_the_invented_events() -> None:
    """Needs no data beside the checkout. The weights learned from these: no measure of quality."""
    hold(INVENTED)


def test_the_invented_events_hold_every_status_in_both_languages() -> None:
    events = read_gold(INVENTED)
    assert len(events) == 6
    labels: Counter[tuple[str, str]] = Counter()
    for event in events:
        for side in SIDES:
            labels.update((event.side(side).lang, u.A.status) for u in event.units(side))
            for other, unit in enumerate(event.units(side)):
                assert unit.A == unit.B
                assert event.side(side).text[unit.start : unit.end].strip(), (event.id, other)
    assert set(labels) == {(lang, status) for lang in ("en", "zh") for status in STATUSES}
    assert min(labels.values()) >= 5


def test_the_readme_and_the_dashboard_tell_the_same_scores() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    measures = {measure["score"]: measure["value"] for measure in quality()["measures"]}
    for name in ("left_out F1", "left_out AUC", "left_out Brier", "matched-pair F1"):
        assert f"| {measures[name]:.3f} |".replace("| 0.", "| .") in readme, name


def test_a_score_past_its_floor_is_told_and_a_floor_is_never_lowered() -> None:
    slack = 0.006
    floors = {"left_out F1": 0.8, "left_out Brier": 0.15}
    worse = {"left_out F1": 0.7, "left_out Brier": 0.2}
    better = {"left_out F1": 0.9, "left_out Brier": 0.1}
    near = {"left_out F1": 0.8 - slack / 2, "left_out Brier": 0.15 + slack / 2}
    assert [line.partition(":")[0] for line in fallen(floors, worse, slack)] == list(floors)
    assert fallen(floors, better, slack) == fallen(floors, near, slack) == []
    assert raised(floors, worse) == floors
    assert raised(floors, better) == better
    assert {"left_out Brier"} <= FALLING
