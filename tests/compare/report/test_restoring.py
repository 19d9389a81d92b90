"""Saved results read back: they answer as the new one does and give the same JSON again."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hostile_comparison import hostile
from sample_comparison import sample
from sample_events import sample_event

import compare
from compare.comparison import SIDES, Comparison, EventComparison
from compare.errors import CompareError, ExportError
from compare.report import render
from corpus import samples


@pytest.mark.parametrize("made", [sample, hostile, sample_event])
def test_a_saved_result_gives_the_same_bytes_again(made: object, tmp_path: Path) -> None:
    result = made()  # type: ignore[operator]
    compare.write(result, tmp_path / "saved.json")
    read = compare.load(tmp_path / "saved.json")
    assert type(read) is type(result)
    for form in ("json", "md", "csv"):
        assert render(read, form) == render(result, form)


@pytest.mark.slow
@pytest.mark.parametrize("event", samples.names())
def test_a_saved_event_answers_as_the_new_one(event: str, tmp_path: Path) -> None:
    result = compare.event(samples.load(event))
    compare.write(result, tmp_path / "saved.json")
    read = compare.load(str(tmp_path / "saved.json"))
    assert isinstance(read, EventComparison)
    assert render(read, "json") == render(result, "json")
    assert repr(read) == repr(result)
    assert read.matrix() == result.matrix()
    for pair, again in zip(result.pairs, read.pairs, strict=True):
        for side in SIDES:
            found, saved = pair.left_out(side), again.left_out(side)
            assert {(f.text, f.reason, f.topics) for f in found} == {
                (f.text, f.reason, f.topics) for f in saved
            }
            # Numbers of four decimals may tie where those of the new result did not.
            topics = {t.id for t in pair.topics_left_out(side)}
            assert {t.id for t in again.topics_left_out(side)} == topics
        assert [(k.left, k.right) for k in again.links] == [(k.left, k.right) for k in pair.links]
        assert again.mirrored().mirrored() == again


def test_lines_of_several_results_are_read_as_several(tmp_path: Path) -> None:
    compare.write([sample(), sample_event()], tmp_path / "saved.jsonl")
    first, second = compare.load_all(tmp_path / "saved.jsonl")
    assert isinstance(first, Comparison)
    assert isinstance(second, EventComparison)
    with pytest.raises(ExportError, match=r"holds 2 results: read them by compare\.load_all"):
        compare.load(tmp_path / "saved.jsonl")


def test_a_saved_result_has_no_similarities_and_says_so(tmp_path: Path) -> None:
    compare.write(sample(), tmp_path / "saved.json")
    read = compare.load(tmp_path / "saved.json")
    assert isinstance(read, Comparison)
    with pytest.raises(CompareError, match="compare the two statements again"):
        read.similarity()


@pytest.mark.slow
def test_similarities_are_in_the_order_of_the_caller() -> None:
    us, prc = samples.load("blinken-liu-2024").statements
    result, turned = compare.statements(us, prc), compare.statements(prc, us)
    table = result.similarity()
    assert table.shape == (len(result.left_segments), len(result.right_segments))
    assert np.array_equal(table, turned.similarity().T)
    assert (table >= 0).all()
    assert (table <= 1).all()
    for link in result.links:
        assert min(table[i, j] for i in link.left for j in link.right) > 0
        if len(link.left) == len(link.right) == 1:
            assert table[link.left[0], link.right[0]] == pytest.approx(link.probability, abs=1e-6)


def test_a_report_is_written_in_another_language_by_a_word(tmp_path: Path) -> None:
    compare.write(sample(), tmp_path / "a.md", language="zh", parts=["finding"])
    text = (tmp_path / "a.md").read_text("utf-8")
    assert "未提及" in text
    compare.write(sample(), tmp_path / "b.csv", table="topics", names={"west": "The West"})
    assert (tmp_path / "b.csv").read_text("utf-8").startswith("event,event_date,left_id")
    with pytest.raises(CompareError, match="'fr'"):
        compare.write(sample(), tmp_path / "c.md", language="fr")
    with pytest.raises(compare.SideError, match="rename one of West, East"):
        compare.write(sample(), tmp_path / "c.md", names={"North": "South"})
    assert not (tmp_path / "c.md").exists()
