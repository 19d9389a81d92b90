"""What can be said at the command line: every argument and option, with its help and example."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer


class Format(StrEnum):
    """How a comparison is written."""

    text = "text"
    json = "json"
    md = "md"
    html = "html"
    csv = "csv"


def _option(*names: str, help: str, example: str, **limits: Any) -> Any:
    return typer.Option(*names, help=f"{help} Example: {example}", **limits)


def _argument(name: str, *, help: str, example: str) -> Any:
    return typer.Argument(metavar=name, help=f"{help} Example: {example}")


Left = Annotated[
    str,
    _argument(
        "LEFT", help="File of one side's statement, or - for standard input.", example="us.txt"
    ),
]
Right = Annotated[
    str,
    _argument(
        "RIGHT", help="File of the other side's, or - for standard input.", example="prc.txt"
    ),
]
Form = Annotated[
    Format | None,
    _option("--format", "-f", help="How to write; text by default.", example="--format json"),
]
Output = Annotated[
    Path | None,
    _option(
        "--output",
        "-o",
        help="Write to this file; its suffix decides the form, unless --format does.",
        example="-o report.html",
    ),
]
LeftSide = Annotated[
    str | None,
    _option(help="Who speaks on the left; the file's name otherwise.", example="--left-side US"),
]
RightSide = Annotated[
    str | None,
    _option(help="Who speaks on the right; the file's name otherwise.", example="--right-side PRC"),
]
LeftLang = Annotated[
    str | None,
    _option(help="Language of the left text; detected otherwise.", example="--left-lang en"),
]
RightLang = Annotated[
    str | None,
    _option(help="Language of the right text; detected otherwise.", example="--right-lang zh"),
]
Encoder = Annotated[
    str,
    _option(
        help="What turns text into vectors: embedded, a sentence-transformers model or a folder.",
        example="--encoder ./my-model",
    ),
]
Codebook = Annotated[
    str,
    _option(help="Topics to look for: bundled, or a YAML file.", example="--codebook topics.yaml"),
]
MaxError = Annotated[
    float,
    _option(
        help="Largest share of the passages called left out that may be wrong.",
        example="--max-error 0.1",
        min=0.001,
        max=0.999,
    ),
]
Quiet = Annotated[
    bool,
    _option("--quiet", "-q", help="No progress and no notes, only errors.", example="--quiet"),
]
Version = Annotated[
    bool, _option("--version", help="Print the version.", example="readouts --version")
]
Bundled = Annotated[
    str,
    _argument(
        "EVENT", help="A bundled event; readouts samples lists them.", example="readouts demo"
    ),
]
Report = Annotated[
    Path, _option("--output", "-o", help="Where the report goes.", example="-o report.html")
]
Gold = Annotated[
    Path,
    _argument("GOLD", help="Labelled events: a folder of JSON files, or one.", example="gold/dev"),
]
AsJson = Annotated[bool, _option("--json", help="Print the scores as JSON.", example="--json")]
Port = Annotated[
    int, _option(help="Port on this machine.", example="--port 8600", min=1, max=65535)
]
Browser = Annotated[
    bool,
    _option("--browser/--no-browser", help="Whether to open a browser.", example="--no-browser"),
]
