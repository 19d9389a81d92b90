"""The data dictionary: what every table and column holds, for programs and for readers."""

from __future__ import annotations

import functools
import json
from pathlib import Path

from compare.report.writers.tables.tables import TABLES, Type
from compare.version import __version__

_FRICTIONLESS: dict[Type, str] = {
    "text": "string",
    "index": "integer",
    "number": "number",
    "flag": "boolean",
    "date": "date",
    "indices": "string",
    "ids": "string",
    "phrases": "string",
}
_SHOWN: dict[Type, str] = {
    "text": "text",
    "index": "whole number",
    "number": "number in [0, 1]",
    "flag": "true or false",
    "date": "date",
    "indices": "list of whole numbers",
    "ids": "list of ids",
    "phrases": "list of texts",
}
_IN_CSV: dict[Type, str] = {
    "indices": "; several are set apart by spaces",
    "ids": "; several are set apart by spaces",
    "phrases": "; several are set apart by semicolons",
}
_HEAD = (
    "# Tables\n\n"
    'What `compare.write(result, "tables.zip")`, `.csv`, `.xlsx`, `.parquet` and '
    "`result.to_pandas(name)` give: the same tables, columns and rows in each. Columns may be "
    "added: ask for them by name, not by place.\n\n"
    "Lists are lists in Parquet and data frames; in CSV and Excel they stand in one cell, set "
    "apart by spaces, phrases by semicolons. What is missing is empty in CSV and Excel, null in "
    "Parquet, NaN or NaT in a data frame. CSV puts an apostrophe before a text that a spreadsheet "
    "would take for a formula. The ZIP holds `datapackage.json`, the same dictionary as a "
    "[Frictionless Data Package](https://specs.frictionlessdata.io/data-package/).\n\n"
    "This page is made from `compare/report/writers/tables/dictionary.tsv`.\n"
)


@functools.cache
def _entries() -> dict[tuple[str, str], str]:
    text = Path(__file__).with_name("dictionary.tsv").read_text("utf-8")
    rows = [line.split("\t") for line in text.splitlines()[1:]]
    return {(table, column): description for table, column, description in rows}


def description(table: str, column: str = "") -> str:
    """What a column of a table holds, or, without a column, what its rows are."""
    entries = _entries()
    return entries.get((table, column)) or entries["*", column]


def datapackage(bom: bool = False) -> str:
    """Return ``datapackage.json`` of all tables as CSV (Frictionless Data Package 1).

    Args:
        bom: whether the files begin with a byte order mark.
    """
    resources = [
        {
            "name": table.name,
            "path": f"{table.name}.csv",
            "profile": "tabular-data-resource",
            "description": description(table.name),
            "format": "csv",
            "mediatype": "text/csv",
            "encoding": "utf-8-sig" if bom else "utf-8",
            "schema": {
                "fields": [
                    {
                        "name": column.name,
                        "type": _FRICTIONLESS[column.type],
                        "description": description(table.name, column.name)
                        + _IN_CSV.get(column.type, ""),
                    }
                    for column in table.columns
                ],
                "missingValues": [""],
            },
        }
        for table in TABLES
    ]
    package = {
        "profile": "tabular-data-package",
        "name": "readouts",
        "title": f"Tables of Readouts {__version__}",
        "resources": resources,
    }
    return json.dumps(package, ensure_ascii=False, indent=2) + "\n"


def dictionary_page() -> str:
    """Return the data dictionary as a page in Markdown."""
    parts = [_HEAD]
    for table in TABLES:
        parts.append(f"## {table.name}\n\n{description(table.name).capitalize()}.\n")
        rows = [
            f"| `{c.name}` | {_SHOWN[c.type]} | {description(table.name, c.name)} |"
            for c in table.columns
        ]
        parts.append("\n".join(["| Column | Type | |", "|---|---|---|", *rows]) + "\n")
    return "\n".join(parts)
