"""The command that a report prints makes the same report again, byte for byte."""

from __future__ import annotations

import shlex
from pathlib import Path

import pytest
from sample_comparison import sample
from sample_events import sample_event

import compare
from compare.cli.app import main
from compare.evaluation.gold import read_gold
from compare.report import Preferences, Result, encode, render
from compare.report.content.methods import is_from_saved
from corpus import samples

FORMS = {"html": ".html", "md": ".md", "latex": ".tex"}
CHINESE = Preferences.choose(("finding", "topics", "cite"), "zh")


def printed(report: str) -> str:
    """The command as it stands in a report in Markdown."""
    starts = ("readouts demo ", "readouts report ")
    (line,) = (line for line in report.splitlines() if line.startswith(starts))
    return line


def made_again(
    result: Result, preferences: Preferences, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> str:
    """Run the command that the report prints; return it when the bytes are the same."""
    monkeypatch.chdir(folder)
    command = printed(render(result, "md", preferences))
    if is_from_saved(command):
        name = "comparison.jsonl" if isinstance(result, list) else "comparison.json"
        compare.write(result, folder / name)
    report = encode(result, "md", preferences)
    assert main([*shlex.split(command)[1:], "--quiet"]) == 0
    assert (folder / "report.md").read_bytes() == report
    return command


@pytest.mark.parametrize("preferences", [Preferences(), CHINESE], ids=["plain", "chosen"])
@pytest.mark.parametrize(
    "result", [sample(), sample_event(), [sample(), sample_event()]], ids=["pair", "event", "set"]
)
def test_from_the_saved_result(
    result: Result,
    preferences: Preferences,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    command = made_again(result, preferences, tmp_path, monkeypatch)
    assert command.startswith("readouts report comparison.json")
    assert "result saved as JSON" in render(result, "md")


def test_names_of_sides_are_in_the_command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    renamed = Preferences(names={"West": "The West"})
    command = made_again(sample(), renamed, tmp_path, monkeypatch)
    assert "--name 'West=The West'" in command


@pytest.mark.parametrize("form", FORMS)
def test_the_command_names_the_form_of_the_report(form: str) -> None:
    assert f"-o report{FORMS[form]}" in render(sample(), form).replace("\\", "")


@pytest.mark.slow
@pytest.mark.parametrize("event", samples.names())
def test_of_every_bundled_event(
    event: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    whole = compare.event(samples.load(event))
    result = whole.pairs[0] if len(whole.pairs) == 1 else whole
    command = made_again(result, Preferences(), tmp_path, monkeypatch)
    assert command == f"readouts demo {event} -o report.md"
    # With another setting the demo would make another report.
    (tmp_path / "again").mkdir()
    other = compare.event(samples.load(event), compare.Settings(max_error=0.1))
    strict = other.pairs[0] if len(other.pairs) == 1 else other
    assert is_from_saved(made_again(strict, CHINESE, tmp_path / "again", monkeypatch))


@pytest.mark.gold
@pytest.mark.slow
def test_of_every_labelled_event(
    shared: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    quick = compare.Settings(read_pairs=False)
    for number, gold in enumerate(read_gold(shared / "gold" / "dev")):
        (folder := tmp_path / str(number)).mkdir()
        result = compare.statements(gold.statement("left"), gold.statement("right"), quick)
        assert is_from_saved(made_again(result, Preferences(), folder, monkeypatch))
