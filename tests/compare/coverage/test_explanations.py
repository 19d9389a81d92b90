"""Why a segment is called covered or left out, on toy sides: each kind of reason by hand."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

import numpy as np
import pytest
from toy_sides import Passage, toy_evidence, toy_matches, toy_side

from compare.coverage.decision import Status
from compare.coverage.prepared import PreparedStatement
from compare.coverage.reasons import Reason, explain, missing_phrases

GRAIN = Passage("They spoke of grain.")


def worded(text: str, weights: Mapping[str, float], **more: object) -> Passage:
    """A passage whose tokens are its words, of weight 0.1 unless another is given."""
    words = list(re.finditer(r"[A-Za-z0-9]+|[^\W\d_a-zA-Z]", text))
    return Passage(
        text,
        spans=[match.span() for match in words],
        weights=[weights.get(match.group(), 0.1) for match in words],
        **more,  # type: ignore[arg-type]
    )


def reasons(
    status: Status,
    ours: PreparedStatement,
    theirs: PreparedStatement,
    nearest: int | None = 0,
    found: Mapping[int, float] | None = None,
    share: float = 0.25,
) -> tuple[Reason, ...]:
    """Reasons for our first segment; ``found`` gives a cosine in their first for tokens of ours."""
    count = len(theirs.segments)
    cosines = [[0.0] * count for _ in ours.tokens[0].offsets]
    for token, cosine in (found or {}).items():
        cosines[token][0] = cosine
    tokens = toy_matches(cosines, passages=count)
    evidence = toy_evidence(ours, theirs, tokens, tokens_more=[[share] * count])
    return explain(status, ours, theirs, 0, nearest, evidence)


def test_a_formality_and_a_text_without_substance_say_so() -> None:
    ours, theirs = toy_side(GRAIN), toy_side(GRAIN)
    assert reasons("procedural", ours, theirs, None) == (Reason("procedural"),)
    assert reasons("left_out", ours, theirs, None) == (Reason("no_substance"),)


def test_topics_that_are_not_raised_and_those_that_the_nearest_shares() -> None:
    ours = toy_side(Passage("a", topics=["trade", "taiwan", "climate", "ukraine"]))
    theirs = toy_side(
        Passage("甲", topics=["ukraine"]), Passage("乙", topics=["trade"]), language="zh"
    )
    silent: tuple[Status, ...] = ("left_out", "unclear")
    for status in silent:
        assert reasons(status, ours, theirs, 1) == (
            # In the order of their English names: Climate, Taiwan.
            Reason("not_raised", topics=("climate", "taiwan")),
            Reason("speaks", topics=("trade",), nearest=1),
        )
    heard: tuple[Status, ...] = ("covered", "partly")
    for status in heard:
        assert reasons(status, ours, theirs, 1)[-1] == Reason("shares", share=0.25, nearest=1)
    assert len(reasons("partly", ours, theirs, 1)) == 3


@pytest.mark.parametrize("status", ["covered", "partly", "left_out", "unclear"])
def test_where_nothing_else_speaks_the_share_of_words_does(status: Status) -> None:
    found = reasons(status, toy_side(GRAIN), toy_side(Passage("甲"), language="zh"), share=0.4)
    assert found == (Reason("shares", share=0.4, nearest=0),)


TEXT = "The Secretary stressed porcupine strategy, and lasting deterrence of smugglers"
WEIGHTS = {"porcupine": 0.9, "strategy": 0.5, "lasting": 0.4, "deterrence": 0.7, "smugglers": 0.8}
"""Tokens: The 0, Secretary 1, stressed 2, porcupine 3, strategy 4, and 5, lasting 6, deterrence 7,
of 8, smugglers 9."""


def phrases(
    passage: Passage,
    theirs: PreparedStatement | None = None,
    found: Mapping[int, float] | None = None,
) -> tuple[str, ...]:
    theirs = theirs or toy_side(Passage("甲。"), language="zh")
    said = reasons("left_out", toy_side(passage), theirs, found=found)
    return next((reason.phrases for reason in said if reason.kind == "nothing"), ())


def test_the_two_weightiest_runs_of_missing_words_in_the_order_of_the_text() -> None:
    # Runs weigh 1.4, 1.1 and 0.8: the first two are named.
    assert phrases(worded(TEXT, WEIGHTS)) == ("porcupine strategy", "lasting deterrence")
    # Without the strategy 0.9, 1.1 and 0.8; without deterrence 1.4, 0.4 and 0.8.
    assert phrases(worded(TEXT, WEIGHTS), found={4: 0.75}) == ("porcupine", "lasting deterrence")
    assert phrases(worded(TEXT, WEIGHTS), found={7: 0.75}) == ("porcupine strategy", "smugglers")
    assert phrases(worded(TEXT, WEIGHTS), found={3: 0.75, 4: 0.75, 6: 0.75, 7: 0.75}) == (
        "smugglers",
    )
    assert phrases(worded(TEXT, WEIGHTS), found=dict.fromkeys(range(10), 1.0)) == ()


@pytest.mark.parametrize(("cosine", "missing"), [(0.54, True), (0.56, False)])
def test_a_word_is_missing_where_less_than_half_of_it_is_found(
    cosine: float, missing: bool
) -> None:
    found = phrases(worded("of smugglers", WEIGHTS), found={1: cosine})
    assert found == (("smugglers",) if missing else ())


@pytest.mark.parametrize(("weight", "named"), [(0.35, True), (0.34, False)])
def test_only_specific_words_are_named(weight: float, named: bool) -> None:
    found = phrases(worded("of smugglers", {"smugglers": weight}))
    assert found == (("smugglers",) if named else ())


@pytest.mark.parametrize("status", ["left_out", "partly", "unclear", "covered"])
def test_a_covered_segment_misses_nothing(status: Status) -> None:
    ours = toy_side(worded(TEXT, WEIGHTS))
    kinds = [r.kind for r in reasons(status, ours, toy_side(Passage("甲"), language="zh"))]
    assert ("nothing" in kinds) == (status != "covered")
    assert ("shares" in kinds) == (status in ("covered", "partly"))


def test_a_word_found_in_a_formality_only_is_missing() -> None:
    theirs = toy_side(Passage("甲", procedural=True), Passage("乙"), language="zh")
    assert phrases(worded("of smugglers", WEIGHTS), theirs, {1: 1.0}) == ("smugglers",)


def test_what_the_other_text_says_in_these_words_is_not_missing() -> None:
    theirs = toy_side(Passage("On Porcupine  strategy."), Passage("Lasting deterrence, they said."))
    assert phrases(worded(TEXT, WEIGHTS), theirs) == ("porcupine strategy",)


def test_who_speaks_is_no_part_of_the_claim() -> None:
    named = worded("Secretary Porcupine stressed deterrence", WEIGHTS | {"Porcupine": 0.9})
    assert phrases(named) == ("Porcupine", "deterrence")
    assert phrases(replace(named, speaker="Secretary Porcupine")) == ("deterrence",)
    assert phrases(replace(named, speaker="He")) == ("Porcupine", "deterrence")
    late = worded("x " * 40 + "and Porcupine stressed deterrence", WEIGHTS | {"Porcupine": 0.9})
    assert phrases(replace(late, speaker="Porcupine")) == ("Porcupine", "deterrence")


def test_words_are_quoted_whole_and_without_what_joins_them() -> None:
    text = "the counter-smuggling's of effort"
    pieces = Passage(text, spans=[(12, 16), (16, 18)], weights=[0.9, 0.8])
    assert phrases(pieces) == ("smuggling's",)
    first = Passage("smuggling", spans=[(3, 9)], weights=[0.9])
    assert phrases(first) == ("smuggling",)
    joined = worded("of the porcupine and", {"of": 0.4, "the": 0.4, "porcupine": 0.9, "and": 0.4})
    assert phrases(joined) == ("porcupine",)
    only = worded("and of the", {"and": 0.4, "of": 0.4, "the": 0.4})
    assert phrases(only) == ()


def test_the_same_words_twice_are_named_once() -> None:
    assert phrases(worded("smugglers met smugglers", WEIGHTS)) == ("smugglers",)


def test_a_topic_that_the_other_names_is_not_missing() -> None:
    weights = {"Taiwan": 0.9, "issue": 0.5, "porcupine": 0.8, "strategy": 0.7}
    ours = worded("stressed Taiwan's porcupine strategy", weights | {"s": 0.4}, topics=["taiwan"])
    silent = toy_side(Passage("甲。", topics=["taiwan"]), language="zh")
    assert phrases(ours, silent) == ("Taiwan's porcupine strategy",)
    named = toy_side(Passage("甲。", topics=["taiwan"], named=True), language="zh")
    assert phrases(ours, named) == ("porcupine strategy",)
    # Where most of a run is named there, the rest is no claim.
    heavy = worded("on Taiwan issue", weights, topics=["taiwan"])
    assert phrases(heavy, named) == ()


def test_a_concept_that_the_other_names_is_not_missing() -> None:
    ours = worded("They discussed fentanyl smugglers", WEIGHTS | {"fentanyl": 0.6})
    named = {
        concept.id: 0.6
        for concept in toy_side(ours).annotated.concepts[0]
        if ours.text[concept.start : concept.end] == "fentanyl"
    }
    assert named
    there = toy_side(Passage("甲。", concepts=named), language="zh")
    assert phrases(ours) == ("fentanyl smugglers",)
    assert phrases(ours, there) == ("smugglers",)


def test_missing_phrases_are_asked_of_one_segment() -> None:
    side = toy_side(GRAIN, worded(TEXT, WEIGHTS))
    found = missing_phrases(side, toy_side(Passage("甲")), 1, np.zeros(10))
    assert found == ("porcupine strategy", "lasting deterrence")
