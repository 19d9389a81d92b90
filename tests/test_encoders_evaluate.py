"""The scores of the encoder that ships, as floors."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from compare.encoders import Encoder, load_encoder
from compare.encoders.evaluate import (
    correlate,
    main,
    retrieve,
    score_retrieval,
    score_similarity,
    score_traditional,
)


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    return load_encoder()


def test_retrieval_counts_own_rows() -> None:
    rows = np.eye(4, dtype=np.float32)
    assert retrieve(rows, rows) == 1
    assert retrieve(rows, rows[[1, 0, 2, 3]]) == 0.5


def test_correlation_is_of_ranks() -> None:
    left = np.array([[1, 0], [1, 0], [1, 0]], np.float32)
    right = np.array([[1, 0], [0.6, 0.8], [0, 1]], np.float32)
    assert correlate(left, right, [5, 1, 0.9]) == pytest.approx(1)
    assert correlate(left, right, [0, 1, 5]) == pytest.approx(-1)


def test_retrieval_keeps_its_floors(encoder: Encoder, shared: Path) -> None:
    scores = score_retrieval(encoder, shared / "data" / "eval")
    floors = {"NTREX": 0.92, "diplomatic dev": 0.99}
    for title, score in scores.items():
        assert score >= floors[title.split(" (")[0]], scores


def test_similarity_keeps_its_floors(encoder: Encoder, shared: Path) -> None:
    scores = score_similarity(encoder, shared / "data" / "eval")
    assert scores["STS-B dev, en1 with zh2"] >= 0.74, scores
    assert scores["STS-B dev, zh1 with en2"] >= 0.74, scores
    assert scores["STS-B dev, English alone"] >= 0.81, scores


def test_traditional_is_nearly_simplified(encoder: Encoder, shared: Path) -> None:
    scores = score_traditional(encoder, shared / "data" / "eval")
    assert scores["Traditional with Simplified, mean"] >= 0.98, scores


def test_missing_sets_are_an_error_of_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--data", str(tmp_path)]) == 2
    assert capsys.readouterr().err.count("\n") == 1
