"""The formats of a report, in one place: suffix, what it is, and what it is good for."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Kind:
    """One format."""

    name: str
    """What ``--format`` and ``render`` call it."""
    suffix: str
    label: str
    mime: str
    use: str
    """What it is good for, in a few words."""
    binary: bool = False
    """True where it is no text: :func:`compare.report.encode` makes it, ``render`` does not."""


KINDS = (
    Kind("html", ".html", "Web page", "text/html", "one file, works offline, reads side by side"),
    Kind(
        "docx",
        ".docx",
        "Word",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "for an article or a brief, with styles and footnotes",
        binary=True,
    ),
    Kind("pdf", ".pdf", "PDF", "application/pdf", "for print and appendices", binary=True),
    Kind("md", ".md", "Markdown", "text/markdown", "for notes and repositories"),
    Kind("latex", ".tex", "LaTeX", "application/x-tex", "tables and a method to paste in a paper"),
    Kind("bibtex", ".bib", "BibTeX", "application/x-bibtex", "the statements as references"),
    Kind(
        "xlsx",
        ".xlsx",
        "Excel",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "every table as a sheet, with filters",
        binary=True,
    ),
    Kind("csv", ".csv", "CSV", "text/csv", "one table, for a spreadsheet or statistics"),
    Kind("tables", ".zip", "CSV tables", "application/zip", "every table as a CSV", binary=True),
    Kind("json", ".json", "JSON", "application/json", "everything, for programs"),
    Kind("jsonl", ".jsonl", "JSON lines", "application/jsonl", "many comparisons, one a line"),
    Kind(
        "parquet",
        ".parquet",
        "Parquet",
        "application/vnd.apache.parquet",
        "a table of many comparisons, for data frames",
        binary=True,
    ),
    Kind("tmx", ".tmx", "TMX", "application/x-tmx+xml", "linked passages, for translation tools"),
    Kind("text", ".txt", "Text", "text/plain", "as printed at a terminal"),
)

FORMATS = {kind.suffix: kind.name for kind in KINDS}
"""The format that each suffix chooses."""

BY_NAME = {kind.name: kind for kind in KINDS}
