"""Counts by side and period, and intervals, against sums that are done by hand."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from made_results import results_of
from sample_judgements import judge

import compare
from compare.coding.files import keep
from compare.errors import BatchError, WriteError
from compare.time_series.records import known_of, opened
from compare.time_series.series import jeffreys, series
from corpus import samples

# By event: date, place, and what each side raises with its share of text.
EVENTS = {
    "a": ("2023-02-01", "Rome", {"US": {"trade": 0.4, "taiwan": 0.2}, "PRC": {"taiwan": 0.6}}),
    "b": ("2023-11-05", "Rome", {"US": {"trade": 0.2}, "PRC": {}}),
    "c": ("2024-03-09", "Bali", {"US": {}, "PRC": {"trade": 0.5}}),
    "d": ("2024-04-01", "Bali", {"US": {"trade": 0.1}, "Japan": {"trade": 0.3}}),
}

LIU = "blinken-liu-2024"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return results_of(EVENTS, tmp_path / "results")


def row(table: pd.DataFrame, **where: str) -> dict[str, Any]:
    for column, value in where.items():
        table = table[table[column] == value]
    assert len(table) == 1
    (found,) = table.to_dict("records")
    return {str(column): value for column, value in found.items()}


def test_shares_by_year_are_those_of_the_accounts(folder: Path) -> None:
    table = series(folder, "year").table
    us = row(table, side="US", period="2023", topic="trade")
    assert (us["accounts"], us["raised"], us["share_of_accounts"]) == (2, 2, 1.0)
    assert us["share_of_text"] == pytest.approx(0.3)
    assert us["also_by_others"] == 0
    later = row(table, side="US", period="2024", topic="trade")
    assert (later["accounts"], later["raised"], later["also_by_others"]) == (2, 1, 1)
    assert later["others"] == "Japan"
    assert later["share_of_text"] == pytest.approx(0.05)
    silent = row(table, side="PRC", period="2024", topic="taiwan")
    assert (silent["accounts"], silent["raised"], silent["low"]) == (1, 0, 0.0)
    assert (table["low"] <= table["share_of_accounts"]).all()
    assert (table["share_of_accounts"] <= table["high"]).all()


def test_a_series_can_be_parted(folder: Path, tmp_path: Path) -> None:
    by_other = series(folder, "year", by="counterpart").table
    assert row(by_other, side="US", counterpart="Japan", topic="trade")["raised"] == 1
    levels = tmp_path / "levels.csv"
    levels.write_text("event,level\na,leader\nb,minister\nc,leader\nd,leader\n", "utf-8")
    table = series(folder, "year", by="level", about=levels).table
    assert row(table, side="US", level="minister", topic="trade")["accounts"] == 1
    with pytest.raises(BatchError, match="no column 'rank'"):
        series(folder, by="rank")


@pytest.mark.parametrize(
    ("period", "names"),
    [
        ("month", ["2023-02", "2023-11", "2024-03", "2024-04"]),
        ("quarter", ["2023Q1", "2023Q4", "2024Q1", "2024Q2"]),
        ("event", ["2023-02-01 a", "2023-11-05 b", "2024-03-09 c", "2024-04-01 d"]),
    ],
)
def test_periods_have_names_that_sort(folder: Path, period: str, names: list[str]) -> None:
    found = series(folder, period).table  # type: ignore[arg-type]
    assert sorted(found[found["side"] == "US"]["period"].unique()) == names


def test_intervals_leave_five_per_cent_at_either_end() -> None:
    """By summing the density of the beta distribution over a fine grid."""
    x = (np.arange(200_000) + 0.5) / 200_000
    for k, n in ((1, 10), (5, 10), (3, 40)):
        density = x ** (k - 0.5) * (1 - x) ** (n - k - 0.5)
        density /= density.sum()
        low, high = jeffreys(np.array([float(k)]), np.array([float(n)]))
        assert density[x < low[0]].sum() == pytest.approx(0.05, abs=1e-3)
        assert density[x > high[0]].sum() == pytest.approx(0.05, abs=1e-3)
    low, high = jeffreys(np.array([0.0, 10.0]), np.array([10.0, 10.0]))
    assert (low[0], high[1]) == (0.0, 1.0)


def test_a_series_is_written_as_it_is(
    folder: Path, tmp_path: Path, run: Callable[..., tuple[int, str, str]]
) -> None:
    found = series(folder, "year")
    for kind, reader in (("csv", pd.read_csv), ("parquet", pd.read_parquet)):
        assert run("series", folder, "-o", tmp_path / f"s.{kind}")[0] == 0
        assert list(reader(tmp_path / f"s.{kind}")["raised"]) == list(found.table["raised"])
    found.write(tmp_path / "s.svg")
    assert "Trade" in (tmp_path / "s.svg").read_text("utf-8")
    with pytest.raises(WriteError, match=r"\.csv"):
        found.write(tmp_path / "s.docx")
    code, said, _ = run("series", folder, "--topic", "taiwan")
    assert code == 0
    assert "1 of 2" in said


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (("--q", "0.2"), r"--q is of silences, .* give it with -o series.html, or drop it"),
        (("--q", "0.1", "-o", "s.csv"), "--q is of silences"),
        (("--q", "0.2", "-o", "s.svg"), "--q is of silences"),
        (("--report-lang", "zh"), r"--report-lang .* -o series.html or -o series.svg, or drop it"),
        (("--report-lang", "en", "-o", "s.parquet"), "--report-lang is of a report or a chart"),
    ],
)
def test_an_option_that_would_do_nothing_is_refused(
    folder: Path, run: Callable[..., tuple[int, str, str]], given: tuple[str, ...], told: str
) -> None:
    code, said, wrong = run("series", folder, *given)
    assert (code, said) == (2, "")
    assert len(wrong.splitlines()) == 1
    assert re.search(told, wrong)


def test_single_results_give_what_a_folder_gives() -> None:
    from sample_comparison import sample

    from corpus.statements import Event

    result = sample()
    event = Event(id="e", date="2024-01-12", statements=(result.left, result.right))
    found = compare.series([compare.EventComparison(event, (result,))], "year").table
    for topic in result.topics:
        for side, name, indices in (
            (0, result.left.side, topic.left),
            (1, result.right.side, topic.right),
        ):
            counted = row(found, side=name, topic=topic.id)
            assert counted["raised"] == bool(indices)
            assert counted["share_of_text"] == pytest.approx(topic.share[side], abs=1e-4)


def test_what_is_no_series_is_said(folder: Path, tmp_path: Path) -> None:
    with pytest.raises(BatchError, match="no period 'week'"):
        series(folder, "week")  # type: ignore[arg-type]
    with pytest.raises(BatchError, match="no event raises a topic 'moon'"):
        series(folder, topics=("moon",))
    undated = results_of({"a": ("", "", {"US": {"trade": 1.0}, "PRC": {}})}, tmp_path / "undated")
    with pytest.raises(BatchError, match="no event has a date"):
        series(undated)


def test_what_is_named_twice_counts_once(folder: Path) -> None:
    once = series(folder, by="place", topics=("trade",)).table
    twice = series(folder, by=("place", "place"), topics=("trade", "trade")).table
    pd.testing.assert_frame_equal(twice, once)


@pytest.mark.parametrize("name", ["period", "topic", "raised", "share"])
def test_a_column_with_a_name_of_the_series_is_refused(folder: Path, name: str) -> None:
    about = pd.DataFrame({"event": ["a"], name: ["x"]})
    with pytest.raises(BatchError, match=f"the column '{name}' cannot part a series"):
        series(folder, by=name, about=about)
    assert len(series(folder, by="place", about=about).table)


def test_a_chart_is_written_in_either_language(
    folder: Path, tmp_path: Path, run: Callable[..., tuple[int, str, str]]
) -> None:
    file = tmp_path / "a.svg"
    for language, topic in (("en", "Trade"), ("zh", "议题trade")):
        assert run("series", folder, "-o", file, "--report-lang", language)[0] == 0
        assert topic in file.read_text("utf-8")


def test_tags_of_a_library_that_is_named_by_its_path_are_read(tmp_path: Path) -> None:
    with compare.open_library(str(tmp_path / "own.db"), encoder=None) as library:
        library.add_event(samples.load(LIU))
        library.edit_event(LIU, tags=["level: leader"])
    known = known_of(opened(tmp_path / "own.db"), None)
    assert known is not None
    assert known["level"].to_dict() == {LIU: "leader"}


def test_a_series_of_a_library_follows_what_people_judged(tmp_path: Path) -> None:
    with compare.open_library(str(tmp_path / "own.db"), encoder=None) as library:
        library.add_event(samples.load(LIU))
        found = series(library, "year").table
        (pair,) = next(iter(compare.compare_library(library))).pairs
        (taiwan,) = (topic for topic in pair.topics if topic.id == "taiwan")
        side = pair.left.side
        assert row(found, side=side, topic="taiwan")["raised"] == 1
        keep(library, [
            replace(judge(pair, "topic", "left", index, "not_raised", topic="taiwan"), event=LIU)
            for index in taiwan.left
        ])  # fmt: skip
        again = series(library, "year").table
        assert again[(again["side"] == side) & (again["topic"] == "taiwan")]["raised"].sum() == 0
