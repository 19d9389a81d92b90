"""The events of the library as one table: filters, who raised which topic, comparing many."""

from __future__ import annotations

import csv
import functools
import io
from collections.abc import Iterable, Sequence
from dataclasses import replace

import streamlit as st

from compare.phrases.words import EN
from compare.report.escaping import cell
from compare.report.palette import CELL_MARKS, CELL_TONES, CellState
from compare.topics.codebook import load_codebook
from ui import caches, links, session, toolbar
from ui.components import choice
from ui.components import elements as prose
from ui.components.elements import Node, tag
from ui.listed import ListedEvent, ListedStatement
from ui.query_address import FIRST_DAY, LAST_DAY, SHELF, Address
from ui.work.background import Background, EventTopics, RaisedTopic

_MOST, _TOPICS = 100, 4
"""Rows drawn at once, and topics of a cell."""


def filters(events: Sequence[ListedEvent], address: Address) -> None:
    """Choices of side, topic and days, which narrow the search and the table alike."""
    sides = sorted({each.side for event in events for each in event.statements})
    book = load_codebook(caches.codebook_setting())
    known = replace(
        address,
        side=address.side if address.side in sides else "",
        raising=address.raising if address.raising in book.ids else "",
    )
    if known != address:  # the side or the topic is gone: no field could take it away
        session.show(known)
        st.rerun()
    side, topic, since, until = st.columns([4, 4, 3, 3], vertical_alignment="bottom")
    with side:
        choice.select(
            "Side",
            ["", *sides],
            lambda name: name or "all sides",
            beside=lambda name: name or "no choice",
            key=session.set_widget("list-side", address.side),
            on_change=lambda: session.go(side=session.widget_value("list-side")),
        )
    with topic:
        choice.select(
            "Topic",
            ["", *book.ids],
            lambda id_: book[id_].label("en") if id_ else "all topics",
            beside=lambda id_: id_ or "no choice",
            key=session.set_widget("list-topic", address.raising),
            on_change=lambda: session.go(raising=session.widget_value("list-topic")),
        )
    for column, title, name in ((since, "From", "since"), (until, "To", "until")):
        with column:
            st.date_input(
                title,
                value=None,
                key=session.set_widget(f"list-{name}", getattr(address, name)),
                min_value=FIRST_DAY,
                max_value=LAST_DAY,
                format="YYYY-MM-DD",
                on_change=_take_day,
                args=(name,),
            )


def _take_day(name: str) -> None:
    session.go(**{name: session.widget_value(f"list-{name}")})


def fitting(events: Iterable[ListedEvent], address: Address) -> list[ListedEvent]:
    """The events of a side and between two days, the newest first."""
    first, last = address.since or FIRST_DAY, address.until or LAST_DAY
    narrowed = bool(address.since or address.until)
    found = [
        event
        for event in events
        if (not address.side or address.side in {each.side for each in event.statements})
        and (first <= event.date <= last if event.date else not narrowed)
    ]
    return found[::-1]


def about(event: ListedEvent, sought: str) -> bool:
    """Whether all words occur in what a list shows of an event."""
    shown = [event.name, event.id, event.place, *event.tags, event.note]
    shown += [part for each in event.statements for part in (each.side, each.title)]
    text = " ".join(shown).casefold()
    return all(word in text for word in sought.casefold().split())


def show(events: Sequence[ListedEvent], address: Address) -> None:
    """Draw the table, filled in as comparisons come in."""
    run = caches.background(toolbar.settings(address))
    run.look_up({event.id: event.content for event in events if len(event.statements) > 1})
    running = run.state.running
    st.fragment(_draw, run_every=1.5 if running else None)(run, events, address, running)


def _draw(run: Background, events: Sequence[ListedEvent], address: Address, running: bool) -> None:
    wanted = {event.id: event.content for event in events if len(event.statements) > 1}
    found, failed = run.topics(wanted), run.failures(wanted)
    listed = [
        event
        for event in events
        if not address.raising
        or any(topic.id == address.raising for topic in _topics(found.get(event.id)))
    ]
    _progress(run, {id_: c for id_, c in wanted.items() if id_ not in found}, address)
    count = f"{len(listed)} {'event' if len(listed) == 1 else 'events'}"
    if address.raising and len(listed) < len(events):
        count += f" of {len(events)} raise it or may; those not compared yet are not among them"
    rows = [
        _row(event, found.get(event.id), failed.get(event.id, ""), address)
        for event in listed[:_MOST]
    ]
    heads = ("Date", "Event", "Statements", "Who raises what")
    table = tag(
        "table",
        tag("thead", tag("tr", [tag("th", head, scope="col") for head in heads])),
        tag("tbody", rows),
        look="events",
        aria_label="Events",
    )
    more = f"and {len(listed) - _MOST} older ones; narrow the list, or take the whole as CSV"
    clicked = prose.show(
        tag("h2", count),
        table if rows else "",
        tag("p", more, look="quiet") if len(listed) > _MOST else "",
        key="events",
    )
    links.follow(clicked)
    if found:
        st.download_button(
            "Table as CSV",
            functools.partial(_csv, listed, found),  # written once it is asked for
            "events.csv",
            "text/csv",
            on_click="ignore",
        )
    if run.state.running != running:
        st.rerun()  # The whole page: whether the table is drawn again and again is settled there.


