"""The writer of each format, loaded when it is first used."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import cast

from .bundle import Bundle
from .preferences import Preferences

Text = Callable[[Bundle, Preferences], str]
Binary = Callable[[Bundle, Preferences], bytes]

# A terminal needs no templates, a table no typesetting: each module is imported by name alone.
_HOMES = {
    "html": "html.write_html",
    "md": "markdown.write_markdown",
    "latex": "latex.write_latex",
    "bibtex": "bibliography.write_bibtex",
    "csv": "table.write_csv",
    "json": "jsonfile.write_json",
    "jsonl": "jsonfile.write_jsonl",
    "tmx": "tmx.write_tmx",
    "text": "text.write_text",
    "docx": "word.write_docx",
    "pdf": "pdf.write_pdf",
    "xlsx": "workbook.write_xlsx",
    "tables": "table.write_tables",
    "parquet": "parquet.write_parquet",
}


def text_writer(format: str) -> Text:
    """The writer of a format that is text."""
    return cast(Text, _load(format))


def binary_writer(format: str) -> Binary:
    """The writer of a format that is no text."""
    return cast(Binary, _load(format))


def _load(format: str) -> object:
    module, _, name = _HOMES[format].partition(".")
    found: object = getattr(import_module(f".{module}", __package__), name)
    return found
