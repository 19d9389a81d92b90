"""The export: the JSON of a comparison, the contract that other programs read.

Fields may be added; those that are here stay. The models are the contract: the JSON Schema
is derived from them, and a file that does not fit gets a message naming the field.
"""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from compare.annotation.terms import ContestState, Grade
from compare.comparison import SideName
from compare.coverage.decision import Status
from compare.coverage.reasons import Reason
from compare.report.palette import CellState
from compare.segmentation.segments import Voice
from compare.topics.types import State
from compare.wording.difference import NoteKind, Use
from compare.wording.shifts import ShiftKind
from corpus.statements import Fidelity

_Probability = Annotated[float, Field(ge=0, le=1, description="in [0, 1], four decimals")]
_Index = Annotated[int, Field(ge=0)]
_Offset = Annotated[int, Field(ge=0, description="counts Unicode characters of the side's text")]
_Indices = Annotated[tuple[_Index, ...], Field(description="indices into the side's segments")]


class _Model(BaseModel):
    # Unknown fields are let through: a later version may add some.
    model_config = ConfigDict(frozen=True, extra="ignore", allow_inf_nan=False)


class SourceExport(_Model):
    """Where a text came from and how faithful it is to the official one."""

    publisher: str = ""
    url: str = ""
    retrieved: dt.datetime | None = None
    sha256: str = ""
    fidelity: Fidelity


class StatementExport(_Model):
    """One side's statement; ``text`` is the statement as compared."""

    id: str
    side: str
    lang: str
    title: str
    author: str = ""
    date: dt.date | None
    text: str
    source: SourceExport


class MentionExport(_Model):
    """One topic in one segment, with the evidence that found it."""

    topic: str
    confidence: _Probability
    name_spans: tuple[tuple[_Offset, _Offset], ...]
    meaning: _Probability


class SegmentExport(_Model):
    """A sentence or clause, and how the other side's whole text treats it."""

    start: _Offset
    end: _Offset
    paragraph: _Index
    speaker: str
    voice: Voice = "unattributed"
    procedural: bool
    status: Status
    p_covered: _Probability
    p_partly: _Probability
    p_left_out: _Probability
    nearest: _Index | None
    reason: Annotated[str, Field(description="the reasons in English words")]
    reasons: tuple[Reason, ...] = ()
    topics: tuple[str, ...]
    mentions: tuple[MentionExport, ...] = ()


class SegmentsExport(_Model):
    """The segments of both sides, in the order of their texts."""

    left: tuple[SegmentExport, ...]
    right: tuple[SegmentExport, ...]


class LinkExport(_Model):
    """Segments of both sides that carry the same point."""

    left: _Indices
    right: _Indices
    probability: _Probability


class LabelsExport(_Model):
    """The name of a topic in English and Chinese."""

    en: str
    zh: str = ""


class SharesExport(_Model):
    """Share of text that either side gives to a topic."""

    left: _Probability
    right: _Probability


class FirstsExport(_Model):
    """Where a topic first appears, as a part of the text; null where it does not."""

    left: _Probability | None
    right: _Probability | None


class RaisedExport(_Model):
    """Whose words raise a topic; the speaker is empty where the text speaks for itself."""

    speaker: str
    voice: Voice
    segments: _Indices


class SpeakersExport(_Model):
    """Who raises a topic in the text of either side."""

    left: tuple[RaisedExport, ...] = ()
    right: tuple[RaisedExport, ...] = ()


class TopicExport(_Model):
    """One topic: who raised it, where, how much, and how sure that is."""

    id: str
    labels: LabelsExport
    left: _Indices
    right: _Indices
    state: State
    confidence: _Probability
    share: SharesExport
    first: FirstsExport
    speakers: SpeakersExport = SpeakersExport()


class SuggestionExport(_Model):
    """A topic that the codebook does not know: a proposal, never a finding."""

    labels: LabelsExport
    phrases: tuple[str, ...]
    left: _Indices
    right: _Indices
    cohesion: _Probability


class AttributionGapExport(_Model):
    """What one side says the other said, and the other's own text does not contain."""

    side: SideName
    segment: _Index
    speaker: str
    probability: _Probability
    nearest: _Index | None


