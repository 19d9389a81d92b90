"""A judgement: what one person says of one place of a comparison, and its history.

A history is only ever added to. Taking a judgement back adds a withdrawal, and judging a place
again adds another judgement; :func:`current` says which of them count.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import get_args

from compare.comparison.decisions import DecisionKind
from compare.errors import CodingError
from compare.evaluation.offsets import non_white
from compare.segmentation.segments import Voice
from corpus.statements import Statement
from corpus.text.hashing import text_hash

STATUSES = ("covered", "partly", "left_out", "procedural")
"""What a coder may say of a passage: how the other side's whole text treats it."""
UNDATED = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
"""The time of a judgement of which nobody knows when it was made; it is written nowhere."""
VALUES: dict[DecisionKind, tuple[str, ...]] = {
    "status": STATUSES,
    "link": ("linked", "not_linked"),
    "topic": ("raised", "not_raised", "denied"),
    "speaker": get_args(Voice),
}
"""What may be said of each kind; of a speaker, the name may follow after a colon and a space."""
MEANINGS: dict[DecisionKind, dict[str, str]] = {
    "status": {
        "covered": "The other text says the same.",
        "partly": "It says part of it.",
        "left_out": "It does not say it.",
        "procedural": "The passage carries no substance: who met, where, greetings.",
    },
    "link": {
        "linked": "Both passages make the same point, in whatever words.",
        "not_linked": "They do not, even if they are about the same matter.",
    },
    "topic": {
        "raised": "The passage speaks of it.",
        "not_raised": "The passage does not speak of it.",
        "denied": "The passage says that it was not spoken of at the meeting.",
    },
    "speaker": {
        "own": "The side whose text this is speaks.",
        "other": "The text reports the words of the other side.",
        "both": "Both sides speak together.",
        "unattributed": "The text says it of nobody.",
        "reporter": "Somebody asks or tells who speaks for no side.",
    },
}
"""What each value means, for those who code."""


@dataclass(frozen=True, slots=True)
class Anchor:
    """Where in a statement something was judged, however the text is wrapped."""

    statement: str
    """Id of the statement."""
    text: str
    """:func:`corpus.text.hashing.text_hash` of its text when it was judged."""
    start: int
    end: int
    """Count the characters of the text that are not white space."""
    quote: str = ""
    """The words themselves, by which they are found again in a text that has changed."""

    @classmethod
    def of(cls, statement: Statement, start: int, end: int) -> Anchor:
        """The anchor of ``statement.text[start:end]``."""
        counted = non_white(statement.text).count(start, end)
        text = text_hash(statement.text)
        return cls(statement.id, text, *counted, statement.text[start:end])

    @classmethod
    def whole(cls, statement: Statement) -> Anchor:
        """The anchor of a text as a whole: that of an empty span at its beginning."""
        return cls(statement.id, text_hash(statement.text), 0, 0)


@dataclass(frozen=True, slots=True)
class Judgement:
    """What one coder says of one place: a status, a link, a topic or a speaker.

    Accepting what the machine says is a judgement whose ``value`` is ``machine``.
    """

    id: str
    coder: str
    time: dt.datetime = field(default=UNDATED, kw_only=True)
    """When it was made, in UTC; :data:`UNDATED` where that is not known."""
    kind: DecisionKind
    passage: Anchor
    value: str
    """One of :data:`VALUES`; a speaker may be followed by a name, as in ``other: Wang Yi``."""
    other: Anchor | None = None
    """Of a link the passage of the other side; of a status the other side's whole text, since the
    passage may be left out by one text and covered by another; else None."""
    topic: str = ""
    """Of a topic, its id in the codebook."""
    machine: str = ""
    """What the machine had said when it was judged; empty where that is not known."""
    unsure: bool = False
    """True where the coder could not tell; ``value`` is then the better guess."""
    note: str = ""
    event: str = ""
    """Id of the event, empty where it is not known."""
    blind: bool = False
    """True where the coder had not seen what the machine says."""
    final: bool = False
    """True for an adjudication: it counts, whatever other coders say."""
    codebook: str = ""
    """Fingerprint of the codebook that the coder had."""

    @property
    def dated(self) -> bool:
        """Whether it is known when it was made."""
        return self.time != UNDATED

    @property
    def target(self) -> tuple[object, ...]:
        """What is judged: the same for judgements of the same place."""
        other = (self.other.text, self.other.start, self.other.end) if self.other else ()
        here = self.passage
        return self.kind, here.text, here.start, here.end, other, self.topic


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """A coder takes a judgement back."""

    id: str
    coder: str
    time: dt.datetime
    withdraws: str
    """Id of the judgement."""
    event: str = ""
    """The event of the judgement."""


