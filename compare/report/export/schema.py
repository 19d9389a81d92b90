"""The export: the JSON of a comparison, the contract that other programs read.

Fields may be added; those that are here stay. The models are the contract: the JSON Schema
is derived from them, and a file that does not fit gets a message naming the field.
"""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any, Literal, Self

from pydantic import BeforeValidator, Field, model_validator

from compare.comparison import SideName
from compare.comparison.decisions import Decision
from compare.coverage.types import Reason, Status, Unlike
from compare.report.export.fields import (
    Index,
    Indices,
    LabelsExport,
    Model,
    Offset,
    Pair,
    Probability,
    RunningText,
)
from compare.report.export.statement import HighlightExport, StatementExport
from compare.report.export.wording import ContestExport, ShiftExport, TonesExport
from compare.report.palette import CellState
from compare.segmentation.segments import Voice
from compare.topics.types import State


def _dict(pairs: Any) -> Any:
    return dict(pairs) if isinstance(pairs, tuple) else pairs


def _is_blank(value: str | tuple[Any, ...]) -> bool:
    return not value


def _is_false(denied: bool) -> bool:
    return not denied


class MentionExport(Model):
    """One topic in one segment, with the evidence that found it."""

    topic: str
    confidence: Probability
    name_spans: tuple[tuple[Offset, Offset], ...]
    meaning: Probability
    denied: bool = Field(default=False, exclude_if=_is_false)
    """Left out of the JSON where it is false."""


class SegmentExport(Model):
    """A sentence or clause, and how the other side's whole text treats it."""

    start: Offset
    end: Offset
    paragraph: Index
    speaker: str
    voice: Voice = "unattributed"
    procedural: bool
    status: Status
    p_covered: Probability
    p_partly: Probability
    p_left_out: Probability
    nearest: Index | None
    reason: Annotated[str, Field(description="the reasons in English words")]
    reasons: tuple[Reason, ...] = ()
    topics: tuple[str, ...]
    mentions: tuple[MentionExport, ...] = ()


class SegmentsExport(Pair):
    """The segments of both sides, in the order of their texts."""

    left: tuple[SegmentExport, ...]
    right: tuple[SegmentExport, ...]


class LinkExport(Model):
    """Segments of both sides that carry the same point."""

    left: Indices
    right: Indices
    probability: Probability


class SharesExport(Pair):
    """Share of text that either side gives to a topic."""

    left: Probability
    right: Probability


class FirstsExport(Pair):
    """Where a topic first appears, as a part of the text; null where it does not."""

    left: Probability | None
    right: Probability | None


class RaisedExport(Model):
    """Whose words raise a topic; the speaker is empty where the text speaks for itself."""

    speaker: str
    voice: Voice
    segments: Indices


class SpeakersExport(Pair):
    """Who raises a topic in the text of either side."""

    left: tuple[RaisedExport, ...] = ()
    right: tuple[RaisedExport, ...] = ()


class DeniedExport(Pair):
    """Segments of either side that name a topic only to say that it was not talked about."""

    left: Indices = ()
    right: Indices = ()


def _is_empty(denied: DeniedExport) -> bool:
    return not denied.left and not denied.right


class TopicExport(Model):
    """One topic: who raised it, where, how much, and how sure that is."""

    id: str
    labels: LabelsExport
    left: Indices
    right: Indices
    state: State
    confidence: Probability
    share: SharesExport
    first: FirstsExport
    speakers: SpeakersExport = SpeakersExport()
    denied: DeniedExport = Field(default=DeniedExport(), exclude_if=_is_empty)
    """Left out of the JSON where nobody denies the topic."""
    running_text: RunningText = None


class SuggestionExport(Model):
    """A topic that the codebook does not know: a proposal, never a finding."""

    labels: LabelsExport
    phrases: tuple[str, ...]
    left: Indices
    right: Indices
    cohesion: Probability


class AttributionGapExport(Model):
    """What one side says the other said, and the other's own text does not contain."""

    side: SideName
    segment: Index
    speaker: str
    probability: Probability
    nearest: Index | None


class SignatureExport(Model):
    """All that is needed to get the same numbers again."""

    string: str
    version: str
    encoder: str
    encoder_hash: str
    codebook: str
    codebook_hash: str
    weights_hash: str = ""
    held_out: bool = False
    settings: Annotated[dict[str, str | int | float | bool], BeforeValidator(_dict)]
    topics_hash: str = ""
    terms: str = ""
    terms_hash: str = ""
    calibration: str = Field(default="", exclude_if=_is_blank)
    judged: str = Field(default="", exclude_if=_is_blank)
    """What it was calibrated on and who judged it, with digests; left out where nobody did."""


