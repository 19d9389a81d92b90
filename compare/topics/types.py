"""A topic in a segment, with a speaker and in an event."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from compare.segmentation.affiliations import Voice

State = Literal["both", "left_only", "right_only", "denied", "unclear"]
"""Who raises a topic; ``denied`` where a side names it only to say that it was not discussed."""


@dataclass(frozen=True, slots=True)
class Mention:
    """One topic found in one segment, with the evidence that found it."""

    topic: str
    """Id of the topic in the codebook."""
    confidence: float
    """Probability in [0, 1] that the segment raises the topic in substance."""
    name_spans: tuple[tuple[int, int], ...]
    """Characters of the statement where a name of the topic stands; empty if by meaning alone."""
    meaning: float
    """Similarity in [0, 1] of the segment to the topic's anchors; 0 where not measured."""
    denied: bool = False
    """True where the segment names the topic only to say that it was not talked about."""


@dataclass(frozen=True, slots=True)
class Raised:
    """Whose words raise a topic in one side's text, and where."""

    speaker: str
    """The words that name the speaker; empty where the text speaks for itself."""
    voice: Voice
    """For whom the speaker speaks, seen from the side that published the text."""
    segments: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Topic:
    """One topic of an event: who raised it, where, how much, and how sure that is."""

    id: str
    labels: tuple[tuple[str, str], ...]
    """Pairs of language and label, such as (("en", "Taiwan"), ("zh", "台湾"))."""
    left: tuple[int, ...]
    right: tuple[int, ...]
    """Indices of the segments of either side that raise the topic."""
    state: State
    confidence: float
    """Probability in [0, 1] that the state is right."""
    share: tuple[float, float]
    """Share of text in [0, 1] given to the topic by the left and the right side."""
    first: tuple[float | None, float | None]
    """Where the topic first appears, as a part of the text in [0, 1]; None where it does not."""
    speakers: tuple[tuple[Raised, ...], tuple[Raised, ...]] = ((), ())
    """Who raises it in the text of the left and of the right, in the order of the text."""
    denied: tuple[tuple[int, ...], tuple[int, ...]] = ((), ())
    """Indices of the segments of the left and of the right that say it was not talked about."""
    running_text: tuple[tuple[str, str], ...] = ()
    """Pairs of language and what the topic is called inside a sentence; empty for its label."""

    def phrase(self, language: str) -> str:
        """Return what the topic is called inside a sentence: in a language, or in English."""
        known = {**dict(self.labels), **dict(self.running_text)}
        return known.get(language) or known.get("en") or self.id
