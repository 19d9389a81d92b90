"""The models of topics, against a slow sum, and which of them is asked about which text."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from toy_codebook import CODEBOOK, toy_codebook

from compare.encoders import load_encoder
from compare.topics import models
from compare.topics.codebook import Codebook, load_codebook
from compare.topics.features import TOPIC_FEATURES, TopicEvidence
from compare.topics.models import (
    GENERIC,
    Mode,
    TopicModel,
    encoder_fingerprint,
    load_topic_model,
    short_hash,
)
from corpus.text.hashing import text_hash

F = len(TOPIC_FEATURES)
MODES: tuple[Mode, ...] = ("names", "meaning", "vectors")


def weights(**numbers: float) -> list[float]:
    return [numbers.get(name, 0.0) for name in TOPIC_FEATURES]


MODEL = TopicModel(
    bias=np.array([-1.0, 0.5]),
    weights=np.array([weights(name=3.0, length=-0.5), weights(cue=1.0)]),
    phrases={(0, "one china"): 2.0, (1, "tariff"): -1.5},
    directions=np.array([[1.0, 0.0], [0.0, -2.0]], np.float32),
)


def evidence(
    values: list[Mapping[str, float]],
    phrases: tuple[tuple[int, int, str], ...] = (),
    substance: tuple[bool, ...] = (True,),
) -> TopicEvidence:
    """One segment a truth value, each with the same features of as many topics as are given."""
    known = np.array([[weights(**topic) for topic in values]] * len(substance))
    near = np.full(known.shape[:2], np.nan)
    return TopicEvidence(known, phrases, {}, near, np.array(substance))


@given(
    st.floats(0, 3),
    st.floats(0, 3),
    st.sets(st.sampled_from([(0, "one china"), (1, "tariff"), (0, "tariff")])),
    st.tuples(st.floats(-1, 1, width=32), st.floats(-1, 1, width=32)),
)
def test_the_probability_is_the_logistic_of_all_that_is_known(
    name: float, cue: float, phrases: set[tuple[int, str]], vector: tuple[float, float]
) -> None:
    heard = evidence([{"name": name, "length": 1.0}, {"cue": cue}], tuple((0, *p) for p in phrases))
    taiwan = -1.0 + 3.0 * name - 0.5 + 2.0 * ((0, "one china") in phrases)
    trade = 0.5 + cue - 1.5 * ((1, "tariff") in phrases)
    (found,) = MODEL.probabilities(heard, np.array([vector], np.float32))
    expected = [1 / (1 + math.exp(-s)) for s in (taiwan + vector[0], trade - 2 * vector[1])]
    assert found == pytest.approx(expected)
    (without,) = MODEL.probabilities(heard)
    assert without == pytest.approx([1 / (1 + math.exp(-s)) for s in (taiwan, trade)])


def test_what_is_far_from_sure_does_not_overflow() -> None:
    (found,) = MODEL.probabilities(evidence([{"name": 1e6}, {"cue": -1e6}]))
    assert found == pytest.approx([1, 0], abs=1e-9)


def test_a_procedural_segment_raises_nothing() -> None:
    found = MODEL.probabilities(evidence([{"name": 9.0}, {}], substance=(True, False)))
    assert found[0].min() > 0.5
    assert found[1].tolist() == [0, 0]


@pytest.fixture
def numbers(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Models that tell by their biases what they were learned from, and for which topic."""
    topics = ["grain", "peace"]
    tensors: dict[str, np.ndarray] = {}
    for first, mode in enumerate(MODES):
        for fold, name in enumerate(("everything", "0", "1")):
            bias = 100 * (first + 1) + 10 * fold + np.arange(len(topics) + len(GENERIC))
            tensors |= {
                f"{mode}/{name}/bias": bias.astype(np.float16),
                f"{mode}/{name}/weights": np.outer(bias, np.arange(F)).astype(np.float16),
                f"{mode}/{name}/phrases": np.array([1.0, 2.0], np.float16),
                f"{mode}/{name}/directions": np.array([[3.0, 4.0]], np.float16),
            }
    data: dict[str, Any] = {
        "encoder": "abc",
        "features": list(TOPIC_FEATURES),
        "topics": topics,
        "phrases": [["grain", "wheat"], ["unknown", "x"]],
        "folds": {short_hash("a known text"): 0, short_hash("另一篇"): 1},
    }
    monkeypatch.setattr(models, "_data", lambda: data)
    monkeypatch.setattr(models, "_tensors", lambda: tensors)
    models._assembled.cache_clear()
    yield
    models._assembled.cache_clear()


