"""The public names: explicit, sorted, there, and documented."""

from __future__ import annotations

import ast
import inspect
import json
import re
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path
from types import ModuleType

import pytest
from tree import ROOT

import compare
import corpus

PACKAGES = ("compare", "corpus", "ui")


@pytest.mark.parametrize("package", [compare, corpus])
def test_all_is_sorted_and_without_doubles(package: ModuleType) -> None:
    assert list(package.__all__) == sorted(set(package.__all__))


@pytest.mark.parametrize("package", [compare, corpus])
def test_every_public_name_is_there_and_says_what_it_is(package: ModuleType) -> None:
    for name in package.__all__:
        value = getattr(package, name)
        if inspect.isclass(value) or inspect.isfunction(value):
            assert inspect.getdoc(value), f"{package.__name__}.{name} has no docstring"


@pytest.mark.parametrize("package", [compare, corpus])
def test_type_checkers_are_told_the_same_names(package: ModuleType) -> None:
    """The stub, which says where each name stands, is also what type checkers read."""
    stub = ast.parse(Path(str(package.__file__)).with_suffix(".pyi").read_text("utf-8"))
    exported = next(ast.literal_eval(n.value) for n in stub.body if isinstance(n, ast.Assign))
    imported = [a.name for n in stub.body if isinstance(n, ast.ImportFrom) for a in n.names]
    assert exported == sorted(imported) == list(package.__all__)


@pytest.mark.parametrize("package", [compare, corpus])
def test_dir_lists_every_public_name(package: ModuleType) -> None:
    assert set(package.__all__) <= set(dir(package))


@pytest.mark.parametrize("package", [compare, corpus])
def test_a_wrong_name_is_an_attribute_error(package: ModuleType) -> None:
    with pytest.raises(AttributeError, match="no_such_name"):
        _ = package.no_such_name


def test_every_error_has_the_base_of_its_package() -> None:
    errors = {name: getattr(compare, name) for name in compare.__all__ if name.endswith("Error")}
    assert len(errors) >= 7
    for error in errors.values():
        assert issubclass(error, compare.CompareError)
    for name in corpus.__all__:
        if name.endswith("Error"):
            assert issubclass(getattr(corpus, name), corpus.CorpusError)


def test_the_version_has_one_source() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    assert (
        project["tool"]["setuptools"]["dynamic"]["version"]["attr"] == "compare.version.__version__"
    )
    citation = (ROOT / "CITATION.cff").read_text("utf-8")
    assert f"version: {compare.__version__}\n" in citation
    assert json.loads((ROOT / ".zenodo.json").read_text("utf-8"))["version"] == compare.__version__
    assert f"## {compare.__version__}" in (ROOT / "CHANGELOG.md").read_text("utf-8")


def test_every_folder_of_code_is_a_package() -> None:
    """Packages are found by name; a folder without ``__init__.py`` would not be installed."""
    folders = {path.parent for top in PACKAGES for path in (ROOT / top).rglob("*.py")}
    assert [str(f) for f in sorted(folders) if not (f / "__init__.py").is_file()] == []


def test_every_data_file_is_in_the_distribution() -> None:
    setup = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["setuptools"]
    shipped = {
        file
        for package, patterns in setup["package-data"].items()
        for folder in _folders(package)
        for pattern in patterns
        for file in folder.glob(pattern)
        if file.is_file()
    }
    there = {
        file
        for top in PACKAGES
        for file in (ROOT / top).rglob("*")
        if file.is_file() and file.suffix not in {".py", ".pyc"}
        if ROOT / "compare" / "training" not in file.parents  # stays in the checkout
    }
    assert sorted(map(str, there - shipped)) == []


def _folders(package: str) -> list[Path]:
    """The folder of a package; of every package where the name is a star."""
    if package != "*":
        return [ROOT.joinpath(*package.split("."))]
    return [init.parent for top in PACKAGES for init in (ROOT / top).rglob("__init__.py")]


def test_every_dependency_is_pinned() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    wanted = [*project["dependencies"], *project["optional-dependencies"]["dev"]]
    pins = (ROOT / "constraints.txt").read_text("utf-8").splitlines()
    pinned = {line.partition("==")[0] for line in pins if "==" in line}
    names = {_plain(re.split(r"[<>=\[]", name)[0]) for name in wanted}
    assert names - {"readouts"} <= pinned


def test_every_import_is_a_declared_dependency() -> None:
    """What only training uses may stand in the extra for development."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    wanted = [*project["dependencies"]]
    for extra in project["optional-dependencies"].values():
        wanted += extra
    declared = {_plain(re.split(r"[<>=\[]", name)[0]) for name in wanted}
    own = {"compare", "corpus", "ui"}
    imported = {
        alias.split(".")[0]
        for top in own
        for path in (ROOT / top).rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        for alias in _imported(node)
    }
    providers = packages_distributions()
    undeclared = {
        name
        for name in imported - own - sys.stdlib_module_names
        if not declared & {_plain(provider) for provider in providers.get(name, [])}
    }
    assert undeclared == set()


def _imported(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom) and node.module and not node.level:
        return [node.module]
    return []


def _plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()