def _progress(run: Background, rest: dict[str, object], address: Address) -> None:
    """How far a comparison in the background is, and a button to stop or begin it."""
    state = run.state
    with st.container(horizontal=True, vertical_alignment="center"):
        if state.running and state.compares:
            left = state.total - state.done
            text = f"{state.done} of {state.total} events done, {left} left: {state.step}"
            st.progress(state.done / max(state.total, 1), prose.inert(text))
            st.button("Stop", key="events-stop", on_click=run.stop)
        elif rest:
            events = "event" if len(rest) == 1 else "events"
            st.button(
                f"Compare {len(rest)} {events} in the background",
                key="events-compare",
                on_click=run.compare,
                args=(rest,),
                help="Those listed that are not compared yet. You can go on meanwhile; what is "
                "done is kept in the library.",
            )


def _topics(found: EventTopics | None) -> tuple[RaisedTopic, ...]:
    return found.topics if found else ()


def _row(event: ListedEvent, found: EventTopics | None, failed: str, address: Address) -> Node:
    whole = address.turned_to(f"{SHELF}{event.id}")
    facts = ", ".join(fact for fact in (event.place, *event.tags) if fact)
    complete = len(event.statements) > 1
    name = links.to(event.name, "", whole) if complete else event.name
    return tag(
        "tr",
        tag("td", str(event.date or "undated"), look="cell"),
        tag("td", tag("strong", name), tag("small", facts), tag("small", event.note)),
        tag("td", [_statement(each, address) for each in event.statements]),
        tag("td", _raising(found, failed, whole, address.raising) if complete else _LONE),
    )


_LONE: Node = tag(
    "span", "One statement only: add the other side's to compare.", look="quiet small"
)


def _statement(each: ListedStatement, address: Address) -> Node:
    opened = replace(address, opened=each.id, span=None)
    return tag(
        "div",
        links.to(each.side, "library", opened),
        tag("span", f" ({each.language})", look="quiet"),
        tag("small", each.title),
    )


def _raising(found: EventTopics | None, failed: str, whole: Address, topic: str) -> list[Node]:
    """Topics by who raises them; of one topic what every side does with it."""
    if found is None:
        text = f"Not compared: {prose.in_browser_words(failed)}" if failed else "not compared yet"
        return [tag("span", text, look="quiet small")]
    if topic:
        return [_of_topic(found, each, whole) for each in found.topics if each.id == topic]
    groups: dict[tuple[bool, ...], list[RaisedTopic]] = {}
    for each in found.topics:
        if "unclear" not in each.states and "denied" not in each.states:
            raised = tuple(state == "raised" for state in each.states)
            groups.setdefault(raised, []).append(each)
    order = sorted(groups, key=lambda raised: (sum(raised), tuple(not r for r in raised)))
    return [_group(found.sides, raised, groups[raised], whole) for raised in order if any(raised)]


def _group(
    sides: Sequence[str], raised: Sequence[bool], topics: Sequence[RaisedTopic], whole: Address
) -> Node:
    who = [side for side, does in zip(sides, raised, strict=True) if does]
    every = len(who) == len(sides)
    title = ("Both" if len(sides) == 2 else "All") if every else f"Only {' and '.join(who)}"
    named = [links.to(each.label, "topics", replace(whole, topic=each.id)) for each in topics]
    parts: list[Node] = []
    for number, link in enumerate(named[:_TOPICS]):
        parts += [", ", link] if number else [link]
    rest = f" and {len(named) - _TOPICS} more" if len(named) > _TOPICS else ""
    state: CellState = "raised" if every else "left_out"
    return tag(
        "div",
        tag("span", CELL_MARKS[state], look="mark", aria_hidden="true"),
        tag("span", f" {title}: ", look="isolate"),
        parts,
        rest,
        look=f"raising {CELL_TONES[state].replace('_', '-')}",
    )


def _of_topic(found: EventTopics, topic: RaisedTopic, whole: Address) -> Node:
    parts: list[Node] = []
    for side, state in zip(found.sides, topic.states, strict=True):
        look = CELL_TONES[state].replace("_", "-")
        mark = tag("span", CELL_MARKS[state], look="mark", aria_hidden="true")
        parts.append(
            tag("div", mark, f" {side}: {EN.say(f'cell.{state}')}", look=f"raising {look}")
        )
    certainty = EN.say("topic.certainty", share=EN.certainty(topic.confidence))
    link = links.to("Passages", "topics", replace(whole, topic=topic.id))
    return tag("div", parts, tag("small", certainty, " ", link))


def _csv(events: Iterable[ListedEvent], found: dict[str, EventTopics]) -> bytes:
    """One row for each event, topic and side."""
    body = io.StringIO()
    table = csv.writer(body, lineterminator="\n")
    table.writerow("date event title place tags side topic label state certainty".split())
    for event in events:
        known = found.get(event.id)
        head = (event.date or "", event.id, event.name, event.place, "; ".join(event.tags))
        for topic in _topics(known):
            for side, state in zip(known.sides if known else (), topic.states, strict=True):
                row = (side, topic.id, topic.label, state, f"{topic.confidence:.4f}")
                table.writerow([cell(str(value)) for value in (*head, *row)])
    return body.getvalue().encode("utf-8-sig")