class Export(Model):
    """The comparison of two statements. Swapping the sides mirrors it exactly."""

    schema_: Literal["readouts.comparison/1"] = Field(alias="schema")
    left: StatementExport
    right: StatementExport
    segments: SegmentsExport
    links: tuple[LinkExport, ...]
    topics: tuple[TopicExport, ...]
    attribution_gaps: tuple[AttributionGapExport, ...]
    shifts: tuple[ShiftExport, ...]
    terms: tuple[ContestExport, ...] = ()
    tone: TonesExport = TonesExport()
    suggestions: tuple[SuggestionExport, ...] = ()
    decisions: tuple[Decision, ...] = Field(default=(), exclude_if=_is_blank)
    """What people decided; left out of the JSON where nobody judged anything."""
    unlike: tuple[Unlike, ...] = Field(default=(), exclude_if=_is_blank)
    """In what the texts are unlike the accounts that the error line was drawn on, farthest first;
    left out of the JSON where they are like them."""
    highlights: tuple[HighlightExport, ...] = Field(default=(), exclude_if=_is_blank)
    """What readers marked and noted; in the JSON only where it was asked for."""
    signature: SignatureExport

    @model_validator(mode="after")
    def _refer_within_bounds(self) -> Self:
        sizes: dict[SideName, int] = {
            "left": len(self.segments.left),
            "right": len(self.segments.right),
        }
        _check_segments("left", self.left.text, self.segments.left, sizes["right"])
        _check_segments("right", self.right.text, self.segments.right, sizes["left"])
        found: tuple[tuple[str, tuple[LinkExport | TopicExport | SuggestionExport, ...]], ...] = (
            ("links", self.links),
            ("topics", self.topics),
            ("suggestions", self.suggestions),
        )
        for name, items in found:
            for index, item in enumerate(items):
                _check(item.left, sizes["left"], f"{name}.{index}.left")
                _check(item.right, sizes["right"], f"{name}.{index}.right")
        for index, gap in enumerate(self.attribution_gaps):
            other = sizes["right" if gap.side == "left" else "left"]
            _check((gap.segment,), sizes[gap.side], f"attribution_gaps.{index}.segment")
            _check((gap.nearest,), other, f"attribution_gaps.{index}.nearest")
        for index, shift in enumerate(self.shifts):
            _check((shift.link,), len(self.links), f"shifts.{index}.link")
        for index, decision in enumerate(self.decisions):
            _check((decision.segment,), sizes[decision.side], f"decisions.{index}.segment")
            _check((decision.other,), sizes["right"], f"decisions.{index}.other")
        for index, highlight in enumerate(self.highlights):
            _check(highlight.segments, sizes[highlight.side], f"highlights.{index}.segments")
        self._check_evidence(sizes)
        return self

    def _check_evidence(self, sizes: dict[SideName, int]) -> None:
        for side, size in sizes.items():
            for index, topic in enumerate(self.topics):
                for speaker in getattr(topic.speakers, side):
                    _check(speaker.segments, size, f"topics.{index}.speakers.{side}")
            for index, contest in enumerate(self.terms):
                uses = [use.segment for member in contest.members for use in getattr(member, side)]
                _check(tuple(uses), size, f"terms.{index}.members.{side}")


class EventInfo(Model):
    """The meeting, call or summit."""

    id: str
    title: str
    date: dt.date | None
    place: str


class CellExport(Model):
    """How one statement treats one topic, from all its pairs."""

    state: CellState
    confidence: Probability
    share: Probability
    first: Probability | None
    segments: Indices


class RowExport(Model):
    """One topic by all statements, in the order of ``sides``."""

    id: str
    labels: LabelsExport
    cells: tuple[CellExport, ...]
    running_text: RunningText = None


class ColumnExport(Model):
    """One statement of the matrix."""

    id: str
    side: str
    lang: str


class MatrixExport(Model):
    """Topic by side."""

    sides: tuple[ColumnExport, ...]
    topics: tuple[RowExport, ...]


class EventExport(Model):
    """Two or more statements of one event: the matrix and every pair."""

    schema_: Literal["readouts.event/1"] = Field(alias="schema")
    event: EventInfo
    matrix: MatrixExport
    pairs: Annotated[tuple[Export, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _fill_the_matrix(self) -> Self:
        for index, row in enumerate(self.matrix.topics):
            if len(row.cells) != len(self.matrix.sides):
                raise ValueError(f"matrix.topics.{index} needs one cell a side")
        return self


def _check(indices: tuple[int | None, ...], size: int, where: str) -> None:
    for index in indices:
        if index is not None and not 0 <= index < size:
            raise ValueError(f"{where} is {index}, which is none of {size}")


def _check_segments(side: str, text: str, segments: tuple[SegmentExport, ...], other: int) -> None:
    position = 0
    for index, segment in enumerate(segments):
        where = f"segments.{side}.{index}"
        if not position <= segment.start <= segment.end <= len(text):
            raise ValueError(f"{where} does not follow the one before within the text")
        _check((segment.nearest,), other, f"{where}.nearest")
        position = segment.end


def schema(kind: Literal["comparison", "event"] = "comparison") -> dict[str, Any]:
    """JSON Schema (2020-12) of the export of a comparison, or of an event."""
    model = Export if kind == "comparison" else EventExport
    body = model.model_json_schema(mode="serialization", by_alias=True)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **body}
