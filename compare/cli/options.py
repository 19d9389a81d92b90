"""What can be said at the command line: every argument and option, with its help and example."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer


class By(StrEnum):
    """How a library is searched."""

    both = "both"
    words = "words"
    meaning = "meaning"


class Format(StrEnum):
    """How a comparison is written."""

    text = "text"
    json = "json"
    jsonl = "jsonl"
    md = "md"
    html = "html"
    docx = "docx"
    pdf = "pdf"
    latex = "latex"
    bibtex = "bibtex"
    xlsx = "xlsx"
    csv = "csv"
    tables = "tables"
    parquet = "parquet"
    tmx = "tmx"


class SchemaKind(StrEnum):
    """What an exported file holds."""

    comparison = "comparison"
    event = "event"


class UnitsOfText(StrEnum):
    """What is aligned."""

    segments = "segments"
    lines = "lines"


class ModeOfAlignment(StrEnum):
    """Whether the order of a text counts."""

    free = "order-free"
    monotone = "monotone"


class FormOfBeads(StrEnum):
    """How an alignment is written."""

    json = "json"
    tsv = "tsv"
    ladder = "ladder"


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
Of = Annotated[
    SchemaKind,
    _option("--of", help="Two statements, or an event of two or more.", example="--of event"),
]
Exports = Annotated[
    list[str],
    _argument("FILE...", help="Saved comparisons: .json or .jsonl.", example="comparison.json"),
]
Parts = Annotated[
    str | None,
    _option(
        "--parts",
        help="Parts of the report, set apart by commas; all by default.",
        example="--parts finding,topics,method",
    ),
]
ReportLang = Annotated[
    str,
    _option("--report-lang", help="Language of the report: en or zh.", example="--report-lang zh"),
]
Names = Annotated[
    list[str] | None,
    _option(
        "--name",
        help="What the report calls a side; may be repeated.",
        example="--name US=Washington",
    ),
]
Template = Annotated[
    Path | None,
    _option(
        "--template",
        help="Your own template: Jinja2 for text, .docx for Word, .typ for PDF.",
        example="--template house.docx",
    ),
]
TableName = Annotated[
    str,
    _option("--table", help="The table of a .csv or .parquet file.", example="--table topics"),
]
Bom = Annotated[
    bool,
    _option("--bom", help="Begin CSV with a mark by which Excel knows UTF-8.", example="--bom"),
]
Fonts = Annotated[
    Path | None,
    _option("--fonts", help="A folder of fonts for PDF.", example="--fonts ./fonts"),
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
Units = Annotated[
    UnitsOfText,
    _option(
        "--units",
        help="What to align: sentences, or each line of the file.",
        example="--units lines",
    ),
]
Mode = Annotated[
    ModeOfAlignment,
    _option(
        "--mode",
        help="Links in any order, or in order, as between a text and its translation.",
        example="--mode monotone",
    ),
]
BeadForm = Annotated[
    FormOfBeads | None,
    _option(
        "--format",
        "-f",
        help="How to write: json by default; ladder is one bead a line, [0, 1]:[2].",
        example="--format ladder",
    ),
]
BeadOutput = Annotated[
    Path | None,
    _option(
        "--output",
        "-o",
        help="Write to this file; .tsv is a table and .txt a ladder, unless --format decides.",
        example="-o links.tsv",
    ),
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
ReadPairs = Annotated[
    bool,
    _option(
        "--read-pairs/--no-read-pairs",
        help="Also read the nearest passages together: some seconds more, and surer.",
        example="--no-read-pairs",
    ),
]
CodebookFile = Annotated[
    Path, _argument("FILE", help="A codebook in YAML.", example="readouts codebook check my.yaml")
]
TopicId = Annotated[
    str | None,
    _argument("TOPIC", help="A topic by its id; all of them otherwise.", example="taiwan"),
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
CurveFolder = Annotated[
    Path | None,
    _option(
        "--figures",
        help="Write a reliability diagram and a precision-recall curve, as SVG, to this folder.",
        example="--figures scores",
    ),
]
Port = Annotated[
    int, _option(help="Port on this machine.", example="--port 8600", min=1, max=65535)
]
AllowFetch = Annotated[
    bool,
    _option(
        "--allow-fetch",
        help="Let the dashboard fetch addresses that are typed into it.",
        example="--allow-fetch",
    ),
]
Browser = Annotated[
    bool,
    _option("--browser/--no-browser", help="Whether to open a browser.", example="--no-browser"),
]
LibraryPlace = Annotated[
    str | None,
    _option(
        "--library",
        help="The library: a file, or postgresql://...; your own by default.",
        example="--library team.db",
        envvar="READOUTS_LIBRARY",
    ),
]
Files = Annotated[
    list[str],
    _argument("FILE...", help="Files or addresses of statements.", example="us.html prc.html"),
]
EventId = Annotated[
    str | None,
    _option(
        "--event",
        help="Event they belong to; one of its own for each otherwise.",
        example="--event blinken-liu-2024",
    ),
]
StatementId = Annotated[
    str | None,
    _option(
        "--id",
        help="Id of the statement; of one that is kept already this is a new version.",
        example="--id blinken-liu-us",
    ),
]
Side = Annotated[
    str | None, _option(help="Who speaks; what the file says otherwise.", example="--side US")
]
Language = Annotated[
    str | None, _option("--lang", help="Language; detected otherwise.", example="--lang zh")
]
Date = Annotated[
    str | None, _option(help="Date; what the file says otherwise.", example="--date 2024-01-12")
]
Title = Annotated[
    str | None,
    _option(help="Title; what the file says otherwise.", example="--title 'Call with Beijing'"),
]
Tags = Annotated[
    list[str] | None, _option("--tag", help="A tag; may be repeated.", example="--tag summit")
]
Note = Annotated[str, _option(help="A note.", example="--note 'Edited on 3 May'")]
Suggest = Annotated[
    bool,
    _option("--suggest", help="Say which events seem to be one.", example="--suggest"),
]
Held = Annotated[
    str, _argument("ID", help="An event or a statement.", example="readouts show blinken-liu-2024")
]
Moved = Annotated[
    str, _argument("STATEMENT", help="A statement, by its id.", example="readouts move prc talks")
]
ToEvent = Annotated[
    str, _argument("EVENT", help="An event; made if new.", example="readouts move prc talks")
]
OfVersion = Annotated[
    int | None,
    _option("--version", help="An earlier version of a statement.", example="--version 1", min=1),
]
Words = Annotated[
    str,
    _argument(
        "TEXT",
        help="What to look for; what stands in quotes as it is.",
        example="'freedom of navigation'",
    ),
]
SearchBy = Annotated[
    By, _option("--by", help="Words, meaning across languages, or both.", example="--by words")
]
Most = Annotated[
    int, _option("--most", help="How many passages at most.", example="--most 5", min=1, max=500)
]
OnlySide = Annotated[
    str | None, _option("--side", help="Only statements of this side.", example="--side PRC")
]
OnlyLanguage = Annotated[
    str | None, _option("--lang", help="Only statements in this language.", example="--lang zh")
]
OnlyEvent = Annotated[
    str | None, _option("--event", help="Only this event.", example="--event blinken-liu-2024")
]
OnlyTag = Annotated[str | None, _option("--tag", help="Only with this tag.", example="--tag x")]
Since = Annotated[str | None, _option(help="Only from this date on.", example="--since 2024-01-01")]
Until = Annotated[str | None, _option(help="Only up to this date.", example="--until 2024-12-31")]
Packed = Annotated[
    Path, _argument("ZIP", help="A ZIP of plain files.", example="readouts export library.zip")
]
