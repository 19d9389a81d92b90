"""Events of the library compared in the background: what is found, how far it is, a way to stop."""

from __future__ import annotations

import functools
import threading
from collections.abc import Hashable, Mapping
from dataclasses import dataclass, replace

from compare.coding import files
from compare.coding.applying import apply_all
from compare.comparison import EventComparison
from compare.errors import CompareError, Failure, attempt
from compare.library import compare_event, kept_comparison
from compare.pipeline import Engine, Progress
from compare.report import export_event
from compare.report.content.findings import column_names, label, ranked_rows
from compare.report.palette import CellState
from compare.settings import Settings
from compare.topics.codebook import load_codebook
from corpus import Library
from corpus.errors import CorpusError, LibraryError

Wanted = Mapping[str, Hashable]
"""Events by id, each with what its result depends on beside the settings."""
THREAD = "events in the background"
"""Name of the thread of a run."""


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


_Found = EventTopics | str | None
"""Of an event, why it could not be compared, or None where the library keeps nothing of it."""


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


class Turn:
    """The run under way on a library: one at a time, whatever the settings.

    One that begins stops the one before.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._halt = threading.Event()
        self.state = State(False, 0, 0)

    def begin(self, total: int, *, compares: bool) -> threading.Event:
        """Stop the run before, and return what tells the new one to halt."""
        with self._lock:
            self._halt.set()
            self._halt = threading.Event()
            self.state = State(True, 0, total, compares=compares)
            return self._halt

    def say(self, halt: threading.Event, step: str, more: int = 0) -> None:
        """Say what a run does and how many more events are done, unless it was told to halt."""
        with self._lock:
            if halt.is_set():
                raise _StoppedError
            now = self.state
            self.state = replace(now, done=now.done + more, step=step or now.step)

    def end(self, halt: threading.Event) -> None:
        """End a run, unless it was told to halt: the turn may be another's by then."""
        with self._lock:
            if not halt.is_set():
                self.state = replace(self.state, running=False)

    def stop(self) -> None:
        """Tell the run that is under way to halt."""
        with self._lock:
            self._halt.set()
            self.state = replace(self.state, running=False)


class Background:
    """Compares events in a thread of its own and keeps who raised which topic."""

    def __init__(self, shelf: Library, settings: Settings, turn: Turn | None = None) -> None:
        """Compare nothing yet.

        Args:
            shelf: the library of the events.
            settings: how to compare.
            turn: shared by all that compare events of this library.
        """
        self._shelf, self._settings, self._turn = shelf, settings, turn or Turn()
        self._lock = threading.Lock()
        self._found: dict[str, tuple[Hashable, _Found]] = {}

    @property
    def state(self) -> State:
        """How far the last run on the library is."""
        return self._turn.state

    def topics(self, wanted: Wanted) -> dict[str, EventTopics]:
        """What is known of the events as they are now."""
        found = self._known(wanted)
        return {id_: what for id_, what in found.items() if isinstance(what, EventTopics)}

    def failures(self, wanted: Wanted) -> dict[str, str]:
        """Why events could not be compared, as they are now."""
        return {id_: what for id_, what in self._known(wanted).items() if isinstance(what, str)}

    def _known(self, wanted: Wanted) -> dict[str, _Found]:
        with self._lock:
            return {
                id_: self._found[id_][1]
                for id_, content in wanted.items()
                if id_ in self._found and self._found[id_][0] == content
            }

    def look_up(self, wanted: Wanted) -> None:
        """Begin to read what the library keeps of events, unless a run is under way."""
        known = self._known(wanted)
        rest = {id_: content for id_, content in wanted.items() if id_ not in known}
        if rest and not self.state.running:
            self._begin(rest, compares=False)

    def compare(self, wanted: Wanted) -> None:
        """Begin to compare events, those that failed again; what the library keeps is taken."""
        known = self.topics(wanted)
        rest = {id_: content for id_, content in wanted.items() if id_ not in known}
        if rest:
            self._begin(rest, compares=True)

    def stop(self) -> None:
        """End the run on the library at its next step; what was compared is kept."""
        self._turn.stop()

    def _begin(self, wanted: Wanted, *, compares: bool) -> None:
        halt = self._turn.begin(len(wanted), compares=compares)
        threading.Thread(
            target=self._run, args=(wanted, halt, compares), name=THREAD, daemon=True
        ).start()

    def _run(self, wanted: Wanted, halt: threading.Event, compares: bool) -> None:
        say = functools.partial(self._turn.say, halt)
        read = self._compared if compares else self._kept
        rest = dict(wanted)
        try:
            say("loading the encoder" if compares else "reading what is kept")
            engine = Engine(self._settings)
            for id_, content in wanted.items():
                found = read(id_, engine, say)
                say("", 1)
                self._keep({id_: (content, found)})
                del rest[id_]
        except _StoppedError:
            return
        except Exception as error:  # of the encoder or the codebook: it would meet all the rest
            message = str(error) if compares else None
            self._keep({id_: (content, message) for id_, content in rest.items()})
        self._turn.end(halt)

    def _keep(self, found: Mapping[str, tuple[Hashable, _Found]]) -> None:
        with self._lock:
            self._found |= found

    def _kept(self, id_: str, engine: Engine, _: Progress) -> EventTopics | None:
        try:
            result = kept_comparison(self._shelf, self._shelf.event(id_), engine)
            return None if result is None else self._judged(result)
        except (CompareError, CorpusError):  # said when it is to be compared
            return None

    def _compared(self, id_: str, engine: Engine, say: Progress) -> EventTopics | str:
        def judged() -> EventTopics:
            event = self._shelf.event(id_)
            return self._judged(compare_event(self._shelf, event, engine, say))

        try:
            found = attempt(id_, judged, "row")
        except LibraryError as error:  # the event went meanwhile, or the library was locked
            return str(error)
        return found.message if isinstance(found, Failure) else found

    def _judged(self, result: EventComparison) -> EventTopics:
        """Who raised what, as people judged it where they did."""
        history = files.read_library(self._shelf, result.event.id)
        if history:
            result = apply_all(result, history, load_codebook(self._settings.codebook))
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
