"""Tables as CSV: one in a file, or all of them in an archive."""

from __future__ import annotations

import csv
import io
import zipfile

from compare.report.bundle import Bundle
from compare.report.escaping import cell
from compare.report.preferences import Preferences
from compare.report.writers.tables.dictionary import datapackage
from compare.report.writers.tables.tables import TABLES, Table, flat, rows, table
from compare.report.writers.tables.zip import add

_MARK = "\ufeff"


def write_csv(bundle: Bundle, preferences: Preferences) -> str:
    """CSV of one table by RFC 4180; of an event or a set, pair after pair.

    Lists stand in one cell as :func:`tables.flat` says. Text that a spreadsheet could take for a
    formula is neutralised as :func:`escaping.cell` says.
    """
    return _csv(table(preferences.table), bundle, preferences)


def write_tables(bundle: Bundle, preferences: Preferences) -> bytes:
    """Every table as a CSV of its name, in one zip archive, with a Frictionless Data Package."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for table in TABLES:
            add(archive, f"{table.name}.csv", _csv(table, bundle, preferences).encode())
        add(archive, "datapackage.json", datapackage(preferences.bom).encode())
    return file.getvalue()


def _csv(table: Table, bundle: Bundle, preferences: Preferences) -> str:
    file = io.StringIO(newline="")
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerow([column.name for column in table.columns])
    for row in rows(table, bundle):
        cells = zip(row, table.columns, strict=True)
        writer.writerow([_shown(flat(value, column.type)) for value, column in cells])
    return (_MARK if preferences.bom else "") + file.getvalue()


def _shown(value: str | int | float | bool | None) -> str | int | float:
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    return cell(value) if isinstance(value, str) else value
