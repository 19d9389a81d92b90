"""Judgements on the small comparison built by hand, by coders of no name."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

from compare.coding.judgements import Anchor, Judgement, make
from compare.comparison import Comparison, SideName, other
from compare.comparison.decisions import DecisionKind

BEGIN = dt.datetime(2024, 4, 1, 9, tzinfo=dt.UTC)


def passage(result: Comparison, side: SideName, index: int) -> Anchor:
    """The anchor of a segment."""
    segment = result.segments(side)[index]
    return Anchor.of(result.statement(side), segment.start, segment.end)


def judge(
    result: Comparison,
    kind: DecisionKind,
    side: SideName,
    index: int,
    value: str,
    *,
    coder: str = "A",
    to: int | None = None,
    minute: int = 0,
    **rest: Any,
) -> Judgement:
    """A judgement of a segment of a side; ``to`` is the segment of the other side, of a link."""
    against = other(side)
    if kind == "link" and to is not None:
        rest["other"] = passage(result, against, to)
    if kind == "status":
        rest["other"] = Anchor.whole(result.statement(against))
    made = make(coder, kind, passage(result, side, index), value, **rest)
    return replace(made, time=BEGIN + dt.timedelta(minutes=minute))
