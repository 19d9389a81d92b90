"""A place to be judged, where coders differ, and a history, as elements of a page."""

from __future__ import annotations

from collections.abc import Sequence

from compare.coding.judgements import VALUES, Entry, Judgement, Withdrawal
from compare.coding.queue.disputes import Dispute
from compare.coding.queue.tasks import Task
from compare.comparison import Comparison, SideName, other
from compare.comparison.decisions import Decision, DecisionKind
from compare.phrases.words import EN
from compare.report.palette import MARKS
from ui.components.elements import Node, capitalised, locale, quote, tag

UNSURE = "0"
"""The key by which a coder says that they cannot tell."""

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
    asked = {
        "status": f"{name}: does {opposite} say it?",
        "topic": f"{name}: does it raise {topic_name(result, task.topic)}?",
        "link": f"Do {name} and {opposite} make the same point here?",
        "speaker": f"{name}: whose words are these?",
    }[task.kind]
    found: list[Node] = [tag("h2", asked), *_in_paragraph(result, side, task.segment)]
    near = task.other if task.kind == "link" else None
    if task.kind == "status":
        near = result.coverage(side)[task.segment].nearest
    if near is not None:
        head = f"{opposite}:" if task.kind == "link" else f"{EN.say('nearest', side=opposite)}:"
        found.append(tag("p", head, look="quiet small"))
        found += _in_paragraph(result, far, near)
    if not blind:
        found.append(_machine(result, task))
    if task.kind in ("status", "link"):
        found.append(_whole(result, far))
    return found


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
    """A passage, marked in what stands before and after it in its paragraph."""
    statement, segments = result.statement(side), result.segments(side)
    here = segments[index]
    same = [each for each in segments if each.paragraph == here.paragraph]
    before = statement.text[same[0].start : here.start]
    after = statement.text[here.end : same[-1].end]
    passage = statement.text[here.start : here.end]
    lang = locale(statement.text, statement.language)
    around = (
        tag("span", before[-300:], look="quiet"),
        tag("mark", passage),
        tag("span", after[:300], look="quiet"),
    )
    return [tag("p", *around, look="quote", lang=lang)]


def _whole(result: Comparison, side: SideName) -> Node:
    statement = result.statement(side)
    parts = [quote(part, statement.language) for part in statement.text.split("\n") if part.strip()]
    return tag("details", tag("summary", f"The whole {statement.side} text"), parts)


def dispute(result: Comparison, found: Dispute) -> list[Node]:
    """A place where coders differ: the passage, and side by side what each says of it."""
    task = found.task
    about = {"topic": topic_name(result, task.topic), "status": "", "link": "", "speaker": ""}
    head = EN.say(f"judged.{task.kind}") + (f": {about[task.kind]}" if about[task.kind] else "")
    nodes: list[Node] = [
        tag("p", capitalised(f"{head}, {result.statement(task.side).side}"), look="quiet small"),
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


def history_table(result: Comparison, entries: Sequence[Entry]) -> Node:
    """Who said what and when, the latest first; what was taken back says so."""
    gone = {entry.withdraws for entry in entries if isinstance(entry, Withdrawal)}
    judged = [entry for entry in entries if isinstance(entry, Judgement)]
    judged.sort(key=lambda entry: (entry.time, entry.id), reverse=True)
    rows = [tag("tr", _row(result, entry, entry.id in gone)) for entry in judged]
    heads = [tag("th", title, scope="col") for title in ("Said", "Of the passage")]
    head = tag("thead", tag("tr", heads))
    return tag("table", head, tag("tbody", rows), look="even", aria_label="History")


def _row(result: Comparison, entry: Judgement, gone: bool) -> list[Node]:
    topic = f"{topic_name(result, entry.topic)}: " if entry.topic else ""
    said = topic + value_name(entry.kind, entry.value)
    for told, word in ((entry.unsure, "unsure"), (entry.final, "decided"), (gone, "taken back")):
        said += f" ({word})" * told
    when = f"{entry.time:%Y-%m-%d %H:%M} UTC" if entry.dated else "undated"
    about = tag("small", when, *([f". {entry.note}"] if entry.note else []), look="isolate")
    words = " ".join(entry.passage.quote.split())
    cut = f"{words[:90]}…" if len(words) > 90 else words
    who = tag("span", f"{entry.coder}: ", look="isolate")
    return [tag("td", who, said, about), tag("td", cut, look="isolate")]
