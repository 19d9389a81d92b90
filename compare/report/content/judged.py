"""What people decided on a result, in words, with what the machine says of it."""

from __future__ import annotations

from compare.comparison import SideName, other
from compare.comparison.decisions import Decision
from compare.phrases.words import EN, Words
from compare.report.content import findings
from compare.report.content.context import Context
from compare.report.content.document import Runs, Table, plain
from compare.report.escaping import line
from compare.report.export.schema import Export


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
