"""Topics of segments and of an event, from a bilingual codebook.

Names (words of the codebook, with their place in the text) and meaning (vectors of the segments
against vectors of the codebook's anchors) both count. A topic is missing from a side only where
neither speaks for it; where they differ the state is ``unclear``.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from compare.arrays import one_thread
from compare.segmentation.affiliations import side_code
from compare.segmentation.known_names import KnownNames
from compare.segmentation.segments import by_segment
from compare.topics.codebook import anchor_texts
from compare.topics.denial import denied_topics
from compare.topics.features import gather_evidence, similarity_to
from compare.topics.models import Mode, encoder_fingerprint, load_topic_model
from compare.topics.names import find_names
from compare.topics.types import Mention
from corpus.text import language

if TYPE_CHECKING:
    from compare.arrays import Floats
    from compare.segmentation.segments import Segment
    from compare.topics.codebook import Codebook
    from compare.topics.features import TopicEvidence
    from corpus.statements import Statement

RAISED = 0.45
"""Probability from which a segment counts as raising a topic: below one half, because what two
coders agree on is scored by F1, which a topic missed hurts as much as one too many."""


@dataclass(frozen=True, slots=True)
class AnchorVectors:
    """Vectors of the texts of :func:`compare.topics.codebook.anchor_texts`."""

    topics: tuple[str, ...]
    """The topic of each row."""
    rows: np.ndarray
    """(k, d) float32, rows of unit length."""
    encoder: str = ""
    """Fingerprint of the encoder they are from; empty where not known."""


def encode_anchors(
    codebook: Codebook, encode: Callable[[Sequence[str]], np.ndarray]
) -> AnchorVectors:
    """Encode the codebook's anchors; ``encode`` turns k texts into (k, d) unit rows."""
    texts = anchor_texts(codebook)
    return AnchorVectors(tuple(topic for topic, _ in texts), encode([text for _, text in texts]))


@functools.lru_cache(maxsize=8)
def readable_anchors(codebook: Codebook, known: frozenset[str]) -> tuple[tuple[str, str], ...]:
    """Topic and text of the anchors in a known language; all of them where none is named."""
    return tuple(
        (topic, text)
        for topic, text in anchor_texts(codebook)
        if not known or language.detect(text) in known
    )


Mentions = tuple[tuple[Mention, ...], ...]
"""The topics of every segment, each tuple in the order of the codebook."""


@dataclass(frozen=True, slots=True)
class Detected:
    """The topics of the segments of a statement."""

    mentions: Mentions
    by_itself: Mentions
    """The same where what the segment before says is left out, so that no order counts."""
    strongest: Mapping[str, float]
    """By topic, the largest probability in [0, 1] that a segment raises it; denials apart."""

    def of_substance(self, segments: Sequence[Segment]) -> Detected:
        """Return the same without what procedural segments raise, the n segments given anew."""

        def kept(mentions: Mentions) -> Mentions:
            return tuple(
                () if segment.procedural else found
                for segment, found in zip(segments, mentions, strict=True)
            )

        return replace(self, mentions=kept(self.mentions), by_itself=kept(self.by_itself))

    @property
    def named(self) -> list[bool]:
        """Whether each segment names a topic, shape (n,)."""
        return [any(mention.name_spans for mention in found) for found in self.mentions]


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
    return detect_all(statement, segments, codebook, vectors, anchors).mentions


@one_thread()
def detect_all(
    statement: Statement,
    segments: Sequence[Segment],
    codebook: Codebook,
    vectors: np.ndarray | None = None,
    anchors: AnchorVectors | None = None,
) -> Detected:
    """Find the topics of every segment as :func:`detect` does, and what else is known of them.

    ``vectors`` is (n, d), as for :func:`detect`.
    """
    similarity = None
    if vectors is not None and anchors is not None and len(segments):
        similarity = similarity_to(vectors, anchors.topics, anchors.rows, codebook)
    text = statement.text
    hits = by_segment(find_names(text, codebook), segments)
    met = states_met(statement.side, segments, codebook)
    evidence = gather_evidence(text, segments, hits, codebook, similarity, met)
    mode: Mode = "meaning"
    if anchors is not None and anchors.encoder == encoder_fingerprint():
        mode = "vectors"
    denied = [
        denied_topics(text, statement.language, segment, found)
        for segment, found in zip(segments, hits, strict=True)
    ]
    in_order, alone = (
        _probabilities(known, text, codebook, mode, vectors)
        for known in (evidence, evidence.by_itself())
    )
    asserted = np.array([[t not in own for t in codebook.ids] for own in denied], dtype=bool)
    strongest = (in_order * asserted.reshape(in_order.shape)).max(axis=0, initial=0.0)
    return Detected(
        _mentions(evidence, in_order, codebook, denied),
        _mentions(evidence, alone, codebook, denied),
        dict(zip(codebook.ids, strongest.tolist(), strict=True)),
    )


def states_met(side: str, segments: Iterable[Segment], codebook: Codebook) -> frozenset[str]:
    """Return the codes of the states known to have met: of the side, and of whom it reports.

    Args:
        side: that published the text.
        segments: of the text, with their speakers ("President Zelenskyy" speaks for UA).
        codebook: says by which words a state is named.
    """
    finders, states = _names_of_states(codebook)
    speakers = {segment.speaker for segment in segments if segment.voice == "other"}
    named = (name for speaker in speakers for names in finders for _, name in names.find(speaker))
    return frozenset({side_code(side)}).union(*(states[name] for name in named))


@functools.lru_cache(maxsize=8)
def _names_of_states(
    codebook: Codebook,
) -> tuple[tuple[KnownNames, KnownNames], Mapping[str, frozenset[str]]]:
    """The English and the Chinese names of states of a codebook, and the states of each name."""
    states: dict[str, frozenset[str]] = {}
    for state, phrases in codebook.states:
        for phrase in (*phrases.en, *phrases.zh):
            states[phrase] = states.get(phrase, frozenset()) | {state}
    english, chinese = (
        [phrase for _, phrases in codebook.states for phrase in getattr(phrases, language)]
        for language in ("en", "zh")
    )
    return (KnownNames(english, whole_words=True), KnownNames(chinese, whole_words=False)), states


def _probabilities(
    evidence: TopicEvidence,
    text: str,
    codebook: Codebook,
    mode: Mode,
    vectors: np.ndarray | None,
) -> Floats:
    """Return the probability that each segment raises each topic, by what is known of it."""
    measured = ~np.isnan(evidence.similarity)
    by_meaning = by_names = np.zeros(measured.shape)
    if not measured.all():
        by_names = load_topic_model(text, codebook, "names").probabilities(evidence)
    if measured.any():
        by_meaning = load_topic_model(text, codebook, mode).probabilities(evidence, vectors)
    return np.where(measured, by_meaning, by_names)


def _mentions(
    evidence: TopicEvidence,
    probability: Floats,
    codebook: Codebook,
    denied: Sequence[frozenset[str]],
) -> Mentions:
    """Return what each segment raises, in the order of the codebook."""
    ids = codebook.ids
    near = np.nan_to_num(evidence.similarity)
    found: list[list[Mention]] = [[] for _ in range(len(probability))]
    for row, column in np.argwhere(probability >= RAISED).tolist():
        found[row].append(
            Mention(
                topic=ids[column],
                confidence=float(probability[row, column]),
                name_spans=evidence.spans.get((row, column), ()),
                meaning=float(near[row, column]),
                denied=ids[column] in denied[row],
            )
        )
    return tuple(map(tuple, found))
