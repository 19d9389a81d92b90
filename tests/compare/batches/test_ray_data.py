"""Batches on a real Ray cluster of two nodes on this machine, started for these tests alone."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest
from batch_events import files_of
from rows_unkept import cache_without_rows
from tree import ROOT

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        find_spec("ray") is None, reason="Ray is not installed: pip install 'readouts[ray]'"
    ),
]

MARK = "READOUTS_TEST_CLUSTER"
"""Variable that all processes of these tests have, so that no other is ever killed."""
SCRIPT = """
import sys, compare
from batch_events import event
from compare.batches import run
run.EVENTS_A_PART = 2
compare.batch(map(event, range(8)), sys.argv[1], compare.Settings(read_pairs=False),
              engine=sys.argv[2], address=sys.argv[3] if len(sys.argv) > 3 else None)
"""


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    path = f"{ROOT}{os.pathsep}{ROOT / 'tests' / 'support'}"
    own = {"PYTHONPATH": path, "RAY_USAGE_STATS_ENABLED": "0", MARK: str(os.getpid())}
    cache = cache_without_rows(tmp_path_factory.mktemp("ray") / "cache")
    # Ray's workers step back for all other work: on a busy machine they would never have a turn.
    # A token that Ray once left in the home folder is asked for by a node, and not given to it.
    own |= {"RAY_worker_niceness": "0", "RAY_AUTH_MODE": "disabled"}
    return os.environ | own | {"READOUTS_CACHE": str(cache)}


@pytest.fixture(scope="module")
def cluster(environment: dict[str, str]) -> Iterator[tuple[str, list[subprocess.Popen[bytes]]]]:
    """Address of a cluster of two nodes with a core each, and the processes that hold them."""
    address = f"127.0.0.1:{_free_port()}"
    common = [
        "--node-ip-address=127.0.0.1",
        "--num-cpus=1",
        "--object-store-memory=100000000",
        "--disable-usage-stats",
        "--block",
    ]
    ray = [str(Path(sys.executable).with_name("ray")), "start"]
    head = ["--head", f"--port={address.partition(':')[2]}", "--include-dashboard=false"]
    nodes = []
    for how in (head, [f"--address={address}"]):
        nodes.append(
            subprocess.Popen(
                [*ray, *how, *common], env=environment, stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL, start_new_session=True,
            )
        )  # fmt: skip
        _wait_for_nodes(address, len(nodes), environment)
    yield address, nodes
    for node in reversed(nodes):
        os.killpg(node.pid, signal.SIGTERM)
        node.wait()


def test_two_nodes_give_the_bytes_of_one_process(
    cluster: tuple[str, object], environment: dict[str, str], tmp_path: Path
) -> None:
    _batch([str(tmp_path / "here"), "here"], environment)
    _batch([str(tmp_path / "ray"), "ray", cluster[0]], environment)
    assert files_of(tmp_path / "ray") == files_of(tmp_path / "here")


def test_what_was_compared_before_needs_no_cluster(
    environment: dict[str, str], tmp_path: Path
) -> None:
    kept = environment | {"READOUTS_CACHE": os.environ["READOUTS_CACHE"]}
    _batch([str(tmp_path / "here"), "here"], kept)
    nowhere = f"127.0.0.1:{_free_port()}"
    _batch([str(tmp_path / "ray"), "ray", nowhere], kept)
    assert files_of(tmp_path / "ray") == files_of(tmp_path / "here")


def test_a_worker_that_dies_on_the_way_loses_nothing(
    cluster: tuple[str, object], environment: dict[str, str], tmp_path: Path
) -> None:
    _batch([str(tmp_path / "here"), "here"], environment)
    command = [sys.executable, "-c", SCRIPT, str(tmp_path / "ray"), "ray", cluster[0]]
    with subprocess.Popen(command, env=environment) as batch:
        killed = set()
        while batch.poll() is None:
            # Once each: the process that holds the models, and the actor that holds the process.
            for name in ("compare.batches.worker", "ray::MapWorker"):
                found = _processes(name)
                if found and name not in killed:
                    os.kill(found[0], signal.SIGKILL)
                    killed.add(name)
            time.sleep(0.2)
    assert batch.returncode == 0
    assert len(killed) == 2
    assert files_of(tmp_path / "ray") == files_of(tmp_path / "here")


def test_a_cluster_that_is_gone_does_not_keep_a_local_one_from_starting(
    environment: dict[str, str], tmp_path: Path
) -> None:
    """Ray keeps a note of the latest cluster, which outlives one that was killed."""
    # Not below tmp_path: the paths of Ray's sockets would be too long.
    with tempfile.TemporaryDirectory(prefix="ray", ignore_cleanup_errors=True) as own:
        note = Path(own) / "ray" / "ray_current_cluster"
        note.parent.mkdir()
        note.write_text(f"127.0.0.1:{_free_port()}", encoding="utf-8")
        alone = environment | {"RAY_TMPDIR": own, "RAY_ADDRESS": ""}
        _batch([str(tmp_path / "here"), "here"], alone)
        _batch([str(tmp_path / "ray"), "ray"], alone)
        assert list(note.parent.glob("session_2*"))
    assert files_of(tmp_path / "ray") == files_of(tmp_path / "here")


def test_a_cluster_that_is_not_there_is_said_in_a_line(
    environment: dict[str, str], tmp_path: Path
) -> None:
    command = [
        sys.executable, "-m", "compare", "batch", str(ROOT / "corpus" / "samples"), "-o", "unused",
        "--engine", "ray", "--address", f"127.0.0.1:{_free_port()}",
    ]  # fmt: skip
    ended = subprocess.run(command, env=environment, capture_output=True, text=True, cwd=tmp_path)
    assert ended.returncode == 2
    assert "no Ray cluster at 127.0.0.1" in ended.stderr.splitlines()[-1]


def _batch(arguments: list[str], environment: dict[str, str]) -> None:
    subprocess.run([sys.executable, "-c", SCRIPT, *arguments], check=True, env=environment)


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def _wait_for_nodes(address: str, count: int, environment: dict[str, str]) -> None:
    """Wait until the cluster has as many nodes; a process of its own asks, for it must be left."""
    script = (
        "import ray, sys, time\n"
        "for _ in range(60):\n"
        "    try:\n"
        "        ray.init(address=sys.argv[1], log_to_driver=False)\n"
        "        break\n"
        "    except (ConnectionError, RuntimeError, ValueError):\n"
        "        time.sleep(1)\n"
        "while sum(node['Alive'] for node in ray.nodes()) < int(sys.argv[2]): time.sleep(0.5)\n"
    )
    command = [sys.executable, "-c", script, address, str(count)]
    subprocess.run(command, check=True, env=environment, timeout=180, stderr=subprocess.DEVNULL)


def _processes(name: str) -> list[int]:
    """Numbers of the processes of these tests whose command line holds a name."""
    found, mark = [], f"{MARK}={os.getpid()}".encode()
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            line = path.read_bytes().replace(b"\0", b" ").decode("utf-8", "replace")
            ours = mark in path.with_name("environ").read_bytes().split(b"\0")
        except OSError:
            continue
        if ours and name in line:
            found.append(int(path.parent.name))
    return sorted(found)
