"""Reports of a comparison, an event or a whole set of them, in every registered format.

Every format is made from the export, so that all show the same numbers and a saved JSON can
be turned into any of them. The same input gives the same bytes, or, where a format holds
compressed parts, the same contents.
"""

from __future__ import annotations

import dataclasses
import os
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import IO

from compare.comparison import Comparison, EventComparison
from compare.coverage.types import Reason
from compare.errors import ExportError, WriteError
from compare.files import replace
from compare.phrases.reasons import reason_text
from compare.phrases.words import words
from compare.report.bundle import Bundle
from compare.report.export.conversion import export_comparison, export_event
from compare.report.export.loading import load, load_all, load_event
from compare.report.export.schema import EventExport, Export, schema

from .formats import (
    ReportFormat,
    binary_writer,
    format_of,
    formats,
    register,
    report_format,
    text_writer,
    unregister,
)
from .preferences import DEFAULTS, PARTS, Part, Preferences

__all__ = [
    "PARTS",
    "EventExport",
    "Export",
    "ExportError",
    "Part",
    "Preferences",
    "ReportFormat",
    "Result",
    "encode",
    "explain",
    "export_comparison",
    "export_event",
    "formats",
    "load",
    "load_all",
    "load_event",
    "register",
    "render",
    "report_format",
    "schema",
    "show",
    "unregister",
    "write",
]

SingleResult = Comparison | EventComparison | Export | EventExport
Result = SingleResult | Sequence[SingleResult]


def write(
    result: Result,
    path: str | os.PathLike[str],
    *,
    format: str | None = None,
    language: str | None = None,
    parts: Iterable[str] | None = None,
    names: Mapping[str, str] | None = None,
    table: str | None = None,
    preferences: Preferences = DEFAULTS,
) -> None:
    """Write a report; the file is written whole or not at all.

    Args:
        result: a comparison, the comparison of an event, or a list of them.
        path: where to; its suffix chooses the format unless ``format`` does.
        format: name of a format, such as ``html``; :func:`formats` lists them.
        language: of the report's own words, ``en`` or ``zh``.
        parts: which parts, of ``PARTS``.
        names: new names of sides, by the names that they have.
        table: which table ``.csv`` and ``.parquet`` hold.
        preferences: all of these and more at once; what is given beside it outranks it.

    Raises:
        WriteError: a suffix, format, language, part or table is not known, the package of a
            format is missing, or the path cannot be written to.
        SideError: ``names`` renames a side that the result does not have.
    """
    path = Path(path)
    kind = format_of(path) if format is None else report_format(format)
    chosen = preferences.with_choices(language=language, parts=parts, names=names, table=table)
    replace(path, encode(result, kind.name, chosen))


def render(result: Result, format: str, preferences: Preferences = DEFAULTS) -> str:
    """Return the report as a string, in a format that is text.

    Raises :class:`WriteError` for a format that is not known or is no text.
    """
    kind = report_format(format)
    if kind.binary:
        raise WriteError(f"{format} is no text; write it to a file, or take the bytes of encode()")
    _check_template(kind, preferences)
    return text_writer(kind)(*_prepared(result, preferences, kind.suffix))


def encode(result: Result, format: str, preferences: Preferences = DEFAULTS) -> bytes:
    """Return the report as the bytes of its file; raises as :func:`write` does."""
    kind = report_format(format)
    _check_template(kind, preferences)
    if kind.binary:
        return binary_writer(kind)(*_prepared(result, preferences, kind.suffix))
    return render(result, format, preferences).encode()


def _check_template(kind: ReportFormat, preferences: Preferences) -> None:
    """Raise WriteError where a template is given that the format has no use for."""
    if preferences.template is None or kind.takes_template:
        return
    takes = " ".join(known.name for known in formats() if known.takes_template)
    raise WriteError(f"{kind.name} has no template; give one with {takes}, or leave it out")


def show(result: Result, stream: IO[str], preferences: Preferences = DEFAULTS) -> None:
    """Print the text report: in colours and the terminal's width at a terminal, else plain."""
    from compare.report.writers.text import show as show_text

    _check_template(report_format("text"), preferences)
    bundle, chosen = _prepared(result, preferences, ".txt")
    show_text(bundle, stream, chosen)


def explain(result: Comparison, reasons: Sequence[Reason], language: str = "en") -> str:
    """Return the reasons of a :class:`Coverage` as text, in English or Chinese (``zh``).

    Raises :class:`WriteError` for a language that is not known.
    """
    spoken = words(language)
    named = {topic.id: topic.phrase(spoken.language) for topic in result.topics}
    return reason_text(reasons, named, spoken)


def _prepared(result: Result, preferences: Preferences, suffix: str) -> tuple[Bundle, Preferences]:
    """The results with sides renamed, and preferences with the command that makes it again."""
    if isinstance(result, Comparison | EventComparison | Export | EventExport):
        results: tuple[Export | EventExport, ...] = (_exported(result),)
    else:
        results = tuple(map(_exported, result))
    if not results:
        raise WriteError("there is nothing to report: no comparison was given")
    bundle = Bundle(results)
    if not preferences.command:
        from compare.report.content.methods import reproduce

        command = reproduce(bundle, preferences, suffix)
        preferences = dataclasses.replace(preferences, command=command)
    return bundle.renamed(preferences.names), preferences


def _exported(result: SingleResult) -> Export | EventExport:
    if isinstance(result, Comparison):
        return export_comparison(result)
    if isinstance(result, EventComparison):
        return export_event(result)
    return result
