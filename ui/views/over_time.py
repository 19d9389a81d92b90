"""Over time: which topics a side raises in which period, out of a folder of results."""

from __future__ import annotations

from dataclasses import astuple

import streamlit as st

from compare.errors import CompareError
from compare.report.figures.shapes import svg
from compare.report.palette import DARK, LIGHT
from compare.time_series.charts import series_chart
from compare.time_series.series import PERIODS, Series, series_of
from ui import caches, session
from ui.components import choice
from ui.components import elements as prose
from ui.components.elements import Node, tag


def show() -> None:
    """Draw the page."""
    prose.show(tag("h1", "Over time"), key="head")
    try:
        records = caches.records()
        if records is None:
            prose.no_results()
            return
        sides = list(records.accounts["side"].value_counts().index)
        left, middle, right = st.columns(3, vertical_alignment="bottom")
        with left:
            side = choice.select("Side", sides, str) or sides[0]
        with middle:
            by_year = PERIODS.index("year")
            period = choice.select("Period", PERIODS, str, index=by_year) or "year"
        apart = right.toggle("A chart for each counterpart")
        found = series_of(records, period, by="counterpart" if apart else ())
        _charts(found, side)
        _events(found, side)
        csv = found.table.to_csv(index=False).encode()
        st.download_button("Table as CSV", csv, "series.csv", "text/csv")
    except CompareError as error:
        prose.complain(error)


def _charts(found: Series, side: str) -> None:
    table = found.table[found.table["side"] == side]
    if "counterpart" not in found.by:
        _draw(svg(series_chart(table, side)))
        return
    for counterpart, part in table.groupby("counterpart"):
        prose.show(tag("h2", str(counterpart)), key=f"with-{counterpart}")
        _draw(svg(series_chart(part, side)))


def _draw(figure: str) -> None:
    """Show a drawing, whose every text is escaped, as a picture."""
    if session.is_dark():
        for light, dark in zip(astuple(LIGHT), astuple(DARK), strict=True):
            figure = figure.replace(light, dark)
    st.image(figure, width="content")


def _events(found: Series, side: str) -> None:
    """The accounts that raise a topic, so that a bar can be looked into."""
    own = found.table[(found.table["side"] == side) & (found.table["raised"] > 0)]
    labels = own.drop_duplicates("topic").set_index("topic")["label_en"].to_dict()
    topic = choice.select("Accounts that raise", list(labels), labels.__getitem__)
    raised = found.records.raised
    chosen = raised[(raised["side"] == side) & (raised["topic"] == topic)]
    rows = chosen.merge(found.records.accounts, on=["event", "side"]).sort_values("date")
    items: list[Node] = [
        tag(
            "li",
            f"{row['date']:%Y-%m-%d}  {row['title'] or row['event']}, {row['share']:.0%} of text",
        )
        for row in rows.to_dict("records")
    ]
    prose.show(tag("ul", items), key="accounts")


show()
