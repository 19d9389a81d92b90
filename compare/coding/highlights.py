"""Highlights: passages that readers mark for themselves, with a note to each.

Kept where judgements are kept, and like them only ever added: changing a note adds the highlight
as it is now, and taking it out adds that it is gone. :func:`current` says how each is now.
"""

from __future__ import annotations

import datetime as dt
import functools
import json
import uuid
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, ClassVar

from pydantic import ConfigDict, TypeAdapter, ValidationError

from compare.coding.exchange.texts import Texts
from compare.coding.judgements import Anchor
from compare.coding.placing import only_place
from compare.errors import CodingError
from compare.evaluation.offsets import non_white
from corpus.field_faults import first_fault
from corpus.statements import Statement

if TYPE_CHECKING:
    from corpus.library import Library

LONGEST = 10_000
"""Characters of a note."""
UNNAMED = "unnamed"
"""Under which name a library keeps the highlights of a reader who gave none."""
COLUMNS = (
    "event", "side", "date", "title", "publisher", "url", "quote", "note", "reader", "time",
    "start", "end", "id",
)  # fmt: skip
"""Columns of :func:`rows`."""


@dataclass(frozen=True, slots=True)
class Highlight:
    """A passage that a reader marked, as it was at one time."""

    id: str
    """Of this entry."""
    mark: str
    """Of the highlight: the same in all entries about it."""
    reader: str
    """Who marked it; may be empty."""
    time: dt.datetime
    """When this was said, in UTC."""
    passage: Anchor
    event: str
    """Id of the event."""
    note: str = ""
    removed: bool = False
    """True where the reader took it out."""

    # A field that is not known is of a newer program: nothing of it is passed over.
    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(extra="forbid")


def highlight(
    statement: Statement, start: int, end: int, event: str, *, note: str = "", reader: str = ""
) -> Highlight:
    """Mark ``statement.text[start:end]`` now.

    Args:
        statement: the text.
        start, end: characters of its text.
        event: id of its event.
        note: what the reader writes on it.
        reader: their name.

    Raises:
        CodingError: the span holds no text, or the note cannot be kept.
    """
    if not 0 <= start < end <= len(statement.text) or not statement.text[start:end].strip():
        raise CodingError(f"{start}-{end} of {statement.id!r} holds no text; mark a passage")
    anchor = Anchor.of(statement, start, end)
    name = " ".join(reader.split())
    return Highlight(
        uuid.uuid4().hex, uuid.uuid4().hex, name, _now(), anchor, event, _checked(note)
    )


def noted(found: Highlight, note: str) -> Highlight:
    """The highlight with another note, from now on.

    Raises:
        CodingError: the note is too long, or holds what is no text.
    """
    return replace(found, id=uuid.uuid4().hex, time=_after(found), note=_checked(note))


def taken_out(found: Highlight) -> Highlight:
    """The highlight as gone, from now on; what was noted on it stays in the history."""
    return replace(found, id=uuid.uuid4().hex, time=_after(found), removed=True)


def put_back(found: Highlight) -> Highlight:
    """A highlight that was taken out, as it is in its last entry, as there again from now on."""
    return replace(found, id=uuid.uuid4().hex, time=_after(found), removed=False)


def words_in(found: Highlight, text: str) -> tuple[int, int] | None:
    """Where the words of a highlight stand in a text that has changed since: ``(start, end)``.

    None where the text does not hold them, or holds them more than once.
    """
    place = only_place(text, found.passage.quote)
    return non_white(text).restore(*place) if place else None


def current(entries: Iterable[Highlight]) -> tuple[Highlight, ...]:
    """Each highlight as it is now, those apart that were taken out: by event, text and place."""
    return tuple(
        sorted(
            (entry for entry in last(entries).values() if not entry.removed),
            key=lambda each: (each.event, each.passage.text, each.passage.start, each.mark),
        )
    )


def begun(entries: Iterable[Highlight]) -> tuple[Highlight, ...]:
    """Each highlight as :func:`current` gives it, under the time at which it was made."""
    entries = tuple(entries)
    made = first(entries)
    return tuple(replace(each, time=made[each.mark].time) for each in current(entries))


def last(entries: Iterable[Highlight]) -> dict[str, Highlight]:
    """The last entry of each highlight, also of one that was taken out, by its mark."""
    return {entry.mark: entry for entry in sorted(entries, key=_when)}


