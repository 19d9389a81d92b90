"""Topics of segments and of an event, from a bilingual codebook.

Two witnesses are heard: names (words of the codebook, with their place in the text) and
meaning (vectors of the segments against vectors of the codebook's anchors). A topic counts as
missing from a side only where both are silent; where they differ the state is ``unclear``.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from compare.annotation.word_folding import HAN
from compare.segmentation.affiliations import Voice

from .codebook import anchor_texts
from .names import Hit, find
from .witnesses import Heard, Judge, listen, load_bench, similarity_to

if TYPE_CHECKING:
    import numpy as np

    from compare.segmentation.segments import Segment
    from corpus.statements import Statement

    from .codebook import Codebook

RAISED = 0.5
"""Probability from which a segment counts as raising a topic: more likely than not."""

State = Literal["both", "left_only", "right_only", "unclear"]


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


@dataclass(frozen=True, slots=True)
class AnchorVectors:
    """Vectors of the texts of :func:`compare.codebook.anchor_texts`."""

    topics: tuple[str, ...]
    """The topic of each row."""
    rows: np.ndarray
    """(k, d) float32, rows of unit length."""


def encode_anchors(
    codebook: Codebook, encode: Callable[[Sequence[str]], np.ndarray]
) -> AnchorVectors:
    """Encode the codebook's anchors; ``encode`` turns k texts into (k, d) unit rows."""
    texts = anchor_texts(codebook)
    return AnchorVectors(tuple(topic for topic, _ in texts), encode([text for _, text in texts]))


Mentions = tuple[tuple[Mention, ...], ...]
"""The topics of every segment, each tuple in the order of the codebook."""


def detect(
    statement: Statement,
    segments: Sequence[Segment],
    codebook: Codebook,
    vectors: np.ndarray | None = None,
    anchors: AnchorVectors | None = None,
) -> Mentions:
    """Find the topics of every segment.

    ``vectors`` is (n, d) float32 with unit rows, one a segment, and ``anchors`` holds those of
    the codebook from the same encoder; without either, names alone are heard. Returns one
    tuple a segment, its topics in the order of the codebook; procedural segments have none.
    """
    return detect_both(statement, segments, codebook, vectors, anchors)[0]


def detect_both(
    statement: Statement,
    segments: Sequence[Segment],
    codebook: Codebook,
    vectors: np.ndarray | None = None,
    anchors: AnchorVectors | None = None,
) -> tuple[Mentions, Mentions]:
    """Find the topics of every segment as :func:`detect` does, and those of each by itself.

    The latter leave out what the segment before names, so that no order of segments counts.
    """
    similarity = None
    if vectors is not None and anchors is not None and len(segments):
        similarity = similarity_to(vectors, anchors.topics, anchors.rows, codebook)
    text = statement.text
    hits = by_segment(find(text, codebook), segments)
    judges: dict[tuple[str, bool], Judge] = {}
    for measured in (False, True):
        bench = load_bench(text, with_meaning=measured)
        judges |= {(entry.id, measured): bench.judge(entry) for entry in codebook.topics}

    def mention(one: Heard) -> Mention:
        probability = judges[one.topic, one.measured].probability(one)
        return Mention(one.topic, probability, one.spans, one.similarity)

    in_order, by_itself = [], []
    for heard in listen(text, segments, hits, codebook, similarity):
        found = [mention(one) for one in heard]
        alone = [
            here if lone is one else mention(lone)
            for one, here in zip(heard, found, strict=True)
            if (lone := one.by_itself()) is not None
        ]
        in_order.append(tuple(m for m in found if m.confidence >= RAISED))
        by_itself.append(tuple(m for m in alone if m.confidence >= RAISED))
    return tuple(in_order), tuple(by_itself)


def by_segment(hits: Sequence[Hit], segments: Sequence[Segment]) -> list[list[Hit]]:
    """Return the hits of each segment: those that it holds whole."""
    held: list[list[Hit]] = [[] for _ in segments]
    order = sorted(range(len(segments)), key=lambda i: segments[i].start)
    place = 0
    for hit in sorted(hits, key=lambda h: h.start):
        while place < len(order) and segments[order[place]].end <= hit.start:
            place += 1
        if place < len(order):
            segment = segments[order[place]]
            if segment.start <= hit.start and hit.end <= segment.end:
                held[order[place]].append(hit)
    return held


