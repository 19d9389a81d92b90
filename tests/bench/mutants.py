"""How many small changes the tests notice: ``python -m tests.bench.mutants [ROOM ...]``.

Works on a copy of the tree without the labelled events, as in a lone clone. mutmut makes the
mutants of each room; of a room that has more than ``--sample``, so many are drawn at random, the
same ones for the same seed and code. Prints a table of what was killed, and every survivor with
the reason where one is known. ``--write docs/mutation.md`` keeps both: rows of rooms that were not
measured stay, and so do reasons written there by hand for mutants that survive again.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.bench.named_mutations import CHOICE, ROOT, copy_tree

TESTS = "tests/compare"
ROOMS = {
    "coverage": (["compare/coverage/*.py"], ["coverage"]),
    "topics": (["compare/topics/*.py"], ["topics"]),
    "wording": (["compare/wording/*.py"], ["wording"]),
    "segmentation": (["compare/segmentation/*.py"], ["segmentation", "languages"]),
    "alignment": (["compare/alignment/links.py"], ["alignment/test_links.py"]),
    "comparison": (["compare/comparison.py"], ["test_comparison.py"]),
}
"""Each room with the files to change and the tests meant for it."""
_CONFIGURATION = """
[tool.mutmut]
source_paths = ["compare"]
only_mutate = {files}
also_copy = ["corpus", "ui"]
pytest_add_cli_args = ["-p", "no:cacheprovider", "-m", "{choice}"]
pytest_add_cli_args_test_selection = {tests}
"""
KILLED, TIMEOUT = {1, 3}, {24, 36, 152, 255, -24}
"""Exit codes that mutmut keeps for a mutant: a test failed, or never came to an end."""
REASONS = (
    (
        r", (?:strict=\w+)?(?=\))",
        "the lengths agree by construction, so that the check never fails",
    ),
    (r",? ?dtype=[\w.]+|, np\.(intp|float64)", "the kind of number is the same without it"),
    (r", initial=[-\d.]+|-1\.0|-2\.0", "a start below everything that can come"),
    (r",? ?kind=\"\w+\"", "so few numbers are sorted in the same way by any method"),
    (r"encoding=\S+|\"(utf-8|UTF-8|XXutf-8XX)\"", "the encoding is the system's own here"),
)
"""Parts of a line, and why no test of behaviour sees a change in nothing else."""


@dataclass(frozen=True)
class Survivor:
    """A mutant that no test noticed."""

    name: str
    old: str
    new: str

    @property
    def reason(self) -> str:
        """Why it survives, where that is known."""
        for pattern, why in REASONS:
            if re.sub(pattern, "", self.old) == re.sub(pattern, "", self.new):
                return why
        return ""


@dataclass(frozen=True)
class RoomScore:
    """What became of the mutants of one room."""

    room: str
    seed: int
    made: int
    drawn: int
    killed: int
    """Timed out ones included."""
    timed_out: int
    untested: int
    """Of those that survived: no test of the selection calls the function at all."""
    survivors: tuple[Survivor, ...]


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


def measure(folder: Path, room: str, sample: int, seed: int) -> RoomScore:
    """Make the mutants of a room, run those drawn, and count what became of them."""
    files, tests = ROOMS[room]
    selection = [f"{TESTS}/{name}" for name in tests]
    project = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    configuration = _CONFIGURATION.format(files=files, tests=selection, choice=CHOICE)
    (folder / "pyproject.toml").write_text(project + configuration, encoding="utf-8")
    shutil.rmtree(folder / "mutants", ignore_errors=True)
    said = mutmut(folder, "run", "--max-children", "1", "no-such-mutant")
    made = sorted(exit_codes(folder))
    if not made:
        raise RuntimeError(f"mutmut made no mutants:\n{said[-3_000:]}")
    drawn = random.Random(seed).sample(made, min(sample, len(made)))
    said = mutmut(folder, "run", "--max-children", "1", *drawn)
    codes = exit_codes(folder)
    ran = [mutant for mutant in drawn if codes[mutant] is not None]
    if not ran:
        raise RuntimeError(f"mutmut ran none of the mutants:\n{said[-3_000:]}")
    alive = sorted(mutant for mutant in ran if codes[mutant] not in KILLED | TIMEOUT)
    return RoomScore(
        room=room,
        seed=seed,
        made=len(made),
        drawn=len(ran),
        killed=len(ran) - len(alive),
        timed_out=sum(codes[mutant] in TIMEOUT for mutant in ran),
        untested=sum(codes[mutant] != 0 for mutant in alive),
        survivors=tuple(change(folder, mutant) for mutant in alive),
    )


def table(scores: Iterable[RoomScore]) -> list[str]:
    """The scores in Markdown, a line a room."""
    lines = [
        "| room | seed | mutants | drawn | killed | by time | survived |",
        "|---|---:|---:|---:|---:|---:|---:|",
    ]
    for s in scores:
        share = f"{s.killed} ({s.killed / s.drawn:.0%})" if s.drawn else "0"
        lines.append(
            f"| {s.room} | {s.seed} | {s.made} | {s.drawn} | {share} | {s.timed_out} "
            f"| {len(s.survivors)} |"
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


def merge(new: Sequence[str], page: str) -> list[str]:
    """The rows of a table, with those that an earlier page has of rooms that are not in it.

    A row that ends without a reason takes the one that the page gives for the same change.
    """
    columns = new[0].count(" | ")
    rows = [line for line in page.splitlines() if line.count(" | ") == columns]
    rooms = {_room(row) for row in new[2:]}
    known = {row.rpartition(" | ")[0]: row for row in rows}
    return [
        *new[:2],
        *(row for row in rows if _room(row) in ROOMS.keys() - rooms),
        *(known.get(row.rpartition(" | ")[0], row) if row.endswith("|  |") else row
          for row in new[2:]),
    ]  # fmt: skip


def _room(row: str) -> str:
    return re.split(r"[ .]", row)[1]


_PAGE = """# Mutation testing

Made by `python -m tests.bench.mutants`: mutmut changes the code in one small way at a time, in a
copy of the tree without the labelled events, and the fast tests of the room are run. A mutant that
no test notices survives. Where a room has more mutants than were drawn, they were drawn at random,
by the seed. The 28 mistakes that were thought out by hand are in
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
    scores = []
    with tempfile.TemporaryDirectory() as name:
        copy_tree(Path(name))
        for room in given.rooms or ROOMS:
            scores.append(measure(Path(name), room, given.sample, given.seed))
            print("\n".join([*table(scores[-1:]), *survivors(scores[-1:])]), flush=True)
    print("\n".join(table(scores)))
    if given.write:
        earlier = given.write.read_text(encoding="utf-8") if given.write.exists() else ""
        page = _PAGE.format(
            table="\n".join(merge(table(scores), earlier)),
            survivors="\n".join(merge(survivors(scores), earlier)),
        )
        given.write.write_text(page, encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
