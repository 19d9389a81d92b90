"""How long the first minute takes, as ratios to what Python and torch take to start.

    python -m tests.bench.start_up [--rounds 3] [--json]

Work of the processor in seconds (user and system, children included), the least of the rounds, each
in a process of its own: ``python -c pass``, ``import torch`` where it is
installed, ``import compare``, a comparison of
two bundled statements with nothing kept, and the same again. Compiled modules are made first, and
what the clock says stands beside, which other work on the machine lengthens.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from corpus import samples

EVENT = "blinken-liu-2024"
ROUNDS = 3


@dataclass(frozen=True)
class Took:
    """Seconds of one run."""

    work: float
    """Of the processor."""
    clock: float


def took(command: Sequence[str], cache: Path) -> Took:
    """Run a command of Python with a cache of its own.

    Raises:
        CalledProcessError: it failed.
    """
    environment = {**os.environ, "READOUTS_CACHE": str(cache)}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    before, begun = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    subprocess.run([sys.executable, *command], env=environment, check=True, capture_output=True)
    clock, after = time.perf_counter() - begun, resource.getrusage(resource.RUSAGE_CHILDREN)
    work = after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime
    return Took(work, clock)


def measure(rounds: int) -> dict[str, Took]:
    """The least of some rounds of each case, by its name."""
    best: dict[str, Took] = {}
    with tempfile.TemporaryDirectory() as place:
        files = []
        for statement in samples.load(EVENT).statements:
            files.append(Path(place) / f"{statement.side}.txt")
            files[-1].write_text(statement.text, encoding="utf-8")
        compared = ["-m", "compare", "compare", *map(str, files), "--quiet"]
        for number in range(-1, rounds):  # the first compiles what is imported
            cache = Path(place) / f"cache-{number}"
            for name, command in {
                "python -c pass": ["-c", "pass"],
                **({"import torch": ["-c", "import torch"]} if find_spec("torch") else {}),
                "import compare": ["-c", "import compare"],
                "compare two statements, cold": compared,
                "compare them again": compared,
            }.items():
                found = took(command, cache)
                if number >= 0:
                    best[name] = min(best.get(name, found), found, key=lambda each: each.work)
    return best


def main(arguments: Sequence[str]) -> None:
    """Print a line for each case."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args(arguments)
    found = measure(given.rounds)
    if given.json:
        print(json.dumps({name: vars(each) for name, each in found.items()}, indent=1))
        return
    print("                                work s  clock s  over pass  over import torch")
    for name, each in found.items():
        bases = [found[base] for base in ("python -c pass", "import torch") if base in found]
        ratios = "  ".join(f"{each.work / base.work:9.1f}" for base in bases)
        print(f"{name:30}  {each.work:6.2f}  {each.clock:7.2f}  {ratios}")


if __name__ == "__main__":
    main(sys.argv[1:])
