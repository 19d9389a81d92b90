"""A program's answers, carried over by characters to the units that coders labelled."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from compare.comparison import SideName
from compare.evaluation.gold import STATUSES, GoldEvent, Unit
from compare.evaluation.results import Answers
from compare.segmentation.segments import Span

MATCHED_SHARE = 0.5
"""Share of a unit, or of the shorter of unit and segment, from which an answer holds of it."""


@dataclass(frozen=True, slots=True)
class UnitAnswer:
    """What a program says of one unit."""

    unit: Unit
    p_left_out: float
    """Mean of the probability over the unit's characters; 0 in no segment."""
    left_out: bool
    status: str
    """What holds most of the unit's characters; characters in no segment are procedural."""
    topics: frozenset[str]


def carry_over(gold: GoldEvent, answers: Answers, side: SideName) -> list[UnitAnswer]:
    """Return what the program says of each unit of one side, in order.

    A unit is left out if at least half of its characters that are not procedural lie in segments
    called so; it has the topics of the segments that :func:`overlapping` gives.
    """
    segments = answers.side(side)
    size = len(gold.side(side).text)
    probability = np.zeros(size)
    owner = np.full(size, -1)
    for index, segment in enumerate(segments):
        probability[segment.start : segment.end] = segment.p_left_out
        owner[segment.start : segment.end] = index
    carried = []
    for unit in gold.units(side):
        within = owner[unit.start : unit.end]
        by_status = dict.fromkeys((*STATUSES, "unclear"), 0)
        for i in np.unique(within):
            status = "procedural" if i < 0 else segments[i].status
            by_status[status] += int((within == i).sum())
        substance = (unit.end - unit.start) - by_status["procedural"]
        topics = [segments[i].topics for i in overlapping(unit, segments)]
        carried.append(
            UnitAnswer(
                unit=unit,
                p_left_out=float(probability[unit.start : unit.end].mean()),
                left_out=substance > 0 and by_status["left_out"] >= MATCHED_SHARE * substance,
                status=max(by_status, key=lambda name: by_status[name]),
                topics=frozenset().union(*topics),
            )
        )
    return carried


def overlapping(unit: Span, segments: Sequence[Span]) -> list[int]:
    """Indices of the segments that share at least half of the shorter of the two."""
    found = []
    for index, segment in enumerate(segments):
        shared = min(unit.end, segment.end) - max(unit.start, segment.start)
        shorter = min(unit.end - unit.start, segment.end - segment.start)
        if shared > 0 and shared >= MATCHED_SHARE * shorter:
            found.append(index)
    return found


def match_units(gold: GoldEvent, answers: Answers) -> set[tuple[int, int]]:
    """Pairs of units (left, right) that some link of the program matches."""
    left = [set(overlapping(u, answers.left)) for u in gold.left.units]
    right = [set(overlapping(u, answers.right)) for u in gold.right.units]
    return {
        (i, j)
        for left_segments, right_segments in answers.links
        for i, of_left in enumerate(left)
        if not of_left.isdisjoint(left_segments)
        for j, of_right in enumerate(right)
        if not of_right.isdisjoint(right_segments)
    }
