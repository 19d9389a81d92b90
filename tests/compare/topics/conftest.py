"""A codebook of few topics."""

from __future__ import annotations

import pytest
from toy_codebook import toy_codebook

from compare.topics.codebook import Codebook


@pytest.fixture(scope="module")
def codebook(tmp_path_factory: pytest.TempPathFactory) -> Codebook:
    return toy_codebook(tmp_path_factory.mktemp("codebook"))
