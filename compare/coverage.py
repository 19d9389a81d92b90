"""Calibrated probability that a segment is covered, partly covered or left out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np

from .model import Weights
from .reasons import explain
from .segments import Segment
from .similarity import PAIR_FEATURES, Evidence, Side

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

Status = Literal["covered", "partly", "left_out", "procedural", "unclear"]
CLASSES: tuple[Status, ...] = ("covered", "partly", "left_out")

FEATURES = (
    "best_pair",
    "second_pair",
    "expected_pairs",
    "best_cosine",
    "best_margin",
    "tokens_anywhere",
    "tokens_best",
    "concepts_anywhere",
    "missing_concept",
    "topics_anywhere",
    "topics_missing",
    "length",
    "their_length",
    "informativeness",
)
"""Evidence for one segment against the other side's whole text.

Log-odds of its best and second-best pair; how many pairs are expected; best cosine and margin;
share of its informative tokens found anywhere, and in the one best segment; share of its
concepts found anywhere; informativeness of the rarest concept missing; share of its topics the
other side raises; 1 where it has topics and the other side raises none of them; its length and
the other text's, as logarithms; the mean informativeness of its tokens.
"""


@dataclass(frozen=True, slots=True)
class Coverage:
    """How the other side's whole text treats one segment."""

    status: Status
    p_covered: float
    p_partly: float
    p_left_out: float
    """The three probabilities lie in [0, 1] and sum to 1.

    For a procedural segment they say what would hold if it carried substance after all.
    """
    nearest: int | None
    """Index of the closest segment of the other side, or None where it has none."""
    reason: str
    """Why, in words, from the evidence."""


def describe(ours: Side, theirs: Side, pairs: Floats, evidence: Evidence) -> Floats:
    """Evidence for each of our segments against their whole text, shape (m, len(FEATURES)).

    Args:
        pairs: probabilities, shape (m, n).
        evidence: with ours on the left.

    Their procedural segments cover nothing and are passed over.
    """
    spoken = theirs.substantive
    cosine, margin, tokens = (
        evidence.pairs[:, spoken, PAIR_FEATURES.index(name)]
        for name in ("cosine", "margin", "tokens_more")
    )
    ranked = -np.sort(-np.pad(pairs[:, spoken], ((0, 0), (0, 2))), axis=1)
    concepts = set().union(*(c for c, s in zip(theirs.concepts, spoken, strict=True) if s))
    topics = frozenset().union(*theirs.topics)
    their_length = sum(float((w > 0).sum()) for w in theirs.token_weights)
    rows = np.zeros((len(ours.segments), len(FEATURES)))
    for i in range(len(rows)):
        named, raised, weights = ours.concepts[i], ours.topics[i], ours.token_weights[i]
        rows[i] = (
            _log_odds(ranked[i, 0]),
            _log_odds(ranked[i, 1]),
            np.log1p(pairs[i, spoken].sum()),
            cosine[i].max(initial=0.0),
            margin[i].max(initial=-1.0),
            _share(float(weights @ evidence.left_found[i]), float(weights.sum())),
            tokens[i].max(initial=0.0),
            _share(sum(w for c, w in named.items() if c in concepts), sum(named.values())),
            max((w for c, w in named.items() if c not in concepts), default=0.0),
            _share(len(raised & topics), len(raised)),
            float(bool(raised) and not raised & topics),
            np.log1p(float((weights > 0).sum())),
            np.log1p(their_length),
            weights[weights > 0].mean() if (weights > 0).any() else 0.0,
        )
    return rows


def _share(part: float, whole: float) -> float:
    """A share, or the middle where there is nothing to share."""
    return float(part / whole) if whole else 0.5


def _log_odds(p: float) -> float:
    p = min(max(float(p), 1e-4), 1 - 1e-4)
    return float(np.log(p / (1 - p)))


def judge(
    ours: Side, theirs: Side, pairs: Floats, evidence: Evidence, weights: Weights, max_error: float
) -> tuple[Coverage, ...]:
    """Say of each of our segments how their text treats it.

    Args:
        pairs: probabilities that two segments carry the same point, shape (m, n).
        evidence: with ours on the left.
        max_error: largest share in (0, 1) of the calls of ``left_out`` that may be wrong.
    """
    threshold = weights.threshold(max_error)
    described = describe(ours, theirs, pairs, evidence)
    near = np.where(theirs.substantive, pairs, -1.0)
    judged = []
    for i, row in enumerate(weights.coverage.probabilities(described)):
        p = dict(zip(weights.coverage.classes, np.round(row, 6).tolist(), strict=True))
        status = _status(ours.segments[i], p, threshold)
        nearest = int(near[i].argmax()) if theirs.substantive.any() else None
        judged.append(
            Coverage(
                status=status,
                p_covered=p["covered"],
                p_partly=p["partly"],
                p_left_out=p["left_out"],
                nearest=nearest,
                reason=explain(status, ours, theirs, i, nearest, evidence),
            )
        )
    return tuple(judged)


def _status(segment: Segment, p: dict[str, float], threshold: float) -> Status:
    if segment.procedural:
        return "procedural"
    if p["left_out"] >= threshold:
        return "left_out"
    if p["left_out"] >= 0.5:
        return "unclear"
    return "covered" if p["covered"] >= p["partly"] else "partly"
