"""One logistic model a topic, over what is known of a segment and the topic.

The numbers stand in ``topics.json`` under the names of what they weigh. Of some thousand phrases
and neighbours a segment has two or three, so they are summed by name, where the model of
:mod:`compare.coverage.logistic` multiplies matrices.
"""

from __future__ import annotations

import functools
import hashlib
import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from compare.topics.features import TopicEvidence
from corpus.text.hashing import text_hash

if TYPE_CHECKING:
    from compare.topics.codebook import CodebookTopic

FILE = Path(__file__).with_name("topics.json")
FARTHEST = 30.0
"""Largest absolute log odds of a topic."""


@dataclass(frozen=True, slots=True)
class TopicModel:
    """The logistic model of one topic: what each piece of evidence adds to the log odds."""

    bias: float
    evidence: Mapping[str, float]
    phrases: Mapping[str, float]
    company: Mapping[str, float]
    """What each other topic named in the segment adds."""

    def probability(self, evidence: TopicEvidence) -> float:
        """Return the probability in [0, 1] that the segment raises the topic."""
        score = self.bias
        score += math.fsum(
            [self.evidence.get(k, 0.0) * v for k, v in evidence.evidence.items() if v]
        )
        if evidence.phrases:
            score += math.fsum([self.phrases.get(phrase, 0.0) for phrase in evidence.phrases])
        if evidence.company:
            score += math.fsum([self.company.get(topic, 0.0) for topic in evidence.company])
        return 1 / (1 + math.exp(-max(-FARTHEST, min(FARTHEST, score))))


@dataclass(frozen=True, slots=True)
class TopicModels:
    """The models of all topics, and those for topics that none of them knows."""

    judges: Mapping[str, TopicModel]
    """The model of each known topic, by its id."""
    narrow: TopicModel
    broad: TopicModel

    def judge(self, entry: CodebookTopic) -> TopicModel:
        """Return the model of a topic; a topic of the user's own gets that of its breadth."""
        return self.judges.get(entry.id) or (self.broad if entry.broad else self.narrow)


def load_topic_models(text: str, with_meaning: bool) -> TopicModels:
    """Return the models for a text: those that did not learn from it.

    Args:
        text: a statement as read; white space is ignored.
        with_meaning: whether similarity to the anchors is known, or names alone.
    """
    fold = _data()["folds"].get(short_hash(text))
    return _models("meaning" if with_meaning else "names", fold)


def short_hash(text: str) -> str:
    """Return the 16 digits of :func:`corpus.text.hashing.text_hash` that texts are listed by."""
    return text_hash(text)[:16]


@functools.cache
def fingerprint() -> str:
    """SHA-256 of the numbers of all models, in lower-case hexadecimal."""
    return hashlib.sha256(FILE.read_bytes()).hexdigest()


@functools.cache
def _data() -> dict[str, Any]:
    data: dict[str, Any] = json.loads(FILE.read_text(encoding="utf-8"))
    return data


@functools.cache
def _models(mode: str, fold: int | None) -> TopicModels:
    learned = _data()["models"][mode]
    numbers = learned["everything"] if fold is None else learned["folds"][fold]
    models = {name: TopicModel(**model) for name, model in numbers.items()}
    return TopicModels(models, models.pop("*narrow"), models.pop("*broad"))
