"""Features of a segment and a topic: its names, its meaning, and what stands around them.

Names and cues of the codebook are found with their place in the text; meaning is the similarity
of the segment's vector to those of the codebook's anchors. :mod:`compare.topics.models` turns the
features into a probability.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from compare.topics.names import NameMatch
from corpus.text.characters import HAN_CHARACTER

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from compare.arrays import Floats
    from compare.segmentation.segments import Segment
    from compare.topics.codebook import Codebook, CodebookTopic


TOPIC_FEATURES = (
    "name",
    "names",
    "cue",
    "cues",
    "cue_alone",
    "carried",
    "before",
    "narrow",
    "broad",
    "name_in_list",
    "nothing",
    "length",
    "chinese",
    "meaning",
    "meaning_unnamed",
    "meaning_high",
)
"""Features of a segment and a topic, each about 0 to 1, in this order:

a name of the topic occurs; how many names (3 is 1); a cue occurs; how many cues (4 is 1); a cue
and no name of any topic; the segment before names the topic and this one names nothing; the
segment before names the topic; narrow and broad topics named beside it (3 is 1); a name among
those of other narrow topics; no topic named; length; Chinese; similarity to the anchors in
standard deviations above the other topics, halved; the same where no name occurs; the same
beyond one deviation.
"""
NEAR = 1.0
"""Standard deviations above the other topics from which meaning alone can raise a narrow one."""
_NOTHING_BEFORE = {"carried": 0.0, "before": 0.0}
_NONE: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class TopicEvidence:
    """Evidence for one topic in one segment: its names, its meaning, the segment before."""

    topic: str
    evidence: Mapping[str, float]
    """Those of :data:`TOPIC_FEATURES` that are not 0."""
    phrases: frozenset[str]
    """Names and cues of the topic that occur, as the codebook writes them."""
    company: frozenset[str]
    """Other topics named in the segment."""
    spans: tuple[tuple[int, int], ...]
    """Characters of the statement where names of the topic stand."""
    similarity: float
    """To the topic's anchors, in [0, 1]; 0 where not measured."""
    follows: bool
    """Whether what stands just before names the topic."""
    alone: bool
    """Whether the topic could be raised by the segment alone, whatever stands before it."""

    @property
    def measured(self) -> bool:
        """Whether meaning was measured: the segment has a vector and the topic has anchors."""
        return "meaning" in self.evidence

    def by_itself(self) -> TopicEvidence | None:
        """Return the same as if nothing stood before the segment; None if nothing would be left."""
        if not self.alone:
            return None
        if not self.follows:
            return self
        return replace(self, evidence={**self.evidence, **_NOTHING_BEFORE}, follows=False)


def gather_evidence(
    text: str,
    segments: Sequence[Segment],
    hits: Sequence[Sequence[NameMatch]],
    codebook: Codebook,
    similarity: Floats | None,
) -> list[list[TopicEvidence]]:
    """Gather the evidence of every segment for every topic that could be raised.

    What the segment before names speaks for a topic too; :meth:`TopicEvidence.by_itself` leaves
    it out. Procedural segments have none.

    Args:
        text: of the statement.
        segments: n of them.
        hits: the names and cues in each segment.
        similarity: to the topics of the codebook in its order, shape (n, topics), in [0, 1]; None
            where meaning is not measured, and NaN in the column of a topic without anchors.

    Returns:
        For each segment the topics that could be raised, in the order of the codebook.
    """
    near = deviations = [[math.nan] * len(codebook.topics)] * len(segments)
    if similarity is not None and len(similarity):
        near, deviations = similarity.tolist(), _deviations(similarity).tolist()
    named = [frozenset(h.topic for h in matches if h.kind == "name") for matches in hits]
    broad = frozenset(entry.id for entry in codebook.topics if entry.broad)
    gathered: list[list[TopicEvidence]] = []
    for index, segment in enumerate(segments):
        if segment.procedural:
            gathered.append([])
            continue
        words = text[segment.start : segment.end]
        context = _Context(words, hits[index], named, index, segments, broad)
        gathered.append(
            [
                _evidence_for(context, entry, z, likeness)
                for entry, z, likeness in zip(
                    codebook.topics, deviations[index], near[index], strict=True
                )
                if entry.broad or z > NEAR or entry.id in context.mentioned
            ]
        )
    return gathered


