"""Packages that only some uses need: whether they are installed, and the command that does it."""

from __future__ import annotations

import sys
from importlib.util import find_spec


def require(extra: str, *modules: str, purpose: str, error: type[Exception]) -> None:
    """Raise where a module that an extra of this distribution brings is not installed.

    Nothing is imported by the check.

    Args:
        extra: as pyproject.toml calls it, such as ``reports``.
        modules: top-level modules that the purpose needs.
        purpose: what cannot be done without them; begins the message.
        error: what is raised, with one line that says the command which installs the extra.

    Raises:
        error: a module is missing.
    """
    missing = [name for name in modules if not _installed(name)]
    if missing:
        raise error(f"{purpose} needs {', '.join(missing)}: pip install 'readouts[{extra}]'")


def _installed(module: str) -> bool:
    # A module that was imported may have no specification to find.
    return sys.modules.get(module) is not None or find_spec(module) is not None
