"""Every table as a sheet of an Excel workbook: frozen heads, filters, and no formula."""

from __future__ import annotations

import datetime as dt
import io
import math
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from compare.errors import WriteError
from compare.report.bundle import Bundle
from compare.report.escaping import show_controls
from compare.report.preferences import Preferences
from compare.report.writers.tables.tables import TABLES, Table, flat, rows
from corpus.extras import require
from corpus.text.characters import is_han

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

Cell = str | int | float | bool | None

_MOST = 32_767
"""What a cell holds, in UTF-16 units; a longer text goes on in further columns."""
_WIDE = {"text": 70, "nearest_text": 50, "left_text": 60, "right_text": 60, "finding": 80}
_MIDDLE = {"reason": 60, "title": 40, "url": 40, "signature": 50, "left": 24, "right": 24}
# A workbook's own date; any other would make two of the same comparison differ.
_MADE = dt.datetime(1980, 1, 1)


_A4 = 9
"""Number of the size of paper."""
_LINE, _HIGHEST = 15, 409
"""Height of a line and of the highest row that there is, in points."""
_SPARE = 1.1
"""Room for the ends of lines, which words leave empty."""
_PAGE = 170
"""Width of columns, in characters, that a page in print holds in letters that can be read."""


def write_xlsx(bundle: Bundle, preferences: Preferences) -> bytes:
    """The workbook as bytes; every text is written as a string, whatever it begins with."""
    require("reports", "xlsxwriter", purpose="Excel", error=WriteError)
    import xlsxwriter

    file = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    book = xlsxwriter.Workbook(file, options)
    words = preferences.words
    version = bundle.pairs[0].signature.version
    book.set_properties(
        {
            "title": show_controls(bundle.title(words))[:255],
            "comments": words.say("note.left_out"),
            "author": f"Readouts {version}",
            "created": _MADE,
        }
    )
    head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
    body = book.add_format({"text_wrap": True, "valign": "top"})
    part = book.add_format({"num_format": "0.00", "valign": "top"})
    for table in TABLES:
        found = [
            [flat(value, column.type) for value, column in zip(row, table.columns, strict=True)]
            for row in rows(table, bundle)
        ]
        _fill(book.add_worksheet(table.name), table, found, (head, body, part))
    book.close()
    return file.getvalue()


def _fill(
    sheet: Worksheet,
    table: Table,
    found: Sequence[Sequence[Cell]],
    formats: tuple[Format, Format, Format],
) -> None:
    head, body, part = formats
    pieces = [
        max([len(_pieces(row[position])) for row in found if isinstance(row[position], str)] + [1])
        for position in range(len(table.columns))
    ]
    names = [
        column.name if number == 0 else f"{column.name} ({number + 1})"
        for column, many in zip(table.columns, pieces, strict=True)
        for number in range(many)
    ]
    widths = []
    for position, name in enumerate(names):
        sheet.write_string(0, position, name, head)
        base = name.partition(" ")[0]
        widths.append(_WIDE.get(base) or _MIDDLE.get(base) or 13)
        sheet.set_column(position, position, widths[-1])
    sheet.set_row(0, 2 * _LINE)
    for line, row in enumerate(found, 1):
        cells = list(_spread(row, pieces))
        # A program that does not work out heights itself would let the lines of a cell overlap.
        sheet.set_row(line, _height(cells, widths))
        for position, value in enumerate(cells):
            if isinstance(value, str):
                if value:
                    sheet.write_string(line, position, value, body)
            elif isinstance(value, bool):
                sheet.write_boolean(line, position, value, body)
            elif value is not None:
                sheet.write_number(
                    line, position, value, part if isinstance(value, float) else body
                )
    sheet.freeze_panes(1, 0)
    # In print lying, and as many pages wide as leave letters that can be read, with the head and
    # the first column on each, and the number of the page.
    sheet.set_paper(_A4)
    sheet.set_landscape()
    sheet.fit_to_pages(max(1, round(sum(widths) / _PAGE)), 0)
    sheet.repeat_rows(0)
    sheet.repeat_columns(0)
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    sheet.set_footer("&L&A&R&P / &N")
    sheet.autofilter(0, 0, max(len(found), 1), len(names) - 1)


def _height(cells: Sequence[Cell], widths: Sequence[int]) -> float:
    """Points that the lines of a row need; a Chinese character is as wide as two letters."""
    lines = (
        math.ceil((len(cell) + sum(map(is_han, cell))) * _SPARE / width)
        for cell, width in zip(cells, widths, strict=True)
        if isinstance(cell, str)
    )
    return min(_LINE * max(1, *lines, 1), _HIGHEST)


def _spread(row: Sequence[Cell], pieces: Sequence[int]) -> Iterator[Cell]:
    """The values of a row, each text over as many cells as its column has."""
    for value, many in zip(row, pieces, strict=True):
        if isinstance(value, str):
            cut = _pieces(value)
            yield from cut
            yield from [None] * (many - len(cut))
        else:
            yield value
            yield from [None] * (many - 1)


def _pieces(value: Cell) -> list[str]:
    text = show_controls(str(value))
    # Characters beyond the first plane take two units; halving is enough for any text.
    most = _MOST if len(text) <= _MOST and max(text, default="") < "\U00010000" else _MOST // 2
    return [text[at : at + most] for at in range(0, len(text), most)] or [""]
