"""Texts that are unlike the labelled events are told, by which number, and judged more strictly."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal
from toy_sides import Passage, toy_evidence, toy_side

import compare
from compare.comparison.gathered import PreparedPair
from compare.coverage.likeness.measure import (
    NUMBERS,
    Labelled,
    LabelledEvents,
    load_labelled,
    numbers_of,
)
from compare.coverage.models import load_weights
from compare.coverage.types import Unlike
from compare.pipeline import Engine
from compare.report.export.conversion import export_comparison
from compare.report.export.restoring import comparison_of
from compare.settings import Settings
from corpus import Statement, samples
from corpus.text.hashing import text_hash

LEFT = (
    Passage("They met.", procedural=True, voice="unattributed"),
    Passage("Grain.", topics=["trade"]),
    Passage("Fish.", voice="unattributed"),
    Passage("Coal.", topics=["energy", "trade"]),
)
RIGHT = (Passage("甲。", topics=["trade"]), Passage("乙。", topics=["trade"]))
COSINES = np.array([[0.9, 0.9], [0.8, 0.2], [0.1, 0.3], [0.0, 0.4]])


def numbers(order: tuple[int, ...] = (0, 1, 2, 3), swapped: bool = False) -> np.ndarray:
    left = toy_side(*(LEFT[k] for k in order))
    right = toy_side(*RIGHT, language="zh", side="PRC")
    cosines = COSINES[list(order)]
    if swapped:
        return numbers_of(right, left, toy_evidence(right, left, cosine=cosines.T))
    return numbers_of(left, right, toy_evidence(left, right, cosine=cosines))


# The numbers


def test_the_numbers_by_hand() -> None:
    nearest = ((0.8 + 0.3 + 0.4) / 3 + (0.8 + 0.4) / 2) / 2
    expected = {"passages": np.log(3), "topics": 2 / 3, "speakers": 2 / 3, "nearest": nearest}
    assert_allclose(numbers(), [expected[name] for name in NUMBERS], atol=1e-6)


def test_swapping_the_sides_and_shuffling_the_passages_changes_no_number() -> None:
    assert_array_equal(numbers(swapped=True), numbers())
    assert_array_equal(numbers((3, 1, 0, 2)), numbers())
    assert_array_equal(numbers((2, 0, 3, 1), swapped=True), numbers())


def test_a_text_of_formalities_alone_is_described_by_all_of_it() -> None:
    left = toy_side(Passage("They met.", procedural=True, topics=["trade"]))
    found = numbers_of(left, left, toy_evidence(left, left))
    assert dict(zip(NUMBERS, found.tolist(), strict=True)) == {
        "passages": 0.0, "topics": 1.0, "speakers": 1.0, "nearest": 0.0,
    }  # fmt: skip


# The line


LABELLED = Labelled(np.array([np.log(8), 0.9, 0.9, 0.5]), np.array([np.log(2), 0.1, 0.1, 0.1]), 3.0)


def test_what_lies_within_the_line_is_like_the_labelled_events() -> None:
    assert LABELLED.unlike(np.array([np.log(63), 0.61, 1.0, 0.79])) == ()
    assert LABELLED.unlike(np.array([np.log(1.1), 1.0, 0.61, 0.21])) == ()


def test_what_lies_beyond_is_named_the_farthest_first_in_its_own_unit() -> None:
    found = LABELLED.unlike(np.array([np.log(100), 0.9, 0.4, 0.1]))
    assert found == (
        Unlike("speakers", 0.4, 0.6, 1.2),
        Unlike("nearest", 0.1, 0.2, 0.8),
        Unlike("passages", 100.0, 1.0, 64.0),
    )


def test_the_file_gives_back_what_was_written() -> None:
    again = Labelled.from_dict(json.loads(json.dumps(LABELLED.to_dict())))
    assert_allclose(again.centre, LABELLED.centre, atol=1e-6)
    assert_allclose(again.spread, LABELLED.spread, atol=1e-6)
    assert again.line == LABELLED.line


# Known texts


def test_a_known_text_is_held_against_events_that_it_is_not_held_out_with() -> None:
    other = replace(LABELLED, line=1.0)
    events = LabelledEvents(LABELLED, ((frozenset({text_hash("known")}), other),))
    assert events.without("new", "and new") is LABELLED
    assert events.without("new", "known") is other
    assert events.without("known", "new") is other


def test_only_both_texts_of_labelled_events_are_held() -> None:
    folds = ({text_hash("left"), text_hash("right")}, {text_hash("other")})
    events = LabelledEvents(LABELLED, tuple((frozenset(texts), LABELLED) for texts in folds))
    assert events.hold("left", "right")
    assert events.hold("right", "left")
    assert not events.hold("left", "new")
    assert not events.hold("left", "other")


def test_the_folds_are_those_of_the_weights() -> None:
    held_out = [texts for texts, _ in load_labelled().folds]
    assert held_out == [texts for texts, _ in load_weights().folds]


# Whole comparisons


FOREIGN = (
    Statement(
        id="oven", side="US", language="en",
        text="Heat the oven. Mix flour and butter in a bowl. Add two eggs. Knead the dough well.",
    ),
    Statement(
        id="bus", side="PRC", language="zh",
        text="公交车晚点了十分钟。乘客们在雨中等候。司机没有解释原因。车票价格不变。",
    ),
)  # fmt: skip


@pytest.fixture(scope="module")
def foreign() -> PreparedPair:
    engine = Engine(Settings())
    left, right = (engine.prepare(statement) for statement in FOREIGN)
    return engine.gather(left, right)


def counted(result: compare.Comparison, status: str) -> int:
    return sum(c.status == status for c in (*result.left_coverage, *result.right_coverage))


def test_accounts_of_a_meeting_are_like_the_labelled_ones() -> None:
    left, right = samples.load("blinken-liu-2024").statements
    result = compare.statements(left, right)
    assert result.unlike == ()
    assert '"unlike"' not in export_comparison(result).model_dump_json()


def test_a_recipe_and_a_bus_are_not_and_are_judged_by_a_stricter_line(
    foreign: PreparedPair,
) -> None:
    engine = Engine(Settings())
    result = engine.judge(foreign, Settings())
    assert "topics" in {held.number for held in result.unlike}
    as_if_like = replace(foreign, draft=replace(foreign.draft, unlike=()))
    loose, strict = (engine.judge(as_if_like, Settings(max_error=e)) for e in (0.15, 0.05))
    assert result.left_coverage == strict.left_coverage
    assert result.right_coverage == strict.right_coverage
    assert counted(loose, "left_out") > counted(result, "left_out")
    assert counted(loose, "unclear") < counted(result, "unclear")
    assert counted(engine.judge(foreign, Settings(max_error=0.1)), "left_out") == 0


def test_swapping_keeps_it_and_so_does_a_saved_result(foreign: PreparedPair) -> None:
    result = Engine(Settings()).judge(foreign, Settings())
    left, right = FOREIGN
    assert compare.statements(right, left).unlike == result.unlike
    saved = export_comparison(result)
    assert saved.unlike == result.unlike
    text = saved.model_dump_json(by_alias=True)
    assert comparison_of(type(saved).model_validate_json(text)).unlike == result.unlike


def test_nothing_is_measured_where_another_line_holds(tmp_path: Path) -> None:
    assert Engine(Settings()).has_shipped_line
    file = Path(compare.__file__).parent / "topics" / "codebook.yaml"
    own = tmp_path / "own.yaml"
    own.write_bytes(file.read_bytes())
    assert not Engine(Settings(codebook=str(own))).has_shipped_line
