"""The page on settings: every field with its default and option, and every variable, as in code."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields
from typing import Any

import pytest
import typer
from tree import PACKAGES, ROOT, sources

from compare import Settings
from compare.cli.app import app
from compare.coverage.models import load_weights

PAGE = (ROOT / "docs" / "reference" / "settings.md").read_text("utf-8")
ROW = re.compile(r"^\| `(\w+)` \|(.*)\|$", re.MULTILINE)
FIELDS, VARIABLES = (
    {name: [cell.strip() for cell in cells.split("|")] for name, cells in ROW.findall(part)}
    for part in PAGE.split("\n## Variables of the environment\n")
)
CODE = re.compile(r"`([^`]+)`")


def below(name: str, command: Any) -> Iterator[tuple[str, Any]]:
    """Every command that does something, by the words that call it."""
    commands = getattr(command, "commands", {})
    if not commands:
        yield name, command
    for word, each in commands.items():
        yield from below(f"{name} {word}".strip(), each)


COMMANDS = list(below("", typer.main.get_command(app)))


def test_every_field_has_a_row_and_nothing_else_has() -> None:
    assert sorted(FIELDS) == sorted(field.name for field in fields(Settings))


@pytest.mark.parametrize("field", fields(Settings), ids=lambda field: field.name)
def test_a_default_is_the_one_in_force(field: Any) -> None:
    assert FIELDS[field.name][0] == f"`{field.default!r}`"


@pytest.mark.parametrize("name", FIELDS)
def test_an_option_is_had_by_the_commands_that_are_named(name: str) -> None:
    told = FIELDS[name][-1]
    option = f"--{name.replace('_', '-')}"
    having = {
        command for command, each in COMMANDS if any(option in given.opts for given in each.params)
    }
    if not having:
        assert told == "none"
        return
    first, *commands = CODE.findall(told)
    assert (first, set(commands)) == (option, having)


def test_below_the_strictest_rate_nothing_is_called_left_out() -> None:
    (strictest,) = re.findall(r"([\d.]+) is the strictest that was learned", FIELDS["max_error"][2])
    for reads in (True, False):
        weights = load_weights(reads).everything
        assert (
            weights.threshold(float(strictest)) <= 1 < weights.threshold(float(strictest) - 0.001)
        )


def test_the_block_runs(capsys: pytest.CaptureFixture[str]) -> None:
    (block,) = re.findall(r"^```python\n(.*?)^```$", PAGE, re.DOTALL | re.MULTILINE)
    exec(block, {})
    assert capsys.readouterr().out.strip()


def test_every_variable_that_the_code_reads_has_a_row_and_no_other() -> None:
    found = {
        name
        for package in PACKAGES
        for path in sources(package)
        for name in re.findall(r"READOUTS_[A-Z_]*[A-Z]", path.read_text("utf-8"))
    }
    assert set(VARIABLES) == found
