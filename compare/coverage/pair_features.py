"""Features of every pair of segments, from vectors and from words.

All features are free of order: they look at the words of two segments and never at their
neighbours, so that shuffling a statement changes nothing but the numbering.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from compare.arrays import one_thread
from compare.coverage.prepared import PreparedStatement
from compare.coverage.token_matches import DIGITS, TokenMatches, match_tokens
from corpus.text.folding import fold

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from compare.arrays import Floats


NEIGHBOURS = 4
"""Neighbours that tell how close a segment is to everything (Conneau et al. 2018, CSLS)."""
TOPICS_NEAR = 0.3
"""What topics in common, all of them, count beside the cosine where candidates are chosen."""

PAIR_FEATURES = (
    "cosine",
    "margin",
    "tokens_less",
    "tokens_more",
    "concepts_less",
    "concepts_more",
    "topics",
    "topics_apart",
    "figures",
    "string",
)
"""Features of a pair, the same whichever side is left.

Cosine of the two vectors; its margin over the nearest neighbours of either; informative tokens
of the one found in the other (the lesser and the greater of the two directions), the same for
concepts of the glossary; topics in common over all their topics; 1 where both have topics and
none in common; figures in common; likeness of the strings within one language.
"""


@dataclass(frozen=True)
class PairEvidence:
    """The features of all pairs of a left side of m and a right side of n segments."""

    pairs: Floats
    """Shape (m, n, len(PAIR_FEATURES)), or two more where passages were read together."""
    left_tokens: TokenMatches
    """The nearest matches on the right of the tokens of the left."""
    right_tokens: TokenMatches
    """The nearest matches on the left of those of the right."""
    left_read: Floats | None = None
    """What the cross-encoder answers, shape (m, n, 3): the probability that the right's passage
    conveys nothing, a part, or all of the left's; NaN for pairs not read. None where none is."""
    right_read: Floats | None = None
    """The same of the left's conveying the right's, shape (n, m, 3)."""
    left_told: Floats | None = None
    """What it answers of each of the left's passages and the nearest of the right's read as one,
    shape (m, 3); NaN for passages not read."""
    right_told: Floats | None = None
    """The same of the right's passages, shape (n, 3)."""

    @property
    def read(self) -> bool:
        """Whether passages were read together."""
        return self.left_read is not None

    def mirrored(self) -> PairEvidence:
        """The same evidence with left and right exchanged."""
        return PairEvidence(
            self.pairs.transpose(1, 0, 2),
            self.right_tokens,
            self.left_tokens,
            self.right_read,
            self.left_read,
            self.right_told,
            self.left_told,
        )


@one_thread()
def pair_evidence(left: PreparedStatement, right: PreparedStatement) -> PairEvidence:
    """Work out the features of every pair of segments of two sides; see :class:`PairEvidence`."""
    cosine = _cosines(left.vectors, right.vectors)
    shared, apart = _topic_overlap(left.topics, right.topics)
    near = cosine + TOPICS_NEAR * shared
    ours, theirs = match_tokens(left.tokens, right.tokens, (left.texts, right.texts), near)
    tokens = np.stack([_token_cover(left, ours), _token_cover(right, theirs).T])
    concepts = np.stack(
        [
            _concept_cover(left.concepts, right.concepts),
            _concept_cover(right.concepts, left.concepts).T,
        ]
    )
    pairs = np.stack(
        [
            cosine,
            _margin(cosine),
            tokens.min(0),
            tokens.max(0),
            concepts.min(0),
            concepts.max(0),
            shared,
            apart,
            np.minimum(_in_common(left.quantities, right.quantities), 2),
            _string_likeness(left, right),
        ],
        axis=-1,
    )
    return PairEvidence(pairs, ours, theirs)