@pytest.mark.usefixtures("numbers")
@pytest.mark.parametrize(
    ("text", "mode", "bias"),
    [
        ("a new text", "names", 100),
        ("a known text", "names", 110),
        ("另\n一 篇", "names", 120),
        ("a new text", "meaning", 200),
        ("a  known\n text", "meaning", 210),
        ("另一篇", "vectors", 320),
    ],
)
def test_a_known_text_is_judged_by_models_that_never_saw_it(
    codebook: Codebook, text: str, mode: Mode, bias: float
) -> None:
    found = load_topic_model(text, codebook, mode)
    assert found.bias[0] == bias
    assert found.weights[0] == pytest.approx(bias * np.arange(F), rel=1e-3)
    assert found.phrases == {(0, "wheat"): 1.0}


@pytest.mark.usefixtures("numbers")
def test_a_topic_of_the_users_own_is_judged_by_its_breadth(codebook: Codebook) -> None:
    """In the order of the codebook: grain, fish, peace, timber, order; no vector tells of it."""
    assert load_topic_model("", codebook, "names").bias.tolist() == [100, 102, 101, 102, 103]
    found = load_topic_model("", codebook, "vectors")
    assert found.bias.tolist() == [300, 202, 301, 202, 203]
    assert found.directions is not None
    assert found.directions.tolist() == [[3, 0, 4, 0, 0]]


@pytest.mark.usefixtures("numbers")
def test_the_order_of_a_codebook_and_of_the_features_is_free(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    head, *topics = CODEBOOK.partition("topics:\n")[2].splitlines()
    turned = CODEBOOK.partition("topics:\n")[0] + "topics:\n" + "\n".join([*topics, head]) + "\n"
    data = models._data() | {"features": list(TOPIC_FEATURES[::-1])}
    monkeypatch.setattr(models, "_data", lambda: data)
    found = load_topic_model("", toy_codebook(tmp_path, turned), "names")
    assert found.bias.tolist() == [102, 101, 102, 103, 100]
    assert found.phrases == {(4, "wheat"): 1.0}
    assert found.weights[4] == pytest.approx(100 * np.arange(F)[::-1], rel=1e-3)


def test_texts_are_listed_by_the_start_of_their_hash() -> None:
    assert short_hash("a b") == text_hash("ab")[:16]
    assert all(len(listed) == 16 for listed in models._data()["folds"])


def test_every_topic_that_ships_has_a_model_of_its_own() -> None:
    data = models._data()
    assert set(data["topics"]) == set(load_codebook().ids)
    assert set(data["features"]) == set(TOPIC_FEATURES)
    folds = {"everything", *map(str, data["folds"].values())}
    assert {name.rpartition("/")[0] for name in models._tensors()} == {
        f"{mode}/{fold}" for mode in MODES for fold in folds
    }


def test_the_directions_are_of_the_encoder_that_ships() -> None:
    """Where this fails the encoder changed: learn the topics anew, or their vectors are unused."""
    assert encoder_fingerprint() == load_encoder().fingerprint


def test_the_numbers_are_small_enough_to_ship() -> None:
    assert models.FILE.stat().st_size + models.TENSORS.stat().st_size < 1_500_000
