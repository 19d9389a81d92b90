"""The two sides of a comparison, and the names by which they are asked for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from compare.errors import SideError

SideName = Literal["left", "right"]
SIDES: tuple[SideName, SideName] = ("left", "right")


def other(side: SideName) -> SideName:
    """The opposite side."""
    return "right" if side == "left" else "left"


def which_side(name: object, own: Sequence[str]) -> SideName:
    """Return which side a name means: ``left``, ``right``, or a side's own name.

    The own name counts in small and capital letters: ``us`` means the side called US.

    Args:
        name: what was asked for.
        own: the own names of the left and the right side.

    Raises:
        SideError: neither side has that name, or both have.
    """
    found = [side for side in SIDES if name == side] or [
        side
        for side, called in zip(SIDES, own, strict=True)
        if isinstance(name, str) and called.casefold() == name.strip().casefold()
    ]
    if len(found) == 1:
        return found[0]
    problem = "both sides are called" if found else "no side is called"
    raise SideError(f"{problem} {name!r}: use left ({own[0]}) or right ({own[1]})")
