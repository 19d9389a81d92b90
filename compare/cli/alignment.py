"""The command that aligns two texts, and writes nothing but their links."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from compare.cli import options as opt
from compare.cli.progress import progress
from compare.errors import CompareError
from compare.settings import DEFAULTS, Settings

if TYPE_CHECKING:
    from corpus.readers import FileFormat
    from corpus.statements import Statement

app = typer.Typer()


@app.command()
def align(
    left: opt.Left,
    right: opt.Right,
    units: opt.Units = opt.UnitsOfText.segments,
    mode: opt.Mode = opt.ModeOfAlignment.free,
    form: opt.BeadForm = None,
    output: opt.BeadOutput = None,
    left_lang: opt.LeftLang = None,
    right_lang: opt.RightLang = None,
    encoder: opt.Encoder = DEFAULTS.encoder,
    quiet: opt.Quiet = False,
) -> None:
    """Align two texts, sentence by sentence or line by line: links and nulls, nothing else.

    Example: readouts align us.txt prc.txt --units lines --mode monotone -f ladder
    """
    from compare.bitext import align

    if left == right == "-":
        raise CompareError("standard input holds one side; give a file for the other")
    chosen = form or _by_suffix(output)
    lines = units is opt.UnitsOfText.lines
    one, other = _read(left, left_lang, lines), _read(right, right_lang, lines)
    with progress(quiet) as tell:
        result = align(one, other, units.value, mode.value, Settings(encoder=encoder), tell)
    if output is None:
        sys.stdout.write(result.render(chosen.value))
        return
    result.write(output, chosen.value)
    if not quiet:
        print("readouts: written to", output, file=sys.stderr)


def _by_suffix(output: Path | None) -> opt.FormOfBeads:
    """The form that a file's suffix asks for, else JSON."""
    named = {".tsv": opt.FormOfBeads.tsv, ".txt": opt.FormOfBeads.ladder}
    suffix = "" if output is None else output.suffix.lower()
    return named.get(suffix, opt.FormOfBeads.json)


def _read(file: str, language: str | None, lines: bool) -> Statement:
    from corpus import read

    # Of a file of lines no line is dropped and none is joined, whatever its suffix.
    kind: FileFormat | None = "text" if lines else None
    if file != "-":
        return read(file, kind=kind, language=language)
    return read(sys.stdin.buffer, kind=kind, side="stdin", language=language)
