"""The scores of the encoder that ships, as floors."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from compare.encoders import Encoder, load_encoder
from compare.training.encoder.scores import (
    correlate,
    main,
    measure_load,
    measure_speed,
    retrieve,
    score_english,
    score_retrieval,
    score_similarity,
    score_traditional,
)

pytestmark = pytest.mark.slow


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
    floors = {"en1 with zh2": 0.77, "zh1 with en2": 0.76, "English alone": 0.86}
    for title, floor in floors.items():
        assert scores[f"STS-B dev (1,500), {title}"] >= floor, scores


def test_traditional_is_nearly_simplified(encoder: Encoder, shared: Path) -> None:
    scores = score_traditional(encoder, shared / "data" / "eval")
    assert scores["Traditional with Simplified (200), mean cosine"] >= 0.995, scores


def test_english_is_that_of_minilm(encoder: Encoder, shared: Path) -> None:
    (apart,) = score_english(encoder, shared / "data" / "eval", count=60).values()
    assert apart < 1e-6


def test_chinese_is_encoded_as_fast_as_english(shared: Path) -> None:
    """The models take turns and the best round counts, so that a busy machine tells as much."""
    found = measure_speed(shared / "data" / "eval", count=24, rounds=5)
    assert found["Chinese over English, both here"] >= 0.8, found


def test_loading_takes_bounded_memory() -> None:
    found = measure_load(rounds=1)
    assert 0 < found["memory with the encoder, MiB"] < 1_500, found


def test_missing_sets_are_an_error_of_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--data", str(tmp_path)]) == 2
    assert capsys.readouterr().err.count("\n") == 1
