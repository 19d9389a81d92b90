"""Hand every reader damaged files for so many minutes each: ``python -m tests.fuzz``.

    python -m tests.fuzz [--minutes 4] [--seed N] [--folder FOLDER] [TARGET ...]

Prints for each target how many inputs it was handed, how many of them it read, the most memory
it held, and what went wrong. An input that went wrong lies in the folder, made as small as it
goes; ends with exit code 1 where there is one.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "support"))

from tests.fuzz.running import Outcome, run
from tests.fuzz.targets import NAMES


def main(arguments: list[str]) -> int:
    """Run the targets that are asked for, one after the other."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("targets", nargs="*", metavar="TARGET")
    parser.add_argument("--minutes", type=float, default=60 / len(NAMES))
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--folder", type=Path, default=None)
    given = parser.parse_args(arguments)
    unknown = set(given.targets) - set(NAMES)
    if unknown:
        parser.error(f"no target {min(unknown)}; there are {', '.join(NAMES)}")
    folder = given.folder or Path(tempfile.mkdtemp(prefix="readouts-found-"))
    print(f"{'target':12}{'inputs':>10}{'read':>10}{'seconds':>9}{'MB':>6}  went wrong", flush=True)
    outcomes = []
    for name in given.targets or NAMES:
        place = folder.resolve() / name
        outcomes.append(run(name, place, 1, given.seed * 1_000_000, given.minutes * 60))
        print(_line(outcomes[-1]), flush=True)
        for what, file in outcomes[-1].found.items():
            print(f"    {what}\n        {place / file}", flush=True)
    total, wrong = sum(one.inputs for one in outcomes), sum(len(one.found) for one in outcomes)
    print(f"{total:,} inputs, {wrong} kinds of failure", flush=True)
    return 1 if wrong else 0


def _line(one: Outcome) -> str:
    counts = f"{one.inputs:>10,}{one.taken:>10,}{one.seconds:>9.0f}{one.memory:>6}"
    return f"{one.target:12}{counts}  {len(one.found)}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
