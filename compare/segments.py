"""Statement to segments: sentences and clauses with exact character offsets and speaker."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Voice = Literal["own", "other", "both", "unattributed"]


@dataclass(frozen=True, slots=True)
class Segment:
    """A sentence, or a clause ended by a semicolon, of a statement.

    ``statement.text[segment.start:segment.end]`` is the segment, without surrounding space.
    """

    start: int
    end: int
    paragraph: int
    """Index of the paragraph the segment stands in, from 0."""
    speaker: str
    """The words that name whose words are reported ("Xi Jinping", "中方"); empty where none."""
    voice: Voice
    """For whom the speaker speaks, seen from the side that published the statement."""
    procedural: bool
    """True where the segment carries no substance: who met, where, greetings, attendance."""
