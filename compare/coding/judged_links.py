"""Links and shifts of a comparison after people said which passages are linked."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from compare.alignment.links import Link
from compare.segmentation.segments import Segment
from compare.wording.shifts import Shift

Pair = tuple[int, int]
"""Index of a segment of the left and of one of the right."""


def without(links: Sequence[Link], pairs: Collection[Pair]) -> list[tuple[Link, int]]:
    """Take pairs of segments out of links; each link with the number of the one it comes of.

    What else a link joined stays joined: of a link of many segments to many, one whose pair is
    taken out becomes two.
    """
    found = [(link, number) for number, link in enumerate(links)]
    for i, j in sorted(pairs):
        found = [(part, number) for link, number in found for part in _split(link, i, j)]
    return found


def _split(link: Link, i: int, j: int) -> list[Link]:
    if i not in link.left or j not in link.right:
        return [link]
    left = tuple(k for k in link.left if k != i)
    right = tuple(k for k in link.right if k != j)
    parts = [(left, link.right), ((i,), right)]
    return [Link(a, b, link.probability) for a, b in parts if a and b]


def joined(links: Sequence[Link], pairs: Collection[Pair]) -> list[Link]:
    """Links of one pair each, for the pairs that no link joins yet; their probability is 1."""
    known = {(i, j) for link in links for i in link.left for j in link.right}
    return [Link((i,), (j,), 1.0) for i, j in sorted(set(pairs) - known)]


def moved(
    shifts: Sequence[Shift],
    parts: Sequence[tuple[Link, int]],
    order: Sequence[Link],
    segments: tuple[Sequence[Segment], Sequence[Segment]],
) -> tuple[Shift, ...]:
    """The shifts of links that are still there, under the numbers that their links have now.

    Args:
        shifts: those of the comparison before.
        parts: links with the numbers they had, as :func:`without` gives them.
        order: all links as they are numbered now.
        segments: those of the left and of the right.
    """
    kept = []
    for shift in shifts:
        for link, number in parts:
            if number == shift.link and _holds(link, shift, segments):
                kept.append((order.index(link), shift))
                break
    kept.sort(key=lambda entry: entry[0])
    return tuple(replace(shift, link=number) for number, shift in kept)


def _holds(link: Link, shift: Shift, segments: tuple[Sequence[Segment], Sequence[Segment]]) -> bool:
    """Whether both wordings of a shift stand in the segments of a link."""
    for indices, span, side in (
        (link.left, shift.left_span, segments[0]),
        (link.right, shift.right_span, segments[1]),
    ):
        if span and not any(side[k].start <= span[0] and span[1] <= side[k].end for k in indices):
            return False
    return True
