"""The command that turns saved comparisons into reports, and what every report may be told."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from compare.cli import options as opt
from compare.errors import CompareError, WriteError

if TYPE_CHECKING:
    from compare.report import Preferences, Result

app = typer.Typer()


@app.command()
def report(
    files: opt.Exports,
    form: opt.Form = None,
    output: opt.Output = None,
    parts: opt.Parts = None,
    report_lang: opt.ReportLang = "en",
    names: opt.Names = None,
    template: opt.Template = None,
    table: opt.TableName = "segments",
    bom: opt.Bom = False,
    fonts: opt.Fonts = None,
    quiet: opt.Quiet = False,
) -> None:
    """Write saved comparisons, one or a whole set, as a report in any format.

    Example: readouts report comparison.json -o report.docx
    """
    from compare.report import load_all

    results = [one for file in files for one in load_all(file)]
    told = preferences(
        parts, report_lang, names, template=template, table=table, bom=bom, fonts=fonts
    )
    deliver(results[0] if len(results) == 1 else results, form, output, told, quiet)


def preferences(
    parts: str | None, language: str, names: Sequence[str] | None, **rest: object
) -> Preferences:
    """Preferences from the words of a command line."""
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
    form: opt.Format | None,
    output: Path | None,
    told: Preferences,
    quiet: bool,
) -> None:
    """Write a report to a file, or print it."""
    from compare.report import BY_NAME, encode, render, show, write

    if output is not None:
        write(result, output, format=form, preferences=told)
        if not quiet:
            print("readouts: written to", output, file=sys.stderr)
    elif form is None or form is opt.Format.text:
        show(result, sys.stdout, told)
    elif not BY_NAME[form].binary:
        sys.stdout.write(render(result, form, told))
    elif sys.stdout.isatty():
        raise WriteError(f"{form} is not for a terminal; name a file with -o")
    else:
        sys.stdout.buffer.write(encode(result, form, told))
