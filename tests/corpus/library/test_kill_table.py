"""A small part of the kill table: works that are killed amid what they write, and other damage.

`python -m tests.bench.kill_table` kills some two hundred times, on PostgreSQL too.
"""

from __future__ import annotations

from pathlib import Path

import other_damage
import pytest
from kill_rows import kill
from killed_writers import forks
from postgres_server import PostgresServer

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("work", ["import", "index", "move", "export", "code", "code, file"])
def test_what_was_said_to_be_kept_outlives_a_kill(work: str, tmp_path: Path) -> None:
    row = kill(work, str(tmp_path / "readouts.db"), tmp_path, 2, forks())
    assert row.lost == []
    assert row.problems == []
    assert row.kills == 2


@pytest.mark.parametrize("work", ["add", "code, file"])
def test_a_full_disk_loses_nothing_and_is_one_line(work: str, tmp_path: Path) -> None:
    row = other_damage.no_room(work, tmp_path, forks())
    assert row.lost == []
    assert row.problems == []
    assert row.steps["refused in one line"] >= 3


def test_a_clock_that_goes_back_changes_no_order(library_place: str, tmp_path: Path) -> None:
    row = other_damage.clock_set_back(library_place, tmp_path)
    assert row.lost == []
    assert row.problems == []


@pytest.mark.postgres
def test_a_server_that_is_restarted_loses_nothing(postgres: PostgresServer, tmp_path: Path) -> None:
    row = other_damage.server_restarted(postgres, tmp_path, 1)
    assert row.lost == []
    assert row.problems == []
