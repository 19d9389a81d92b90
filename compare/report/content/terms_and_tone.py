"""The parts of a report on terms and tone, and on points beyond the topics."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, get_args

from compare.comparison import SIDES, SideName
from compare.report.content import findings
from compare.report.content.context import Context
from compare.report.content.document import (
    Block,
    Paragraph,
    Run,
    Runs,
    Table,
    plain,
)
from compare.report.content.note_text import contest_note
from compare.report.escaping import line
from compare.report.export.fields import LabelsExport
from compare.report.export.schema import Export
from compare.report.export.wording import (
    ContestExport,
    MemberExport,
    TermUseExport,
    ToneCountExport,
)
from compare.wording.contest import ContestState

ToneKind = Literal["acts", "words"]
TONE_KINDS: tuple[ToneKind, ...] = get_args(ToneKind)
Spans = tuple[tuple[int, int], ...]

_MOST_QUOTATIONS = 3
_ORDER: tuple[ContestState, ...] = ("different", "left_only", "right_only", "same")
"""Order in which states are listed."""


def tell(context: Context, result: Export, level: int) -> Iterator[Block]:
    """Yield contested terms, tone and suggestions, where chosen and found."""
    has = context.preferences.has
    if has("terms") and result.terms:
        yield from terms(context, result, level)
    if has("tone"):
        yield from tone(context, result, level)
    if has("suggestions") and result.suggestions:
        yield from suggestions(context, result, level)


def _label(context: Context, labels: LabelsExport) -> str:
    return line(findings.label(labels, context.words))


def terms(context: Context, result: Export, level: int) -> Iterator[Block]:
    """Yield the contested terms that the texts use."""
    say = context.words.say
    yield context.heading(level, say("head.terms"), "terms")
    rows = tuple(
        (
            *(_wordings(context, result, contest, side) for side in SIDES),
            _signal(context, contest, result),
        )
        for contest in ordered_terms(result)
    )
    names = (say("table.wordings_of", side=context.name(result, side)) for side in SIDES)
    yield Table((*names, say("table.signals")), rows, (4, 4, 5), say("head.terms"))


def ordered_terms(result: Export) -> list[ContestExport]:
    """Contested terms in the order in which they are listed."""
    return sorted(result.terms, key=lambda contest: _ORDER.index(contest.state))


def _signal(context: Context, contest: ContestExport, result: Export) -> Runs:
    """Return who uses which wordings, and what each of them signals, quoted from the texts."""
    say = context.words.say
    if contest.state in ("same", "different"):
        sentence = say(f"term.state.{contest.state}")
    else:
        side: SideName = "left" if contest.state == "left_only" else "right"
        sentence = say("term.state.only", side=context.name(result, side))
    runs = [Run(sentence)]
    for note in contest_note(contest, context.words):
        runs.append(Run(f" {note.text}", "quiet", note.lang))
    for member in contest.members:
        if member.notes is None or member.plain:
            continue
        first, use = next((s, uses[0]) for s in SIDES if (uses := _uses(member, s)))
        runs.append(Run(" "))
        runs.append(context.words_of(result, first, use.start, use.end))
        text = line(findings.label(member.notes, context.words))
        runs.append(Run(f"{say('punct.colon')}{text}", "quiet"))
    return tuple(runs)


def _wordings(context: Context, result: Export, contest: ContestExport, side: SideName) -> Runs:
    """Return each wording of a family that a side uses, as its text has it."""
    runs: list[Run] = []
    for member in contest.members:
        for run in _member(context, result, member, side):
            if runs and run.look == "quote":
                runs.append(Run(context.words.say("list.comma")))
            runs.append(run)
    return tuple(runs)


def _member(
    context: Context, result: Export, member: MemberExport, side: SideName
) -> Iterator[Run]:
    """Yield the words of a member on one side, how often, and whether they are its own claim."""
    say = context.words.say
    held: dict[tuple[str, tuple[str, ...]], list[Run]] = {}
    for use in _uses(member, side):
        run = context.words_of(result, side, use.start, use.end)
        facts = {
            "reported": use.voice == "other",
            "denied": use.denied,
            "quoted": use.quoted,
        }
        marks = tuple(say(f"term.{fact}") for fact, holds in facts.items() if holds)
        held.setdefault((run.text, marks), []).append(run)
    for (_, marks), runs in list(held.items())[:_MOST_QUOTATIONS]:
        yield runs[0]
        if len(runs) > 1:
            yield Run(f" ×{len(runs)}")
        if marks:
            yield Run(context.aside(say("list.comma").join(marks)), "quiet")


def _uses(member: MemberExport, side: SideName) -> tuple[TermUseExport, ...]:
    return member.left if side == "left" else member.right


def tone(context: Context, result: Export, level: int) -> Iterator[Block]:
    """Yield speech acts and words of tone, side by side."""
    say = context.words.say
    yield context.heading(level, say("head.tone"), "tone")
    found = False
    for kind in TONE_KINDS:
        ordered = ordered_tone(result, kind)
        if not ordered:
            continue
        found = True
        counts = _tone_counts(result, kind)
        rows = tuple(
            (
                _tone_name(context, entry),
                *(_occurrences(context, result, side, counts[side], entry) for side in SIDES),
            )
            for entry in ordered
        )
        heads = (say(f"tone.{kind}"), *(context.name(result, side) for side in SIDES))
        yield Table(heads, rows, (4, 5, 5), say(f"tone.{kind}"))
    yield Paragraph(plain(say("tone.note" if found else "tone.none")), "note" if found else "plain")


def ordered_tone(result: Export, kind: ToneKind) -> list[ToneCountExport]:
    """Speech acts or words of tone that either side has, in the order in which they are listed."""
    counts = _tone_counts(result, kind)
    ids = {entry.id: entry for side in SIDES for entry in counts[side]}
    return sorted(
        ids.values(),
        key=lambda entry: (
            -entry.strength,
            -sum(len(tone_spans(result, kind, entry.id, side)) for side in SIDES),
            entry.id,
        ),
    )


def tone_spans(result: Export, kind: ToneKind, id_: str, side: SideName) -> Spans:
    """Where a side has a speech act or a word of tone: start and end in its text."""
    counts = _tone_counts(result, kind)[side]
    return next((count.spans for count in counts if count.id == id_), ())


def _tone_counts(result: Export, kind: ToneKind) -> dict[SideName, tuple[ToneCountExport, ...]]:
    return {side: getattr(getattr(result.tone, side), kind) for side in SIDES}


def _tone_name(context: Context, entry: ToneCountExport) -> Runs:
    say = context.words.say
    runs = [Run(_label(context, entry.labels), "strong")]
    if entry.strength:
        aside = say("punct.aside", text=say("tone.strength", strength=entry.strength))
        runs.append(Run(aside, "quiet"))
    elif entry.code:
        runs.append(Run(say("punct.aside", text=say("tone.code")), "quiet"))
    return tuple(runs)


def _occurrences(
    context: Context,
    result: Export,
    side: SideName,
    counts: tuple[ToneCountExport, ...],
    entry: ToneCountExport,
) -> Runs:
    """Return the wordings of a word or speech act on a side, as quoted from its text."""
    spans = next((count.spans for count in counts if count.id == entry.id), ())
    held: dict[str, list[Run]] = {}
    for start, end in spans:
        run = context.words_of(result, side, start, end)
        held.setdefault(run.text, []).append(run)
    runs: list[Run] = []
    for same in list(held.values())[:_MOST_QUOTATIONS]:
        if runs:
            runs.append(Run(context.words.say("list.comma")))
        runs.append(same[0])
        if len(same) > 1:
            runs.append(Run(f" ×{len(same)}"))
    return tuple(runs) or plain(context.words.say("tone.nothing"))


def _passages_key(count: int) -> str:
    return "suggestion.one" if count == 1 else "suggestion.many"


def suggestions(context: Context, result: Export, level: int) -> Iterator[Block]:
    """Yield points that no topic of the codebook covers."""
    say = context.words.say
    yield context.heading(level, say("head.suggestions"), "suggestions")
    yield Paragraph(plain(say("suggestions.note")))
    for suggestion in result.suggestions:
        facts = [
            say(_passages_key(len(indices)), count=len(indices), side=context.name(result, side))
            for side in SIDES
            if (indices := suggestion.left if side == "left" else suggestion.right)
        ]
        aside = say("punct.aside", text=say("list.comma").join(facts))
        yield Paragraph(
            (*context.topic(suggestion.labels.en, suggestion.labels.zh), Run(aside)), "item"
        )
        for side in SIDES:
            for index in (suggestion.left if side == "left" else suggestion.right)[:1]:
                name = context.name(result, side)
                lead = context.lead(name, say("passage.number", number=index + 1))
                text = context.passage(result, side, index)
                yield Paragraph((Run(lead), text), "subitem")
