"""How soon changes of what a side raises are found, and how often one is found that is none.

    python -m tests.bench.silence_changes [SIDES]

Simulates sides with two counterparts and twenty topics, each raised at random with a rate of its
own. In one topic of four the rate changes once, after 20 to 40 accounts with one counterpart:
from .7 to .95 down to none (it falls silent), or from none up to that (it is taken up). An alarm is
a silence or first mention whose chance is at most a level; the level is set so that of accounts
and topics without a change 5 % raise an alarm, as a reader who looks at one account would choose,
and what is found at that level within one, two and three accounts is printed; then the same of
the list at a false discovery rate of 10 %, which looks at all accounts at once.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from compare.time_series.silence import LEAST, false_discovery, foretell

TOPICS = 20
ACCOUNTS = 60
FALSE_ALARMS = 0.05
DELAYS = (1, 2, 3)


@dataclass(frozen=True)
class Simulated:
    """One side: its record, and where each topic changes."""

    raised: np.ndarray
    """Shape (accounts, topics)."""
    counterparts: np.ndarray
    changes: np.ndarray
    """First account after the change, of the first counterpart; -1 for none. Shape (topics,)."""
    down: np.ndarray
    """Whether the change is a silence, shape (topics,)."""


def simulate(chance: np.random.Generator) -> Simulated:
    """Draw the record of one side."""
    counterparts = np.where(chance.random(ACCOUNTS) < 0.6, "A", "B")
    low, high = chance.uniform(0.0, 0.4, TOPICS), chance.uniform(0.7, 0.95, TOPICS)
    rates = np.where(chance.random(TOPICS) < 0.5, low, high)
    with_first = np.flatnonzero(counterparts == "A")
    changes, down = np.full(TOPICS, -1), chance.random(TOPICS) < 0.5
    table = np.tile(rates, (ACCOUNTS, 1))
    for topic in range(0, TOPICS, 4):
        at = int(with_first[chance.integers(20, min(40, len(with_first) - 4))])
        changes[topic] = at
        after = np.flatnonzero((counterparts == "A") & (np.arange(ACCOUNTS) >= at))
        table[:, topic] = high[topic] if down[topic] else 0.0
        table[after, topic] = 0.0 if down[topic] else high[topic]
    raised = chance.random((ACCOUNTS, TOPICS)) < table
    return Simulated(raised, counterparts, changes, down)


def judge(side: Simulated) -> tuple[np.ndarray, np.ndarray]:
    """The p-value of each account and topic, and whether it was tested, as ``side.raised``."""
    told = foretell(side.raised, side.counterparts)
    p = np.ones(side.raised.shape)
    tested = np.zeros(side.raised.shape, dtype=bool)
    for name in ("A", "B"):
        rows = np.flatnonzero(side.counterparts == name)
        start = np.arange(len(rows))[:, None] - (told.run[rows] - 1)
        total = np.vstack([np.zeros(TOPICS, int), side.raised[rows].cumsum(axis=0)])
        ever = np.take_along_axis(total, start, 0) > 0
        tested[rows] = start >= LEAST
        surprise = tested[rows] & (ever != side.raised[rows])
        p[rows] = np.where(surprise, told.chance[rows], 1.0)
    return p, tested


def main(arguments: Sequence[str]) -> None:
    """Print what is found."""
    count = int(arguments[0]) if arguments else 200
    chance = np.random.default_rng(5)
    sides = [simulate(chance) for _ in range(count)]
    judged = [judge(side) for side in sides]
    steady = np.concatenate(
        [p[:, side.changes < 0][tested[:, side.changes < 0]] for side, (p, tested) in
         zip(sides, judged, strict=True)]
    )  # fmt: skip
    level = max(x for x in np.unique(steady) if (steady <= x).mean() <= FALSE_ALARMS)
    print(f"{count} sides, {TOPICS} topics, {ACCOUNTS} accounts; {len(steady):,} without a change")
    print(
        f"at chance .05, {(steady <= 0.05).mean():.1%} of them raise an alarm; the level for "
        f"{FALSE_ALARMS:.0%} is {level:.3f}"
    )
    listed = [np.where(tested, p, np.nan) for p, tested in judged]
    _print(f"alarms at {level:.3f}", sides, [p <= level for p in listed])
    every = np.concatenate([p[tested] for p, tested in judged])
    q = np.split(false_discovery(every), np.cumsum([t.sum() for _, t in judged])[:-1])
    by_rate = []
    for (_, tested), own in zip(judged, q, strict=True):
        table = np.zeros(tested.shape, dtype=bool)
        table[tested] = own <= 0.1
        by_rate.append(table)
    _print("listed at a false discovery rate of 10 %", sides, by_rate)
    wrong = sum(int(t[:, s.changes < 0].sum()) for s, t in zip(sides, by_rate, strict=True))
    print(f"of {sum(int(t.sum()) for t in by_rate):,} listed, {wrong:,} are of steady topics")


def _print(what: str, sides: Sequence[Simulated], alarms: Sequence[np.ndarray]) -> None:
    found: dict[tuple[bool, int], list[bool]] = {(d, k): [] for d in (True, False) for k in DELAYS}
    for side, alarm in zip(sides, alarms, strict=True):
        first = side.counterparts == "A"
        for topic in np.flatnonzero(side.changes >= 0):
            after = np.flatnonzero(first & (np.arange(ACCOUNTS) >= side.changes[topic]))
            for delay in DELAYS:
                hit = bool(alarm[after[:delay], topic].any())
                found[bool(side.down[topic]), delay].append(hit)
    print(f"{what}: share of changes found within 1, 2, 3 accounts")
    for down, name in ((True, "falls silent"), (False, "is taken up")):
        print(f"  {name}: " + ", ".join(f"{np.mean(found[down, k]):.2f}" for k in DELAYS))


if __name__ == "__main__":
    main(sys.argv[1:])
