"""compare.series(): topics by side and period, with how sure each share is."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from compare import files
from compare.errors import BatchError, WriteError
from compare.time_series.periods import PERIODS, Period, periods_of
from compare.time_series.records import Records, packed, read_records

if TYPE_CHECKING:
    import pandas as pd

    from compare.arrays import Floats

LEVEL = 0.9
"""Of every interval."""
WRITTEN = (".csv", ".parquet", ".svg")
"""Suffixes as which a series is written; a report of it has others."""
COLUMNS = (
    "side", "period", "topic", "label_en", "label_zh", "accounts", "raised", "share_of_accounts",
    "low", "high", "share_of_text", "text_low", "text_high", "also_by_others", "others",
)  # fmt: skip
"""Columns of a series; those by which it is parted stand after ``side``."""

_TAKEN = {*COLUMNS, "share", "square", "also", "total", "squares"}
"""Names that columns have while topics are counted."""


@dataclass(frozen=True)
class Series:
    """Topics by side and period, as one tidy table."""

    table: pd.DataFrame
    """One row a side, part, period and topic, also where nobody raises it: :data:`COLUMNS`.

    ``accounts`` is how many accounts the side published in the period, ``raised`` how many of them
    raise the topic, ``share_of_accounts`` the one over the other with the interval ``low`` to
    ``high``; ``share_of_text`` the mean over all accounts, in [0, 1], with ``text_low`` to
    ``text_high``; ``also_by_others`` in how many of the raised another side raises it too, and
    ``others`` which.
    """
    period: Period
    by: tuple[str, ...]
    records: Records

    def write(self, path: str | Path, language: str = "en") -> None:
        """Write the table as CSV or Parquet, or a chart as SVG, by the suffix.

        Args:
            path: where to.
            language: of the words in the chart, ``en`` or ``zh``.

        Raises:
            WriteError: the suffix or the language is another, or the file cannot be written.
        """
        path = Path(path)
        kind = path.suffix.lower()
        if (data := packed(self.table, kind)) is not None:
            files.replace(path, data)
        elif kind == ".svg":
            from compare.time_series.charts import series_chart, svg

            files.replace(path, svg(series_chart(self.table, language=language)).encode())
        else:
            raise WriteError(f"{path}: a series is written as .csv, .parquet or .svg")


def series(
    source: Any,
    period: Period = "year",
    *,
    by: str | tuple[str, ...] = (),
    about: pd.DataFrame | str | Path | None = None,
    topics: tuple[str, ...] = (),
) -> Series:
    """Count topics by side and period.

    Args:
        source: a folder of results, a library, or results of events; see
            :func:`compare.time_series.records.read_records`.
        period: ``event``, ``month``, ``quarter`` or ``year``.
        by: further columns to part by: ``counterpart``, ``place``, or one that ``about`` or the
            tags of a library bring, such as ``level`` or ``kind``.
        about: a table with a column ``event`` and others that are known of events, or its CSV.
        topics: ids of the topics to count; all that anyone raises by default.

    Returns:
        The shares of accounts have Jeffreys intervals of 90 % (Brown, Cai & DasGupta 2001,
        "Interval Estimation for a Binomial Proportion", Statistical Science 16), the mean shares
        of text Student's, cut to [0, 1], and none where there is one account.

    Raises:
        BatchError: there are no results, no such period, column or topic.
    """
    if period not in PERIODS:
        raise BatchError(f"no period {period!r}; use one of {' '.join(PERIODS)}")
    return series_of(read_records(source, about), period, by=by, topics=topics)


def series_of(
    records: Records,
    period: Period = "year",
    *,
    by: str | tuple[str, ...] = (),
    topics: tuple[str, ...] = (),
) -> Series:
    """Count the topics of records that were read; arguments and errors as of :func:`series`.

    Raises:
        BatchError: there is no such column or topic.
    """
    parts = (by,) if isinstance(by, str) else tuple(dict.fromkeys(by))
    known = [c for c in records.accounts.columns if c not in ("event", "date", "title", "side")]
    for part in parts:
        if part in known and part in _TAKEN:
            raise BatchError(
                f"the column {part!r} cannot part a series, which has one of that name; rename it"
            )
        if part not in known:
            raise BatchError(f"no column {part!r} to part by; there are {', '.join(known)}")
    records.check_topics(topics)
    chosen = list(dict.fromkeys(topics)) or sorted(records.labels.index)
    return Series(_counted(records, period, parts, chosen), period, parts, records)


def _counted(
    records: Records, period: Period, by: tuple[str, ...], topics: list[str]
) -> pd.DataFrame:
    import pandas as pd

    accounts = records.accounts.assign(period=periods_of(records.accounts, period))
    for column in by:
        accounts[column] = accounts[column].fillna("").astype("str")
    keys = ["side", *by, "period"]
    sizes = accounts.groupby(keys).size().rename("accounts").reset_index()
    raised = records.raised[records.raised["topic"].isin(topics)]
    raised = raised.merge(accounts[["event", *keys]], on=["event", "side"])
    raised["square"], raised["also"] = raised["share"] ** 2, raised["others"] != ""
    counted = raised.groupby([*keys, "topic"]).agg(
        raised=("event", "size"),
        total=("share", "sum"),
        squares=("square", "sum"),
        also_by_others=("also", "sum"),
    )
    counted["others"] = _named(raised, [*keys, "topic"], counted.index)
    chosen = pd.Series(topics, name="topic", dtype="str").to_frame()
    every = sizes.merge(chosen, how="cross")
    table = every.join(counted, on=[*keys, "topic"])
    table["others"] = table["others"].fillna("")
    numbers = ["raised", "total", "squares", "also_by_others"]
    table[numbers] = table[numbers].fillna(0)
    table = table.astype({"raised": "int64", "also_by_others": "int64"})
    table = table.join(records.labels, on="topic")
    _add_shares(table)
    order = [COLUMNS[0], *by, *COLUMNS[1:]]
    return table[order].sort_values([*keys, "topic"], kind="stable").reset_index(drop=True)


def _named(raised: pd.DataFrame, keys: list[str], groups: pd.Index[Any]) -> list[str]:
    """All sides that ``others`` names in the rows of each group, in order, joined by " and "."""
    names: dict[tuple[str, ...], set[str]] = {}
    distinct = raised[[*keys, "others"]].drop_duplicates()
    for *key, others in zip(*(distinct[name].tolist() for name in distinct), strict=True):
        names.setdefault(tuple(key), set()).update(filter(None, others.split(" and ")))
    return [" and ".join(sorted(names[group])) for group in groups.tolist()]


def _add_shares(table: pd.DataFrame) -> None:
    import numpy as np
    from scipy import stats

    n, k = table["accounts"].to_numpy(float), table["raised"].to_numpy(float)
    table["share_of_accounts"] = k / n
    table["low"], table["high"] = jeffreys(k, n)
    mean = table["total"].to_numpy() / n
    with np.errstate(divide="ignore", invalid="ignore"):
        variance = np.maximum(table["squares"].to_numpy() - n * mean**2, 0) / (n - 1)
        half = stats.t.ppf((1 + LEVEL) / 2, n - 1) * np.sqrt(variance / n)
    table["share_of_text"] = mean
    table["text_low"], table["text_high"] = np.clip(mean - half, 0, 1), np.clip(mean + half, 0, 1)


def jeffreys(k: Floats, n: Floats) -> tuple[Floats, Floats]:
    """The ends of Jeffreys intervals of 90 % for k of n, both of shape (rows,).

    The lower end is 0 where k is 0, the upper 1 where it is n (Brown, Cai & DasGupta 2001).
    """
    import numpy as np
    from scipy import stats

    tail = (1 - LEVEL) / 2
    low = stats.beta.ppf(tail, k + 0.5, n - k + 0.5)
    high = stats.beta.ppf(1 - tail, k + 0.5, n - k + 0.5)
    return np.where(k == 0, 0.0, low), np.where(k == n, 1.0, high)
