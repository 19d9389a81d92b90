"""Contested terms, formulas and differences inside links."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

ShiftKind = Literal["term", "modality", "negation", "number", "name", "speech_act", "content"]
Grade = Literal["minor", "degree", "substantive"]


@dataclass(frozen=True, slots=True)
class Shift:
    """A difference of wording between the two sides of a link."""

    link: int
    """Index into the links of the comparison."""
    left: str
    right: str
    """The two wordings, as they stand in the statements; empty where one side has none."""
    left_span: tuple[int, int] | None
    right_span: tuple[int, int] | None
    """Characters of each statement where the wording stands."""
    kind: ShiftKind
    grade: Grade
    """After the three-step scale of shifts of Mokry (2022): minor, of degree, substantive."""
    reason: str
