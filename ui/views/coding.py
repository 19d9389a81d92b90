"""Coding: one place at a time, one key a label; progress, undo, history, adjudication."""

from __future__ import annotations

from collections.abc import Sequence
from typing import get_args

import streamlit as st

from compare.coding import files
from compare.coding.agreement.measuring import measure_all
from compare.coding.judgements import Entry, Judgement, current, withdraw
from compare.coding.queue.disputes import Dispute, disputes, outdated
from compare.coding.queue.tasks import Task, judged, tasks
from compare.comparison import Comparison
from compare.comparison.decisions import DecisionKind
from compare.errors import CompareError
from compare.phrases.words import EN
from compare.topics.codebook import load_codebook
from corpus import Library
from corpus.errors import CorpusError
from ui import caches, session, toolbar
from ui.caches import ComparedPair
from ui.components import choice, coding_task
from ui.components import elements as prose
from ui.components.agreement import agreement
from ui.components.elements import capitalised, tag

KINDS: tuple[DecisionKind, ...] = get_args(DecisionKind)
_PLURAL = {"status": "Passages", "link": "Links", "topic": "Topics", "speaker": "Speakers"}
_SEEN = {"open": "What the machine and others say", "blind": "Nothing: blind"}


def show() -> None:
    """Draw the page."""
    pair = toolbar.chosen(judged=False)
    try:
        shelf = caches.user_library(create=True)
        if shelf is None:
            return
        history = files.read_library(shelf, pair.event.id)
    except (CompareError, CorpusError) as error:
        prose.complain(error)
        return
    if message := session.take_message():
        prose.complain(CorpusError(message))
    coder, blind, kind = _coder()
    if not coder:
        text = (
            "Give your name above, and the passages come one by one: first those on which the "
            "headline hangs, then the most doubtful. Each label has a key."
        )
        prose.show(tag("p", text, look="quiet"), key="coding-hint")
        return
    queue = tasks(pair.result, history, coder, kind, caches.places_to_judge(pair.result, kind))
    done = sum(task.judgement is not None for task in queue)
    what = EN.say(f"judged.{kind}")
    st.progress(done / len(queue) if queue else 0.0, f"{done} of {len(queue)} {what} judged")
    shown = _next(pair, queue)
    if shown is None:
        text = "All are judged. Take one back with U to judge it again."
        prose.show(tag("p", text, look="quiet"), key="coding-done")
        _undo(pair, shelf, history, coder, kind)
    else:
        _place(pair, shelf, history, shown, coder, blind)
        if kind == "topic":
            _add_topic(pair, shelf, coder, blind, queue, shown)
    prose.show(coding_task.meanings(kind), key=f"coding-meanings-{kind}")
    if not blind:
        _adjudicate(pair, shelf, history, coder)
        _agreement(shelf)
    _past(pair, history, coder, blind)


def _coder() -> tuple[str, bool, DecisionKind]:
    """Who codes, whether blind, and what; a name once given stands as text, so that keys label."""
    columns = st.columns([3, 4], vertical_alignment="bottom")
    with columns[0]:
        if name := session.coder():
            st.button(f"Coding as {prose.inert(name)}. Change", key="coder-other", on_click=_forget)
        else:
            st.text_input("Your name", max_chars=80, key="coder-name", on_change=_name)
    with columns[1]:
        # Not a toggle: while one has the focus, keys do not reach the labels.
        seen = choice.segments(
            "Beside the passage stands",
            tuple(_SEEN),
            _SEEN.__getitem__,
            key="coding-blind",
            default="open",
            required=True,
            persist_state="session",
        )
    kind = choice.segments(
        "What is judged",
        KINDS,
        _PLURAL.__getitem__,
        key="coding-kind",
        default=KINDS[0],
        required=True,
        persist_state="session",
    )
    return name, seen == "blind", kind or KINDS[0]


def _name() -> None:
    session.code_as(str(session.widget_value("coder-name")))


