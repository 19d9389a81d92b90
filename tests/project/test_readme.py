"""The README and the reference: all commands and Python in them run, all links lead somewhere."""

from __future__ import annotations

import json
import re
import shlex
import sys
from pathlib import Path

import pytest
from batch_events import event as invented_event
from batch_events import folder_of
from tree import ROOT
from user_commands import run

import compare
from compare import Settings
from corpus import samples
from corpus.readers import LIMIT

pytestmark = pytest.mark.slow

README = (ROOT / "README.md").read_text("utf-8")
REFERENCE = [
    (ROOT / "docs" / "reference" / name).read_text("utf-8") for name in ("commands.md", "python.md")
]


def blocks(language: str) -> list[str]:
    """Each block of a language in the README and the reference, once."""
    form = re.compile(rf"^```{language}\n(.*?)^```$", re.DOTALL | re.MULTILINE)
    return list(
        dict.fromkeys(block for page in (README, *REFERENCE) for block in form.findall(page))
    )


COMMANDS = list(dict.fromkeys(line for block in blocks("sh") for line in block.splitlines()))
DASHBOARD = [c for c in COMMANDS if c.startswith("readouts dashboard")]
READOUTS = [c for c in COMMANDS if "readouts " in c and c not in DASHBOARD]
MAKE = [c for c in COMMANDS if c.startswith("make ")]
PIP = [c for c in COMMANDS if c.startswith("pip ")]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with what the pages say is there: statements, a library, a labelled event."""
    folder = tmp_path_factory.mktemp("readme")
    event = samples.load("blinken-liu-2024", {"PRC": "en"})
    for name, statement in zip(("us.txt", "prc.txt"), event.statements, strict=True):
        (folder / name).write_text(statement.text, encoding="utf-8")
    (folder / "topics.yaml").write_text(blocks("yaml")[0], encoding="utf-8")
    with compare.open_library(encoder=None) as library:
        library.add_event(event)
        library.export(folder / "library.zip")
        # A text that was edited is a second version of its statement.
        first = event.statements[0]
        library.add(first.model_copy(update={"text": first.text + "\nThey will meet again."}))
    folder_of([invented_event(number) for number in range(4)], folder / "meetings")
    (folder / "gold").mkdir()
    gold = {
        "id": "trial",
        "left": _labelled("US", "The sides met. Washington raised Taiwan. Both spoke of trade."),
        "right": _labelled("PRC", "The sides met. Trade was discussed. China set out its views."),
    }
    (folder / "gold" / "trial.json").write_text(json.dumps(gold), encoding="utf-8")
    return folder


def _labelled(side: str, text: str) -> dict[str, object]:
    """Three units, labelled alike by both readers: the greeting, the trade talk, the rest."""
    units = []
    for found in re.finditer(r"\S[^.]*\.", text):
        words = found.group().lower()
        status = "procedural" if "met" in words else "covered" if "trade" in words else "left_out"
        match = [1 if side == "US" else 2] if status == "covered" else []
        label = {"status": status, "topics": [], "match": match}
        units.append({"start": found.start(), "end": found.end(), "A": label, "B": label})
    return {"side": side, "lang": "en", "text": text, "units": units}


def test_every_command_is_of_a_kind_that_is_tested() -> None:
    assert sorted(COMMANDS) == sorted([*READOUTS, *MAKE, *PIP, *DASHBOARD])
    assert MAKE == ["make demo", "make test"]


@pytest.mark.parametrize("command", READOUTS)
def test_a_command_runs(folder: Path, command: str) -> None:
    done = run(["bash", "-o", "pipefail", "-c", command], folder)
    assert done.returncode == 0, done.stderr
    target = re.search(r"(?:-o|>) (\S+)", command)
    if target:
        assert (folder / target[1]).stat().st_size > 0
    else:
        assert (done.stdout + done.stderr).strip()


def test_the_search_finds_what_it_says_in_both_languages(folder: Path, tmp_path: Path) -> None:
    """Shipping in the Red Sea is near to freedom of navigation, in English and in Chinese."""
    (search,) = (command for command in READOUTS if command.startswith("readouts search "))
    place = str(tmp_path / "own.db")
    chinese = samples.load("blinken-liu-2024", {"US": "zh"}).statements[0]
    with compare.open_library(place, encoder=None) as library:
        library.add_event(samples.load("blinken-liu-2024", {"PRC": "en"}))
        library.add(chinese, "blinken-liu-2024")
    done = run([*shlex.split(search), "--library", place, "--most", "2", "--json"], folder)
    assert done.returncode == 0, done.stderr
    found = {hit["language"]: hit["text"] for hit in json.loads(done.stdout)}
    assert "rights and freedom of shipping in the Red Sea" in found["en"]
    assert "红海的航行权利和自由" in found["zh"]


@pytest.mark.parametrize("command", MAKE)
def test_a_make_command_is_a_target(command: str) -> None:
    done = run(["make", "--dry-run", *command.split()[1:], f"VENV={sys.prefix}"], ROOT)
    assert done.returncode == 0, done.stderr
    assert re.search(rf"^{command.split()[1]}:.*##", (ROOT / "Makefile").read_text(), re.MULTILINE)


@pytest.mark.parametrize("command", PIP)
def test_an_installation_is_understood_by_pip(command: str) -> None:
    trial = [sys.executable, "-m", *shlex.split(command)]
    trial += ["--dry-run", "--no-deps", "--no-build-isolation", "--ignore-installed", "--quiet"]
    done = run(trial, ROOT)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("block", blocks("python"))
def test_a_block_of_python_runs(folder: Path, block: str) -> None:
    done = run([sys.executable, "-W", "error", "-c", block], folder)
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip()


def test_ten_lines_of_python_are_about_ten() -> None:
    assert 8 <= len(blocks("python")[0].splitlines()) <= 12


def test_every_link_and_picture_is_there() -> None:
    targets = re.findall(r"\]\(([^)]+)\)", README)
    own = [target for target in targets if not target.startswith("https://")]
    assert own
    assert [target for target in own if not (ROOT / target).exists()] == []


def test_it_is_read_in_five_minutes() -> None:
    assert len(README.split()) <= 1_300


def test_the_limits_it_states_are_those_of_the_code() -> None:
    assert f"at most {Settings().max_segments:,} segments" in README
    assert f"at most {LIMIT // 1_000_000} MB" in README
