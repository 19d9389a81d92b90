"""Segments that carry no substance by the model: it adds to the rules, where it is sure."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from compare.annotation.procedural import (
    LIKELY,
    LONG,
    ProceduralModel,
    lengths,
    load_procedural_model,
    mark_procedural,
)
from compare.encoders import load_encoder
from compare.pipeline import Engine
from compare.segmentation.segments import Segment, segment
from compare.settings import Settings
from corpus.statements import Statement

FORMALITIES = (
    "The discussion was candid and constructive.",
    "They greeted each other warmly before the session began.",
    "部长对客人一行的到来表示热烈欢迎。",
)
"""No rule of a language names their form."""
UNNAMED = (False,) * 6
POINTS = (
    "The minister said that the fishing quota will be cut by a third next year.",
    "The two governments agreed to reopen the border crossing in May.",
    "部长要求对方立即停止在有关海域的军事演习。",
)


def statement(text: str) -> Statement:
    return Statement(id="a", side="Alpha", language="zh" if text[0] > "一" else "en", text=text)


def plain(texts: tuple[str, ...]) -> tuple[Segment, ...]:
    return tuple(Segment(0, len(text), 0, "", "unattributed", False) for text in texts)


@pytest.mark.parametrize("text", FORMALITIES)
def test_a_formality_that_no_rule_names_is_procedural_once_it_is_encoded(text: str) -> None:
    assert not segment(statement(text))[0].procedural
    assert Engine(Settings(read_pairs=False)).prepare(statement(text)).segments[0].procedural


@pytest.mark.parametrize("text", POINTS)
def test_a_point_stays_substance(text: str) -> None:
    assert not Engine(Settings(read_pairs=False)).prepare(statement(text)).segments[0].procedural


def test_what_only_seems_a_formality_may_still_cover() -> None:
    side = Engine(Settings(read_pairs=False)).prepare(statement(FORMALITIES[0]))
    assert side.segments[0].procedural
    assert side.substantive.tolist() == [True]


def test_what_a_rule_calls_procedural_stays_so_and_covers_nothing() -> None:
    text = "Thank you for your attention."
    side = Engine(Settings(read_pairs=False)).prepare(statement(text))
    assert side.segments[0].procedural
    assert side.substantive.tolist() == [False]


def test_vectors_of_another_encoder_change_nothing() -> None:
    vectors = load_encoder().encode(list(FORMALITIES))
    segments = plain(FORMALITIES)
    own = load_procedural_model().encoder
    given = segments, FORMALITIES, vectors
    assert mark_procedural(*given, "another", UNNAMED[:3]) == segments
    assert all(s.procedural for s in mark_procedural(*given, own, UNNAMED[:3]))


def test_only_what_is_likely_is_marked_and_nothing_is_unmarked() -> None:
    model = load_procedural_model()
    texts, vectors = POINTS + FORMALITIES, load_encoder().encode([*POINTS, *FORMALITIES])
    likely = model.probabilities(texts, vectors) >= LIKELY
    marked = mark_procedural(plain(texts), texts, vectors, model.encoder, UNNAMED)
    assert [s.procedural for s in marked] == likely.tolist() == [False] * 3 + [True] * 3
    formal = tuple(replace(s, procedural=True) for s in plain(texts))
    assert mark_procedural(formal, texts, vectors, model.encoder, UNNAMED) == formal
    assert mark_procedural((), (), vectors[:0], model.encoder, ()) == ()


def test_what_names_a_topic_is_a_point_however_much_it_seems_a_formality() -> None:
    model, vectors = load_procedural_model(), load_encoder().encode(list(FORMALITIES))
    named = [True, False, True]
    marked = mark_procedural(plain(FORMALITIES), FORMALITIES, vectors, model.encoder, named)
    assert [s.procedural for s in marked] == [False, True, False]


def test_a_formality_raises_no_topic() -> None:
    for text in FORMALITIES:
        side = Engine(Settings(read_pairs=False)).prepare(statement(text))
        assert side.mentions == ((),)
        assert side.topics == (frozenset(),)


def test_probabilities_follow_the_formula() -> None:
    model = ProceduralModel("x", np.array([2.0, -1.0]), length=-3.0, bias=0.5)
    vectors = np.array([[0.6, 0.8], [0.0, 1.0]])
    texts = ["a" * 100, "a" * 2 * LONG]
    expected = [1 / (1 + np.exp(-(0.4 - 0.75 + 0.5))), 1 / (1 + np.exp(-(-1 - 3 + 0.5)))]
    assert model.probabilities(texts, vectors) == pytest.approx(expected)


def test_a_han_character_is_as_long_as_three_letters() -> None:
    assert lengths(["汉" * 40, "a" * 120]).tolist() == [0.3, 0.3]


def test_a_formality_that_both_tell_is_covered_and_one_that_nobody_answers_is_procedural() -> None:
    engine = Engine(Settings(read_pairs=False))
    formality, point = (engine.prepare(statement(text)) for text in (FORMALITIES[0], POINTS[0]))
    both, only = engine.compare(formality, formality), engine.compare(formality, point)
    assert both.left_coverage[0].status == "covered"
    assert only.left_coverage[0].status == "procedural"
    assert [r.left_segments[0].procedural for r in (both, only)] == [False, True]
