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
from compare.report.export.schema import TopicExport
from compare.report.palette import CELL_TONES, MARKS, STATE_TONES, CellState
from ui import links, session, toolbar
from ui.components import blocks, charts, choice
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
    if len(pair.event.statements) > 2:
        _matrix()
    dark = session.is_dark()
    left, right = st.columns([3, 2], gap="large")
    with left:
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
        )
    with right:
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
        st.altair_chart(charts.order(export, dark=dark), key="order")
    _evidence(export)
    _suggestions(export)


def _about_shares(export: Export) -> str:
    """What the bars are, and their marks."""
    names = {side: name(export, side) for side in SIDES}
    marks = {MARKS[tone]: _STATES.get(state, state) for state, tone in STATE_TONES.items()}
    legend = "   ".join(f"{mark} {EN.say(f'state.{what}')}" for mark, what in marks.items())
    return f"{EN.say('figure.topics', **names)} {legend}. Click a bar for its passages."


def _matrix() -> None:
    """Topic by side, for three statements and more."""
    event = export_event(toolbar.whole())
    looks = [
        look
        for row in ranked_rows(event)
        for look in ("", *(_look(cell.state) for cell in row.cells))
    ]
    prose.show(
        tag("h2", EN.say("head.matrix")),
        tag("p", event_finding(event)),
        blocks.table(blocks.contents().matrix(event), looks=looks),
        key="matrix",
    )


def _look(state: CellState) -> str:
    return f"cell {CELL_TONES[state].replace('_', '-')}"


def _evidence(export: Export) -> None:
    """The passages of both sides that raise the topic chosen."""
    known = {topic.id: topic for topic in ranked(export)}
    chosen = session.address().topic
    chosen = chosen if chosen in known else next(iter(known))
    choice.select(
        "Passages that raise",
        known,
        lambda id_: label(known[id_].labels),
        key=session.set_widget("choose-evidence", chosen),
        on_change=lambda: session.go(topic=session.widget_value("choose-evidence")),
        width=360,
    )
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
