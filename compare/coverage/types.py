"""What is decided of a segment: how the other side's text treats it, and why, as data.

Words that lack a counterpart by vectors alone are no reason: on real texts they come out as single
words of any kind, and half of them have a counterpart after all.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Status = Literal["covered", "partly", "left_out", "procedural", "unclear"]
CLASSES: tuple[Status, ...] = ("covered", "partly", "left_out")
ReasonKind = Literal[
    "procedural", "question", "no_substance", "not_raised", "speaks", "nearest", "nothing", "shares"
]

Number = Literal["passages", "topics", "speakers", "nearest"]
"""A number of two texts that says what kind of texts they are: the passages of substance of the
side that has more; the share in [0, 1] of passages that raise a topic, and of those with a
speaker, on the side where it is less; and the mean over passages of the cosine, from 0 to 1, with
the nearest of the other side."""


@dataclass(frozen=True, slots=True)
class Reason:
    """A piece of evidence for a status; a report makes words of it.

    The kinds: ``procedural``, it carries no point of substance; ``question``, a reporter asks it,
    or a chair says it; ``no_substance``, the other text
    carries none; ``not_raised``, the other text does not raise its ``topics``; ``speaks``, the
    nearest passage raises ``topics`` of it too; ``nearest``, no more is known than which passage
    is nearest. ``nothing`` and ``shares`` stand in results that were saved before.
    """

    kind: ReasonKind
    topics: tuple[str, ...] = ()
    """Ids of topics, in the order of their English names."""
    phrases: tuple[str, ...] = ()
    """Words of the segment that have no counterpart; in results that were saved before."""
    share: float | None = None
    """Share of words in [0, 1] that the nearest has; in results that were saved before."""
    nearest: int | None = None
    """Index of the segment of the other side that is meant."""


@dataclass(frozen=True, slots=True)
class Unlike:
    """A number of two texts that is far from what it is in accounts that people labelled.

    :mod:`compare.coverage.likeness.measure` says what the numbers are.
    """

    number: Number
    value: float
    low: float
    high: float
    """Between which two values it is in texts that are like those, in its own unit."""


@dataclass(frozen=True, slots=True)
class Coverage:
    """How the other side's whole text treats one segment."""

    status: Status
    p_covered: float
    p_partly: float
    p_left_out: float
    """The three probabilities lie in [0, 1] and sum to 1.

    For a procedural segment they say what would hold if it carried substance after all.
    """
    nearest: int | None
    """Index of the closest segment of the other side, or None where it has none."""
    reason: tuple[Reason, ...]
    """Why, from the evidence; :func:`compare.report.explain` makes words of it."""
