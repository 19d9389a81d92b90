"""Tables as data frames, held against the CSV."""

from __future__ import annotations

import io
from pathlib import Path

import pandas as pd
import pytest
from sample_comparison import sample
from sample_events import sample_event

import compare
from compare.errors import CompareError
from compare.report import Preferences, render
from compare.report.escaping import cell
from compare.report.writers.tables.tables import TABLES
from corpus import samples

NAMES = [table.name for table in TABLES]


LISTS = {"indices", "ids", "phrases"}
TEXTS = {"text", *LISTS}


def csv_of(result: compare.Comparison | compare.EventComparison, name: str) -> pd.DataFrame:
    """The CSV of a table read back; only numbers that are missing are NaN."""
    (table,) = (table for table in TABLES if table.name == name)
    return pd.read_csv(
        io.StringIO(render(result, "csv", Preferences(table=name)), newline=""),
        keep_default_na=False,
        na_values={column.name: "" for column in table.columns if column.type not in TEXTS},
        dtype={column.name: "str" for column in table.columns if column.type in TEXTS},
    )


def as_in_csv(frame: pd.DataFrame, name: str) -> pd.DataFrame:
    """The frame as its CSV is read: lists joined, dates as texts, texts harmless."""
    shown = frame.copy()
    (table,) = (table for table in TABLES if table.name == name)
    for column in table.columns:
        if column.type in LISTS:
            between = "; " if column.type == "phrases" else " "
            shown[column.name] = [between.join(map(str, v)) for v in frame[column.name]]
            shown[column.name] = shown[column.name].astype("str")
        elif column.type == "date":
            shown[column.name] = frame[column.name].dt.strftime("%Y-%m-%d")
    return shown.map(lambda value: cell(value) if isinstance(value, str) else value)


@pytest.mark.slow
@pytest.mark.parametrize("event", samples.names())
def test_a_data_frame_of_a_bundled_event_is_its_csv(event: str) -> None:
    result = compare.event(samples.load(event))
    for pair in result.pairs:
        frame = pair.to_pandas().drop(columns="links")
        pd.testing.assert_frame_equal(as_in_csv(frame, "segments"), csv_of(pair, "segments"))


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("result", [sample(), sample_event()], ids=["pair", "event"])
def test_every_table_is_its_csv(
    name: str, result: compare.Comparison | compare.EventComparison
) -> None:
    frame = result.to_pandas(name).drop(columns="links", errors="ignore")
    pd.testing.assert_frame_equal(as_in_csv(frame, name), csv_of(result, name), check_dtype=False)


def test_the_columns_of_an_empty_table_have_their_types() -> None:
    frame = sample_event().to_pandas("shifts").iloc[:0]
    assert list(frame.columns) == [
        "event", "event_date", "left_id", "right_id", "link", "left", "right", "kind", "grade",
        "reason",
    ]  # fmt: skip
    assert frame["link"].dtype == "int64"


def test_an_unknown_table_is_an_error_that_lists_those_there_are() -> None:
    with pytest.raises(CompareError, match="no table 'segment'; use one of summary segments"):
        sample().to_pandas("segment")


def test_lists_are_lists_and_passages_count_from_one() -> None:
    frame = sample().to_pandas()
    assert frame["passage"].tolist() == [n + 1 for n in frame["segment"]]
    linked = frame[["linked", "linked_passages"]].to_numpy().tolist()
    assert any(indices for indices, _ in linked)
    assert all([n + 1 for n in indices] == passages for indices, passages in linked)
    assert frame["topics"].explode().dropna().isin(sample().to_pandas("topics")["topic"]).all()


@pytest.mark.parametrize("name", NAMES)
def test_every_table_begins_with_the_event_and_its_date(name: str) -> None:
    frame = sample_event().to_pandas(name)
    assert list(frame.columns[:2]) == ["event", "event_date"]
    assert set(frame["event"]) <= {sample_event().event.id}
    assert set(frame["event_date"].dt.date) <= {sample_event().event.date}


@pytest.mark.parametrize("name", NAMES)
def test_parquet_holds_what_the_frame_holds(name: str, tmp_path: Path) -> None:
    compare.write(sample_event(), tmp_path / "a.parquet", table=name)
    read = pd.read_parquet(tmp_path / "a.parquet")
    frame = sample_event().to_pandas(name)
    assert list(read.columns) == list(frame.columns)
    (table,) = (table for table in TABLES if table.name == name)
    for column in table.columns:
        if column.type in LISTS:
            assert [list(v) for v in read[column.name]] == frame[column.name].tolist()