def similarity_to(
    vectors: NDArray[np.floating[Any]],
    topics: Sequence[str],
    rows: NDArray[np.floating[Any]],
    codebook: Codebook,
) -> Floats:
    """Return (n, topics): the mean similarity to the two nearest anchors of each topic.

    ``vectors`` is (n, d) and ``rows`` (k, d), unit rows; ``topics`` names the topic of each
    anchor. A topic without anchors gets NaN.
    """
    import numpy as np

    product = np.asarray(vectors, dtype=np.float64) @ np.asarray(rows, dtype=np.float64).T
    rows_of: dict[str, list[int]] = {}
    for row, topic in enumerate(topics):
        rows_of.setdefault(topic, []).append(row)
    result = np.full((len(vectors), len(codebook.topics)), np.nan)
    for number, entry in enumerate(codebook.topics):
        if anchor_rows := rows_of.get(entry.id):
            nearest = np.sort(product[:, anchor_rows], axis=1)[:, -2:]
            result[:, number] = nearest.mean(axis=1)
    return np.asarray(np.clip(result, 0.0, 1.0))


class _Context:
    """A segment and what stands around it."""

    __slots__ = (
        "before",
        "broad",
        "cues",
        "hits",
        "mentioned",
        "named",
        "names",
        "narrow",
        "unmentioned",
    )  # fmt: skip

    def __init__(
        self,
        text: str,
        hits: Sequence[NameMatch],
        named: Sequence[frozenset[str]],
        index: int,
        segments: Sequence[Segment],
        broad: frozenset[str],
    ) -> None:
        self.hits = hits
        self.named = named[index]
        self.broad = len(self.named & broad)
        """How many of the topics named are broad."""
        self.narrow = len(self.named) - self.broad
        self.before: dict[str, float] = {}
        """Topics named just before; half where a segment that names nothing lies between."""
        if index and not segments[index - 1].procedural:
            self.before = dict.fromkeys(named[index - 1], 1.0)
            if not self.before and index > 1 and not segments[index - 2].procedural:
                self.before = dict.fromkeys(named[index - 2], 0.5)
        self.names: dict[str, frozenset[str]] = {}
        self.cues: dict[str, frozenset[str]] = {}
        for hit in hits:
            kind = self.names if hit.kind == "name" else self.cues
            kind[hit.topic] = kind.get(hit.topic, _NONE) | {hit.phrase}
        self.mentioned = {*self.names, *self.cues, *self.before}
        """Topics of which a word stands here or just before."""
        chinese = len(HAN_CHARACTER.findall(text))
        self.unmentioned = {
            "narrow": min(self.narrow, 3) / 3,
            "broad": min(self.broad, 3) / 3,
            "nothing": float(not self.named),
            "length": min(1.0, (chinese * 3 + len(text) - chinese) / 400),
            "chinese": float(chinese * 3 > len(text)),
        }
        """Evidence for a topic of which no word stands here or just before."""

    def evidence(
        self, entry: CodebookTopic, names: frozenset[str], cues: frozenset[str]
    ) -> dict[str, float]:
        """Return the features of a topic but for similarity, from its names and cues here."""
        topic = entry.id
        if topic not in self.mentioned:
            return dict(self.unmentioned)
        before = self.before.get(topic, 0.0)
        here = topic in self.named
        narrow = min(self.narrow - (here and not entry.broad), 3) / 3
        return self.unmentioned | {
            "name": float(bool(names)),
            "names": min(len(names), 3) / 3,
            "cue": float(bool(cues)),
            "cues": min(len(cues), 4) / 4,
            "cue_alone": 0.0 if self.named else float(bool(cues)),
            "carried": 0.0 if self.named else before,
            "before": float(before == 1),
            "narrow": narrow,
            "broad": min(self.broad - (here and entry.broad), 3) / 3,
            "name_in_list": narrow if names else 0.0,
        }


def _evidence_for(context: _Context, entry: CodebookTopic, z: float, near: float) -> TopicEvidence:
    """Gather evidence for one topic; ``z`` and ``near`` are NaN where not measured."""
    topic = entry.id
    names, cues = context.names.get(topic, _NONE), context.cues.get(topic, _NONE)
    evidence = context.evidence(entry, names, cues)
    measured = not math.isnan(z)
    if measured:
        evidence["meaning"] = z / 2
        evidence["meaning_unnamed"] = 0.0 if names else z / 2
        evidence["meaning_high"] = max(z - NEAR, 0.0)
    named = (h for h in context.hits if h.topic == topic and h.kind == "name") if names else ()
    return TopicEvidence(
        topic=topic,
        evidence=evidence,
        phrases=names | cues,
        company=context.named - {topic} if topic in context.named else context.named,
        spans=tuple((h.start, h.end) for h in named),
        similarity=near if measured else 0.0,
        follows=topic in context.before,
        alone=bool(names or cues or entry.broad or z > NEAR),
    )


def _deviations(similarity: Floats) -> Floats:
    """Return how many standard deviations each topic lies above the others of its segment."""
    import numpy as np

    middle = np.nanmean(similarity, axis=1, keepdims=True)
    spread = np.nanstd(similarity, axis=1, keepdims=True) + 1e-6
    return np.asarray((similarity - middle) / spread)
