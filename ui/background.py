"""Events of the library compared in the background: what is found, how far it is, a way to stop."""

from __future__ import annotations

import threading
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from compare.coding import files
from compare.coding.applying import apply
from compare.comparison import EventComparison
from compare.errors import Failure
from compare.library import compare_library, kept_comparison
from compare.pipeline import Engine
from compare.report import export_event
from compare.report.content.findings import column_names, label, ranked_rows
from compare.report.palette import CellState
from compare.settings import Settings
from compare.topics.codebook import load_codebook
from corpus import Library
from corpus.errors import CorpusError
from corpus.statements import Event

Wanted = Mapping[str, Hashable]
"""Events by id, each with what its result depends on beside the settings."""


@dataclass(frozen=True, slots=True)
class RaisedTopic:
    """A topic of an event, and what each of its statements does with it."""

    id: str
    label: str
    states: tuple[CellState, ...]
    confidence: float


@dataclass(frozen=True, slots=True)
class EventTopics:
    """Who raised which topic at an event."""

    sides: tuple[str, ...]
    """Names of the statements, no two alike."""
    topics: tuple[RaisedTopic, ...]
    """The most certain first."""


@dataclass(frozen=True, slots=True)
class State:
    """How far a run is."""

    running: bool
    done: int
    total: int
    step: str = ""
    """What is being done, in a few words."""
    compares: bool = False
    """Whether events are compared, and not only what is kept of them is read."""


class _StoppedError(BaseException):
    """Raised between two steps of a comparison; no event has failed by it."""


class Background:
    """Compares events in a thread of its own and keeps who raised which topic.

    Only the newest run counts: one that begins stops the one before.
    """

    def __init__(self, shelf: Library, settings: Settings) -> None:
        self._shelf, self._settings = shelf, settings
        self._lock = threading.Lock()
        self._found: dict[str, tuple[Hashable, EventTopics | str]] = {}
        self._halt = threading.Event()
        self._state = State(False, 0, 0)
        self._looked_up: dict[str, Hashable] = {}

    @property
    def state(self) -> State:
        """How far the last run is."""
        return self._state

    def topics(self, wanted: Wanted) -> dict[str, EventTopics]:
        """What is known of the events as they are now."""
        found = self._known(wanted)
        return {id_: what for id_, what in found.items() if isinstance(what, EventTopics)}

    def failures(self, wanted: Wanted) -> dict[str, str]:
        """Why events could not be compared, as they are now."""
        return {id_: what for id_, what in self._known(wanted).items() if isinstance(what, str)}

    def _known(self, wanted: Wanted) -> dict[str, EventTopics | str]:
        with self._lock:
            return {
                id_: self._found[id_][1]
                for id_, content in wanted.items()
                if id_ in self._found and self._found[id_][0] == content
            }

    def look_up(self, wanted: Wanted) -> None:
        """Begin to read what the library keeps of events, unless a run is under way."""
        new = {
            id_: content for id_, content in wanted.items() if self._looked_up.get(id_) != content
        }
        if new and not self._state.running:
            self._looked_up |= new
            self._begin(new, compares=False)

    def compare(self, wanted: Wanted) -> None:
        """Begin to compare events; what the library keeps is not compared again."""
        self._begin(wanted, compares=True)

    def stop(self) -> None:
        """End the run at its next step; what was compared is kept."""
        self._halt.set()
        self._state = State(False, self._state.done, self._state.total)

    def _begin(self, wanted: Wanted, *, compares: bool) -> None:
        self.stop()
        known = self._known(wanted)
        rest = {id_: content for id_, content in wanted.items() if id_ not in known}
        self._halt = halt = threading.Event()
        if not rest:
            return
        self._state = State(True, 0, len(rest), compares=compares)
        work = self._compared if compares else self._kept
        thread = threading.Thread(target=self._run, args=(work, rest, halt), daemon=True)
        thread.start()

    def _run(self, work: Callable[..., None], wanted: Wanted, halt: threading.Event) -> None:
        def say(step: str, more: int = 0) -> None:
            if halt.is_set():
                raise _StoppedError
            done = self._state.done + more
            now = self._state
            self._state = State(True, done, now.total, step or now.step, now.compares)

        try:
            work(wanted, say)
        except _StoppedError:
            if self._halt is halt:
                self.stop()
            return
        except Exception as error:  # of encoder, codebook or library: it would meet all the rest
            self._keep({id_: (wanted[id_], str(error)) for id_ in wanted if id_ not in self._found})
        if not halt.is_set():
            self._state = State(False, self._state.total, self._state.total)

    def _keep(self, found: Mapping[str, tuple[Hashable, EventTopics | str]]) -> None:
        with self._lock:
            self._found |= found

    def _kept(self, wanted: Wanted, say: Callable[..., None]) -> None:
        engine = Engine(self._settings)
        for event in self._events(wanted):
            say("reading what is kept")
            result = kept_comparison(self._shelf, event, engine)
            if result is not None:
                self._keep({event.id: (wanted[event.id], self._judged(result))})
            say("", 1)

    def _compared(self, wanted: Wanted, say: Callable[..., None]) -> None:
        say("loading the encoder")
        results = compare_library(
            self._shelf, self._settings, say, on_error="row", events=self._events(wanted)
        )
        for result in results:
            if isinstance(result, Failure):
                self._keep({result.event: (wanted[result.event], result.message)})
            else:
                self._keep({result.event.id: (wanted[result.event.id], self._judged(result))})
            say("", 1)

    def _events(self, ids: Iterable[str]) -> Iterator[Event]:
        for id_ in ids:
            try:
                yield self._shelf.event(id_)
            except CorpusError:  # it went while the run was under way
                continue

    def _judged(self, result: EventComparison) -> EventTopics:
        """Who raised what, as people judged it where they did."""
        history = files.read_library(self._shelf, result.event.id)
        if history:
            book = load_codebook(self._settings.codebook)
            pairs = tuple(apply(pair, history, book) for pair in result.pairs)
            result = EventComparison(result.event, pairs)
        return event_topics(result)


def event_topics(result: EventComparison) -> EventTopics:
    """Who raised which topic, out of the comparison of an event."""
    export = export_event(result)
    return EventTopics(
        tuple(column_names(export)),
        tuple(
            RaisedTopic(
                row.id,
                label(row.labels),
                tuple(cell.state for cell in row.cells),
                max(cell.confidence for cell in row.cells),
            )
            for row in ranked_rows(export)
        ),
    )
