"""What else befalls a library: two writers, no room, a wrong clock, flipped bytes, a restart."""

from __future__ import annotations

import contextlib
import datetime as dt
import os
import random
from collections.abc import Callable, Iterator
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerContext
from pathlib import Path
from types import ModuleType
from typing import Any

import library_writer
import traced_work
from kill_rows import LOOKS, Row, prepare
from library_texts import event, statement
from postgres_server import PostgresServer
from small_disk import filled

from compare.errors import CompareError
from corpus import Event, Library
from corpus.errors import CorpusError
from corpus.library import JudgementRecord, history, writing

REFUSALS = (CompareError, CorpusError)
ROOMS = (0, 40_000, 120_000, 400_000, 900_000)
"""Bytes that are free on the disk."""
ROOMS_OF = {"code, file": (0, 0, 4_096), "batch": (0, 40_000, 120_000)}
"""The same for works that write little, or take long."""


def two_writers(place: str, folder: Path, context: ForkServerContext) -> Row:
    """Two processes add at once, and one of them is killed amid it."""
    row = Row("two writers", "PostgreSQL" if "://" in place else "SQLite")
    told = [folder / "told-a", folder / "told-b"]
    writers = [
        context.Process(target=library_writer.write, args=(place, f"w{n}", 2, 40, str(file)))
        for n, file in enumerate(told)
    ]
    for writer in writers:
        writer.start()
    while writers[0].is_alive() and (
        not told[0].exists() or told[0].read_bytes().count(b"\n") < 10
    ):
        writers[0].join(0.005)
    writers[0].kill()
    for writer in writers:
        writer.join(300)
    assert writers[1].exitcode == 0
    said = [line for file in told for line in file.read_text().split("\n")[:-1]]
    row.kills, row.said = 1, len(said)
    LOOKS["add"](place, folder, said, row)
    return row


def no_room(work: str, folder: Path, context: ForkServerContext) -> Row:
    """A work on a disk that is full after so many bytes, for several of them.

    The folder lies on a small disk of its own. While that is full ``check`` has to answer; when
    there is room again the work is done to its end.
    """
    row, place = Row(f"full disk: {work}", "SQLite"), str(folder / "readouts.db")
    rooms, last = ROOMS_OF.get(work, ROOMS), folder / "export.zip"
    for room in rooms:
        prepare(work, place, folder)
        if work == "export":
            _bulky(place, last)
        before = last.read_bytes() if last.exists() else b""
        receiver, sender = context.Pipe(duplex=False)
        with filled(folder, room):
            arguments = (work, place, str(folder), sender)
            process = context.Process(target=_without_room, args=arguments)
            process.start()
            sender.close()
            process.join(300)
            *said, refusal = os.read(receiver.fileno(), 1 << 16).decode().split("\n")
            receiver.close()
            if process.exitcode != 0:
                row.lost.append(f"{work} ended with {process.exitcode} on a full disk")
            if refusal and (len(refusal.splitlines()) > 1 or "make room" not in refusal):
                row.lost.append(f"{work} says no line with a remedy: {refusal[:200]!r}")
            with Library(place, create=False) as library:
                row.problems += map(str, library.check())
            if refusal and not said and last.exists() and last.read_bytes() != before:
                row.lost.append("the last export is not as it was")
        row.steps["refused"] += bool(refusal)
        row.said += len(said)
        LOOKS[work](place, folder, said, row)
    row.work += f", refused {row.steps['refused']} of {len(rooms)}"
    return row


def _bulky(place: str, last: Path) -> None:
    """Have an export of half a megabyte, of a library that gives such ones."""
    with Library(place) as library:
        if "bulky" not in library.event_ids():
            text = random.Random(18).randbytes(500_000).hex()
            parts = (text[at : at + 500] for at in range(0, len(text), 500))
            library.add(statement("bulky", text="\n\n".join(parts)), "bulky")
        library.export(last)


def _without_room(work: str, place: str, folder: str, told: Connection) -> None:
    task = traced_work.Task(place, Path(folder), told.fileno(), lambda _: None)
    try:
        traced_work.WORKS[work](task)
    except REFUSALS as error:
        os.write(told.fileno(), str(error).encode())


