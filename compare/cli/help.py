"""Help that no width of a terminal cuts: names of options, and what each command does."""

from __future__ import annotations

from typing import Any

from typer.core import TyperCommand, TyperGroup

_UNBROKEN = "\u2011"
"""The hyphen at which no line is broken; printed is the plain one, so that it can be copied."""


class _Whole:
    """Keeps words with hyphens on one line, and says of a command all that its first line says."""

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        for described in (self, *self.params):  # type: ignore[attr-defined]
            if getattr(described, "help", None):
                described.help = described.help.replace("-", _UNBROKEN)

    def get_help(self, context: Any) -> str:
        """The help as it is printed."""
        return str(super().get_help(context)).replace(_UNBROKEN, "-")  # type: ignore[misc]

    def get_short_help_str(self, limit: int = 45) -> str:
        """The first paragraph of the help, whole; lines are broken where it is printed."""
        return " ".join((getattr(self, "help", None) or "").partition("\n\n")[0].split())


class Command(_Whole, TyperCommand):
    """A command whose help is whole."""


class Group(_Whole, TyperGroup):
    """A group of commands whose help is whole."""
