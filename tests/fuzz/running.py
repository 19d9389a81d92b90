"""One target in a process with bounds, and what came of it.

    python -m tests.fuzz.running TARGET FOLDER EXAMPLES SEED SECONDS
    python -m tests.fuzz.running again FOLDER FILE ...

What is handed to the target lies in a file of the folder before the target sees it, so that an
input that ends the process, or never ends, is there to be looked at.
"""

from __future__ import annotations

import hashlib
import json
import os
import resource
import signal
import subprocess
import sys
import time
import traceback
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from tests.fuzz.judging import WrongError, check_line
from tests.fuzz.targets import find

ROOT = Path(__file__).resolve().parents[2]
ADDRESSES = 8 << 30
"""Bytes of address space of the process: a last stop, far above what it may hold."""


@dataclass
class Outcome:
    """What came of the inputs of one target."""

    target: str
    inputs: int = 0
    taken: int = 0
    """Inputs that were read; the others were refused in one line."""
    seconds: float = 0.0
    memory: int = 0
    """Megabytes held at the most, beyond those before the first input."""
    found: dict[str, str] = field(default_factory=dict)
    """What went wrong, and the name of the smallest input that shows it."""


def run(target: str, folder: Path, examples: int, seed: int = 0, seconds: float = 0) -> Outcome:
    """Hand a target its inputs in a process of its own; what is found lies in the folder.

    Args:
        target: name of one of :data:`tests.fuzz.targets.NAMES`.
        folder: takes the inputs that went wrong.
        examples: how many inputs; the same ones each time for the same seed.
        seed: of chance.
        seconds: go on with further inputs for so long, where more than 0.
    """
    folder.mkdir(parents=True, exist_ok=True)
    done = _child(target, str(folder), str(examples), str(seed), str(seconds))
    lines = done.stdout.splitlines()
    if done.returncode == 0 and lines:
        return Outcome(**json.loads(lines[-1]))
    current = folder / "current"
    name = keep(current.read_bytes(), folder) if current.exists() else "no input"
    return Outcome(target, found={_ending(done): name})


def again(files: Sequence[Path], folder: Path) -> dict[str, str]:
    """Hand inputs to the targets that their folders are named for.

    Returns:
        By the path of each what went wrong; empty where nothing did.
    """
    done = _child("again", str(folder), *map(str, files))
    if done.returncode:
        return {(folder / "again").read_text("utf-8"): _ending(done)}
    found: dict[str, str] = json.loads(done.stdout.splitlines()[-1])
    return found


def _child(*arguments: str) -> subprocess.CompletedProcess[str]:
    path = os.pathsep.join([str(ROOT), str(ROOT / "tests" / "support")])
    variables = {**os.environ, "PYTHONPATH": path, "OMP_NUM_THREADS": "1", "HF_HUB_OFFLINE": "1"}
    return subprocess.run(
        [sys.executable, "-P", "-W", "ignore", "-m", "tests.fuzz.running", *arguments],
        capture_output=True, text=True, check=False, env=variables, cwd=ROOT,
    )  # fmt: skip


def _ending(done: subprocess.CompletedProcess[str]) -> str:
    if done.returncode == -signal.SIGPROF:
        return "an input took more processor time than one may"
    if done.returncode < 0:
        return f"the process ended by {signal.Signals(-done.returncode).name}"
    said = done.stderr.strip().splitlines() or ["it said nothing"]
    return next((line for line in reversed(said) if line[:1].strip()), said[-1])[:500]


def keep(data: bytes, folder: Path) -> str:
    """Write an input under a name of its content; return the name."""
    name = hashlib.sha256(data).hexdigest()[:12]
    (folder / name).write_bytes(data)
    return name


def main(arguments: list[str]) -> None:
    """Run one target here, or hand several what was found, and print what came of it as JSON."""
    name, folder, *rest = arguments
    resource.setrlimit(resource.RLIMIT_AS, (ADDRESSES, ADDRESSES))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    with TemporaryDirectory(prefix="readouts-fuzz-") as own:
        os.environ["READOUTS_CACHE"] = os.environ["TMPDIR"] = own
        os.chdir(own)
        answer = _again(Path(folder), rest) if name == "again" else _run(name, Path(folder), rest)
    print(json.dumps(answer))


