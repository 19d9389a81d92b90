"""A comparison to its export, rounded and ordered so that swapping the sides mirrors it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from compare.annotation.terms import Contest, TermUse
from compare.comparison import AttributionGap, Comparison, EventComparison, SideName, Signature
from compare.coverage.decision import Coverage
from compare.coverage.reasons import Reason
from compare.report.content.note_text import note_text
from compare.report.content.reason_text import reason_text
from compare.report.export import schema as ex
from compare.report.export.matrix import matrix
from compare.report.words import EN
from compare.segmentation.segments import Segment
from compare.topics.discovery import Suggestion
from compare.topics.types import Mention, Raised, Topic
from compare.wording.difference import Note
from compare.wording.shifts import Shift
from compare.wording.tone import ToneCount, ToneProfile
from corpus.statements import Statement

_DECIMALS = 4


def export_comparison(result: Comparison) -> ex.Export:
    """Export of one comparison, with probabilities rounded half to even at four decimals.

    Lists that belong to neither side are sorted by the side whose text comes first in code
    point order, wherever it stands, so that swapping the sides changes no position.
    """
    right_first = _identity(result.right) < _identity(result.left)
    order = _by_right if right_first else _by_left
    unsorted = [
        ex.LinkExport(left=link.left, right=link.right, probability=_round(link.probability))
        for link in result.links
    ]
    ranks = sorted(range(len(unsorted)), key=lambda index: order(unsorted[index]))
    position = {old: new for new, old in enumerate(ranks)}
    names: dict[SideName, str] = {"left": result.left.side, "right": result.right.side}
    topics = _topics(result.topics)
    labels = {topic.id: topic.labels.en for topic in topics}
    return ex.Export(
        schema="readouts.comparison/1",
        left=_statement(result.left),
        right=_statement(result.right),
        segments=ex.SegmentsExport(
            left=_segments(
                result.left_segments, result.left_coverage, result.left_mentions, labels
            ),
            right=_segments(
                result.right_segments, result.right_coverage, result.right_mentions, labels
            ),
        ),
        links=tuple(unsorted[index] for index in ranks),
        topics=topics,
        attribution_gaps=_gaps(result.attribution_gaps, right_first),
        shifts=_shifts(result.shifts, position, right_first, names),
        terms=tuple(_contest(contest) for contest in result.terms),
        tone=ex.TonesExport(left=_tone(result.left_tone), right=_tone(result.right_tone)),
        suggestions=tuple(_suggestion(one) for one in result.suggestions),
        signature=_signature(result.signature),
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


def _by_left(link: ex.LinkExport) -> tuple[tuple[int, ...], tuple[int, ...]]:
    return link.left, link.right


def _by_right(link: ex.LinkExport) -> tuple[tuple[int, ...], tuple[int, ...]]:
    return link.right, link.left


def _round(number: float) -> float:
    # Adding zero turns -0.0 into 0.0; float() takes in numpy's scalars.
    return round(float(number), _DECIMALS) + 0.0


def _round_or_none(number: float | None) -> float | None:
    return None if number is None else _round(number)


def _statement(statement: Statement) -> ex.StatementExport:
    source = statement.source
    return ex.StatementExport(
        id=statement.id,
        side=statement.side,
        lang=statement.language,
        title=statement.title,
        author=statement.author,
        date=statement.date,
        text=statement.text,
        source=ex.SourceExport(
            publisher=source.publisher,
            url=source.url,
            retrieved=source.retrieved,
            sha256=source.sha256,
            fidelity=source.fidelity,
        ),
    )


def _segments(
    segments: Sequence[Segment],
    coverage: Sequence[Coverage],
    mentions: Sequence[Sequence[Mention]],
    topics: Mapping[str, str],
) -> tuple[ex.SegmentExport, ...]:
    return tuple(
        ex.SegmentExport(
            start=segment.start,
            end=segment.end,
            paragraph=segment.paragraph,
            speaker=segment.speaker,
            voice=segment.voice,
            procedural=segment.procedural,
            status=answer.status,
            p_covered=_round(answer.p_covered),
            p_partly=_round(answer.p_partly),
            p_left_out=_round(answer.p_left_out),
            nearest=answer.nearest,
            reason=reason_text(answer.reason, topics, EN),
            reasons=tuple(_reason(reason) for reason in answer.reason),
            topics=tuple(mention.topic for mention in found),
            mentions=tuple(
                ex.MentionExport(
                    topic=mention.topic,
                    confidence=_round(mention.confidence),
                    name_spans=mention.name_spans,
                    meaning=_round(mention.meaning),
                )
                for mention in found
            ),
        )
        for segment, answer, found in zip(segments, coverage, mentions, strict=True)
    )


def _reason(reason: Reason) -> Reason:
    """A reason with its share in whole per cent, as it is told."""
    share = reason.share
    return reason if share is None else replace(reason, share=round(100 * share) / 100)


def _labels(pairs: Sequence[tuple[str, str]], otherwise: str = "") -> ex.LabelsExport:
    labels = dict(pairs)
    return ex.LabelsExport(en=labels.get("en") or otherwise, zh=labels.get("zh", ""))


def _topics(topics: Sequence[Topic]) -> tuple[ex.TopicExport, ...]:
    """Most talked about first; a sum does not change when the sides are swapped."""
    exported = [
        ex.TopicExport(
            id=topic.id,
            labels=_labels(topic.labels, topic.id),
            left=topic.left,
            right=topic.right,
            state=topic.state,
            confidence=_round(topic.confidence),
            share=ex.SharesExport(left=_round(topic.share[0]), right=_round(topic.share[1])),
            first=ex.FirstsExport(
                left=_round_or_none(topic.first[0]), right=_round_or_none(topic.first[1])
            ),
            speakers=ex.SpeakersExport(
                left=_speakers(topic.speakers[0]), right=_speakers(topic.speakers[1])
            ),
        )
        for topic in topics
    ]
    return tuple(
        sorted(exported, key=lambda topic: (-topic.share.left - topic.share.right, topic.id))
    )


def _speakers(raised: Sequence[Raised]) -> tuple[ex.RaisedExport, ...]:
    return tuple(
        ex.RaisedExport(speaker=one.speaker, voice=one.voice, segments=one.segments)
        for one in raised
    )


def _suggestion(one: Suggestion) -> ex.SuggestionExport:
    return ex.SuggestionExport(
        labels=_labels(one.labels),
        phrases=one.phrases,
        left=one.segments[0],
        right=one.segments[1],
        cohesion=_round(one.cohesion),
    )


def _contest(contest: Contest) -> ex.ContestExport:
    return ex.ContestExport(
        family=contest.family,
        note=contest.note,
        notes=_labels(contest.notes),
        grade=contest.grade,
        state=contest.state,
        members=tuple(
            ex.MemberExport(
                id=member.id,
                labels=_labels(member.labels, member.id),
                plain=member.plain,
                left=_uses(member.left),
                right=_uses(member.right),
            )
            for member in contest.members
        ),
    )


def _uses(uses: Sequence[TermUse]) -> tuple[ex.TermUseExport, ...]:
    return tuple(
        ex.TermUseExport(segment=use.segment, start=use.start, end=use.end, voice=use.voice)
        for use in uses
    )


def _tone(tone: ToneProfile) -> ex.ToneExport:
    return ex.ToneExport(words=_counts(tone.words), acts=_counts(tone.acts))


def _counts(counts: Sequence[ToneCount]) -> tuple[ex.ToneCountExport, ...]:
    return tuple(
        ex.ToneCountExport(
            id=one.id,
            labels=ex.LabelsExport(en=one.label_en, zh=one.label_zh),
            strength=one.strength,
            code=one.code,
            spans=one.spans,
        )
        for one in counts
    )


def _gaps(gaps: Sequence[AttributionGap], right_first: bool) -> tuple[ex.AttributionGapExport, ...]:
    first = "right" if right_first else "left"
    ordered = sorted(gaps, key=lambda gap: (gap.side != first, gap.segment, gap.speaker))
    return tuple(
        ex.AttributionGapExport(
            side=gap.side,
            segment=gap.segment,
            speaker=gap.speaker,
            probability=_round(gap.probability),
            nearest=gap.nearest,
        )
        for gap in ordered
    )


def _wording(text: str, span: tuple[int, int] | None) -> ex.WordingExport | None:
    if not text and span is None:
        return None
    start, end = span if span is not None else (None, None)
    return ex.WordingExport(text=text, start=start, end=end)


def _shifts(
    shifts: Sequence[Shift],
    position: dict[int, int],
    right_first: bool,
    names: dict[SideName, str],
) -> tuple[ex.ShiftExport, ...]:
    def key(shift: Shift) -> tuple[int, tuple[int, int], tuple[int, int], str]:
        left, right = shift.left_span or (-1, -1), shift.right_span or (-1, -1)
        spans = (right, left) if right_first else (left, right)
        return position[shift.link], *spans, shift.kind

    return tuple(
        ex.ShiftExport(
            link=position[shift.link],
            left=_wording(shift.left, shift.left_span),
            right=_wording(shift.right, shift.right_span),
            kind=shift.kind,
            grade=shift.grade,
            reason=note_text(note, {"left": shift.left, "right": shift.right}, names, EN),
            note=note,
        )
        for shift in sorted(shifts, key=key)
        for note in (_note(shift.note),)
    )


def _note(note: Note) -> ex.NoteExport:
    return ex.NoteExport(
        kind=note.kind,
        left=tuple(_labels(pairs) for pairs in note.left),
        right=tuple(_labels(pairs) for pairs in note.right),
        subject=_labels(note.subject) if note.subject else None,
        side=note.side,
        left_use=note.left_use,
        right_use=note.right_use,
        quotes=note.quotes,
    )


def _signature(signature: Signature) -> ex.SignatureExport:
    return ex.SignatureExport(
        string=str(signature),
        version=signature.version,
        encoder=signature.encoder,
        encoder_hash=signature.encoder_hash,
        codebook=signature.codebook,
        codebook_hash=signature.codebook_hash,
        weights_hash=signature.weights_hash,
        held_out=signature.held_out,
        settings=dict(signature.settings),
        topics_hash=signature.topics_hash,
        terms=signature.terms,
        terms_hash=signature.terms_hash,
    )
