"""The two witnesses of a topic, names and meaning, and the model that weighs what they say.

For every segment and topic the evidence is gathered in plain numbers, and a logistic model a
topic turns it into a probability. The numbers stand in ``topics.json`` under the names of the
evidence; ``python -m compare.training.topics`` makes them again. A text that the model learned
from is always judged by numbers that were learned without it.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from compare.annotation.word_folding import HAN
from compare.topics.names import NameMatch

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from compare.arrays import Floats
    from compare.segmentation.segments import Segment
    from compare.topics.codebook import Codebook, CodebookTopic


EVIDENCE = (
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
"""What is known of a segment and a topic, each about 0 to 1:

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
    """What both witnesses say of one topic in one segment."""

    topic: str
    evidence: Mapping[str, float]
    """What of :data:`EVIDENCE` there is; the rest is 0."""
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
        """Whether meaning was heard: the segment has a vector and the topic has anchors."""
        return "meaning" in self.evidence

    def by_itself(self) -> TopicEvidence | None:
        """The same as if nothing stood before the segment; None where nothing would be heard."""
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

    ``hits`` holds the names and cues of each segment; ``similarity`` is (n, topics) in the
    order of the codebook, or None where meaning is not heard; nor is it of a topic whose column
    is NaN. Procedural segments have none. What the segment before names speaks for a topic too;
    :meth:`TopicEvidence.by_itself` says what is heard without it.
    """
    near = standing = [[math.nan] * len(codebook.topics)] * len(segments)
    if similarity is not None and len(similarity):
        near, standing = similarity.tolist(), _standing(similarity).tolist()
    named = [frozenset(h.topic for h in own if h.kind == "name") for own in hits]
    broad = frozenset(entry.id for entry in codebook.topics if entry.broad)
    heard: list[list[TopicEvidence]] = []
    for index, segment in enumerate(segments):
        if segment.procedural:
            heard.append([])
            continue
        words = text[segment.start : segment.end]
        place = _Place(words, hits[index], named, index, segments, broad)
        heard.append(
            [
                _hear(place, entry, z, likeness)
                for entry, z, likeness in zip(
                    codebook.topics, standing[index], near[index], strict=True
                )
                if entry.broad or z > NEAR or entry.id in place.spoken
            ]
        )
    return heard


def similarity_to(
    vectors: NDArray[np.floating[Any]],
    topics: Sequence[str],
    rows: NDArray[np.floating[Any]],
    codebook: Codebook,
) -> Floats:
    """Return (n, topics): the mean similarity to the two nearest anchors of each topic.

    ``vectors`` is (n, d) and ``rows`` (k, d), unit rows; ``topics`` names the topic of each
    anchor. A topic without anchors gets NaN: nobody knows what it means but by its names.
    """
    import numpy as np

    product = np.asarray(vectors, dtype=np.float64) @ np.asarray(rows, dtype=np.float64).T
    places: dict[str, list[int]] = {}
    for place, topic in enumerate(topics):
        places.setdefault(topic, []).append(place)
    result = np.full((len(vectors), len(codebook.topics)), np.nan)
    for number, entry in enumerate(codebook.topics):
        if own := places.get(entry.id):
            nearest = np.sort(product[:, own], axis=1)[:, -2:]
            result[:, number] = nearest.mean(axis=1)
    return np.asarray(np.clip(result, 0.0, 1.0))


class _Place:
    """A segment and what stands around it."""

    __slots__ = (
        "before", "broad", "cues", "hits", "named", "names", "narrow", "spoken", "unspoken",
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
        self.spoken = {*self.names, *self.cues, *self.before}
        """Topics of which a word stands here or just before."""
        chinese = len(HAN.findall(text))
        self.unspoken = {
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
        """What the words say of a topic, of which these names and cues stand here."""
        topic = entry.id
        if topic not in self.spoken:
            return dict(self.unspoken)
        before = self.before.get(topic, 0.0)
        here = topic in self.named
        narrow = min(self.narrow - (here and not entry.broad), 3) / 3
        return self.unspoken | {
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


def _hear(place: _Place, entry: CodebookTopic, z: float, near: float) -> TopicEvidence:
    """What speaks for one topic; ``z`` and ``near`` are NaN where its meaning isn't measured."""
    topic = entry.id
    names, cues = place.names.get(topic, _NONE), place.cues.get(topic, _NONE)
    evidence = place.evidence(entry, names, cues)
    measured = not math.isnan(z)
    if measured:
        evidence["meaning"] = z / 2
        evidence["meaning_unnamed"] = 0.0 if names else z / 2
        evidence["meaning_high"] = max(z - NEAR, 0.0)
    named = (h for h in place.hits if h.topic == topic and h.kind == "name") if names else ()
    return TopicEvidence(
        topic=topic,
        evidence=evidence,
        phrases=names | cues,
        company=place.named - {topic} if topic in place.named else place.named,
        spans=tuple((h.start, h.end) for h in named),
        similarity=near if measured else 0.0,
        follows=topic in place.before,
        alone=bool(names or cues or entry.broad or z > NEAR),
    )


def _standing(similarity: Floats) -> Floats:
    """Return how many standard deviations each topic lies above the others of its segment."""
    import numpy as np

    middle = np.nanmean(similarity, axis=1, keepdims=True)
    spread = np.nanstd(similarity, axis=1, keepdims=True) + 1e-6
    return np.asarray((similarity - middle) / spread)
