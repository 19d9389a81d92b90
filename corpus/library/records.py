"""What a library tells: its events and statements, what a search found, what is amiss."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
import numpy.typing as npt

from ..errors import EventError
from ..statements import Event, Statement

Progress = Callable[[int, int], None]
"""Called with how much is done and how much there is."""
Clauses = Callable[[str], Sequence[tuple[int, int]]]
"""Gives the spans of the clauses of a passage, in order."""


class Segmenter(Protocol):
    """Cuts a statement into the passages that are searched."""

    @property
    def name(self) -> str:
        """Changes when the cuts do; passages of another name are cut anew."""

    def cut(self, statement: Statement) -> Sequence[tuple[int, int]]:
        """Start and end of each passage in ``statement.text``, in order."""


class Encoder(Protocol):
    """Turns text into unit vectors whose dot product says how near two meanings are."""

    @property
    def fingerprint(self) -> str:
        """Changes when the vectors do."""

    def encode(self, texts: Sequence[str]) -> npt.NDArray[np.float32]:
        """Return one unit vector for each text, shape (n, d)."""


@dataclass(frozen=True, slots=True)
class Version:
    """A statement as it was at one time."""

    number: int
    """From 1; the newest is the highest."""
    statement: Statement
    added: dt.datetime
    """When it came into the library, in UTC."""
    original: str
    """SHA-256 of the bytes kept beside it, or empty where there are none."""


@dataclass(frozen=True, slots=True)
class StatementRecord:
    """A statement with what the library knows of it."""

    event: str
    versions: tuple[Version, ...]
    """Oldest first; at least one."""
    tags: tuple[str, ...] = ()
    note: str = ""

    @property
    def id(self) -> str:
        """The id that all its versions bear."""
        return self.newest.statement.id

    @property
    def newest(self) -> Version:
        """The version that counts."""
        return self.versions[-1]

    @property
    def statement(self) -> Statement:
        """The statement in its newest version."""
        return self.newest.statement


@dataclass(frozen=True, slots=True)
class EventRecord:
    """An event as it is kept; it may still be without its second statement."""

    id: str
    title: str = ""
    date: dt.date | None = None
    place: str = ""
    tags: tuple[str, ...] = ()
    note: str = ""
    statements: tuple[StatementRecord, ...] = ()

    @property
    def complete(self) -> bool:
        """Whether there is something to compare."""
        return len(self.statements) > 1

    def event(self) -> Event:
        """The event for a comparison, each statement in its newest version.

        Raises:
            EventError: it has fewer than two statements.
        """
        if not self.complete:
            raise EventError(f"event {self.id!r} has one statement; add that of another side")
        return Event(
            id=self.id,
            title=self.title,
            date=self.date,
            place=self.place,
            statements=tuple(record.statement for record in self.statements),
        )


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that a search found."""

    event: str
    statement: str
    version: int
    side: str
    language: str
    date: dt.date | None
    title: str
    start: int
    end: int
    """Characters of the statement's text."""
    text: str
    """The passage itself."""
    marks: tuple[tuple[int, int], ...]
    """Where the words of the query stand in the passage; empty where only meaning led to it."""
    similarity: float | None
    """Cosine in [-1, 1] of query and passage, or its nearest clause; None where meaning was not
    asked."""
    score: float = 0.0
    """What the order goes by, comparable within one search, whatever the language: the
    similarity, and where the very words stand .1 more and at least .6; in a search for words alone
    how densely they stand."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Statements that seem to tell of one event and are not kept together yet."""

    statements: tuple[str, ...]
    events: tuple[str, ...]
    """The events they are in now."""
    score: float
    """In [0, 1]: from how much of what could speak for it does."""
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class JudgementRecord:
    """What somebody said of a result, or that they take it back, as a library keeps it."""

    id: str
    event: str
    """Id of the event, empty where it is not known."""
    coder: str
    json: str
    """What was said, in a form that the library does not read."""
    added: str = ""
    """When it came into a library, ISO 8601 in UTC; empty for now."""


@dataclass(frozen=True, slots=True)
class Problem:
    """Something in the library that is not as it must be."""

    where: str
    what: str

    def __str__(self) -> str:
        return f"{self.where}: {self.what}"


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import brought."""

    events: int = 0
    """Events that were not there before."""
    statements: int = 0
    """Statements that were not there before."""
    versions: int = 0
    """Versions that were not there before, first ones included."""
    known: int = 0
    """Versions that were there already."""
    judgements: int = 0
    """Judgements that were not there before."""


@dataclass(frozen=True, slots=True)
class Filter:
    """Which passages a search looks at; what is left open does not narrow it."""

    event: str | None = None
    side: str | None = None
    language: str | None = None
    since: dt.date | None = None
    until: dt.date | None = None
    tag: str | None = None
    """A tag of the statement or of its event."""

    @property
    def narrows(self) -> bool:
        """Whether anything is left out at all."""
        return self != Filter()
