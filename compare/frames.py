"""Data frames of results, made by whoever knows the tables of reports.

A result stands below the reports and may not know them; ``compare/__init__.py``, which knows all
rooms, says here who makes its data frames.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from compare.errors import CompareError

if TYPE_CHECKING:
    import pandas as pd

Maker = Callable[[Any, str], "pd.DataFrame"]
"""Makes the data frame of a result and the name of a table."""

_makers: list[Maker] = []


def made_by(maker: Maker) -> None:
    """Let ``maker`` make the data frames from now on."""
    _makers[:] = [maker]


def data_frame(result: object, table: str) -> pd.DataFrame:
    """Return one of a result's tables.

    Raises:
        CompareError: pandas is not installed, or there is no such table.
    """
    from corpus.extras import require

    require("reports", "pandas", purpose="a data frame", error=CompareError)
    (maker,) = _makers
    return maker(result, table)
