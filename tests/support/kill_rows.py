"""Works that are killed, again and again, and what is there afterwards of what was said kept."""

from __future__ import annotations

import hashlib
import random
import shutil
import time
import zipfile
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from multiprocessing.context import ForkServerContext, ForkServerProcess
from pathlib import Path

import traced_work
from batch_events import event as batch_event
from batch_events import files_of
from library_texts import DictionaryEncoder, event, statement
from traced_work import STEPS, Plan

from corpus import Library

PATIENCE = 300
"""Seconds after which a process that neither ends nor dies is given up."""


@dataclass
class Row:
    """What came of the kills of one work."""

    work: str
    place: str
    kills: int = 0
    steps: Counter[str] = field(default_factory=Counter)
    """In which step the kills fell."""
    said: int = 0
    """Things said to be kept before the kills."""
    lost: list[str] = field(default_factory=list)
    """What was said to be kept and is not there, or not as it was; what is there by half."""
    problems: list[str] = field(default_factory=list)
    """What ``check`` says afterwards."""

    @property
    def mid_write(self) -> int:
        """Kills inside a transaction, a commit or a file."""
        return sum(self.steps[step] for step in STEPS[traced_work.BETWEEN + 1 :])

    @property
    def whole(self) -> bool:
        """Whether nothing is amiss."""
        return not self.lost and not self.problems


def kill(
    work: str, place: str, folder: Path, kills: int, context: ForkServerContext, seed: int = 18
) -> Row:
    """Kill a work so many times and look after each at what it left.

    Every second time it ends itself at a step chosen by chance, or up to 3 ms after it; the other
    times it is killed from outside after such a step. Three of four steps are chosen among those
    that write.
    """
    row, chance = Row(work, "PostgreSQL" if "://" in place else "SQLite"), random.Random(seed)
    prepare(work, place, folder)
    steps = _steps(work, place, folder, context)
    writes = [number for number, where in enumerate(steps, 1) if where != traced_work.BETWEEN]
    for number in range(kills):
        prepare(work, place, folder)
        # Near the end it may be done before it is killed; then it is tried again.
        while True:
            delay = chance.choice([0.0, chance.uniform(0, 0.003)])
            step = chance.choice(writes if number % 4 < 3 else range(1, len(steps) + 1))
            plan = Plan(step, delay)
            if _killed(work, place, folder, plan, number % 2 == 0, context, row):
                break
            prepare(work, place, folder)
        LOOKS[work](place, folder, _said(folder), row)
    return row


def _steps(work: str, place: str, folder: Path, context: ForkServerContext) -> list[int]:
    """Do the work to its end; which steps it has, but for the last."""
    process = _start(work, place, folder, Plan(), context)
    process.join(PATIENCE)
    assert process.exitcode == 0, f"{work} ended with {process.exitcode}"
    return list(_trace(folder)[17 : 17 + _step(folder) - 1])


def _start(
    work: str, place: str, folder: Path, plan: Plan, context: ForkServerContext
) -> ForkServerProcess:
    (folder / "told").write_bytes(b"")
    (folder / "trace").write_bytes(bytes(traced_work.TRACE))
    files = (str(folder / "told"), str(folder / "trace"))
    process = context.Process(target=traced_work.work, args=(work, place, str(folder), files, plan))
    process.start()
    return process


def _killed(
    work: str, place: str, folder: Path, plan: Plan, itself: bool, context: ForkServerContext,
    row: Row,
) -> bool:  # fmt: skip
    """Start the work and see it die; whether it did before it was done."""
    process = _start(work, place, folder, plan if itself else Plan(), context)
    if not itself:
        while process.is_alive() and _step(folder) < plan.step:
            time.sleep(0.0002)
        time.sleep(plan.delay)
        process.kill()
    process.join(PATIENCE)
    if process.exitcode == 0:
        return False
    assert process.exitcode == -9, f"{work} ended with {process.exitcode}"
    row.kills += 1
    row.steps[STEPS[_trace(folder)[0]]] += 1
    row.said += len(_said(folder))
    return True


def _step(folder: Path) -> int:
    return int.from_bytes(_trace(folder)[8:16], "big")


def _trace(folder: Path) -> bytes:
    return (folder / "trace").read_bytes()


def _said(folder: Path) -> list[str]:
    """What the process said, by whole lines."""
    return (folder / "told").read_text().split("\n")[:-1]


def prepare(work: str, place: str, folder: Path) -> None:
    """Make what a work needs, where it is not there; what it must find new is made new."""
    if work == "batch":
        shutil.rmtree(folder / "results", ignore_errors=True)
    elif work == "import":
        _given(folder / "given.zip")
    if work in ("add", "import"):
        _empty(place, folder / "template.db")
    with Library(place) as library:
        if work in ("index", "move") and not library.event_ids():
            for number in range(20):
                library.add_event(event(f"talks-{number}"))
            for goal in traced_work.GOALS:
                library.add_event(event(goal))
            library.add(statement("wanderer", text="They met."), traced_work.GOALS[0])


