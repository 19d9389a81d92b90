"""Topics of segments and of an event, from a bilingual codebook.

Names (words of the codebook, with their place in the text) and meaning (vectors of the segments
against vectors of the codebook's anchors) both count. A topic is missing from a side only where
neither speaks for it; where they differ the state is ``unclear``.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from compare.segmentation.segments import by_segment
from compare.topics.codebook import anchor_texts
from compare.topics.denial import denied_topics
from compare.topics.features import TopicEvidence, gather_evidence, similarity_to
from compare.topics.models import TopicModel, load_topic_models
from compare.topics.names import find_names
from compare.topics.types import Mention

if TYPE_CHECKING:
    import numpy as np

    from compare.segmentation.segments import Segment
    from compare.topics.codebook import Codebook
    from corpus.statements import Statement

RAISED = 0.5
"""Probability from which a segment counts as raising a topic: more likely than not."""


@dataclass(frozen=True, slots=True)
class AnchorVectors:
    """Vectors of the texts of :func:`compare.topics.codebook.anchor_texts`."""

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
    the codebook from the same encoder; without either, only names count. Returns one
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
    ``vectors`` is (n, d), as for :func:`detect`.
    """
    similarity = None
    if vectors is not None and anchors is not None and len(segments):
        similarity = similarity_to(vectors, anchors.topics, anchors.rows, codebook)
    text = statement.text
    hits = by_segment(find_names(text, codebook), segments)
    models: dict[tuple[str, bool], TopicModel] = {}
    for measured in (False, True):
        loaded = load_topic_models(text, with_meaning=measured)
        models |= {(entry.id, measured): loaded.judge(entry) for entry in codebook.topics}

    def mention(evidence: TopicEvidence, denied: frozenset[str]) -> Mention:
        return Mention(
            topic=evidence.topic,
            confidence=models[evidence.topic, evidence.measured].probability(evidence),
            name_spans=evidence.spans,
            meaning=evidence.similarity,
            denied=evidence.topic in denied,
        )

    in_order, by_itself = [], []
    every_evidence = gather_evidence(text, segments, hits, codebook, similarity)
    for segment, segment_hits, gathered in zip(segments, hits, every_evidence, strict=True):
        denied = denied_topics(text, statement.language, segment, segment_hits)
        found = [mention(evidence, denied) for evidence in gathered]
        alone = [
            here if lone is evidence else mention(lone, denied)
            for evidence, here in zip(gathered, found, strict=True)
            if (lone := evidence.by_itself()) is not None
        ]
        in_order.append(tuple(m for m in found if m.confidence >= RAISED))
        by_itself.append(tuple(m for m in alone if m.confidence >= RAISED))
    return tuple(in_order), tuple(by_itself)
