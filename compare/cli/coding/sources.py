"""Codings of any form as judgements, and the events that they are of, compared."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING

from compare.cli.coding import options as opt
from compare.cli.terminal import note

if TYPE_CHECKING:
    from compare.coding.exchange.importing import Brought
    from compare.coding.judgements import Entry, Judgement
    from compare.comparison import Comparison
    from compare.settings import Settings
    from compare.topics.codebook import Codebook
    from corpus.statements import Event

OWN_CODINGS = frozenset({".jsonl", ".csv", ".tsv", ".xlsx", ".qdpx"})
"""Suffixes of files that hold codings of one's own."""


def read_codings(
    file: Path, library: str | None, codebook: str, labels: Path | None, quiet: bool
) -> tuple[Judgement, ...]:
    """The judgements that count of a file: one of judgements, a table, or a project.

    Raises:
        CodingError: the file cannot be read, or nothing in it can be placed.
    """
    from compare.coding import files
    from compare.coding.judgements import current
    from compare.errors import CodingError
    from compare.topics.codebook import load_codebook

    if file.suffix.lower() == ".jsonl" and b'"passage"' in _beginning(file):
        return current(files.read(file))
    book = load_codebook(codebook)
    events = opt.known_events(library)
    whole, found = bring_codings(file, events, book, labels, "coder", quiet)
    for row in found.unplaced:
        note(f"not placed: {row}", quiet)
    if not whole and not found.judgements:
        raise CodingError(
            f"nothing in {file} could be placed; its rows name event, side and quote, and the "
            "library holds the events"
        )
    return current((*whole, *found.judgements))


def bring_codings(
    file: Path,
    events: Mapping[str, Event],
    book: Codebook,
    labels: Path | None,
    coder: str,
    quiet: bool,
) -> tuple[tuple[Entry, ...], Brought]:
    """The codings of a table or a project on the texts of events.

    Returns:
        Judgements that a project holds whole, and what came of everything else.

    Raises:
        CodingError: the file cannot be read.
    """
    from compare.coding.exchange import importing
    from compare.coding.exchange.labels import read_labels
    from compare.coding.exchange.refi_reading import read_project
    from compare.coding.exchange.rows import read_rows
    from compare.coding.exchange.texts import Texts

    whole: tuple[Entry, ...] = ()
    if file.suffix.lower() == ".qdpx":
        project = read_project(file, Texts(events.values()))
        rows, whole = list(project.rows), project.whole
        for name in project.foreign:
            note(f"passed over: the text of {name!r} is of no event that is known", quiet)
    else:
        rows = read_rows(file)
    known = read_labels(labels) if labels else None
    found = importing.bring(rows, events, book.ids, known, coder=coder, codebook=book.fingerprint)
    return whole, found


def _beginning(file: Path) -> bytes:
    from compare.errors import CodingError
    from corpus.files import readable

    try:
        with readable(file).open("rb") as opened:
            return opened.read(4000)
    except OSError as error:
        raise CodingError(f"{file} cannot be read: {error.strerror}; check the path") from error


def compared(
    judgements: Sequence[Judgement], library: str | None, settings: Settings
) -> Iterator[tuple[str, Comparison]]:
    """Compare every pair of texts that judgements are of, event by event."""
    from compare.pipeline import Engine
    from corpus.text.hashing import text_hash

    texts = {each.passage.text for each in judgements}
    engine = Engine(settings)
    for event in opt.known_events(library).values():
        judged = [s for s in event.statements if text_hash(s.text) in texts]
        for left, right in combinations(event.statements, 2):
            if left in judged or right in judged:
                yield event.id, engine.compare(engine.prepare(left), engine.prepare(right))
