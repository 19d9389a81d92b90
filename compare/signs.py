"""Signs that the other side's whole text covers a segment, or leaves it out: numbers to weigh.

Every sign is order-free, as the evidence for pairs is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from .reading import log_odds
from .similarity import PAIR_FEATURES, Evidence, Side, found
from .standing import LEAST

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

STEPS = (0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9)
"""Cosines from which a token's nearest counterpart is counted, after the kernels of Xiong et al.
2017 ("End-to-end neural ad-hoc ranking with kernel pooling"): what is near enough is learned."""

FEATURES = (
    "best_pair",
    "second_pair",
    "expected_pairs",
    "best_cosine",
    "best_margin",
    "tokens_anywhere",
    *(f"tokens_from_{step:.1f}" for step in STEPS),
    "tokens_best",
    "tokens_two",
    "tokens_three",
    "tokens_on_topic",
    "passages_on_topic",
    "concepts_anywhere",
    "missing_concept",
    "topics",
    "topics_anywhere",
    "topics_missing",
    "length",
    "their_length",
    "length_ratio",
    "informativeness",
    "in_chinese",
    "one_language",
)
"""Signs for one segment against the other side's whole text.

Log-odds of its best and second-best pair; how many pairs are expected; best cosine and margin;
share of its informative tokens found anywhere, and of those with a counterpart from each of
``STEPS``; the share found in the one, two and three best passages together, and in the passages
on its topics; how many those are, as a logarithm; share of its concepts found anywhere;
informativeness of the rarest concept missing; number of its topics; share of them the other side
raises; 1 where it has topics and the other side raises none of them; its length, the other
text's, and the ratio of the two texts' numbers of segments, as logarithms; the mean
informativeness of its tokens; 1 where it is Chinese; 1 where both texts are in one language.
"""


READINGS = ("read_best", "read_whole", "read_second", "read_any")
"""Further signs where passages were read together, all log-odds: that the passage which conveys
most conveys something, that one conveys all, that the second-best conveys something, and that
any does if each were by itself."""


def describe(ours: Side, theirs: Side, pairs: Floats, evidence: Evidence) -> Floats:
    """Signs for each of our segments against their whole text, shape (m, len(FEATURES)).

    Where passages were read together, :data:`READINGS` follow at the end of each row.

    Args:
        pairs: probabilities that two segments carry the same point, shape (m, n).
        evidence: with ours on the left.

    Their procedural segments cover nothing and are passed over.
    """
    spoken = np.flatnonzero(theirs.substantive)
    concepts = set().union(*(theirs.concepts[j] for j in spoken))
    length = np.log1p(sum(float((w > 0).sum()) for w in theirs.token_weights))
    ratio = np.log((len(ours.segments) + 1) / (len(theirs.segments) + 1))
    chinese = float(ours.statement.language == "zh")
    same = float(ours.statement.language == theirs.statement.language)
    of_pairs = _of_pairs(pairs[:, spoken], evidence.pairs[:, spoken])
    rows = np.zeros((len(ours.segments), len(FEATURES)))
    for i, of_pair in enumerate(of_pairs):
        weights = ours.token_weights[i]
        informative = weights[weights > 0]
        nearest = evidence.left_tokens.of(i)[:, spoken]
        rows[i] = (
            *of_pair,
            *_of_tokens(weights, pairs[i, spoken], evidence.pairs[i, spoken], nearest),
            *_of_concepts(ours.concepts[i], concepts),
            *_of_topics(ours.topics[i], theirs.raised),
            np.log1p(len(informative)),
            length,
            ratio,
            informative.mean() if len(informative) else 0.0,
            chinese,
            same,
        )
    said = evidence.left_read
    return rows if said is None else np.hstack([rows, _of_reading(said)])


def _of_reading(said: Floats) -> Floats:
    """What reading says of each of our segments, shape (m, len(READINGS)), from (m, n, 3)."""
    read = np.nan_to_num(said, nan=0.0)
    conveyed = np.where(np.isnan(said[..., 0]), 0.0, 1 - read[..., 0])
    ranked = -np.sort(-np.pad(conveyed, ((0, 0), (0, 2))), axis=1)
    whole = np.pad(read[..., 2], ((0, 0), (0, 1))).max(axis=1)
    anywhere = 1 - (1 - conveyed).prod(axis=1)
    return np.stack([log_odds(p) for p in (ranked[:, 0], whole, ranked[:, 1], anywhere)], axis=1)


def _of_pairs(p: Floats, evidence: Floats) -> Floats:
    """What the pairs of each of our segments say, shape (m, 5), from (m, spoken) of them."""
    ranked = -np.sort(-np.pad(p, ((0, 0), (0, 2))), axis=1)
    best, second = (log_odds(ranked[:, place], LEAST) for place in (0, 1))
    expected = np.log1p(p.sum(axis=1))
    cosine, margin = (
        evidence[..., PAIR_FEATURES.index(name)].max(axis=1, initial=least)
        for name, least in (("cosine", 0.0), ("margin", -1.0))
    )
    return np.stack([best, second, expected, cosine, margin], axis=1)


def _of_tokens(weights: Floats, p: Floats, evidence: Floats, nearest: Floats) -> Floats:
    """How much of a segment's words is found anywhere, in the best passages, and on its topics."""
    best = np.argsort(-p, kind="stable")[:3]
    on_topic = evidence[:, PAIR_FEATURES.index("topics")] > 0
    together = np.zeros((len(weights), 3))
    together[:, : len(best)] = nearest[:, best]
    anywhere = nearest.max(axis=1, initial=0.0)
    topical = nearest[:, on_topic].max(axis=1, initial=0.0)
    together = np.maximum.accumulate(together, axis=1)
    shares = _shares(weights, found(np.column_stack([anywhere, together, topical])))
    steps = _shares(weights, anywhere[:, None] >= np.array(STEPS))
    of_topic = shares[4] if on_topic.any() else 0.0
    return np.array([shares[0], *steps, *shares[1:4], of_topic, np.log1p(on_topic.sum())])


def _shares(weights: Floats, held: NDArray[Any]) -> Floats:
    """Share of the weight that each column holds, or the middle where there is none to share."""
    whole = weights.sum()
    return np.asarray(weights @ held / whole if whole else np.full(held.shape[1], 0.5))


def _of_concepts(named: dict[str, float], theirs: set[str]) -> tuple[float, float]:
    found_there = sum(w for c, w in named.items() if c in theirs)
    rarest = max((w for c, w in named.items() if c not in theirs), default=0.0)
    return _share(found_there, sum(named.values())), rarest


def _of_topics(raised: frozenset[str], theirs: frozenset[str]) -> tuple[float, float, float]:
    both = raised & theirs
    return float(len(raised)), _share(len(both), len(raised)), float(bool(raised) and not both)


def _share(part: float, whole: float) -> float:
    """A share, or the middle where there is nothing to share."""
    return float(part / whole) if whole else 0.5
