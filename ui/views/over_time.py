"""Over time: which topics a side raises in which period, and in which words, out of results."""

from __future__ import annotations

from dataclasses import astuple
from pathlib import Path
from typing import Any

import streamlit as st

from compare.errors import CompareError
from compare.phrases.words import EN
from compare.report.figures.shapes import Drawing, svg
from compare.report.palette import DARK, LIGHT
from compare.time_series.charts import series_chart, wordings_chart
from compare.time_series.periods import PERIODS, Period, periods_of
from compare.time_series.report import MOST_PERIODS, OverTime
from compare.time_series.series import Series, series_of
from compare.time_series.wordings import Wordings, language_of
from corpus.errors import CorpusError
from ui import caches, links, session
from ui.components import choice
from ui.components import elements as prose
from ui.components.elements import Node, quote, tag

_TOPICS, _WORDINGS = "Topics", "Wordings"


def show() -> None:
    """Draw the page."""
    prose.show(tag("h1", "Over time"), key="head")
    try:
        kept = caches.over_time()
        if kept is None:
            prose.no_results()
            return
        what = choice.segments("What", (_TOPICS, _WORDINGS), str, default=_TOPICS, required=True)
        clicked = _wordings(kept) if what == _WORDINGS else _topics(kept)
        links.follow(clicked)
    except (CompareError, CorpusError) as error:
        prose.complain(error)


def _topics(kept: OverTime) -> str:
    sides = list(kept.records.accounts["side"].value_counts().index)
    left, middle, right = st.columns(3, vertical_alignment="bottom")
    with left:
        side = choice.select("Side", sides, str) or sides[0]
    with middle:
        period = _period()
    apart = right.toggle("A chart for each counterpart")
    by = "counterpart" if apart else ()
    found = series_of(kept.records, period, by=by)
    _charts(found, side)
    clicked = _events(found, side)
    _save("Table as CSV", found.table, "series.csv")
    _report(kept, period, by)
    return clicked


def _period() -> Period:
    return choice.select("Period", PERIODS, str, index=PERIODS.index("year")) or "year"


def _charts(found: Series, side: str) -> None:
    table = found.table[found.table["side"] == side]
    if "counterpart" not in found.by:
        _draw(series_chart(table, side))
        return
    for counterpart, part in table.groupby("counterpart"):
        prose.show(tag("h2", str(counterpart)), key=f"with-{counterpart}")
        _draw(series_chart(part, side))


def _draw(drawing: Drawing) -> None:
    """Show a drawing, whose every text is escaped, as a picture with its words."""
    figure = svg(drawing)
    if session.is_dark():
        for light, dark in zip(astuple(LIGHT), astuple(DARK), strict=True):
            figure = figure.replace(light, dark)
    st.image(figure, width="content", alt=drawing.alt)


def _events(found: Series, side: str) -> str:
    """The accounts that raise a topic, so that a bar can be looked into; the link clicked."""
    own = found.table[(found.table["side"] == side) & (found.table["raised"] > 0)]
    labels = own.drop_duplicates("topic").set_index("topic")["label_en"].to_dict()
    topic = choice.select("Accounts that raise", list(labels), labels.__getitem__)
    raised = found.records.raised
    chosen = raised[(raised["side"] == side) & (raised["topic"] == topic)]
    rows = chosen.merge(found.records.accounts, on=["event", "side"]).sort_values("date")
    items: list[Node] = [
        tag(
            "li",
            f"{row['date']:%Y-%m-%d}  ",
            links.to_event(row["title"] or row["event"], row["event"]),
            f", {row['share']:.0%} of text",
        )
        for row in rows.to_dict("records")
    ]
    return prose.show(tag("ul", items), key="accounts")


def _wordings(kept: OverTime) -> str:
    """In which words each side speaks of a subject; the link that was clicked."""
    subjects = kept.wordings.subjects()
    if not subjects:
        prose.show(tag("p", EN.say("wordings.none")), key="none")
        return ""
    left, right = st.columns(2, vertical_alignment="bottom")
    with left:
        family = choice.select("Subject", subjects, subjects.__getitem__)
        family = family or next(iter(subjects))
    with right:
        period = _period()
    found = kept.wordings.of(family=family)
    clicked = ""
    for side in found.table["side"].unique():
        prose.show(tag("h2", side, look="isolate"), key=f"side-{side}")
        if periods_of(found.uses, period).nunique() <= MOST_PERIODS:
            _draw(wordings_chart(found, side, family, period))
        parts = _table(found.of(side)), _changes(found.of(side))
        clicked = prose.show(*parts, key=f"words-{side}") or clicked
    prose.show(tag("p", EN.say("wordings.note"), look="quiet small note"), key="about")
    _save("Wordings as CSV", kept.wordings.table, "wordings.csv")
    _save("Changes as CSV", kept.wordings.changes, "changes.csv")
    _report(kept, period)
    return clicked


def _table(own: Wordings) -> Node:
    """The wordings of one side, with the first and the last account that has each."""
    keys = "wording", "accounts", "first", "last"
    heads = [tag("th", EN.say(f"table.{key}"), scope="col") for key in keys]
    rows = [
        tag(
            "tr",
            tag("td", _wording(row)),
            tag("td", EN.say("series.of", used=row["used"], accounts=row["accounts"])),
            tag("td", _account(row["first"], row["first_event"])),
            tag("td", _account(row["last"], row["last_event"])),
        )
        for row in own.table.sort_values(["first", "term"]).to_dict("records")
    ]
    return tag("table", tag("thead", tag("tr", heads)), tag("tbody", rows), look="fit")


def _changes(own: Wordings) -> list[Node]:
    """Where an account words the subject otherwise than the one before it, newest first."""
    if own.changes.empty:
        return []
    terms = own.table.set_index("term").to_dict("index")
    items = []
    for row in reversed(own.changes.to_dict("records")):
        told: list[Node] = [_account(row["date"], row["event"])]
        for key, once, meaning in (
            ("taken_up", "never_before", "for the first time"),
            ("dropped", "not_since", "and in none since"),
        ):
            for term in row[key].split():
                told += [" now " if key == "taken_up" else " no longer ", _wording(terms[term])]
                told += [f", {meaning}"] if term in row[once].split() else []
                told.append(";")
        items.append(tag("li", told[:-1], "."))
    return [tag("h3", "Where it changes"), tag("ul", items)]


def _wording(row: dict[Any, Any]) -> Node:
    """How a wording first stands in an account, with its label beside Chinese."""
    language = language_of(row["text"])
    words = quote(row["text"], language, "q", "")
    return tag("span", words, f" ({row['label_en']})" if language == "zh" else "")


def _account(date: Any, event: str) -> Node:
    return links.to_event(f"{date:%Y-%m-%d}", event)


def _save(label: str, table: Any, name: str) -> None:
    data = table.to_csv(index=False).encode()
    st.download_button(label, data, name, "text/csv", on_click="ignore")


def _report(kept: OverTime, period: Period, by: str | tuple[str, ...] = ()) -> None:
    """Everything as one report, made when it is asked for: silences take longest of all."""
    if periods_of(kept.records.accounts, period).nunique() > MOST_PERIODS:
        return

    def made() -> bytes:
        report = kept.report(period, by=by)
        return report.encode("html", command=report.command(Path("series.html")))

    st.download_button("Report as a web page", made, "series.html", "text/html", on_click="ignore")


show()
