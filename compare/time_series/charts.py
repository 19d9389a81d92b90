"""A series as drawings: the topics, or the wordings of a subject, of a side by period."""

from __future__ import annotations

from typing import TYPE_CHECKING

from compare.phrases.words import Words, words
from compare.report.escaping import line
from compare.report.figures.grid import bar_grid
from compare.report.figures.shapes import Drawing, svg
from compare.time_series.periods import Period, periods_of
from compare.time_series.records import label_of

if TYPE_CHECKING:
    import pandas as pd

    from compare.time_series.wordings import Wordings

__all__ = ["series_chart", "svg", "wordings_chart"]

MOST = 24
"""Topics that a chart shows: those raised most often."""


def series_chart(
    table: pd.DataFrame, side: str | None = None, language: str = "en", most: int = MOST
) -> Drawing:
    """Draw one side's topics by period; of the side with most accounts where none is named.

    Args:
        table: that of a :class:`compare.Series`.
        side: whose topics.
        language: of the words, ``en`` or ``zh``.
        most: topics at the most, those raised most often.

    Returns:
        A row a topic, a column a period; the height of a bar is the share of the side's accounts
        in the period that raise the topic.

    Raises:
        WriteError: the language is another.
    """
    said = words(language)
    if side is None:
        accounts = table.drop_duplicates(["side", "period"]).groupby("side")["accounts"].sum()
        side = str(accounts.idxmax())
    own = table[table["side"] == side]
    own = own.groupby(["period", "topic", "label_en", "label_zh"], as_index=False).agg(
        accounts=("accounts", "sum"), raised=("raised", "sum")
    )
    often = own.groupby("topic")["raised"].sum()
    chosen = often[often > 0].sort_values(ascending=False, kind="stable").index[:most]
    periods = sorted(own["period"].unique())
    labels = own.drop_duplicates("topic").set_index("topic")
    names = [line(label_of(labels.loc[topic], said.language)) for topic in chosen]
    values = {
        (row, column): (share, hint)
        for row, topic in enumerate(chosen)
        for column, share, hint in _cells(own[own["topic"] == topic], periods, names[row], said)
    }
    alt = said.say("series.chart", side=line(side), topics=said.listed(names[:5]) if names else "–")
    return bar_grid("series", alt, names, [*map(line, periods)], values)


def _cells(
    rows: pd.DataFrame, periods: list[str], name: str, said: Words
) -> list[tuple[int, float, str]]:
    found = []
    for period, accounts, raised in zip(
        rows["period"], rows["accounts"], rows["raised"], strict=True
    ):
        hint = said.say(
            "series.cell", topic=name, period=line(period), raised=raised, accounts=accounts
        )
        found.append((periods.index(period), raised / accounts, hint))
    return found


def wordings_chart(
    found: Wordings, side: str, family: str, period: Period = "year", language: str = "en"
) -> Drawing:
    """Draw in which words one side speaks of a subject, by period.

    Args:
        found: what :func:`compare.wordings` gave, of one side or several.
        side: whose words.
        family: the subject, by its id.
        period: ``event``, ``month``, ``quarter`` or ``year``.
        language: of the words around, ``en`` or ``zh``.

    Returns:
        A row a wording, as it first stands in an account, a column a period in which any side of
        ``found`` speaks of the subject; the height of a bar is the share of those of the side's
        accounts that speak of it.

    Raises:
        BatchError: the side does not speak of the subject.
        WriteError: the language is another.
    """
    said = words(language)
    everyone = found.of(family=family).uses
    own = found.of(side, family)
    periods = sorted(periods_of(everyone, period).unique())
    uses = own.uses.assign(period=periods_of(own.uses, period))
    spoken = uses.drop_duplicates("event").groupby("period").size()
    used = uses.groupby(["term", "period"]).size()
    rows = own.table.sort_values(["first", "term"], kind="stable").to_dict("records")
    values = {}
    for row, wording in enumerate(rows):
        for name, accounts in spoken.items():
            count = int(used.get((wording["term"], name), 0))
            hint = said.say("wordings.cell", text=line(wording["text"]), period=line(str(name)),
                            used=count, accounts=accounts)  # fmt: skip
            values[row, periods.index(name)] = count / accounts, hint
    names = [said.say("wordings.quoted", text=line(row["text"])) for row in rows]
    listed = said.say("list.comma").join(names)
    alt = said.say("wordings.chart", side=line(side), wordings=listed)
    return bar_grid("wordings", alt, names, [*map(line, periods)], values)
