"""A comparison's answers, carried over by characters to the units that coders labelled."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from compare.comparison import Comparison, SideName
from compare.evaluation.gold import (
    CODERS,
    MATCHED_SHARE,
    STATUSES,
    GoldEvent,
    Unit,
)
from compare.segmentation.segments import Segment


@dataclass(frozen=True, slots=True)
class Answer:
    """What a comparison says of one unit, carried over by characters."""

    unit: Unit
    p_left_out: float
    left_out: bool
    status: str
    topics: frozenset[str]

    @property
    def substantive(self) -> bool:
        """True where neither reader called the unit procedural."""
        return all(self.unit.by(r).status != "procedural" for r in CODERS)


def carry_over(gold: GoldEvent, result: Comparison, side: SideName) -> list[Answer]:
    """Carry a comparison's answers over to the units of one side."""
    segments = result.segments(side)
    coverage = result.coverage(side)
    mentions = result.mentions(side)
    size = len(gold.statement(side).text)
    probability = np.zeros(size)
    owner = np.full(size, -1)
    for index, (segment, cover) in enumerate(zip(segments, coverage, strict=True)):
        probability[segment.start : segment.end] = cover.p_left_out
        owner[segment.start : segment.end] = index
    answers = []
    for unit in gold.units(side):
        held = owner[unit.start : unit.end]
        counts = {i: int((held == i).sum()) for i in sorted(set(held.tolist()))}
        by_status = dict.fromkeys((*STATUSES, "unclear"), 0)
        for i, count in counts.items():
            by_status["procedural" if i < 0 else coverage[i].status] += count
        speaking = (unit.end - unit.start) - by_status["procedural"]
        topics = {mention.topic for i in _overlapping(unit, segments) for mention in mentions[i]}
        answers.append(
            Answer(
                unit=unit,
                p_left_out=float(probability[unit.start : unit.end].mean()),
                left_out=speaking > 0 and by_status["left_out"] >= MATCHED_SHARE * speaking,
                status=max(by_status, key=lambda name: by_status[name]),
                topics=frozenset(topics),
            )
        )
    return answers


def _overlapping(unit: Unit, segments: Sequence[Segment]) -> list[int]:
    """Indices of the segments that share at least half of the shorter of the two."""
    found = []
    for index, segment in enumerate(segments):
        shared = min(unit.end, segment.end) - max(unit.start, segment.start)
        shorter = min(unit.end - unit.start, segment.end - segment.start)
        if shared > 0 and shared >= MATCHED_SHARE * shorter:
            found.append(index)
    return found


def match_units(gold: GoldEvent, result: Comparison) -> set[tuple[int, int]]:
    """Pairs of units (left, right) that some link of the comparison matches."""
    left = [set(_overlapping(u, result.left_segments)) for u in gold.left.units]
    right = [set(_overlapping(u, result.right_segments)) for u in gold.right.units]
    return {
        (i, j)
        for link in result.links
        for i, mine in enumerate(left)
        if not mine.isdisjoint(link.left)
        for j, theirs in enumerate(right)
        if not theirs.isdisjoint(link.right)
    }
