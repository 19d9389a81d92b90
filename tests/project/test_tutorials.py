"""The notebooks of the documentation run from beginning to end, in a copy of the repository."""

from __future__ import annotations

import shutil
from pathlib import Path

import nbclient
import nbformat
import pytest
from tree import ROOT

TUTORIALS = ROOT / "docs" / "tutorials"
NOTEBOOKS = sorted(TUTORIALS.glob("*.ipynb"))


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
