"""Topics: how much of its text each side gives to what, in which order, and the evidence."""

from __future__ import annotations

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
    statement,
)
from compare.report.export.schema import CellExport, EventExport, TopicExport
from compare.report.palette import CELL_MARKS, CELL_TONES, MARKS, STATE_TONES, CellState
from ui import links, session, toolbar
from ui.components import all_texts, blocks, charts, choice
from ui.components import elements as prose
from ui.components.elements import Node, quote, tag

_STATES = {"left_only": "one_side", "right_only": "one_side"}
"""Names of the words for states that have no word of their own."""


def show() -> None:
    """Draw the page."""
    pair = toolbar.chosen()
    export = pair.export
    if not export.topics:
        prose.show(tag("p", EN.say("topics.none")), key="none")
        return
    event = export_event(toolbar.whole()) if len(pair.event.statements) > 2 else None
    if event:
        _matrix(event)
    dark = session.is_dark()
    beside = st.container(horizontal=True, gap="medium")  # One under the other where it is narrow.
    with beside.container(width=670):
        prose.show(
            tag("h2", EN.say("head.topics")),
            tag("p", _about_shares(export), look="quiet small"),
            key="about-share",
        )
        st.altair_chart(
            charts.butterfly(export, dark=dark),
            key=session.CHART,
            on_select=session.take_topic,
            selection_mode=[charts.CHOSEN],
            alt=charts.shares_told(export),
        )
    with beside.container(width=490):
        prose.show(
            tag("h2", "Where it comes in the text"),
            tag(
                "p",
                "A topic that stands first on one side and last on the other is told apart "
                "by the length of its line.",
                look="quiet small",
            ),
            key="about-order",
        )
        told = charts.order_told(export)
        st.altair_chart(charts.order(export, dark=dark), key="order", alt=told)
    if event is None:
        _evidence(export)
    _suggestions(export)


def _about_shares(export: Export) -> str:
    """What the bars are, and their marks."""
    names = {side: name(export, side) for side in SIDES}
    marks = {MARKS[tone]: _STATES.get(state, state) for state, tone in STATE_TONES.items()}
    legend = "   ".join(f"{mark} {EN.say(f'state.{what}')}" for mark, what in marks.items())
    return f"{EN.say('figure.topics', **names)} {legend}. Click a bar for its passages."


def _matrix(event: EventExport) -> None:
    """Topic by side, for three statements and more, each cell a way to its passages."""
    table = blocks.contents().matrix(event)
    heads = [tag("th", head, scope="col", look="isolate") for head in table.head]
    rows = [
        tag("tr", tag("td", label(row.labels)), [_cell(row.id, cell) for cell in row.cells])
        for row in ranked_rows(event)
    ]
    clicked = prose.show(
        tag("h2", EN.say("head.matrix")),
        tag("p", event_finding(event)),
        tag("table", tag("thead", tag("tr", heads)), tag("tbody", rows), aria_label=table.about),
        key="matrix",
    )
    links.follow(clicked)
    known = {row.id: label(row.labels) for row in ranked_rows(event)}
    chosen = _choose_evidence(known)
    clicked = prose.show(all_texts.passages(event, chosen, links.to_pair), key="evidence")
    links.follow(clicked)


def _cell(topic: str, cell: CellExport) -> Node:
    """What a side does with a topic, and a link to the passages of it."""
    said = EN.say(f"cell.{cell.state}")
    if cell.state == "raised":
        said = f"{said} ({EN.percent(cell.share)})"
    mark = tag("span", CELL_MARKS[cell.state], look="mark", aria_hidden="true")
    return tag("td", mark, " ", links.link(said, "topics", topic=topic), look=_look(cell.state))


def _choose_evidence(known: dict[str, str]) -> str:
    """A box to choose the topic whose passages are shown."""
    topic = session.address().topic
    topic = topic if topic in known else next(iter(known))
    choice.select(
        "Passages that raise",
        known,
        known.__getitem__,
        key=session.set_widget("choose-evidence", topic),
        on_change=lambda: session.go(topic=session.widget_value("choose-evidence")),
        width=360,
    )
    return topic


def _look(state: CellState) -> str:
    return f"cell {CELL_TONES[state].replace('_', '-')}"


def _evidence(export: Export) -> None:
    """The passages of both sides that raise the topic chosen."""
    known = {topic.id: topic for topic in ranked(export)}
    chosen = _choose_evidence({id_: label(topic.labels) for id_, topic in known.items()})
    topic = known[chosen]
    clicked = prose.show(
        tag("p", prose.capitalised(charts.about(export, topic)), ".", look="quiet"),
        tag("div", [_passages(export, topic, side) for side in SIDES], look="two"),
        key="evidence",
    )
    links.follow(clicked)


def _passages(export: Export, topic: TopicExport, side: SideName) -> Node:
    body = [
        tag(
            "article",
            quote(passage(export, side, i), statement(export, side).lang),
            links.link("Show in the texts", "", passage=(side, i), topic=topic.id),
            look="finding",
        )
        for i in passages(topic, side)
    ]
    return tag(
        "section",
        tag("h3", name(export, side)),
        body or tag("p", EN.say("passage.none"), look="quiet"),
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
