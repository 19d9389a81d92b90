"""The commands of reports: saved comparisons in any format, and the schema of what is saved."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from compare.cli.options import Quiet, argument, option
from compare.cli.terminal import note
from compare.errors import CompareError, WriteError

if TYPE_CHECKING:
    from compare.report import Preferences, Result

app = typer.Typer()


class SchemaKind(StrEnum):
    """What an exported file holds."""

    comparison = "comparison"
    event = "event"


def _format_names() -> list[str]:
    from compare.report import formats

    return [kind.name for kind in formats()]


def _known_format(name: str | None) -> str | None:
    """Refuse a format that is not registered before anything is compared."""
    if name is not None and name not in (known := _format_names()):
        raise typer.BadParameter(f"{name!r} is not one of {', '.join(known)}")
    return name


Form = Annotated[
    str | None,
    option(
        "--format",
        "-f",
        help="How to write; text by default, and `readouts formats` lists all.",
        example="--format json",
        metavar="FORMAT",
        callback=_known_format,
        autocompletion=_format_names,
    ),
]
Output = Annotated[
    Path | None,
    option(
        "--output",
        "-o",
        help="Write to this file; its suffix decides the form, unless --format does.",
        example="-o report.html",
    ),
]
Of = Annotated[
    SchemaKind,
    option("--of", help="Two statements, or an event of two or more.", example="--of event"),
]
Exports = Annotated[
    list[str],
    argument("FILE...", help="Saved comparisons: .json or .jsonl.", example="comparison.json"),
]
Parts = Annotated[
    str | None,
    option(
        "--parts",
        help="Parts of the report, set apart by commas; all by default.",
        example="--parts finding,topics,method",
    ),
]
ReportLang = Annotated[
    str,
    option("--report-lang", help="Language of the report: en or zh.", example="--report-lang zh"),
]
Names = Annotated[
    list[str] | None,
    option(
        "--name",
        help="What the report calls a side; may be repeated.",
        example="--name US=Washington",
    ),
]
Template = Annotated[
    Path | None,
    option(
        "--template",
        help="Your own template: Jinja2 for text, .docx for Word, .typ for PDF.",
        example="--template house.docx",
    ),
]
TableName = Annotated[
    str,
    option("--table", help="The table of a .csv or .parquet file.", example="--table topics"),
]
Bom = Annotated[
    bool,
    option("--bom", help="Begin CSV with a mark by which Excel knows UTF-8.", example="--bom"),
]
Fonts = Annotated[
    Path | None,
    option("--fonts", help="A folder of fonts for PDF.", example="--fonts ./fonts"),
]


@app.command()
def report(
    files: Exports,
    form: Form = None,
    output: Output = None,
    parts: Parts = None,
    report_lang: ReportLang = "en",
    names: Names = None,
    template: Template = None,
    table: TableName = "segments",
    bom: Bom = False,
    fonts: Fonts = None,
    quiet: Quiet = False,
) -> None:
    """Write saved comparisons, one or a whole set, as a report in any format.

    Example: readouts report comparison.json -o report.docx
    """
    from compare.report import load_all

    results = [result for file in files for result in load_all(file)]
    chosen = preferences(
        parts, report_lang, names, template=template, table=table, bom=bom, fonts=fonts
    )
    deliver(results[0] if len(results) == 1 else results, form, output, chosen, quiet)


@app.command()
def schema(of: Of = SchemaKind.comparison) -> None:
    """Print the JSON Schema of what is saved as JSON, a comparison or a whole event.

    Example: readouts schema > readouts.schema.json
    """
    from compare.report import schema

    print(json.dumps(schema(of.value), ensure_ascii=False, indent=2))


@app.command()
def formats() -> None:
    """List the formats of a report: name, suffix and what each is good for.

    Example: readouts formats
    """
    from compare.report import formats as known

    for kind in known():
        print(f"{kind.name:<8} {kind.suffix:<9} {kind.label}: {kind.use}")


def preferences(
    parts: str | None, language: str, names: Sequence[str] | None, **rest: object
) -> Preferences:
    """Preferences from the words of a command line.

    Raises:
        CompareError: a word for a side is not of the form SIDE=NAME.
        WriteError: a part or the language is not known.
    """
    from compare.report import Preferences

    chosen = None if parts is None else [part.strip() for part in parts.split(",")]
    pairs = [name.partition("=") for name in names or ()]
    for side, equals, name in pairs:
        if not (side and equals and name):
            raise CompareError(f"--name {side}{equals}{name} names no side; write SIDE=NAME")
    named = {side: name for side, _, name in pairs}
    return Preferences.choose(chosen, language, names=named, **rest)


def deliver(
    result: Result,
    form: str | None,
    output: Path | None,
    chosen: Preferences,
    quiet: bool,
) -> None:
    """Write a report to a file, or print it; what is no text goes to a pipe alone.

    Raises:
        WriteError: it cannot be written, or is none for a terminal.
    """
    from compare.report import encode, render, report_format, show, write

    if output is not None:
        write(result, output, format=form, preferences=chosen)
        note(f"written to {output}", quiet)
    elif form is None or form == "text":
        show(result, sys.stdout, chosen)
    elif not report_format(form).binary:
        sys.stdout.write(render(result, form, chosen))
    elif sys.stdout.isatty():
        raise WriteError(f"{form} is not for a terminal; name a file with -o")
    else:
        sys.stdout.buffer.write(encode(result, form, chosen))