def _run(name: str, folder: Path, given: Sequence[str]) -> dict[str, Any]:
    examples, seed, seconds = int(given[0]), int(given[1]), float(given[2])
    until = time.monotonic() + seconds
    runner = Runner(name, folder)
    runner.round(examples, seed)
    while time.monotonic() < until:
        seed += 1
        runner.round(max(10, runner.target.examples // 4), seed)
    (folder / "current").unlink()
    runner.outcome.seconds = round(time.process_time(), 1)
    return asdict(runner.outcome)


def _again(folder: Path, files: Sequence[str]) -> dict[str, str]:
    runners, answers = dict[str, Runner](), dict[str, str]()
    for file in map(Path, files):
        (folder / "again").write_text(str(file), "utf-8")
        name = file.parent.name
        runners[name] = runners.get(name) or Runner(name, folder)
        try:
            runners[name].judge(file.read_bytes())
            answers[str(file)] = ""
        except WrongError as error:
            answers[str(file)] = str(error)
    return answers


class Runner:
    """Hands a target inputs, and notes what it does with each."""

    def __init__(self, name: str, folder: Path) -> None:
        self.target, self.folder = find(name), folder
        self.outcome = Outcome(name)
        self.known: Counter[str] = Counter()
        self.current = os.open(folder / "current", os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        for seed in self.target.good[:2]:
            self._taken(seed.pack(seed.data))
        self.before = _held()

    def round(self, examples: int, seed: int) -> None:
        """Hand it so many inputs; each kind of failure is made small and kept, once."""
        import hypothesis

        strategy = self.target.strategy()
        settings = hypothesis.settings(
            max_examples=examples,
            database=None,
            deadline=None,
            phases=(hypothesis.Phase.generate, hypothesis.Phase.shrink),
            suppress_health_check=list(hypothesis.HealthCheck),
            print_blob=False,
        )
        last: list[tuple[bytes, str]] = []

        def judge(data: bytes) -> None:
            try:
                self.judge(data)
            except WrongError as error:
                if self.known[str(error)]:
                    return
                last.append((data, str(error)))
                raise

        test = hypothesis.seed(seed)(settings(hypothesis.given(strategy)(judge)))
        for _ in range(20):
            last.clear()
            try:
                test()
                return
            except BaseException as error:
                if not last:
                    raise error from None
                data, what = last[-1]
                self.known[what] += 1
                self.outcome.found[what] = keep(data, self.folder)

    def judge(self, data: bytes) -> None:
        """Hand the target one input.

        Raises:
            WrongError: it did with it what none may do.
        """
        os.ftruncate(self.current, 0)
        os.pwrite(self.current, data, 0)
        self.outcome.inputs += 1
        signal.setitimer(signal.ITIMER_PROF, self.target.seconds)
        try:
            self.outcome.taken += self._taken(data)
        finally:
            signal.setitimer(signal.ITIMER_PROF, 0)
        held = _held() - self.before
        self.outcome.memory = max(self.outcome.memory, held)
        if held > self.target.memory:
            raise WrongError(f"holds more than {self.target.memory} MB")

    def _taken(self, data: bytes) -> bool:
        try:
            self.target.read(data)
        except self.target.refusals as error:
            check_line(error)
            return False
        except WrongError:
            raise
        except BaseException as error:
            what = f"{type(error).__name__} {_place(error)}"
            raise WrongError(what) from error
        return True


def _place(error: BaseException) -> str:
    """The line of this project in which an error arose."""
    frames = traceback.extract_tb(error.__traceback__)
    own = [f for f in frames if f.filename.startswith(str(ROOT)) and "/.venv/" not in f.filename]
    last = own[-1] if own else frames[-1]
    return f"{Path(last.filename).name}:{last.lineno}"


def _held() -> int:
    """Megabytes held at the most since this was asked before."""
    try:
        text = Path("/proc/self/status").read_text("ascii")
        Path("/proc/self/clear_refs").write_text("5")
        return int(text.partition("VmHWM:")[2].split()[0]) >> 10
    except OSError:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10


if __name__ == "__main__":
    main(sys.argv[1:])
