"""Compare: the finding, four numbers a side, and both texts side by side."""

from __future__ import annotations

from compare.comparison import SIDES, SideName
from compare.phrases.words import EN
from compare.report import Export
from compare.report.content import findings
from compare.report.content.brief.headline import finding
from compare.report.content.findings import expected_error, name, statement, warnings
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
    prose.show(tag("p", EN.say("note.left_out"), look="quiet small"), key="note")


def about(pair: ComparedPair) -> str:
    """Event, date and place, and how certain what is called left out is."""
    event = pair.event
    when = [f"{event.date:%-d %B %Y}" if event.date else "", event.place]
    where = ", ".join(part for part in (event.title, *when) if part)
    return f"{where}. {expected_error(pair.export)}"


def numbers(export: Export, side: SideName) -> Node:
    """Four numbers about the statement of a side."""
    return tag(
        "section",
        tag("h2", tag("span", name(export, side), look="isolate"), f": {_title(export, side)}"),
        tag("dl", [_number(number) for number in findings.numbers(export, side)]),
        look="numbers",
    )


def _title(export: Export, side: SideName) -> str:
    account = statement(export, side)
    return account.title or EN.say("fact.characters", count=f"{len(account.text):,}")


def _number(number: findings.Number) -> Node:
    beside = [tag("small", f" {number.beside}")] if number.beside else []
    look = number.status.replace("_", "-") if number.status else ""
    return tag("div", tag("dt", number.what), tag("dd", str(number.count), beside), look=look)


show()