Entry = Judgement | Withdrawal


def make(coder: str, kind: DecisionKind, passage: Anchor, value: str, **rest: object) -> Judgement:
    """A judgement made now, unless ``rest`` has its time.

    Args:
        coder: who judges; not empty.
        kind: what is judged.
        passage: where.
        value: one of :data:`VALUES`.
        rest: further fields of :class:`Judgement`.

    Raises:
        CodingError: something is missing or not one of what may be said.
    """
    rest.setdefault("time", dt.datetime.now(dt.UTC))
    found = Judgement(uuid.uuid4().hex, coder.strip(), kind, passage, value, **rest)  # type: ignore[arg-type]  # the caller's fields
    check(found)
    return found


def withdraw(judgement: Judgement, coder: str) -> Withdrawal:
    """Take back a judgement now.

    Raises:
        CodingError: it is another coder's.
    """
    if judgement.coder != coder:
        raise CodingError(
            f"only {judgement.coder} takes this judgement back; judge the place yourself instead"
        )
    moment = dt.datetime.now(dt.UTC)
    return Withdrawal(uuid.uuid4().hex, coder, moment, judgement.id, judgement.event)


def check(judgement: Judgement) -> None:
    """Refuse a judgement that cannot be.

    Raises:
        CodingError: says which field and what it may be.
    """
    known = VALUES[judgement.kind]
    value = judgement.value.partition(": ")[0] if judgement.kind == "speaker" else judgement.value
    if value not in known:
        raise CodingError(
            f"{judgement.value!r} cannot be said of a {judgement.kind}; use one of "
            f"{', '.join(known)}"
        )
    if not judgement.coder:
        raise CodingError("a judgement needs the name of its coder; give one")
    if judgement.kind in ("status", "link") and judgement.other is None:
        raise CodingError(f"a {judgement.kind} is judged against a text of the other side; name it")
    if (judgement.kind == "topic") != bool(judgement.topic):
        raise CodingError("a judgement of a topic names it, and no other does; correct its topic")


def current(history: Iterable[Entry]) -> tuple[Judgement, ...]:
    """The judgements that count: not taken back, the last of each coder on each place.

    Ordered by place and coder, so that the order in which two histories were joined decides
    nothing. The later of two is the one of the later time.
    """
    entries = list(history)
    gone = {entry.withdraws for entry in entries if isinstance(entry, Withdrawal)}
    last: dict[tuple[object, ...], Judgement] = {}
    for entry in entries:
        if isinstance(entry, Withdrawal) or entry.id in gone:
            continue
        key = (*entry.target, entry.coder, entry.final)
        if key not in last or (entry.time, entry.id) >= (last[key].time, last[key].id):
            last[key] = entry
    return tuple(
        sorted(last.values(), key=lambda each: (repr(each.target), each.coder, each.final))
    )


def digest(judgements: Sequence[Judgement]) -> str:
    """SHA-256 in hexadecimal of what judgements say, whatever their order, times and ids."""
    said = sorted(
        json.dumps(
            [each.target, each.coder, each.value, each.unsure, each.note, each.final],
            ensure_ascii=False,
        )
        for each in judgements
    )
    return hashlib.sha256("\n".join(said).encode("utf-8", "surrogatepass")).hexdigest()
