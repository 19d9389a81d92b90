"""Compare: the finding, four numbers a side, and both texts side by side."""

from __future__ import annotations

from compare.comparison import SIDES, SideName, other
from compare.report import Export
from compare.report.content.findings import (
    expected_error,
    finding,
    name,
    only,
    percent,
    segments,
    tally,
    topics,
    warnings,
)
from compare.report.palette import LEFT_OUT_NOTE
from ui import session, toolbar
from ui.caches import ComparedPair
from ui.components import elements as prose
from ui.components import side_by_side as reader
from ui.components.elements import Node, tag


def show() -> None:
    """Draw the page."""
    pair = toolbar.chosen()
    prose.show(
        tag("h1", finding(pair.export)),
        tag("p", " ".join([about(pair), *warnings(pair.export)]), look="quiet small"),
        tag("div", [numbers(pair.export, side) for side in SIDES], look="two"),
        key="finding",
    )
    address = session.address()
    reader.show(pair.export, address, key=session.SIDE_BY_SIDE, on_change=session.take_selection)
    prose.show(tag("p", LEFT_OUT_NOTE, look="quiet small"), key="note")


def about(pair: ComparedPair) -> str:
    """Event, date and place, and how certain what is called left out is."""
    event = pair.event
    when = [f"{event.date:%-d %B %Y}" if event.date else "", event.place]
    where = ", ".join(part for part in (event.title, *when) if part)
    return f"{where}. {expected_error(pair.export)}"


def numbers(export: Export, side: SideName) -> Node:
    """Four numbers about the statement of a side."""
    counted, there = tally(export, side), name(export, other(side))
    alone = topics(export, only(side))
    rows = [
        ("passages of substance", str(counted.substantive), _procedural(export, side), ""),
        (
            f"covered by {there}",
            str(counted.counts["covered"]),
            percent(counted.part("covered")),
            "covered",
        ),
        (
            f"left out by {there}",
            str(counted.counts["left_out"]),
            percent(counted.part("left_out")),
            "left-out",
        ),
        ("topics that it alone raises", str(len(alone)), "", "left-out"),
    ]
    return tag(
        "section",
        tag("h2", tag("span", name(export, side), look="isolate"), f": {_title(export, side)}"),
        tag("dl", [_number(*row) for row in rows]),
        look="numbers",
    )


def _title(export: Export, side: SideName) -> str:
    statement = export.left if side == "left" else export.right
    return statement.title or f"{len(statement.text):,} characters"


def _procedural(export: Export, side: SideName) -> str:
    rest = len(segments(export, side)) - tally(export, side).substantive
    return f"and {rest} procedural" if rest else ""


def _number(what: str, number: str, beside: str, look: str) -> Node:
    extra = [tag("small", f" {beside}")] if beside else []
    return tag("div", tag("dt", what), tag("dd", number, extra), look=look)


show()
