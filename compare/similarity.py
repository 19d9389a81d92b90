"""Vectors and lexical evidence to one row of evidence for every pair of segments.

All evidence is order-free: it looks at the words of two segments and never at their
neighbours, so that shuffling a statement changes nothing but the numbering.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from corpus.folding import fold
from corpus.statements import Statement

from .background import load_background
from .concepts import find_concepts
from .encoders import TokenVectors
from .figures import find_figures
from .segments import Segment
from .topics import Mention

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

NEIGHBOURS = 4
"""Neighbours that say how close a segment is to everything (Conneau et al. 2018, CSLS)."""
DIGITS = 6
"""Decimals kept of a cosine: the last bits of a matrix product depend on its shape."""

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
"""Evidence for a pair, the same whichever side is left.

cosine of the two vectors; its margin over the nearest neighbours of either; informative tokens
of the one found in the other (the lesser and the greater of the two directions), the same for
concepts of the glossary; topics in common over all their topics; 1 where both have topics and
none in common; figures in common; likeness of the strings within one language.
"""


@dataclass(frozen=True)
class Side:
    """One statement made ready: all that comparing it with any other needs."""

    statement: Statement
    segments: tuple[Segment, ...]
    vectors: NDArray[np.float32]
    """Unit vectors of the segments, shape (n, d)."""
    tokens: tuple[TokenVectors, ...]
    mentions: tuple[tuple[Mention, ...], ...]
    topics: tuple[frozenset[str], ...]
    """Ids of the topics of every segment, told by the segment alone, whatever stands before it."""
    labels: Mapping[str, str]
    """What to call the topics, by id."""

    @property
    def texts(self) -> list[str]:
        """The segments' texts."""
        return [self.statement.text[s.start : s.end] for s in self.segments]

    @functools.cached_property
    def substantive(self) -> NDArray[np.bool_]:
        """False for procedural segments, which neither cover nor are covered; shape (n,)."""
        return np.array([not s.procedural for s in self.segments], dtype=bool)

    @functools.cached_property
    def token_weights(self) -> list[Floats]:
        """Informativeness in [0, 1] of every token, one array a segment."""
        background = load_background()
        weights = []
        for text, tokens in zip(self.texts, self.tokens, strict=True):
            folded = fold(text)
            weights.append(
                np.array([background.token(folded, int(s), int(e)) for s, e in tokens.offsets])
            )
        return weights

    @functools.cached_property
    def concepts(self) -> list[dict[str, float]]:
        """Glossary concepts of every segment with their informativeness in [0, 1]."""
        background = load_background()
        return [
            {c.id: background.concept(c.id) for c in find_concepts(text)} for text in self.texts
        ]

    @functools.cached_property
    def figures(self) -> list[frozenset[tuple[str, float]]]:
        """Numbers of every segment with their units."""
        return [_figures(text) for text in self.texts]


@dataclass(frozen=True)
class Evidence:
    """Evidence for all pairs of a left side of m and a right side of n segments."""

    pairs: Floats
    """Shape (m, n, len(PAIR_FEATURES)), or two more where passages were read together."""
    left_nearest: tuple[Floats, ...]
    """Cosine of each token of each left segment with its nearest counterpart on the right."""
    right_nearest: tuple[Floats, ...]
    left_read: Floats | None = None
    """What reading two passages together says, shape (m, n, 3): the probability that the right's
    conveys nothing, a part, or all of the left's; NaN for pairs not read. None where none is."""
    right_read: Floats | None = None
    """The same of the left's conveying the right's, shape (n, m, 3)."""

    @property
    def read(self) -> bool:
        """Whether passages were read together."""
        return self.left_read is not None

    def mirrored(self) -> Evidence:
        """The same evidence with left and right exchanged."""
        return Evidence(
            self.pairs.transpose(1, 0, 2),
            self.right_nearest,
            self.left_nearest,
            self.right_read,
            self.left_read,
        )


def gather(left: Side, right: Side) -> Evidence:
    """Gather the evidence for every pair of segments of two sides."""
    cosine = _cosines(left.vectors, right.vectors)
    to_right, left_nearest = _token_cover(left, right)
    to_left, right_nearest = _token_cover(right, left)
    tokens = np.stack([to_right, to_left.T])
    to_right, to_left = (
        _concept_cover(left.concepts, right.concepts),
        _concept_cover(right.concepts, left.concepts),
    )
    concepts = np.stack([to_right, to_left.T])
    shared, apart = _topic_overlap(left.topics, right.topics)
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
            _figure_overlap(left.figures, right.figures),
            _string_likeness(left, right),
        ],
        axis=-1,
    )
    return Evidence(pairs, left_nearest, right_nearest)


def _cosines(ours: NDArray[np.float32], theirs: NDArray[np.float32]) -> Floats:
    """Cosines of unit rows, shape (m, n), rounded so that no last bit decides.

    In double precision: in single, the error is so near the last digit kept that the place of a
    row would now and then decide how a cosine is rounded.
    """
    return _rounded(ours.astype(np.float64) @ theirs.T.astype(np.float64))


