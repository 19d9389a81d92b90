"""Attribution gaps: only what a text reports the other side as saying, and the other leaves out."""

from __future__ import annotations

from typing import get_args

import pytest

from compare.comparison import AttributionGap, SideName
from compare.comparison.gaps import attribution_gaps
from compare.coverage.types import Coverage, Status
from compare.segmentation.segments import Segment, Voice


def covered(status: Status, p_left_out: float = 0.8, nearest: int | None = 1) -> Coverage:
    return Coverage(status, 1 - p_left_out, 0.0, p_left_out, nearest, ())


def gaps(
    left: list[tuple[Voice, Coverage]], right: list[tuple[Voice, Coverage]]
) -> list[AttributionGap]:
    segments: dict[SideName, tuple[Segment, ...]] = {}
    coverage: dict[SideName, tuple[Coverage, ...]] = {}
    sides: tuple[tuple[SideName, list[tuple[Voice, Coverage]]], ...] = (
        ("left", left),
        ("right", right),
    )
    for side, rows in sides:
        segments[side] = tuple(
            Segment(k, k + 1, 0, f"speaker {k}", voice, False) for k, (voice, _) in enumerate(rows)
        )
        coverage[side] = tuple(cover for _, cover in rows)
    return list(attribution_gaps(segments, coverage))


@pytest.mark.parametrize("status", get_args(Status))
@pytest.mark.parametrize("voice", get_args(Voice))
def test_only_the_others_words_that_are_left_out_are_a_gap(voice: Voice, status: Status) -> None:
    found = gaps([(voice, covered(status))], [])
    expected = [AttributionGap("left", 0, "speaker 0", 0.8, 1)]
    assert found == (expected if (voice, status) == ("other", "left_out") else [])


def test_the_most_certain_come_first_then_left_then_the_order_of_the_text() -> None:
    left = [("other", covered("left_out", p)) for p in (0.7, 0.9, 0.8)]
    right = [("other", covered("left_out", p, None)) for p in (0.9, 0.7)]
    found = gaps(left, right)  # type: ignore[arg-type]
    assert [(gap.side, gap.segment) for gap in found] == [
        ("left", 1),
        ("right", 0),
        ("left", 2),
        ("left", 0),
        ("right", 1),
    ]
    assert [gap.nearest for gap in found] == [1, None, 1, 1, None]
