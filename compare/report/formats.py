"""The formats of a report, in one place: suffix, what it is, what it is good for, who writes it.

The list of ``--format``, the suffixes of ``-o`` and the dashboard's list are made from it. Whoever
adds a format writes one :class:`ReportFormat` and hands it to :func:`register`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import cast

from compare.errors import WriteError
from compare.report.bundle import Bundle
from compare.report.content.document import Document
from compare.report.preferences import Preferences

TextWriter = Callable[[Bundle, Preferences], str]
DocumentWriter = Callable[[Document, Preferences], "str | bytes"]
BinaryWriter = Callable[[Bundle, Preferences], bytes]


@dataclass(frozen=True, slots=True)
class ReportFormat:
    """One format."""

    name: str
    """Name by which ``--format`` and ``render`` know it."""
    suffix: str
    label: str
    mime: str
    use: str
    """Use of the format, in a few words."""
    writer: str | TextWriter | BinaryWriter
    """What writes it: a function, or module and function of this package, imported on use."""
    takes_template: bool = False
    """True where a template of the user's own can be given."""
    document_writer: str | DocumentWriter = ""
    """Writes any :class:`Document`, such as a series; empty where the format holds no document."""
    binary: bool = False
    """True where it is no text: :func:`compare.report.encode` makes it, ``render`` does not."""


_BUNDLED = (
    ReportFormat(
        "html",
        ".html",
        "Web page",
        "text/html",
        "one file, works offline, reads side by side",
        writer="writers.html:write_html",
        document_writer="writers.html:html_of",
        takes_template=True,
    ),
    ReportFormat(
        "docx",
        ".docx",
        "Word",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "for an article or a brief, with styles and footnotes",
        writer="writers.word.document:write_docx",
        document_writer="writers.word.document:docx_of",
        takes_template=True,
        binary=True,
    ),
    ReportFormat(
        "pdf",
        ".pdf",
        "PDF",
        "application/pdf",
        "for print and appendices",
        writer="writers.pdf:write_pdf",
        document_writer="writers.pdf:pdf_of",
        takes_template=True,
        binary=True,
    ),
    ReportFormat(
        "md",
        ".md",
        "Markdown",
        "text/markdown",
        "for notes and repositories",
        writer="writers.markdown:write_markdown",
        document_writer="writers.markdown:markdown_of",
    ),
    ReportFormat(
        "latex",
        ".tex",
        "LaTeX",
        "application/x-tex",
        "tables and a method to paste in a paper",
        writer="writers.latex:write_latex",
        document_writer="writers.latex:latex_of",
        takes_template=True,
    ),
    ReportFormat(
        "bibtex",
        ".bib",
        "BibLaTeX",
        "application/x-bibtex",
        "the statements as references",
        writer="content.bibliography:write_bibtex",
    ),
    ReportFormat(
        "bibtex-classic",
        ".classic.bib",
        "Classic BibTeX",
        "application/x-bibtex",
        "the references for BibTeX without BibLaTeX",
        writer="content.bibliography:write_classic_bibtex",
    ),
    ReportFormat(
        "ris",
        ".ris",
        "RIS",
        "application/x-research-info-systems",
        "the references for Zotero, EndNote and others",
        writer="content.bibliography:write_ris",
    ),
    ReportFormat(
        "csl-json",
        ".csl.json",
        "CSL-JSON",
        "application/vnd.citationstyles.csl+json",
        "the references for pandoc and citeproc",
        writer="content.bibliography:write_csl_json",
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
    ReportFormat(
        "fragment",
        ".fragment.html",
        "Web fragment",
        "text/html",
        "the brief of one page, to embed in a web page",
        writer="writers.html:write_fragment",
    ),
)

_known: dict[str, ReportFormat] = {}


def register(kind: ReportFormat) -> None:
    """Make a format known. Raises ValueError where its name or its suffix is taken."""
    for registered in _known.values():
        if kind.name == registered.name or kind.suffix == registered.suffix:
            raise ValueError(
                f"the format {registered.name!r} with the suffix {registered.suffix!r} "
                "is registered already; choose another name and suffix, or call unregister() first"
            )
    if not re.fullmatch(r"\.[a-z0-9.]+", kind.suffix):
        raise ValueError(f"{kind.suffix!r} is no suffix; write a dot and small letters: .html")
    _known[kind.name] = kind


def unregister(name: str) -> None:
    """Forget a format. Raises :class:`WriteError` where it is not known."""
    del _known[report_format(name).name]


def formats() -> tuple[ReportFormat, ...]:
    """All registered formats, in the order in which they were registered."""
    return tuple(_known.values())


def report_format(name: str) -> ReportFormat:
    """The format of a name. Raises :class:`WriteError` where it is not known."""
    try:
        return _known[name]
    except KeyError:
        raise WriteError(f"no format {name!r}; use one of {' '.join(_known)}") from None


def format_of(path: Path) -> ReportFormat:
    """The format that a file's suffix names. Raises :class:`WriteError` where none does."""
    name = path.name.lower()
    if fitting := [
        kind
        for kind in _known.values()
        # A name that is nothing but a suffix is a hidden file without one.
        if name.endswith(kind.suffix) and name != kind.suffix
    ]:
        return max(fitting, key=lambda kind: len(kind.suffix))
    suffixes = " ".join(kind.suffix for kind in _known.values())
    raise WriteError(f"{path} has no suffix that says what to write; use one of {suffixes}")


def text_writer(kind: ReportFormat) -> TextWriter:
    """The writer of a format that is text."""
    return cast(TextWriter, _imported(kind.writer))


def binary_writer(kind: ReportFormat) -> BinaryWriter:
    """The writer of a format that is no text."""
    return cast(BinaryWriter, _imported(kind.writer))


def encode_document(document: Document, format: str, preferences: Preferences) -> bytes:
    """Return a document as the bytes of its file.

    Raises:
        WriteError: the format is not known or holds no documents, or its package is missing.
    """
    kind = _of_documents(report_format(format))
    made = cast(DocumentWriter, _imported(kind.document_writer))(document, preferences)
    return made.encode() if isinstance(made, str) else made


def document_format_of(path: Path) -> ReportFormat:
    """The format of documents that a file's suffix names; raises WriteError where none does."""
    return _of_documents(format_of(path))


def _of_documents(kind: ReportFormat) -> ReportFormat:
    if kind.document_writer:
        return kind
    able = " ".join(known.suffix for known in formats() if known.document_writer)
    raise WriteError(f"{kind.suffix} cannot hold this report; use one of {able}")


def _imported(writer: object) -> object:
    if not isinstance(writer, str):
        return writer
    # A terminal needs no templates, a table no typesetting: each module is imported by itself.
    module, _, name = writer.partition(":")
    return getattr(import_module(f"compare.report.{module}"), name)


for _kind in _BUNDLED:
    register(_kind)
