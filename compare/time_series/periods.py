"""Into which stretches of time accounts are put."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, get_args

if TYPE_CHECKING:
    import pandas as pd

Period = Literal["event", "month", "quarter", "year"]
PERIODS: tuple[Period, ...] = get_args(Period)
_CODES = {"month": "M", "quarter": "Q", "year": "Y"}


def periods_of(accounts: pd.DataFrame, period: Period) -> pd.Series[str]:
    """The period of each account: ``2024-01``, ``2024Q1``, ``2024``, or its event, by date."""
    if period == "event":
        named: pd.Series[str] = accounts["date"].dt.strftime("%Y-%m-%d") + " " + accounts["event"]
        return named
    found: pd.Series[str] = accounts["date"].dt.to_period(_CODES[period]).astype("str")
    return found
