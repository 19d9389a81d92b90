"""Where things stand in a checkout, and which module imports which."""

from __future__ import annotations

import ast
import functools
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TESTS = ROOT / "tests"
GOLDEN = TESTS / "golden"
PACKAGES = ("corpus", "compare", "ui")
"""What is installed, but for `compare.training`, which stays in the checkout."""


def sources(package: str, root: Path = ROOT) -> list[Path]:
    """The Python files of a package, sorted."""
    return sorted((root / package).rglob("*.py"))


def dotted(path: Path, root: Path = ROOT) -> str:
    """The name that a file is imported by."""
    parts = path.relative_to(root).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


@functools.cache
def parsed(path: Path) -> ast.Module:
    """The syntax tree of a file, parsed once a run."""
    return ast.parse(path.read_text("utf-8"), filename=str(path))


def imported(path: Path, root: Path = ROOT) -> Iterator[str]:
    """Absolute dotted names of all modules a file imports, wherever the import stands."""
    module = dotted(path, root)
    package = module if path.name == "__init__.py" else module.rpartition(".")[0]
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            if node.level:
                parents = package.split(".")[: len(package.split(".")) - node.level + 1]
                base = ".".join([*parents, base] if base else parents)
            # `from . import x` names a module where one of that name exists.
            for alias in node.names:
                full = f"{base}.{alias.name}"
                here = root.joinpath(*full.split("."))
                is_module = here.is_dir() or here.with_suffix(".py").is_file()
                yield full if is_module else base
        elif isinstance(node, ast.Call) and ast.unparse(node.func).endswith("import_module"):
            # A name in quotation marks is an import too.
            first = node.args[0] if node.args else None
            if isinstance(first, ast.Constant) and isinstance(first.value, str):
                yield first.value


def import_graph(packages: Iterable[str] = PACKAGES, root: Path = ROOT) -> dict[str, set[str]]:
    """The modules of the packages, each with those of the packages that it imports."""
    packages = tuple(packages)
    paths = {dotted(path, root): path for package in packages for path in sources(package, root)}
    return {
        module: {n for n in imported(path, root) if n.split(".")[0] in packages and n != module}
        for module, path in paths.items()
    }


def cycles(graph: Mapping[str, Iterable[str]]) -> list[list[str]]:
    """The groups of nodes of which each leads to each, sorted: empty where there is no cycle."""
    reach: dict[str, set[str]] = {}
    for start in graph:
        seen: set[str] = set()
        waiting = list(graph[start])
        while waiting:
            node = waiting.pop()
            if node not in seen:
                seen.add(node)
                waiting.extend(graph.get(node, ()))
        reach[start] = seen
    groups = {
        tuple(sorted({n for n in reach[node] if node in reach.get(n, ())}))
        for node in graph
        if node in reach[node]
    }
    return sorted(list(group) for group in groups)
