"""Contested terms: wordings of one subject that carry a position, and which side uses which."""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Annotated, Literal

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationError,
    field_validator,
    model_validator,
)

from compare.annotation.assertion import is_denied, is_quoted
from compare.annotation.matcher import Matcher, compact, longest
from compare.errors import CodebookError
from compare.segmentation.segments import Segment, Voice
from corpus.field_faults import first_fault
from corpus.files import readable
from corpus.statements import Statement
from corpus.text.yaml_text import YamlError, read_yaml

Grade = Literal["minor", "degree", "substantive"]

_BUNDLED = Path(__file__).with_name("terms.yaml")
_Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
_Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Label(_Frozen):
    """What a reader is shown, in both languages."""

    en: _Words
    zh: _Words


class Note(_Frozen):
    """What a choice of wording signals; Chinese may be missing from a list of one's own."""

    en: _Words
    zh: str = ""


class Member(_Frozen):
    """One wording of a family's subject, with the names it goes by."""

    id: _Id
    label: Label
    side: str = ""
    """Who typically chooses it; background only."""
    plain: bool = False
    """True where it names the subject and takes no position."""
    deniable: bool = True
    """False for a name, and wherever a negation before it says nothing of it."""
    note: Note | None = None
    """What this wording signals, whatever the other side chose; text alone is English."""
    en: tuple[_Words, ...] = ()
    zh: tuple[_Words, ...] = ()
    never: tuple[_Words, ...] = ()
    """Longer wordings that contain a name and are no use of it."""

    @field_validator("note", mode="before")
    @classmethod
    def _in_english(cls, note: object) -> object:
        return {"en": note} if isinstance(note, str) else note

    @model_validator(mode="after")
    def _named(self) -> Member:
        if not self.en and not self.zh:
            raise ValueError("needs at least one name under en or zh")
        return self


class Family(_Frozen):
    """Wordings of one subject that differ in position."""

    id: _Id
    note: Note | None = None
    """What the choice between any two members signals; text alone in a file is English."""
    grade: Grade
    """Weight of a choice of different members, after the scale of Mokry (2022)."""
    contrast: bool = True
    """False where each side speaks of itself, so that different members are no shift."""
    members: Annotated[tuple[Member, ...], Field(min_length=1)]

    @field_validator("note", mode="before")
    @classmethod
    def _in_english(cls, note: object) -> object:
        return {"en": note} if isinstance(note, str) else note

    @model_validator(mode="after")
    def _unique(self) -> Family:
        repeated = [i for i, n in Counter(m.id for m in self.members).items() if n > 1]
        if repeated:
            raise ValueError(f"member {repeated[0]} is there twice")
        return self

    def member(self, identifier: str) -> Member:
        """The member of that id; KeyError where there is none."""
        return {member.id: member for member in self.members}[identifier]


class Terms(_Frozen):
    """A list of families of contested terms."""

    version: str
    families: Annotated[tuple[Family, ...], Field(min_length=1)]
    digest: str = ""
    """SHA-256 of the file in hexadecimal; set when it is read."""

    @model_validator(mode="after")
    def _unique(self) -> Terms:
        repeated = [i for i, n in Counter(f.id for f in self.families).items() if n > 1]
        if repeated:
            raise ValueError(f"family {repeated[0]} is there twice")
        for family in self.families:
            owners: dict[str, str] = {}
            for member in family.members:
                for name in (*member.en, *member.zh):
                    owner = owners.setdefault(name, member.id)
                    if owner != member.id:
                        raise ValueError(
                            f"family {family.id}: {name!r} is a name of {owner} and of {member.id}"
                        )
        return self

    @cached_property
    def matcher(self) -> Matcher[tuple[str, str]]:
        """Finds pairs of family id and member id; an empty member id is no use of any."""
        return Matcher(
            (name, (family.id, identifier))
            for family in self.families
            for member in family.members
            for names, identifier in (((*member.en, *member.zh), member.id), (member.never, ""))
            for name in names
        )

    def family(self, identifier: str) -> Family:
        """The family of that id; KeyError where there is none."""
        for family in self.families:
            if family.id == identifier:
                return family
        raise KeyError(identifier)


@dataclass(frozen=True, slots=True)
class TermUse:
    """A contested term where it stands in a statement."""

    family: str
    member: str
    segment: int
    """Index into the segments of the statement."""
    start: int
    end: int
    """Characters of the statement."""
    voice: Voice
    """For whom the segment speaks, seen from the side that published the statement."""
    denied: bool = False
    """True where the clause negates or opposes it ("does not seek to contain China")."""
    quoted: bool = False
    """True where it alone stands in quotation marks, or is called so-called."""


Labels = tuple[tuple[str, str], ...]
"""Pairs of language and text; at least the English one."""


def load_terms(name: str = "bundled") -> Terms:
    """Read a list of contested terms: ``bundled`` or the path of a YAML file of the same form.

    Raises CodebookError, one line with file, line and field, where the file does not fit.
    """
    path = _BUNDLED if name == "bundled" else Path(name)
    try:
        data = readable(path).read_bytes()
    except OSError as error:
        raise CodebookError(
            f"{name} cannot be read ({error.strerror}); pass a YAML file or 'bundled'"
        ) from None
    return _parse(data, path.name)


@lru_cache(maxsize=8)
def _parse(data: bytes, name: str) -> Terms:
    try:
        document = read_yaml(data.decode())
    except UnicodeDecodeError:
        raise CodebookError(f"{name}: not text in UTF-8; save it as UTF-8") from None
    except YamlError as error:
        raise CodebookError(f"{name}, line {error.line}: not valid YAML: {error.problem}") from None
    try:
        terms = Terms.model_validate(document.content)
    except ValidationError as error:
        fault = first_fault(error)
        line = document.line_of(fault.path)
        raise CodebookError(f"{name}, line {line}, {fault.sentence('the whole list')}") from None
    return terms.model_copy(update={"digest": hashlib.sha256(data).hexdigest()})


def usages(statement: Statement, segments: Sequence[Segment], terms: Terms) -> tuple[TermUse, ...]:
    """Every use of a contested term, in order of text.

    The longest of overlapping names of a family counts. A term that crosses the border of
    segments counts in none, nor do those that a reporter uses.
    """
    order = sorted(range(len(segments)), key=lambda i: segments[i].start)
    starts = [segments[i].start for i in order]
    found: dict[str, dict[tuple[int, int], str]] = {}
    for start, end, (family, member) in terms.matcher.find(compact(statement.text)):
        spans = found.setdefault(family, {})
        spans[start, end] = spans.get((start, end)) or member
    uses = []
    for family, spans in found.items():
        for start, end, member in longest((*span, member) for span, member in spans.items()):
            position = bisect_right(starts, start) - 1
            if member and position >= 0 and end <= segments[order[position]].end:
                index = order[position]
                voice = segments[index].voice
                if voice == "reporter":
                    continue
                denied = terms.family(family).member(member).deniable and is_denied(
                    statement.text, start, end, statement.language
                )
                quoted = is_quoted(statement.text, start, end)
                uses.append(TermUse(family, member, index, start, end, voice, denied, quoted))
    return tuple(sorted(uses, key=lambda u: (u.start, u.end, u.family)))


def labels_of(label: Label | Note | None) -> Labels:
    """A label of the list as pairs of language and text; a language that it lacks is left out."""
    if label is None:
        return ()
    return tuple((lang, text) for lang, text in (("en", label.en), ("zh", label.zh)) if text)
