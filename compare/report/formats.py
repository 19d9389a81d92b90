"""The formats of a report, in one place: suffix, what it is, and what it is good for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import cast

from compare.report.content.bundle import Bundle
from compare.report.preferences import Preferences

TextWriter = Callable[[Bundle, Preferences], str]
BinaryWriter = Callable[[Bundle, Preferences], bytes]


@dataclass(frozen=True, slots=True)
class ReportFormat:
    """One format."""

    name: str
    """What ``--format`` and ``render`` call it."""
    suffix: str
    label: str
    mime: str
    use: str
    """What it is good for, in a few words."""
    writer: str
    """Module of this package and function that write it, imported when the format is used."""
    binary: bool = False
    """True where it is no text: :func:`compare.report.encode` makes it, ``render`` does not."""


REPORT_FORMATS = (
    ReportFormat(
        "html",
        ".html",
        "Web page",
        "text/html",
        "one file, works offline, reads side by side",
        writer="writers.html:write_html",
    ),
    ReportFormat(
        "docx",
        ".docx",
        "Word",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "for an article or a brief, with styles and footnotes",
        writer="writers.word.document:write_docx",
        binary=True,
    ),
    ReportFormat(
        "pdf",
        ".pdf",
        "PDF",
        "application/pdf",
        "for print and appendices",
        writer="writers.pdf:write_pdf",
        binary=True,
    ),
    ReportFormat(
        "md",
        ".md",
        "Markdown",
        "text/markdown",
        "for notes and repositories",
        writer="writers.markdown:write_markdown",
    ),
    ReportFormat(
        "latex",
        ".tex",
        "LaTeX",
        "application/x-tex",
        "tables and a method to paste in a paper",
        writer="writers.latex:write_latex",
    ),
    ReportFormat(
        "bibtex",
        ".bib",
        "BibTeX",
        "application/x-bibtex",
        "the statements as references",
        writer="content.bibliography:write_bibtex",
    ),
    ReportFormat(
        "xlsx",
        ".xlsx",
        "Excel",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "every table as a sheet, with filters",
        writer="writers.tables.xlsx:write_xlsx",
        binary=True,
    ),
    ReportFormat(
        "csv",
        ".csv",
        "CSV",
        "text/csv",
        "one table, for a spreadsheet or statistics",
        writer="writers.tables.csv:write_csv",
    ),
    ReportFormat(
        "tables",
        ".zip",
        "CSV tables",
        "application/zip",
        "every table as a CSV",
        writer="writers.tables.csv:write_tables",
        binary=True,
    ),
    ReportFormat(
        "json",
        ".json",
        "JSON",
        "application/json",
        "everything, for programs",
        writer="export.json_text:write_json",
    ),
    ReportFormat(
        "jsonl",
        ".jsonl",
        "JSON lines",
        "application/jsonl",
        "many comparisons, one a line",
        writer="export.json_text:write_jsonl",
    ),
    ReportFormat(
        "parquet",
        ".parquet",
        "Parquet",
        "application/vnd.apache.parquet",
        "a table of many comparisons, for data frames",
        writer="writers.tables.parquet:write_parquet",
        binary=True,
    ),
    ReportFormat(
        "tmx",
        ".tmx",
        "TMX",
        "application/x-tmx+xml",
        "linked passages, for translation tools",
        writer="writers.tmx:write_tmx",
    ),
    ReportFormat(
        "text",
        ".txt",
        "Text",
        "text/plain",
        "as printed at a terminal",
        writer="writers.text:write_text",
    ),
)

FORMATS = {kind.suffix: kind.name for kind in REPORT_FORMATS}
"""The format that each suffix chooses."""

BY_NAME = {kind.name: kind for kind in REPORT_FORMATS}


def text_writer(format: str) -> TextWriter:
    """The writer of a format that is text."""
    return cast(TextWriter, _load(format))


def binary_writer(format: str) -> BinaryWriter:
    """The writer of a format that is no text."""
    return cast(BinaryWriter, _load(format))


def _load(format: str) -> object:
    # A terminal needs no templates, a table no typesetting: each module is imported by itself.
    module, _, name = BY_NAME[format].writer.partition(":")
    return getattr(import_module(f"compare.report.{module}"), name)
