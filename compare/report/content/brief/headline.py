"""The main finding as a sentence: which topics either text leaves out, and which both raise."""

from __future__ import annotations

from collections.abc import Sequence

from compare.comparison import SIDES, SideName, other
from compare.phrases.words import EN, Words
from compare.report.content import findings
from compare.report.export.schema import (
    EventExport,
    Export,
    RowExport,
    SignatureExport,
    TopicExport,
)
from compare.settings import Settings

_MOST_NAMED = 5
"""Topics that a sentence names; of more it also gives the count."""


def finding(result: Export, words: Words = EN) -> str:
    """Return the main finding as a sentence, of nothing less certain than the user's line."""
    parts = []
    sure = certain_from(result.signature)
    for side in SIDES:
        missing = [t for t in findings.topics(result, findings.only(side)) if t.confidence >= sure]
        if missing:
            absent = findings.name(result, other(side), words)
            parts.append(_naming(_left_out(result, other(side)), missing, words, side=absent))
    shared = [topic for topic in findings.topics(result, "both") if topic.confidence >= sure]
    if shared:
        parts.append(_naming("finding.both", shared, words))
    if not parts:
        parts.append(words.say("finding.unclear" if result.topics else "finding.none"))
    return words.sentence(parts)


def event_finding(result: EventExport, words: Words = EN) -> str:
    """Return what each side of an event leaves out, as a sentence; certain as :func:`finding`."""
    names = findings.column_names(result)
    held = {s.id: s for pair in result.pairs for s in (pair.left, pair.right)}
    excerpts = [held[c.id].source.fidelity == "excerpt" for c in result.matrix.sides]
    sure = certain_from(result.pairs[0].signature)
    parts = []
    for column, side in enumerate(names):
        missing = [
            row
            for row in findings.ranked_rows(result)
            if row.cells[column].state == "left_out" and row.cells[column].confidence >= sure
        ]
        if missing:
            key = "finding.excerpt" if excerpts[column] else "finding.left_out"
            parts.append(_naming(key, missing, words, side=side))
    return words.sentence(parts or [words.say("finding.event_none")])


def _left_out(result: Export, side: SideName) -> str:
    """Return the key of the clause on what a side leaves out; of an excerpt it says so."""
    return "finding.excerpt" if findings.is_excerpt(result, side) else "finding.left_out"


STATEMENT_FROM = 0.9
"""Certainty in [0, 1] below which nothing is printed as a statement, whatever line was drawn. On
labelled events at least nine in ten of each kind of claim above it were right, on either set but
for 12 of 14 attribution gaps between the United States and China; of those between .85 and .9 on
other states, four in five passages and topics left out (``python -m tests.bench.claims``,
docs/quality.md)."""


def certain_from(signature: SignatureExport) -> float:
    """Return the certainty in [0, 1] from which a claim is a statement; below it is a hint.

    The user's line may make it stricter, and never looser than :data:`STATEMENT_FROM`.
    """
    line = 1 - float(signature.settings.get("max_error", Settings().max_error))
    return round(max(line, STATEMENT_FROM), 4)


def on_hints(signature: SignatureExport, words: Words) -> str:
    """Return the sentence that says what a hint is, and how often hints were right."""
    return words.say("note.hint", line=words.percent(certain_from(signature)))


def _naming(key: str, found: Sequence[TopicExport | RowExport], words: Words, **values: str) -> str:
    """Return a clause that names topics, and counts them where it cannot name all."""
    named = [findings.phrase(topic, words) for topic in found[:_MOST_NAMED]]
    if len(found) > _MOST_NAMED:
        return words.say(f"{key}_many", count=len(found), topics=words.listed(named), **values)
    return words.say(key, topics=words.listed(named), **values)
