"""What the commands of the library take."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

from compare.cli.options import FIDELITIES, TextFidelity, argument, option


class By(StrEnum):
    """How a library is searched."""

    both = "both"
    words = "words"
    meaning = "meaning"


Files = Annotated[
    list[str],
    argument("FILE...", help="Files or addresses of statements.", example="us.html prc.html"),
]
EventId = Annotated[
    str | None,
    option(
        "--event",
        help="Event they belong to; one of its own for each otherwise.",
        example="--event blinken-liu-2024",
    ),
]
StatementId = Annotated[
    str | None,
    option(
        "--id",
        help="Id of the statement; of one that is kept already this is a new version.",
        example="--id blinken-liu-us",
    ),
]
Side = Annotated[
    str | None, option(help="Who speaks; what the file says otherwise.", example="--side US")
]
Language = Annotated[
    str | None, option("--lang", help="Language; detected otherwise.", example="--lang zh")
]
Date = Annotated[
    str | None, option(help="Date; what the file says otherwise.", example="--date 2024-01-12")
]
Title = Annotated[
    str | None,
    option(help="Title; what the file says otherwise.", example="--title 'Call with Beijing'"),
]
Fidelity = Annotated[
    TextFidelity | None,
    option(
        "--fidelity",
        help=f"What the text is to the official one; what the file says otherwise: {FIDELITIES}.",
        example="--fidelity excerpt",
        metavar="KIND",
    ),
]
Publisher = Annotated[
    str | None,
    option(help="Who published it.", example="--publisher 'State Department'"),
]
Url = Annotated[
    str | None, option("--url", help="Its address.", example="--url https://example.org/a")
]
Tags = Annotated[
    list[str] | None, option("--tag", help="A tag; may be repeated.", example="--tag summit")
]
Note = Annotated[str, option(help="A note.", example="--note 'Edited on 3 May'")]
Table = Annotated[
    bool,
    option(
        "--table",
        help="The files are tables (CSV, TSV, JSON lines): a statement in each row.",
        example="--table",
    ),
]
Columns = Annotated[
    list[str] | None,
    option(
        "--column",
        help="The column of a field, or what holds for every row; guessed where not told. "
        "May be repeated.",
        example="--column text=body",
    ),
]
Skip = Annotated[
    bool,
    option(
        "--skip",
        help="Pass over rows of a table that cannot be read, and say which.",
        example="--skip",
    ),
]
Suggest = Annotated[
    bool,
    option("--suggest", help="Say which events seem to be one.", example="--suggest"),
]
Held = Annotated[
    str, argument("ID", help="An event or a statement.", example="readouts show blinken-liu-2024")
]
Moved = Annotated[
    str, argument("STATEMENT", help="A statement, by its id.", example="readouts move prc talks")
]
ToEvent = Annotated[
    str, argument("EVENT", help="An event; made if new.", example="readouts move prc talks")
]
OfVersion = Annotated[
    int | None,
    option("--version", help="An earlier version of a statement.", example="--version 1", min=1),
]
Words = Annotated[
    str,
    argument(
        "TEXT",
        help="What to look for; what stands in quotes as it is.",
        example="'freedom of navigation'",
    ),
]
SearchBy = Annotated[
    By, option("--by", help="Words, meaning across languages, or both.", example="--by words")
]
Most = Annotated[
    int, option("--most", help="How many passages at most.", example="--most 5", min=1, max=500)
]
OnlySide = Annotated[
    str | None, option("--side", help="Only statements of this side.", example="--side PRC")
]
OnlyLanguage = Annotated[
    str | None, option("--lang", help="Only statements in this language.", example="--lang zh")
]
OnlyEvent = Annotated[
    str | None, option("--event", help="Only this event.", example="--event blinken-liu-2024")
]
OnlyTag = Annotated[str | None, option("--tag", help="Only with this tag.", example="--tag x")]
Since = Annotated[str | None, option(help="Only from this date on.", example="--since 2024-01-01")]
Until = Annotated[str | None, option(help="Only up to this date.", example="--until 2024-12-31")]
Packed = Annotated[
    Path, argument("ZIP", help="A ZIP of plain files.", example="readouts export library.zip")
]
