"""The pipeline: two statements to one comparison."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from corpus.statements import Event, Statement

from .alignment import Link
from .coverage import Coverage
from .segments import Segment
from .topics import Mention, Topic
from .wording import Shift

SideName = Literal["left", "right"]


@dataclass(frozen=True, slots=True)
class Signature:
    """All that is needed to get the same numbers again."""

    version: str
    encoder: str
    """Name of the encoder."""
    encoder_hash: str
    codebook: str
    """Name and version of the codebook."""
    codebook_hash: str
    settings: tuple[tuple[str, str | int | float | bool], ...]
    """Name and value of every setting that differs from its default or bears on the numbers."""

    def __str__(self) -> str: ...


@dataclass(frozen=True, slots=True)
class AttributionGap:
    """What one side's text says the other said, and the other's own text does not contain."""

    side: SideName
    """The side whose text reports it."""
    segment: int
    """Index of the reporting segment."""
    speaker: str
    """The words that name whom the text says said it."""
    probability: float
    """Probability in [0, 1] that the other side's own text does not contain it."""
    nearest: int | None


@dataclass(frozen=True)
class Comparison:
    """Two statements of one event, aligned."""

    left: Statement
    right: Statement
    left_segments: tuple[Segment, ...]
    right_segments: tuple[Segment, ...]
    left_mentions: tuple[tuple[Mention, ...], ...]
    right_mentions: tuple[tuple[Mention, ...], ...]
    """Topics found, one tuple a segment."""
    left_coverage: tuple[Coverage, ...]
    right_coverage: tuple[Coverage, ...]
    """How the other side treats each segment of this side, one a segment."""
    links: tuple[Link, ...]
    topics: tuple[Topic, ...]
    attribution_gaps: tuple[AttributionGap, ...]
    shifts: tuple[Shift, ...]
    signature: Signature


@dataclass(frozen=True)
class EventComparison:
    """Two or more statements of one event: every pair, and the topic by side matrix."""

    event: Event
    pairs: tuple[Comparison, ...]
    """In the order of ``itertools.combinations(event.statements, 2)``."""
