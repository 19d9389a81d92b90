"""Running the command within a test: what it answers, and what it refuses."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import jsonschema

from compare.report import schema

ENGLISH = {"PRC": "en"}
"""The bundled event with an English text from Beijing as well."""

Run = Callable[..., tuple[int, str, str]]
"""Runs the command in this process; gives exit code, standard output and error."""


def refused(answer: tuple[int, str, str], *words: str) -> None:
    """Check for exit code 2, nothing on standard output and one line that holds the words."""
    code, out, err = answer
    assert code == 2, err
    assert out == ""
    assert err.startswith("readouts: ")
    assert err.count("\n") == 1
    assert err.endswith("\n")
    for word in words:
        assert word.lower() in err.lower()


def exported(answer: tuple[int, str, str]) -> Any:
    """Check for success and give the JSON on standard output, held against the schema."""
    code, out, err = answer
    assert code == 0, err
    data = json.loads(out)
    jsonschema.validate(data, schema())
    return data
