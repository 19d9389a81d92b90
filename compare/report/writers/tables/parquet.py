"""A table of one or many comparisons as Parquet, for data frames."""

from __future__ import annotations

import io

from compare.errors import WriteError
from compare.report.bundle import Bundle
from compare.report.preferences import Preferences
from compare.report.writers.tables.tables import rows, table
from corpus.extras import require


def write_parquet(bundle: Bundle, preferences: Preferences) -> bytes:
    """The table that the preferences name, typed, compressed with zstd; text stands as it is."""
    require("reports", "pyarrow", purpose="Parquet", error=WriteError)
    import pyarrow as pa
    import pyarrow.parquet as pq

    types = {"text": pa.string(), "index": pa.int32(), "number": pa.float64(), "flag": pa.bool_()}
    chosen = table(preferences.table)
    columns = list(zip(*rows(chosen, bundle), strict=True)) or [()] * len(chosen.columns)
    arrays = {
        column.name: pa.array(values, types[column.type])
        for column, values in zip(chosen.columns, columns, strict=True)
    }
    file = io.BytesIO()
    pq.write_table(pa.table(arrays), file, compression="zstd")
    return file.getvalue()
