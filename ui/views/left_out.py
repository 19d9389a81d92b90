"""Left out: what either side does not say, most certain first, with the evidence."""

from __future__ import annotations

import streamlit as st

from compare.comparison import SIDES, SideName, other
from compare.phrases.words import EN
from compare.report import Export
from compare.report.content.document import joined
from compare.report.content.findings import (
    left_out,
    name,
    only,
    passage,
    percent,
    segments,
    statement,
    topics,
)
from compare.report.content.passages import segment_reason
from compare.report.export.schema import SegmentExport
from compare.report.palette import LEFT_OUT_NOTE
from ui import links, session, toolbar
from ui.components import elements as prose
from ui.components import side_by_side as reader
from ui.components.elements import Node, badge, quote, tag

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
        tag("p", LEFT_OUT_NOTE, look="quiet small"),
        key="left-out",
    )
    links.follow(clicked)


def _choose_topic(export: Export) -> str:
    known = {topic.id: topic.labels.en for topic in export.topics}
    address = session.address()
    return st.selectbox(
        "Topic",
        ["", *known],
        key=session.set_widget("choose-topic", address.topic if address.topic in known else ""),
        format_func=lambda id_: known.get(id_, "all topics"),
        on_change=lambda: session.go(topic=session.widget_value("choose-topic")),
        width=360,
    )


def _side(export: Export, by: SideName, topic: str) -> Node:
    """Return what the side ``by`` left out of the other's text."""
    side, silent_side = other(by), name(export, by)
    missing = [t for t in topics(export, only(side)) if topic in ("", t.id)]
    found = [i for i in left_out(export, by) if _raises(export, side, i, topic)]
    count = f"{len(found)} {'passage' if len(found) == 1 else 'passages'}"
    body = [_passage(export, side, i) for i in found[:_MOST]]
    if not found:
        body = [tag("p", "No passage of which that is certain enough to say.", look="quiet")]
    if len(found) > _MOST:
        body.append(tag("p", f"and {len(found) - _MOST} more, in the report", look="quiet"))
    return tag(
        "section",
        tag("h2", f"What the {silent_side} text leaves out"),
        tag(
            "p",
            f"{count} of the {name(export, side)} text, most certain first",
            look="quiet small",
        ),
        tag("p", [_topic(t.labels.en, percent(t.confidence)) for t in missing]) if missing else "",
        body,
        _unclear(export, side, topic),
    )


def _unclear(export: Export, side: SideName, topic: str) -> list[Node]:
    """Return passages that are more likely left out than not, below the chosen certainty."""
    found = [
        (-segment.p_left_out, i)
        for i, segment in enumerate(segments(export, side))
        if segment.status == "unclear" and _raises(export, side, i, topic)
    ]
    if not found:
        return []
    count = f"{len(found)} {'passage' if len(found) == 1 else 'passages'}"
    return [
        tag(
            "details",
            tag("summary", f"{count} more: likely left out, not certain enough to say so"),
            [_passage(export, side, i) for _, i in sorted(found)[:_MOST]],
        )
    ]


def _raises(export: Export, side: SideName, index: int, topic: str) -> bool:
    """Whether a passage raises a topic; every passage raises no topic in particular."""
    return not topic or topic in segments(export, side)[index].topics


def _topic(label: str, sure: str) -> Node:
    return tag("span", label, tag("small", f" {sure}", look="quiet"), look="tag")


def _passage(export: Export, side: SideName, index: int) -> Node:
    segment = segments(export, side)[index]
    labels = {topic.id: topic.labels.en for topic in export.topics}
    tags = [tag("span", labels.get(id_, id_), look="tag") for id_ in segment.topics]
    return tag(
        "article",
        tag(
            "p",
            badge(segment.status),
            tag("span", reader.sure(segment), look="quiet"),
            tags,
            look="head",
        ),
        quote(passage(export, side, index), statement(export, side).lang),
        tag("p", joined(segment_reason(segment, export, EN)), look="quiet small"),
        _nearest(export, side, segment),
        links.link("Show in the texts", "", passage=(side, index)),
        look="finding",
    )


def _nearest(export: Export, side: SideName, segment: SegmentExport) -> list[Node]:
    there = other(side)
    if segment.nearest is None:
        return []
    return [
        tag("p", f"Nearest passage of {name(export, there)}:", look="quiet small"),
        quote(
            passage(export, there, segment.nearest),
            statement(export, there).lang,
            look="quote nearest",
        ),
    ]


def _gaps(export: Export) -> list[Node]:
    """Return what one side attributes to the other and the other's text lacks."""
    if not export.attribution_gaps:
        return []
    rows = []
    for gap in export.attribution_gaps:
        reporter, speaking_side = name(export, gap.side), name(export, other(gap.side))
        rows.append(
            tag(
                "article",
                tag(
                    "p",
                    f"{reporter} reports as said by ",
                    tag("span", gap.speaker, look="name"),
                    f"; {speaking_side}'s own text lacks it, {percent(gap.probability)} sure",
                    look="small",
                ),
                quote(passage(export, gap.side, gap.segment), statement(export, gap.side).lang),
                links.link("Show in the texts", "", passage=(gap.side, gap.segment)),
                look="finding",
            )
        )
    return [tag("h2", "Put in the other's mouth"), *rows]


show()