class WordingExport(_Model):
    """A wording as it stands in a statement."""

    text: str
    start: _Offset | None
    end: _Offset | None


class NoteExport(_Model):
    """What differs between the wordings of a shift, as data."""

    kind: NoteKind
    left: tuple[LabelsExport, ...] = ()
    right: tuple[LabelsExport, ...] = ()
    subject: LabelsExport | None = None
    side: Literal["left", "right", ""] = ""
    left_use: Use = ""
    right_use: Use = ""
    quotes: tuple[str, ...] = ()


class ShiftExport(_Model):
    """A difference of wording inside a link; a side without the wording is null."""

    link: _Index
    left: WordingExport | None
    right: WordingExport | None
    kind: ShiftKind
    grade: Grade
    reason: Annotated[str, Field(description="the note in English words")]
    note: NoteExport | None = None


class TermUseExport(_Model):
    """A contested term where it stands."""

    segment: _Index
    start: _Offset
    end: _Offset
    voice: Voice


class MemberExport(_Model):
    """One wording of a subject, and where either side uses it."""

    id: str
    labels: LabelsExport
    plain: Annotated[bool, Field(description="names the subject and takes no position")]
    left: tuple[TermUseExport, ...]
    right: tuple[TermUseExport, ...]


class ContestExport(_Model):
    """Wordings of one subject that carry a position; only those that a side uses."""

    family: str
    note: Annotated[str, Field(description="in English")]
    notes: LabelsExport | None = None
    grade: Grade
    state: ContestState
    members: tuple[MemberExport, ...]


class ToneCountExport(_Model):
    """A word of tone or a speech act, and every place where it stands."""

    id: str
    labels: LabelsExport
    strength: Annotated[int, Field(ge=0, le=6, description="of a speech act; 6 warned")]
    code: Annotated[bool, Field(description="a code word of diplomacy, such as candid")]
    spans: tuple[tuple[_Offset, _Offset], ...]


class ToneExport(_Model):
    """Words of tone and speech acts of one statement, the most frequent first."""

    words: tuple[ToneCountExport, ...] = ()
    acts: tuple[ToneCountExport, ...] = ()


class TonesExport(_Model):
    """How either statement speaks."""

    left: ToneExport = ToneExport()
    right: ToneExport = ToneExport()


class SignatureExport(_Model):
    """All that is needed to get the same numbers again."""

    string: str
    version: str
    encoder: str
    encoder_hash: str
    codebook: str
    codebook_hash: str
    weights_hash: str = ""
    held_out: bool = False
    settings: dict[str, str | int | float | bool]
    topics_hash: str = ""
    terms: str = ""
    terms_hash: str = ""


class Export(_Model):
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
        self._check_evidence(sizes)
        return self

    def _check_evidence(self, sizes: dict[SideName, int]) -> None:
        for side, size in sizes.items():
            for index, topic in enumerate(self.topics):
                for one in getattr(topic.speakers, side):
                    _check(one.segments, size, f"topics.{index}.speakers.{side}")
            for index, contest in enumerate(self.terms):
                uses = [use.segment for member in contest.members for use in getattr(member, side)]
                _check(tuple(uses), size, f"terms.{index}.members.{side}")


class EventInfo(_Model):
    """The meeting, call or summit."""

    id: str
    title: str
    date: dt.date | None
    place: str


class CellExport(_Model):
    """How one statement treats one topic, from all its pairs."""

    state: CellState
    confidence: _Probability
    share: _Probability
    first: _Probability | None
    segments: _Indices


class RowExport(_Model):
    """One topic by all statements, in the order of ``sides``."""

    id: str
    labels: LabelsExport
    cells: tuple[CellExport, ...]


class ColumnExport(_Model):
    """One statement of the matrix."""

    id: str
    side: str
    lang: str


class MatrixExport(_Model):
    """Topic by side."""

    sides: tuple[ColumnExport, ...]
    topics: tuple[RowExport, ...]


class EventExport(_Model):
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
        if index is not None and index >= size:
            raise ValueError(f"{where} is {index}, beyond the last of {size}")


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
