"""Who raised which topic in which event, out of results of any kind.

An account is what one side published of one event; where it published several texts, or one was
compared with those of several sides, they count as one account.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from compare.arrays import Indices
from compare.batches.results import BatchResults, open_results
from compare.comparison import SIDES, EventComparison
from compare.errors import BatchError, Failure
from corpus.extras import require
from corpus.files import readable

if TYPE_CHECKING:
    import pandas as pd

ATTRIBUTES = ("counterpart", "place")
"""Columns of accounts beside those that a user brings, by which a series can be parted."""


_PAIR = ("event", "left_id", "right_id")
ACCOUNTS = {
    "events": ("event", "title", "date", "place"),
    "summary": (*_PAIR, "position", "side", "date"),
}
"""What is read of the tables that tell of accounts."""
TOPICS = {
    **ACCOUNTS,
    "topics": (*_PAIR, "topic", "label_en", "label_zh", "left", "right", "share_left",
               "share_right"),
}  # fmt: skip
"""What is read of each table of a folder of results."""


@dataclass(frozen=True)
class Records:
    """Accounts, and the topics that each raises."""

    accounts: pd.DataFrame
    """One row an account, oldest first: ``event``, ``date`` (a timestamp), ``title``, ``side``,
    ``counterpart`` (the other sides, joined by " and "), ``place``, and what the user told."""
    raised: pd.DataFrame
    """One row an account and topic that it raises: ``event``, ``side``, ``topic``, ``share`` of
    text in [0, 1], ``others`` (sides that raise it too, joined by " and ")."""
    labels: pd.DataFrame
    """``label_en`` and ``label_zh`` by topic."""

    def check_topics(self, chosen: Iterable[str]) -> None:
        """Refuse topics that nothing can be said of.

        Raises:
            BatchError: a topic is chosen that no account raises.
        """
        for topic in chosen:
            if topic not in self.labels.index:
                raise BatchError(
                    f"no event raises a topic {topic!r}; readouts codebook show lists ids"
                )


def read_records(source: Any, about: pd.DataFrame | str | Path | None = None) -> Records:
    """Read accounts and topics.

    Args:
        source: a folder of results or what :func:`compare.open_results` gave; a library, whose
            events are compared where they were not, and count as people judged them; or results
            of events.
        about: what else is known of events: a table, or its CSV, with a column ``event`` and any
            others, such as ``level`` or ``kind``. Of a library, tags such as ``level: leader``
            are read too.

    Raises:
        BatchError: there are no results, none has a date, or the table has no column ``event``.
        CompareError: an event of a library cannot be compared.
    """
    source = opened(source)
    return records_of(read_tables(source, TOPICS), known_of(source, about))


def label_of(row: Mapping[Any, Any] | pd.Series[Any], language: str) -> str:
    """What a topic or a wording is called: in the language, or in English where that has no label.

    Args:
        row: with ``label_en`` and ``label_zh``.
        language: ``en`` or ``zh``.
    """
    return str(row[f"label_{language}"] or row["label_en"])


def records_of(tables: Mapping[str, pd.DataFrame], known: pd.DataFrame | None = None) -> Records:
    """The records of tables that were read, with the columns of :data:`TOPICS`.

    Args:
        tables: as :func:`read_tables` gives them.
        known: what else is known, by event.

    Raises:
        BatchError: no event has a date.
    """
    topics, accounts = tables["topics"], accounts_of(tables, known)
    raised = _raised(tables["summary"], topics, accounts)
    labels = topics.drop_duplicates("topic").set_index("topic")[["label_en", "label_zh"]]
    return Records(accounts, raised, labels)


def read_tables(source: Any, columns: Mapping[str, Sequence[str]]) -> dict[str, pd.DataFrame]:
    """Read some tables of results, each with the columns that are named.

    Args:
        source: what :func:`read_records` takes.
        columns: those to read, by the name of the table.

    Raises:
        BatchError: there are no results, or pandas is not installed.
        CompareError: an event of a library cannot be compared.
    """
    require("reports", "pandas", purpose="a series", error=BatchError)
    source = opened(source)
    if isinstance(source, BatchResults):
        # Most of a folder is text that no series asks for.
        return {name: source.table(name, wanted) for name, wanted in columns.items()}
    results = _compared(source) if hasattr(source, "records") else source
    return {name: table[[*columns[name]]] for name, table in _of_events(results, columns).items()}


def opened(source: Any) -> Any:
    """The results or the library that a path or an address names; anything else as it is.

    Raises:
        BatchError: the folder is none of results.
        CompareError: there is no such library.
    """
    if not isinstance(source, str | Path):
        return source
    path = Path(source).expanduser()
    if path.is_dir():
        return open_results(path)
    from compare.library import open_library

    return open_library(str(source), encoder=None, create=False)


def _compared(library: Any) -> Iterator[EventComparison | Failure]:
    """The events of a library as people judged them there."""
    from compare.coding.applying import apply_all
    from compare.coding.files import read_library
    from compare.library import compare_library

    for result in compare_library(library, on_error="row"):
        if isinstance(result, EventComparison):
            yield apply_all(result, read_library(library, result.event.id))
        else:
            yield result


def packed(table: pd.DataFrame, suffix: str) -> bytes | None:
    """Return a table as a file holds it; None for a suffix other than .csv and .parquet."""
    if suffix == ".csv":
        return table.to_csv(index=False).encode()
    return table.to_parquet(index=False) if suffix == ".parquet" else None


def _of_events(
    results: Iterable[EventComparison | Failure], names: Iterable[str]
) -> dict[str, pd.DataFrame]:
    import pandas as pd

    from compare.batches.parts import COLUMNS, event_rows

    held: dict[str, list[Any]] = {name: [] for name in names}
    for result in results:
        if isinstance(result, EventComparison):
            found = event_rows(result)
            for name, rows in held.items():
                rows += found[name]
    if not held["events"]:
        raise BatchError("no event was compared: a series needs results of at least one")
    return {name: pd.DataFrame(rows, columns=list(COLUMNS[name])) for name, rows in held.items()}


def known_of(source: Any, about: pd.DataFrame | str | Path | None) -> pd.DataFrame | None:
    """What the user says of events, by event; arguments as of :func:`read_records`.

    Raises:
        BatchError: the table cannot be read or has no column ``event``.
    """
    import pandas as pd

    if about is None:
        return _tags(source)
    if isinstance(about, str | Path):
        try:
            about = pd.read_csv(readable(Path(about)), dtype="str", keep_default_na=False)
        except (OSError, ValueError) as error:
            raise BatchError(
                f"{about} cannot be read as CSV ({error}); give such a table"
            ) from None
    if "event" not in about:
        columns = ", ".join(map(str, about.columns))
        raise BatchError(f"the table about events has no column event; it has {columns}")
    return about.drop_duplicates("event").set_index("event")


def _tags(source: Any) -> pd.DataFrame | None:
    """Tags of a library's events such as ``level: leader``, as columns."""
    if not hasattr(source, "records"):
        return None
    import pandas as pd

    rows = {
        record.id: {
            name.strip(): value.strip()
            for name, sign, value in (tag.partition(":") for tag in record.tags)
            if sign
        }
        for record in source.records()
    }
    return pd.DataFrame.from_dict(rows, orient="index")


