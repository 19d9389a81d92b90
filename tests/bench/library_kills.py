"""Kill a writer in the middle of many adds, again and again, and check the library each time.

    python -m tests.bench.library_kills [PLACE ...] [--kills 20] [--adds 1000]

PLACE is a file that does not exist yet or postgresql://..., by default an SQLite file and, where
PostgreSQL is installed, a server of its own. Says for each place how many events were kept; ends
with exit code 1 where anything was lost, half or amiss.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "support"))

from killed_writers import Outcome, kill_writers
from postgres_server import PostgresServer, find_programs


def main(arguments: list[str]) -> int:
    """Kill writers at each place and say what became of the library."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("places", nargs="*")
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--adds", type=int, default=1000)
    given = parser.parse_args(arguments)
    programs = find_programs()
    server = PostgresServer(programs) if programs and not given.places else None
    whole = True
    try:
        with tempfile.TemporaryDirectory() as folder:
            places = given.places or [f"{folder}/readouts.db"]
            places += [server.empty_database()] if server else []
            for place in places:
                start = time.perf_counter()
                outcome = kill_writers(place, given.kills, given.adds, Path(folder))
                _say(place, outcome, time.perf_counter() - start)
                whole = whole and outcome.whole
    finally:
        if server is not None:
            server.stop()
    return 0 if whole else 1


def _say(place: str, outcome: Outcome, seconds: float) -> None:
    kind = "PostgreSQL" if "://" in place else "SQLite"
    print(
        f"{kind}: {outcome.kills} kills after {min(outcome.at)} to {max(outcome.at)} adds; "
        f"{outcome.said} events said to be kept, {len(outcome.lost)} lost, "
        f"{len(outcome.half)} half, {len(outcome.unsaid)} kept and not yet said; "
        f"{len(outcome.problems)} problems found by check; {seconds:.0f} s",
        flush=True,
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
