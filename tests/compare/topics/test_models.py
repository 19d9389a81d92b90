"""The models of topics, against a slow sum, and which of them is asked about which text."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compare.topics import models
from compare.topics.codebook import load_codebook
from compare.topics.features import TopicEvidence
from compare.topics.models import TopicModel, TopicModels, load_topic_models, short_hash
from corpus.text.hashing import text_hash

MODEL = TopicModel(
    bias=-1.0,
    evidence={"name": 3.0, "length": -0.5},
    phrases={"one china": 2.0},
    company={"trade": -1.5},
)


def evidence(
    numbers: dict[str, float], phrases: tuple[str, ...] = (), company: tuple[str, ...] = ()
) -> TopicEvidence:
    return TopicEvidence(
        topic="taiwan",
        evidence=numbers,
        phrases=frozenset(phrases),
        company=frozenset(company),
        spans=(),
        similarity=0.0,
        follows=False,
        alone=True,
    )


@given(
    st.floats(0, 3),
    st.floats(0, 3),
    st.sets(st.sampled_from(["one china", "unknown phrase"])),
    st.sets(st.sampled_from(["trade", "iran"])),
)
def test_the_probability_is_the_logistic_of_all_that_is_known(
    name: float, length: float, phrases: set[str], company: set[str]
) -> None:
    score = -1.0 + 3.0 * name - 0.5 * length
    score += 2.0 * ("one china" in phrases) - 1.5 * ("trade" in company)
    heard = evidence({"name": name, "length": length, "unheard of": 5.0}, (*phrases,), (*company,))
    assert MODEL.probability(heard) == pytest.approx(1 / (1 + math.exp(-score)))


def test_what_is_far_from_sure_does_not_overflow() -> None:
    assert MODEL.probability(evidence({"name": 1e6})) == pytest.approx(1, abs=1e-9)
    assert MODEL.probability(evidence({"length": 1e6})) == pytest.approx(0, abs=1e-9)


def test_a_topic_of_the_users_own_is_judged_by_its_breadth() -> None:
    narrow, broad = (TopicModel(bias, {}, {}, {}) for bias in (1.0, 2.0))
    chosen = TopicModels({"taiwan": MODEL}, narrow, broad)
    book = load_codebook()
    entries = {entry.broad: entry for entry in book.topics if entry.id != "taiwan"}
    assert chosen.judge(book["taiwan"]) is MODEL
    assert chosen.judge(entries[False]) is narrow
    assert chosen.judge(entries[True]) is broad


@pytest.fixture
def numbers(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Models that tell by their bias what they were learned from."""

    def learned(bias: float) -> dict[str, Any]:
        names = ("*narrow", "*broad", "taiwan")
        return {n: {"bias": bias, "evidence": {}, "phrases": {}, "company": {}} for n in names}

    data = {
        "folds": {short_hash("a known text"): 0, short_hash("另一篇"): 1},
        "models": {
            mode: {"everything": learned(first), "folds": [learned(first + k) for k in (1, 2)]}
            for mode, first in (("names", 10.0), ("meaning", 20.0))
        },
    }
    monkeypatch.setattr(models, "_data", lambda: data)
    models._models.cache_clear()
    yield
    models._models.cache_clear()


@pytest.mark.usefixtures("numbers")
@pytest.mark.parametrize(
    ("text", "with_meaning", "bias"),
    [
        ("a new text", False, 10),
        ("a known text", False, 11),
        ("另\n一 篇", False, 12),
        ("a new text", True, 20),
        ("a  known\n text", True, 21),
        ("另一篇", True, 22),
    ],
)
def test_a_known_text_is_judged_by_models_that_never_saw_it(
    text: str, with_meaning: bool, bias: float
) -> None:
    found = load_topic_models(text, with_meaning)
    assert {m.bias for m in (found.judges["taiwan"], found.narrow, found.broad)} == {bias}


def test_texts_are_listed_by_the_start_of_their_hash() -> None:
    assert short_hash("a b") == text_hash("ab")[:16]
    assert all(len(listed) == 16 for listed in models._data()["folds"])


@pytest.mark.parametrize("with_meaning", [False, True])
def test_every_topic_that_ships_has_a_model_of_its_own(with_meaning: bool) -> None:
    shipped = load_topic_models("", with_meaning)
    assert set(shipped.judges) == set(load_codebook().ids)