def accounts_of(
    tables: Mapping[str, pd.DataFrame], known: pd.DataFrame | None = None
) -> pd.DataFrame:
    """Put the accounts together, as :attr:`Records.accounts` has them.

    Args:
        tables: ``events`` and ``summary``, with the columns that :func:`read_records` reads.
        known: what else is known, by event.

    Raises:
        BatchError: no event has a date.
    """
    import pandas as pd

    events, summary = tables["events"], tables["summary"]
    sides = summary[["event", "side", "date"]].drop_duplicates(["event", "side"])
    others: dict[str, list[str]] = {}
    # Lists, since columns of text are slow to go through row by row.
    for event, side in sorted(zip(sides["event"].tolist(), sides["side"].tolist(), strict=True)):
        others.setdefault(event, []).append(side)
    accounts = sides.merge(
        events[["event", "title", "date", "place"]], on="event", suffixes=("_own", "")
    )
    dates, own = (pd.to_datetime(accounts[name], errors="coerce") for name in ("date", "date_own"))
    accounts["date"] = dates.fillna(own)
    accounts["counterpart"] = [
        " and ".join(other for other in others[event] if other != side) or side
        for event, side in zip(accounts["event"].tolist(), accounts["side"].tolist(), strict=True)
    ]
    accounts = accounts.dropna(subset=["date"]).drop(columns="date_own")
    if accounts.empty:
        raise BatchError("no event has a date: a series needs one for each, in its statements")
    if known is not None:
        fresh = known.drop(columns=[c for c in known.columns if c in accounts.columns])
        accounts = accounts.join(fresh, on="event")
    return accounts.sort_values(["date", "event", "side"], kind="stable").reset_index(drop=True)


def _raised(summary: pd.DataFrame, topics: pd.DataFrame, accounts: pd.DataFrame) -> pd.DataFrame:
    import pandas as pd

    ids = [*_PAIR]
    pairs = summary.pivot_table(index=ids, columns="position", values="side", aggfunc="first")
    found = topics.join(pairs.rename(columns={"left": "left_side", "right": "right_side"}), on=ids)
    found = found[found["left_side"] != found["right_side"]]
    names = ["event", "side", "topic", "share"]
    parts = []
    for side in SIDES:
        own = found.loc[
            found[side].map(len) > 0, ["event", f"{side}_side", "topic", f"share_{side}"]
        ]
        parts.append(own.set_axis(names, axis=1))
    long = pd.concat(parts)
    raised = long.groupby(["event", "side", "topic"], as_index=False, sort=True)["share"].max()
    groups = raised.groupby(["event", "topic"], sort=False).ngroup()
    raised["others"] = _others(np.asarray(groups, np.intp), raised["side"].tolist())
    dated = raised[raised["event"].isin(set(accounts["event"]))]
    whole: pd.DataFrame = dated.reset_index(drop=True)
    return whole


def _others(groups: Indices, own: Sequence[str]) -> list[str]:
    """The other sides in the group of each row, joined by " and ".

    Args:
        groups: number of the group of each row, from 0, shape (n,).
        own: the row's side, n of them; a side stands once in a group.
    """
    sizes, order = np.bincount(groups), np.argsort(groups, kind="stable")
    starts = np.cumsum(sizes) - sizes
    found = [""] * len(own)
    # Nearly all groups are of one or two, of an event of two sides.
    for first, second in order[starts[sizes == 2][:, None] + (0, 1)].tolist():
        found[first], found[second] = own[second], own[first]
    for start, size in zip(starts[sizes > 2].tolist(), sizes[sizes > 2].tolist(), strict=True):
        rows = order[start : start + size].tolist()
        for row in rows:
            found[row] = " and ".join(own[other] for other in rows if other != row)
    return found
