"""Topics: how much of its text each side gives to what, in which order, and the evidence."""

from __future__ import annotations

import streamlit as st

from compare.comparison import SIDES, SideName
from compare.report import EventExport, Export, export_event
from compare.report.content.findings import (
    column_names,
    event_finding,
    name,
    passage,
    passages,
    percent,
    statement,
)
from compare.report.escaping import squeeze
from compare.report.export.schema import CellExport, SuggestionExport, TopicExport
from compare.report.figures.charts import ranked
from compare.report.palette import CELL_MARKS, CELL_WORDS
from ui import links, session, toolbar
from ui.components import charts
from ui.components import elements as prose
from ui.components.elements import Node, quote, tag


def show() -> None:
    """Draw the page."""
    pair = toolbar.chosen()
    export = pair.export
    if not export.topics:
        prose.show(tag("p", "Neither text raises a topic of the codebook."), key="none")
        return
    if len(pair.event.statements) > 2:
        _matrix()
    dark = session.is_dark()
    left, right = st.columns([3, 2], gap="large")
    with left:
        prose.show(
            tag("h2", "How much of its text each side gives to a topic"),
            tag(
                "p",
                "● both raise it   ○ only one side   · denied   ? unclear. "
                "Click a bar for its passages.",
                look="quiet small",
            ),
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


def _matrix() -> None:
    """Topic by side, for three statements and more."""
    event = export_event(toolbar.whole())
    prose.show(tag("h2", "All sides"), tag("p", event_finding(event)), _table(event), key="matrix")


def _table(event: EventExport) -> Node:
    heads = [tag("th", "Topic", scope="col")]
    heads += [tag("th", column, scope="col", look="isolate") for column in column_names(event)]
    rows = [
        tag(
            "tr",
            tag("th", row.labels.en, tag("small", row.labels.zh, lang="zh-Hans"), scope="row"),
            [_cell(cell) for cell in row.cells],
        )
        for row in event.matrix.topics
    ]
    return tag("table", tag("thead", tag("tr", heads)), tag("tbody", rows))


def _cell(cell: CellExport) -> Node:
    looks = {
        "raised": "covered",
        "left_out": "left-out",
        "denied": "procedural",
        "unclear": "unclear",
    }
    word = CELL_WORDS[cell.state]
    share = f", {percent(cell.share)} of its text" if cell.state == "raised" else ""
    return tag(
        "td",
        tag("span", CELL_MARKS[cell.state], look="mark", aria_hidden="true"),
        f" {word}{share}",
        look=f"cell {looks[cell.state]}",
    )


def _evidence(export: Export) -> None:
    """The passages of both sides that raise the topic chosen."""
    known = {topic.id: topic for topic in ranked(export)}
    chosen = session.address().topic
    chosen = chosen if chosen in known else next(iter(known))
    st.selectbox(
        "Passages that raise",
        list(known),
        key=session.set_widget("choose-evidence", chosen),
        format_func=lambda id_: known[id_].labels.en,
        on_change=lambda: session.go(topic=session.widget_value("choose-evidence")),
        width=360,
    )
    topic = known[chosen]
    clicked = prose.show(
        tag("p", prose.capitalised(charts.state_words(export, topic)), ".", look="quiet"),
        tag("div", [_passages(export, topic, side) for side in SIDES], look="two"),
        key="evidence",
    )
    links.follow(clicked)


def _passages(export: Export, topic: TopicExport, side: SideName) -> Node:
    indices = passages(topic, side)
    body = [
        tag(
            "article",
            quote(passage(export, side, i), statement(export, side).lang),
            links.link("Show in the texts", "", passage=(side, i), topic=topic.id),
            look="finding",
        )
        for i in indices
    ]
    return tag(
        "section",
        tag("h3", name(export, side)),
        body or tag("p", "No passage raises it.", look="quiet"),
    )


def _suggestions(export: Export) -> None:
    """What neither the codebook nor its names cover: proposals, never findings."""
    if not export.suggestions:
        return
    rows = [_suggestion(export, suggestion) for suggestion in export.suggestions]
    links.follow(
        prose.show(
            tag("h2", "Topics that the codebook does not know"),
            tag(
                "p",
                "Proposals, made from passages that no topic claims; they count in no number "
                "above. To count one, add it to the codebook on the page Method.",
                look="quiet small note",
            ),
            rows,
            key="suggestions",
        )
    )


def _suggestion(export: Export, suggestion: SuggestionExport) -> Node:
    called = " / ".join(filter(None, (suggestion.labels.en, suggestion.labels.zh)))
    sources = [(side, i) for side in SIDES for i in getattr(suggestion, side)]
    return tag(
        "article",
        tag("p", tag("strong", called or "without a name")),
        tag("p", ", ".join(suggestion.phrases[:6]), look="quiet small"),
        [
            tag(
                "p",
                f"{name(export, side)}: {squeeze(passage(export, side, i))[:160]} ",
                links.link("Show in the texts", "", passage=(side, i)),
                look="small",
            )
            for side, i in sources[:4]
        ],
        look="finding",
    )


show()