def _cosines(ours: NDArray[np.float32], theirs: NDArray[np.float32]) -> Floats:
    """Cosines of unit rows, shape (m, n), rounded so that no last bit decides.

    In double precision: in single, the error is so near the last digit kept that the place of a
    row would now and then decide how a cosine is rounded.
    """
    return np.asarray(np.round(ours.astype(np.float64) @ theirs.T.astype(np.float64), DIGITS))


def _margin(cosine: Floats) -> Floats:
    """Cosine less the mean of the nearest neighbours of both (CSLS, Conneau et al. 2018)."""
    if not cosine.size:
        return cosine
    rows = np.sort(cosine, axis=1)[:, -NEIGHBOURS:].mean(axis=1)
    columns = np.sort(cosine, axis=0)[-NEIGHBOURS:].mean(axis=0)
    return np.asarray(cosine - (rows[:, None] + columns[None, :]) / 2)


def _token_cover(ours: PreparedStatement, matches: TokenMatches) -> Floats:
    """Share of the informative tokens of each of our segments found in each of theirs, (m, n)."""
    cover = np.zeros(matches.near.shape)
    for i, weights in enumerate(ours.token_weights):
        if total := weights.sum():
            cover[i] = weights @ found(matches.of(i)) / total
    return np.round(cover, DIGITS)


def found(cosine: Floats) -> Floats:
    """Return how far in [0, 1] tokens count as found, by the cosine of their nearest match.

    Of any shape, and the result of the same; 0 up to a cosine of .35, 1 from .75.
    """
    low, high = 0.35, 0.75
    return np.clip((cosine - low) / (high - low), 0, 1)


def _concept_cover(ours: Sequence[dict[str, float]], theirs: Sequence[dict[str, float]]) -> Floats:
    """Share of the concepts of ours that theirs names, by weight, (m, n); .5 if ours has none."""
    names = sorted(set().union(*ours))
    held = [mine.get(name, 0.0) for mine in ours for name in names]
    weights = np.array(held, dtype=np.float64).reshape(len(ours), len(names))
    total = weights.sum(axis=1, keepdims=True)
    shares = weights @ _holding(theirs, names).T / np.where(total, total, 1.0)
    return np.asarray(np.round(np.where(total, shares, 0.5), DIGITS), dtype=np.float64)


def _holding(sets: Sequence[Collection[Hashable]], all_of_them: Sequence[Hashable]) -> Floats:
    """1 where a set holds an element, shape (sets, elements)."""
    column = {element: k for k, element in enumerate(all_of_them)}
    table = np.zeros((len(sets), len(column)))
    for row, elements in zip(table, sets, strict=True):
        row[[column[element] for element in elements if element in column]] = 1
    return table


def _in_common(
    left: Sequence[AbstractSet[Hashable]], right: Sequence[AbstractSet[Hashable]]
) -> Floats:
    """How many elements each left set shares with each right set, shape (m, n)."""
    elements = list(set().union(*left))
    return np.asarray(_holding(left, elements) @ _holding(right, elements).T)


def _topic_overlap(
    left: Sequence[frozenset[str]], right: Sequence[frozenset[str]]
) -> tuple[Floats, Floats]:
    both = _in_common(left, right)
    counts = [np.array([len(topics) for topics in side]) for side in (left, right)]
    either = counts[0][:, None] + counts[1] - both
    apart = (counts[0][:, None] > 0) & (counts[1] > 0) & (both == 0)
    shared = both / np.maximum(either, 1.0)
    return np.asarray(shared, dtype=np.float64), apart.astype(np.float64)


def _string_likeness(left: PreparedStatement, right: PreparedStatement) -> Floats:
    """Likeness in [0, 1] of the words of two segments of one language; 0 across languages."""
    if left.statement.language != right.statement.language:
        return np.zeros((len(left.segments), len(right.segments)))
    from rapidfuzz import fuzz, process

    scores = process.cdist(left.shown, right.shown, scorer=fuzz.token_set_ratio, processor=fold)
    likeness: Floats = np.asarray(scores, dtype=np.float64) / 100
    return likeness
