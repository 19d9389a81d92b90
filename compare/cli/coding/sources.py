"""Codings of any form as judgements, and the events that they are of, compared."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING

from compare.cli.coding import options as opt
from compare.cli.terminal import note

if TYPE_CHECKING:
    from compare.coding.judgements import Judgement
    from compare.comparison import Comparison
    from compare.settings import Settings

OWN_CODINGS = frozenset({".jsonl", ".csv", ".tsv", ".xlsx"})
"""Suffixes of files that hold codings of one's own."""


def read_codings(
    file: Path, library: str | None, codebook: str, quiet: bool
) -> tuple[Judgement, ...]:
    """The judgements that count of a file: one of judgements, or a table of a study.

    Raises:
        CodingError: the file cannot be read, or nothing in it can be placed.
    """
    from compare.coding import files
    from compare.coding.exchange import importing
    from compare.coding.exchange.rows import read_rows
    from compare.coding.judgements import current
    from compare.errors import CodingError
    from compare.topics.codebook import load_codebook

    if file.suffix.lower() == ".jsonl" and b'"passage"' in file.read_bytes()[:4000]:
        return current(files.read(file))
    book = load_codebook(codebook)
    found = importing.bring(read_rows(file), opt.known_events(library), book.ids, coder="coder")
    for row in found.unplaced:
        note(f"not placed: {row}", quiet)
    if not found.judgements:
        raise CodingError(f"nothing in {file} could be placed; its rows name event, side and quote")
    return current(found.judgements)


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
