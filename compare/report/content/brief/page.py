"""A brief on one page: a verdict, quotations side by side, what to be careful about, a citation."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from compare.comparison import SIDES, SideName, other
from compare.languages import letters
from compare.report.bundle import Bundle
from compare.report.content import findings
from compare.report.content.brief import headline
from compare.report.content.context import Context
from compare.report.content.document import (
    Block,
    Heading,
    Paragraph,
    Passage,
    Run,
    Runs,
    Table,
    plain,
    quote,
)
from compare.report.escaping import line
from compare.report.export.schema import EventExport, Export, RowExport, TopicExport

_Topic = TypeVar("_Topic")

_MOST_QUOTED = 6
"""Rows of quotations at most, each on a topic."""
_LEAST_QUOTED = 4
"""Rows that passages left out make up, where fewer topics are certain."""
_MOST_SHARED = 2
"""Topics among them that both raise."""
_LETTERS = 230
"""Letters of a quotation of one of two sides, after which it is cut, and of more the fewer, that
they fit on a page; a Chinese character weighs three."""


@dataclass(frozen=True, slots=True)
class _Row:
    """A topic, and what each text says of it: a quotation, or words for its silence."""

    topic: Runs
    cells: tuple[Run, ...]


def brief(context: Context, bundle: Bundle, citation: str) -> Iterator[Block]:
    """Yield the brief with quotations in a table; of a set, the finding of each comparison.

    Args:
        citation: the result as one line among references.
    """
    say = context.words.say
    yield Paragraph((Run(_verdict(context, bundle), "strong"),), "finding")
    if names := _names(context, bundle):
        rows = tuple(
            (row.topic, *((cell,) for cell in row.cells)) for row in _rows(context, bundle)
        )
        if rows:
            widths = (3, *(6 for _ in names))
            yield Table((say("table.topic"), *names), rows, widths, say("head.quotations"))
    yield Heading(2, say("head.careful"), "brief")
    for text in _cautions(context, bundle):
        yield Paragraph(plain(text), "item")
    yield Paragraph(plain(context.lead(say("cite.as")) + citation), "note")


def brief_lines(context: Context, bundle: Bundle) -> Iterator[Block]:
    """Yield the same for a terminal, whose reports hold no tables."""
    say = context.words.say
    yield Heading(1, line(bundle.title(context.words)))
    if bundle.facts:
        yield Paragraph(plain(line(bundle.facts)))
    yield Paragraph((Run(_verdict(context, bundle), "strong"),), "finding")
    if names := _names(context, bundle):
        yield Heading(2, say("head.quotations"))
        for row in _rows(context, bundle):
            yield Paragraph(tuple(row.topic), "item")
            for name, cell in zip(names, row.cells, strict=True):
                yield Paragraph((cell,), "subitem", name, names)
    yield Heading(2, say("head.careful"))
    for text in _cautions(context, bundle):
        yield Paragraph(plain(text), "item", "–")


def _names(context: Context, bundle: Bundle) -> tuple[str, ...]:
    """The sides of a single result; nothing of a set."""
    result = bundle.of_one
    if isinstance(result, EventExport):
        return tuple(map(line, findings.column_names(result)))
    return tuple(context.name(result, side) for side in SIDES) if result else ()


def _verdict(context: Context, bundle: Bundle) -> str:
    """The finding, and how much of each text the other covers."""
    words, result = context.words, bundle.of_one
    if isinstance(result, EventExport) and len(result.pairs) > 1:
        return line(headline.event_finding(result, words))
    if result is None:
        texts = (f"{context.title(p)}: {headline.finding(p, words)}" for p in bundle.pairs)
        return line(" ".join(itertools.islice(texts, _MOST_QUOTED)))
    pair = bundle.pairs[0]
    return line(f"{headline.finding(pair, words)} {_shares(context, pair)}")


def _shares(context: Context, pair: Export) -> str:
    say = context.words.say
    parts = []
    for side in SIDES:
        counted = findings.tally(pair, side)
        parts.append(
            say(
                "brief.share",
                other=context.name(pair, "right" if side == "left" else "left"),
                side=context.name(pair, side),
                covered=counted.counts["covered"],
                total=counted.substantive,
            )
        )
    return context.words.sentence(parts)


def _rows(context: Context, bundle: Bundle) -> list[_Row]:
    result = bundle.of_one
    if isinstance(result, EventExport) and len(result.pairs) > 1:
        return _rows_of_event(context, result)
    return _rows_of_pair(context, bundle.pairs[0])


def _rows_of_pair(context: Context, pair: Export) -> list[_Row]:
    """The surest topics that one text leaves out, by turns, then those that both raise."""
    sure = headline.certain_from(pair.signature)

    def of(state: str) -> list[TopicExport]:
        return [t for t in findings.ranked(pair) if t.state == state and t.confidence >= sure]

    def row(topic: TopicExport) -> _Row:
        cells = tuple(_cell(context, pair, 0, topic, side) for side in SIDES)
        return _Row(_name(context, topic), cells)

    seen: set[Passage] = set()
    left_out = list(_new(map(row, _by_turns(of("left_only"), of("right_only"))), seen))
    rows = _chosen(left_out, list(_new(map(row, of("both")), seen)))
    more = _new(_passages(context, pair, sure), seen)
    return [*rows, *itertools.islice(more, max(0, _LEAST_QUOTED - len(rows)))]


def _new(rows: Iterable[_Row], seen: set[Passage]) -> Iterator[_Row]:
    """Rows that quote a passage not yet ``seen``; what they quote is added to it."""
    for row in rows:
        quoted = {cell.passage for cell in row.cells if cell.passage}
        if quoted - seen:
            seen |= quoted
            yield row


def _by_turns(left: Sequence[_Topic], right: Sequence[_Topic]) -> list[_Topic]:
    """The first of the left, the first of the right, and so on."""
    turns = itertools.zip_longest(left, right)
    return [one for turn in turns for one in turn if one is not None]


def _passages(context: Context, pair: Export, sure: float) -> Iterator[_Row]:
    """Passages that a text leaves out for certain, by turns, each a row of its own."""
    found: dict[SideName, list[_Row]] = {}
    for side in SIDES:
        found[side] = []
        for index in findings.left_out(pair, other(side)):
            if findings.segments(pair, side)[index].p_left_out < sure:
                continue
            words = context.words.say("passage.number", number=index + 1)
            here = _quoted(context, pair, 0, side, index)
            silent = Run(context.words.say("brief.unsaid"), "quiet")
            cells = (here, silent) if side == "left" else (silent, here)
            found[side].append(_Row((Run(f"{words[:1].upper()}{words[1:]}", "strong"),), cells))
    yield from _by_turns(found["left"], found["right"])


def _rows_of_event(context: Context, event: EventExport) -> list[_Row]:
    """The same of a whole event, each text quoted from a pair that it is part of."""
    sure = headline.certain_from(event.pairs[0].signature)
    places = _places(event)
    most = _LETTERS * 2 // max(2, len(places))
    left_out, shared = [], []
    for row in findings.ranked_rows(event):
        states = {cell.state for cell in row.cells}
        certain = min(cell.confidence for cell in row.cells) >= sure
        if certain and states == {"raised", "left_out"}:
            left_out.append(row)
        elif certain and states == {"raised"}:
            shared.append(row)

    def quoted(row: RowExport) -> _Row:
        cells = []
        for number, side in places:
            pair = event.pairs[number]
            found = next((topic for topic in pair.topics if topic.id == row.id), None)
            cells.append(_cell(context, pair, number, found, side, most))
        return _Row(_name(context, row), tuple(cells))

    seen: set[Passage] = set()
    kept = list(_new(map(quoted, left_out), seen))
    return _chosen(kept, list(_new(map(quoted, shared), seen)))


def _places(event: EventExport) -> list[tuple[int, SideName]]:
    """For each statement of an event, a pair that holds it, and as which side."""
    found: dict[int, tuple[int, SideName]] = {}
    indices = itertools.combinations(range(len(event.matrix.sides)), 2)
    for number, (first, second) in enumerate(indices):
        found.setdefault(first, (number, "left"))
        found.setdefault(second, (number, "right"))
    return [found[statement] for statement in sorted(found)]


def _chosen(left_out: Sequence[_Row], shared: Sequence[_Row]) -> list[_Row]:
    """Rows to print: room is kept for what all raise, and given up where there is none."""
    room = _MOST_QUOTED - min(len(shared), _MOST_SHARED)
    return [*left_out[:room], *shared[: _MOST_QUOTED - len(left_out[:room])]]


def _name(context: Context, topic: TopicExport | RowExport) -> Runs:
    return (Run(line(findings.label(topic.labels, context.words)), "strong"),)


def _cell(
    context: Context,
    pair: Export,
    number: int,
    topic: TopicExport | None,
    side: SideName,
    most: int = _LETTERS,
) -> Run:
    """The passage that shows best that a side raises a topic, or that none does."""
    index = findings.evidence(pair, topic, side) if topic else None
    if index is None:
        return Run(context.words.say("brief.silent"), "quiet")
    return _quoted(context, pair, number, side, index, most)


def _quoted(
    context: Context,
    pair: Export,
    number: int,
    side: SideName,
    index: int,
    most: int = _LETTERS,
) -> Run:
    lang = line(findings.statement(pair, side).lang)
    passage = Passage(number, side, index)
    return quote(shortened(findings.passage(pair, side, index), most), lang, passage)


def shortened(text: str, most: int = _LETTERS) -> str:
    """Return a text cut after a word so that it weighs at most ``most`` letters, and a mark."""
    text = " ".join(text.split())
    if letters(text) <= most:
        return text
    end = next(end for end in range(len(text), 0, -1) if letters(text[:end]) < most)
    cut = text[:end]
    if " " in cut[len(cut) // 2 :] and text[end : end + 1] != " ":
        cut = cut[: cut.rindex(" ")]
    return cut.rstrip(" ,;:，；：、") + "…"


def _cautions(context: Context, bundle: Bundle) -> Iterator[str]:
    """What a reader has to know before quoting a line: each a sentence or two."""
    words = context.words
    warned = [text for pair in bundle.pairs for text in findings.warnings(pair, words)]
    yield from map(line, dict.fromkeys(warned))
    yield words.say("note.left_out")
    yield from map(line, dict.fromkeys(findings.expected_error(p, words) for p in bundle.pairs))
    unclear = sum(topic.state == "unclear" for pair in bundle.pairs for topic in pair.topics)
    if unclear:
        yield words.say("brief.unclear_one" if unclear == 1 else "brief.unclear", count=unclear)
