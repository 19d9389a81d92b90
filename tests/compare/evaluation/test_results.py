"""Results of any program: read from files, matched to the events by their texts, and scored."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from command import Run
from hypothesis import given
from hypothesis import strategies as st
from tree import TESTS

from compare.errors import GoldError
from compare.evaluation.gold import GoldEvent, GoldSide, read_gold
from compare.evaluation.offsets import NonWhite
from compare.evaluation.results import Answers, match_results, read_results
from compare.evaluation.scores import score_saved

TINY = TESTS / "gold" / "tiny.json"


@pytest.fixture
def gold() -> GoldEvent:
    return read_gold(TINY)[0]


def as_coder_a(gold: GoldEvent) -> dict[str, Any]:
    """The least that a program has to write, agreeing with coder A in everything."""
    segments = {
        side: [
            {"start": u.start, "end": u.end, "status": u.A.status, "topics": list(u.A.topics)}
            for u in units
        ]
        for side, units in (("left", gold.left.units), ("right", gold.right.units))
    }
    links = [{"left": [i], "right": [j]} for i, u in enumerate(gold.left.units) for j in u.A.match]
    return {
        "left": {"text": gold.left.text},
        "right": {"text": gold.right.text},
        "segments": segments,
        "links": links,
        "signature": {"string": "another program 3"},
    }


def swapped(result: dict[str, Any]) -> dict[str, Any]:
    def swap(sides: dict[str, Any]) -> dict[str, Any]:
        return {**sides, "left": sides["right"], "right": sides["left"]}

    return {
        **swap(result),
        "segments": swap(result["segments"]),
        "links": [swap(link) for link in result["links"]],
    }


def rewrapped(result: dict[str, Any]) -> dict[str, Any]:
    """The same result on texts whose spaces have become two line ends."""

    def moved(text: str, offset: int) -> int:
        return offset + text[:offset].count(" ")

    sides = {
        side: {"text": result[side]["text"].replace(" ", "\n\n")} for side in ("left", "right")
    }
    segments = {
        side: [
            {
                **s,
                "start": moved(result[side]["text"], s["start"]),
                "end": moved(result[side]["text"], s["end"]),
            }
            for s in result["segments"][side]
        ]
        for side in ("left", "right")
    }
    return {**result, **sides, "segments": segments}


def written(folder: Path, *results: dict[str, Any]) -> Path:
    file = folder / "results.jsonl"
    file.write_text("\n".join(json.dumps(result) for result in results), encoding="utf-8")
    return file


@pytest.mark.parametrize(
    "change", [lambda r: r, swapped, rewrapped, lambda r: swapped(rewrapped(r))]
)
def test_a_result_is_found_by_its_texts_in_either_order_and_however_wrapped(
    tmp_path: Path, gold: GoldEvent, change: Callable[[dict[str, Any]], dict[str, Any]]
) -> None:
    [answers] = match_results([gold], read_results(written(tmp_path, change(as_coder_a(gold)))))
    for side in ("left", "right"):
        units = getattr(gold, side).units
        found = getattr(answers, side)
        assert [(s.start, s.end, s.status) for s in found] == [
            (u.start, u.end, u.A.status) for u in units
        ]
        assert [s.p_left_out for s in found] == [float(u.A.status == "left_out") for u in units]
        assert [s.topics for s in found] == [frozenset(u.A.topics) for u in units]
    assert answers.links == (((2,), (1,)),)
    assert answers.signature == "another program 3"


def test_saved_results_are_scored(tmp_path: Path, gold: GoldEvent) -> None:
    scored = score_saved([gold], written(tmp_path, as_coder_a(gold)), draws=3)
    assert scored.scores["left_out F1"].value == 1
    assert scored.scores["matched-pair F1"].value == 1
    assert scored.held_out == 0
    assert str(scored).endswith("another program 3")


@pytest.mark.slow
def test_what_the_command_saves_scores_as_the_command_itself(run: Run, tmp_path: Path) -> None:
    """The export of a comparison is a result, and the rounding of the export changes no score."""
    invented = TESTS / "gold" / "invented" / "d-012.json"
    event = read_gold(invented)[0]
    files = []
    for side in (event.left, event.right):
        files.append(tmp_path / f"{side.side}.txt")
        files[-1].write_text(side.text, encoding="utf-8")
    (tmp_path / "answers").mkdir()
    assert run("compare", *files, "-o", tmp_path / "answers" / "d-012.json", "-q")[0] == 0
    code, theirs, err = run("evaluate", invented, "--results", tmp_path / "answers", "-q")
    assert (code, err) == (0, "")
    assert theirs == run("evaluate", invented, "-q")[1]


def test_an_event_without_a_result_is_an_error_that_names_it(
    tmp_path: Path, gold: GoldEvent
) -> None:
    other = as_coder_a(gold)
    other["left"] = {"text": gold.left.text + " And more."}
    with pytest.raises(GoldError, match="no result for 1 of 1 events: tiny"):
        match_results([gold], read_results(written(tmp_path, other)))


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"left": {}}, r"left\.text"),
        ({"segments": {"left": []}}, r"segments\.right"),
        ({"links": [{"left": [9], "right": [0]}]}, "a link names a left segment that is not there"),
    ],
)
def test_a_result_that_does_not_fit_is_named_with_its_line(
    tmp_path: Path, gold: GoldEvent, change: dict[str, Any], message: str
) -> None:
    good = as_coder_a(gold)
    with pytest.raises(GoldError, match=rf"results\.jsonl, line 2 is not a result: .*{message}"):
        read_results(written(tmp_path, good, {**good, **change}))


def test_a_segment_beyond_its_text_is_refused(tmp_path: Path, gold: GoldEvent) -> None:
    bad = as_coder_a(gold)
    bad["segments"]["left"][0]["end"] = len(gold.left.text) + 1
    with pytest.raises(GoldError, match=r"segments\.left\.0 is 0 to \d+, in a text of"):
        read_results(written(tmp_path, bad))


def test_files_that_are_not_there_or_empty_are_named(tmp_path: Path) -> None:
    with pytest.raises(GoldError, match="holds no results"):
        read_results(tmp_path)
    with pytest.raises(GoldError, match="cannot be read"):
        read_results(tmp_path / "none.json")


def test_results_and_settings_do_not_go_together(run: Run, tmp_path: Path) -> None:
    code, _, err = run("evaluate", TINY, "--results", tmp_path, "--no-read-pairs")
    assert code == 2
    assert "made already" in err


@given(st.text(alphabet="ab \n\u3000\t漢", max_size=30), st.data())
def test_offsets_come_back_whatever_the_white_space(text: str, data: st.DataObject) -> None:
    here = NonWhite(text)
    bare = "".join(text.split())
    assert len(here) == len(bare)
    solid = [i for i, c in enumerate(text) if not c.isspace()]
    if not solid:
        return
    start, last = sorted(data.draw(st.tuples(st.sampled_from(solid), st.sampled_from(solid))))
    counted = here.count(start, last + 1)
    assert bare[slice(*counted)] == "".join(text[start : last + 1].split())
    assert here.restore(*counted) == (start, last + 1)


def test_answers_know_their_sides() -> None:
    answers = Answers((), (), ())
    assert answers.side("left") is answers.left
    side = GoldSide(side="A", lang="en", text="x", units=())
    assert GoldEvent(id="e", left=side, right=side).side("right") is side