@contextlib.contextmanager
def _clock(hours: Callable[[], float]) -> Iterator[None]:
    """A clock that is wrong by so many hours wherever the library asks for the time."""
    modules: list[Any] = [history, writing]

    class Wrong(dt.datetime):
        @classmethod
        def now(cls, tz: dt.tzinfo | None = None) -> dt.datetime:  # type: ignore[override]
            return dt.datetime.now(tz) + dt.timedelta(hours=hours())

    clock: Any = ModuleType("datetime")
    clock.__dict__.update({**dt.__dict__, "datetime": Wrong})
    for module in modules:
        module.dt = clock
    try:
        yield
    finally:
        for module in modules:
            module.dt = dt


def clock_set_back(place: str, folder: Path) -> Row:
    """Versions and judgements while the clock goes back a day each time; their order stays."""
    row = Row("clock set back", "PostgreSQL" if "://" in place else "SQLite")
    days = iter(range(0, -10_000, -1))
    with _clock(lambda: 24 * next(days)), Library(place) as library:
        for number in range(20):
            library.add(statement("clock", text=f"Wording {number}."), "clock")
            library.keep_judgements([JudgementRecord(f"clock-{number}", "clock", "A", "{}")])
            row.said += 2
        versions = library.statement_record("clock").versions
        texts = [version.statement.text for version in versions]
        if [v.number for v in versions] != list(range(1, 21)):
            row.lost.append("versions are out of order")
        if texts != [f"Wording {number}." for number in range(20)]:
            row.lost.append("a version is not the one that was added")
        if [one.id for one in library.judgements("clock")] != [f"clock-{n}" for n in range(20)]:
            row.lost.append("judgements are out of order")
        row.problems += map(str, library.check())
        library.export(folder / "clock.zip")
    with Library(str(folder / "clock.db")) as other:
        other.import_(folder / "clock.zip")
        if [v.statement.text for v in other.statement_record("clock").versions] != texts:
            row.lost.append("an export does not keep the order of versions")
    return row


def flipped_bytes(folder: Path, flips: int, seed: int = 18) -> Row:
    """Bytes of a library's file flipped: what is not as it was, ``check`` says."""
    row, chance = Row("flipped bytes", "SQLite"), random.Random(seed)
    whole, place = folder / "whole.db", folder / "flipped.db"
    with Library(str(whole)) as library:
        for number in range(12):
            one = event(f"talks-{number}")
            library.add_event(one, {text.id: text.text.encode() for text in one.statements})
        expected = list(library.events())
    for _ in range(flips):
        data = bytearray(whole.read_bytes())
        for _ in range(chance.choice([1, 1, 3, 20])):
            data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
        for beside in folder.glob("flipped.db*"):
            beside.unlink()
        place.write_bytes(data)
        told, found = _checked(place)
        row.steps["said by check" if told else "in no use"] += 1
        if any(len(line.splitlines()) != 1 for line in told):
            row.lost.append(f"check says more than one line: {told}"[:200])
        if not told and found != expected:
            row.lost.append("check says nothing of what is not as it was")
    row.said = flips
    return row


def _checked(place: Path) -> tuple[list[str], list[Event] | None]:
    """What ``check`` says, in lines, and the events as far as they can be read."""
    try:
        with Library(str(place), create=False) as library:
            told = [str(problem) for problem in library.check()]
            return told, None if told else list(library.events())
    except REFUSALS as error:
        return [str(error)], None


def server_restarted(server: PostgresServer, folder: Path, restarts: int) -> Row:
    """A server that is restarted at once, amid adds: each add is kept, or refused in one line."""
    row, place = Row("server restarted", "PostgreSQL"), server.empty_database()
    said: list[str] = []
    with Library(place) as library:
        for number in range(20 * restarts):
            if number % 20 == 10:
                server.restart()
            one = event(f"r-{number}")
            try:
                library.add_event(one)
            except CorpusError as error:
                row.steps["refused in one line"] += len(str(error).splitlines()) == 1
                library.add_event(one)
            said.append(one.id)
    row.kills, row.said = restarts, len(said)
    LOOKS["add"](place, folder, said, row)
    return row
