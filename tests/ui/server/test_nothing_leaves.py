"""A dashboard that is used sends nothing beyond the machine and looks no name up."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from tree import ROOT

pytestmark = pytest.mark.slow

SEALED = ["unshare", "--map-root-user", "--net"]


@pytest.fixture(scope="module")
def sealed() -> list[str]:
    """The command that runs another in a network of its own, or a skip that says why not."""
    try:
        trial = [*SEALED, "sh", "-c", "ip link set lo up && ip route add default dev lo"]
        done = subprocess.run(trial, capture_output=True, text=True, timeout=30)
    except OSError as error:
        pytest.skip(f"no network namespaces on this machine: {error}")
    if done.returncode:
        pytest.skip(f"no network namespaces on this machine: {done.stderr.strip()}")
    return SEALED


def test_no_look_up_and_no_packet_leaves(sealed: list[str], tmp_path: Path) -> None:
    script = ROOT / "tests" / "support" / "sealed_dashboard.py"
    variables = {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), str(script.parent)])}
    done = subprocess.run(
        [*sealed, sys.executable, "-P", str(script), str(tmp_path)],
        capture_output=True,
        text=True,
        env=variables,
    )
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout.splitlines()[-1])
    assert told["control"] == ["192.0.2.1 port 9"], "the watch sees what leaves"
    assert told["left"] == []
    pages = ("", "left-out", "library", "report", "method")
    assert told["drawn"] == [f"{page}: 0" for page in pages]
