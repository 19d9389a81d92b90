"""Coding: one passage at a time, one key a label; progress, undo, and where coders differ."""

from __future__ import annotations

import streamlit as st

from compare.coding import files, queue
from compare.coding.judgements import Entry, Judgement, current, make, withdraw
from compare.comparison import Comparison, SideName, other
from compare.phrases.words import EN
from compare.report.palette import MARKS
from corpus import Library
from corpus.errors import CorpusError
from ui import caches, session, toolbar
from ui.caches import ComparedPair
from ui.components import elements as prose
from ui.components.elements import Node, tag

LABELS = (("covered", "1"), ("partly", "2"), ("left_out", "3"), ("procedural", "4"))
"""What a passage may be called, and the key for it; 5 says that one is unsure."""


def show() -> None:
    """Draw the page."""
    pair = toolbar.chosen(judged=False)
    try:
        shelf = caches.user_library(create=True)
        if shelf is None:
            return
        history = files.read_library(shelf)
    except CorpusError as error:
        prose.complain(error)
        return
    if message := session.take_message():
        prose.complain(CorpusError(message))
    coder, blind = _coder()
    if not coder:
        text = "Give your name above, and the passages come one by one, the most doubtful first."
        prose.show(tag("p", text, look="quiet"), key="coding-hint")
        return
    tasks = queue.tasks(pair.result, history, coder)
    done = sum(task.judgement is not None for task in tasks)
    st.progress(done / len(tasks) if tasks else 0.0, f"{done} of {len(tasks)} passages judged")
    _passage(pair, shelf, history, tasks, coder, blind)
    if not blind:
        _adjudicate(pair, shelf, history, coder)


def _coder() -> tuple[str, bool]:
    columns = st.columns([3, 4], vertical_alignment="bottom")
    with columns[0]:
        name = st.text_input("Your name", value=session.coder(), max_chars=80, key="coder-name")
    with columns[1]:
        blind = st.toggle(
            "Blind: show neither the machine's answer nor the other coders'",
            value=session.codes_blind(),
            key="coding-blind",
        )
    session.code_as(name.strip(), blind)
    return name.strip(), blind


def _passage(
    pair: ComparedPair,
    shelf: Library,
    history: tuple[Entry, ...],
    tasks: tuple[queue.Task, ...],
    coder: str,
    blind: bool,
) -> None:
    """The passage that comes next, and a button for each label."""
    left = [task for task in tasks if task.judgement is None]
    if not left:
        text = "All passages are judged. Take one back with U to judge it again."
        prose.show(tag("p", text, look="quiet"), key="coding-done")
        _undo(pair, shelf, history, coder)
        return
    skipped = session.skipped(pair.result.left.id, pair.result.right.id) % len(left)
    task = left[skipped]
    prose.show(*_shown(pair.result, task, blind), key="coding-passage")
    columns = st.columns(len(LABELS) + 3)
    for column, (label, key) in zip(columns, LABELS, strict=False):
        with column:
            _button(pair, shelf, task, coder, blind, label, key)
    with columns[len(LABELS)]:
        _button(pair, shelf, task, coder, blind, "", "5")
    with columns[len(LABELS) + 1]:
        st.button(
            "Later",
            shortcut="l",
            key="coding-later",
            on_click=session.skip,
            args=(pair.result.left.id, pair.result.right.id),
            width="stretch",
        )
    with columns[len(LABELS) + 2]:
        _undo(pair, shelf, history, coder)


def _shown(result: Comparison, task: queue.Task, blind: bool) -> list[Node]:
    """The passage with what stands nearest to it on the other side, and that text whole."""
    side, far = task.side, other(task.side)
    statement, opposite = result.statement(side), result.statement(far)
    coverage = result.coverage(side)[task.segment]
    found: list[Node] = [
        tag("h2", f"{statement.side}: does {opposite.side} say it?"),
        tag("p", tag("q", result.passage(side, task.segment), lang=statement.language)),
    ]
    if coverage.nearest is not None:
        found.append(tag("p", EN.say("nearest", side=opposite.side), ":", look="quiet small"))
        nearest = result.passage(far, coverage.nearest)
        found.append(tag("p", tag("q", nearest, lang=opposite.language)))
    if not blind:
        status = EN.say(f"status.{coverage.status}")
        sure = f", {EN.percent(coverage.p_left_out)} that it is left out"
        text = f"{MARKS[coverage.status]} The machine says {status}{sure}."
        found.append(tag("p", text, look="quiet"))
    whole = [tag("p", part, lang=opposite.language) for part in opposite.text.split("\n") if part]
    found.append(tag("details", tag("summary", f"The whole {opposite.side} text"), whole))
    return found