def _forget() -> None:
    session.code_as("")


def _next(pair: ComparedPair, queue: Sequence[Task]) -> Task | None:
    """The place that comes next, those apart that were put off; None where all are judged."""
    left = [task for task in queue if task.judgement is None]
    return left[session.skipped(*_ids(pair)) % len(left)] if left else None


def _ids(pair: ComparedPair) -> tuple[str, str]:
    return pair.result.left.id, pair.result.right.id


def _place(
    pair: ComparedPair,
    shelf: Library,
    history: tuple[Entry, ...],
    task: Task,
    coder: str,
    blind: bool,
) -> None:
    """A place to be judged, and a button for each label."""
    prose.show(*coding_task.question(pair.result, task, blind), key="coding-passage")
    with st.container(horizontal=True):
        for label, key in coding_task.labels(task.kind):
            _button(pair, shelf, task, coder, blind, label, key)
        _button(pair, shelf, task, coder, blind, "", coding_task.UNSURE)
        skip = _ids(pair)
        st.button("Later", shortcut="l", key="coding-later", on_click=session.skip, args=skip)
        _undo(pair, shelf, history, coder, task.kind)
    named = task.kind == "speaker"
    fields = st.columns([2, 3]) if named else [st.container()]
    if named:
        with fields[0]:
            st.text_input(
                "Who speaks, by name",
                value="" if blind else task.machine.partition(": ")[2],
                max_chars=120,
                key=_field("name", task),
            )
    with fields[-1]:
        st.text_input("Note, kept with the label", max_chars=1000, key=_field("note", task))


def _field(name: str, task: Task) -> str:
    """The key of a field of a place: each place has its own."""
    return "-".join(["coding", name, *map(str, task.place)])


def _button(
    pair: ComparedPair,
    shelf: Library,
    task: Task,
    coder: str,
    blind: bool,
    label: str,
    key: str,
) -> None:
    """A label as a button with its key; an empty one for what the coder cannot tell.

    The machine's own answer stands out, so that one key accepts it; not for a blind coder.
    """
    known = [value for value, _ in coding_task.labels(task.kind)]
    machine, _, named = task.machine.partition(": ")

    def keep() -> None:
        value = label or (machine if machine in known else known[-2])
        if task.kind == "speaker":
            name = str(session.widget_value(_field("name", task)) or "").strip()
            # A name that the machine found goes with its own answer alone.
            if name and (value == machine or name != named):
                value = f"{value}: {name}"
        note = str(session.widget_value(_field("note", task)) or "").strip()
        _judge(pair, shelf, task, coder, value, blind=blind, unsure=not label, note=note)

    accepts = bool(label) and label == machine and not blind
    st.button(
        capitalised(coding_task.button_name(task.kind, label)),
        shortcut=key,
        key=f"coding-{label or 'unsure'}",
        on_click=keep,
        type="primary" if accepts else "secondary",
    )


def _undo(
    pair: ComparedPair, shelf: Library, history: tuple[Entry, ...], coder: str, kind: DecisionKind
) -> None:
    """A button that takes back the coder's last judgement of this kind on this event."""
    mine = [each for each in current(history) if (each.coder, each.kind) == (coder, kind)]
    last = max(mine, key=lambda each: (each.time, each.id), default=None)

    def take_back() -> None:
        if last is not None:
            _keep(shelf, [withdraw(last, coder)])

    st.button(
        "Undo",
        shortcut="u",
        key="coding-undo",
        disabled=last is None,
        on_click=take_back,
    )


