"""How many small changes the tests notice: ``python -m tests.bench.mutants [ROOM ...]``.

Works on a copy of the tree without the labelled events, as in a lone clone. mutmut makes the
mutants of each room; of a room that has more than ``--sample``, so many are drawn at random, the
same ones for the same seed and code. Prints a table of what was killed, and every survivor with
the reason where one is known. ``--write docs/mutation.md`` keeps both.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.bench.named_mutations import copy_tree

ROOMS = ("coverage", "topics", "wording", "segmentation", "alignment", "comparison")
KILLED, TIMEOUT = {1, 3}, {24, 36, 152, 255, -24}
"""Exit codes that mutmut keeps for a mutant: a test failed, or never came to an end."""
REASONS = (
    (r"strict=", "the lengths agree by construction, so that the check never fails"),
    (r"dtype=|, np\.(intp|float64|int8|int64)\)", "the kind of number is the same without it"),
    (r"initial=|, 0\.0\)|np\.zeros\(\(0", "a start that nothing is below, or of an empty table"),
    (r"kind=\"(stable|XX|STABLE)", "few numbers are sorted in a stable way by any method"),
    (r"lru_cache|functools\.cache|maxsize", "a cache changes the time and not the answer"),
    (r"encoding=|\"utf-8\"|\"UTF-8\"", "the encoding is the system's own where the tests run"),
    (r"raise |Error\(", "the words of an error; that there is one is tested"),
)
"""Words of a change, and why no test of behaviour can see it."""


@dataclass(frozen=True)
class Survivor:
    """A mutant that no test noticed."""

    name: str
    old: str
    new: str

    @property
    def reason(self) -> str:
        """Why it survives, where that is known."""
        found = (why for pattern, why in REASONS if re.search(pattern, f"{self.old} {self.new}"))
        return next(found, "")


@dataclass(frozen=True)
class RoomScore:
    """What became of the mutants of one room."""

    room: str
    made: int
    drawn: int
    killed: int
    """Timed out ones included."""
    timed_out: int
    untested: int
    """Of those that survived: no test of the selection calls the function at all."""
    survivors: tuple[Survivor, ...]


def room_of(mutant: str) -> str:
    """The room of a mutant by its dotted name, such as compare.coverage.decision.x_judge."""
    return mutant.split(".")[1]


def exit_codes(folder: Path) -> dict[str, int | None]:
    """What became of every mutant made so far; None where it was not run."""
    codes: dict[str, int | None] = {}
    for file in sorted((folder / "mutants" / "compare").rglob("*.meta")):
        codes |= json.loads(file.read_text(encoding="utf-8"))["exit_code_by_key"]
    return codes


def mutmut(folder: Path, *arguments: str) -> str:
    """Run mutmut in the copy of the tree and return what it printed."""
    environment = {**os.environ, "READOUTS_SHARED": str(folder / "nonexistent")}
    environment.pop("PYTHONPATH", None)
    done = subprocess.run(
        [sys.executable, "-m", "mutmut", *arguments],
        cwd=folder, env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    return done.stdout + done.stderr


def change(folder: Path, mutant: str) -> Survivor:
    """The lines that a mutant changes."""
    lines = mutmut(folder, "show", mutant).splitlines()
    old, new = (
        " ".join(line[1:].strip() for line in lines if re.match(rf"\{sign} ", line))
        for sign in "-+"
    )
    return Survivor(mutant, old, new)


def measure(folder: Path, rooms: Sequence[str], sample: int, seed: int) -> list[RoomScore]:
    """Make the mutants, run those drawn, and count what became of them."""
    said = mutmut(folder, "run", "--max-children", "1", "no-such-mutant")
    made = {room: sorted(m for m in exit_codes(folder) if room_of(m) == room) for room in rooms}
    if not any(made.values()):
        raise RuntimeError(f"mutmut made no mutants:\n{said[-3_000:]}")
    chance = random.Random(seed)
    drawn = {room: chance.sample(all_, min(sample, len(all_))) for room, all_ in made.items()}
    said = mutmut(folder, "run", "--max-children", "1", *(m for own in drawn.values() for m in own))
    codes = exit_codes(folder)
    if all(codes[m] is None for own in drawn.values() for m in own):
        raise RuntimeError(f"mutmut ran none of the mutants:\n{said[-3_000:]}")
    scores = []
    for room in rooms:
        ran = [m for m in drawn[room] if codes[m] is not None]
        alive = sorted(m for m in ran if codes[m] not in KILLED | TIMEOUT)
        scores.append(
            RoomScore(
                room=room,
                made=len(made[room]),
                drawn=len(ran),
                killed=len(ran) - len(alive),
                timed_out=sum(codes[m] in TIMEOUT for m in ran),
                untested=sum(codes[m] != 0 for m in alive),
                survivors=tuple(change(folder, m) for m in alive),
            )
        )
    return scores


def table(scores: Iterable[RoomScore]) -> list[str]:
    """The scores in Markdown, a line a room."""
    lines = [
        "| room | mutants | drawn | killed | by time | survived | for no known reason |",
        "|---|---:|---:|---:|---:|---:|---:|",
    ]
    for s in scores:
        share = f"{s.killed} ({s.killed / s.drawn:.0%})" if s.drawn else "0"
        unknown = sum(not survivor.reason for survivor in s.survivors)
        lines.append(
            f"| {s.room} | {s.made} | {s.drawn} | {share} | {s.timed_out} "
            f"| {len(s.survivors)} | {unknown} |"
        )
    return lines


def survivors(scores: Iterable[RoomScore]) -> list[str]:
    """Every survivor in Markdown: where, what was changed, and why no test sees it."""

    def code(text: str) -> str:
        shown = text if len(text) <= 110 else text[:107] + "..."
        return "``" + shown.replace("|", "\\|") + "``" if shown else ""

    lines = ["| mutant | was | became | why it survives |", "|---|---|---|---|"]
    for score in scores:
        for one in score.survivors:
            name = one.name.removeprefix("compare.").replace("ǁ", ".").replace("__mutmut_", " #")
            lines.append(f"| {name} | {code(one.old)} | {code(one.new)} | {one.reason} |")
    return lines


_PAGE = """# Mutation testing

Made by `python -m tests.bench.mutants`: mutmut changes the code in one small way at a time, in a
copy of the tree without the labelled events, and the fast tests of the room are run. A mutant that
no test notices survives. Where a room has more mutants than were drawn, they were drawn at random
(seed {seed}). The 28 mistakes that were thought out by hand are in
`tests/bench/named_mutations.py`; all of them are killed.

{table}

## Survivors

{survivors}
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the tables; return 0."""
    parser = argparse.ArgumentParser("python -m tests.bench.mutants", description=__doc__)
    parser.add_argument("rooms", nargs="*", help=f"of {', '.join(ROOMS)} (default: all)")
    parser.add_argument("--sample", type=int, default=150, help="most mutants a room")
    parser.add_argument("--seed", type=int, default=14)
    parser.add_argument("--write", type=Path, help="file in Markdown to keep the tables in")
    given = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as name:
        copy_tree(Path(name))
        scores = measure(Path(name), given.rooms or ROOMS, given.sample, given.seed)
    print("\n".join([*table(scores), "", *survivors(scores)]))
    if given.write:
        page = _PAGE.format(
            seed=given.seed,
            table="\n".join(table(scores)),
            survivors="\n".join(survivors(scores)),
        )
        given.write.write_text(page, encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
