"""Left out: what either side does not say, most certain first, with the evidence."""

from __future__ import annotations

import streamlit as st

from compare.comparison import SIDES, SideName, other
from compare.phrases.words import EN
from compare.report import Export
from compare.report.content import quotations
from compare.report.content.document import Passage
from compare.report.content.findings import label, left_out, only, segments, topics
from compare.report.content.passages import passage_facts
from ui import links, session, toolbar
from ui.components import elements as prose
from ui.components.blocks import contents, nodes
from ui.components.elements import Node, tag

# Passages shown a side; the report holds all.
_MOST = 40


def show() -> None:
    """Draw the page."""
    pair = toolbar.chosen()
    export = pair.export
    topic = _choose_topic(export)
    clicked = prose.show(
        tag("div", [_side(export, by, topic) for by in reversed(SIDES)], look="two"),
        _gaps(export),
        tag("p", EN.say("note.left_out"), look="quiet small"),
        key="left-out",
    )
    links.follow(clicked)


def _choose_topic(export: Export) -> str:
    known = {topic.id: label(topic.labels) for topic in export.topics}
    address = session.address()
    return st.selectbox(
        EN.say("table.topic"),
        ["", *known],
        key=session.set_widget("choose-topic", address.topic if address.topic in known else ""),
        format_func=lambda id_: known.get(id_, "all topics"),
        on_change=lambda: session.go(topic=session.widget_value("choose-topic")),
        width=360,
    )


def _side(export: Export, by: SideName, topic: str) -> Node:
    """Return what the side ``by`` left out of the other's text."""
    content, side = contents(), other(by)
    missing = [t for t in topics(export, only(side)) if topic in ("", t.id)]
    found = [i for i in left_out(export, by) if _raises(export, side, i, topic)]
    heading = quotations.left_out_heading(content, export, by, 2, len(found))
    items = quotations.left_out_items(content, export, by, found[:_MOST])
    rest = EN.say("list.rest", count=len(found) - _MOST)
    return tag(
        "section",
        nodes([heading]),
        tag("p", [_topic(label(t.labels), EN.certainty(t.confidence)) for t in missing])
        if missing
        else "",
        nodes(items, lambda passage: _beside(export, passage)),
        tag("p", rest, look="quiet") if len(found) > _MOST else "",
        _unclear(export, by, topic),
    )


def _unclear(export: Export, by: SideName, topic: str) -> list[Node]:
    """Return passages that are more likely left out than not, below the chosen certainty."""
    side = other(by)
    found = [
        (-segment.p_left_out, i)
        for i, segment in enumerate(segments(export, side))
        if segment.status == "unclear" and _raises(export, side, i, topic)
    ]
    if not found:
        return []
    indices = [i for _, i in sorted(found)[:_MOST]]
    items = quotations.left_out_items(contents(), export, by, indices)
    return [
        tag(
            "details",
            tag("summary", EN.say("left_out.unclear", count=len(found))),
            nodes(items, lambda passage: _beside(export, passage)),
        )
    ]


def _raises(export: Export, side: SideName, index: int, topic: str) -> bool:
    """Whether a passage raises a topic; every passage raises no topic in particular."""
    return not topic or topic in segments(export, side)[index].topics


def _topic(label: str, sure: str) -> Node:
    return tag("span", label, tag("small", f" {sure}", look="quiet"), look="tag")


def _beside(export: Export, passage: Passage) -> list[Node]:
    """Return the topics of a passage, and a link to it."""
    _, side, index = passage
    named = passage_facts(export, side, index, EN).topics
    tags = [tag("p", [tag("span", name, look="tag") for name in named])] if named else []
    return [*tags, links.to_passage(passage)]


def _gaps(export: Export) -> list[Node]:
    """Return what one side attributes to the other and the other's text lacks."""
    if not export.attribution_gaps:
        return []
    gaps = quotations.gaps(contents(), export, 2)
    return nodes(gaps, lambda passage: [links.to_passage(passage)])


show()