def _empty(place: str, template: Path) -> None:
    """Have an empty library; a file is copied, which is quicker than to make one."""
    if "://" not in place:
        for file in Path(place).parent.glob(Path(place).name + "*"):
            file.unlink()
        if not template.exists():
            Library(str(template)).close()
        shutil.copy(template, place)
        return
    import psycopg

    with psycopg.connect(place, autocommit=True) as connection:
        connection.execute(
            "SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity "
            "WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
        connection.execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public")


def _given(file: Path) -> None:
    """An export of as many events as a work does things."""
    if file.exists():
        return
    with Library(file.with_suffix(".db")) as library:
        for number in range(traced_work.COUNT):
            library.add_event(event(traced_work.brought(number)))
        library.export(file)


def _look_at_events(library: Library, said: list[str], row: Row) -> None:
    """Each event said to be kept is there as it was given, and none by half."""
    there = {one.id: one for one in library.records()}
    row.lost += [f"{id_} is gone" for id_ in said if id_ not in there]
    row.lost += [f"{id_} is not as it was" for id_ in said if id_ in there
                 and [s.text for s in there[id_].event().statements]
                 != [s.text for s in event(id_).statements]]  # fmt: skip
    row.lost += [f"{id_} is half" for id_, one in there.items() if len(one.statements) != 2]


def _look_at_add(place: str, folder: Path, said: list[str], row: Row) -> None:
    with Library(place, create=False) as library:
        row.problems += map(str, library.check())
        _look_at_events(library, said, row)


def _look_at_import(place: str, folder: Path, said: list[str], row: Row) -> None:
    with Library(place) as library:
        row.problems += map(str, library.check())
        _look_at_events(library, said, row)
        library.import_(folder / "given.zip")
        if len(library.event_ids()) != traced_work.COUNT:
            row.lost.append("an import that goes on does not end")
        row.problems += map(str, library.check())


def _look_at_index(place: str, folder: Path, said: list[str], row: Row) -> None:
    name = said[-1].split()[0] if said else "0"
    with Library(place, create=False, encoder=DictionaryEncoder(f"new-{name}")) as library:
        row.problems += map(str, library.check())
        done = int(said[-1].split()[1]) if said else 0
        before = library.pending()
        total = before if not said else int(library.pending() + done)
        if said and before > total - done:
            row.lost.append("vectors that were said to be kept are gone")
        made = library.index()
        if made != before or library.pending():
            row.lost.append("an index that goes on does not end")
        if not library.search("航行自由", by="meaning"):
            row.lost.append("nothing is found after all")


def _look_at_move(place: str, folder: Path, said: list[str], row: Row) -> None:
    goals = traced_work.GOALS
    with Library(place, create=False) as library:
        row.problems += map(str, library.check())
        events = [one for one in library.records() if "wanderer" in [s.id for s in one.statements]]
        if len(events) != 1:
            row.lost.append(f"the statement is in {len(events)} events")
        elif said and events[0].id not in (said[-1], goals[len(said) % len(goals)]):
            row.lost.append(f"the statement is in {events[0].id} and was moved to {said[-1]}")


def _look_at_export(place: str, folder: Path, said: list[str], row: Row) -> None:
    with Library(place, create=False) as library:
        row.problems += map(str, library.check())
    file = folder / "export.zip"
    if said and not file.exists():
        row.lost.append("the export is gone")
    elif file.exists():
        with zipfile.ZipFile(file) as packed:
            if packed.testzip() is not None or "library.yaml" not in packed.namelist():
                row.lost.append("the export is half")
            names = "".join(packed.namelist())
        row.lost += [f"{id_} is not in the export" for id_ in said if id_ not in names]


def _look_at_code(place: str, folder: Path, said: list[str], row: Row) -> None:
    with Library(place, create=False) as library:
        row.problems += map(str, library.check())
        _look_at_judgements([record.id for record in library.judgements()], said, row)


def _look_at_file(place: str, folder: Path, said: list[str], row: Row) -> None:
    from sample_comparison import sample
    from sample_judgements import judge

    from compare.coding import files

    file = folder / "judgements.jsonl"
    found = [entry.id for entry in files.read(file)] if file.exists() else []
    _look_at_judgements(found, said, row)
    one = judge(sample(), "status", "left", 1, "covered")
    files.append(file, [one])
    if [entry.id for entry in files.read(file)] != [*found, one.id]:
        row.lost.append("the file cannot be gone on with")


def _look_at_judgements(found: list[str], said: list[str], row: Row) -> None:
    row.lost += [f"{id_} is gone" for id_ in said if id_ not in found]
    if len(found) != len(set(found)):
        row.lost.append("a judgement is there twice")


def _look_at_batch(place: str, folder: Path, said: list[str], row: Row) -> None:
    import compare
    from compare.batches import run

    results = folder / "results"
    if said:
        found = compare.open_results(results)
        if found.compared < int(said[-1]):
            row.lost.append(f"{found.compared} of {said[-1]} events are there")
    run.EVENTS_A_PART = 1
    every = map(batch_event, range(traced_work.EVENTS))
    compare.batch(every, results, compare.Settings(read_pairs=False), engine="here")
    table = compare.open_results(results).table("events")
    if list(table["event"]) != [f"event-{n:03}" for n in range(traced_work.EVENTS)]:
        row.lost.append("a batch that goes on does not end")
    digest = hashlib.sha256(repr(sorted(files_of(results).items())).encode()).hexdigest()
    whole = folder / "digest"
    if not whole.exists():
        whole.write_text(digest)
    elif whole.read_text() != digest:
        row.lost.append("a batch that goes on gives other bytes")


LOOKS: dict[str, Callable[[str, Path, list[str], Row], None]] = {
    "add": _look_at_add,
    "import": _look_at_import,
    "index": _look_at_index,
    "move": _look_at_move,
    "export": _look_at_export,
    "code": _look_at_code,
    "code, file": _look_at_file,
    "batch": _look_at_batch,
}
