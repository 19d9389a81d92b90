"""Features of one segment against the other side's whole text, which the coverage model weighs.

Every feature is free of order, as those of pairs are: shuffling the other text changes nothing.
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
"""Cosines from which the nearest match of a token is counted, after the kernels of Xiong et al.
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
"""Features of one segment, in this order.

Log-odds of its best and second-best pair; the expected number of pairs, as a logarithm; best
cosine and margin; share of its informative tokens found anywhere, and of those with a match from
each of ``STEPS``; the share found in the one, two and three best passages together, and in the
passages on its topics; how many those are, as a logarithm; share of its concepts found anywhere;
informativeness of the rarest concept missing; number of its topics; share of them the other side
raises; 1 where it has topics and the other side raises none of them; its length, the other
text's, and the ratio of the two texts' numbers of segments, as logarithms; the mean
informativeness of its tokens; 1 where it is Chinese; 1 where both texts are in one language.
"""


BEST = 3
"""Best passages whose words are put together."""

READING_FEATURES = ("read_best", "read_whole", "read_second", "read_any")
"""Further features where passages were read by the cross-encoder, all log-odds: that the passage
which conveys most conveys something, that a single passage conveys all, that the second-best
conveys something, and that any does, were they independent."""


def coverage_features(
    ours: PreparedStatement, theirs: PreparedStatement, pairs: Floats, evidence: PairEvidence
) -> Floats:
    """Work out the features of each of our segments against their whole text.

    Their procedural segments cover nothing and are passed over.

    Args:
        ours: the side whose m segments are described.
        theirs: the other side, of n segments.
        pairs: probabilities in [0, 1] that two segments carry the same point, shape (m, n).
        evidence: with ours on the left.

    Returns:
        Shape (m, len(FEATURES)); where passages were read together :data:`READING_FEATURES`
        follow at the end of each row.
    """
    count = len(ours.segments)
    substance = np.flatnonzero(theirs.substantive)
    their_concepts = set().union(*(theirs.concepts[j] for j in substance))
    length = np.log1p(sum(float((w > 0).sum()) for w in theirs.token_weights))
    ratio = np.log((count + 1) / (len(theirs.segments) + 1))
    chinese = float(ours.statement.language == "zh")
    same = float(ours.statement.language == theirs.statement.language)
    informative = [weights[weights > 0] for weights in ours.token_weights]
    sizes = [(np.log1p(len(w)), length, ratio, w.mean() if len(w) else 0.0) for w in informative]
    rows = np.hstack(
        [
            _of_pairs(pairs[:, substance], evidence.pairs[:, substance]),
            _of_tokens(ours, substance, pairs[:, substance], evidence),
            np.reshape([_of_concepts(own, their_concepts) for own in ours.concepts], (count, 2)),
            np.reshape([_of_topics(topics, theirs.raised) for topics in ours.topics], (count, 3)),
            np.reshape(sizes, (count, 4)),
            np.full((count, 2), (chinese, same)),
        ]
    )
    reading = evidence.left_read
    return rows if reading is None else np.hstack([rows, _of_reading(reading)])


def _of_reading(reading: Floats) -> Floats:
    """Features of what the cross-encoder read, shape (m, len(READING_FEATURES)), from (m, n, 3)."""
    read = np.nan_to_num(reading, nan=0.0)
    conveyed = np.where(np.isnan(reading[..., 0]), 0.0, 1 - read[..., 0])
    ranked = -np.sort(-np.pad(conveyed, ((0, 0), (0, 2))), axis=1)
    whole = np.pad(read[..., 2], ((0, 0), (0, 1))).max(axis=1)
    anywhere = 1 - (1 - conveyed).prod(axis=1)
    return np.stack([log_odds(p) for p in (ranked[:, 0], whole, ranked[:, 1], anywhere)], axis=1)


def _of_pairs(p: Floats, evidence: Floats) -> Floats:
    """Features of the pairs of each of our segments, shape (m, 5).

    Args:
        p: probabilities of its pairs with their segments of substance, shape (m, k).
        evidence: the features of these pairs, shape (m, k, len(PAIR_FEATURES)) or wider.
    """
    ranked = -np.sort(-np.pad(p, ((0, 0), (0, 2))), axis=1)
    best, second = (log_odds(ranked[:, rank], LEAST) for rank in (0, 1))
    expected = np.log1p(p.sum(axis=1))
    cosine, margin = (
        evidence[..., PAIR_FEATURES.index(name)].max(axis=1, initial=least)
        for name, least in (("cosine", 0.0), ("margin", -1.0))
    )
    return np.stack([best, second, expected, cosine, margin], axis=1)


def _of_tokens(
    ours: PreparedStatement, substance: Indices, p: Floats, evidence: PairEvidence
) -> Floats:
    """Features of how much of our segments' words is found: anywhere, nearby, on their topics.

    Args:
        substance: indices of their k segments of substance.
        p: probabilities that each of ours and each of those carry the same point, shape (m, k).
        evidence: with ours on the left.

    Returns:
        Shape (m, 6 + len(STEPS)).
    """
    best = np.argsort(-p, axis=1, kind="stable")[:, :BEST]
    on_topic = evidence.pairs[:, substance, PAIR_FEATURES.index("topics")] > 0
    cosines = [np.zeros((0, BEST + 2))]
    for i, weights in enumerate(ours.token_weights):
        nearest = evidence.left_tokens.of(i)[:, substance]
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
    """Share of each segment's weight that is found, by column; 0.5 where a segment weighs nothing.

    Args:
        weights: informativeness in [0, 1] of the tokens of m segments, one array a segment.
        held: how far in [0, 1] each of all those tokens is found, shape (tokens, k).

    Returns:
        Shape (m, k).
    """
    shares = np.full((len(weights), held.shape[1]), 0.5)
    lengths = np.array([len(own) for own in weights], np.intp)
    some = lengths > 0
    if some.any():
        each = np.concatenate(weights)[:, None]
        starts = (np.cumsum(lengths) - lengths)[some]
        whole, part = (np.add.reduceat(values, starts, axis=0) for values in (each, each * held))
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
