"""The sample comparison the other way round, and an event of three statements around it."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from sample_comparison import sample

from compare.alignment.links import Link
from compare.comparison import AttributionGap, Comparison, EventComparison
from compare.coverage.types import Coverage, Reason
from compare.topics.discovery import Suggestion
from compare.topics.types import Topic
from compare.wording.contest import Contest, MemberUses
from compare.wording.shifts import Shift
from corpus.statements import Event, Statement


def swapped(result: Comparison) -> Comparison:
    """The comparison of the same texts in the other order, as the pipeline would give it."""
    states = {"left_only": "right_only", "right_only": "left_only"}
    return Comparison(
        left=result.right,
        right=result.left,
        left_segments=result.right_segments,
        right_segments=result.left_segments,
        left_mentions=result.right_mentions,
        right_mentions=result.left_mentions,
        left_coverage=result.right_coverage,
        right_coverage=result.left_coverage,
        links=tuple(Link(link.right, link.left, link.probability) for link in result.links),
        topics=tuple(
            Topic(
                topic.id,
                topic.labels,
                topic.right,
                topic.left,
                states.get(topic.state, topic.state),  # type: ignore[arg-type]
                topic.confidence,
                topic.share[::-1],
                topic.first[::-1],
                topic.speakers[::-1],
            )
            for topic in result.topics
        ),
        attribution_gaps=tuple(
            AttributionGap(
                "left" if gap.side == "right" else "right",
                gap.segment,
                gap.speaker,
                gap.probability,
                gap.nearest,
            )
            for gap in result.attribution_gaps
        ),
        shifts=tuple(
            Shift(
                one.link,
                one.right,
                one.left,
                one.right_span,
                one.left_span,
                one.kind,
                one.grade,
                one.note.mirrored(),
            )
            for one in result.shifts
        ),
        signature=result.signature,
        terms=tuple(
            Contest(
                one.family,
                one.notes,
                one.grade,
                tuple(
                    MemberUses(use.id, use.labels, use.plain, use.right, use.left)
                    for use in one.members
                ),
                states.get(one.state, one.state),  # type: ignore[arg-type]
            )
            for one in result.terms
        ),
        left_tone=result.right_tone,
        right_tone=result.left_tone,
        suggestions=tuple(
            Suggestion(one.labels, one.phrases, one.segments[::-1], one.cohesion)
            for one in result.suggestions
        ),
    )


def sample_event() -> EventComparison:
    """Three statements, the third a near copy of the first in another name."""
    pair = sample()
    third = pair.left.model_copy(update={"id": "south", "side": "South"})
    again = sample()
    return EventComparison(
        event=Event(
            id="harbour",
            title="Talks in the harbour town",
            date=dt.date(2024, 3, 8),
            place="the harbour town",
            statements=(pair.left, pair.right, third),
        ),
        pairs=(pair, _alike(pair, third), _with_left(swapped(again), third)),
    )


def _alike(pair: Comparison, third: Statement) -> Comparison:
    """A text against a near copy of itself: all is covered."""
    procedural = (Reason("procedural"),)
    whole = tuple(
        Coverage("procedural", 0.0, 0.0, 0.0, index, procedural)
        if one.procedural
        else Coverage(
            "covered", 1.0, 0.0, 0.0, index, (Reason("shares", share=1.0, nearest=index),)
        )
        for index, one in enumerate(pair.left_segments)
    )
    shared = tuple(
        Topic(
            one.id,
            one.labels,
            one.left,
            one.left,
            "both",
            1.0,
            (one.share[0], one.share[0]),
            (one.first[0], one.first[0]),
        )
        for one in pair.topics
        if one.left
    )
    return Comparison(
        left=pair.left,
        right=third,
        left_segments=pair.left_segments,
        right_segments=pair.left_segments,
        left_mentions=pair.left_mentions,
        right_mentions=pair.left_mentions,
        left_coverage=whole,
        right_coverage=whole,
        links=tuple(Link((index,), (index,), 1.0) for index in range(len(whole))),
        topics=shared,
        attribution_gaps=(),
        shifts=(),
        signature=pair.signature,
    )


def _with_left(pair: Comparison, third: Statement) -> Comparison:
    return replace(pair, right=third)
