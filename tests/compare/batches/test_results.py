"""A folder of results is whole whatever ended the process that wrote to it."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from batch_events import files_of

from compare.batches.parts import Part, make_part
from compare.batches.results import open_results, writing
from compare.errors import BatchError, Failure, WriteError


def part(number: int, *events: str, message: str = "it is broken") -> Part:
    """A part of events that could not be compared: tables without any model."""
    failures = [Failure(name, "read", "ReadError", message) for name in events]
    return make_part(number, [f"key {name}" for name in events], failures)


def write(folder: Path, *parts: Part) -> None:
    with writing(folder) as writer:
        for each in parts:
            writer.commit(each)


def names(folder: Path) -> list[str]:
    return list(open_results(folder).table("failures")["event"])


def test_what_was_written_is_read_in_order(tmp_path: Path) -> None:
    write(tmp_path / "out", part(0, "b", "a"), part(1, "c"))
    assert names(tmp_path / "out") == ["b", "a", "c"]
    assert open_results(tmp_path / "out").failed == 3


def test_an_event_compared_again_takes_the_place_of_its_old_rows(tmp_path: Path) -> None:
    write(tmp_path / "out", part(0, "a", "b", "c"), part(1, "d"))
    write(tmp_path / "out", part(2, "b", message="still broken"))
    found = open_results(tmp_path / "out").table("failures")
    assert list(found["event"]) == ["a", "c", "d", "b"]
    assert list(found["message"])[-1] == "still broken"


def test_a_part_that_was_listed_is_put_in_place_later(tmp_path: Path) -> None:
    """As a process leaves the folder that is killed after the list and before the last move."""
    write(tmp_path / "out", part(0, "a"), part(1, "b"))
    whole = files_of(tmp_path / "out")
    write(tmp_path / "other", part(0, "a"))
    staging = tmp_path / "out" / ".batch" / "staging"
    generation = '"generation": "'
    listed = (tmp_path / "out/.batch/parts/part-00001.json").read_text("utf-8")
    staged = staging / f"part-00001.{listed.partition(generation)[2][:16]}"
    staged.mkdir(parents=True)
    for table in ("failures", "segments", "events"):
        os.replace(tmp_path / f"out/{table}/part-00001.parquet", staged / f"{table}.parquet")
    with writing(tmp_path / "out") as writer:
        assert set(writer.keys) == {"a", "b"}
    assert files_of(tmp_path / "out") == whole


def test_a_part_that_was_not_listed_is_removed(tmp_path: Path) -> None:
    write(tmp_path / "out", part(0, "a"))
    whole = files_of(tmp_path / "out")
    staged = tmp_path / "out/.batch/staging/part-00001.0123456789abcdef"
    staged.mkdir(parents=True)
    (staged / "failures.parquet").write_bytes(b"half")
    with writing(tmp_path / "out") as writer:
        assert writer.next_part == 1
    assert files_of(tmp_path / "out") == whole


def test_what_may_fail_no_more_is_tried_again(tmp_path: Path) -> None:
    died = Failure("b", "worker", "WorkerDiedError", "it ended")
    broken = Failure("a", "read", "ReadError", "it is broken")
    write(tmp_path / "out", make_part(0, ["1", "2"], [broken, died]))
    with writing(tmp_path / "out") as writer:
        assert writer.keys == {"a": "1"}


def test_a_full_disk_leaves_what_is_there_whole(tmp_path: Path) -> None:
    """A folder that lets nothing more be written stands for a disk without room."""
    write(tmp_path / "out", part(0, "a"))
    whole = files_of(tmp_path / "out")
    shutil.rmtree(tmp_path / "out/.batch/staging")
    (tmp_path / "out/.batch/staging").write_bytes(b"")
    with pytest.raises(WriteError, match="what is there is whole"):  # noqa: SIM117
        with writing(tmp_path / "out") as writer:
            writer.commit(part(1, "b"))
    (tmp_path / "out/.batch/staging").unlink()
    assert files_of(tmp_path / "out") == whole
    assert names(tmp_path / "out") == ["a"]


def test_two_batches_cannot_write_to_one_folder(tmp_path: Path) -> None:
    with writing(tmp_path / "out"):  # noqa: SIM117
        with pytest.raises(BatchError, match="another batch"), writing(tmp_path / "out"):
            raise AssertionError


def test_a_folder_of_something_else_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("words", "utf-8")
    with pytest.raises(BatchError, match="holds no results"), writing(tmp_path):
        raise AssertionError
    with pytest.raises(BatchError, match="no folder of results"):
        open_results(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.txt"]
