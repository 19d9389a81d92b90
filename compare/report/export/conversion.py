"""Convert a comparison to its export, rounded and ordered so that swapping sides mirrors it.

The models of the export read unchanged fields from the attributes of our types; this module makes
the fields that are combined, worded or ordered.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, fields, replace
from typing import TypeVar

from compare.comparison import AttributionGap, Comparison, EventComparison, SideName
from compare.comparison.decisions import Decision
from compare.coverage.types import Reason
from compare.phrases.reasons import reason_text
from compare.phrases.words import EN
from compare.report.content.note_text import note_text
from compare.report.export import schema as ex
from compare.report.export.matrix import matrix
from compare.report.export.statement import export_statement
from compare.report.export.wording import (
    ContestExport,
    MemberExport,
    NoteExport,
    ShiftExport,
    TonesExport,
    WordingExport,
)
from compare.segmentation.segments import Segment
from compare.topics.discovery import Suggestion
from compare.topics.types import Topic
from compare.wording.shifts import Shift
from corpus.statements import Statement

_Named = TypeVar("_Named", ex.TopicExport, MemberExport)


def export_comparison(result: Comparison) -> ex.Export:
    """Export of one comparison, with probabilities rounded half to even at four decimals.

    Lists that belong to neither side are sorted by the side whose text comes first in code
    point order, wherever it stands, so that swapping the sides changes no position.
    """
    right_first = _identity(result.right) < _identity(result.left)
    unsorted = [ex.LinkExport.model_validate(link) for link in result.links]
    ranks = sorted(range(len(unsorted)), key=lambda index: _order(unsorted[index], right_first))
    position = {old: new for new, old in enumerate(ranks)}
    topics = _topics(result.topics)
    labels = {topic.id: topic.phrase("en") for topic in result.topics}
    return ex.Export(
        schema="readouts.comparison/1",
        left=export_statement(result.left),
        right=export_statement(result.right),
        segments=ex.SegmentsExport(
            left=_segments(result, "left", labels), right=_segments(result, "right", labels)
        ),
        links=tuple(unsorted[index] for index in ranks),
        topics=topics,
        attribution_gaps=_gaps(result.attribution_gaps, right_first),
        shifts=_shifts(result, position, right_first),
        terms=tuple(
            contest.model_copy(update={"members": tuple(map(_named, contest.members))})
            for contest in map(ContestExport.model_validate, result.terms)
        ),
        tone=TonesExport.model_validate({"left": result.left_tone, "right": result.right_tone}),
        suggestions=tuple(map(_suggestion, result.suggestions)),
        decisions=_decisions(result.decisions, right_first),
        unlike=result.unlike,
        signature=ex.SignatureExport.model_validate(
            {**asdict(result.signature), "string": str(result.signature)}
        ),
    )


def export_event(result: EventComparison) -> ex.EventExport:
    """Export of an event: the matrix of topics by sides, and every pair."""
    pairs = tuple(export_comparison(pair) for pair in result.pairs)
    event = result.event
    return ex.EventExport(
        schema="readouts.event/1",
        event=ex.EventInfo(id=event.id, title=event.title, date=event.date, place=event.place),
        matrix=matrix(event.statements, pairs),
        pairs=pairs,
    )


def _identity(statement: Statement) -> tuple[str, str, str, str]:
    return statement.text, statement.id, statement.side, statement.model_dump_json()


def _order(link: ex.LinkExport, right_first: bool) -> tuple[tuple[int, ...], tuple[int, ...]]:
    return (link.right, link.left) if right_first else (link.left, link.right)


def _segments(
    result: Comparison, side: SideName, topics: Mapping[str, str]
) -> tuple[ex.SegmentExport, ...]:
    rows = zip(result.segments(side), result.coverage(side), result.mentions(side), strict=True)
    return tuple(
        ex.SegmentExport.model_validate(
            {
                **{name: getattr(segment, name) for name in _SEGMENT},
                **{name: getattr(coverage, name) for name in _COVERAGE},
                "reason": reason_text(coverage.reason, topics, EN),
                "reasons": tuple(map(_reason, coverage.reason)),
                "topics": tuple(mention.topic for mention in mentions),
                "mentions": mentions,
            }
        )
        for segment, coverage, mentions in rows
    )


_SEGMENT = tuple(field.name for field in fields(Segment))
_COVERAGE = ("status", "p_covered", "p_partly", "p_left_out", "nearest")


def _reason(reason: Reason) -> Reason:
    """Return a reason with its share rounded to whole per cent."""
    share = reason.share
    return reason if share is None else replace(reason, share=round(100 * share) / 100)


def _named(exported: _Named) -> _Named:
    """Return the item, labelled by its id where it has no English label."""
    if exported.labels.en:
        return exported
    return exported.model_copy(
        update={"labels": exported.labels.model_copy(update={"en": exported.id})}
    )


def _topics(topics: Sequence[Topic]) -> tuple[ex.TopicExport, ...]:
    """Return topics by share of both sides, largest first, which swapping does not change."""
    exported = [_named(ex.TopicExport.model_validate(topic)) for topic in topics]
    return tuple(
        sorted(exported, key=lambda topic: (-topic.share.left - topic.share.right, topic.id))
    )


def _suggestion(suggestion: Suggestion) -> ex.SuggestionExport:
    left, right = suggestion.segments
    return ex.SuggestionExport.model_validate({**asdict(suggestion), "left": left, "right": right})


def _decisions(decisions: Sequence[Decision], right_first: bool) -> tuple[Decision, ...]:
    """Return decisions by kind, side and place, which swapping the sides does not change."""

    def key(each: Decision) -> tuple[object, ...]:
        first, second = each.segment, each.other
        if each.kind == "link" and right_first:
            first, second = second, first
        places = (-1 if first is None else first, -1 if second is None else second)
        return each.kind, (each.side == "left") == right_first, *places, each.topic, each.quote

    return tuple(sorted(decisions, key=key))


def _gaps(gaps: Sequence[AttributionGap], right_first: bool) -> tuple[ex.AttributionGapExport, ...]:
    first = "right" if right_first else "left"
    ordered = sorted(gaps, key=lambda gap: (gap.side != first, gap.segment, gap.speaker))
    return tuple(map(ex.AttributionGapExport.model_validate, ordered))


def _wording(text: str, span: tuple[int, int] | None) -> WordingExport | None:
    if not text and span is None:
        return None
    start, end = span if span is not None else (None, None)
    return WordingExport(text=text, start=start, end=end)


def _shifts(
    result: Comparison, position: Mapping[int, int], right_first: bool
) -> tuple[ShiftExport, ...]:
    def key(shift: Shift) -> tuple[int, tuple[int, int], tuple[int, int], str]:
        left, right = shift.left_span or (-1, -1), shift.right_span or (-1, -1)
        spans = (right, left) if right_first else (left, right)
        return position[shift.link], *spans, shift.kind

    names: dict[SideName, str] = {"left": result.left.side, "right": result.right.side}
    exported = []
    for shift in sorted(result.shifts, key=key):
        note = NoteExport.model_validate(shift.note)
        exported.append(
            ShiftExport(
                link=position[shift.link],
                left=_wording(shift.left, shift.left_span),
                right=_wording(shift.right, shift.right_span),
                kind=shift.kind,
                grade=shift.grade,
                reason=note_text(note, {"left": shift.left, "right": shift.right}, names, EN),
                note=note,
            )
        )
    return tuple(exported)
