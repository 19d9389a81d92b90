"""What people decided on a result, kept beside what the machine had said."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

DecisionKind = Literal["status", "link", "topic", "speaker"]
DecisionState = Literal["decided", "unsure", "disputed", "outdated"]
"""``decided``: the coders agree, or one of them adjudicated. ``unsure``: nobody was sure.
``disputed``: coders disagree and no majority of them says the same. ``outdated``: the text or the
codebook has changed since, so that somebody must look again; nothing follows from it."""


@dataclass(frozen=True, slots=True)
class Decision:
    """What the judgements on one place of a comparison come to."""

    kind: DecisionKind
    state: DecisionState
    side: Literal["left", "right"]
    """The side of the passage; of a link always the left."""
    segment: int | None
    """Index of the passage; None where a changed text has no such passage any more."""
    other: int | None
    """Of a link, index of the passage on the right; else None."""
    topic: str
    """Of a topic, its id; else empty."""
    machine: str
    """What the machine says of it now."""
    value: str
    """What was decided; empty unless ``state`` is ``decided``."""
    coders: tuple[str, ...]
    """Who judged it, in alphabetical order."""
    note: str = ""
    """What the coders noted."""
    quote: str = ""
    """Words of the passage as they were judged, where the text has changed since."""

    def mirrored(self) -> Decision:
        """The same with left and right exchanged."""
        if self.kind == "link":
            return replace(self, segment=self.other, other=self.segment)
        return replace(self, side="right" if self.side == "left" else "left")
