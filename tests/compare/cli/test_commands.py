"""Every command: its help, its place in the reference, and that errors are answered at the edge."""

from __future__ import annotations

import ast
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import pytest
import typer
from command import Run
from tree import ROOT, dotted, parsed, sources

from compare.cli.app import app


def walk(name: str, command: Any) -> Iterator[tuple[str, Any]]:
    """A command and all below it, each with the words that call it."""
    yield name, command
    for word, below in getattr(command, "commands", {}).items():
        yield from walk(f"{name} {word}", below)


COMMANDS = list(walk("readouts", typer.main.get_command(app)))
CLI = [path for path in sources("compare") if dotted(path).startswith("compare.cli")]


@pytest.mark.parametrize(("name", "command"), COMMANDS)
def test_every_command_and_option_has_help_with_an_example(name: str, command: Any) -> None:
    assert f"Example: {name}" in command.help or name == "readouts"
    for parameter in command.params:
        if parameter.name not in {"help", "install_completion", "show_completion"}:
            assert "Example: " in (parameter.help or ""), f"{name}: {parameter.name}"


@pytest.mark.parametrize("name", [name for name, _ in COMMANDS])
def test_help_is_printed(run: Run, name: str) -> None:
    code, out, err = run(*name.split()[1:], "--help")
    assert (code, err) == (0, "")
    assert f"Usage: {name}" in out


@pytest.mark.parametrize("width", [60, 80])
@pytest.mark.parametrize(("name", "command"), COMMANDS)
def test_help_cuts_no_name(
    run: Run, name: str, command: Any, width: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Options, choices, commands and what they do are whole, and no line is too long."""
    monkeypatch.setenv("COLUMNS", str(width))
    _, out, _ = run(*name.split()[1:], "--help")
    # An example, too, is copied as it stands: no option is broken over two lines.
    assert "\u2011" not in out
    assert not re.search(r"\w-$|…", out, re.MULTILINE)
    assert max(map(len, out.splitlines())) <= width
    for parameter in command.params:
        for option in (*parameter.opts, *parameter.secondary_opts):
            if option.startswith("-"):
                assert re.search(rf"(?<![\w-]){option}(?![\w-])", out), option
    words = out.split()
    for word, below in getattr(command, "commands", {}).items():
        assert word in words
        assert below.get_short_help_str().replace("\u2011", "-") in " ".join(words)


def completed(*words: str) -> list[str]:
    """What a shell offers after these words, the last of which is begun."""
    asked = {
        "_READOUTS_COMPLETE": "complete_bash",
        "COMP_WORDS": shlex.join(words),
        "COMP_CWORD": str(len(words) - 1),
    }
    command = [sys.executable, "-P", "-m", "compare"]
    done = subprocess.run(
        command, env=os.environ | asked, capture_output=True, text=True, check=False, cwd=ROOT
    )
    assert done.stderr == ""
    return done.stdout.split()


@pytest.mark.slow
@pytest.mark.parametrize(
    ("words", "offered"),
    [
        (["readouts", "sea"], ["search"]),
        (["readouts", "compare", "--left-f"], ["--left-fidelity"]),
        (["readouts", "compare", "a", "b", "--left-fidelity", "ex"], ["excerpt"]),
        (["readouts", "demo", "seoul"], ["seoul-trilateral-2024"]),
        (["readouts", "codebook", ""], ["show", "check"]),
    ],
)
def test_a_shell_completes(words: list[str], offered: list[str]) -> None:
    assert completed(*words) == offered


def test_commands_below_commands_are_walked() -> None:
    assert {"readouts compare", "readouts codebook check"} <= {name for name, _ in COMMANDS}


@pytest.mark.parametrize("name", [name for name, _ in COMMANDS])
def test_every_command_is_in_the_reference(name: str) -> None:
    assert re.search(rf"\b{name}\b", (ROOT / "docs/reference/commands.md").read_text("utf-8"))


def test_errors_are_caught_at_the_edge_alone() -> None:
    """Only main turns an error of ours into a line; a command that caught one would hide it."""
    caught = [
        f"{dotted(path)}:{node.lineno}"
        for path in CLI
        if dotted(path) != "compare.cli.app"
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.ExceptHandler)
        and (node.type is None or re.search(r"Error$|Exception$", ast.unparse(node.type)))
        and not re.fullmatch(r"OSError|ValueError", ast.unparse(node.type or ast.Constant("")))
    ]
    assert caught == []


def test_commands_work_nothing_out() -> None:
    """No arrays, no models and no texts are touched by a file of commands."""
    heavy = re.compile(r"^(?:import|from) (?:numpy|scipy|torch|rapidfuzz|re)\b", re.MULTILINE)
    assert [dotted(path) for path in CLI if heavy.search(path.read_text("utf-8"))] == []
