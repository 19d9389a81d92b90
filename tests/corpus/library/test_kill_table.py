"""A small part of the kill table: works that are killed amid what they write, and other damage.

`python -m tests.bench.kill_table` kills some two hundred times, on PostgreSQL too.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import other_damage
import pytest
from kill_rows import kill
from killed_writers import forks
from postgres_server import PostgresServer
from small_disk import NoDiskError, small_disk
from traced_work import WORKS

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("work", ["import", "index", "move", "export", "code", "code, file"])
def test_what_was_said_to_be_kept_outlives_a_kill(work: str, tmp_path: Path) -> None:
    row = kill(work, str(tmp_path / "readouts.db"), tmp_path, 2, forks())
    assert row.lost == []
    assert row.problems == []
    assert row.kills == 2


@pytest.fixture(scope="module")
def disk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A small disk that can be filled, or a skip that says why there is none."""
    try:
        with small_disk(tmp_path_factory.mktemp("small") / "disk") as disk:
            yield disk
    except NoDiskError as error:
        pytest.skip(f"no disk can be mounted here: {error}")


@pytest.mark.parametrize("work", WORKS)
def test_a_full_disk_loses_nothing_and_is_one_line(work: str, disk: Path) -> None:
    folder = disk / work.replace(", ", "-")
    folder.mkdir()
    row = other_damage.no_room(work, folder, forks())
    assert row.lost == []
    assert row.problems == []
    assert row.steps["refused"] >= 2


def test_a_clock_that_goes_back_changes_no_order(library_place: str, tmp_path: Path) -> None:
    row = other_damage.clock_set_back(library_place, tmp_path)
    assert row.lost == []
    assert row.problems == []


@pytest.mark.postgres
def test_a_server_that_is_restarted_loses_nothing(postgres: PostgresServer, tmp_path: Path) -> None:
    row = other_damage.server_restarted(postgres, tmp_path, 1)
    assert row.lost == []
    assert row.problems == []
