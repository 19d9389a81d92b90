"""Reports of a comparison: text, JSON, Markdown, HTML and CSV.

Every format is made from the export, so that all show the same numbers and a saved JSON can
be turned into any of them. The same input gives the same bytes.
"""

from __future__ import annotations

from pathlib import Path
from typing import IO

from compare.comparison import Comparison, EventComparison
from compare.errors import WriteError

from .conversion import export, export_event, mirror
from .export import EventExport, Export, schema
from .loading import ExportError, load, load_event
from .writing import replace

__all__ = [
    "FORMATS",
    "EventExport",
    "Export",
    "ExportError",
    "export",
    "export_event",
    "load",
    "load_event",
    "mirror",
    "render",
    "schema",
    "show",
    "write",
]

Result = Comparison | EventComparison | Export | EventExport

FORMATS = {".json": "json", ".md": "md", ".html": "html", ".csv": "csv", ".txt": "text"}
"""The format that each suffix chooses."""


def write(result: Result, path: str | Path, *, format: str | None = None) -> None:
    """Write a report; the suffix of ``path`` chooses the format unless ``format`` does.

    The file is written whole or not at all. Raises :class:`WriteError` for a suffix or format
    that is not known and for a place that can't be written to.
    """
    path = Path(path)
    if format is None:
        format = FORMATS.get(path.suffix.lower())
        if format is None:
            known = " ".join(FORMATS)
            raise WriteError(f"{path} has no suffix that says what to write; use one of {known}")
    replace(path, render(result, format).encode())


def render(result: Result, format: str) -> str:
    """The report as a string; ``format`` is ``text``, ``json``, ``md``, ``html`` or ``csv``.

    Raises :class:`WriteError` for another format.
    """
    exported = _exported(result)
    # Imported here: a terminal needs no templates, and a file no colours.
    if format == "json":
        from .jsonfile import write_json

        return write_json(exported)
    if format == "text":
        from .text import write_text

        return write_text(exported)
    if format == "md":
        from .markdown import write_markdown

        return write_markdown(exported)
    if format == "csv":
        from .table import write_csv

        return write_csv(exported)
    if format == "html":
        from .html import write_html

        return write_html(exported)
    raise WriteError(f"no format {format!r}; use one of {' '.join(FORMATS.values())}")


def show(result: Result, stream: IO[str]) -> None:
    """Print the text report: in colours and the terminal's width at a terminal, else plain."""
    from .text import show as show_text

    show_text(_exported(result), stream)


def _exported(result: Result) -> Export | EventExport:
    if isinstance(result, Comparison):
        return export(result)
    if isinstance(result, EventComparison):
        return export_event(result)
    return result
