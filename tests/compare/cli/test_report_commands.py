"""The command that turns saved comparisons into reports obeys its options."""

from __future__ import annotations

from pathlib import Path

from command import Run
from sample_comparison import sample

from compare.report import write


def test_parts_and_language_hold_at_a_terminal_too(run: Run, tmp_path: Path) -> None:
    saved = tmp_path / "c.json"
    write(sample(), saved)
    code, out, err = run("report", saved, "--report-lang", "zh", "--parts", "finding", "-f", "text")
    assert (code, err) == (0, "")
    lines = out.splitlines()
    assert lines[0] == "West与East"
    assert lines[1].startswith("East文本未提及北部海峡；West文本未提及")
    assert "来源" not in out
    assert "Sources" not in out
    assert run("report", saved, "--report-lang", "zh", "--parts", "finding")[1] == out
    assert "Where the wording shifts" in run("report", saved, "--parts", "shifts")[1]
