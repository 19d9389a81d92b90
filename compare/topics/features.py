"""Features of a segment and a topic: its names, its meaning, and what stands around them.

Names and cues of the codebook are found with their place in the text; meaning is the similarity
of the segment's vector to those of the codebook's anchors. :mod:`compare.topics.models` turns the
features into a probability. All topics of all segments stand in one array.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from compare.topics.names import NameMatch
from corpus.text.characters import HAN_CHARACTER

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from compare.arrays import Floats, Mask
    from compare.segmentation.segments import Segment
    from compare.topics.codebook import Codebook


TOPIC_FEATURES = (
    "name",
    "names",
    "cue",
    "cues",
    "cue_alone",
    "party",
    "carried",
    "before",
    "elsewhere",
    "narrow",
    "broad",
    "name_in_list",
    "nothing",
    "length",
    "chinese",
    "meaning",
    "meaning_unnamed",
    "meaning_high",
    "meaning_before",
)
"""Features of a segment and a topic, each about 0 to 1, in this order:

a name of the topic occurs; how many names (3 is 1); a cue occurs; how many cues (4 is 1); a cue
and no name of any topic; a word that names one of those who met, and counts for nothing else; the
segment before names the topic and this one names nothing; the segment before names the topic; how
many other segments name it (2 is 1); narrow and broad topics named beside it (3 is 1); a name
among those of other narrow topics; no topic named; length (400 letters are 1); Chinese; similarity
to the anchors in standard deviations above the other topics, halved; the same where no name
occurs; the same beyond one deviation; the same of the segment before, 0 where below the mean.
"""
MEANING = tuple(name for name in TOPIC_FEATURES if name.startswith("meaning"))
"""The features that need the vectors of an encoder."""
FROM_BEFORE = ("carried", "before", "meaning_before")
"""The features that depend on what stands before the segment."""
HIGH = 1.0
"""Standard deviations above the other topics from which a meaning is high."""
_COLUMN = {name: column for column, name in enumerate(TOPIC_FEATURES)}


@dataclass(frozen=True, slots=True, eq=False)
class TopicEvidence:
    """Evidence for every topic of a codebook in every segment of a statement."""

    values: Floats
    """Those of :data:`TOPIC_FEATURES`, shape (n, topics, features); 0 in procedural segments."""
    phrases: tuple[tuple[int, int, str], ...]
    """Segment, number of the topic and phrase of each name and cue that counts, once each."""
    spans: Mapping[tuple[int, int], tuple[tuple[int, int], ...]]
    """Characters of the statement where names stand, by segment and number of the topic."""
    similarity: Floats
    """To the anchors of each topic, in [0, 1], shape (n, topics); NaN where not measured."""
    substance: Mask
    """Which segments are not procedural, shape (n,)."""

    def by_itself(self) -> TopicEvidence:
        """Return the same as if nothing stood before any segment."""
        values = self.values.copy()
        values[:, :, [_COLUMN[name] for name in FROM_BEFORE]] = 0.0
        return replace(self, values=values)


def gather_evidence(
    text: str,
    segments: Sequence[Segment],
    hits: Sequence[Sequence[NameMatch]],
    codebook: Codebook,
    similarity: Floats | None,
    own: AbstractSet[str] = frozenset(),
) -> TopicEvidence:
    """Gather the evidence of every segment for every topic of the codebook.

    Args:
        text: of the statement.
        segments: n of them, in the order of the text.
        hits: the names and cues in each segment.
        similarity: to the topics of the codebook in its order, shape (n, topics), in [0, 1]; None
            where meaning is not measured, and NaN in the column of a topic without anchors.
        own: codes of the states known to have met, such as JP: a word that only names one of
            them raises no topic.
    """
    shape = len(segments), len(codebook.topics)
    substance = np.array([not segment.procedural for segment in segments], dtype=bool)
    counted = _Counts.of(hits, codebook, codebook.without(own))
    named = (counted.names > 0) & substance[:, None]
    near = np.full(shape, np.nan) if similarity is None else np.asarray(similarity, np.float64)
    values = np.zeros((*shape, len(TOPIC_FEATURES)))

    def put(name: str, numbers: Floats | Mask) -> None:
        values[:, :, _COLUMN[name]] = numbers

    _put_words(put, counted, named, substance)
    _put_company(put, named, np.array([entry.broad for entry in codebook.topics], dtype=bool))
    _put_shape(put, [text[segment.start : segment.end] for segment in segments])
    _put_meaning(put, near, named, substance)
    values[~substance] = 0.0
    return TopicEvidence(values, counted.phrases, counted.spans, near, substance)


@dataclass(frozen=True, slots=True, eq=False)
class _Counts:
    """How many different phrases of each topic stand in each segment, shape (n, topics) each."""

    names: Floats
    cues: Floats
    parties: Floats
    phrases: tuple[tuple[int, int, str], ...]
    spans: dict[tuple[int, int], tuple[tuple[int, int], ...]]

    @classmethod
    def of(
        cls, hits: Sequence[Sequence[NameMatch]], codebook: Codebook, parties: AbstractSet[str]
    ) -> _Counts:
        number = {topic: column for column, topic in enumerate(codebook.ids)}
        names, cues, met = np.zeros((3, len(hits), len(number)))
        spans: dict[tuple[int, int], tuple[tuple[int, int], ...]] = {}
        phrases = []
        for row, found in enumerate(hits):
            for topic, kind, phrase in dict.fromkeys((h.topic, h.kind, h.phrase) for h in found):
                column = number[topic]
                if phrase in parties:
                    met[row, column] += 1
                    continue
                (names if kind == "name" else cues)[row, column] += 1
                phrases.append((row, column, phrase))
            for hit in found:
                if hit.kind == "name" and hit.phrase not in parties:
                    place = row, number[hit.topic]
                    spans[place] = (*spans.get(place, ()), (hit.start, hit.end))
        return cls(names, cues, met, tuple(dict.fromkeys(phrases)), spans)


def _put_words(put: Any, counted: _Counts, named: Mask, substance: Mask) -> None:
    """Put what the names and cues here, just before and elsewhere say."""
    nothing = ~named.any(axis=1, keepdims=True)
    cued = counted.cues > 0
    before = _shifted(named) & substance[:, None]
    # Half is carried past one segment that names nothing.
    further = _shifted(_shifted(named) & (nothing & substance[:, None])) & substance[:, None]
    put("name", named)
    put("names", np.minimum(counted.names, 3) / 3)
    put("cue", cued)
    put("cues", np.minimum(counted.cues, 4) / 4)
    put("cue_alone", cued & nothing)
    put("party", counted.parties > 0)
    put("before", before)
    put("carried", np.where(nothing, np.where(before, 1.0, 0.5 * further), 0.0))
    put("elsewhere", np.minimum(named.sum(axis=0) - named, 2) / 2)


def _put_company(put: Any, named: Mask, broad: Mask) -> None:
    """Put how many other topics are named in the segment."""
    narrow = np.minimum((named & ~broad).sum(1, keepdims=True) - (named & ~broad), 3) / 3
    put("narrow", narrow)
    put("broad", np.minimum((named & broad).sum(1, keepdims=True) - (named & broad), 3) / 3)
    put("name_in_list", narrow * named)
    put("nothing", np.repeat(~named.any(axis=1, keepdims=True), named.shape[1], axis=1))


def _put_shape(put: Any, words: Sequence[str]) -> None:
    """Put length and language of each segment."""
    chinese = np.array([[len(HAN_CHARACTER.findall(one))] for one in words]).reshape(-1, 1)
    whole = np.array([[len(one)] for one in words]).reshape(-1, 1)
    put("length", np.minimum(1.0, (chinese * 3 + whole - chinese) / 400))
    put("chinese", chinese * 3 > whole)


def _put_meaning(put: Any, near: Floats, named: Mask, substance: Mask) -> None:
    """Put similarity to the anchors, in deviations; 0 where not measured."""
    if not near.size or np.isnan(near).all():
        return
    deviations = np.nan_to_num(_deviations(near))
    before = _shifted(deviations) * substance[:, None]
    before[1:][~substance[:-1]] = 0.0
    put("meaning", deviations / 2)
    put("meaning_unnamed", np.where(named, 0.0, deviations / 2))
    put("meaning_high", np.maximum(deviations - HIGH, 0.0))
    put("meaning_before", np.maximum(before, 0.0) / 2)


def _shifted(rows: NDArray[Any]) -> NDArray[Any]:
    """Return the same rows one further down; nothing stands before the first."""
    moved = np.zeros_like(rows)
    moved[1:] = rows[:-1]
    return moved


def _deviations(similarity: Floats) -> Floats:
    """Return how many standard deviations each topic lies above the others of its segment."""
    middle = np.nanmean(similarity, axis=1, keepdims=True)
    spread = np.nanstd(similarity, axis=1, keepdims=True) + 1e-6
    return np.asarray((similarity - middle) / spread)


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
    product = np.asarray(vectors, dtype=np.float64) @ np.asarray(rows, dtype=np.float64).T
    numbers, starts, order = _by_topic(tuple(topics), codebook)
    result = np.full((len(vectors), len(codebook.topics)), np.nan)
    if len(numbers):
        held = product[:, order]
        best = np.maximum.reduceat(held, starts, axis=1)
        sizes = np.diff(np.append(starts, held.shape[1]))
        # The first of the best is taken away, and what is the best then is the second.
        places = np.arange(held.shape[1])
        first = np.where(held == np.repeat(best, sizes, axis=1), places, held.shape[1])
        first = np.minimum.reduceat(first, starts, axis=1)
        np.put_along_axis(held, first, -np.inf, axis=1)
        second = np.maximum.reduceat(held, starts, axis=1)
        result[:, numbers] = np.where(sizes > 1, (best + second) / 2, best)
    return np.asarray(np.clip(result, 0.0, 1.0))


@functools.lru_cache(maxsize=8)
def _by_topic(
    topics: tuple[str, ...], codebook: Codebook
) -> tuple[NDArray[np.intp], NDArray[np.intp], NDArray[np.intp]]:
    """Numbers of the topics that have anchors, where those of each begin, and all in that order."""
    rows_of: dict[str, list[int]] = {}
    for row, topic in enumerate(topics):
        rows_of.setdefault(topic, []).append(row)
    known = [number for number, entry in enumerate(codebook.topics) if entry.id in rows_of]
    parts = [rows_of[codebook.topics[number].id] for number in known]
    starts = np.cumsum([0, *map(len, parts)])[:-1]
    order = np.array([row for part in parts for row in part], dtype=np.intp)
    return np.array(known, dtype=np.intp), starts.astype(np.intp), order
