"""The encoder that ships, and a folder that holds another model."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from compare.encoders import load_encoder, model_files
from compare.encoders.transformer import TransformerEncoder


@pytest.fixture(scope="module")
def encoder() -> TransformerEncoder:
    found = load_encoder(cache=False)
    assert isinstance(found, TransformerEncoder)
    return found


@pytest.fixture
def plain_folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(model_files.english_folder(), tmp_path / "model"))
