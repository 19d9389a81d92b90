"""The topics of two texts as one table: bars for their shares, arrows for their order.

A table, so that both have one order, every value is text, and rows are reached by keyboard. Every
state has a mark and a word beside its colour; a side is told by the way that its arrow points.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TypeVar, get_args

from compare.comparison import SIDES, SideName
from compare.phrases.words import EN
from compare.report import Export
from compare.report.content.findings import label, name
from compare.report.export.schema import RowExport, TopicExport
from compare.report.figures.charts import state_words
from compare.report.palette import MARKS, STATE_TONES
from compare.topics.codebook_schema import Family
from ui.components.elements import Node, capitalised, tag

_STATES = {"left_only": "one_side", "right_only": "one_side"}
"""Names of the words for states that have no word of their own."""

Listed = TypeVar("Listed", TopicExport, RowExport)
Groups = Sequence[tuple[str, list[Listed]]]
"""Topics under the headings of their families, which may be empty."""


def by_family(topics: Iterable[Listed], families: Mapping[str, Family | None]) -> Groups[Listed]:
    """The topics by family, in their order inside each; with no heading where none has a family."""
    held: dict[Family | None, list[Listed]] = {family: [] for family in (*get_args(Family), None)}
    for topic in topics:
        held[families.get(topic.id)].append(topic)
    groups = {family: found for family, found in held.items() if found}
    if set(groups) == {None}:
        return [("", groups[None])]
    return [(EN.say(f"family.{family or 'other'}"), found) for family, found in groups.items()]


def bodies(groups: Groups[Listed], row: Callable[[Listed], Node], columns: int) -> list[Node]:
    """The rows of a table under the headings of their families, one body each."""
    return [
        tag(
            "tbody",
            tag("tr", tag("th", heading, scope="rowgroup", colspan=str(columns)), look="family")
            if heading
            else "",
            [row(topic) for topic in found],
        )
        for heading, found in groups
    ]


def about(export: Export, topic: TopicExport) -> str:
    """The state of a topic, and how certain it is, in words."""
    certainty = EN.say("topic.certainty", share=EN.certainty(topic.confidence))
    return EN.say("list.comma").join((state_words(export, topic), certainty))


def legend(export: Export) -> list[Node]:
    """The marks and colours of the states that there are, each with its word."""
    there = {topic.state for topic in export.topics}
    words = {
        STATE_TONES[state]: EN.say(f"state.{_STATES.get(state, state)}")
        for state in STATE_TONES
        if state in there
    }
    return [
        tag("span", tag("span", MARKS[tone], look="mark"), f" {word}", look=f"key {_css(tone)}")
        for tone, word in words.items()
    ]


def topics(
    export: Export,
    groups: Groups[TopicExport],
    chosen: str,
    to_topic: Callable[[str, str], Node],
) -> Node:
    """Share of either text by topic, and where each text first comes to it.

    Args:
        export: the comparison.
        groups: its topics, in order.
        chosen: id of the topic whose row is marked.
        to_topic: makes a link from a label and an id.
    """
    most = max((s for t in export.topics for s in (t.share.left, t.share.right)), default=0) or 1
    left, right = (name(export, side) for side in SIDES)
    heads = [
        tag("th", EN.say("table.topic"), scope="col"),
        tag("th", _arrow("left"), f" {left}", scope="col", look="half left isolate"),
        tag("th", f"{right} ", _arrow("right"), scope="col", look="half right isolate"),
        tag(
            "th",
            "First mention",
            tag("span", tag("span", "start"), tag("span", "end of text"), look="ends"),
            scope="col",
            look="first",
        ),
    ]

    def row(topic: TopicExport) -> Node:
        here = topic.id == chosen
        link = to_topic(label(topic.labels), topic.id)
        told = tag("span", f", {about(export, topic)}", look="hidden")
        return tag(
            "tr",
            tag("th", link, told, scope="row", aria_current="true" if here else ""),
            [_half(topic, side, most) for side in SIDES],
            _first(export, topic),
            look="here" if here else "",
            title=f"{capitalised(about(export, topic))}; first mention: {_places(export, topic)}",
        )

    return tag(
        "table",
        tag("thead", tag("tr", heads)),
        bodies(groups, row, len(heads)),
        look="topics",
        aria_label=EN.say("figure.topics", left=left, right=right),
    )


def _half(topic: TopicExport, side: SideName, most: float) -> Node:
    """The share of one text as a bar beside its value; a dash where it does not raise the topic."""
    share = topic.share.left if side == "left" else topic.share.right
    if not share and not getattr(topic, side):
        none = tag("span", "–", aria_hidden="true"), tag("span", "not raised", look="hidden")
        return tag("td", tag("div", none, look="quiet"), look=f"half {side}")
    tone = STATE_TONES[topic.state]
    value = tag(
        "span", tag("span", MARKS[tone], aria_hidden="true"), f" {EN.percent(share)}", look="value"
    )
    bar = tag("span", look="bar", style_width=f"{100 * share / most:.2f}")
    return tag(
        "td",
        tag("div", [value, bar] if side == "left" else [bar, value]),
        look=f"half {side} {_css(tone)}",
    )


def _first(export: Export, topic: TopicExport) -> Node:
    """Where each text first comes to a topic, as arrows on a line from its start to its end."""
    places = first_mentions(topic)
    start, end = min(places.values(), default=0.0), max(places.values(), default=0.0)
    line = tag("span", look="line", style_left=_percent(start), style_width=_percent(end - start))
    arrows = [
        tag("span", look=f"arrow {side}", style_left=_percent(part))
        for side, part in places.items()
    ]
    return tag(
        "td",
        tag("div", line, arrows, look="track", aria_hidden="true"),
        tag("span", _places(export, topic), look="hidden"),
        look="first",
    )


def _places(export: Export, topic: TopicExport) -> str:
    """Where each side first comes to a topic, in words."""
    return EN.say("list.comma").join(
        f"{name(export, side)} at {EN.percent(part)}"
        for side, part in first_mentions(topic).items()
    )


def first_mentions(topic: TopicExport) -> dict[SideName, float]:
    """What part of its text, in [0, 1], stands before a side first comes to a topic."""
    places = zip(SIDES, (topic.first.left, topic.first.right), strict=True)
    return {side: part for side, part in places if part is not None}


def _arrow(side: SideName) -> Node:
    return tag("span", look=f"arrow {side}", aria_hidden="true")


def _percent(part: float) -> str:
    return f"{100 * part:.2f}"


def _css(tone: str) -> str:
    return tone.replace("_", "-")
