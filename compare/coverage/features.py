"""Signs that the other side's whole text covers a segment, or leaves it out: numbers to weigh.

Every sign is order-free, as the evidence for pairs is.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from compare.coverage.cross_reading import log_odds
from compare.coverage.pair_context import LEAST
from compare.coverage.pair_features import PAIR_FEATURES, PairEvidence, found
from compare.coverage.prepared import PreparedStatement

if TYPE_CHECKING:
    from compare.arrays import Floats, Indices


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


BEST = 3
"""Best passages whose words are put together."""

READINGS = ("read_best", "read_whole", "read_second", "read_any")
"""Further signs where passages were read together, all log-odds: that the passage which conveys
most conveys something, that one conveys all, that the second-best conveys something, and that
any does if each were by itself."""


def coverage_features(
    ours: PreparedStatement, theirs: PreparedStatement, pairs: Floats, evidence: PairEvidence
) -> Floats:
    """Signs for each of our segments against their whole text, shape (m, len(FEATURES)).

    Where passages were read together, :data:`READINGS` follow at the end of each row.

    Args:
        pairs: probabilities that two segments carry the same point, shape (m, n).
        evidence: with ours on the left.

    Their procedural segments cover nothing and are passed over.
    """
    count = len(ours.segments)
    spoken = np.flatnonzero(theirs.substantive)
    their_concepts = set().union(*(theirs.concepts[j] for j in spoken))
    length = np.log1p(sum(float((w > 0).sum()) for w in theirs.token_weights))
    ratio = np.log((count + 1) / (len(theirs.segments) + 1))
    chinese = float(ours.statement.language == "zh")
    same = float(ours.statement.language == theirs.statement.language)
    informative = [weights[weights > 0] for weights in ours.token_weights]
    sizes = [(np.log1p(len(w)), length, ratio, w.mean() if len(w) else 0.0) for w in informative]
    rows = np.hstack(
        [
            _of_pairs(pairs[:, spoken], evidence.pairs[:, spoken]),
            _of_tokens(ours, spoken, pairs[:, spoken], evidence),
            np.reshape([_of_concepts(own, their_concepts) for own in ours.concepts], (count, 2)),
            np.reshape([_of_topics(topics, theirs.raised) for topics in ours.topics], (count, 3)),
            np.reshape(sizes, (count, 4)),
            np.full((count, 2), (chinese, same)),
        ]
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


def _of_tokens(
    ours: PreparedStatement, spoken: Indices, p: Floats, evidence: PairEvidence
) -> Floats:
    """How much of our segments' words is found anywhere, in the best passages, and on their topics.

    Args:
        spoken: their segments of substance.
        p: probabilities that one of ours and one of those carry the same point.
        evidence: with ours on the left.

    Returns:
        Shape (m, 6 + len(STEPS)).
    """
    best = np.argsort(-p, axis=1, kind="stable")[:, :BEST]
    on_topic = evidence.pairs[:, spoken, PAIR_FEATURES.index("topics")] > 0
    cosines = [np.zeros((0, BEST + 2))]
    for i, weights in enumerate(ours.token_weights):
        nearest = evidence.left_tokens.of(i)[:, spoken]
        table = np.zeros((len(weights), BEST + 2))
        table[:, 0] = nearest.max(axis=1, initial=0.0)
        table[:, 1 : 1 + best.shape[1]] = nearest[:, best[i]]
        table[:, -1] = nearest[:, on_topic[i]].max(axis=1, initial=0.0)
        cosines.append(table)
    whole = np.concatenate(cosines)
    whole[:, 1:-1] = np.maximum.accumulate(whole[:, 1:-1], axis=1)
    held = np.hstack([found(whole), whole[:, :1] >= np.array(STEPS)])
    shares = _shares(ours.token_weights, held)
    anywhere, together, topical, steps = np.split(shares, [1, 1 + BEST, 2 + BEST], axis=1)
    passages = on_topic.sum(axis=1, keepdims=True)
    topical = np.where(passages > 0, topical, 0.0)
    return np.hstack([anywhere, steps, together, topical, np.log1p(passages)])


def _shares(weights: Sequence[Floats], held: Floats) -> Floats:
    """Share of each segment's weight that each column holds, or the middle where it has none.

    Args:
        weights: of the tokens of m segments.
        held: how far each of all those tokens is held, shape (tokens, k).

    Returns:
        Shape (m, k).
    """
    shares = np.full((len(weights), held.shape[1]), 0.5)
    lengths = np.array([len(own) for own in weights], np.intp)
    some = lengths > 0
    if some.any():
        each = np.concatenate(weights)[:, None]
        starts = (np.cumsum(lengths) - lengths)[some]
        whole, part = (np.add.reduceat(one, starts, axis=0) for one in (each, each * held))
        shares[some] = np.divide(part, whole, out=shares[some], where=whole > 0)
    return shares


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
