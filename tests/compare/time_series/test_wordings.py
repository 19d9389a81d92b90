"""Wordings over time, out of real comparisons of small statements."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from pathlib import Path

import pytest
from series_accounts import TEXTS, meeting

import compare
from compare.errors import BatchError, WriteError
from compare.time_series.wordings import Wordings, wordings

pytest.importorskip("pandas")


@pytest.fixture(scope="module")
def found() -> Wordings:
    results = compare.events([meeting(*each) for each in TEXTS.items()])
    return wordings(results)


def test_dates_and_counts_are_those_of_the_accounts(found: Wordings) -> None:
    ours = found.of("US")
    (family,) = ours.table["family"].unique()
    rows = {row["term"]: row for row in ours.table.to_dict("records")}
    assert len(rows) == 2
    first, later = sorted(rows.values(), key=lambda row: row["first"])
    assert (first["used"], first["accounts"]) == (2, 3)
    assert f"{first['first']:%Y} to {first['last']:%Y}" == "2021 to 2022"
    assert (later["used"], later["accounts"], f"{later['first']:%Y}") == (1, 3, "2023")
    assert "war" in first["text"]
    assert "Gaza" in later["text"]
    assert set(found.of(family=family).table["side"]) <= {"US", "PRC"}


def test_a_change_names_what_came_and_what_went(found: Wordings) -> None:
    changed = found.of("US").changes.to_dict("records")
    assert len(changed) == 1, "an account that does not speak of it is no change"
    (change,) = changed
    first, later = found.of("US").table.sort_values("first")["term"]
    assert (change["event"], change["previous_event"]) == ("e2023-03-01", "e2022-03-01")
    assert (change["taken_up"], change["dropped"]) == (later, first)
    assert (change["never_before"], change["not_since"]) == (later, first)


def test_a_wording_that_comes_back_is_neither_new_nor_gone(found: Wordings) -> None:
    first, second = found.of("PRC").changes.to_dict("records")
    assert [first["taken_up"], first["never_before"]] == ["gaza", "gaza"]
    assert [first["dropped"], first["not_since"]] == ["israel-palestine", ""]
    assert [second["taken_up"], second["never_before"]] == ["israel-palestine", ""]
    assert [second["dropped"], second["not_since"]] == ["gaza", "gaza"]


def test_the_order_of_events_changes_nothing(found: Wordings) -> None:
    for order in itertools.islice(itertools.permutations(TEXTS.items()), 3, 24, 9):
        again = wordings(compare.events([meeting(*each) for each in order]))
        assert again.table.equals(found.table)
        assert again.changes.equals(found.changes)


def test_what_is_denied_is_no_use() -> None:
    texts = "The United States does not seek decoupling.", "双方讨论了贸易。"
    said = list(compare.events([meeting("2024-01-01", texts)]))
    terms = said[0].to_pandas("terms")
    assert terms["denied"].any()
    assert wordings(said).table.empty


def test_what_the_other_side_is_made_to_say_is_no_word_of_its_own() -> None:
    texts = (
        "Secretary Blinken met Wang Yi. Wang Yi said that the United States must abide by the "
        "one-China principle.",
        "双方讨论了贸易。",
    )
    said = list(compare.events([meeting("2024-01-01", texts)]))
    assert set(said[0].to_pandas("terms")["voice"]) == {"other"}
    assert wordings(said).table.empty


def test_what_is_not_there_is_an_error_that_lists_what_is(found: Wordings) -> None:
    with pytest.raises(
        BatchError, match=r"no wording of the side 'Japan'; there are \['PRC', 'US'\]"
    ):
        found.of("Japan")


@pytest.mark.parametrize("changes", [False, True])
def test_it_is_written_and_read_again(found: Wordings, tmp_path: Path, changes: bool) -> None:
    import pandas as pd

    file = tmp_path / "wordings.parquet"
    found.write(file, changes=changes)
    told = found.changes if changes else found.table
    assert pd.read_parquet(file).astype("str").equals(told.astype("str"))
    with pytest.raises(WriteError, match=r"written as \.csv or \.parquet"):
        found.write(tmp_path / "wordings.txt")


def test_subjects_worded_in_several_ways_come_first(found: Wordings) -> None:
    assert list(found.subjects().values()) == ["Gaza, Israel and Hamas, Israel and Palestine"]
    assert "、" in next(iter(found.subjects("zh").values()))


def test_a_bar_is_the_share_of_the_accounts_on_the_subject(found: Wordings) -> None:
    from compare.report.figures.shapes import Box
    from compare.time_series.charts import wordings_chart

    (family,) = found.table["family"].unique()
    drawn = wordings_chart(found, "PRC", family)
    hints = {shape.hint for shape in drawn.shapes if isinstance(shape, Box)}
    assert hints == {
        f"“{text}”, {year}: used in {used} of 1 accounts that speak of it"
        for text, year, used in (
            ("巴以冲突", 2021, 1), ("巴以冲突", 2022, 0), ("巴以冲突", 2024, 1),
            ("加沙冲突", 2021, 0), ("加沙冲突", 2022, 1), ("加沙冲突", 2024, 0),
        )
    }  # fmt: skip
    assert "2023" in {getattr(shape, "text", "") for shape in drawn.shapes}, "the other side's year"
    bars = [s for s in drawn.shapes if isinstance(s, Box) and s.height > 1]
    assert len(bars) == 3


def test_the_command_tells_it(run: Callable[..., tuple[int, str, str]], tmp_path: Path) -> None:
    folder = tmp_path / "results"
    compare.batch([meeting(*each) for each in TEXTS.items()], folder)
    code, said, _ = run("wordings", folder, "--side", "US")
    assert code == 0
    assert "2 of 3" in said
    code, said, _ = run("wordings", folder, "--side", "US", "--changes")
    assert code == 0
    assert "e2023-03-01" in said
    code, _, wrong = run("wordings", folder, "--side", "Japan")
    assert (code, wrong.count("\n")) == (2, 1)
