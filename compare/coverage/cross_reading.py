"""Which pairs of passages the cross-encoder reads, and what it answers.

Reading two passages at once tells best whether the one makes the other's claim, and costs most.
So every passage is read with those of the other side that its vectors and words are nearest to,
and with those that are nearest to it: on the labelled events 94 % of the counterparts are among
them. One reading of two passages tells how much each conveys of the other. Then a passage is
read against the three that convey most of it, put together, for a claim may be spread over them.
"""

from __future__ import annotations

from collections.abc import Generator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from compare.coverage.pair_features import PAIR_FEATURES, PairEvidence
from compare.coverage.prepared import PreparedStatement
from compare.encoders.cross_encoder import LANGUAGES

if TYPE_CHECKING:
    from compare.arrays import Floats, Indices
    from compare.encoders.cross_encoder import CrossEncoder, Pair


NEAREST = 6
"""Passages of the other side that each passage is read with, beside those it is as near to."""
TOGETHER = 3
"""Passages of the other side that are read as one."""
MOST = 3_000
"""Pairs beyond which none is read: texts of 250 passages a side, half a minute on two cores."""
LIKENESS = ("cosine", "tokens_less", "tokens_more")
"""Pair features whose sum says which passages are nearest."""
PAIR_READING_FEATURES = ("read_less", "read_more")
"""Log-odds that either passage conveys something of the other: the lesser and the greater of the
two directions."""
SURE = 0.1
"""How near to 0 and 1 a probability may come: beyond it the model's certainty means little."""


def can_read(left: PreparedStatement, right: PreparedStatement) -> bool:
    """Tell whether two sides are in languages that the cross-encoder knows, and short enough."""
    known = {left.statement.language, right.statement.language} <= LANGUAGES
    return known and NEAREST * (len(left.segments) + len(right.segments)) <= MOST


def read_nearest(
    left: PreparedStatement, right: PreparedStatement, evidence: PairEvidence, encoder: CrossEncoder
) -> PairEvidence:
    """Read every passage against the nearest of the other side, and add the answers.

    Returns:
        The evidence with ``left_read``, ``right_read``, ``left_told`` and ``right_told``, and with
        :data:`PAIR_READING_FEATURES` at the end of the features of every pair: shape
        (m, n, len(PAIR_FEATURES) + 2).

    Raises:
        EncoderError: the cross-encoder cannot be found, verified or loaded.
    """
    return read_all([(left, right, evidence)], encoder)[0]


def read_all(
    sides: Sequence[tuple[PreparedStatement, PreparedStatement, PairEvidence]],
    encoder: CrossEncoder,
) -> list[PairEvidence]:
    """Do what :func:`read_nearest` does for each pair of sides, reading for all of them at once.

    Raises:
        EncoderError: as :func:`read_nearest` does.
    """
    steps = [_reading(*each) for each in sides]
    asked = {number: next(step) for number, step in enumerate(steps)}
    done: dict[int, PairEvidence] = {}
    while asked:
        rows, at = encoder.read([pair for pairs in asked.values() for pair in pairs]), 0
        for number, pairs in list(asked.items()):
            try:
                asked[number] = steps[number].send(rows[at : at + len(pairs)])
            except StopIteration as stop:
                done[number] = stop.value
                del asked[number]
            at += len(pairs)
    return [done[number] for number in range(len(steps))]


