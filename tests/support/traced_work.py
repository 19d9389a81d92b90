"""Work on libraries and files in a process that is to be killed, with a trace of where it was.

The trace is one byte of a file that the process shares with the one that kills it, set as each
step begins; the kill does not change it, so that it says for every kill in which step it fell.
"""

from __future__ import annotations

import contextlib
import mmap
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from batch_events import event as batch_event
from library_texts import DictionaryEncoder, event, statement
from sample_comparison import sample
from sample_judgements import judge
from sqlalchemy.engine import Connection

from corpus import Library
from corpus.library import JudgementRecord
from corpus.library.database import Database

BETWEEN, TRANSACTION, COMMIT, FILE, NAMES = range(5)
"""Between two writes, inside a transaction, in its commit, writing a file, giving it its name."""
STEPS = ("between", "in a transaction", "in a commit", "writing a file", "renaming a file")
TRACE = 4096
"""Bytes of the trace: where it is, from the eighth on how many steps there were, then which."""
COUNT = 12
"""How many of a thing each work does."""
GOALS = ("goal-0", "goal-1", "goal-2")
"""Events between which a statement is moved."""
EVENTS = 6
"""How many events a batch has, one a part."""


@dataclass
class Plan:
    """When a process dies: at a step, so many seconds after it; at none where ``step`` is 0."""

    step: int = 0
    delay: float = 0.0


class Trace:
    """Says in a shared byte where the process is, counts its steps, and kills it at one of them."""

    def __init__(self, file: str, plan: Plan) -> None:
        with open(file, "r+b") as shared:
            self._byte = mmap.mmap(shared.fileno(), TRACE)
        self._plan, self._steps = plan, 0

    def __call__(self, where: int) -> None:
        if where == self._byte[0]:
            return
        self._byte[0] = where
        self._steps += 1
        self._byte[8:16] = self._steps.to_bytes(8, "big")
        if 16 + self._steps < TRACE:
            self._byte[16 + self._steps] = where
        if self._steps == self._plan.step:
            if self._plan.delay:
                threading.Timer(self._plan.delay, _die).start()
            else:
                _die()

    def watch(self) -> None:
        """Mark transactions of a library, and files that are opened for writing or renamed."""
        plain, library = Database.writing, cast("Any", Database)

        @contextlib.contextmanager
        def writing(database: Database) -> Iterator[Connection]:
            with plain(database) as connection:
                self(TRANSACTION)
                yield connection
                self(COMMIT)
            self(BETWEEN)

        library.writing = writing
        writes = os.O_WRONLY | os.O_RDWR

        def heard(name: str, given: tuple[Any, ...]) -> None:
            if name == "open" and isinstance(given[2], int) and given[2] & writes:
                self(FILE)
            elif name == "os.rename":
                self(NAMES)

        sys.addaudithook(heard)


def _die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


@dataclass
class Task:
    """What a work is given."""

    place: str
    """Of the library."""
    folder: Path
    """For files that it reads and writes."""
    told: int
    """Handle of the file on which it says what is kept."""
    trace: Callable[[int], None]

    def say(self, kept: str) -> None:
        """Say that something is kept, straight to the system."""
        self.trace(BETWEEN)
        os.write(self.told, f"{kept}\n".encode())


def brought(number: int) -> str:
    """Id of an event of the export that is brought in."""
    return f"in-{number:02}"


def add(task: Task) -> None:
    """Add events, each with the bytes that its texts were read from."""
    with Library(task.place) as library:
        for number in range(COUNT):
            one = event(f"{os.getpid()}-{number}")
            library.add_event(one, {text.id: text.text.encode() for text in one.statements})
            task.say(one.id)


def import_(task: Task) -> None:
    """Bring in an export."""
    with Library(task.place) as library:
        library.import_(task.folder / "given.zip", lambda done, _: task.say(brought(done - 1)))


def index(task: Task) -> None:
    """Make the vectors of passages."""
    from corpus.library.search import vector_index

    vector_index.BATCH = 4
    with Library(task.place, encoder=DictionaryEncoder(f"new-{os.getpid()}")) as library:
        library.index(lambda done, _: task.say(f"{os.getpid()} {done}"))


def move(task: Task) -> None:
    """Move a statement back and forth."""
    with Library(task.place) as library:
        for number in range(COUNT):
            goal = GOALS[number % len(GOALS)]
            library.move("wanderer", goal)
            task.say(goal)


def export(task: Task) -> None:
    """Write exports over each other, of a library that grows."""
    with Library(task.place) as library:
        for number in range(COUNT // 3):
            id_ = f"grows-{os.getpid()}-{number}"
            library.add(statement(id_, text=f"Wording of {id_}."), "grows")
            library.export(task.folder / "export.zip")
            task.say(id_)


def code(task: Task) -> None:
    """Keep judgements in a library."""
    with Library(task.place) as library:
        for number in range(COUNT):
            record = JudgementRecord(
                f"{os.getpid()}-{number}", "talks", "A", '{"value": "covered"}'
            )
            library.keep_judgements([record])
            task.say(record.id)


def code_file(task: Task) -> None:
    """Keep judgements in a file."""
    from compare.coding import files

    result = sample()
    for _ in range(COUNT):
        one = judge(result, "status", "left", 1, "covered")
        files.append(task.folder / "judgements.jsonl", [one])
        task.say(one.id)


def batch(task: Task) -> None:
    """Compare many events into a folder of tables."""
    import compare
    from compare.batches import run

    run.EVENTS_A_PART = 1
    compare.batch(
        map(batch_event, range(EVENTS)),
        task.folder / "results",
        compare.Settings(read_pairs=False),
        engine="here",
        progress=lambda state: task.say(str(state.done)),
    )


WORKS: dict[str, Callable[[Task], None]] = {
    "add": add,
    "import": import_,
    "index": index,
    "move": move,
    "export": export,
    "code": code,
    "code, file": code_file,
    "batch": batch,
}


def work(name: str, place: str, folder: str, files: tuple[str, str], plan: Plan) -> None:
    """Do a work; ``files`` are those of what it says and of the trace."""
    told = os.open(files[0], os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    trace = Trace(files[1], plan)
    trace.watch()
    WORKS[name](Task(place, Path(folder), told, trace))
    trace(BETWEEN)
