"""What was kept stays kept: killed writers, many writers, writers and readers at once."""

from __future__ import annotations

import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import library_writer
import pytest
from killed_writers import forks, kill_writers
from library_texts import event

from corpus import Library

pytestmark = pytest.mark.slow


def test_killed_in_the_middle_of_adds(library_place: str, tmp_path: Path) -> None:
    """No committed event is lost and none is half; the bench kills 20 times amid 1,000 adds."""
    outcome = kill_writers(library_place, kills=10, adds=60, folder=tmp_path)
    assert outcome.problems == []
    assert (outcome.lost, outcome.half) == (set(), set())
    assert outcome.whole
    assert outcome.said > 100


def test_two_processes_and_eight_threads_lose_nothing(library_place: str, tmp_path: Path) -> None:
    told = [tmp_path / f"told-{number}" for number in range(2)]
    writers = [
        forks().Process(
            target=library_writer.write, args=(library_place, f"p{number}", 8, 40, str(file))
        )
        for number, file in enumerate(told)
    ]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join(120)
    assert [writer.exitcode for writer in writers] == [0, 0]
    with Library(library_place, create=False) as library:
        expected = {f"p{process}-{number}" for process in range(2) for number in range(40)}
        assert {id_ for file in told for id_ in file.read_text().split()} == expected
        assert {one.id for one in library.events()} == expected
        assert library.check() == []


def test_versions_by_many_are_numbered_without_gaps(library_place: str) -> None:
    us = event().statements[0]
    with Library(library_place) as library:

        def edit(number: int) -> None:
            library.add(us.model_copy(update={"text": f"Wording {number}."}), "e")

        with ThreadPoolExecutor(8) as pool:
            list(pool.map(edit, range(40)))
        record = library.statement_record(us.id)
        assert [v.number for v in record.versions] == list(range(1, 41))
        assert len({v.statement.text for v in record.versions}) == 40
        assert library.check() == []


def test_readers_see_whole_events_while_others_write(library_place: str) -> None:
    done, seen = threading.Event(), list[int]()
    with Library(library_place) as library, Library(library_place) as other:

        def read() -> None:
            while not done.is_set():
                counts = [len(one.statements) for one in other.records()]
                assert set(counts) <= {2}
                seen.append(len(counts))

        with ThreadPoolExecutor(1) as pool:
            reading = pool.submit(read)
            for number in range(30):
                library.add_event(event(f"e{number}"))
            done.set()
            reading.result()
    assert seen == sorted(seen)


def test_what_is_kept_stays_where_another_process_opens_and_closes(library_place: str) -> None:
    """A process that has the library open twice still holds it, whoever else comes and goes."""
    visit = "import sys; from corpus import Library\nwith Library(sys.argv[1]) as own: own.events()"
    with Library(library_place) as library:
        library.add_event(event("before"))
        with Library(library_place) as again:
            assert [one.id for one in again.events()] == ["before"]
        subprocess.run([sys.executable, "-c", visit, library_place], check=True)
        library.add_event(event("after"))
        subprocess.run([sys.executable, "-c", visit, library_place], check=True)
        with Library(library_place) as fresh:
            assert sorted(one.id for one in fresh.events()) == ["after", "before"]
    with Library(library_place) as library:
        assert sorted(one.id for one in library.events()) == ["after", "before"]
        assert library.check() == []
