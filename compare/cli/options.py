"""What several commands take, and how an argument or option is declared, with help and example."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Any

import typer


class TextFidelity(StrEnum):
    """What a text is to the official one."""

    unknown = "unknown"
    verbatim = "verbatim"
    translation = "translation"
    excerpt = "excerpt"
    paraphrase = "paraphrase"


FIDELITIES = "unknown unless told, verbatim, translation, excerpt or paraphrase"


def option(*names: str, help: str, example: str, **limits: Any) -> Any:
    """An option of a command, whose help ends with an example; ``limits`` are typer's own."""
    return typer.Option(*names, help=f"{help} Example: {example}", **limits)


def argument(name: str, *, help: str, example: str, **limits: Any) -> Any:
    """An argument of a command, whose help ends with an example; ``limits`` are typer's own."""
    return typer.Argument(metavar=name, help=f"{help} Example: {example}", **limits)


Left = Annotated[
    str,
    argument(
        "LEFT", help="File of one side's statement, or - for standard input.", example="us.txt"
    ),
]
Right = Annotated[
    str,
    argument("RIGHT", help="File of the other side's, or - for standard input.", example="prc.txt"),
]
LeftLang = Annotated[
    str | None,
    option(help="Language of the left text; detected otherwise.", example="--left-lang en"),
]
RightLang = Annotated[
    str | None,
    option(help="Language of the right text; detected otherwise.", example="--right-lang zh"),
]
LeftFidelity = Annotated[
    TextFidelity | None,
    option(
        help=f"What the left text is to the official one: {FIDELITIES}.",
        example="--left-fidelity excerpt",
        metavar="KIND",
    ),
]
LeftDate = Annotated[
    str | None, option(help="Date of the left text.", example="--left-date 2024-01-12")
]
LeftTitle = Annotated[
    str | None,
    option(help="Title of the left text.", example="--left-title 'Call with Beijing'"),
]
LeftPublisher = Annotated[
    str | None,
    option(help="Who published the left text.", example="--left-publisher 'State Department'"),
]
LeftUrl = Annotated[
    str | None,
    option(help="Address of the left text.", example="--left-url https://example.org/a"),
]
RightFidelity = Annotated[
    TextFidelity | None,
    option(
        help=f"What the right text is to the official one: {FIDELITIES}.",
        example="--right-fidelity excerpt",
        metavar="KIND",
    ),
]
RightDate = Annotated[
    str | None, option(help="Date of the right text.", example="--right-date 2024-01-12")
]
RightTitle = Annotated[
    str | None,
    option(help="Title of the right text.", example="--right-title 'Call with Beijing'"),
]
RightPublisher = Annotated[
    str | None,
    option(help="Who published the right text.", example="--right-publisher 'State Department'"),
]
RightUrl = Annotated[
    str | None,
    option(help="Address of the right text.", example="--right-url https://example.org/a"),
]
MaxError = Annotated[
    float,
    option(
        help="Largest share of the passages called left out that may be wrong.",
        example="--max-error 0.1",
        min=0.001,
        max=0.999,
    ),
]
Encoder = Annotated[
    str,
    option(
        help="What turns text into vectors: embedded, a sentence-transformers model or a folder.",
        example="--encoder ./my-model",
    ),
]
Codebook = Annotated[
    str,
    option(help="Topics to look for: bundled, or a YAML file.", example="--codebook topics.yaml"),
]
ReadPairs = Annotated[
    bool,
    option(
        "--read-pairs/--no-read-pairs",
        help="Also read the nearest passages together: some seconds more, and surer.",
        example="--no-read-pairs",
    ),
]
AsJson = Annotated[bool, option("--json", help="Print JSON, for other programs.", example="--json")]
Quiet = Annotated[
    bool,
    option("--quiet", "-q", help="No progress and no notes, only errors.", example="--quiet"),
]
LibraryPlace = Annotated[
    str | None,
    option(
        "--library",
        help="The library: a file, or postgresql://...; your own by default.",
        example="--library team.db",
        envvar="READOUTS_LIBRARY",
    ),
]
