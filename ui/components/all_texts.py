"""Three and more texts of an event beside each other, as elements: which others carry a passage."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import combinations
from types import MappingProxyType

from compare.comparison import SideName
from compare.coverage.types import Status
from compare.phrases.words import EN
from compare.report.content.findings import column_names, passage, segments, statement
from compare.report.export.schema import EventExport, Export
from compare.report.palette import MARKS
from ui.components.elements import Node, locale, tag

ToPassage = Callable[[str, tuple[int, int], SideName, int], Node]
"""A link with a text to a passage of one side of two statements, which are told by their place."""

MEANING = (
    "Beside each passage stands what every other text does with it: ● covers it, ◐ covers part of "
    "it, ○ leaves it out, ? unclear. A click on a mark shows both texts at that passage."
)
"""What the marks beside passages mean, in words."""

Marked = Mapping[tuple[int, int], Sequence[str]]
"""The notes on highlighted passages, by the place of the text and the number of the passage."""


def pairs_of(event: EventExport, place: int) -> Iterator[tuple[int, tuple[int, int], Export]]:
    """The other statements, by their place, with both places and the comparison with each."""
    places = combinations(range(len(event.matrix.sides)), 2)
    for which, pair in zip(places, event.pairs, strict=True):
        if place in which:
            yield which[1 - which.index(place)], which, pair


def side_of(place: int, which: tuple[int, int]) -> SideName:
    """On which side of two statements one stands."""
    return "left" if place == which[0] else "right"


def columns(
    event: EventExport, to_passage: ToPassage, marked: Marked = MappingProxyType({})
) -> Node:
    """All texts in columns; each passage with a mark for every other text that leads there.

    Args:
        event: the comparison of all.
        to_passage: makes the links.
        marked: the notes on each passage that is highlighted, which may be empty.
    """
    places = range(len(event.matrix.sides))
    return tag(
        "div", [_column(event, place, to_passage, marked) for place in places], look="all-texts"
    )


def _column(event: EventExport, place: int, to_passage: ToPassage, marked: Marked) -> Node:
    names = column_names(event)
    _, which, first = next(pairs_of(event, place))
    side = side_of(place, which)
    account = statement(first, side)
    paragraphs: dict[int, list[Node]] = {}
    for index, segment in enumerate(segments(first, side)):
        statuses = [
            segments(pair, side_of(place, two))[index].status
            for _, two, pair in pairs_of(event, place)
        ]
        words = passage(first, side, index)
        notes = marked.get((place, index))
        body = tag(
            "span",
            words,
            look=f"passage {_joint(statuses)}{' marked' if notes is not None else ''}",
            lang=locale(words, account.lang),
        )
        told: list[Node] = [tag("small", f"✎ {note} ", look="written") for note in notes or ()]
        if notes is not None:
            told.insert(0, tag("span", " (highlighted)", look="hidden"))
        paragraphs.setdefault(segment.paragraph, []).append(
            tag("span", body, " ", told, _marks(event, place, index, to_passage), " ")
        )
    return tag(
        "section",
        tag("h3", names[place]),
        tag("p", tag("strong", account.title)) if account.title else "",
        [tag("p", body, look="quote") for body in paragraphs.values()],
        look="one-text",
        aria_label=f"Text of {names[place]}",
    )


def _marks(event: EventExport, place: int, index: int, to_passage: ToPassage) -> list[Node]:
    """A link for each other text to a passage beside it, with the mark of how it treats it."""
    names = column_names(event)
    found: list[Node] = []
    for far, two, pair in pairs_of(event, place):
        side = side_of(place, two)
        status = segments(pair, side)[index].status
        if status != "procedural":
            mark = to_passage(f"{MARKS[status]} {names[far]}", two, side, index)
            says = f"{names[far]}: {EN.say(f'status.{status}')}"
            found.append(tag("span", mark, look=f"who {_css(status)}", title=says))
    return found


def _joint(statuses: list[Status]) -> str:
    """How all other texts treat a passage together: alike, or some so and some otherwise."""
    alike = set(statuses)
    return _css(statuses[0]) if len(alike) == 1 else "partly"


def _css(status: Status) -> str:
    return status.replace("_", "-")


def passages(event: EventExport, topic: str, to_passage: ToPassage) -> Node:
    """The passages of every text that raise a topic, or deny it, and what others do with each."""
    row = next(row for row in event.matrix.topics if row.id == topic)
    names = column_names(event)
    found: list[Node] = []
    for place, cell in enumerate(row.cells):
        _, which, pair = next(pairs_of(event, place))
        side = side_of(place, which)
        lang = statement(pair, side).lang
        body: list[Node] = []
        for index in cell.segments:
            words = passage(pair, side, index)
            link = to_passage("Show in the texts", which, side, index)
            quoted = tag("p", words, look="quote", lang=locale(words, lang))
            marks = tag("p", _marks(event, place, index, to_passage), look="small")
            body.append(tag("article", marks, quoted, link, look="finding"))
        none = tag("p", EN.say("passage.none"), look="quiet")
        found.append(tag("section", tag("h3", names[place]), body or none))
    return tag("div", tag("p", MEANING, look="quiet small"), tag("div", found, look="all-texts"))
