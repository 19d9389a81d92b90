"""A report as headings, paragraphs, tables and figures, before any format is chosen.

Every format for people is written from these, so that all of them say the same. Text in a run is
plain: the writer of a format escapes it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Literal, NamedTuple

from compare.comparison import SideName
from compare.report.escaping import line
from compare.report.figures.shapes import Drawing

Look = Literal["plain", "strong", "quiet", "quote", "code", "mark"]
Kind = Literal[
    "plain", "finding", "warning", "note", "item", "subitem", "facts", "nearest", "method"
]
Part = Literal[
    "", "brief", "annex", "set", "event", "pair", "sources", "coverage", "topics", "matrix",
    "left_out", "gaps", "shifts", "terms", "tone", "suggestions", "texts", "text", "notes",
    "method", "cite",
]  # fmt: skip
"""What a section is about, for formats that lay some of them out in their own way."""


class Passage(NamedTuple):
    """A segment of a report: of which pair of texts, counted from 0, on which side, and which."""

    pair: int
    side: SideName
    segment: int


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text of one look, in one language."""

    text: str
    look: Look = "plain"
    lang: str = ""
    """Language of the text where it is not the report's own."""
    url: str = ""
    """Target of a link, which begins with http; empty for none."""
    note: int | None = None
    """Index into the document's notes of the footnote that the run stands for."""
    passage: Passage | None = None
    """The passage that the run quotes, whole or in part."""


Runs = tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; 1 is the title of the whole."""

    level: int
    text: str
    part: Part = ""
    pair: int = 0
    """Of a part on one pair of texts: which pair, counted from 0."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph, or an item of a list."""

    runs: Runs
    kind: Kind = "plain"
    tag: str = ""
    """Label before the paragraph, in formats that have a column for labels."""
    column: tuple[str, ...] = ()
    """All tags that share one column, its own among them."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table with a head row; ``widths`` are the relative widths of its columns."""

    head: tuple[str, ...]
    rows: tuple[tuple[Runs, ...], ...]
    widths: tuple[int, ...]
    about: str
    """Description of the table for screen readers."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A drawing with the words that stand under it."""

    drawing: Drawing
    caption: str


@dataclass(frozen=True, slots=True)
class Code:
    """Lines that are kept as they are."""

    text: str
    language: str


Block = Heading | Paragraph | Table | Figure | Code


@dataclass(frozen=True, slots=True)
class Item:
    """An item of a list, and what stands below it."""

    paragraph: Paragraph
    below: tuple[Paragraph, ...] = ()


@dataclass(frozen=True, slots=True)
class Items:
    """A list."""

    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """A whole report."""

    title: str
    language: str
    version: str
    date: str
    """Date of the event as ISO text, or empty."""
    keywords: tuple[str, ...]
    blocks: tuple[Block, ...]
    notes: tuple[Runs, ...] = field(default=())


def plain(text: str) -> Runs:
    """Return a text of the report itself, no quotation, as one run."""
    return (Run(text),)


def quote(text: str, lang: str, passage: Passage | None = None) -> Run:
    """Return words of a statement on one line, control characters made visible."""
    return Run(line(text), "quote", lang, passage=passage)


def joined(runs: Iterable[Run]) -> str:
    """Return the text of runs, without looks and notes."""
    return "".join(run.text for run in runs if run.note is None)


def listed(blocks: Iterable[Block]) -> list[Block | Items]:
    """Return blocks, with the items that follow each other as lists."""
    found: list[Block | Items] = []
    for block in blocks:
        last = found[-1].items if found and isinstance(found[-1], Items) else ()
        if isinstance(block, Paragraph) and block.kind == "subitem" and last:
            item = replace(last[-1], below=(*last[-1].below, block))
            found[-1] = Items((*last[:-1], item))
        elif isinstance(block, Paragraph) and block.kind in ("item", "subitem"):
            if last:
                found.pop()
            found.append(Items((*last, Item(block))))
        else:
            found.append(block)
    return found
