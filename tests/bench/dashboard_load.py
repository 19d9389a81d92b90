"""The dashboard under load: ``python -m tests.bench.dashboard_load [SESSIONS] [EVENTS]``.

Sessions at once, each with so many views of bundled events, one after the other (30 and 20 unless
told). Halfway through, every tenth session uploads a file of the largest size that is taken, and
one sends what no browser sends and asks for an event that is not there. Prints how long a view
took, how many failed, whether the views after the trouble are those before it, and the server's
memory. Linux only: memory is read from ``/proc``.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from threading import Barrier
from typing import TYPE_CHECKING

import httpx

from corpus import samples

sys.path.insert(0, str(Path(__file__).parent.parent / "support"))

if TYPE_CHECKING:
    from dashboard_server import RunningDashboard

ERRORS = (30, 20, 15, 10, 5)
UPLOAD = 20 << 20
"""Bytes of the largest file that the dashboard takes."""


@dataclass
class Told:
    """What one session saw."""

    seconds: list[float] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)
    uploads: list[int] = field(default_factory=list)


def memory(process: int, which: str) -> int:
    """Megabytes of a process: ``VmRSS`` now, ``VmHWM`` at its most."""
    lines = Path(f"/proc/{process}/status").read_text("ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(which)) // 1024


def views(count: int, offset: int) -> list[str]:
    """Queries of different views, in an order of its own for each session."""
    names = samples.names()
    pairs = [(name, wrong) for wrong in ERRORS for name in names]
    turned = pairs[offset % len(pairs) :] + pairs[: offset % len(pairs)]
    return [f"event={name}&wrong={wrong}" for name, wrong in (turned * count)[:count]]


def session(server: RunningDashboard, cookie: tuple[str, str], number: int, events: int,
            meet: Callable[[], object]) -> Told:  # fmt: skip
    """Look at views one after the other; some sessions make trouble halfway."""
    from streamlit_client import draw, stream

    told = Told()
    queries = views(events, number)
    meet()
    with stream(server.port, origin=server.address, cookie=cookie) as connection:
        for index, query in enumerate(queries):
            if index == events // 2 and number % 10 == 0:
                told.uploads.append(upload(server, cookie))
            if index == events // 2 and number == 1:
                trouble(server, cookie)
            begun = time.perf_counter()
            try:
                found = draw(connection, "", query)
            except (OSError, TimeoutError, AssertionError) as error:
                told.failed.append(f"{query}: {error!r}")
                return told
            told.seconds.append(time.perf_counter() - begun)
            if not any(b"readouts_reader" in message.SerializeToString() for message in found):
                told.failed.append(f"{query}: no texts")
    return told


def upload(server: RunningDashboard, cookie: tuple[str, str]) -> int:
    """Send the largest file to a session that does not exist; the answer's status."""
    response = httpx.put(
        f"{server.address}/_stcore/upload_file/nobody/file",
        files={"file": ("largest.txt", b"x" * UPLOAD)},
        headers={"Cookie": "=".join(cookie), "Origin": server.address},
        timeout=120,
        trust_env=False,
    )
    return response.status_code


def trouble(server: RunningDashboard, cookie: tuple[str, str]) -> None:
    """A session whose script finds nothing, then one that sends what is no message."""
    from streamlit_client import draw, stream

    with stream(server.port, origin=server.address, cookie=cookie) as connection:
        draw(connection, "", "event=nonsense&pair=98-99&at=left-9999")
    with stream(server.port, origin=server.address, cookie=cookie) as connection:
        connection.send(b"\xff" * 1_000_000)


def main(arguments: list[str]) -> int:
    """Print the figures; 1 where a view of another session failed."""
    from dashboard_server import dashboard

    sessions, events = (int(a) for a in (*arguments, "30", "20")[:2]) if len(arguments) != 1 else (
        int(arguments[0]), 20)  # fmt: skip
    with tempfile.TemporaryDirectory() as folder:
        log = Path(folder) / "log"
        with dashboard(log, "--library", str(Path(folder) / "library.db")) as server:
            cookie = server.cookie()
            barrier = Barrier(sessions)
            before = memory(server.process, "VmRSS")
            with ThreadPoolExecutor(sessions) as pool:
                futures = [
                    pool.submit(session, server, cookie, number, events, barrier.wait)
                    for number in range(sessions)
                ]
                told = [future.result() for future in futures]
            after, most = (memory(server.process, which) for which in ("VmRSS", "VmHWM"))
        seconds = sorted(s for one in told for s in one.seconds)
        failed = [text for one in told for text in one.failed]
        print(f"{sessions} sessions, {len(seconds)} views, {len(failed)} failed")
        print(f"seconds a view: median {statistics.median(seconds):.2f}, "
              f"95 % {seconds[int(len(seconds) * 0.95)]:.2f}, most {seconds[-1]:.2f}")  # fmt: skip
        print(f"memory in MB: {before} before, {after} after, {most} at its most")
        print(f"uploads answered with {sorted({s for one in told for s in one.uploads})}")
        print(f"tracebacks in the log: {log.read_text('utf-8', 'replace').count('Traceback')}")
        for text in failed[:10]:
            print(text)
    return 1 if failed else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
