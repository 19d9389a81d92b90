"""How surprising it is that a side raises a topic, or passes it over, given its own record.

The model. Of each account of side s on talks with counterpart c, and each topic t, the record
before it says how likely it is raised. Accounts further back count less: by a factor ``decay`` for
each account of that side since (power discounting: Smith 1979, "A Generalization of the Bayesian
Steady Forecasting Model", JRSS B 41; West & Harrison 1997, "Bayesian Forecasting and Dynamic
Models", ch. 5). With r of n discounted accounts with c raising t, the probability is that of a
beta-binomial with partial pooling over counterparts (Gelman et al. 2013, "Bayesian Data
Analysis", ch. 5):

    p = (r + strength * m) / (n + strength)

where m is the same of all the side's accounts, whoever the counterpart, drawn towards one half by
the weight of one account (Jeffreys). ``decay`` and ``strength`` are those of a small grid that
foretold the record itself best, one account ahead (Dawid 1984, "The Prequential Approach", JRSS A
147): no number is told in advance.

A silence of several accounts in a row is judged as one: the chance that so many pass the topic
over, given the record before the first of them, is the product of the chances of each. So is a run
of accounts that raise what was never raised before. Each account and topic with a record is one
test, whose p-value is that chance, or 1 where the account did as before; q is the false discovery
rate of all of them (Benjamini & Hochberg 1995, JRSS B 57; the runs of one topic hang together
positively, for which it holds too: Benjamini & Yekutieli 2001, Annals of Statistics 29).
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from compare.arrays import Floats, Mask
from compare.errors import BatchError
from compare.phrases.words import Words, words
from compare.time_series.records import Records, label_of, read_records

if TYPE_CHECKING:
    import pandas as pd

Kind = Literal["silence", "first_mention"]
DECAYS = (0.85, 0.92, 0.97, 1.0)
STRENGTHS = (1.0, 3.0, 8.0)
LEAST = 4
"""Accounts with a counterpart before which nothing is called a surprise."""
WINDOW = 15
"""Accounts before a run that its sentence counts."""


@dataclass(frozen=True, slots=True)
class Foretold:
    """What a record foretells of each account and topic, arrays of shape (accounts, topics)."""

    probability: Floats
    """That the account raises the topic, from those before it alone, in [0, 1]."""
    chance: Floats
    """Of the run of silences, or of mentions, that the account is the last of."""
    run: np.ndarray
    """Length of that run: accounts with this counterpart up to this one."""
    decay: float
    strength: float


@dataclass(frozen=True)
class Silences:
    """Every topic and account of every side with its chance, and what is worth telling."""

    table: pd.DataFrame
    """One row an account and topic: ``side``, ``counterpart``, ``event``, ``date``, ``topic``,
    ``label_en``, ``label_zh``, ``raised``, ``probability`` that it would be, ``kind``
    (``silence``, ``first_mention`` or empty), ``run``, ``chance`` and ``q`` of the run, ``before``
    and ``of``: how many of how many accounts before the run raise it, ``last`` (whether no later
    account goes on with the run)."""

    def listed(self, kind: Kind | None = None, q: float = 0.1) -> pd.DataFrame:
        """Runs of one kind or both up to a false discovery rate ``q``, most surprising first.

        A run is listed once, at its last account.
        """
        found = self.table[(self.table["kind"] != "") & self.table["last"]]
        if kind is not None:
            found = found[found["kind"] == kind]
        found = found[found["q"] <= q]
        return found.sort_values(["chance", "date", "side", "topic"], kind="stable")

    def sentences(self, rows: pd.DataFrame, language: str = "en") -> list[str]:
        """Each row of :meth:`listed` as a sentence, in English or Chinese.

        Raises:
            WriteError: the language is another.
        """
        return [sentence(row, words(language)) for row in rows.to_dict("records")]


def silences(
    source: Any,
    *,
    about: pd.DataFrame | str | Path | None = None,
    topics: tuple[str, ...] = (),
) -> Silences:
    """Judge every silence and first mention of every side by its own record.

    Args:
        source, about: as :func:`compare.series` takes them.
        topics: ids of the topics that are judged, all by default; chosen before what is found is
            known, ``q`` is the false discovery rate of theirs alone.

    Raises:
        BatchError: there are no results, none has a date, or there is no such topic.
    """
    return silences_of(read_records(source, about), topics)


def silences_of(records: Records, chosen: tuple[str, ...] = ()) -> Silences:
    """The same of records that were read, and of the topics ``chosen``, all by default.

    Raises:
        BatchError: no account raises a topic, or none raises one that is chosen.
    """
    import pandas as pd

    topics = sorted(records.labels.index)
    if not topics:
        raise BatchError("no event raises a topic, so that nothing can be passed over")
    records.check_topics(chosen)
    parts = [_of_side(records, side, topics) for side in sorted(records.accounts["side"].unique())]
    table = pd.concat(parts, ignore_index=True)
    if chosen:  # Only now: how a record foretells is learned from all of its topics.
        table = table[table["topic"].isin(chosen)].reset_index(drop=True)
    table = table.join(records.labels, on="topic")
    tested = table.pop("seen").to_numpy()
    # A topic that was raised before can be passed over, any other be raised for the first time:
    # so each account and topic is one test, and one that came as before is no surprise.
    p = np.where(table["kind"] != "", table["chance"], 1.0)[tested]
    table["q"] = 1.0
    table.loc[tested, "q"] = false_discovery(p)
    return Silences(table)


def _of_side(records: Records, side: str, topics: list[str]) -> pd.DataFrame:
    import pandas as pd

    accounts = records.accounts[records.accounts["side"] == side].reset_index(drop=True)
    raised = np.zeros((len(accounts), len(topics)), dtype=bool)
    row = {event: number for number, event in enumerate(accounts["event"])}
    column = {topic: number for number, topic in enumerate(topics)}
    own = records.raised[records.raised["side"] == side]
    raised[own["event"].map(row), own["topic"].map(column)] = True
    counterparts = accounts["counterpart"].to_numpy()
    told = foretell(raised, counterparts)
    before, of, ever, last = _counts(raised, counterparts, told.run)
    seen = _accounts_before(counterparts)[:, None] - (told.run - 1) >= LEAST
    silent = seen & ~raised & (before > 0)
    first = seen & raised & ~ever
    kind = np.where(silent, "silence", np.where(first, "first_mention", ""))
    count = len(topics)
    return pd.DataFrame(
        {
            "side": side,
            "counterpart": np.repeat(counterparts, count),
            "event": np.repeat(accounts["event"].to_numpy(), count),
            "date": np.repeat(accounts["date"].to_numpy(), count),
            "topic": np.tile(topics, len(accounts)),
            "raised": raised.ravel(),
            "probability": told.probability.ravel(),
            "kind": kind.ravel(),
            "run": told.run.ravel(),
            "chance": told.chance.ravel(),
            "seen": seen.ravel(),
            "before": before.ravel(),
            "of": of.ravel(),
            "last": last.ravel(),
        }
    )


def foretell(raised: Mask, counterparts: np.ndarray) -> Foretold:
    """What the record before each account says of it, by the grid's best decay and strength.

    Args:
        raised: whether each account, oldest first, raises each topic: shape (accounts, topics).
        counterparts: with whom each account's talks were, shape (accounts,).
    """
    best: tuple[float, Floats, float, float] | None = None
    for decay, strength in itertools.product(DECAYS, STRENGTHS):
        probability = _predicted(raised, counterparts, decay, strength)
        loss = -float(np.log(np.where(raised, probability, 1 - probability)).sum())
        if best is None or loss < best[0] - 1e-9:
            best = loss, probability, decay, strength
    assert best is not None
    _, probability, decay, strength = best
    run = _runs(raised, counterparts)
    chance = _chances(raised, counterparts, decay, strength)
    return Foretold(probability, chance, run, decay, strength)


def _predicted(raised: Mask, counterparts: np.ndarray, decay: float, strength: float) -> Floats:
    """Shape (accounts, topics): each from those before it alone."""
    states = {name: _Record(raised.shape[1]) for name in set(counterparts.tolist())}
    whole = _Record(raised.shape[1])
    probability = np.empty(raised.shape)
    for number, (row, name) in enumerate(zip(raised, counterparts.tolist(), strict=True)):
        probability[number] = _mixed(states[name], whole, strength)
        states[name].add(row, decay)
        whole.add(row, decay)
    return probability


class _Record:
    """Discounted counts of one record, of every topic."""

    def __init__(self, topics: int) -> None:
        self.raised = np.zeros(topics)
        self.accounts = 0.0

    def add(self, row: Mask, decay: float) -> None:
        self.raised = decay * self.raised + row
        self.accounts = decay * self.accounts + 1


def _mixed(own: _Record, whole: _Record, strength: float) -> Floats:
    mean = (whole.raised + 0.5) / (whole.accounts + 1)
    return np.asarray((own.raised + strength * mean) / (own.accounts + strength))


def _chances(raised: Mask, counterparts: np.ndarray, decay: float, strength: float) -> Floats:
    """Chance of the run that each account ends, from the record before its first; as ``raised``.

    Within a run the counts grow by what the run itself adds, as a beta-binomial has it: the second
    silence is less of a surprise than the first, for it is foretold by that.
    """
    states = {name: _Record(raised.shape[1]) for name in set(counterparts.tolist())}
    whole = _Record(raised.shape[1])
    ending: dict[str, tuple[Mask, Floats]] = {}
    chance = np.empty(raised.shape)
    for number, (row, name) in enumerate(zip(raised, counterparts.tolist(), strict=True)):
        p = _mixed(states[name], whole, strength)
        step = np.where(row, p, 1 - p)
        before, product = ending.get(name, (row, np.ones(len(row))))
        chance[number] = np.where(before == row, product, 1.0) * step
        ending[name] = row, chance[number]
        states[name].add(row, decay)
        whole.add(row, decay)
    return chance


def _runs(raised: Mask, counterparts: np.ndarray) -> np.ndarray:
    """Length of the run of equal accounts with the same counterpart up to each; as ``raised``."""
    ending: dict[str, tuple[Mask, np.ndarray]] = {}
    runs = np.empty(raised.shape, dtype=np.int64)
    for number, (row, name) in enumerate(zip(raised, counterparts.tolist(), strict=True)):
        before, length = ending.get(name, (row, np.zeros(len(row), dtype=np.int64)))
        runs[number] = np.where(before == row, length, 0) + 1
        ending[name] = row, runs[number]
    return runs


def _counts(
    raised: Mask, counterparts: np.ndarray, run: np.ndarray
) -> tuple[np.ndarray, np.ndarray, Mask, Mask]:
    """Of the last accounts before each run how many raise the topic, of how many; whether any
    account before it does; and whether the account is the run's last. All as ``raised``.
    """
    before = np.zeros(raised.shape, dtype=np.int64)
    of, last = before.copy(), np.ones(raised.shape, dtype=bool)
    ever = np.zeros(raised.shape, dtype=bool)
    for name in np.unique(counterparts):
        rows = np.flatnonzero(counterparts == name)
        total = np.vstack([np.zeros(raised.shape[1], np.int64), raised[rows].cumsum(axis=0)])
        start = np.arange(len(rows))[:, None] - (run[rows] - 1)
        window = np.maximum(start - WINDOW, 0)
        until = np.take_along_axis(total, start, 0)
        before[rows] = until - np.take_along_axis(total, window, 0)
        ever[rows] = until > 0
        of[rows] = start - window
        last[rows[:-1]] = run[rows[1:]] == 1
    return before, of, ever, last


def _accounts_before(counterparts: np.ndarray) -> np.ndarray:
    """How many accounts with the same counterpart stand before each, shape (accounts,)."""
    seen: dict[str, int] = {}
    counts = []
    for name in counterparts.tolist():
        counts.append(seen.get(name, 0))
        seen[name] = counts[-1] + 1
    return np.array(counts, dtype=np.int64)


def false_discovery(p: Floats) -> Floats:
    """The q of each p-value of shape (n,): the least false discovery rate at which it is listed.

    Benjamini & Hochberg 1995.
    """
    order = np.argsort(p, kind="stable")
    scaled = p[order] * len(p) / np.arange(1, len(p) + 1)
    q = np.empty(len(p))
    q[order] = np.minimum.accumulate(scaled[::-1])[::-1]
    return np.minimum(q, 1.0)


def sentence(row: Mapping[Any, Any], said: Words) -> str:
    """A silence or first mention in words: who, what, how often before, how likely by chance."""
    key = f"surprise.{row['kind']}.{'one' if row['run'] == 1 else 'run'}"
    return said.say(
        key,
        side=row["side"],
        counterpart=row["counterpart"],
        topic=label_of(row, said.language),
        before=row["before"],
        of=row["of"],
        run=row["run"],
        date=f"{row['date']:%Y-%m-%d}",
        odds=f"{max(round(1 / max(row['chance'], 1e-9)), 1):,}",
    )