def _reading(
    left: PreparedStatement, right: PreparedStatement, evidence: PairEvidence
) -> Generator[list[Pair], Floats, PairEvidence]:
    """Give the pairs to read, twice, be sent the answers of shape (pairs, 3); return the whole."""
    like = likeness(evidence)
    i, j = _near_either(_nearest(left, right, like), _nearest(right, left, like.T))
    pairs: list[Pair] = [
        *((left.shown[a], right.shown[b]) for a, b in zip(i, j, strict=True)),
        *((right.shown[b], left.shown[a]) for a, b in zip(i, j, strict=True)),
    ]
    rows = yield pairs
    m, n = like.shape
    left_read, right_read = np.full((m, n, 3), np.nan), np.full((n, m, 3), np.nan)
    left_read[i, j], right_read[j, i] = rows[: len(i)], rows[len(i) :]
    together = [_together(left, right, left_read, like), _together(right, left, right_read, like.T)]
    told = np.full((m, 3), np.nan), np.full((n, 3), np.nan)
    answers = yield [*together[0].values(), *together[1].values()]
    told[0][list(together[0])] = answers[: len(together[0])]
    told[1][list(together[1])] = answers[len(together[0]) :]
    conveyed = np.stack([log_odds(1 - left_read[..., 0]), log_odds(1 - right_read[..., 0]).T])
    added = [conveyed.min(axis=0)[..., None], conveyed.max(axis=0)[..., None]]
    return replace(
        evidence,
        pairs=np.concatenate([evidence.pairs, *added], axis=-1),
        left_read=left_read,
        right_read=right_read,
        left_told=told[0],
        right_told=told[1],
    )


def _together(
    ours: PreparedStatement, theirs: PreparedStatement, read: Floats, like: Floats
) -> dict[int, Pair]:
    """Pair each of our passages that was read with those of theirs that convey most of it.

    They are put in the order of their words, so that no order of the text decides.

    Args:
        read: what was answered of single passages, shape (m, n, 3).
        like: how near all passages are, shape (m, n).
    """
    pairs: dict[int, Pair] = {}
    for i in np.flatnonzero(~np.isnan(read[..., 0]).all(axis=1)).tolist():
        known = np.flatnonzero(~np.isnan(read[i, :, 0]))
        texts = [theirs.shown[j] for j in known]
        rank = np.lexsort((texts, -like[i, known], read[i, known, 0]))[:TOGETHER]
        pairs[i] = ours.shown[i], tuple(sorted(texts[k] for k in rank))
    return pairs


def likeness(evidence: PairEvidence) -> Floats:
    """How near passages are by their vectors and words, which says what is read, shape (m, n)."""
    features = [PAIR_FEATURES.index(name) for name in LIKENESS]
    return np.asarray(evidence.pairs[..., features].sum(axis=-1))


def log_odds(p: Floats, least: float = SURE) -> Floats:
    """Return the log-odds of probabilities, of any shape; none nearer to 0 and 1 than ``least``.

    NaN counts as 0.
    """
    p = np.clip(np.nan_to_num(p, nan=0.0), least, 1 - least)
    return np.asarray(np.log(p / (1 - p)))


def _nearest(
    ours: PreparedStatement, theirs: PreparedStatement, like: Floats
) -> tuple[Indices, Indices]:
    """Pair each of our passages of substance with the nearest of theirs.

    Args:
        like: how near all passages are, shape (m, n).

    Returns:
        Indices of ours and of theirs, both of shape (pairs,).
    """
    their_substance = np.flatnonzero(theirs.substantive)
    our_substance = np.flatnonzero(ours.substantive)
    near = np.argsort(-like[np.ix_(our_substance, their_substance)], axis=1, kind="stable")[
        :, :NEAREST
    ]
    return np.repeat(our_substance, near.shape[1]), their_substance[near].ravel()


def _near_either(
    ours: tuple[Indices, Indices], theirs: tuple[Indices, Indices]
) -> tuple[Indices, Indices]:
    """Put together the pairs of both sides, for two passages read together tell both ways.

    Args:
        ours: indices of our passages and of the nearest of theirs.
        theirs: of their passages and of the nearest of ours.

    Returns:
        Indices of ours and of theirs, both of shape (pairs,), each pair once.
    """
    pairs = np.concatenate([np.stack(ours, axis=1), np.stack(theirs[::-1], axis=1)])
    i, j = np.unique(pairs, axis=0).T
    return i, j
