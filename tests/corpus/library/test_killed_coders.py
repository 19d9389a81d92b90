"""Two coders at once, killed while they code: nothing is lost that was said to be kept."""

from __future__ import annotations

import time
from pathlib import Path

import judgement_writer
from killed_writers import PATIENCE, forks

from corpus import Library

COUNT = 4_000


def kept(told: Path) -> list[str]:
    """The ids that a coder's process said to be kept; half a line was not said."""
    lines = told.read_bytes().split(b"\n")[:-1] if told.exists() else []
    return [line.decode() for line in lines]


def test_no_judgement_is_lost_that_was_said_to_be_kept(library_place: str, tmp_path: Path) -> None:
    Library(library_place).close()
    told = {coder: tmp_path / f"told-{coder}" for coder in "AB"}
    context = forks()
    coders = [
        context.Process(target=judgement_writer.code, args=(library_place, coder, COUNT, str(file)))
        for coder, file in told.items()
    ]
    for process in coders:
        process.start()
    deadline = time.monotonic() + PATIENCE
    while min(len(kept(file)) for file in told.values()) < 5:
        assert time.monotonic() < deadline, "the coders have kept too little in time"
        time.sleep(0.005)
    for process in coders:
        process.kill()
        process.join()
        assert process.exitcode == -9
    with Library(library_place) as library:
        found = [record.id for record in library.judgements()]
        assert library.check() == []
    for coder, file in told.items():
        said, mine = kept(file), [id_ for id_ in found if id_.startswith(coder)]
        assert mine[: len(said)] == said
        # At most the one that was kept when the kill came before the word.
        assert len(mine) <= len(said) + 1
