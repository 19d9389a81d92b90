"""Pair probabilities to links: order-free, many-to-many, with honest nulls.

Sees matrices only, never text or models.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Link:
    """Segments of both sides that carry the same point."""

    left: tuple[int, ...]
    right: tuple[int, ...]
    probability: float
    """Mean probability in [0, 1] over the pairs of segments that the link joins."""


def align(probability: NDArray[np.float64], threshold: float) -> tuple[Link, ...]:
    """Join the segments of two sides into links.

    Every pair from ``threshold`` on is in exactly one link. Pairs are taken from the most
    probable on; a pair joins the link in which all pairs that it brings about reach the
    threshold too, and else begins a link of its own. So a link never joins two segments that
    only a third connects, links may cross, a segment may stand in several, and one that stands
    in none is an honest null. Renumbering either side renumbers the links and changes nothing else.

    Args:
        probability: shape (m, n), that left segment i and right segment j carry the same point.
        threshold: in [0, 1].

    Returns:
        Links ordered by their first left, then their first right segment.
    """
    rows, columns = np.nonzero(probability >= threshold)
    strength = probability[rows, columns]
    groups: list[tuple[set[int], set[int]]] = []
    done: set[tuple[int, int]] = set()
    for k in np.argsort(-strength, kind="stable"):
        i, j = int(rows[k]), int(columns[k])
        if (i, j) in done:
            continue
        for left, right in groups:
            touches = i in left or j in right
            if touches and _complete(probability, left | {i}, right | {j}, threshold):
                break
        else:
            left, right = set(), set()
            groups.append((left, right))
        left.add(i)
        right.add(j)
        done.update((a, b) for a in left for b in right)
    links = [_link(probability, sorted(left), sorted(right)) for left, right in groups]
    return tuple(sorted(links, key=lambda link: (link.left, link.right)))


def _complete(
    probability: NDArray[np.float64], left: set[int], right: set[int], threshold: float
) -> bool:
    return bool((probability[np.ix_(sorted(left), sorted(right))] >= threshold).all())


def _link(probability: NDArray[np.float64], left: list[int], right: list[int]) -> Link:
    mean = float(probability[np.ix_(left, right)].mean())
    return Link(tuple(left), tuple(right), mean)
