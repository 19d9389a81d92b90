"""Runs over events in the background: what fails, what is tried again, who can stop them."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from page_runs import ended

from compare.comparison import EventComparison
from compare.errors import EncoderError
from compare.library import open_library
from compare.settings import DEFAULTS, Settings
from corpus import Library
from corpus.errors import LibraryError
from corpus.library import JudgementRecord
from corpus.statements import Event, Statement
from ui import caches
from ui.work import background
from ui.work.background import Background, EventTopics

IDS = ("a", "b", "c")
NOW = dict.fromkeys(IDS, 1)
STRICT = Settings(max_error=0.05)


@pytest.fixture
def shelf(library: Path) -> Library:
    found = open_library(str(library), encoder=None)
    for name in IDS:
        sides = [
            Statement(id=f"{name}-{side}", side=side, language="en", text=f"{side} met them.")
            for side in ("West", "East")
        ]
        found.add_event(Event(id=name, statements=tuple(sides)))
    return found


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without encoder: this is about the runs, not about what they find."""
    monkeypatch.setattr(background, "Engine", lambda settings: None)
    monkeypatch.setattr(background, "compare_event", compared)
    monkeypatch.setattr(background, "kept_comparison", lambda *_: None)
    monkeypatch.setattr(background, "event_topics", lambda _: EventTopics(("West", "East"), ()))


def compared(library: Library, event: Event, *_: object) -> EventComparison:
    return EventComparison(event, ())


class Blocked:
    """A step that, at one event, waits until it is let go."""

    def __init__(self, at: str, result: Callable[[Event], EventComparison | None]) -> None:
        self.at, self.result = at, result
        self.reached, self.let_go = threading.Event(), threading.Event()

    def __call__(self, library: Library, event: Event, *_: object) -> EventComparison | None:
        if event.id == self.at:
            self.reached.set()
            assert self.let_go.wait(60)
        return self.result(event)


def test_an_event_that_failed_is_tried_again(
    shelf: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    def locked(library: Library, event: Event, *_: object) -> EventComparison:
        if event.id == "a":
            raise LibraryError("the library is locked")
        return compared(library, event)

    work = Background(shelf, DEFAULTS)
    monkeypatch.setattr(background, "compare_event", locked)
    work.compare(NOW)
    ended()
    assert work.failures(NOW) == {"a": "the library is locked"}
    assert set(work.topics(NOW)) == {"b", "c"}, "it blocks no other"
    monkeypatch.setattr(background, "compare_event", compared)
    work.compare(NOW)
    ended()
    assert set(work.topics(NOW)) == set(IDS)
    assert not work.failures(NOW)


def test_a_judgement_of_a_newer_program_blocks_its_event_alone(
    shelf: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelf.keep_judgements([JudgementRecord("1", "a", "A", '{"kind": "of years to come"}')])
    monkeypatch.setattr(background, "kept_comparison", lambda _, event, __: compared(shelf, event))
    work = Background(shelf, DEFAULTS)
    work.look_up(NOW)
    ended()
    assert set(work.topics(NOW)) == {"b", "c"}
    assert not work.failures(NOW), "nobody asked to compare it"
    work.compare(NOW)
    ended()
    [(event, message)] = work.failures(NOW).items()
    assert event == "a"
    assert "judgement 1" in message


def test_what_ends_a_run_is_said_of_all_that_it_met(
    shelf: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    def missing(settings: Settings) -> None:
        raise EncoderError("no such encoder")

    work = Background(shelf, DEFAULTS)
    work.compare({"a": 1})
    ended()
    monkeypatch.setattr(background, "Engine", missing)
    changed = {**NOW, "a": 2}
    work.look_up(changed)
    ended()
    assert not work.failures(changed)
    work.compare(changed)
    ended()
    assert work.failures(changed) == dict.fromkeys(IDS, "no such encoder")
    assert not work.state.running


def test_looking_up_goes_on_after_a_run_that_came_between(
    shelf: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    step = Blocked("a", lambda event: compared(shelf, event))
    monkeypatch.setattr(background, "kept_comparison", step)
    work = Background(shelf, DEFAULTS)
    work.look_up(NOW)
    assert step.reached.wait(60)
    work.compare({"b": 1})
    step.let_go.set()
    ended()
    work.look_up(NOW)
    ended()
    assert set(work.topics(NOW)) == set(IDS)


def test_a_run_is_stopped_and_goes_on_where_it_was(
    shelf: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    step = Blocked("b", lambda event: compared(shelf, event))
    monkeypatch.setattr(background, "compare_event", step)
    work = Background(shelf, DEFAULTS)
    work.compare(NOW)
    assert step.reached.wait(60)
    assert (work.state.done, work.state.total) == (1, 3)
    work.stop()
    step.let_go.set()
    ended()
    assert not work.state.running
    assert set(work.topics(NOW)) == {"a"}
    assert not work.failures(NOW)
    work.compare(NOW)
    ended()
    assert set(work.topics(NOW)) == set(IDS)


@pytest.mark.usefixtures("shelf")
def test_a_run_is_seen_and_stopped_whatever_the_certainty(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    step = Blocked("a", lambda event: EventComparison(event, ()))
    monkeypatch.setattr(background, "compare_event", step)
    first, second = caches.background(DEFAULTS), caches.background(STRICT)
    first.compare(NOW)
    assert step.reached.wait(60)
    assert second.state.running
    second.stop()
    step.let_go.set()
    ended()
    assert not first.state.running
    assert not first.topics(NOW)
