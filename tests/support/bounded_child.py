"""A process of Python with a limit on its processor time: what never ends fails, fast or slow."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
from pathlib import Path

_ROOT = Path(__file__).resolve().parents[2]


def run_bounded(
    code: str, *arguments: str, seconds: int = 60, memory: int | None = None
) -> subprocess.CompletedProcess[str]:
    """Run code with arguments; it is ended after so many seconds of processor time.

    Unlike a clock on the wall, processor time does not run faster where others use the machine.

    Args:
        code: of Python; the arguments are in ``sys.argv[1:]``.
        *arguments: of the program.
        seconds: of processor time; the process is killed by SIGXCPU after them.
        memory: most address space in bytes; what it asks beyond is a MemoryError.
    """

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 5))
        if memory is not None:
            resource.setrlimit(resource.RLIMIT_AS, (memory, memory))

    path = os.pathsep.join([str(_ROOT), str(_ROOT / "tests" / "support")])
    return subprocess.run(
        [sys.executable, "-P", "-W", "ignore", "-c", code, *arguments],
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=limit,
        env={**os.environ, "PYTHONPATH": path, "OMP_NUM_THREADS": "1"},
    )
