"""One logistic model a topic, over what is known of a segment and the topic."""

from __future__ import annotations

import functools
import hashlib
import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from compare.topics.codebook import CodebookTopic


from pathlib import Path

from compare.topics.features import TopicEvidence

FILE = Path(__file__).with_name("topics.json")


@dataclass(frozen=True, slots=True)
class TopicModel:
    """The logistic model of one topic: what each piece of evidence adds to the log odds."""

    bias: float
    evidence: Mapping[str, float]
    phrases: Mapping[str, float]
    company: Mapping[str, float]

    def probability(self, heard: TopicEvidence) -> float:
        """Return the probability in [0, 1] that the segment raises the topic."""
        score = self.bias
        score += math.fsum([self.evidence.get(k, 0.0) * v for k, v in heard.evidence.items() if v])
        if heard.phrases:
            score += math.fsum([self.phrases.get(phrase, 0.0) for phrase in heard.phrases])
        if heard.company:
            score += math.fsum([self.company.get(topic, 0.0) for topic in heard.company])
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, score))))


@dataclass(frozen=True, slots=True)
class TopicModels:
    """The judges of all topics, and those for topics that no judge knows."""

    judges: Mapping[str, TopicModel]
    narrow: TopicModel
    broad: TopicModel

    def judge(self, entry: CodebookTopic) -> TopicModel:
        """Return the judge of a topic."""
        return self.judges.get(entry.id) or (self.broad if entry.broad else self.narrow)


def load_topic_models(text: str, with_meaning: bool) -> TopicModels:
    """Return the judges for a text: those that did not learn from it."""
    data = _data()
    mode = "meaning" if with_meaning else "names"
    fold = data["folds"].get(text_hash(text))
    return _bench(mode, fold)


def text_hash(text: str) -> str:
    """Return the start of the SHA-256 of a text without its white space."""
    return hashlib.sha256("".join(text.split()).encode("utf-8")).hexdigest()[:16]


@functools.cache
def fingerprint() -> str:
    """SHA-256 of the numbers of all judges, in lower-case hexadecimal."""
    return hashlib.sha256(FILE.read_bytes()).hexdigest()


@functools.cache
def _data() -> dict[str, Any]:
    data: dict[str, Any] = json.loads(FILE.read_text(encoding="utf-8"))
    return data


@functools.cache
def _bench(mode: str, fold: int | None) -> TopicModels:
    models = _data()["models"][mode]
    model = models["everything"] if fold is None else models["folds"][fold]
    judges = {name: TopicModel(**numbers) for name, numbers in model.items()}
    return TopicModels(judges, judges.pop("*narrow"), judges.pop("*broad"))
