"""A Chinese report speaks Chinese: Latin letters stand in quotations, names and identifiers."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

import compare
from compare.report import EventExport, Preferences, export_event
from compare.report.bundle import Bundle
from compare.report.content.brief.terminal import event_blocks, pair_blocks
from compare.report.content.document import (
    Block,
    Code,
    Figure,
    Heading,
    Paragraph,
    Run,
    Table,
)
from compare.report.content.sections import Contents
from corpus import samples

CHINESE = Preferences.choose(language="zh")
IDENTIFIERS = (
    "SHA-256",
    "Readouts",
    "BibTeX",
    "UTC",
    "JSON",
    "Python",
    "comparison.json",
    "compare.write",
)
LATIN = re.compile(r"[A-Za-z]{2,}")


def runs(blocks: tuple[Block, ...]) -> Iterator[Run]:
    """Everything that a report says, run by run; what is code quotes a program or a file."""
    for block in blocks:
        if isinstance(block, Heading):
            yield Run(block.text)
        elif isinstance(block, Paragraph):
            yield Run(block.tag)
            yield from block.runs
        elif isinstance(block, Table):
            yield from (Run(head) for head in block.head)
            yield Run(block.about)
            yield from (run for row in block.rows for cell in row for run in cell)
        elif isinstance(block, Figure):
            yield Run(block.caption)
        else:
            assert isinstance(block, Code)


def names(result: EventExport) -> set[str]:
    """What a report names and may not translate."""
    found = {result.event.id, result.event.title, result.event.place}
    for pair in result.pairs:
        for one in (pair.left, pair.right):
            source = one.source
            found |= {one.side, one.title, one.author, source.publisher, source.url}
        found |= {topic.labels.en for topic in pair.topics}
        found |= {one.labels.en for one in pair.suggestions}
        found |= {gap.speaker for gap in pair.attribution_gaps}
        signature = pair.signature
        found |= {signature.version, signature.encoder, signature.codebook, *signature.settings}
        found |= {signature.encoder_hash[:12], signature.codebook_hash[:12]}
        found.add(signature.weights_hash[:12])
    return {" ".join(name.split()) for name in found if name}


@pytest.mark.parametrize("name", samples.names())
@pytest.mark.slow
def test_no_latin_letters_outside_quotations_names_and_identifiers(name: str) -> None:
    result = export_event(compare.event(samples.load(name)))
    texts = [" ".join(one.text.split()) for pair in result.pairs for one in (pair.left, pair.right)]
    known = sorted({*names(result), *IDENTIFIERS}, key=len, reverse=True)
    document = Contents(CHINESE).document(Bundle((result,)))
    short = [block for pair in result.pairs for block in pair_blocks(pair, CHINESE)]
    looked_at, wrong = 0, set()
    notes = tuple(Paragraph(note) for note in document.notes)
    for run in runs((*document.blocks, *notes, *event_blocks(result, CHINESE), *short)):
        if run.look in ("quote", "code") or (run.lang and any(run.text in t for t in texts)):
            continue
        looked_at += 1
        text = re.sub("“[^”]*”", "", run.text)
        for identifier in known:
            text = text.replace(identifier, "")
        wrong |= {(match, run.text[:80]) for match in LATIN.findall(text)}
    assert wrong == set()
    assert looked_at > 200