def first(entries: Iterable[Highlight]) -> dict[str, Highlight]:
    """The entry of each highlight with which it began, by its mark."""
    return {entry.mark: entry for entry in sorted(entries, key=_when, reverse=True)}


def same_passage(one: Highlight, two: Highlight) -> bool:
    """Whether two highlights are of one passage; in two versions of a text, of the same words."""
    here, there = one.passage, two.passage
    if (here.statement, here.quote.split()) != (there.statement, there.quote.split()):
        return False
    return here.text != there.text or (here.start, here.end) == (there.start, there.end)


def keep(library: Library, entries: Iterable[Highlight]) -> int:
    """Keep entries in a library, in one transaction; those of a known id are there already.

    Returns:
        How many were not there before.

    Raises:
        LibraryError: the library cannot be written to; then none of them is kept.
    """
    from corpus.library import JudgementRecord

    return library.keep_judgements(
        JudgementRecord(entry.id, entry.event, entry.reader or UNNAMED, _line(entry))
        for entry in entries
    )


def read_library(
    library: Library, event: str | None = None, texts: Collection[str] = ()
) -> tuple[Highlight, ...]:
    """All that readers of a library said, of one event or of all, in the order it came in.

    Args:
        library: where they are kept.
        event: id of the event; of all where it is None.
        texts: :func:`corpus.text.hashing.text_hash` of texts whose highlights are read too,
            under whatever event they are, such as before a move.

    Raises:
        CodingError: an entry was written by a newer program.
        LibraryError: the library cannot be read.
    """
    return tuple(
        _entry(record.json, f"highlight {record.id}")
        for record in library.judgements(None if texts else event)
        if is_highlight(record.json)
        and (event is None or record.event == event or _text_of(record.json) in texts)
    )


def is_highlight(text: str) -> bool:
    """Whether what a library keeps as JSON is a highlight, and no judgement."""
    found = json.loads(text)
    return isinstance(found, dict) and "mark" in found


def _text_of(text: str) -> str:
    """The hash of the text of a highlight, whatever else a newer program keeps of it."""
    passage = json.loads(text).get("passage")
    return str(passage.get("text", "")) if isinstance(passage, dict) else ""


def rows(found: Iterable[Highlight], texts: Texts) -> list[dict[str, str]]:
    """A row of :data:`COLUMNS` for each highlight.

    Offsets count characters of the texts that are given. Where a text is not there, the row says
    the id of the statement in place of the side, and no offsets; the quote is always there.
    """
    return [_row(each, texts) for each in found]


def _row(found: Highlight, texts: Texts) -> dict[str, str]:
    cells: dict[str, object] = {
        "event": found.event,
        "side": found.passage.statement,
        "quote": found.passage.quote,
        "note": found.note,
        "reader": found.reader,
        "time": found.time.isoformat(timespec="seconds"),
        "id": found.mark,
    }
    if here := texts.locate(found.passage):
        statement, source = here.statement, here.statement.source
        cells |= {
            "side": statement.side,
            "date": statement.date or "",
            "title": statement.title,
            "publisher": source.publisher,
            "url": source.url,
            "start": here.start,
            "end": here.end,
        }
    return {column: str(cells.get(column, "")) for column in COLUMNS}


def _checked(note: str) -> str:
    note = note.strip()
    if len(note) > LONGEST:
        raise CodingError(
            f"a note has at most {LONGEST:,} characters and this has {len(note):,}; shorten it"
        )
    if any("\ud800" <= character <= "\udfff" for character in note):
        raise CodingError("the note holds half a character, which is no text; write it anew")
    return note


def _when(entry: Highlight) -> tuple[dt.datetime, str]:
    return entry.time, entry.id


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)


def _after(found: Highlight) -> dt.datetime:
    """Now, or just after an entry that the clock of another machine dates later than now."""
    return max(_now(), found.time + dt.timedelta(microseconds=1))


def _line(entry: Highlight) -> str:
    return _entries().dump_json(entry, exclude_defaults=True).decode()


def _entry(text: str, where: str) -> Highlight:
    try:
        return _entries().validate_json(text)
    except ValidationError as error:
        fault = first_fault(error)
        field = ".".join(map(str, fault.path)) or "the whole"
        raise CodingError(
            f"{where} is not understood: {field}: {fault.what}; a newer Readouts wrote it, perhaps"
        ) from error


@functools.cache
def _entries() -> TypeAdapter[Highlight]:
    return TypeAdapter(Highlight)
