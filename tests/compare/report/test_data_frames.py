"""Tables as data frames, held against the CSV."""

from __future__ import annotations

import io

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


def csv_of(result: compare.Comparison | compare.EventComparison, name: str) -> pd.DataFrame:
    """The CSV of a table read back; only numbers that are missing are NaN."""
    (table,) = (table for table in TABLES if table.name == name)
    return pd.read_csv(
        io.StringIO(render(result, "csv", Preferences(table=name)), newline=""),
        keep_default_na=False,
        na_values={column.name: "" for column in table.columns if column.type != "text"},
        dtype={column.name: "str" for column in table.columns if column.type == "text"},
    )


def as_in_csv(frame: pd.DataFrame) -> pd.DataFrame:
    """The frame with its texts made harmless for spreadsheets, as those of the CSV are."""
    return frame.map(lambda value: cell(value) if isinstance(value, str) else value)


@pytest.mark.slow
@pytest.mark.parametrize("event", samples.names())
def test_a_data_frame_of_a_bundled_event_is_its_csv(event: str) -> None:
    result = compare.event(samples.load(event))
    for pair in result.pairs:
        frame = pair.to_pandas().drop(columns="links")
        pd.testing.assert_frame_equal(as_in_csv(frame), csv_of(pair, "segments"))


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("result", [sample(), sample_event()], ids=["pair", "event"])
def test_every_table_is_its_csv(
    name: str, result: compare.Comparison | compare.EventComparison
) -> None:
    frame = result.to_pandas(name).drop(columns="links", errors="ignore")
    pd.testing.assert_frame_equal(as_in_csv(frame), csv_of(result, name))


def test_the_columns_of_an_empty_table_have_their_types() -> None:
    frame = sample_event().to_pandas("shifts").iloc[:0]
    assert list(frame.columns) == [
        "left_id", "right_id", "link", "left", "right", "kind", "grade", "reason",
    ]  # fmt: skip
    assert frame["link"].dtype == "int64"


def test_an_unknown_table_is_an_error_that_lists_those_there_are() -> None:
    with pytest.raises(CompareError, match="no table 'segment'; use one of summary segments"):
        sample().to_pandas("segment")
