"""A table of one or many comparisons as Parquet, for data frames."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence

from compare.errors import WriteError
from compare.report.bundle import Bundle
from compare.report.preferences import Preferences
from compare.report.writers.tables.tables import Row, Type, rows, table
from corpus.extras import require


def write_parquet(bundle: Bundle, preferences: Preferences) -> bytes:
    """The table that the preferences name, typed, compressed with zstd; text stands as it is."""
    chosen = table(preferences.table)
    types = {column.name: column.type for column in chosen.columns}
    return parquet_bytes(types, list(rows(chosen, bundle)))


def parquet_bytes(columns: Mapping[str, Type], values: Sequence[Row]) -> bytes:
    """Rows as the bytes of a Parquet file, the same for the same rows.

    Raises:
        WriteError: the package that writes Parquet is not installed.
    """
    require("reports", "pyarrow", purpose="Parquet", error=WriteError)
    import pyarrow as pa
    import pyarrow.parquet as pq

    types = {
        "text": pa.string(),
        "index": pa.int32(),
        "number": pa.float64(),
        "flag": pa.bool_(),
        "date": pa.date32(),
        "indices": pa.list_(pa.int32()),
        "ids": pa.list_(pa.string()),
        "phrases": pa.list_(pa.string()),
    }
    by_column = list(zip(*values, strict=True)) or [()] * len(columns)
    arrays = {
        name: pa.array(held, types[type_])
        for (name, type_), held in zip(columns.items(), by_column, strict=True)
    }
    file = io.BytesIO()
    pq.write_table(pa.table(arrays), file, compression="zstd")
    return file.getvalue()
