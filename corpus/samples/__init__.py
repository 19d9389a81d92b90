"""The bundled events: real meetings, retold in our own words from the public accounts.

Every statement is labelled ``paraphrase`` and names where the official text is published.
An event is a folder: ``event.yaml`` and one Markdown file per statement. The side's own
language is the default; a version in another language is asked for by name.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib import resources
from importlib.abc import Traversable
from typing import Any

from ..errors import EventError
from ..readers import read
from ..statements import Event, Statement
from ..text.yaml_text import read_yaml

__all__ = ["languages", "load", "names"]

_NAMES = (
    "blinken-liu-2024",
    "biden-xi-woodside-2023",
    "blinken-wang-munich-2024",
    "trump-xi-call-2025",
    "geneva-trade-talks-2025",
    "rubio-wang-call-2025",
    "seoul-trilateral-2024",
)


def names() -> tuple[str, ...]:
    """Names of the bundled events, the Washington meeting of January 2024 first."""
    return _NAMES


def languages(name: str) -> dict[str, tuple[str, ...]]:
    """The languages in which each side of an event is bundled, its own language first.

    Raises:
        EventError: no bundled event has that name.
    """
    originals, others = _statements(name)
    return {
        statement.side: (
            statement.language,
            *(other.language for other in others if other.side == statement.side),
        )
        for statement in originals
    }


def load(name: str, languages: Mapping[str, str] | None = None) -> Event:
    """One bundled event.

    Args:
        name: one of :func:`names`.
        languages: side to language, such as ``{"PRC": "en"}``, for sides that are not to
            speak their own language.

    Raises:
        EventError: no such event, side, or version in that language; says which there are.
    """
    originals, others = _statements(name)
    chosen = {statement.side: statement for statement in originals}
    for side, language in (languages or {}).items():
        if side not in chosen:
            raise EventError(f"{name} has no side {side!r}; it has {', '.join(chosen)}")
        versions = {s.language: s for s in (*others, *originals) if s.side == side}
        if language not in versions:
            known = ", ".join(sorted(versions))
            raise EventError(f"{name} has no {language!r} text of {side}; it has {known}")
        chosen[side] = versions[language]
    about = _about(_folder(name))
    return Event.model_validate({**about, "id": name, "statements": tuple(chosen.values())})


def _statements(name: str) -> tuple[list[Statement], list[Statement]]:
    """The statements in each side's own language, and the versions in others."""
    folder = _folder(name)
    originals: list[str] = _about(folder)["statements"]
    others = sorted(f.name for f in folder.iterdir() if f.name.endswith(".md"))
    return (
        [_statement(folder / file) for file in originals],
        [_statement(folder / file) for file in others if file not in originals],
    )


def _statement(file: Traversable) -> Statement:
    return read(file.read_bytes(), kind="markdown")


def _folder(name: str) -> Traversable:
    if name not in _NAMES:
        raise EventError(f"no bundled event {name!r}; there are {', '.join(_NAMES)}")
    return resources.files(__name__) / name


def _about(folder: Traversable) -> dict[str, Any]:
    """Title, date and place of an event, and the files that speak each side's own language."""
    about: dict[str, Any] = read_yaml((folder / "event.yaml").read_text("utf-8")).content
    return about
