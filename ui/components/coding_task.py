"""A place to be judged, where coders differ, and a history, as elements of a page."""

from __future__ import annotations

from collections.abc import Sequence

from compare.coding.judgements import MEANINGS, VALUES, Entry, Judgement, Withdrawal
from compare.coding.queue.disputes import Dispute
from compare.coding.queue.tasks import Task
from compare.comparison import Comparison, SideName, other
from compare.comparison.decisions import Decision, DecisionKind
from compare.phrases.words import EN
from compare.report.content.brief.page import shortened
from compare.report.palette import MARKS
from ui.components.elements import Node, capitalised, locale, quote, tag

UNSURE = "0"
"""The key by which a coder says that they cannot tell."""

_AROUND = 400
"""Characters before and after a passage within which those around it are shown with it."""
_SHORT = {"denied": "denied", "unattributed": "nobody", "own": "own side", "both": "both sides"}


def labels(kind: DecisionKind) -> tuple[tuple[str, str], ...]:
    """What may be said of a kind, each with its key."""
    return tuple((value, str(key)) for key, value in enumerate(VALUES[kind], 1))


def value_name(kind: DecisionKind, value: str) -> str:
    """A value in words."""
    if not value:
        return "unsure"
    if kind == "status":
        return EN.say(f"status.{value}")
    if kind == "speaker":
        voice, _, name = value.partition(": ")
        words = EN.say(f"voice.{voice}")
        return f"{words} ({name})" if name else words
    return EN.say(f"judged.{value}")


def button_name(kind: DecisionKind, value: str) -> str:
    """A value as it stands on a button, which has little room."""
    return _SHORT.get(value) or value_name(kind, value)


def topic_name(result: Comparison, topic: str) -> str:
    """The label of a topic of a comparison; of any other its id."""
    named = {each.id: dict(each.labels).get("en") for each in result.topics}
    return named.get(topic) or topic


def question(result: Comparison, task: Task, blind: bool) -> list[Node]:
    """What is asked of a place, with all that is needed to answer it.

    Args:
        result: as the machine made it.
        task: the place.
        blind: whether the machine's answer is kept back.
    """
    side, far = task.side, other(task.side)
    name, opposite = result.statement(side).side, result.statement(far).side
    found: list[Node] = [tag("h2", asked(result, task))]
    near = task.other if task.kind == "link" else None
    if task.kind == "status":
        near = result.coverage(side)[task.segment].nearest
    if task.kind == "link":
        found.append(tag("p", f"{name}:", look="quiet small"))
    found += _in_paragraph(result, side, task.segment)
    if near is not None:
        head = f"{opposite}:" if task.kind == "link" else f"{EN.say('nearest', side=opposite)}:"
        found.append(tag("p", capitalised(head), look="quiet small"))
        found += _in_paragraph(result, far, near)
    if not blind:
        found.append(_machine(result, task))
    if task.kind in ("status", "link"):
        found.append(_whole(result, far))
    return found


def asked(result: Comparison, task: Task) -> str:
    """What is asked of a place, as a question."""
    name, opposite = (result.statement(s).side for s in (task.side, other(task.side)))
    return {
        "status": f"{name}: does the {opposite} text say this?",
        "topic": f"{name}: is “{topic_name(result, task.topic)}” raised here?",
        "link": f"Do {name} and {opposite} make the same point here?",
        "speaker": f"{name}: whose words are these?",
    }[task.kind]


def meanings(kind: DecisionKind) -> Node:
    """What the labels of a kind mean, to be folded out."""
    listed = [
        part
        for value, meaning in MEANINGS[kind].items()
        for part in (tag("dt", capitalised(button_name(kind, value))), tag("dd", meaning))
    ]
    return tag("details", tag("summary", "What the labels mean"), tag("dl", listed))


def _machine(result: Comparison, task: Task) -> Node:
    said = f"The machine says: {value_name(task.kind, task.machine)}"
    mark = ""
    if task.kind == "status":
        coverage = result.coverage(task.side)[task.segment]
        mark = f"{MARKS[coverage.status]} "
        said += f", {EN.percent(coverage.p_left_out)} that it is left out"
    why = " The headline may hang on it." if task.headline and task.kind == "status" else ""
    return tag("p", f"{mark}{said}.{why}", look="quiet")


