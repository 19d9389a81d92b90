"""The wheel: what it weighs, what is in it, and that it does the main job far from the source."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from tree import ROOT

pytestmark = pytest.mark.slow

MOST = 45_000_000
"""Bytes that the wheel may have."""
TEXTS = {
    "us.txt": "The Secretary stressed peace in the Taiwan Strait. They discussed trade in grain.",
    "prc.txt": "双方讨论了粮食贸易。",
}


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel from a copy of what it is made of."""
    source, out = tmp_path_factory.mktemp("source"), tmp_path_factory.mktemp("wheel")
    for name in ("compare", "corpus", "ui"):
        shutil.copytree(ROOT / name, source / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "README.md", "LICENSE", "NOTICE"):
        shutil.copy(ROOT / name, source)
    command = [sys.executable, "-m", "pip", "wheel", "--no-deps", "--no-build-isolation", "-q"]
    subprocess.run([*command, "-w", str(out), str(source)], check=True)
    (made,) = out.glob("*.whl")
    return made


def test_it_is_small_and_holds_no_training_and_no_tests(wheel: Path) -> None:
    assert wheel.stat().st_size < MOST
    names = zipfile.ZipFile(wheel).namelist()
    tops = {name.partition("/")[0] for name in names if ".dist-info/" not in name}
    assert tops == {"compare", "corpus", "ui"}
    assert not [name for name in names if name.startswith("compare/training/")]
    assert {"LICENSE", "NOTICE"} <= {Path(name).name for name in names if ".dist-info/" in name}


def test_installed_alone_it_compares_from_another_folder(wheel: Path, tmp_path: Path) -> None:
    place, work = tmp_path / "installed", tmp_path / "work"
    work.mkdir()
    install = [sys.executable, "-m", "pip", "install", "--no-deps", "-q", "--target", str(place)]
    subprocess.run([*install, str(wheel)], check=True)
    for name, text in TEXTS.items():
        (work / name).write_text(text, encoding="utf-8")
    given = {**os.environ, "PYTHONPATH": str(place), "READOUTS_CACHE": str(tmp_path / "cache")}

    def run(*command: str) -> str:
        done = subprocess.run(
            [sys.executable, *command],
            cwd=work, env=given, capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        return done.stdout

    where = run("-c", "import compare, corpus, ui; print(compare.__file__)")
    assert where.startswith(str(place)), "the copy under test is the installed one"
    sides = ["--left-side", "US", "--right-side", "PRC"]
    compare = "from compare.cli.app import main; main()"
    run("-c", compare, "compare", "us.txt", "prc.txt", *sides, "-o", "result.json", "--quiet")
    result = json.loads((work / "result.json").read_text("utf-8"))
    assert "taiwan" in json.dumps(result)
    run("-c", compare, "report", "result.json", "-o", "report.html")
    assert "Taiwan Strait" in (work / "report.html").read_text("utf-8")
