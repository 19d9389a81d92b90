"""check(): runs on a full disk, and says what is damaged instead of failing by it."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from bounded_child import run_bounded
from library_texts import event

from corpus import Library, LibraryError

FULL = """
import resource, sys
from corpus import Library, LibraryError

# No file may grow: what a disk without room does to a program.
resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
with Library(sys.argv[1], create=False) as library:
    print(len(library.check()), len(library.event_ids()))
    try:
        library.move("talks-1-us", "talks-2")
    except LibraryError as error:
        print(error)
"""


@pytest.fixture
def place(tmp_path: Path) -> str:
    place = str(tmp_path / "readouts.db")
    with Library(place) as library:
        for number in range(3):
            library.add_event(event(f"talks-{number}"))
    return place


def test_a_library_on_a_full_disk_is_checked_and_not_written(place: str) -> None:
    done = run_bounded(FULL, place, seconds=120)
    assert done.stderr == ""
    counts, refusal = done.stdout.splitlines()
    assert counts == "0 3"
    assert place in refusal
    with Library(place, create=False) as library:
        assert library.check() == []
        assert library.statement_record("talks-1-us").event == "talks-1"


DAMAGE = {
    "a date": "UPDATE events SET date = 'soon' WHERE id = 'talks-1'",
    "a moment": "UPDATE versions SET retrieved = 'never' WHERE number = 1",
    "when it came": "UPDATE versions SET added = 'x' WHERE number = 1",
    "a text that is none": "UPDATE versions SET text = CAST(x'ff00ff' AS TEXT) WHERE number = 2",
    "a number for a text": "UPDATE versions SET fidelity = 'hearsay' WHERE number = 2",
    "a passage": "UPDATE passages SET stop = 'x' WHERE number = 1",
}


@pytest.mark.parametrize("name", DAMAGE)
def test_damage_is_named_and_nothing_is_a_traceback(name: str, place: str) -> None:
    with closing(sqlite3.connect(place)) as file:
        file.execute(DAMAGE[name])
        file.commit()
    with Library(place, create=False) as library:
        found = library.check()
        assert found
        assert all("\n" not in str(problem) for problem in found)
        uses = (lambda: list(library.records()), lambda: library.search("trade", by="words"))
        assert all("\n" not in refusal(use) for use in uses)


def refusal(use: Callable[[], object]) -> str:
    """What the library says against a use; empty where it does not."""
    try:
        use()
    except LibraryError as error:
        return str(error)
    return ""


def test_flipped_bytes_are_found_or_do_no_harm(place: str) -> None:
    """A byte of every page of the file turned round: one line, or the library as it was."""
    whole = Path(place).read_bytes()
    found: list[str] = []
    with Library(place) as library:
        texts = [event.model_dump() for event in library.events()]

    def use() -> None:
        with Library(place, create=False) as library:
            problems = library.check()
            read = [event.model_dump() for event in library.events()]
        assert problems or read == texts
        found.extend(map(str, problems))

    offsets = range(50, len(whole), 4_096 - 61)
    for offset in offsets:
        data = bytearray(whole)
        data[offset] ^= 0x55
        for suffix in ("-wal", "-shm"):
            Path(place + suffix).unlink(missing_ok=True)
        Path(place).write_bytes(data)
        said = refusal(use)
        assert "\n" not in said
        found += [said] if said else []
    assert found


def test_a_table_that_is_not_described_in_letters_is_damage(place: str) -> None:
    data = Path(place).read_bytes()
    at = data.index(b"CREATE TABLE events")
    Path(place).write_bytes(data[: at + 8] + b"\xee" + data[at + 9 :])
    with pytest.raises(LibraryError, match=r"^[^\n]* is damaged; restore it from a backup"):
        Library(place, create=False)
