"""Compare: the finding, a bar for each text, and both texts side by side."""

from __future__ import annotations

from compare.comparison import SIDES, EventComparison, SideName
from compare.errors import CompareError
from compare.phrases.words import EN
from compare.report import Export, export_event
from compare.report.content.brief.headline import event_finding, finding
from compare.report.content.brief.verdict import parts, verdict
from compare.report.content.findings import expected_error, name, statement, warnings
from corpus.errors import CorpusError
from ui import links, session, toolbar
from ui.caches import ComparedPair
from ui.components import all_texts
from ui.components import elements as prose
from ui.components import side_by_side as reader
from ui.components.elements import Node, tag
from ui.components.side_by_side import Marked
from ui.forms import highlights

_UNMARKED = "Highlights are not shown: "


def show() -> None:
    """Draw the page."""
    if toolbar.is_whole():
        _all_texts()
        return
    pair = toolbar.chosen()
    if message := session.take_message():
        prose.complain(CorpusError(message))
    _find_passage(pair)
    prose.show(
        tag("h1", finding(pair.export)),
        tag("p", " ".join(warnings(pair.export)), look="quiet small"),
        tag("div", [treated(pair.export, side) for side in SIDES], look="two"),
        key="finding",
    )
    reader.show(
        pair.export,
        session.address(),
        key=session.SIDE_BY_SIDE,
        on_change=session.take_selection,
        marks=_marks(pair),
        taken=session.taken(),
        on_mark=lambda: highlights.take(pair),
    )
    note = f"{about(pair)} {EN.say('note.left_out')}"
    prose.show(tag("p", note, look="quiet small"), key="note")


def _marks(pair: ComparedPair) -> list[Marked] | None:
    """What is highlighted; where that cannot be read it is said, and the texts stand without."""
    try:
        return highlights.of_pair(pair)
    except (CompareError, CorpusError) as error:
        prose.complain(error, _UNMARKED)
        return []


def _notes(whole: EventComparison) -> dict[tuple[int, int], list[str]]:
    try:
        return highlights.of_whole(whole)
    except (CompareError, CorpusError) as error:
        prose.complain(error, _UNMARKED)
        return {}


def _find_passage(pair: ComparedPair) -> None:
    """Turn characters of one of the texts, which a link may name, into the passage there."""
    address = session.address()
    if not address.opened or address.span is None:
        return
    start, end = address.span
    found = (
        (side, index)
        for side in SIDES
        if pair.result.statement(side).id == address.opened
        for index, segment in enumerate(pair.result.segments(side))
        if segment.start < end and start < segment.end
    )
    session.go(passage=next(found, None), opened="", span=None)


def _all_texts() -> None:
    """All texts of an event in columns, with a way to each two of them."""
    whole = toolbar.whole()
    event = export_event(whole)
    notes = _notes(whole)
    clicked = prose.show(
        tag("h1", event_finding(event)),
        tag("p", all_texts.MEANING, look="quiet small"),
        all_texts.columns(event, links.to_pair, notes),
        key="all-texts",
    )
    links.follow(clicked)


def about(pair: ComparedPair) -> str:
    """Event, date and place, and how certain what is called left out is."""
    event = pair.event
    when = [f"{event.date:%-d %B %Y}" if event.date else "", event.place]
    where = ", ".join(part for part in (event.title, *when) if part)
    return f"{where}. {expected_error(pair.export)}"


def treated(export: Export, side: SideName) -> Node:
    """What the other text does with the text of a side: a bar, and a sentence that says of what."""
    said = verdict(export, side)
    bar = [
        tag(
            "span",
            look=f"part {part.status.replace('_', '-')}",
            style_width=f"{100 * part.share:.2f}",
            title=f"{part.count} {EN.say(f'status.{part.status}')}, {EN.percent(part.share)}",
        )
        for part in parts(export, side)
    ]
    return tag(
        "section",
        tag("h2", tag("span", name(export, side), look="isolate"), f": {_title(export, side)}"),
        tag("div", bar, look="stack", role="img", aria_label=said) if bar else "",
        tag("p", said, look="small"),
        look="treated",
    )


def _title(export: Export, side: SideName) -> str:
    account = statement(export, side)
    return account.title or EN.say("fact.characters", count=f"{len(account.text):,}")


show()