def _button(
    pair: ComparedPair,
    shelf: Library,
    task: queue.Task,
    coder: str,
    blind: bool,
    label: str,
    key: str,
) -> None:
    """A label as a button with its key; an empty one for what the coder cannot tell."""
    name = EN.say(f"status.{label}") if label else "unsure"
    machine = pair.result.coverage(task.side)[task.segment].status

    def keep() -> None:
        value = label or (machine if machine in dict(LABELS) else "left_out")
        said = judged(pair, task.side, task.segment, coder, value, blind=blind, unsure=not label)
        _kept(shelf, [said])

    st.button(
        f"{name[:1].upper()}{name[1:]}",
        shortcut=key,
        key=f"coding-{label or 'unsure'}",
        on_click=keep,
        width="stretch",
    )


def judged(
    pair: ComparedPair, side: SideName, segment: int, coder: str, value: str, **rest: bool
) -> Judgement:
    """A judgement of the status of a passage that is shown."""
    result = pair.result
    passage, against = queue.status_anchors(result, side, segment)
    return make(
        coder,
        "status",
        passage,
        value,
        other=against,
        machine=result.coverage(side)[segment].status,
        event=pair.event.id,
        codebook=result.signature.codebook_hash,
        **rest,
    )


def _undo(pair: ComparedPair, shelf: Library, history: tuple[Entry, ...], coder: str) -> None:
    """A button that takes back the coder's last judgement of this event."""
    mine = [j for j in current(history) if j.coder == coder and j.event == pair.event.id]
    last = max(mine, key=lambda each: (each.time, each.id), default=None)

    def take_back() -> None:
        if last is not None:
            _kept(shelf, [withdraw(last, coder)])

    st.button(
        "Undo",
        shortcut="u",
        key="coding-undo",
        disabled=last is None,
        on_click=take_back,
        width="stretch",
    )


def _adjudicate(pair: ComparedPair, shelf: Library, history: tuple[Entry, ...], coder: str) -> None:
    """Where coders differ: what each says, side by side, and a button to decide."""
    found = queue.disputes(pair.result, history)
    if not found:
        return
    prose.show(tag("h2", f"Where coders differ ({len(found)})"), key="coding-disputes")
    for number, (whole, *each) in enumerate(found):
        if whole.segment is None:
            continue
        said = [tag("li", f"{one.coders[0]}: {_value(one.value)}", look="isolate") for one in each]
        passage = pair.result.passage(whole.side, whole.segment)
        prose.show(tag("q", passage), tag("ul", said), key=f"coding-dispute-{number}")
        columns = st.columns(len(LABELS) + 3)
        for column, (label, _) in zip(columns, LABELS, strict=False):
            with column:
                _decide(pair, shelf, whole.side, whole.segment, coder, label, number)


def _decide(
    pair: ComparedPair,
    shelf: Library,
    side: SideName,
    segment: int,
    coder: str,
    label: str,
    number: int,
) -> None:
    def keep() -> None:
        _kept(shelf, [judged(pair, side, segment, coder, label, final=True)])

    st.button(
        f"Decide: {EN.say(f'status.{label}')}",
        key=f"coding-decide-{number}-{label}",
        on_click=keep,
        width="stretch",
    )


def _value(value: str) -> str:
    return EN.say(f"status.{value}") if value else "unsure"


def _kept(shelf: Library, entries: list[Entry]) -> None:
    """Keep entries; what goes wrong is said on the page that is drawn next."""
    try:
        files.keep(shelf, entries)
    except CorpusError as error:
        session.leave_message(str(error))


show()
