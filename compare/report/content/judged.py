"""What people decided on a result, with what the machine says of it, and what they noted."""

from __future__ import annotations

from collections.abc import Iterator

from compare.comparison import SIDES, SideName, other
from compare.comparison.decisions import Decision
from compare.phrases.words import EN, Words
from compare.report.content import findings
from compare.report.content.context import Context
from compare.report.content.document import (
    Block,
    Heading,
    Paragraph,
    Passage,
    Run,
    Runs,
    Table,
    plain,
    quote,
)
from compare.report.escaping import line
from compare.report.export.schema import EventExport, Export
from compare.report.export.statement import HighlightExport


def notice(result: Export, words: Words = EN) -> str:
    """Return a sentence on how much was judged and changed; empty where nobody judged."""
    decisions = result.decisions
    if not decisions:
        return ""
    coders = sorted({coder for decision in decisions for coder in decision.coders})
    parts = [
        words.say(
            "decided.notice",
            coders=words.listed([line(coder) for coder in coders], 4),
            places=len(decisions),
            changed=sum(_changed(decision) for decision in decisions),
        )
    ]
    for state in ("disputed", "unsure", "outdated"):
        if count := sum(decision.state == state for decision in decisions):
            parts.append(words.say(f"decided.{state}", count=count))
    return words.sentence(parts)


def place_note(result: Export, side: SideName, index: int, words: Words) -> str:
    """Return what people say of the status of a passage; empty where nobody judged it."""
    for decision in result.decisions:
        if (decision.kind, decision.side, decision.segment) == ("status", side, index):
            return _said(decision, words)
    return ""


def table(context: Context, result: Export) -> Table:
    """The table of all decisions: where, what the machine says, what people decided, who."""
    words = context.words
    heads = ("passage", "machine", "decided", "coders")
    rows = tuple(
        (
            _where(context, result, each),
            plain(_value(each, each.machine, words)),
            plain(_decided(each, words)),
            plain(line(", ".join(each.coders) + (f". {each.note}" if each.note else ""))),
        )
        for each in result.decisions
    )
    titles = tuple(words.say(f"table.judged_{head}") for head in heads)
    return Table(titles, rows, (6, 2, 2, 3), words.say("head.decided"))


def notes(
    context: Context, result: Export | EventExport, level: int, first: int = 0
) -> Iterator[Block]:
    """Yield the highlights of a result under a heading; nothing where there are none.

    Args:
        context: of the report.
        result: of one pair of texts, or of an event.
        level: of the heading.
        first: number of its first pair in the report, counted from 0.
    """
    pairs = result.pairs if isinstance(result, EventExport) else (result,)
    if not context.preferences.has("notes") or not any(pair.highlights for pair in pairs):
        return
    yield Heading(level, context.words.say("head.notes"), "notes", first)
    known: set[tuple[object, ...]] = set()
    for number, pair in enumerate(pairs, first):
        for side in SIDES:
            text = findings.statement(pair, side)
            for each in pair.highlights:
                key = (text.id, text.text, each.model_copy(update={"side": "left", "segments": ()}))
                if each.side == side and key not in known:
                    known.add(key)
                    yield from _note(context, pair, number, each)


def _changed(decision: Decision) -> bool:
    return decision.state == "decided" and decision.value != decision.machine


def _said(decision: Decision, words: Words) -> str:
    return words.say(
        "decided.place",
        coders=words.listed([line(coder) for coder in decision.coders]),
        value=_decided(decision, words),
        machine=_value(decision, decision.machine, words),
    )


def _decided(decision: Decision, words: Words) -> str:
    if decision.state != "decided":
        return words.say(f"decided.state.{decision.state}")
    return _value(decision, decision.value, words)


def _value(decision: Decision, value: str, words: Words) -> str:
    if not value:
        return words.say("decided.nothing")
    if decision.kind == "status":
        return words.say(f"status.{value}")
    if decision.kind == "speaker":
        voice, _, name = value.partition(": ")
        return line(name) or words.say(f"voice.{voice}")
    return words.say(f"judged.{value}")


def _where(context: Context, result: Export, decision: Decision) -> Runs:
    """The passage of a decision, as it is now or as it was; of a link both."""
    label = ""
    if decision.topic:
        known = {topic.id: findings.label(topic.labels, context.words) for topic in result.topics}
        label = context.lead(line(known.get(decision.topic, decision.topic)))
    if decision.segment is None:
        return plain(f"{label}“{line(decision.quote)}”")
    runs = [*plain(label)] if label else []
    runs.append(context.passage(result, decision.side, decision.segment))
    if decision.other is not None:
        runs += [*plain(" / "), context.passage(result, other(decision.side), decision.other)]
    return tuple(runs)


def _note(context: Context, pair: Export, number: int, found: HighlightExport) -> Iterator[Block]:
    say, side = context.words.say, found.side
    labels = [context.name(pair, side)]
    passage = None
    if found.segments:
        passage = Passage(number, side, found.segments[0])
        labels.append(say("passage.number", number=found.segments[0] + 1))
    words = quote(found.quote, line(findings.statement(pair, side).lang), passage)
    yield Paragraph((Run(context.lead(*labels)), words), "item")
    for paragraph in filter(str.strip, found.note.splitlines()):
        yield Paragraph(plain(line(paragraph)), "subitem")
    when = f"{found.time:%Y-%m-%d %H:%M} UTC"
    facts = [line(found.reader), when] if found.reader else [when]
    if found.start is None:
        facts.append(say("note.gone"))
    yield Paragraph((Run(say("list.comma").join(facts), "quiet"),), "subitem")