def summarise(
    left: Statement,
    left_segments: Sequence[Segment],
    left_mentions: Sequence[Sequence[Mention]],
    right: Statement,
    right_segments: Sequence[Segment],
    right_mentions: Sequence[Sequence[Mention]],
    codebook: Codebook,
) -> tuple[Topic, ...]:
    """Give the state of every topic that either side raises, in the order of the codebook.

    A topic is ``left_only`` if no segment of the right raises it and none of its names occurs
    in the text of the right; if a name does occur there, the state is ``unclear``. Swapping
    the sides mirrors the result.
    """
    sides = (
        _Side.of(left, left_segments, left_mentions, codebook),
        _Side.of(right, right_segments, right_mentions, codebook),
    )
    topics = []
    for entry in codebook.topics:
        raised = tuple(side.raised.get(entry.id, ()) for side in sides)
        if not raised[0] and not raised[1]:
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
                share=(sides[0].share(entry.id), sides[1].share(entry.id)),
                first=(sides[0].first(entry.id), sides[1].first(entry.id)),
                speakers=(
                    _speakers(left_segments, raised[0]),
                    _speakers(right_segments, raised[1]),
                ),
            )
        )
    return tuple(topics)


def _speakers(segments: Sequence[Segment], raised: Sequence[int]) -> tuple[Raised, ...]:
    """Group the segments that raise a topic by who speaks in them."""
    held: dict[tuple[str, Voice], list[int]] = {}
    for index in raised:
        held.setdefault((segments[index].speaker, segments[index].voice), []).append(index)
    return tuple(Raised(*who, tuple(indices)) for who, indices in held.items())


def weight(text: str) -> float:
    """Return the length of a text so that English and Chinese compare.

    A letter or digit counts 1 and a Chinese character 3, about what one takes in English;
    space and punctuation count nothing.
    """
    return float(sum(map(str.isalnum, text)) + 2 * len(HAN.findall(text)))


@dataclass(frozen=True)
class _Side:
    """What one side says, topic by topic."""

    raised: dict[str, tuple[int, ...]]
    probability: dict[str, float]
    """That at least one segment raises the topic."""
    named: frozenset[str]
    """Topics with a name anywhere in the text."""
    named_in_substance: frozenset[str]
    """Topics with a name in a segment that is not procedural."""
    weights: tuple[float, ...]
    """Weight of each segment; 0 where procedural."""
    counts: tuple[int, ...]
    """Topics of each segment."""

    @classmethod
    def of(
        cls,
        statement: Statement,
        segments: Sequence[Segment],
        mentions: Sequence[Sequence[Mention]],
        codebook: Codebook,
    ) -> _Side:
        raised: dict[str, list[int]] = {}
        silent: dict[str, float] = {}
        for index, found in enumerate(mentions):
            for mention in found:
                raised.setdefault(mention.topic, []).append(index)
                before = silent.get(mention.topic, 1.0)
                silent[mention.topic] = before * (1 - mention.confidence)
        hits = [hit for hit in find(statement.text, codebook) if hit.kind == "name"]
        substance = [
            hit.topic
            for segment, own in zip(segments, by_segment(hits, segments), strict=True)
            for hit in own
            if not segment.procedural
        ]
        return cls(
            raised={topic: tuple(indices) for topic, indices in raised.items()},
            probability={topic: 1 - value for topic, value in silent.items()},
            named=frozenset(hit.topic for hit in hits),
            named_in_substance=frozenset(substance),
            weights=tuple(
                0.0 if s.procedural else weight(statement.text[s.start : s.end]) for s in segments
            ),
            counts=tuple(len(found) for found in mentions),
        )

    def share(self, topic: str) -> float:
        """Return the share of the text; a segment of several topics is parted among them."""
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

    def doubtful(self, topic: str, broad: bool) -> bool:
        """Tell whether a name of the topic occurs although no segment raises it."""
        named = self.named_in_substance if broad else self.named
        return topic in named and topic not in self.raised


_MISSED = {False: 0.03, True: 0.15}
"""Probability that a side raises a topic that neither witness saw; by whether it is broad."""


def _state(topic: str, broad: bool, sides: tuple[_Side, _Side]) -> tuple[State, float]:
    probability = [side.probability.get(topic, _MISSED[broad]) for side in sides]
    here = [topic in side.raised for side in sides]
    if here[0] and here[1]:
        return "both", probability[0] * probability[1]
    present, absent = (0, 1) if here[0] else (1, 0)
    if sides[absent].doubtful(topic, broad):
        return "unclear", 0.5
    state: State = "left_only" if present == 0 else "right_only"
    return state, probability[present] * (1 - probability[absent])
