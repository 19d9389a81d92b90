"""Calibrated probability that a segment is covered, partly covered or left out."""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from compare.coverage.contrast import contradicts
from compare.coverage.features import coverage_features
from compare.coverage.models import Weights
from compare.coverage.pair_features import PairEvidence
from compare.coverage.prepared import PreparedStatement
from compare.coverage.types import Coverage, Reason, Status
from compare.segmentation.segments import Segment
from compare.topics.types import Topic
from corpus.text.folding import fold

if TYPE_CHECKING:
    from compare.arrays import Floats, Mask


def judge(
    ours: PreparedStatement,
    theirs: PreparedStatement,
    pairs: Floats,
    evidence: PairEvidence,
    weights: Weights,
    max_error: float,
) -> tuple[Coverage, ...]:
    """Decide of each of our segments how their text treats it.

    Args:
        ours: the side whose m segments are judged.
        theirs: the other side, of n segments.
        pairs: probabilities that two segments carry the same point, shape (m, n).
        evidence: with ours on the left.
        weights: the models, and the thresholds that go with them.
        max_error: largest share in (0, 1) of the calls of ``left_out`` that may be wrong.

    Returns:
        One a segment of ours, m of them, in their order.
    """
    threshold = weights.threshold(max_error)
    described = coverage_features(ours, theirs, pairs, evidence)
    near = np.where(theirs.substantive, pairs, -1.0)
    repeated = _repeated(ours, theirs)
    judged = []
    for i, row in enumerate(weights.covering(described)):
        p = dict(zip(weights.coverage.classes, np.round(row, 6).tolist(), strict=True))
        if repeated[i]:  # a fact, and nothing to be weighed
            p = {"covered": 1.0, "partly": 0.0, "left_out": 0.0}
        nearest = int(near[i].argmax()) if theirs.substantive.any() else None
        likely = np.flatnonzero(near[i] >= near[i].max(initial=0.0) / 2).tolist()
        if likely and not repeated[i] and all(contradicts(ours, i, theirs, j) for j in likely):
            partly = round(1 - p["left_out"], 6)
            p = {"covered": 0.0, "partly": partly, "left_out": p["left_out"]}
        status = _status(ours, i, p, threshold)
        judged.append(
            Coverage(
                status=status,
                p_covered=p["covered"],
                p_partly=p["partly"],
                p_left_out=p["left_out"],
                nearest=nearest,
                reason=explain(status, ours, theirs, i, nearest),
            )
        )
    return tuple(judged)


def settle_segments(
    segments: tuple[Segment, ...], coverage: tuple[Coverage, ...]
) -> tuple[Segment, ...]:
    """Return the segments of one side, procedural where their coverage says so."""
    return tuple(
        replace(segment, procedural=cover.status == "procedural")
        for segment, cover in zip(segments, coverage, strict=True)
    )


def settle_topics(
    topics: tuple[Topic, ...], left: tuple[Coverage, ...], right: tuple[Coverage, ...]
) -> tuple[Topic, ...]:
    """Leave open who raises a topic that one side alone seems to raise, in covered passages alone.

    Args:
        topics: those of the event.
        left: coverage of the segments of the left, by their index.
        right: the same of the right.
    """
    passages = {"left_only": left, "right_only": right}
    agreed = []
    for topic in topics:
        coverage = passages.get(topic.state, ())
        raising = topic.left if topic.state == "left_only" else topic.right
        if coverage and all(coverage[k].status == "covered" for k in raising):
            topic = replace(topic, state="unclear", confidence=0.5)
        agreed.append(topic)
    return tuple(agreed)


def _repeated(ours: PreparedStatement, theirs: PreparedStatement) -> list[bool]:
    """Whether a passage of theirs is each of our segments word for word."""
    passages = {fold(text) for text in itertools.compress(theirs.shown, theirs.substantive)}
    return [fold(text) in passages for text in ours.shown]


def _status(side: PreparedStatement, index: int, p: dict[str, float], threshold: float) -> Status:
    # What only seems a formality, and is told by the other side too, is a point that both make.
    both_tell = side.substantive[index] and p["covered"] >= 0.5
    if side.segments[index].procedural and not both_tell:
        return "procedural"
    if p["left_out"] >= threshold:
        return "left_out"
    if p["left_out"] >= 0.5:
        return "unclear"
    return "covered" if p["covered"] >= p["partly"] else "partly"


def may_be_linked(side: PreparedStatement, coverage: tuple[Coverage, ...]) -> Mask:
    """False for segments that can cover nothing, and that the other side leaves out, shape (n,)."""
    told = np.array([c.status != "left_out" for c in coverage], dtype=bool)
    return np.asarray(side.substantive & told)


def explain(
    status: str,
    ours: PreparedStatement,
    theirs: PreparedStatement,
    index: int,
    nearest: int | None,
) -> tuple[Reason, ...]:
    """What speaks for the status of our segment ``index``, at least one reason.

    Args:
        nearest: their closest segment, or None where they have none.
    """
    if status == "procedural":
        asked = ours.segments[index].voice == "reporter"
        return (Reason("question" if asked else "procedural"),)
    if nearest is None:
        return (Reason("no_substance"),)
    # Of an event only topics are told that a passage raises where it stands, among the others.
    topics = ours.topics[index] & {mention.topic for mention in ours.mentions[index]}
    shared = _in_order(topics & theirs.topics[nearest], ours)
    silent = _in_order(topics - theirs.raised - theirs.mentioned, ours)
    reasons = []
    # What is covered is said there, whatever else it touches on.
    if silent and status != "covered":
        reasons.append(Reason("not_raised", topics=silent))
    if shared:
        reasons.append(Reason("speaks", topics=shared, nearest=nearest))
    return tuple(reasons) or (Reason("nearest", nearest=nearest),)


def _in_order(topics: Iterable[str], ours: PreparedStatement) -> tuple[str, ...]:
    return tuple(sorted(topics, key=lambda topic: (ours.entries[topic].label("en"), topic)))
