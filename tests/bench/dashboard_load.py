"""The dashboard under load: ``python -m tests.bench.dashboard_load [SESSIONS [EVENTS [MINUTES]]]``.

Sessions at once, each with so many views of bundled events, one after the other (30 and 20 unless
told); after so many minutes, where they are told, none begins another. At its fourth view, every
tenth session uploads a file of the largest size that is taken and one that is larger; one session
sends a widget what crashes its script, again and again, and one sends what no browser sends. Prints
how long a view took, how many failed, what became of the uploads and of the script that crashed,
and the server's memory. Ends with exit code 1 where a view of another session failed, an upload was
not answered as it should be, or nothing crashed. Linux only: memory is read from ``/proc``.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Sequence
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
    from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

ERRORS = (30, 20, 15, 10, 5)
UPLOAD = (20 << 20) - 1_000
"""Bytes of the largest file that the dashboard takes, less what a form puts around it."""
TOO_LARGE = (20 << 20) + 1
TROUBLE = 3
"""How many views a session that makes trouble sees before."""


@dataclass
class Told:
    """What one session saw."""

    seconds: list[float] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)
    uploads: list[tuple[int, int]] = field(default_factory=list)
    """Status of an upload of the largest size, and of one that is larger."""
    crashes: int = 0
    """How often its script ended by an error, which the session was told."""


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
            seconds: float, meet: Callable[[], object]) -> Told:  # fmt: skip
    """Look at views one after the other; some sessions make trouble amid them."""
    from streamlit_client import draw, stream

    told, found = Told(), list["ForwardMsg"]()
    queries = views(events, number)
    meet()
    until = time.monotonic() + seconds
    with stream(server.port, origin=server.address, cookie=cookie) as connection:
        for index, query in enumerate(queries):
            if time.monotonic() > until:
                break
            if index == TROUBLE and number % 10 == 0:
                own = session_id(found)
                told.uploads.append(
                    (upload(server, cookie, own, UPLOAD), upload(server, cookie, own, TOO_LARGE))
                )
            if index == TROUBLE and number == 1:
                told.crashes = crashes(server, cookie)
                nonsense(server, cookie)
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


def session_id(found: Sequence[ForwardMsg]) -> str:
    """The name of a session, which the server tells its page first."""
    return next(m.new_session.initialize.session_id for m in found if m.HasField("new_session"))


def upload(server: RunningDashboard, cookie: tuple[str, str], session: str, size: int) -> int:
    """Send a file to a session as its page does, with Streamlit's token; the answer's status."""
    with httpx.Client(
        base_url=server.address,
        cookies=dict([cookie]),
        headers={"Origin": server.address},
        timeout=300,
        trust_env=False,
    ) as client:
        client.get("/_stcore/health").raise_for_status()
        response = client.put(
            f"/_stcore/upload_file/{session}/file-{size}",
            files={"file": ("largest.txt", b"x" * size)},
            headers={"X-Xsrftoken": client.cookies["_streamlit_xsrf"]},
        )
    return response.status_code


def crashes(server: RunningDashboard, cookie: tuple[str, str]) -> int:
    """A session that gives a widget what its page never sends; how often its script crashed."""
    from streamlit.proto.BackMsg_pb2 import BackMsg
    from streamlit_client import draw, send, stream

    count = 0
    with stream(server.port, origin=server.address, cookie=cookie) as connection:
        found = draw(connection, "", f"event={samples.names()[0]}")
        elements = [m.delta.new_element for m in found if m.HasField("delta")]
        slider = next(e.slider for e in elements if e.WhichOneof("type") == "slider")
        for _ in range(5):
            message = BackMsg()
            widget = message.rerun_script.widget_states.widgets.add()
            widget.id, widget.double_array_value.data[:] = slider.id, [1e300]
            answer = send(connection, message)
            count += any(m.delta.new_element.HasField("exception") for m in answer)
    return count


def nonsense(server: RunningDashboard, cookie: tuple[str, str]) -> None:
    """A session that sends what is no message."""
    from streamlit_client import stream

    with stream(server.port, origin=server.address, cookie=cookie) as connection:
        connection.send(b"\xff" * 1_000_000)


def main(arguments: list[str]) -> int:
    """Print the figures; 1 where a view of another session failed."""
    from dashboard_server import dashboard

    given = [int(argument) for argument in arguments]
    sessions, events, minutes = [*given, *(30, 20, 60)[len(given) :]]
    with tempfile.TemporaryDirectory() as folder:
        log = Path(folder) / "log"
        with dashboard(log, "--library", str(Path(folder) / "library.db")) as server:
            cookie = server.cookie()
            barrier = Barrier(sessions)
            before = memory(server.process, "VmRSS")
            with ThreadPoolExecutor(sessions) as pool:
                futures = [
                    pool.submit(session, server, cookie, number, events, 60 * minutes, barrier.wait)
                    for number in range(sessions)
                ]
                told = [future.result() for future in futures]
            after, most = (memory(server.process, which) for which in ("VmRSS", "VmHWM"))
        seconds = sorted(s for one in told for s in one.seconds)
        failed = [text for one in told for text in one.failed]
        print(f"{sessions} sessions, {len(seconds)} of {sessions * events} views, "
              f"{len(failed)} failed")  # fmt: skip
        print(f"seconds a view: median {statistics.median(seconds):.2f}, "
              f"95 % {seconds[int(len(seconds) * 0.95)]:.2f}, most {seconds[-1]:.2f}")  # fmt: skip
        print(f"memory in MB: {before} before, {after} after, {most} at its most")
        uploads, crashed = [u for one in told for u in one.uploads], sum(t.crashes for t in told)
        print(f"uploads of {UPLOAD:,} and of {TOO_LARGE:,} bytes: {dict(Counter(uploads))}")
        tracebacks = log.read_text("utf-8", "replace").count("Traceback")
        print(
            f"scripts of one session that crashed: {crashed}; tracebacks in the log: {tracebacks}"
        )
        for text in failed[:10]:
            print(text)
    return 1 if failed or set(uploads) != {(204, 413)} or not crashed else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
