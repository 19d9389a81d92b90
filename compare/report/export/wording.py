"""The parts of the export on wording: shifts, contested terms and tone."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from compare.annotation.terms import Grade
from compare.report.export.fields import Index, LabelsExport, Model, Offset, none_of_nothing
from compare.segmentation.segments import Voice
from compare.wording.contest import ContestState
from compare.wording.difference import NoteKind, Use
from compare.wording.shifts import ShiftKind


class WordingExport(Model):
    """A wording as it stands in a statement."""

    text: str
    start: Offset | None
    end: Offset | None


class NoteExport(Model):
    """What differs between the wordings of a shift, as data."""

    kind: NoteKind
    left: tuple[LabelsExport, ...] = ()
    right: tuple[LabelsExport, ...] = ()
    subject: Annotated[LabelsExport | None, BeforeValidator(none_of_nothing)] = None
    left_signal: Annotated[LabelsExport | None, BeforeValidator(none_of_nothing)] = None
    right_signal: Annotated[LabelsExport | None, BeforeValidator(none_of_nothing)] = None
    side: Literal["left", "right", ""] = ""
    left_use: Use = ""
    right_use: Use = ""
    quotes: tuple[str, ...] = ()


class ShiftExport(Model):
    """A difference of wording inside a link; a side without the wording is null."""

    link: Index
    left: WordingExport | None
    right: WordingExport | None
    kind: ShiftKind
    grade: Grade
    reason: Annotated[str, Field(description="the note in English words")]
    note: NoteExport | None = None


class TermUseExport(Model):
    """A contested term where it stands."""

    segment: Index
    start: Offset
    end: Offset
    voice: Voice
    denied: Annotated[bool, Field(description="its clause negates or opposes it")] = False
    quoted: Annotated[bool, Field(description="in quotation marks, or called so-called")] = False


class MemberExport(Model):
    """One wording of a subject, and where either side uses it."""

    id: str
    labels: LabelsExport
    plain: Annotated[bool, Field(description="names the subject and takes no position")]
    left: tuple[TermUseExport, ...]
    right: tuple[TermUseExport, ...]
    notes: Annotated[LabelsExport | None, BeforeValidator(none_of_nothing)] = None
    """What this wording signals."""


class ContestExport(Model):
    """Wordings of one subject that carry a position; only those that a side uses."""

    family: str
    note: Annotated[str, Field(description="in English; empty where each member has its own")]
    notes: Annotated[LabelsExport | None, BeforeValidator(none_of_nothing)] = None
    grade: Grade
    state: ContestState
    members: tuple[MemberExport, ...]


class ToneCountExport(Model):
    """A word of tone or a speech act, and every place where it stands."""

    id: str
    labels: LabelsExport
    strength: Annotated[int, Field(ge=0, le=6, description="of a speech act; 6 warned")]
    code: Annotated[bool, Field(description="a code word of diplomacy, such as candid")]
    spans: tuple[tuple[Offset, Offset], ...]


class ToneExport(Model):
    """Words of tone and speech acts of one statement, the most frequent first."""

    words: tuple[ToneCountExport, ...] = ()
    acts: tuple[ToneCountExport, ...] = ()


class TonesExport(Model):
    """How either statement speaks."""

    left: ToneExport = ToneExport()
    right: ToneExport = ToneExport()
