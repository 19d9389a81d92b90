"""Left out: what either side does not say, most certain first, with the evidence."""

from __future__ import annotations

from compare.comparison import SIDES, SideName, other
from compare.phrases.words import EN
from compare.report import Export
from compare.report.content import quotations
from compare.report.content.brief.verdict import verdict
from compare.report.content.document import Passage
from compare.report.content.findings import (
    label,
    left_out,
    name,
    only,
    passage,
    passages,
    segments,
    statement,
    topics,
)
from compare.report.content.passages import passage_facts
from compare.report.export.schema import TopicExport
from ui import links, session, toolbar
from ui.components import choice
from ui.components import elements as prose
from ui.components.blocks import contents, nodes
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
        tag("p", EN.say("note.left_out"), look="quiet small"),
        key="left-out",
    )
    links.follow(clicked)


def _choose_topic(export: Export) -> str:
    known = {topic.id: label(topic.labels) for topic in export.topics}
    address = session.address()
    chosen = choice.select(
        EN.say("table.topic"),
        ["", *known],
        lambda id_: known.get(id_, "all topics"),
        beside=lambda id_: id_ or "no choice",
        key=session.set_widget("choose-topic", address.topic if address.topic in known else ""),
        on_change=lambda: session.go(topic=session.widget_value("choose-topic")),
        width=360,
    )
    return chosen or ""


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
        tag("p", f"{verdict(export, side)} {EN.say('left_out.percent')}", look="quiet small"),
        nodes(items, lambda passage: _beside(export, passage)) if found or topic else "",
        tag("p", rest, look="quiet") if len(found) > _MOST else "",
        _unclear(export, by, topic),
        _topics(export, by, missing),
    )


def _topics(export: Export, by: SideName, missing: list[TopicExport]) -> list[Node]:
    """Return the topics that only the other side raises, each with all passages that raise it."""
    side = other(by)
    if not missing:
        return []
    found: list[Node] = [tag("h2", EN.say("head.only", side=name(export, side)))]
    for topic in missing:
        facts = contents().topic_facts(export, topic, (side,))
        found.append(
            tag(
                "article",
                tag("h3", label(topic.labels), tag("small", f" {facts}", look="quiet")),
                [
                    node
                    for index in passages(topic, side)
                    for node in _raising(export, side, index, topic)
                ],
                look="finding",
            )
        )
    return found


def _raising(export: Export, side: SideName, index: int, topic: TopicExport) -> list[Node]:
    """Return a passage that raises a topic, whatever its status, and a link to it.

    One that is left out is quoted above already.
    """
    status = segments(export, side)[index].status
    number = EN.say("passage.number", number=index + 1)
    text = passage(export, side, index)
    return [
        tag("p", badge(status), f" {number}", look="small"),
        quote(text, statement(export, side).lang) if status != "left_out" else "",
        tag("p", links.link("Show in the texts", "", passage=(side, index), topic=topic.id)),
    ]


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


def _beside(export: Export, place: Passage) -> list[Node]:
    """Return the topics of a passage, and a link to it."""
    _, side, index = place
    named = passage_facts(export, side, index, EN).topics
    tags = [tag("p", [tag("span", name, look="tag") for name in named])] if named else []
    return [*tags, links.to_passage(place)]


def _gaps(export: Export) -> list[Node]:
    """Return what one side attributes to the other and the other's text lacks."""
    if not export.attribution_gaps:
        return []
    gaps = quotations.gaps(contents(), export, 2)
    return nodes(gaps, lambda passage: [links.to_passage(passage)])


show()
