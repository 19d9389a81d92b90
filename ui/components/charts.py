"""A comparison as charts: data and marks only, no Streamlit.

Colours and marks are those of the reports. Every state has a mark and a word beside its colour.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal

import altair as alt

from compare.comparison import SIDES, SideName
from compare.phrases.words import EN
from compare.report import Export
from compare.report.content.findings import label, name, ranked
from compare.report.export.schema import TopicExport
from compare.report.figures.charts import state_words
from compare.report.palette import DARK, LIGHT, MARKS, STATE_TONES, TONES

CHOSEN = "topic"
"""Name of the selection by which a topic is clicked; its field is ``id``."""

_ROW = 27
_FRAME = 90
"""Pixels of a row, and of axes and titles around all rows."""


def about(export: Export, topic: TopicExport) -> str:
    """The state of a topic, and how certain it is, in words."""
    certainty = EN.say("topic.certainty", share=EN.certainty(topic.confidence))
    return EN.say("list.comma").join((state_words(export, topic), certainty))


def shares_told(export: Export) -> str:
    """What the chart of shares shows, in words, for those who do not see it."""
    told = [
        f"{label(topic.labels)}: {name(export, 'left')} {EN.percent(topic.share.left)}, "
        f"{name(export, 'right')} {EN.percent(topic.share.right)}, {about(export, topic)}"
        for topic in ranked(export)
    ]
    return "; ".join(told)


def order_told(export: Export) -> str:
    """Where each topic comes first in either text, in words."""
    told = []
    for topic in ranked(export):
        places = [
            f"{name(export, side)} at {EN.percent(first)}"
            for side in SIDES
            if (first := topic.first.left if side == "left" else topic.first.right) is not None
        ]
        told.append(f"{label(topic.labels)}: {', '.join(places)}")
    return "; ".join(told)


def butterfly(export: Export, *, dark: bool) -> alt.LayerChart:
    """Share of either text by topic: the left side's bars to the left, the right's to the right."""
    topics = ranked(export)
    rows = [_bar(export, topic, side, dark) for topic in topics for side in SIDES]
    data = alt.InlineData(values=rows)
    most = max((abs(row["signed"]) for row in rows), default=0.1) * 1.3
    picked = alt.selection_point(name=CHOSEN, fields=["id"], on="click", clear="dblclick")
    ink = DARK if dark else LIGHT
    y = _topics_axis(topics)
    x = alt.X(
        "signed:Q",
        title=f"◂ {name(export, 'left')}  |  share of each text  |  {name(export, 'right')} ▸",
        scale=alt.Scale(domain=[-most, most]),
        axis=alt.Axis(labelExpr="format(abs(datum.value), '.0%')", grid=True, tickCount=7),
    )
    tooltip = [
        alt.Tooltip("label:N", title="topic"),
        alt.Tooltip("side:N", title="text"),
        alt.Tooltip("share:Q", title="share", format=".0%"),
        alt.Tooltip("state:N", title="state"),
    ]
    base = alt.Chart(data).encode(y=y, tooltip=tooltip)
    bars = (
        base.mark_bar(height={"band": 0.62}, cursor="pointer")
        .encode(
            x=x,
            color=alt.Color("colour:N", scale=None),
            opacity=alt.condition(picked, alt.value(1), alt.value(0.35)),
        )
        .add_params(picked)
    )
    sides: tuple[tuple[SideName, Literal["left", "right"], int], ...] = (
        ("left", "right", -5),
        ("right", "left", 5),
    )
    marks = [
        base.transform_filter(f"datum.side_name === '{side}' && datum.share > 0")
        .mark_text(align=align, dx=dx, fontSize=13, fontWeight="bold")
        .encode(x=x, text="value:N", color=alt.value(ink.text))
        for side, align, dx in sides
    ]
    middle = (
        alt.Chart(alt.InlineData(values=[{"zero": 0}])).mark_rule(color=ink.text).encode(x="zero:Q")
    )
    return _framed([bars, *marks, middle], len(topics))


def _bar(export: Export, topic: TopicExport, side: SideName, dark: bool) -> dict[str, Any]:
    share = topic.share.left if side == "left" else topic.share.right
    tone = STATE_TONES[topic.state]
    return {
        "id": topic.id,
        "label": label(topic.labels),
        "side": name(export, side),
        "side_name": side,
        "share": share,
        "signed": -share if side == "left" else share,
        "state": about(export, topic),
        "mark": MARKS[tone],
        "value": f"{MARKS[tone]} {EN.percent(share)}",
        "colour": TONES[tone].dark if dark else TONES[tone].light,
    }


def order(export: Export, *, dark: bool) -> alt.LayerChart:
    """Where each text first comes to each topic, the topics in the order of the other chart.

    A side is told by its mark alone: colours say how the other text treats a topic.
    """
    topics = ranked(export)
    rows = [
        {
            "id": topic.id,
            "label": label(topic.labels),
            "side": name(export, side),
            "first": first,
        }
        for topic in topics
        for side in SIDES
        if (first := topic.first.left if side == "left" else topic.first.right) is not None
    ]
    ink = DARK if dark else LIGHT
    names = [name(export, side) for side in SIDES]
    y = _topics_axis(topics)
    x = alt.X(
        "first:Q",
        title="first mention, as part of the text",
        scale=alt.Scale(domain=[0, 1]),
        axis=alt.Axis(format=".0%", tickCount=5),
    )
    legend = alt.Legend(title=None, orient="top")
    base = alt.Chart(alt.InlineData(values=rows)).encode(y=y)
    lines = base.mark_line(color=ink.quiet, strokeWidth=2).encode(x=x, detail="label:N")
    points = base.mark_point(size=90, filled=True, opacity=1).encode(
        x=x,
        shape=alt.Shape(
            "side:N",
            scale=alt.Scale(domain=names, range=["circle", "triangle-right"]),
            legend=legend,
        ),
        color=alt.value(ink.text),
        tooltip=[
            alt.Tooltip("label:N", title="topic"),
            alt.Tooltip("side:N", title="text"),
            alt.Tooltip("first:Q", title="first mention", format=".0%"),
        ],
    )
    return _framed([lines, points], len(topics))


def _topics_axis(topics: Sequence[TopicExport]) -> alt.Y:
    """Topics from top to bottom in their order, every name whole."""
    return alt.Y(
        "label:N",
        sort=[label(topic.labels) for topic in topics],
        title=None,
        axis=alt.Axis(
            labelLimit=230,
            ticks=False,
            domain=False,
            labelPadding=10,
            labelFontSize=13,
            labelOverlap=False,
        ),
    )


def _framed(layers: Sequence[alt.Chart], rows: int) -> alt.LayerChart:
    """The layers as one chart, tall enough for its rows."""
    return alt.LayerChart(
        layer=list(layers), height=rows * _ROW + _FRAME, view=alt.ViewConfig(stroke=None)
    )
