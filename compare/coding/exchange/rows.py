"""Rows of codings from a CSV, TSV, XLSX or JSON lines file: one row a coded passage."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from compare.errors import CodingError, refusing_damage
from corpus.extras import require
from corpus.files import readable
from corpus.text.decoding import decode

FIELDS = (
    "event", "side", "quote", "start", "end", "label", "coder", "note", "unsure", "against",
    "other_quote", "other_start", "other_end", "time", "id", "machine", "final", "blind",
)  # fmt: skip
"""The columns that are read; any others are passed over.

``quote`` or ``start`` and ``end`` say where; offsets count Unicode characters of the text.
``against`` is the other side where an event has more than two, and ``other_quote`` (or its offsets)
the passage that a link joins. ``machine`` is what the machine had said, ``final`` says that the row
is an adjudication, and ``blind`` that the coder had not seen what the machine says."""

Row = dict[str, str]


def read_rows(path: Path | str) -> list[Row]:
    """Read the rows of a table; keys are in small letters, empty cells are left out.

    Raises:
        CodingError: the file cannot be read, has no row, or is of a kind that is not known.
    """
    path = Path(path)
    kinds = {".csv": _csv, ".tsv": _csv, ".jsonl": _json_lines, ".xlsx": _workbook}
    reader = kinds.get(path.suffix.lower())
    if reader is None:
        raise CodingError(f"{path} is no table of codings; give one of {' '.join(kinds)}")
    try:
        data = readable(path).read_bytes()
    except OSError as error:
        raise CodingError(f"{path} cannot be read: {error.strerror}; check the path") from error
    with refusing_damage(path, CodingError, "a damaged table; save it anew"):
        rows = [_tidy(row) for row in reader(data, path)]
    found = [row for row in rows if row]
    if not found:
        raise CodingError(f"{path} has no row; its first row names columns such as event, label")
    return found


def _tidy(row: Mapping[Any, Any]) -> Row:
    cells = {
        str(key).strip().casefold(): "" if value is None else str(value).strip()
        for key, value in row.items()
        if key is not None
    }
    return {key: value for key, value in cells.items() if value}


def _csv(data: bytes, path: Path) -> Iterator[Mapping[Any, Any]]:
    text = decode(data, str(path))
    head = text.partition("\n")[0]
    mark = max("\t;,", key=head.count)
    return csv.DictReader(io.StringIO(text, newline=""), delimiter=mark)


def _json_lines(data: bytes, path: Path) -> Iterator[Mapping[Any, Any]]:
    for number, line in enumerate(data.decode("utf-8-sig", "replace").splitlines(), 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except ValueError:
            row = None
        if not isinstance(row, dict):
            raise CodingError(f"{path}, line {number} is no JSON object; correct the line")
        yield row


def _workbook(data: bytes, path: Path) -> Iterator[Mapping[Any, Any]]:
    require("coding", "openpyxl", purpose="codings in Excel", error=CodingError)
    import openpyxl

    try:
        sheet = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True).active
        rows = list(sheet.iter_rows(values_only=True))
    # A damaged workbook fails in any way there is.
    except Exception as error:
        raise CodingError(f"{path} cannot be read as a workbook: {error}; save it anew") from error
    head = rows[0] if rows else ()
    return (dict(zip(head, row, strict=False)) for row in rows[1:])
