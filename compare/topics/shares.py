"""How much of one text each topic takes, where it first appears and in whose words."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from compare.languages import letters
from compare.segmentation.affiliations import Voice
from compare.segmentation.segments import Segment
from compare.topics.types import Mention, Raised
from corpus.statements import Statement


@dataclass(frozen=True)
class TopicShares:
    """The topics of one statement by the segments that raise them."""

    raised: Mapping[str, tuple[int, ...]]
    """By topic, indices of the segments that raise it."""
    weights: tuple[float, ...]
    """Weight of each segment; 0 where procedural."""
    counts: tuple[int, ...]
    """Number of topics that each segment raises."""

    @classmethod
    def of(
        cls,
        statement: Statement,
        segments: Sequence[Segment],
        mentions: Sequence[Sequence[Mention]],
    ) -> TopicShares:
        """The shares of a statement whose segments have these mentions, one tuple a segment."""
        return cls(
            raised=occurrences(mentions, denied=False)[0],
            weights=tuple(
                0.0 if s.procedural else letters(statement.text[s.start : s.end]) for s in segments
            ),
            counts=tuple(sum(not mention.denied for mention in found) for found in mentions),
        )

    def share(self, topic: str) -> float:
        """Return the share of the text in [0, 1]; several topics divide a segment equally."""
        whole = math.fsum(self.weights)
        part = math.fsum(
            self.weights[i] / self.counts[i] for i in self.raised.get(topic, ()) if self.counts[i]
        )
        return part / whole if whole else 0.0

    def first(self, topic: str) -> float | None:
        """Return what part of the text stands before the first segment that raises it."""
        indices = self.raised.get(topic)
        if not indices:
            return None
        whole = math.fsum(self.weights)
        return math.fsum(self.weights[: indices[0]]) / whole if whole else 0.0


def occurrences(
    mentions: Sequence[Sequence[Mention]], *, denied: bool
) -> tuple[dict[str, tuple[int, ...]], dict[str, float]]:
    """By topic, the segments that raise it, or deny it, and how sure the surest is."""
    indices: dict[str, tuple[int, ...]] = {}
    surest: dict[str, float] = {}
    for index, found in enumerate(mentions):
        for mention in found:
            if mention.denied == denied:
                indices[mention.topic] = (*indices.get(mention.topic, ()), index)
                surest[mention.topic] = max(surest.get(mention.topic, 0.0), mention.confidence)
    return indices, surest


def speakers(segments: Sequence[Segment], raised: Sequence[int]) -> tuple[Raised, ...]:
    """Group the segments that raise a topic by who speaks in them."""
    held: dict[tuple[str, Voice], list[int]] = {}
    for index in raised:
        held.setdefault((segments[index].speaker, segments[index].voice), []).append(index)
    return tuple(Raised(*who, tuple(indices)) for who, indices in held.items())
