"""A statement as annotation tools of the UIMA family see it: offsets, lines, tokens, spans."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from compare.coding.exchange.tables import label
from compare.coding.exchange.texts import Texts
from compare.coding.judgements import Judgement
from corpus.statements import Event, Statement

LAYER = "webanno.custom.Readouts"
"""Name of the span layer that holds judgements; INCEpTION makes it a layer of its project."""
FEATURES = ("label", "coder", "note", "unsure", "other")
"""What a judgement says, who said it, and the words of the passage that a link joins."""

_TOKEN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]|[^\W\u3400-\u9fff\uf900-\ufaff]+|[^\w\s]")

Span = tuple[int, int]
"""First character of a text and the one behind the last."""


@dataclass(frozen=True, slots=True)
class Coded:
    """A judgement on a span of a document; its values are in the order of :data:`FEATURES`."""

    start: int
    end: int
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """A statement with what was judged in it."""

    event: str
    statement: Statement
    coded: tuple[Coded, ...]

    @property
    def name(self) -> str:
        """A name for its file, different for each statement of a set of events."""
        return re.sub(r"[^\w.-]+", "_", f"{self.event}-{self.statement.id}")


def documents(events: Iterable[Event], judgements: Sequence[Judgement]) -> list[Document]:
    """The statements of events, each with the judgements of its text in the order of the text."""
    texts = Texts(events)
    held: dict[tuple[str, str], list[Coded]] = {}
    for each in judgements:
        here = texts.locate(each.passage)
        if here is not None and here.start < here.end:
            unsure = "yes" if each.unsure else ""
            other = each.other.quote if each.kind == "link" and each.other else ""
            values = label(each), each.coder, each.note, unsure, other
            key = here.event.id, here.statement.id
            held.setdefault(key, []).append(Coded(here.start, here.end, values))
    return [
        Document(
            event.id, statement, tuple(sorted(held.get((event.id, statement.id), []), key=_order))
        )
        for event in texts.events
        for statement in event.statements
    ]


def _order(coded: Coded) -> tuple[object, ...]:
    return coded.start, coded.end, coded.values


def lines(text: str) -> Iterator[Span]:
    """The lines of a text that hold anything, without white space at their ends."""
    for found in re.finditer(r"[^\r\n]+", text):
        words = found[0].strip()
        if words:
            start = found.start() + found[0].index(words)
            yield start, start + len(words)


def tokens(text: str, line: Span, edges: Iterable[int] = ()) -> Iterator[Span]:
    """Words, marks and single Chinese characters of a line.

    Args:
        text: the whole.
        line: of it.
        edges: where a token ends in any case, so that every span is one of whole tokens.
    """
    inner = {edge for edge in edges if line[0] < edge < line[1]}
    for found in _TOKEN.finditer(text, *line):
        start, end = found.span()
        cuts = sorted({start, end, *(edge for edge in inner if start < edge < end)})
        yield from itertools.pairwise(cuts)


def utf16(text: str) -> list[int]:
    """For each character, and the end, how many units of UTF-16 are before it: what Java counts."""
    sizes = (2 if character > "\uffff" else 1 for character in text)
    return list(itertools.accumulate(sizes, initial=0))
