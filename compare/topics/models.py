"""One logistic model a topic, over what is known of a segment and the topic.

There are three models of each topic, for what can be had: names alone, names and the similarity to
the codebook's anchors by any encoder, and with them the segment's own vector, which a direction of
the space weighs that was learned for the topic. The last needs the encoder it was learned with.

The names of all numbers, and the texts they were learned from, stand in ``topics.json``, and the
numbers in ``topics.safetensors``.
"""

from __future__ import annotations

import functools
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from compare.topics.features import TOPIC_FEATURES, TopicEvidence
from corpus.text.hashing import text_hash

if TYPE_CHECKING:
    from compare.arrays import Floats, Vectors
    from compare.topics.codebook import Codebook

FILE = Path(__file__).with_name("topics.json")
TENSORS = FILE.with_suffix(".safetensors")
FARTHEST = 30.0
"""Largest absolute log odds of a topic."""

Mode = Literal["names", "meaning", "vectors"]
"""What is known of a segment: names; similarity to the anchors too; its vector too."""
EVERYTHING = "everything"
"""The numbers for texts that nothing was learned from."""
GENERIC = ("*narrow", "*broad")
"""Rows of the numbers for topics that none was learned for, by their breadth."""


@dataclass(frozen=True, slots=True, eq=False)
class TopicModel:
    """The logistic models of all topics of a codebook, in its order."""

    bias: Floats
    """Shape (topics,)."""
    weights: Floats
    """What each of :data:`compare.topics.features.TOPIC_FEATURES` adds to the log odds, shape
    (topics, features)."""
    phrases: Mapping[tuple[int, str], float]
    """What a name or cue adds beside, by the number of the topic and the phrase."""
    directions: Vectors | None = None
    """What each number of a segment's vector adds, shape (d, topics)."""

    def probabilities(self, evidence: TopicEvidence, vectors: Vectors | None = None) -> Floats:
        """Return the probability in [0, 1] that each segment raises each topic, (n, topics).

        Args:
            evidence: of n segments for the topics of the codebook.
            vectors: unit vectors of the segments, shape (n, d); needed where there are directions.
        """
        score = np.einsum("ntf,tf->nt", evidence.values, self.weights) + self.bias
        if self.directions is not None and vectors is not None:
            score = score + vectors @ self.directions
        for segment, topic, phrase in evidence.phrases:
            score[segment, topic] += self.phrases.get((topic, phrase), 0.0)
        score = np.clip(score, -FARTHEST, FARTHEST)
        return np.asarray(evidence.substance[:, None] / (1 + np.exp(-score)))


def load_topic_model(text: str, codebook: Codebook, mode: Mode) -> TopicModel:
    """Return the models of a codebook's topics for a text: those that did not learn from it.

    A topic of the user's own gets the model of its breadth, which knows no direction.

    Args:
        text: a statement as read; white space is ignored.
        codebook: the bundled one or a user's.
        mode: what is known of the segments.
    """
    fold = _data()["folds"].get(short_hash(text))
    return _assembled(codebook, mode, EVERYTHING if fold is None else str(fold))


def encoder_fingerprint() -> str:
    """Return the fingerprint of the encoder in whose space the directions lie."""
    return str(_data()["encoder"])


def short_hash(text: str) -> str:
    """Return the 16 digits of :func:`corpus.text.hashing.text_hash` that texts are listed by."""
    return text_hash(text)[:16]


@functools.cache
def fingerprint() -> str:
    """SHA-256 of the numbers of all models and of their names, in lower-case hexadecimal."""
    return hashlib.sha256(FILE.read_bytes() + TENSORS.read_bytes()).hexdigest()


@functools.cache
def _data() -> dict[str, Any]:
    data: dict[str, Any] = json.loads(FILE.read_text(encoding="utf-8"))
    return data


@functools.cache
def _tensors() -> dict[str, Any]:
    from safetensors.numpy import load_file

    return load_file(TENSORS)


@functools.lru_cache(maxsize=64)
def _assembled(codebook: Codebook, mode: Mode, fold: str) -> TopicModel:
    """Put the numbers of one fold into the order of a codebook."""
    data, tensors = _data(), _tensors()
    rows = {topic: row for row, topic in enumerate((*data["topics"], *GENERIC))}
    known = np.array([entry.id in rows for entry in codebook.topics], dtype=bool)
    chosen = [rows.get(entry.id, rows[GENERIC[entry.broad]]) for entry in codebook.topics]
    columns = [data["features"].index(name) for name in TOPIC_FEATURES]

    def read(name: str, generic: Mode = "meaning" if mode == "vectors" else mode) -> Floats:
        learned = tensors[f"{mode}/{fold}/{name}"][chosen].astype(np.float64)
        others = tensors[f"{generic}/{fold}/{name}"][chosen].astype(np.float64)
        return np.asarray(np.where(known.reshape(-1, *[1] * (learned.ndim - 1)), learned, others))

    number = {topic: column for column, topic in enumerate(codebook.ids)}
    values = tensors[f"{mode}/{fold}/phrases"].tolist()
    phrases = {
        (number[topic], phrase): value
        for (topic, phrase), value in zip(data["phrases"], values, strict=True)
        if topic in number and value
    }
    directions = None
    if mode == "vectors":
        learned = tensors[f"{mode}/{fold}/directions"].astype(np.float32)
        none = np.zeros((len(learned), len(GENERIC)), np.float32)
        directions = np.ascontiguousarray(np.concatenate([learned, none], axis=1)[:, chosen])
    return TopicModel(read("bias"), read("weights")[:, columns], phrases, directions)
