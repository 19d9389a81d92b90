"""Tables of statements: a row each, from a file or a data frame, grouped by event."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from corpus.formats.columns import guess_columns
from corpus.formats.kinds import format_named
from corpus.formats.plain import json_lines, load_json, without_markup, wrapped_rows
from corpus.text.decoding import decode

from .completion import complete
from .documents import Document
from .errors import ReadError
from .origins import LIMIT, Original, take

if TYPE_CHECKING:
    import pandas as pd

    from .origins import Origin

_OF_STATEMENT = ("id", "side", "date", "title", "language", "author")
_OF_SOURCE = ("url", "publisher", "fidelity", "retrieved")
FIELDS = ("text", *_OF_STATEMENT, *_OF_SOURCE, "event")
"""What a column may hold."""
_TOLD = re.compile(r"sep=([,;\t|])[ \t]*\n", re.IGNORECASE)
_QUOTED = re.compile(r'"[^"]*"')


@dataclass(frozen=True, slots=True)
class Table:
    """The statements of a table."""

    documents: tuple[Document, ...]
    """In the order of their rows."""
    events: Mapping[str, tuple[Document, ...]]
    """Those whose row names an event, by its name, in the order in which events begin."""
    columns: Mapping[str, str]
    """The column of each field, as told or guessed."""
    refused: tuple[ReadError, ...]
    """Why rows were passed over, each with its number."""


def read_table(
    origin: Origin | pd.DataFrame,
    *,
    skip: bool = False,
    **columns: str,
) -> Table:
    """Read a statement from every row of a table.

    Args:
        origin: a CSV or TSV file, JSON lines or a JSON list, in any way that
            :func:`corpus.read` takes one, or a data frame of pandas.
        skip: pass over rows that cannot be read, and say which; by default the first is raised.
        **columns: the column of a field, such as ``text="body"``: text, id, side, date, title,
            language, author, url, publisher, fidelity, retrieved, event. What is not told is
            guessed by the names of the columns; what names no column holds for every row, such
            as ``side="US"``. Other columns are passed over.

    Raises:
        ReadError: the file cannot be read, no column holds text, or a row does not fit; the
            first row below the header is row 1.
    """
    name, original, rows = _rows(origin)
    names = list(dict.fromkeys(key for row in rows if isinstance(row, dict) for key in row))
    if not names and rows and isinstance(rows[0], ReadError):
        raise rows[0]
    chosen, fixed = _choose(names, columns, name)
    documents: list[Document] = []
    events: dict[str, list[Document]] = {}
    refused: list[ReadError] = []
    for number, row in enumerate(rows, 1):
        called = f"{name} row {number:,}"
        try:
            if not isinstance(row, dict):
                raise row if isinstance(row, ReadError) else _no_object(called)
            document = _document(row, chosen, fixed, called, original)
        except ReadError as error:
            if not skip:
                raise
            refused.append(error)
            continue
        documents.append(document)
        column = chosen.get("event")
        event = fixed.get("event", "") if column is None else _value(row.get(column))
        if event:
            events.setdefault(event, []).append(document)
    if not documents:
        raise ReadError(f"{name} holds no row that can be read; check its columns: {_list(names)}")
    grouped = {event: tuple(held) for event, held in events.items()}
    return Table(tuple(documents), grouped, chosen, tuple(refused))


def csv_rows(text: str, name: str) -> list[dict[str, str] | ReadError]:
    """The rows of a table in text, by the names in its first line.

    In the place of a row with more cells than the header stands what is wrong with it.

    Raises:
        ReadError: it has no header, two columns of one name, no rows, or a quotation without end.
    """
    csv.field_size_limit(LIMIT)
    text = text.lstrip("\n")
    # Spreadsheets write the sign between cells above the header.
    told = _TOLD.match(text)
    text = text[told.end() :] if told else text
    first = _QUOTED.sub("", text.partition("\n")[0])
    sign = told[1] if told else max(",\t;|", key=first.count)
    try:
        _refuse_open_quotation(text, sign, name)
        reader = csv.DictReader(io.StringIO(text), delimiter=sign)
        rows = list(reader)
    except csv.Error as error:
        raise ReadError(f"{name} is a damaged table ({error}); save it anew as CSV") from None
    # Spreadsheets leave rows of empty cells below a table.
    while rows and not any(map(_holds, rows[-1].values())):
        rows.pop()
    names = [column for column in reader.fieldnames or () if column.strip()]
    if twice := next((column for column in names if names.count(column) > 1), None):
        raise ReadError(f"{name} has two columns {twice!r}; name each differently")
    if not rows:
        raise ReadError(f"{name} holds no rows below its header; put statements into it")
    return [_row(row, f"{name} row {n:,}", sign) for n, row in enumerate(rows, 1)]


def _holds(cells: str | list[str] | None) -> bool:
    """Whether a cell, or any of those beyond the header, holds something."""
    return any(map(str.strip, [cells] if isinstance(cells, str) else cells or ()))


def _row(row: dict[Any, Any], name: str, sign: str) -> dict[str, str] | ReadError:
    cells = len(row) - 1 + len(row.get(None, ()))
    if any(map(str.strip, row.get(None, ()))):
        return ReadError(
            f"{name} has {cells} cells under {len(row) - 1} columns; put text that holds {sign!r} "
            "into quotation marks"
        )
    return {str(key): value for key, value in row.items() if key is not None}


def _refuse_open_quotation(text: str, sign: str, name: str) -> None:
    """Refuse a table whose last cell swallows rows, since its quotation mark is never closed."""
    reader, number = csv.reader(io.StringIO(text), delimiter=sign, strict=True), 0
    try:
        for number, _ in enumerate(reader, 1):  # noqa: B007 - the last is what is asked
            pass
    except csv.Error as error:
        if "end of data" in str(error):
            raise ReadError(
                f"{name} row {number:,} opens a quotation that is never closed; close it, or save "
                "the table anew as CSV"
            ) from None


def row_fields(row: Mapping[str, Any], columns: Mapping[str, str]) -> dict[str, Any]:
    """The fields of a statement in one row, by the columns that hold them."""
    found = {field: _value(row.get(column)) for field, column in columns.items()}
    fields: dict[str, Any] = {key: found[key] for key in _OF_STATEMENT if found.get(key)}
    text = found.get("text", "").replace("\r\n", "\n").replace("\r", "\n")
    fields["text"] = without_markup(text)
    fields["source"] = {key: found[key] for key in _OF_SOURCE if found.get(key)}
    return fields


def _rows(origin: Origin | pd.DataFrame) -> tuple[str, Original | None, list[Any]]:
    """What the table is called, its bytes, and its rows."""
    if hasattr(origin, "to_dict") and hasattr(origin, "columns"):
        return "the table", None, [{str(k): v for k, v in r.items()} for r in _records(origin)]
    original = take(origin)
    text = decode(original.data, original.name)
    if text.lstrip().startswith(("[", "{")):
        return original.name, original, list(_json_rows(text, original.name))
    return original.name, original, list(csv_rows(text, original.name))


def _records(frame: Any) -> Iterable[dict[Any, Any]]:
    records: list[dict[Any, Any]] = frame.to_dict(orient="records")
    return records


def _no_object(name: str) -> ReadError:
    return ReadError(f"{name} is no JSON object; put its fields into one")


def _json_rows(text: str, name: str) -> Iterator[Any]:
    if text.lstrip().startswith("["):
        yield from load_json(text, name)
        return
    if whole := _wrapped(text):
        yield from whole
        return
    for number, line in json_lines(text):
        yield load_json(line, f"{name} line {number:,}")


def _wrapped(text: str) -> list[Any]:
    try:
        return wrapped_rows(json.loads(text))
    except (ValueError, RecursionError):
        return []


def _choose(
    names: list[str], columns: Mapping[str, str], name: str
) -> tuple[dict[str, str], dict[str, str]]:
    """The column of each field, and what holds for every row."""
    unknown = [field for field in columns if field not in FIELDS]
    if unknown:
        raise ReadError(
            f"{unknown[0]!r} is no field of a statement; the fields are {_list(FIELDS)}"
        )
    chosen = guess_columns(names)
    fixed: dict[str, str] = {}
    for field, column in columns.items():
        chosen.pop(field, None)
        if column in names:
            chosen[field] = column
        else:
            fixed[field] = column
    if "text" not in chosen:
        asked = f"no column {columns['text']!r}" if "text" in columns else "no column with the text"
        raise ReadError(f"{name} has {asked}; name one of {_list(names)}, as text=")
    return chosen, fixed


def _document(
    row: Mapping[str, Any],
    columns: Mapping[str, str],
    fixed: Mapping[str, str],
    name: str,
    original: Original | None,
) -> Document:
    fields = row_fields(row, columns)
    for field, value in fixed.items():
        if field in _OF_SOURCE:
            fields["source"][field] = value
        elif field != "event":
            fields[field] = value
    data = fields["text"].encode("utf-8", "replace")
    stem = PurePath(original.name).stem if original is not None else "statement"
    whole = Original(data, name, stem, ".txt")
    return Document(complete(fields, whole, {}), data, format_named("text").media_types[0], name)


def _value(value: object) -> str:
    """A cell as text, several as paragraphs; empty where it holds nothing, NaN included."""
    missing = value is None or value != value
    if isinstance(value, list) and all(isinstance(part, str) for part in value):
        return "\n\n".join(part.strip() for part in value)
    return "" if missing else str(value).strip()


def _list(names: Iterable[str]) -> str:
    return ", ".join([name for name in names if name][:20])
