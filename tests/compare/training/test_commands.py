"""Training stands apart: one command each, which says what it needs, and nothing of it ships."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from tree import ROOT

from compare.training.command import INVENTED
from compare.training.invented import read_invented

COMMANDS = ("coverage", "likeness", "topics", "cross_encoder", "encoder", "informativeness")


@pytest.mark.parametrize("name", [*COMMANDS, "labels"])
@pytest.mark.slow
def test_the_help_names_data_licence_and_what_is_written(name: str) -> None:
    run = subprocess.run(
        [sys.executable, "-m", f"compare.training.{name}", "--help"],
        capture_output=True, text=True, check=True, cwd=ROOT,
    )  # fmt: skip
    assert run.stdout.startswith(f"usage: python -m compare.training.{name} ")
    for part in ("Data: ", "Licence: ", "Writes: "):
        assert f"\n{part}" in run.stdout
    assert run.stderr == ""


@pytest.mark.parametrize("name", COMMANDS)
@pytest.mark.slow
def test_a_run_without_its_data_ends_in_one_line(name: str, tmp_path: Path) -> None:
    needs: dict[str, list[Path | str]] = {
        "topics": [tmp_path / "none", "--data", tmp_path / "none"],
        "cross_encoder": ["--data", tmp_path / "none"],
        "encoder": ["--data", tmp_path / "none", "--out", tmp_path / "model"],
        "informativeness": [tmp_path / "en.xz", tmp_path / "zh.xz"],
    }
    missing = needs.get(name, [tmp_path / "none"])
    run = subprocess.run(
        [sys.executable, "-m", f"compare.training.{name}", *map(str, missing)],
        capture_output=True, text=True, cwd=ROOT,
    )  # fmt: skip
    assert run.returncode == 2
    assert run.stdout == ""
    assert run.stderr.startswith("error: ")
    assert run.stderr.count("\n") == 1


def test_the_wheel_does_not_hold_it(tmp_path: Path) -> None:
    """What setuptools would put into a wheel, built into a folder of its own."""
    command = [sys.executable, "-c", "from setuptools import setup; setup()", "--quiet"]
    command += ["egg_info", "--egg-base", str(tmp_path)]
    command += ["build_py", "--build-lib", str(tmp_path / "built")]
    environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1", "PYTHONWARNINGS": "ignore"}
    subprocess.run(
        command, check=True, capture_output=True, cwd=ROOT, env=environment,
    )  # fmt: skip
    built = {p.relative_to(tmp_path / "built").as_posix() for p in (tmp_path / "built").rglob("*")}
    assert "compare/pipeline.py" in built
    assert {"compare/coverage/weights.json", "compare/topics/topics.safetensors"} <= built
    assert "compare/coverage/likeness/labelled.json" in built
    assert "compare/evaluation/labels/us-prc.json" in built
    assert [path for path in built if "training" in path] == []


def test_the_invented_events_are_those_that_the_weights_name() -> None:
    events = read_invented(INVENTED)
    assert len(events) == 123
    assert len({event.id for event in events}) == 123
    for event in events:
        for side in (event.left, event.right):
            joiner = " " if side.lang == "en" else ""
            assert joiner.join(side.text[u.start : u.end] for u in side.units) == side.text
