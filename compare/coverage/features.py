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


FEATURES = (
    "best_pair",
    "best_cosine",
    "tokens_anywhere",
    "tokens_best",
    "tokens_three",
    "concepts_anywhere",
    "topics",
    "topics_anywhere",
    "topics_missing",
    "length",
    "length_ratio",
    "informativeness",
    "in_chinese",
    "one_language",
)
"""Features of one segment, in this order.

Log-odds of its best pair; best cosine; share of its informative tokens found anywhere, in the one
and in the three best passages together; share of its concepts found anywhere; number of its
topics; share of them the other side raises; 1 where it has topics and the other side raises none
of them; its length and the ratio of the two texts' numbers of segments, as logarithms; the mean
informativeness of its tokens; 1 where it is Chinese; 1 where both texts are in one language.

Twenty more were tried, among them how many tokens have a match from each of seven cosines on, and
the second-best pair: with them passages of pairs of states held out were ranked no better.
"""


BEST = 3
"""Best passages whose words are put together."""

READING_FEATURES = (
    "read_best",
    "read_whole",
    "read_second",
    "read_any",
    "read_together",
    "read_together_whole",
)
"""Further features where passages were read by the cross-encoder, all log-odds: that the passage
which conveys most conveys something, that a single passage conveys all, that the second-best
conveys something, that any does, were they independent, and that the best read as one convey
something, and all."""


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
    ratio = np.log((count + 1) / (len(theirs.segments) + 1))
    chinese = float(ours.statement.language == "zh")
    same = float(ours.statement.language == theirs.statement.language)
    informative = [weights[weights > 0] for weights in ours.token_weights]
    sizes = [(np.log1p(len(w)), ratio, w.mean() if len(w) else 0.0) for w in informative]
    rows = np.hstack(
        [
            _of_pairs(pairs[:, substance], evidence.pairs[:, substance]),
            _of_tokens(ours, substance, pairs[:, substance], evidence),
            np.reshape([_of_concepts(own, their_concepts) for own in ours.concepts], (count, 1)),
            np.reshape([_of_topics(topics, theirs.raised) for topics in ours.topics], (count, 3)),
            np.reshape(sizes, (count, 3)),
            np.full((count, 2), (chinese, same)),
        ]
    )
    if evidence.left_read is None or evidence.left_told is None:
        return rows
    return np.hstack([rows, _of_reading(evidence.left_read, evidence.left_told)])


def _of_reading(reading: Floats, told: Floats) -> Floats:
    """Features of what the cross-encoder read, shape (m, len(READING_FEATURES)).

    Args:
        reading: of passages one by one, shape (m, n, 3).
        told: of the nearest read as one, shape (m, 3).
    """
    read = np.nan_to_num(reading, nan=0.0)
    conveyed = np.where(np.isnan(reading[..., 0]), 0.0, 1 - read[..., 0])
    ranked = -np.sort(-np.pad(conveyed, ((0, 0), (0, 2))), axis=1)
    whole = np.pad(read[..., 2], ((0, 0), (0, 1))).max(axis=1)
    anywhere = 1 - (1 - conveyed).prod(axis=1)
    together = np.where(np.isnan(told[:, 0]), 0.0, 1 - told[:, 0])
    columns = (ranked[:, 0], whole, ranked[:, 1], anywhere, together, told[:, 2])
    return np.stack([log_odds(p) for p in columns], axis=1)


def _of_pairs(p: Floats, evidence: Floats) -> Floats:
    """Features of the pairs of each of our segments, shape (m, 2).

    Args:
        p: probabilities of its pairs with their segments of substance, shape (m, k).
        evidence: the features of these pairs, shape (m, k, len(PAIR_FEATURES)) or wider.
    """
    best = log_odds(p.max(axis=1, initial=0.0), LEAST)
    cosine = evidence[..., PAIR_FEATURES.index("cosine")].max(axis=1, initial=0.0)
    return np.stack([best, cosine], axis=1)


def _of_tokens(
    ours: PreparedStatement, substance: Indices, p: Floats, evidence: PairEvidence
) -> Floats:
    """Share of our segments' words that is found anywhere, in the best passage and in three.

    Args:
        substance: indices of their k segments of substance.
        p: probabilities that each of ours and each of those carry the same point, shape (m, k).
        evidence: with ours on the left.

    Returns:
        Shape (m, 3).
    """
    best = np.argsort(-p, axis=1, kind="stable")[:, :BEST]
    cosines = [np.zeros((0, 3))]
    for i, weights in enumerate(ours.token_weights):
        nearest = evidence.left_tokens.of(i)[:, substance]
        near = nearest[:, best[i]]
        table = np.zeros((len(weights), 3))
        table[:, 0] = nearest.max(axis=1, initial=0.0)
        table[:, 1] = near[:, :1].max(axis=1, initial=0.0)
        table[:, 2] = near.max(axis=1, initial=0.0)
        cosines.append(table)
    return _shares(ours.token_weights, found(np.concatenate(cosines)))


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


def _of_concepts(named: dict[str, float], theirs: set[str]) -> float:
    found_there = sum(weight for concept, weight in named.items() if concept in theirs)
    return _share(found_there, sum(named.values()))


def _of_topics(raised: frozenset[str], theirs: frozenset[str]) -> tuple[float, float, float]:
    both = raised & theirs
    return float(len(raised)), _share(len(both), len(raised)), float(bool(raised) and not both)


def _share(part: float, whole: float) -> float:
    """A share, or the middle where there is nothing to share."""
    return float(part / whole) if whole else 0.5
