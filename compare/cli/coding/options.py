"""What the commands of coding take, and where judgements are read from and kept."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from compare.cli.options import argument, option

if TYPE_CHECKING:
    from compare.coding.judgements import Entry
    from corpus.library import Library
    from corpus.statements import Event


class Kind(StrEnum):
    """What is judged."""

    status = "status"
    link = "link"
    topic = "topic"
    speaker = "speaker"


JudgementFile = Annotated[
    Path | None,
    option(
        "--judgements",
        "-j",
        help="A file of judgements (.jsonl); those of the library otherwise.",
        example="-j judgements.jsonl",
    ),
]
TableFile = Annotated[
    Path,
    argument(
        "TABLE",
        help="Codings, one row a passage: .csv, .tsv, .xlsx or .jsonl; or a project, .qdpx.",
        example="readouts code import codings.csv",
    ),
]
TargetFile = Annotated[
    Path,
    argument("FILE", help="Where they go; its suffix says how.", example="codings.qdpx"),
]
LabelFile = Annotated[
    Path | None,
    option(
        "--labels",
        help="A mapping file: what the labels of your study mean here.",
        example="--labels labels.yaml",
    ),
]
CodesFile = Annotated[
    Path,
    argument(
        "CODES", help="A codebook (.qdc) or a project (.qdpx) of REFI-QDA.", example="study.qdc"
    ),
]
LabelTarget = Annotated[
    Path | None,
    option(
        "--output", "-o", help="Where it goes; the terminal otherwise.", example="-o labels.yaml"
    ),
]
CoderName = Annotated[
    str,
    option("--coder", help="Who coded the rows that do not say.", example="--coder Ada"),
]
OnlyEvent = Annotated[
    str | None,
    option("--event", help="Only this event.", example="--event blinken-liu-2024"),
]
HeldEvent = Annotated[
    str,
    argument(
        "EVENT", help="An event of the library, or a bundled one.", example="blinken-liu-2024"
    ),
]
OfKind = Annotated[
    list[Kind] | None,
    option("--kind", help="Only judgements of this kind; may be repeated.", example="--kind topic"),
]
WithMachine = Annotated[
    bool,
    option(
        "--machine", help="Count what the machine had said as one more coder.", example="--machine"
    ),
]
WithNotes = Annotated[
    bool,
    option(
        "--with-notes",
        help="With the highlights and notes that the library keeps of its texts.",
        example="--with-notes",
    ),
]
AsJson = Annotated[bool, option("--json", help="Print the numbers as JSON.", example="--json")]
TopicMapFile = Annotated[
    Path | None,
    option(
        "--topics",
        help="A mapping file: what became of the topics of an older codebook.",
        example="--topics renamed.yaml",
    ),
]


def history(file: Path | None, place: str | None, event: str | None = None) -> tuple[Entry, ...]:
    """The judgements of a file, or of a library where none is named."""
    from compare.coding import files
    from compare.library import open_library

    if file is not None:
        found = files.read(file)
        return tuple(each for each in found if event is None or each.event == event)
    with open_library(place, encoder=None, create=False) as shelf:
        return files.read_library(shelf, event)


def known_events(place: str | None, *, create: bool = False) -> dict[str, Event]:
    """The events that can be coded: those of the library, where there is one, and bundled ones.

    A library that is not there yet holds none.

    Args:
        place: the library; the user's own by default.
        create: whether a library that is named and not there yet is made, for what will be kept.
    """
    from compare.library import library_exists, open_library
    from corpus import samples

    found = {name: samples.load(name) for name in samples.names()}
    if create or library_exists(place):
        with open_library(place, encoder=None, create=create) as shelf:
            found |= _events(shelf)
    return found


def _events(shelf: Library) -> dict[str, Event]:
    return {event.id: event for event in shelf.events()}
