"""Tables as data frames: the columns and rows of the CSV, typed, with texts as they stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from compare.comparison import SIDES, Comparison, EventComparison
from compare.report.bundle import Bundle
from compare.report.export.conversion import export_comparison, export_event
from compare.report.writers.tables.tables import Column, Value, rows, table

if TYPE_CHECKING:
    import pandas as pd

_TYPES = {
    "text": "str",
    "index": "int64",
    "number": "float64",
    "flag": "bool",
    "date": "datetime64[s]",
    "indices": "object",
    "ids": "object",
    "phrases": "object",
}


def data_frame(result: Comparison | EventComparison, name: str) -> pd.DataFrame:
    """Return a table of a comparison, or of every pair of an event.

    Lists are lists. A number that a row lacks (``nearest``) is NaN, and its column then of
    floats; a date that it lacks is NaT. The segments of a comparison have one more column, the
    last: ``links``, deprecated, with the indices of their links in ``result.links`` as a list.

    Raises:
        WriteError: no table has that name.
    """
    import pandas as pd

    chosen = table(name)
    if isinstance(result, EventComparison):
        bundle = Bundle((export_event(result),))
    else:
        bundle = Bundle((export_comparison(result),))
    columns = list(zip(*rows(chosen, bundle), strict=True))
    frame = pd.DataFrame(
        {
            column.name: pd.Series(list(map(_held, values)), dtype=_type(column, values))
            for column, values in zip(
                chosen.columns, columns or [()] * len(chosen.columns), strict=True
            )
        }
    )
    if name == "segments" and isinstance(result, Comparison):
        frame["links"] = _links(result)
    return frame


def _held(value: Value) -> object:
    return list(value) if isinstance(value, tuple) else value


def _type(column: Column, values: tuple[Value, ...]) -> str:
    return "float64" if column.type == "index" and None in values else _TYPES[column.type]


def _links(result: Comparison) -> list[list[int]]:
    return [
        [number for number, link in enumerate(result.links) if index in getattr(link, side)]
        for side in SIDES
        for index in range(len(result.segments(side)))
    ]
