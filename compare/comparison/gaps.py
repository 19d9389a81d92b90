"""What one side says the other said, and the other's own text leaves out."""

from __future__ import annotations

from compare.comparison.parts import AttributionGap
from compare.comparison.sides import SIDES, SideName
from compare.coverage.types import Coverage
from compare.segmentation.segments import Segment


def attribution_gaps(
    segments: dict[SideName, tuple[Segment, ...]], coverage: dict[SideName, tuple[Coverage, ...]]
) -> tuple[AttributionGap, ...]:
    """What either side reports the other as saying, and the other's own text leaves out."""
    gaps = [
        AttributionGap(side, i, segment.speaker, cover.p_left_out, cover.nearest)
        for side in SIDES
        for i, (segment, cover) in enumerate(zip(segments[side], coverage[side], strict=True))
        if segment.voice == "other" and cover.status == "left_out"
    ]
    return tuple(sorted(gaps, key=lambda gap: (-gap.probability, gap.side, gap.segment)))
