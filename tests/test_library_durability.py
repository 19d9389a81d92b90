"""What was kept stays kept: killed writers, many writers, writers and readers at once."""

from __future__ import annotations

import hashlib
import random
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from library_texts import event

from corpus import Event, Library

WRITER = Path(__file__).with_name("library_writer.py")
ROOT = Path(__file__).resolve().parent.parent


def start(place: str, prefix: str, threads: int, count: int) -> subprocess.Popen[str]:
    command = [sys.executable, str(WRITER), place, prefix, str(threads), str(count)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT)


def test_killed_in_the_middle_of_a_thousand_adds(library_place: str) -> None:
    """Twenty times: no committed event is lost, none is half, and the library is whole."""
    Library(library_place).close()
    chance, said = random.Random(20), set[str]()
    for attempt in range(20):
        writer = start(library_place, f"k{attempt}", 1, 1000)
        assert writer.stdout is not None
        said.add(writer.stdout.readline().strip())
        time.sleep(chance.uniform(0, 0.25))
        writer.kill()
        said.update(line.strip() for line in writer.stdout if line.endswith("\n"))
        assert writer.wait() == -9
        writer.stdout.close()
        with Library(library_place, create=False) as library:
            assert library.check() == []
    with Library(library_place, create=False) as library:
        there = {one.id: one for one in library.records()}
        assert all(len(one.statements) == 2 for one in there.values())
        assert said <= there.keys()
        # At most the event that was kept but not yet said, once for each kill.
        assert len(there.keys() - said) <= 20
        for id_ in sorted(said)[:: max(1, len(said) // 50)]:
            assert library.event(id_) == event_with_bytes(id_)
        assert len(said) > 40


def event_with_bytes(id_: str) -> Event:
    """The event that the writer made, with the digest of the bytes it gave."""
    one = event(id_)
    texts = []
    for text in one.statements:
        digest = hashlib.sha256(f"{text.id}: {text.text}".encode()).hexdigest()
        source = text.source.model_copy(update={"sha256": digest})
        texts.append(text.model_copy(update={"source": source}))
    return one.model_copy(update={"statements": tuple(texts)})


def test_two_processes_and_eight_threads_lose_nothing(library_place: str) -> None:
    writers = [start(library_place, f"p{number}", 8, 40) for number in range(2)]
    told = [writer.communicate(timeout=120)[0].split() for writer in writers]
    assert [writer.returncode for writer in writers] == [0, 0]
    with Library(library_place, create=False) as library:
        expected = {f"p{process}-{number}" for process in range(2) for number in range(40)}
        assert {id_ for lines in told for id_ in lines} == expected
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
