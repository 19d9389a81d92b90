"""The report as the template of the HTML page lays it out: sections, lists, and the two texts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from compare.comparison import SIDES, SideName, other
from compare.phrases.words import Words
from compare.report.content import findings
from compare.report.content.document import Block, Heading, Passage
from compare.report.content.passages import passage_facts
from compare.report.escaping import line, visible
from compare.report.export.schema import Export, SegmentExport

View = dict[str, Any]

_LETTERS: dict[SideName, str] = {"left": "L", "right": "R"}
_BESIDE = {"left_out"}
"""Parts whose sections stand beside each other."""
_FIRST = ("brief", "annex", "sources", "coverage", "topics", "texts")
"""Parts that come first on a page, where both texts can be read beside each other."""


@dataclass(slots=True)
class Section:
    """A heading with what stands below it, up to the next heading of its level or above."""

    heading: Heading
    id: str
    blocks: list[Block] = field(default_factory=list)
    inner: list[Section] = field(default_factory=list)

    @property
    def rows(self) -> list[list[Section]]:
        """The sections inside, in rows of those that stand beside each other."""
        return rows(self.inner)


def sections(blocks: Iterable[Block]) -> Section:
    """Return the whole report as the section of its first heading, which is its title."""
    open_sections: list[Section] = []
    for number, block in enumerate(blocks):
        if not isinstance(block, Heading):
            open_sections[-1].blocks.append(block)
            continue
        section = Section(block, f"s{number}")
        while open_sections and open_sections[-1].heading.level >= block.level:
            open_sections.pop()
        if open_sections:
            open_sections[-1].inner.append(section)
        open_sections.append(section)
    return open_sections[0]


def rows(inner: Sequence[Section]) -> list[list[Section]]:
    """Return sections in the order of a page, those that stand beside each other together."""
    first = [s for part in _FIRST for s in inner if s.heading.part == part]
    ordered = [*first, *(s for s in inner if s.heading.part not in (*_FIRST, "text"))]
    grouped = groupby(enumerate(ordered), lambda at: (at[1].heading.part in _BESIDE) or at[0] + 1)
    return [[section for _, section in group] for _, group in grouped]


def anchor(passage: Passage) -> str:
    """The id of the element that holds a passage."""
    return f"p{passage.pair}-{_LETTERS[passage.side]}{passage.segment + 1}"


def reading(result: Export, number: int, titles: Sequence[str], words: Words) -> list[View]:
    """Return both texts whole, to be read beside each other.

    Args:
        number: of the pair of texts, counted from 0.
        titles: heading of either text.
    """
    return [
        _text(result, side, number, title, words) for side, title in zip(SIDES, titles, strict=True)
    ]


def _text(result: Export, side: SideName, number: int, title: str, words: Words) -> View:
    statement = findings.statement(result, side)
    far = line(findings.name(result, other(side), words))
    colon = words.say("punct.colon")
    return {
        "title": title,
        "lang": line(statement.lang),
        "linked": words.say("table.linked", side=far) + colon,
        "near": words.say("nearest", side=far) + colon,
        "paragraphs": [
            [
                {"id": "", "text": visible(text)}
                if index is None
                else _piece(result, Passage(number, side, index), words)
                for text, index in pieces
            ]
            for pieces in paragraphs(statement.text, findings.segments(result, side))
        ],
    }


def _piece(result: Export, passage: Passage, words: Words) -> View:
    number, side, index = passage
    segment = findings.segments(result, side)[index]
    facts = passage_facts(result, side, index, words)
    far = [Passage(number, other(side), far) for far in findings.linked(result, side, index)]
    near = Passage(number, other(side), segment.nearest or 0)
    # The last character is kept on one line with the mark that follows it.
    text = visible(findings.passage(result, side, index))
    return {
        "id": anchor(passage),
        "status": segment.status,
        "facts": facts,
        "label": f"{facts.number}{words.say('punct.colon')}{facts.word}",
        "topics": words.say("list.comma").join(facts.topics),
        "links": " ".join(map(anchor, far)),
        "near": "" if segment.nearest is None else anchor(near),
        "text": text[:-1],
        "tail": text[-1:],
    }


def paragraphs(
    text: str, segments: tuple[SegmentExport, ...]
) -> list[list[tuple[str, int | None]]]:
    """The whole text in its paragraphs: pieces, each with the index of its segment or None.

    What stands between segments is kept; only line ends between paragraphs are not.
    """
    result: list[list[tuple[str, int | None]]] = [[]]
    position, paragraph = 0, segments[0].paragraph if segments else 0
    for index, segment in enumerate(segments):
        gap = text[position : segment.start]
        if segment.paragraph != paragraph:
            before, _, gap = gap.partition("\n")
            result[-1].append((before, None))
            result.append([])
            paragraph = segment.paragraph
        result[-1] += [(gap, None), (text[segment.start : segment.end], index)]
        position = segment.end
    result[-1].append((text[position:], None))
    return [trimmed for pieces in result if (trimmed := _trim(pieces))]


def _trim(pieces: list[tuple[str, int | None]]) -> list[tuple[str, int | None]]:
    """Return the pieces without line ends at either end, and without empty ones."""
    kept = [(text, index) for text, index in pieces if text]
    while kept and kept[0][1] is None and not kept[0][0].strip("\r\n"):
        kept.pop(0)
    while kept and kept[-1][1] is None and not kept[-1][0].strip():
        kept.pop()
    if kept and kept[0][1] is None:
        kept[0] = (kept[0][0].lstrip("\r\n"), None)
    return kept
