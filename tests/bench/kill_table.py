"""Kill works amid what they write, and print a table of what was lost: nothing may be.

    python -m tests.bench.kill_table [--kills 24] [--seed 18] [WORK ...]

Each work runs in a process that is ended by SIGKILL at moments chosen by chance, and says before
what it keeps; a trace, one byte that outlives the process, says for each kill in which step it
fell. After each, what was said to be kept is looked for, `check` is asked, and the work is done to
its end. Then two writers at once, a full disk, a clock that goes back, flipped bytes, and a
PostgreSQL that is restarted. Ends with exit code 1 where anything was lost.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from multiprocessing.context import ForkServerContext
from pathlib import Path

_SUPPORT = Path(__file__).resolve().parents[1] / "support"
sys.path.insert(0, str(_SUPPORT))

import other_damage  # noqa: E402
from kill_rows import Row, kill  # noqa: E402
from postgres_server import PostgresServer, find_programs  # noqa: E402
from small_disk import NoDiskError, small_disk  # noqa: E402
from traced_work import WORKS  # noqa: E402

LOADED = (
    "corpus.library", "alembic.command", "sqlalchemy.dialects", "traced_work", "library_writer",
    "other_damage", "compare.coding.files", "compare.batches.run", "compare.pipeline",
)  # fmt: skip
"""What is loaded before a process is forked, so that a kill costs no start of Python."""
ON_A_SERVER = ("add", "import", "index", "move", "code")
SLOW = ("batch",)


def rows(works: list[str], kills: int, seed: int, folder: Path) -> Iterator[Row]:
    """The table, a row as soon as it is there."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(list(LOADED))
    programs = find_programs()
    server = PostgresServer(programs) if programs else None
    try:
        for work in works:
            own = _folder(folder, work)
            count = kills // 3 if work in SLOW else kills
            yield kill(work, str(own / "readouts.db"), own, count, context, seed)
            if server is not None and work in ON_A_SERVER:
                own = _folder(folder, f"{work} on a server")
                yield kill(work, server.empty_database(), own, kills // 2, context, seed)
        yield from _others(works, context, folder, server)
    finally:
        if server is not None:
            server.stop()


def _others(
    works: list[str], context: ForkServerContext, folder: Path, server: PostgresServer | None
) -> Iterator[Row]:
    own = _folder(folder, "two")
    yield other_damage.two_writers(str(own / "readouts.db"), own, context)
    try:
        with small_disk(folder / "small") as disk:
            for work in works:
                yield other_damage.no_room(work, _folder(disk, work), context)
    except NoDiskError as error:
        print(f"full disk: none can be made here: {error}", flush=True)
    own = _folder(folder, "clock")
    yield other_damage.clock_set_back(str(own / "readouts.db"), own)
    yield other_damage.flipped_bytes(_folder(folder, "flipped"), 200)
    if server is not None:
        own = _folder(folder, "two on a server")
        yield other_damage.two_writers(server.empty_database(), own, context)
        yield other_damage.server_restarted(server, _folder(folder, "restart"), 5)


def _folder(folder: Path, name: str) -> Path:
    own = folder / name.replace(" ", "-").replace(",", "")
    own.mkdir()
    return own


def main(arguments: list[str]) -> int:
    """Print the table; 1 where anything was lost."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("works", nargs="*", metavar="WORK")
    parser.add_argument("--kills", type=int, default=24)
    parser.add_argument("--seed", type=int, default=18)
    given = parser.parse_args(arguments)
    os.environ["PYTHONPATH"] = os.pathsep.join([str(_SUPPORT.parents[1]), str(_SUPPORT)])
    os.environ["HF_HUB_OFFLINE"] = "1"
    print("| what | where | kills | mid-write | said kept | lost | check says |")
    print("|---|---|--:|--:|--:|--:|--:|", flush=True)
    found: list[Row] = []
    begun = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="readouts-kills-") as folder:
        os.environ["READOUTS_CACHE"] = f"{folder}/cache"
        for row in rows(given.works or list(WORKS), given.kills, given.seed, Path(folder)):
            print(_line(row), flush=True)
            found.append(row)
    steps = sum((row.steps for row in found), Counter[str]())
    kills, mid = sum(row.kills for row in found), sum(row.mid_write for row in found)
    print(f"\n{kills} kills, {mid} of them mid-write; {time.monotonic() - begun:.0f} s")
    print("; ".join(f"{step}: {count}" for step, count in steps.most_common()))
    for text in dict.fromkeys(text for row in found for text in (*row.lost, *row.problems)):
        print(text)
    return 0 if all(row.whole for row in found) else 1


def _line(row: Row) -> str:
    mid = row.mid_write if sum(row.steps.values()) == row.kills else ""
    cells = (row.work, row.place, row.kills, mid, row.said, len(row.lost), len(row.problems))
    return "| " + " | ".join(map(str, cells)) + " |"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
