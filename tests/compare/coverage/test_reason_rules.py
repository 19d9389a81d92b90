"""Which reasons are given for which status, worked out on paper from small sides."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from toy_sides import Passage, toy_evidence, toy_matches, toy_side

from compare.coverage.prepared import PreparedStatement
from compare.coverage.reasons import MISSING, SPECIFIC, Reason, explain, missing_phrases

ENGLISH, CHINESE = "en", "zh"


def explained(
    status: str,
    topics: Sequence[str],
    theirs: Sequence[Sequence[str]],
    *,
    share: float = 0.25,
    nearest: int | None = 0,
) -> tuple[Reason, ...]:
    """Reasons for a segment of these topics, whose words are no evidence for anything."""
    left = toy_side(Passage("Ours", topics=topics))
    right = toy_side(*(Passage(f"Theirs {k}", topics=t) for k, t in enumerate(theirs)), side="PRC")
    row = np.array([[share * (k + 1) for k in range(len(theirs))]])
    return explain(status, left, right, 0, nearest, toy_evidence(left, right, tokens_more=row))


def test_a_procedural_segment_and_a_side_without_substance() -> None:
    assert explained("procedural", ["taiwan"], [["taiwan"]]) == (Reason("procedural"),)
    assert explained("left_out", ["taiwan"], [["taiwan"]], nearest=None) == (
        Reason("no_substance"),
    )


@pytest.mark.parametrize("status", ["left_out", "unclear", "partly", "covered"])
def test_topics_that_the_other_side_never_raises_come_first(status: str) -> None:
    # Carrying out what was agreed, Taiwan, Trade and tariffs: in the order of the English names.
    reasons = explained(
        status,
        ["leaders-consensus", "trade", "taiwan", "climate"],
        [["climate"], ["human-rights"]],
    )
    assert reasons[0] == Reason("not_raised", topics=("leaders-consensus", "taiwan", "trade"))
    assert reasons[1] == Reason("speaks", topics=("climate",), nearest=0)


@pytest.mark.parametrize("status", ["left_out", "unclear", "partly", "covered"])
def test_a_topic_raised_elsewhere_is_neither_missing_nor_near(status: str) -> None:
    kinds = [r.kind for r in explained(status, ["taiwan"], [["climate"], ["taiwan"]])]
    assert kinds == ["shares"]


@pytest.mark.parametrize(
    ("status", "told"),
    [("covered", True), ("partly", True), ("left_out", False), ("unclear", False)],
)
def test_the_share_of_words_is_told_of_what_is_covered(status: str, told: bool) -> None:
    reasons = explained(status, ["taiwan"], [["taiwan"], []], nearest=0)
    shares = [r for r in reasons if r.kind == "shares"]
    assert shares == ([Reason("shares", share=0.25, nearest=0)] if told else [])


def test_the_share_is_that_of_the_nearest_and_stands_in_where_nothing_else_does() -> None:
    assert explained("left_out", [], [[], []], nearest=1) == (
        Reason("shares", share=0.5, nearest=1),
    )


# Phrases


def phrases(
    ours: str,
    theirs: str,
    found: Sequence[float],
    weights: Sequence[float] | None = None,
    *,
    speaker: str = "",
) -> tuple[str, ...]:
    """Missing phrases of a segment whose tokens are its words."""
    words = ours.split()
    left = toy_side(
        Passage(ours, weights=weights or [1.0] * len(words), speaker=speaker), language=ENGLISH
    )
    spans, at = [], 0
    for word in words:
        at = ours.index(word, at)
        spans.append((at, at + len(word)))
        at += len(word)
    left.tokens[0].offsets[:] = np.array(spans)
    right = toy_side(Passage(theirs), side="PRC")
    return missing_phrases(left, right, 0, np.array(found))


@pytest.mark.parametrize(
    ("text", "found", "weights", "expected"),
    [
        ("grow purple apples", [1, 0, 1], [1, 1, 1], ("purple",)),
        ("grow purple apples", [1, 0, 0], [1, 1, 1], ("purple apples",)),
        ("grow purple apples", [1, 1, 1], [1, 1, 1], ()),
        # A token half found counts as found, one less so as missing.
        ("grow purple apples", [1, MISSING, 1], [1, 1, 1], ()),
        ("grow purple apples", [1, MISSING - 0.01, 1], [1, 1, 1], ("purple",)),
        # What is not informative is not worth naming.
        ("grow purple apples", [1, 0, 1], [1, SPECIFIC - 0.01, 1], ()),
        ("grow purple apples", [1, 0, 1], [1, SPECIFIC, 1], ("purple",)),
        # The two weightiest runs, in the order of the text.
        (
            "red one green two blue",
            [0, 1, 0, 1, 0],
            [0.9, 1, 0.5, 1, 0.7],
            ("red", "blue"),
        ),
        (
            "red one green two blue six",
            [0, 1, 0, 1, 0, 0],
            [0.9, 1, 0.8, 1, 0.5, 0.5],
            ("red", "blue six"),
        ),
        # Said once where it stands twice.
        ("red one red", [0, 1, 0], [1, 1, 1], ("red",)),
        # Words that only join stand at neither end, nor does punctuation.
        ("saw the purple apples of", [1, 0, 0, 0, 0], [1, 1, 1, 1, 1], ("purple apples",)),
        ("grow purple, apples", [1, 0, 1], [1, 1, 1], ("purple",)),
    ],
)
def test_phrases_without_a_counterpart(
    text: str, found: list[float], weights: list[float], expected: tuple[str, ...]
) -> None:
    assert phrases(text, "Nothing", found, weights) == expected


def test_who_speaks_is_no_part_of_the_claim() -> None:
    text = "Minister Purple praised apples"
    assert phrases(text, "Nothing", [0, 0, 0, 0]) == (text,)
    assert phrases(text, "Nothing", [0, 0, 0, 0], speaker="Minister Purple") == ("praised apples",)


def test_a_name_far_into_the_segment_is_no_speaker() -> None:
    far = "apples " * 10 + "Purple"
    found = [1.0] * 10 + [0.0]
    assert phrases(far, "Nothing", found, speaker="Purple") == ("Purple",)


def sides(ours: str, theirs: str) -> tuple[PreparedStatement, PreparedStatement]:
    left = toy_side(Passage(ours, weights=[1.0] * len(ours.split())))
    at, spans = 0, []
    for word in ours.split():
        at = ours.index(word, at)
        spans.append((at, at + len(word)))
        at += len(word)
    left.tokens[0].offsets[:] = np.array(spans)
    return left, toy_side(Passage("Other"), Passage(theirs, procedural=True), side="PRC")


@pytest.mark.parametrize(
    ("status", "told"),
    [("left_out", True), ("unclear", True), ("partly", True), ("covered", False)],
)
def test_missing_phrases_are_told_unless_all_is_covered(status: str, told: bool) -> None:
    left, right = sides("purple apples", "Nothing")
    reasons = explain(status, left, right, 0, 0, toy_evidence(left, right))
    expected = [Reason("nothing", phrases=("purple apples",))] if told else []
    assert [r for r in reasons if r.kind == "nothing"] == expected


def test_a_phrase_that_stands_in_the_other_text_is_not_called_missing() -> None:
    left, right = sides("purple apples", "They spoke of Purple   apples.")
    kinds = [r.kind for r in explain("left_out", left, right, 0, 0, toy_evidence(left, right))]
    left, right = sides("purple apples", "They spoke of purple pears.")
    other = [r.kind for r in explain("left_out", left, right, 0, 0, toy_evidence(left, right))]
    assert (kinds, other) == (["nothing"], ["nothing"])
    left, right = sides("purple apples", "They spoke of PURPLE APPLES.")
    assert [r.kind for r in explain("left_out", left, right, 0, 0, toy_evidence(left, right))] == [
        "shares"
    ]


def test_a_token_found_only_in_a_procedural_passage_is_missing() -> None:
    left, right = sides("purple apples", "Nothing")
    in_procedural = toy_matches([[0.0, 1.0], [0.0, 1.0]], passages=2)
    in_substance = toy_matches([[1.0, 0.0], [1.0, 0.0]], passages=2)
    for matches, kinds in ((in_procedural, ["nothing"]), (in_substance, ["shares"])):
        evidence = toy_evidence(left, right, matches)
        assert [r.kind for r in explain("left_out", left, right, 0, 0, evidence)] == kinds
