"""The pages on how to begin: every block of commands and of Python in them runs, in order."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest
from tree import ROOT
from user_commands import run

pytestmark = pytest.mark.slow

PAGES = sorted((ROOT / "docs" / "start").glob("*.md")) + sorted((ROOT / "docs/how-to").glob("*.md"))
BLOCK = re.compile(r"^```(sh|python)\n(.*?)^```$", re.DOTALL | re.MULTILINE)


def blocks(page: Path) -> list[tuple[str, str]]:
    """Language and text of the blocks that can be run."""
    return BLOCK.findall(page.read_text("utf-8"))


@pytest.mark.parametrize("page", [p for p in PAGES if blocks(p)], ids=lambda page: page.stem)
def test_the_blocks_of_a_page_run_one_after_another(page: Path, tmp_path: Path) -> None:
    commands = {
        "sh": ["bash", "-e", "-o", "pipefail", "-c"],
        "python": [sys.executable, "-W", "error", "-c"],
    }
    for language, text in blocks(page):
        done = run([*commands[language], text], tmp_path)
        assert done.returncode == 0, f"{text}\n{done.stderr}"


def test_the_tour_shows_the_verdict_that_is_printed(tmp_path: Path) -> None:
    page = ROOT / "docs" / "start" / "tour.md"
    shown = re.findall(r"^```text\n(.*?)^```$", page.read_text("utf-8"), re.DOTALL | re.MULTILINE)
    (_, files), (_, command) = blocks(page)[:2]
    assert run([sys.executable, "-c", files], tmp_path).returncode == 0
    told = run(["bash", "-c", command], tmp_path)
    assert told.returncode == 0, told.stderr
    assert shown[0] in told.stdout


def test_the_documentation_builds_without_a_warning(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "sphinx", "-q", "-W", "--keep-going", "-b", "html"]
    done = run([*command, str(ROOT / "docs"), str(tmp_path)], tmp_path)
    assert done.returncode == 0, done.stderr
    python = (tmp_path / "reference" / "python.html").read_text("utf-8")
    for name in ("compare.statements", "compare.Settings", "corpus.read", "ReadError"):
        assert f'id="{name}"' in python or f".{name}" in python, name
