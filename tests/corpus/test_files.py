"""Every kind of file, good and bad: read or refused in one line, in bounded time and memory."""

from __future__ import annotations

import json
import resource
import subprocess
import sys
from typing import Any

import file_cases
import pytest

pytestmark = pytest.mark.slow

MEMORY = 4 << 30
"""Bytes of address space that the reading process may take; most of it is never touched."""


def _limit() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


@pytest.fixture(scope="module")
def rows(tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, Any]]:
    done = subprocess.run(
        [sys.executable, file_cases.__file__, str(tmp_path_factory.mktemp("files"))],
        capture_output=True,
        text=True,
        timeout=300,
        preexec_fn=_limit,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2_000:]
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_every_file_is_read_or_refused(rows: list[dict[str, Any]]) -> None:
    said = {row["name"]: row for row in rows[:-1]}
    cases = (*file_cases.GOOD, *file_cases.BAD)
    assert len(said) == len(cases) >= 60
    good = {name for name, _, _ in file_cases.GOOD}
    wrong = [
        (name, said[name]["read"], said[name]["said"][:200])
        for name, _, words in cases
        if said[name]["read"] != (name in good) or words not in said[name]["said"]
    ]
    assert not wrong


def test_a_refusal_is_one_line(rows: list[dict[str, Any]]) -> None:
    refused = [row["said"] for row in rows[:-1] if not row["read"]]
    assert refused
    assert all(line and "\n" not in line and len(line) < 400 for line in refused)


def test_no_file_takes_long_or_fills_memory(rows: list[dict[str, Any]]) -> None:
    assert max(row["s"] for row in rows[:-1]) < 30
    assert max(rows[-1].values()) < 1_000
