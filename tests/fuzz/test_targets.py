"""A short run of every target: nothing but an error of the project's own, in one line, comes out.

`make fuzz` hands each of them damaged files for minutes; what went wrong then lies in `found`,
made as small as it goes, and is handed to its target here for ever after.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.fuzz import running, targets
from tests.fuzz.running import run

pytestmark = pytest.mark.slow

FOUND = sorted(p for p in (Path(__file__).parent / "found").glob("*/*") if p.is_file())


@pytest.mark.parametrize("name", targets.NAMES)
def test_damaged_files_are_read_or_refused_in_one_line(name: str, tmp_path: Path) -> None:
    target = targets.find(name)
    outcome = run(name, tmp_path, target.examples)
    assert outcome.found == {}
    assert outcome.inputs >= target.examples
    # Neither is all that is handed in sound, nor all of it beyond reading.
    assert 0 < outcome.taken < outcome.inputs


def test_what_was_found_before_stays_mended(tmp_path: Path) -> None:
    names = {path.parent.name for path in FOUND}
    assert names <= set(targets.NAMES)
    outcomes = running.again(FOUND, tmp_path)
    assert len(outcomes) == len(FOUND)
    assert {name: what for name, what in outcomes.items() if what} == {}


WRONG = {
    "fails": "KeyError broken.py:",
    "hangs": "more processor time",
    "swells": "holds more than 20 MB",
    "dies": "SIGSEGV",
    "says much": "_LongError of 2 lines",
}


@pytest.mark.parametrize("name", WRONG)
def test_a_run_notices_what_no_input_may_do(name: str, tmp_path: Path) -> None:
    outcome = run(name, tmp_path / name, 100)
    assert len(outcome.found) == 1
    what, file = outcome.found.popitem()
    assert WRONG[name] in what
    assert b"[[" in (tmp_path / name / file).read_bytes()


def test_what_was_found_is_noticed_again(tmp_path: Path) -> None:
    for name in ("fails", "dies"):
        shown = tmp_path / name / "found"
        shown.parent.mkdir()
        shown.write_bytes(b"[[")
        assert WRONG[name] in running.again([shown], tmp_path)[str(shown)]
