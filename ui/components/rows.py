"""Two texts in rows: what carries the same point shares a row, what has no counterpart is alone."""

from __future__ import annotations

from collections.abc import Sequence

from compare.comparison import SIDES, SideName
from compare.report.export.schema import LinkExport

Row = tuple[tuple[int, ...], tuple[int, ...]]
"""Indices of the segments of the left and of the right text, in the order of their text."""


def rows(links: Sequence[LinkExport], counts: tuple[int, int]) -> list[Row]:
    """Every segment of both texts once, in rows that follow the left text.

    A segment stands beside those of its most probable link. One of the right text alone follows
    the row that holds the segment before it there. Exchanging the sides gives the same rows in
    the order of the other text.

    Args:
        links: of the segments of both texts.
        counts: how many segments the left and the right text have.
    """
    group = _groups(links, counts)
    members: dict[int, tuple[list[int], list[int]]] = {}
    for number, root in enumerate(group):
        right = number >= counts[0]
        members.setdefault(root, ([], []))[right].append(number - counts[0] * right)
    found = [members[root] for root in dict.fromkeys(group[: counts[0]])]
    last = -1
    for index in range(counts[1]):
        row = members[group[counts[0] + index]]
        if not row[0] and row[1][0] == index:
            found.insert(last + 1, row)
        last = found.index(row)
    return [(tuple(left), tuple(right)) for left, right in found]


def _groups(links: Sequence[LinkExport], counts: tuple[int, int]) -> list[int]:
    """A number for each segment, left ones first: the same where they stand in one row."""
    parents = list(range(sum(counts)))

    def root(node: int) -> int:
        while parents[node] != node:
            parents[node] = parents[parents[node]]
            node = parents[node]
        return node

    starts = ((0, counts[0]), (counts[0], 0))
    for side, count, (start, there) in zip(SIDES, counts, starts, strict=True):
        for index in range(count):
            for far in _beside(links, side, index):
                first, second = sorted((root(start + index), root(there + far)))
                parents[second] = first
    return [root(node) for node in range(len(parents))]


def _beside(links: Sequence[LinkExport], side: SideName, index: int) -> tuple[int, ...]:
    """The segments of the other text in the most probable link of a segment."""
    here = [link for link in links if index in getattr(link, side)]
    if not here:
        return ()
    best = max(here, key=lambda link: link.probability)
    return best.right if side == "left" else best.left