def _add_topic(
    pair: ComparedPair,
    shelf: Library,
    coder: str,
    blind: bool,
    queue: Sequence[Task],
    shown: Task,
) -> None:
    """A topic that the passage shown raises and that nobody asked of it."""
    here = (shown.side, shown.segment)
    asked = {task.topic for task in queue if (task.side, task.segment) == here}
    book = load_codebook(caches.codebook_setting())
    rest = [id_ for id_ in book.ids if id_ not in asked]
    columns = st.columns([3, 1], vertical_alignment="bottom")
    with columns[0]:
        topic = choice.select(
            "Another topic that this passage raises",
            rest,
            lambda id_: book[id_].label("en"),
            index=None,
            key=f"coding-topic-{shown.side}-{shown.segment}",
        )

    def keep() -> None:
        if topic is not None:
            task = Task("topic", shown.side, shown.segment, None, topic, "not_raised")
            _judge(pair, shelf, task, coder, "raised", blind=blind)

    with columns[1]:
        st.button("Add", key="coding-add", disabled=topic is None, on_click=keep, width="stretch")


def _adjudicate(pair: ComparedPair, shelf: Library, history: tuple[Entry, ...], coder: str) -> None:
    """Where coders differ: what each says, side by side, and buttons to decide."""
    found = disputes(pair.result, history)
    if not found:
        return
    prose.show(tag("h2", f"Where coders differ ({len(found)})"), key="coding-disputes")
    for number, each in enumerate(found):
        nodes = coding_task.dispute(pair.result, each)
        prose.show(tag("article", nodes, look="finding"), key=f"coding-dispute-{number}")
        with st.container(horizontal=True):
            for value in _answers(each):
                _decide(pair, shelf, each, coder, value, number)


def _answers(found: Dispute) -> list[str]:
    """What can be decided: of speakers what coders said, names and all."""
    plain = [value for value, _ in coding_task.labels(found.task.kind)]
    if found.task.kind != "speaker":
        return plain
    said = [each.value for each in found.each if each.value]
    return list(dict.fromkeys([*said, *plain]))[:6]


def _decide(
    pair: ComparedPair, shelf: Library, found: Dispute, coder: str, value: str, number: int
) -> None:
    st.button(
        f"Decide: {prose.inert(coding_task.button_name(found.task.kind, value))}",
        key=f"coding-decide-{number}-{value}",
        on_click=_judge,
        args=(pair, shelf, found.task, coder, value),
        kwargs={"final": True},
    )


def _agreement(shelf: Library) -> None:
    """How far the coders of the whole library agree, measured when it is asked for."""
    if not st.button("Measure how far coders agree", key="coding-agree"):
        return
    try:
        found = measure_all(current(files.read_library(shelf)))
    except (CompareError, CorpusError) as error:
        prose.complain(error)
        return
    if not found:
        text = "No place was judged by two coders yet. Have a second one judge the same event."
        prose.show(tag("p", text, look="quiet"), key="coding-agreement")
        return
    head = tag("h2", "How far coders agree, over all events of the library")
    prose.show(head, agreement(found), key="coding-agreement")


def _past(pair: ComparedPair, history: tuple[Entry, ...], coder: str, blind: bool) -> None:
    """What must be looked at again, and all that was said of the event."""
    mine = [each for each in history if not blind or each.coder == coder]
    book = load_codebook(caches.codebook_setting())
    again = outdated(pair.result, mine, book.ids)
    if again:
        title = f"To be looked at again ({len(again)})"
        _listed(pair.result, title, again, blind, "coding-again")
    count = sum(isinstance(each, Judgement) for each in mine)
    if count:
        _listed(pair.result, f"History ({count})", mine, blind, "coding-history")


def _listed(
    result: Comparison, title: str, entries: Sequence[Entry], blind: bool, key: str
) -> None:
    table = coding_task.history_table(result, entries, blind)
    prose.show(tag("details", tag("summary", title), table), key=key)


def _judge(
    pair: ComparedPair, shelf: Library, task: Task, coder: str, value: str, **rest: object
) -> None:
    _keep(shelf, [judged(pair.result, task, coder, value, pair.event.id, **rest)])


def _keep(shelf: Library, entries: list[Entry]) -> None:
    """Keep entries; what goes wrong is said on the page that is drawn next."""
    try:
        files.keep(shelf, entries)
    except CorpusError as error:
        session.leave_message(str(error))


show()
