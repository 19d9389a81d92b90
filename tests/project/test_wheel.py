"""The wheel: what it weighs, what is in it, and that it does the main job far from the source."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest
from tree import ROOT

pytestmark = pytest.mark.slow

MOST = 45_000_000
"""Bytes that the wheel may have."""
PACKAGES = ("compare", "corpus", "ui")
BESIDE = ("pyproject.toml", "README.md", "LICENSE", "NOTICE")
"""What a distribution is made of."""
_CACHES = shutil.ignore_patterns("__pycache__")
TEXTS = {
    "us.txt": "The Secretary stressed peace in the Taiwan Strait. They discussed trade in grain.",
    "prc.txt": "双方讨论了粮食贸易。",
}


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel from a copy of what it is made of."""
    source, out = tmp_path_factory.mktemp("source"), tmp_path_factory.mktemp("wheel")
    for name in PACKAGES:
        shutil.copytree(ROOT / name, source / name, ignore=_CACHES)
    for name in BESIDE:
        shutil.copy(ROOT / name, source)
    command = [sys.executable, "-m", "pip", "wheel", "--no-deps", "--no-build-isolation", "-q"]
    subprocess.run([*command, "-w", str(out), str(source)], check=True)
    (made,) = out.glob("*.whl")
    return made


def test_it_is_small_and_holds_no_training_and_no_tests(wheel: Path) -> None:
    assert wheel.stat().st_size < MOST
    names = zipfile.ZipFile(wheel).namelist()
    tops = {name.partition("/")[0] for name in names if ".dist-info/" not in name}
    assert tops == set(PACKAGES)
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


def test_a_release_is_built_and_checked_by_one_command(tmp_path: Path) -> None:
    for name in PACKAGES:
        shutil.copytree(ROOT / name, tmp_path / name, ignore=_CACHES)
    for name in (*BESIDE, "Makefile", "CITATION.cff"):
        shutil.copy(ROOT / name, tmp_path)
    done = subprocess.run(
        ["make", "release", f"PYTHON={sys.executable}"],
        cwd=tmp_path, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if "No matching distribution" in done.stderr or "NewConnectionError" in done.stderr:
        pytest.skip("the tools that check a release cannot be had: no package index is reached")
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.count("PASSED") == 2
    assert "whl: OK" in done.stdout
    assert "Citation metadata are valid" in done.stdout
    (source,) = (tmp_path / "dist").glob("*.tar.gz")
    assert source.stat().st_size < MOST
    with tarfile.open(source) as archive:
        parts = [Path(name).parts[1:] for name in archive.getnames()]
    assert {part[0] for part in parts if part} >= {*PACKAGES, "LICENSE", "NOTICE"}
    assert not [part for part in parts if "training" in part or part[:1] == ("tests",)]
