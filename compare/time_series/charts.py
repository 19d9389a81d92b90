"""A series as drawings: for each side, or part, its topics by period."""

from __future__ import annotations

from typing import TYPE_CHECKING

from compare.phrases.words import Words, words
from compare.report.figures.grid import bar_grid
from compare.report.figures.shapes import Drawing, svg

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["series_chart", "svg"]

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
    names = [_label(labels.loc[topic], said) for topic in chosen]
    values = {
        (row, column): (share, hint)
        for row, topic in enumerate(chosen)
        for column, share, hint in _cells(own[own["topic"] == topic], periods, names[row], said)
    }
    alt = said.say("series.chart", side=side, topics=said.listed(names[:5]) if names else "–")
    return bar_grid("series", alt, names, periods, values)


def _cells(
    rows: pd.DataFrame, periods: list[str], name: str, said: Words
) -> list[tuple[int, float, str]]:
    found = []
    for period, accounts, raised in zip(
        rows["period"], rows["accounts"], rows["raised"], strict=True
    ):
        hint = said.say("series.cell", topic=name, period=period, raised=raised, accounts=accounts)
        found.append((periods.index(period), raised / accounts, hint))
    return found


def _label(row: pd.Series[str], said: Words) -> str:
    return str(row[f"label_{said.language}"] or row["label_en"])