def _in_paragraph(result: Comparison, side: SideName, index: int) -> list[Node]:
    """A passage, marked among those before and after it in its paragraph."""
    statement, segments = result.statement(side), result.segments(side)
    here, text = segments[index], statement.text
    same = [each for each in segments if each.paragraph == here.paragraph]
    first = next(s.start for s in same if s.start >= here.start - _AROUND)
    last = next(s.end for s in reversed(same) if s.end <= here.end + _AROUND)
    before, after = text[first : here.start], text[here.end : last]
    around = (
        tag("span", "… " * (first > same[0].start) + before, look="quiet"),
        tag("mark", text[here.start : here.end]),
        tag("span", after + " …" * (last < same[-1].end), look="quiet"),
    )
    return [tag("p", *around, look="quote", lang=locale(text, statement.language))]


def _whole(result: Comparison, side: SideName) -> Node:
    statement = result.statement(side)
    parts = [quote(part, statement.language) for part in statement.text.split("\n") if part.strip()]
    return tag("details", tag("summary", f"The whole {statement.side} text"), parts)


def dispute(result: Comparison, found: Dispute) -> list[Node]:
    """A place where coders differ: the passage, and side by side what each says of it."""
    task = found.task
    nodes: list[Node] = [
        tag("h3", asked(result, task)),
        *_in_paragraph(result, task.side, task.segment),
    ]
    if task.other is not None:
        nodes += _in_paragraph(result, other(task.side), task.other)
    heads = [tag("th", each.coders[0], scope="col", look="isolate") for each in found.each]
    said = [tag("td", _said(each)) for each in found.each]
    machine = value_name(task.kind, task.machine)
    heads.append(tag("th", "the machine", scope="col"))
    said.append(tag("td", machine))
    body = tag("tbody", tag("tr", said))
    return [*nodes, tag("table", tag("thead", tag("tr", heads)), body, look="even")]


def _said(decision: Decision) -> list[Node]:
    note = decision.note.partition(": ")[2]
    words: list[Node] = [tag("strong", value_name(decision.kind, decision.value))]
    return [*words, tag("small", note, look="isolate")] if note else words


def history_table(result: Comparison, entries: Sequence[Entry], blind: bool) -> Node:
    """Who said what and when, the latest first; what was taken back says so.

    Args:
        result: as the machine made it.
        entries: judgements and withdrawals.
        blind: whether what the machine had said is kept back.
    """
    gone = {entry.withdraws for entry in entries if isinstance(entry, Withdrawal)}
    judged = [entry for entry in entries if isinstance(entry, Judgement)]
    judged.sort(key=lambda entry: (entry.time, entry.id), reverse=True)
    rows = [tag("tr", _row(result, entry, entry.id in gone, blind)) for entry in judged]
    heads = [tag("th", title, scope="col") for title in ("Said", "Of the passage")]
    head = tag("thead", tag("tr", heads))
    return tag("table", head, tag("tbody", rows), look="even", aria_label="History")


def _row(result: Comparison, entry: Judgement, gone: bool, blind: bool) -> list[Node]:
    topic = f"{topic_name(result, entry.topic)}: " if entry.topic else ""
    said = topic + value_name(entry.kind, entry.value)
    for told, word in ((entry.unsure, "unsure"), (entry.final, "decided"), (gone, "taken back")):
        said += f" ({word})" * told
    when = f"{entry.time:%Y-%m-%d %H:%M} UTC" if entry.dated else "undated"
    if entry.machine and not blind:
        when += f". The machine: {value_name(entry.kind, entry.machine)}"
    about = tag("small", when, *([f". {entry.note}"] if entry.note else []), look="isolate")
    who = tag("span", f"{entry.coder}: ", look="isolate")
    quotes = [entry.passage.quote]
    if entry.kind == "link" and entry.other is not None:
        quotes.append(entry.other.quote)
    words = [tag("div", shortened(words), look="isolate") for words in quotes]
    return [tag("td", who, said, about), tag("td", words)]
