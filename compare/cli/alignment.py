"""The command that aligns two texts, and writes nothing but their links."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from compare.cli.options import Encoder, Left, LeftLang, Quiet, Right, RightLang, option
from compare.cli.terminal import note, progress
from compare.errors import CompareError
from compare.settings import DEFAULTS, Settings

if TYPE_CHECKING:
    from corpus.statements import Statement

app = typer.Typer()


class UnitKind(StrEnum):
    """What is aligned."""

    segments = "segments"
    sentences = "sentences"
    lines = "lines"


class OrderMode(StrEnum):
    """Whether the order of a text counts."""

    free = "order-free"
    monotone = "monotone"


class LinksFormat(StrEnum):
    """How an alignment is written."""

    json = "json"
    tsv = "tsv"
    ladder = "ladder"
    tmx = "tmx"
    xliff = "xliff"
    moses = "moses"
    html = "html"


class LinksOrder(StrEnum):
    """In which order the beads of an alignment are written."""

    text = "text"
    score = "score"


Units = Annotated[
    UnitKind,
    option(
        "--units",
        "--segment",
        help="What to align: the segments of a comparison, sentences, or each line of the file.",
        example="--units lines",
    ),
]
Mode = Annotated[
    OrderMode,
    option(
        "--mode",
        help="Links in any order, or in order, as between a text and its translation.",
        example="--mode monotone",
    ),
]
LinksForm = Annotated[
    LinksFormat | None,
    option(
        "--format",
        "-f",
        help="How to write: json by default; ladder is one bead a line, [0, 1]:[2]; html is a "
        "page to correct the links in.",
        example="--format ladder",
    ),
]
LinksOutput = Annotated[
    Path | None,
    option(
        "--output",
        "-o",
        help="Write to this file; .tsv is a table, .txt a ladder, .tmx, .xliff and .html as they "
        "say, and .moses two files of lines, unless --format decides.",
        example="-o links.tsv",
    ),
]
Sort = Annotated[
    LinksOrder,
    option(
        "--sort",
        help="By the text, or by score, the least certain links first, to check them.",
        example="--sort score",
    ),
]


@app.command()
def align(
    left: Left,
    right: Right,
    units: Units = UnitKind.segments,
    mode: Mode = OrderMode.free,
    form: LinksForm = None,
    output: LinksOutput = None,
    sort: Sort = LinksOrder.text,
    left_lang: LeftLang = None,
    right_lang: RightLang = None,
    encoder: Encoder = DEFAULTS.encoder,
    quiet: Quiet = False,
) -> None:
    """Align two texts, sentence by sentence or line by line: links and nulls, nothing else.

    Example: readouts align us.txt prc.txt --units lines --mode monotone -f ladder
    """
    from compare.bitext import align

    if left == right == "-":
        raise CompareError("standard input holds one side; give a file for the other")
    chosen = form or _by_suffix(output)
    lines = units is UnitKind.lines
    left_text, right_text = _read(left, left_lang, lines), _read(right, right_lang, lines)
    with progress(quiet) as tell:
        result = align(
            left_text, right_text, units.value, mode.value, Settings(encoder=encoder), tell
        )
    if sort is LinksOrder.score:
        result = result.by_score()
    if output is None:
        sys.stdout.write(result.render(chosen.value))
        return
    result.write(output, chosen.value)
    note(f"written to {output}", quiet)


def _by_suffix(output: Path | None) -> LinksFormat:
    """The form that a file's suffix asks for, else JSON."""
    named = {f".{form.value}": form for form in LinksFormat}
    named |= {".txt": LinksFormat.ladder, ".xlf": LinksFormat.xliff, ".htm": LinksFormat.html}
    suffix = "" if output is None else output.suffix.lower()
    return named.get(suffix, LinksFormat.json)


def _read(file: str, language: str | None, lines: bool) -> Statement:
    from corpus import read

    # Of a file of lines no line is dropped and none is joined, whatever its suffix.
    kind = "text" if lines else None
    if file != "-":
        return read(file, kind=kind, language=language)
    return read(sys.stdin.buffer, kind=kind, side="stdin", language=language)
