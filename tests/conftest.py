"""Fixtures for all tests."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

_ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real statements beside the checkout, or a skip that says so."""
    folder = Path(os.environ.get("READOUTS_SHARED", _ROOT.parent / "shared"))
    if not (folder / "gold" / "dev").is_dir():
        pytest.skip(f"no gold labels at {folder}: set READOUTS_SHARED to the folder holding gold/")
    return folder
