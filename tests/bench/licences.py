"""The licences of the packages that Readouts stands on: ``python -m tests.bench.licences``.

Reads what the installed packages say of themselves, from those that ``pyproject.toml`` names to all
that these need. ``--write`` puts the table into docs/licences.md, below what is said there of data
and weights.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "licences.md"
HEADING = "## Packages"
_COLUMNS = "| package | licence | needed by |\n|---|---|---|\n"
_SHORT = re.compile(r"[\w .+/()-]{1,150}")
"""A field of licence that names it, and is not its text."""


@dataclass(frozen=True)
class Package:
    """A package and the licence that it gives itself."""

    name: str
    licence: str
    part: str
    """The extra that brings it, or "comparing"."""


def needed_packages() -> list[Package]:
    """Return the packages that an installation with all extras needs, by name; no tools of tests.

    Raises:
        importlib.metadata.PackageNotFoundError: Readouts is not installed with all its extras.
    """
    parts: dict[str, str] = {}
    for part, extras in (("comparing", [""]), *((e, [e]) for e in _extras())):
        for name in _walk("readouts", extras):
            parts.setdefault(name, part)
    parts.pop("readouts", None)
    return [Package(name, licence_of(name), part) for name, part in sorted(parts.items())]


def licence_of(name: str) -> str:
    """Return the licence that a package names; "not said" where it names none."""
    said = metadata.metadata(name)
    for field in ("License-Expression", "License"):
        value = " ".join(said[field].split()) if field in said else ""
        if value and value != "UNKNOWN" and _SHORT.fullmatch(value):
            return value
    kinds = [c.split(" :: ")[-1] for c in said.get_all("Classifier") or () if "License ::" in c]
    return "; ".join(kinds) or "not said"


def _extras() -> list[str]:
    names = metadata.metadata("readouts").get_all("Provides-Extra") or ()
    return [name for name in names if name not in {"all", "dev"}]


def _walk(name: str, extras: Sequence[str], seen: set[str] | None = None) -> Iterator[str]:
    """Yield the packages that one needs with some of its extras, itself among them."""
    seen = set() if seen is None else seen
    key = f"{canonicalize_name(name)}[{','.join(sorted(extras))}]"
    if key in seen:
        return
    seen.add(key)
    yield canonicalize_name(name)
    for line in metadata.requires(name) or ():
        need = Requirement(line)
        if need.marker and not any(need.marker.evaluate({"extra": extra}) for extra in extras):
            continue
        yield from _walk(need.name, ["", *sorted(need.extras)], seen)


def table(packages: Sequence[Package]) -> str:
    """Return the packages as a table in Markdown."""
    rows = (f"| {p.name} | {p.licence} | {p.part} |\n" for p in packages)
    return _COLUMNS + "".join(rows)


def main(arguments: Sequence[str]) -> int:
    """Print the table, or write it; 1 where a package names no licence."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--write", action="store_true", help="write it to docs/licences.md")
    given = parser.parse_args(arguments)
    packages = needed_packages()
    if given.write:
        before = PAGE.read_text("utf-8").partition(HEADING)[0]
        PAGE.write_text(f"{before}{HEADING}\n\n{table(packages)}", encoding="utf-8")
    else:
        print(table(packages), end="")
    silent = [package.name for package in packages if package.licence == "not said"]
    if silent:
        print("no licence named by", ", ".join(silent), file=sys.stderr)
    return int(bool(silent))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
