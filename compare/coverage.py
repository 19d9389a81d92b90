"""Calibrated probability that a segment is covered, partly covered or left out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Status = Literal["covered", "partly", "left_out", "procedural", "unclear"]


@dataclass(frozen=True, slots=True)
class Coverage:
    """How the other side's whole text treats one segment."""

    status: Status
    p_covered: float
    p_partly: float
    p_left_out: float
    """The three probabilities lie in [0, 1] and sum to 1; all are 0 where procedural."""
    nearest: int | None
    """Index of the closest segment of the other side, or None where it has none."""
    reason: str
    """Why, in words, from the evidence."""
