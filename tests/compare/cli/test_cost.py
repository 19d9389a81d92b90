"""What a comparison costs: time the second time, and memory for a text that is far too long."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

_MEASURED = """
import sys, time
from pathlib import Path
from compare.cli.app import main
begun = time.process_time()
code = main(sys.argv[1:])
status = Path("/proc/self/status").read_text()
peak = int(status.partition("VmHWM:")[2].split()[0]) // 1024
model = "compare.encoders.networks.plain_body" in sys.modules
print(time.process_time() - begun, peak, model, "torch" in sys.modules, file=sys.stderr)
sys.exit(code)
"""


@dataclass
class Measured:
    """What a run in a process of its own took."""

    code: int
    told: str
    seconds: float
    """Of the processor, which other work on the machine does not lengthen."""
    peak: int
    """MiB of memory."""
    model: bool
    """Whether one was opened."""
    torch: bool


def measured(*arguments: object, **environment: str) -> Measured:
    done = subprocess.run(
        [sys.executable, "-c", _MEASURED, *map(str, arguments)],
        capture_output=True,
        text=True,
        env={**os.environ, **environment},
    )
    *told, last = done.stderr.splitlines()
    seconds, peak, model, torch = last.split()
    answer = done.returncode, "\n".join(told)
    return Measured(*answer, float(seconds), int(peak), model == "True", torch == "True")


def test_the_second_time_needs_no_model(texts: tuple[Path, Path], tmp_path: Path) -> None:
    arguments = ["compare", *texts, "--format", "json"]
    cache = str(tmp_path / "cache")
    first = measured(*arguments, READOUTS_CACHE=cache)
    assert (first.code, first.told, first.model, first.torch) == (0, "", True, False)
    second = measured(*arguments, READOUTS_CACHE=cache)
    assert (second.code, second.told, second.model, second.torch) == (0, "", False, False)
    assert second.seconds < first.seconds / 2, f"{first.seconds:.2f} s, {second.seconds:.2f} s"


@pytest.mark.parametrize("sentence", ["The two sides discussed trade. ", "trade "])
def test_ten_megabytes_end_in_bounded_memory(texts: tuple[Path, Path], sentence: str) -> None:
    """Finishing or refusing with the limit, in under 1 GiB."""
    texts[1].write_text(sentence * (10_000_000 // len(sentence)))
    took = measured("compare", *texts, "--right-lang", "en", "--format", "json")
    assert took.code in (0, 2)
    if took.code == 2:
        assert re.fullmatch(r"readouts: .*\d.*", took.told), "one line that states the limit"
    assert took.peak < 1024, f"{took.peak} MiB"
