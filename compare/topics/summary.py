"""The topics of an event: who raises each, where, and how sure that is."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from compare.segmentation.affiliations import side_code
from compare.segmentation.segments import by_segment
from compare.topics.names import find_names
from compare.topics.shares import TopicShares, occurrences, speakers

if TYPE_CHECKING:
    from compare.segmentation.segments import Segment
    from compare.topics.codebook import Codebook
    from corpus.statements import Statement

from compare.topics.types import Mention, State, Topic


def summarise(
    left: Statement,
    left_segments: Sequence[Segment],
    left_mentions: Sequence[Sequence[Mention]],
    right: Statement,
    right_segments: Sequence[Segment],
    right_mentions: Sequence[Sequence[Mention]],
    codebook: Codebook,
    strongest: tuple[Mapping[str, float], Mapping[str, float]] = ({}, {}),
) -> tuple[Topic, ...]:
    """Give the state of every topic that either side raises, in the order of the codebook.

    A topic is ``left_only`` if no segment of the right raises it and none of its names occurs
    in the text of the right; if a name does occur there, the state is ``unclear``. It is
    ``denied`` if a side names it only to say that it was not talked about. Swapping the sides
    mirrors the result.

    Args:
        left: statement of one side.
        left_segments: its segments.
        left_mentions: the topics of each.
        right: statement of the other.
        right_segments: as of the left.
        right_mentions: as of the left.
        codebook: what the topics are of.
        strongest: by topic, how likely the likeliest segment of the left and of the right raises
            it, in [0, 1]; it tells how sure it is that a side leaves a topic out.
    """
    sides = (
        _Side.of(left, left_segments, left_mentions, codebook, strongest[0]),
        _Side.of(right, right_segments, right_mentions, codebook, strongest[1]),
    )
    topics = []
    for entry in codebook.topics:
        raised = tuple(side.raised.get(entry.id, ()) for side in sides)
        denied = sides[0].denied.get(entry.id, ()), sides[1].denied.get(entry.id, ())
        if not any(raised) and not any(denied):
            continue
        state, confidence = _state(entry.id, entry.broad, sides)
        topics.append(
            Topic(
                id=entry.id,
                labels=entry.labels,
                left=raised[0],
                right=raised[1],
                state=state,
                confidence=confidence,
                share=(sides[0].shares.share(entry.id), sides[1].shares.share(entry.id)),
                first=(sides[0].shares.first(entry.id), sides[1].shares.first(entry.id)),
                speakers=(
                    speakers(left_segments, raised[0]),
                    speakers(right_segments, raised[1]),
                ),
                denied=denied,
                running_text=entry.running_text,
            )
        )
    return tuple(topics)


@dataclass(frozen=True)
class _Side:
    """The topics of one statement: who raises and who denies them, and how surely."""

    raised: dict[str, tuple[int, ...]]
    probability: dict[str, float]
    """Probability in [0, 1] that the side raises the topic: that of its likeliest segment. Mentions
    of one text err together, so that several say little more than the surest (on 313 pairs that
    one reader labelled, cross-validated, of the topics at .95 to .99 so counted .97 are raised)."""
    strongest: Mapping[str, float]
    """The same of any topic, raised or not."""
    denied: dict[str, tuple[int, ...]]
    """Segments that name a topic only to say that it was not talked about."""
    denial: dict[str, float]
    """Probability in [0, 1] that at least one segment denies the topic."""
    named: frozenset[str]
    """Topics with a name anywhere in the text, but for the questions of reporters."""
    named_in_substance: frozenset[str]
    """Topics with a name in a segment that is not procedural."""
    shares: TopicShares
    """How much of the text each topic takes."""

    @classmethod
    def of(
        cls,
        statement: Statement,
        segments: Sequence[Segment],
        mentions: Sequence[Sequence[Mention]],
        codebook: Codebook,
        strongest: Mapping[str, float],
    ) -> _Side:
        raised, probability = occurrences(mentions, denied=False)
        denied, denial = occurrences(mentions, denied=True)
        itself = codebook.without({side_code(statement.side)})
        hits = [
            hit
            for hit in find_names(statement.text, codebook)
            if hit.kind == "name" and hit.phrase not in itself
        ]
        held = list(zip(segments, by_segment(hits, segments), strict=True))
        substance = [hit.topic for s, inside in held for hit in inside if not s.procedural]
        asked = {hit for s, inside in held for hit in inside if s.voice == "reporter"}
        return cls(
            raised=raised,
            probability=probability,
            strongest=strongest,
            denied=denied,
            denial=denial,
            named=frozenset(hit.topic for hit in hits if hit not in asked),
            named_in_substance=frozenset(substance),
            shares=TopicShares.of(statement, segments, mentions),
        )

    def denies(self, topic: str) -> bool:
        """Tell whether the side names the topic only to say that it was not talked about."""
        return topic in self.denied and topic not in self.raised

    def doubtful(self, topic: str, broad: bool) -> bool:
        """Tell whether a name of the topic occurs although no segment raises it."""
        named = self.named_in_substance if broad else self.named
        return topic in named and topic not in self.raised


_MISSED = {False: 0.08, True: 0.14}
"""Probability that a side raises a topic that the other raises and no segment of it; by whether
the topic is broad. Counted on 2,270 such topics of the 313 pairs."""
_MISSED_AT_LEAST, _MISSED_BY = 0.03, 1.6
"""The same where it is known how likely the likeliest segment raises it: a line through the shares
of those topics, which rise from .01 where that is below .02 to .57 where it is .3 or more."""


def _missed(topic: str, broad: bool, side: _Side) -> float:
    """Return how likely a side raises a topic that the other raises and no segment of it."""
    if topic not in side.strongest:
        return _MISSED[broad]
    return min(1.0, _MISSED_AT_LEAST + _MISSED_BY * side.strongest[topic])


def _state(topic: str, broad: bool, sides: tuple[_Side, _Side]) -> tuple[State, float]:
    denials = [side.denial[topic] for side in sides if side.denies(topic)]
    if denials:
        return "denied", math.prod(denials)
    here = [topic in side.raised for side in sides]
    if here[0] and here[1]:
        # What the one raises the other is likely to: the product would be too low.
        return "both", min(side.probability[topic] for side in sides)
    present, absent = (0, 1) if here[0] else (1, 0)
    if sides[absent].doubtful(topic, broad):
        return "unclear", 0.5
    state: State = "left_only" if present == 0 else "right_only"
    missed = _missed(topic, broad, sides[absent])
    return state, sides[present].probability[topic] * (1 - missed)