def _rounded(cosine: NDArray[np.floating[Any]]) -> Floats:
    return np.asarray(np.round(cosine.astype(np.float64), DIGITS), dtype=np.float64)


def _margin(cosine: Floats) -> Floats:
    """Cosine less the mean of the nearest neighbours of both (CSLS, Conneau et al. 2018)."""
    if not cosine.size:
        return cosine
    rows = np.sort(cosine, axis=1)[:, -NEIGHBOURS:].mean(axis=1)
    columns = np.sort(cosine, axis=0)[-NEIGHBOURS:].mean(axis=0)
    return np.asarray(cosine - (rows[:, None] + columns[None, :]) / 2)


def _token_cover(ours: Side, theirs: Side) -> tuple[Floats, tuple[Floats, ...]]:
    """Share of the informative tokens of each of our segments found in each of theirs.

    Returns an array (m, n), and the cosine of each token with the nearest of their substance.
    """
    m, n = len(ours.segments), len(theirs.segments)
    cover, anywhere = np.zeros((m, n)), [np.zeros(len(t.offsets)) for t in ours.tokens]
    lengths = np.array([len(t.offsets) for t in theirs.tokens], dtype=np.intp)
    # In one order, however their text goes: where a row of a product stands bears on its last bit,
    # and in double precision a long text would take three times as long.
    texts = theirs.texts
    full = np.array(sorted(np.flatnonzero(lengths), key=texts.__getitem__), dtype=np.intp)
    if not len(full):
        return cover, tuple(anywhere)
    table = np.concatenate([theirs.tokens[j].vectors for j in full])
    spoken = theirs.substantive[full]
    starts = np.concatenate([[0], np.cumsum(lengths[full])[:-1]])
    for i, (tokens, weights) in enumerate(zip(ours.tokens, ours.token_weights, strict=True)):
        if not len(weights):
            continue
        # The greatest is the same before rounding, and there are far fewer to round after it.
        nearest = _rounded(np.maximum.reduceat(tokens.vectors @ table.T, starts, axis=1))
        anywhere[i] = nearest[:, spoken].max(axis=1, initial=0.0)
        if total := weights.sum():
            cover[i, full] = weights @ found(nearest) / total
    return np.round(cover, DIGITS), tuple(anywhere)


def found(cosine: Floats) -> Floats:
    """How far a token counts as found, in [0, 1], by the cosine of its nearest counterpart."""
    low, high = 0.35, 0.75
    return np.clip((cosine - low) / (high - low), 0, 1)


def nearest_tokens(ours: Side, theirs: Side, i: int, passages: Sequence[int]) -> Floats:
    """Cosine of each token of our segment ``i`` with the nearest in their ``passages``.

    Returns shape (t,); nothing is nearer than 0.
    """
    tokens = ours.tokens[i].vectors
    tables = [theirs.tokens[j].vectors for j in passages if len(theirs.tokens[j].offsets)]
    if not tables or not len(tokens):
        return np.zeros(len(tokens))
    return np.asarray(_cosines(tokens, np.concatenate(tables)).max(axis=1, initial=0.0))


def _concept_cover(ours: Sequence[dict[str, float]], theirs: Sequence[dict[str, float]]) -> Floats:
    """Share of the informative concepts of ours that theirs names; 0.5 where ours has none."""
    cover = np.full((len(ours), len(theirs)), 0.5)
    for i, mine in enumerate(ours):
        if total := sum(mine.values()):
            cover[i] = [sum(w for c, w in mine.items() if c in other) / total for other in theirs]
    return np.round(cover, DIGITS)


def _topic_overlap(
    left: Sequence[frozenset[str]], right: Sequence[frozenset[str]]
) -> tuple[Floats, Floats]:
    shared = np.array([[len(a & b) / max(len(a | b), 1) for b in right] for a in left])
    apart = np.array([[float(bool(a) and bool(b) and not a & b) for b in right] for a in left])
    shape = (len(left), len(right))
    return shared.reshape(shape), apart.reshape(shape)


def _figures(text: str) -> frozenset[tuple[str, float]]:
    """Figures as unit and value; a date without its year, which one text may leave unsaid."""
    return frozenset(
        (figure.unit, figure.value % 10_000 if figure.unit == "date" else figure.value)
        for figure in find_figures(text)
    )


def _figure_overlap(
    left: Sequence[AbstractSet[object]], right: Sequence[AbstractSet[object]]
) -> Floats:
    overlap = np.array([[float(len(a & b)) for b in right] for a in left])
    return np.asarray(np.minimum(overlap, 2).reshape(len(left), len(right)))


def _string_likeness(left: Side, right: Side) -> Floats:
    """Likeness in [0, 1] of the words of two segments of one language; 0 across languages."""
    if left.statement.language != right.statement.language:
        return np.zeros((len(left.segments), len(right.segments)))
    from rapidfuzz import fuzz, process

    scores = process.cdist(left.texts, right.texts, scorer=fuzz.token_set_ratio, processor=fold)
    likeness: Floats = np.asarray(scores, dtype=np.float64) / 100
    return likeness
