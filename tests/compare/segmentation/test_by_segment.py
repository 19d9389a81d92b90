"""What is found in a text, sorted by the segment that holds it whole."""

from __future__ import annotations

import itertools
import random
from dataclasses import dataclass

from hypothesis import given
from hypothesis import strategies as st

from compare.segmentation.segments import Segment, by_segment


@dataclass(frozen=True)
class Found:
    start: int
    end: int


def segment(start: int, end: int) -> Segment:
    return Segment(start, end, 0, "", "own", False)


def test_what_crosses_a_border_is_in_none() -> None:
    segments = [segment(10, 20), segment(0, 10), segment(25, 30)]
    found = [Found(0, 10), Found(8, 12), Found(10, 20), Found(19, 21), Found(21, 24), Found(25, 26)]
    assert by_segment(found, segments) == [[found[2]], [found[0]], [found[5]]]
    assert by_segment(found, []) == []


@given(
    st.lists(st.integers(0, 30), min_size=2, max_size=8, unique=True),
    st.lists(st.tuples(st.integers(0, 30), st.integers(1, 6)), max_size=12),
    st.randoms(use_true_random=False),
)
def test_it_is_the_segment_that_holds_it(
    cuts: list[int], spans: list[tuple[int, int]], chance: random.Random
) -> None:
    cuts.sort()
    segments = [segment(a, b) for a, b in itertools.pairwise(cuts)]
    chance.shuffle(segments)
    found = [Found(start, start + length) for start, length in spans]
    expected = [[f for f in found if s.start <= f.start and f.end <= s.end] for s in segments]
    assert by_segment(found, segments) == expected
