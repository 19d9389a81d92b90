"""Topics: how much of its text each side gives to what, in which order, and the evidence."""

from __future__ import annotations

import functools
from collections.abc import Iterable

import streamlit as st

from compare.comparison import SIDES, SideName
from compare.phrases.words import EN
from compare.report import Export, export_event
from compare.report.content import terms_and_tone
from compare.report.content.brief.headline import event_finding
from compare.report.content.findings import (
    label,
    name,
    passage,
    passages,
    ranked,
    ranked_rows,
    segments,
    statement,
)
from compare.report.export.schema import CellExport, EventExport, RowExport, TopicExport
from compare.report.palette import CELL_MARKS, CELL_TONES, CellState
from compare.topics.codebook import load_codebook
from ui import caches, links, session, toolbar
from ui.components import all_texts, blocks, charts, choice
from ui.components import elements as prose
from ui.components.charts import Groups
from ui.components.elements import Node, badge, quote, tag


def show() -> None:
    """Draw the page."""
    pair = toolbar.chosen()
    export = pair.export
    if not export.topics:
        prose.show(tag("p", EN.say("topics.none")), key="none")
        return
    event = export_event(toolbar.whole()) if len(pair.event.statements) > 2 else None
    listed = _listed(export, event)
    chosen = session.address().topic
    if chosen not in listed:
        chosen = next(iter(listed))
    # One beside the other where there is room, as page.css says.
    page = st.container(horizontal=True, gap="large", key="topics-page")
    with page.container(key="topics-chart"):
        if event:
            _matrix(event, chosen)
        _chart(export, listed, chosen)
    with page.container(key="topics-evidence"):
        _choose(listed, chosen)
        _evidence(export, event, chosen)
    _suggestions(export)


def _listed(export: Export, event: EventExport | None) -> dict[str, str]:
    """The label of each topic by its id, family after family: the order of the whole page."""
    return {
        topic.id: label(topic.labels)
        for _, found in (_by_family(ranked_rows(event)) if event else _by_family(ranked(export)))
        for topic in found
    }


def _by_family(topics: Iterable[charts.Listed]) -> Groups[charts.Listed]:
    book = load_codebook(caches.codebook_setting())
    return charts.by_family(topics, {topic.id: topic.family for topic in book.topics})


def _to_topic(text: str, topic: str) -> Node:
    return links.link(text, "topics", topic=topic)


def _chart(export: Export, listed: dict[str, str], chosen: str) -> None:
    """The shares of both texts, and where each first comes to a topic."""
    names = {side: name(export, side) for side in SIDES}
    order = list(listed)
    topics = sorted(export.topics, key=lambda topic: order.index(topic.id))
    prose.show(
        tag("h2", EN.say("head.topics")),
        tag(
            "p",
            f"{EN.say('figure.topics', **names)} ",
            charts.legend(export),
            " Choose a topic for its passages.",
            look="quiet small",
        ),
        charts.topics(export, _by_family(topics), chosen, _to_topic),
        key="chart",
        on_go=functools.partial(session.take_topic, "chart"),
    )


def _matrix(event: EventExport, chosen: str) -> None:
    """Topic by side, for three statements and more, each cell a way to its passages."""
    table = blocks.contents().matrix(event)
    heads = [tag("th", head, scope="col", look="isolate") for head in table.head]

    def row(topic: RowExport) -> Node:
        here = topic.id == chosen
        return tag(
            "tr",
            tag("th", label(topic.labels), scope="row", aria_current="true" if here else ""),
            [_cell(topic.id, cell) for cell in topic.cells],
            look="here" if here else "",
        )

    rows = charts.bodies(_by_family(ranked_rows(event)), row, len(heads))
    prose.show(
        tag("h2", EN.say("head.matrix")),
        tag("p", event_finding(event)),
        tag("table", tag("thead", tag("tr", heads)), rows, look="matrix", aria_label=table.about),
        key="matrix",
        on_go=functools.partial(session.take_topic, "matrix"),
    )


def _cell(topic: str, cell: CellExport) -> Node:
    """What a side does with a topic, and a link to the passages of it."""
    said = EN.say(f"cell.{cell.state}")
    if cell.state == "raised":
        said = f"{said} ({EN.percent(cell.share)})"
    mark = tag("span", CELL_MARKS[cell.state], look="mark", aria_hidden="true")
    return tag("td", mark, " ", _to_topic(said, topic), look=_look(cell.state))


def _look(state: CellState) -> str:
    return f"cell {CELL_TONES[state].replace('_', '-')}"


def _choose(listed: dict[str, str], chosen: str) -> None:
    """A box to choose the topic whose passages are shown."""
    choice.select(
        "Passages that raise",
        listed,
        listed.__getitem__,
        key=session.set_widget("choose-evidence", chosen),
        on_change=lambda: session.go(topic=session.widget_value("choose-evidence")),
    )


def _evidence(export: Export, event: EventExport | None, chosen: str) -> None:
    """The passages of all sides that raise the topic chosen, in sight where it was clicked."""
    near = "near" if session.was_topic_taken() else ""
    if event:
        body: list[Node] = [all_texts.passages(event, chosen, links.to_pair)]
    else:
        topic = next(topic for topic in export.topics if topic.id == chosen)
        about = prose.capitalised(charts.about(export, topic))
        sides = [_passages(export, topic, side) for side in SIDES]
        body = [tag("p", f"{about}.", look="quiet"), tag("div", sides, look="all-texts")]
    links.follow(prose.show(tag("div", body, look=near), key="evidence"))


def _passages(export: Export, topic: TopicExport, side: SideName) -> Node:
    share = topic.share.left if side == "left" else topic.share.right
    facts = [f"{EN.percent(share)} of the text"] if getattr(topic, side) else []
    first = charts.first_mentions(topic).get(side)
    if first is not None:
        facts.append(f"first at {EN.percent(first)}")
    body = [_passage(export, topic, side, index) for index in passages(topic, side)]
    return tag(
        "section",
        tag("h3", name(export, side), tag("small", f" {EN.say('list.comma').join(facts)}")),
        body or tag("p", EN.say("passage.none"), look="quiet"),
    )


def _passage(export: Export, topic: TopicExport, side: SideName, index: int) -> Node:
    status = segments(export, side)[index].status
    number = EN.say("passage.number", number=index + 1)
    return tag(
        "article",
        tag("p", badge(status), f" {number}", look="quiet small"),
        quote(passage(export, side, index), statement(export, side).lang),
        links.link("Show in the texts", "", passage=(side, index), topic=topic.id),
        look="finding",
    )


def _suggestions(export: Export) -> None:
    """What neither the codebook nor its names cover: proposals, never findings."""
    if not export.suggestions:
        return
    suggested = terms_and_tone.suggestions(blocks.contents(), export, 2)
    clicked = prose.show(
        blocks.nodes(suggested, lambda passage: [links.to_passage(passage)]),
        tag(
            "p",
            "To count one, add it to the codebook on the page Method.",
            look="quiet small note",
        ),
        key="suggestions",
    )
    links.follow(clicked)


show()
