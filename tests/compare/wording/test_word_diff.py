"""Words without a counterpart in one language: a table of sentences with the right answers."""

from __future__ import annotations

import numpy as np
import pytest
from toy_passages import Row, brief, found, passage

from compare.encoders import TokenVectors
from compare.wording.word_diff import COVERED, compare_tokens, compare_words

BUILD = "The sides build farms in the valley."


@pytest.mark.parametrize(
    ("left", "right", "rows"),
    [
        (
            BUILD,
            "The sides build ships in the valley.",
            [("content", "substantive", "words_other", "farms", "ships")],
        ),
        (
            "The sides will build farms in the valley.",
            "The sides will not build farms in the valley.",
            [("negation", "substantive", "words_denial", None, "not")],
        ),
        (
            "The sides must build farms in the valley.",
            "The sides may build farms in the valley.",
            [("modality", "substantive", "words_duty", "must", "may")],
        ),
        (
            "The sides must build farms in the valley.",
            "The sides should build farms in the valley.",
            [("modality", "degree", "words_duty", "must", "should")],
        ),
        (
            "The sides firmly oppose farms in the valley.",
            "The sides oppose farms in the valley.",
            [("content", "degree", "words_strength", "firmly", None)],
        ),
        # A word or two more are of degree, three of substance.
        (
            BUILD,
            "The sides build small farms in the valley.",
            [("content", "degree", "words_only", None, "small")],
        ),
        (
            BUILD,
            "The sides build farms in the valley near rivers.",
            [("content", "degree", "words_only", None, "near rivers")],
        ),
        (
            BUILD,
            "The sides build farms in the valley near wide rivers.",
            [("content", "substantive", "words_only", None, "near wide rivers")],
        ),
        # Little words, inflection and order make no difference.
        (BUILD, "The sides build the farms in a valley.", []),
        (BUILD, "The sides build farm in the valley.", []),
        (
            "Apples and pears are in the basket today.",
            "Pears and apples are in the basket today.",
            [],
        ),
        # Texts that are not near are told apart by coverage, as are those with many changes.
        (BUILD, "Nothing of the kind happened.", []),
        (
            "One red ox ate, two red hens ate, six red cats ate, ten red dogs ate.",
            "One red pig ate, two red owls ate, six red bats ate, ten red frogs ate.",
            [],
        ),
        (BUILD, BUILD, []),
        # Three changes are told, and texts with just six words in ten in common.
        (
            "One red ox ate, two red hens ate, six red cats ate.",
            "One red pig ate, two red owls ate, six red bats ate.",
            [
                ("content", "substantive", "words_other", "ox", "pig"),
                ("content", "substantive", "words_other", "hens", "owls"),
                ("content", "substantive", "words_other", "cats", "bats"),
            ],
        ),
        (
            "alpha bravo charlie delta echo",
            "alpha bravo charlie xray yankee",
            [("content", "substantive", "words_other", "delta echo", "xray yankee")],
        ),
        # A duty that one side alone has is a word more, and no other degree of it.
        (
            "The sides must build farms in the valley.",
            BUILD,
            [("content", "degree", "words_only", "must", None)],
        ),
    ],
)
def test_words_in_english(left: str, right: str, rows: list[Row]) -> None:
    us, prc = passage("US", "en", left), passage("PRC", "en", right)
    assert brief(found(compare_words, us, prc), us, prc) == rows


@pytest.mark.parametrize(
    ("left", "right", "kinds"),
    [
        ("双方同意继续就两军沟通举行磋商。", "双方同意继续就农业贸易举行磋商。", ["words_other"]),
        ("双方同意继续举行磋商。", "双方同意继续举行磋商。", []),
        # One character is no word: it takes two, added or replaced.
        ("双方同意扩大农业合作。", "双方同意扩大工业合作。", []),
        ("双方同意扩大合作关系。", "双方同意扩大农业合作关系。", ["words_only"]),
    ],
)
def test_words_in_chinese(left: str, right: str, kinds: list[str]) -> None:
    us, prc = passage("US", "zh", left), passage("PRC", "zh", right)
    assert [one.note.kind for one in found(compare_words, us, prc)] == kinds


# Across languages

KNOWN = "leaders welcomed steady growth together during discussions yesterday"
MEANINGS = dict(zip(KNOWN.split(), (0, 1, 3, 3, 1, 0, 1, 3), strict=True))
CHINESE = {"领导人": 0, "欢迎": 1, "增长": 3}


def tokens(text: str, words: dict[str, np.ndarray]) -> TokenVectors:
    """The words of a text in order, each with its vector."""
    spans, at = [], 0
    for word in words:
        at = text.index(word, at)
        spans.append((at, at + len(word)))
        at += len(word)
    return TokenVectors(np.array(spans), np.stack(list(words.values())).astype(np.float32))


def axis(number: int) -> np.ndarray:
    row: np.ndarray = np.eye(40)[number]
    return row


def left_over(tail: str, **nearness: float) -> list[Row]:
    """What is left over where English goes on with a tail that Chinese has nothing of."""
    text = f"{KNOWN} {tail}"
    words = {word: axis(MEANINGS[word]) for word in KNOWN.split()}
    for number, word in enumerate(tail.replace(",", "").replace(";", "").split()):
        near = nearness.get(word, 0.0)
        words[word] = near * axis(0) + np.sqrt(1 - near**2) * axis(10 + number)
    us = passage("US", "en", text, tokens=[tokens(text, words)])
    said = "领导人欢迎增长"
    prc = passage(
        "PRC", "zh", said, tokens=[tokens(said, {w: axis(k) for w, k in CHINESE.items()})]
    )
    return brief(found(compare_tokens, us, prc), us, prc)


@pytest.mark.parametrize(
    ("tail", "grade", "words"),
    [
        ("purple hamsters", "minor", "purple hamsters"),
        ("purple hamsters sang", "degree", "purple hamsters sang"),
        ("purple", None, None),
        # The longest of several runs of one clause each.
        ("red ox; tiny owls", "minor", "tiny owls"),
        ("tiny owls; red ox", "minor", "tiny owls"),
        ("purple; hamsters", None, None),
    ],
)
def test_words_left_over_across_languages(tail: str, grade: str | None, words: str | None) -> None:
    rows = [("content", grade, "unmatched", words, None)] if grade else []
    assert left_over(tail) == rows


def test_a_word_just_near_enough_has_a_counterpart() -> None:
    assert left_over("purple hamsters", purple=COVERED + 0.01) == []
    rows = left_over("purple hamsters", purple=COVERED - 0.01)
    assert [row[3] for row in rows] == ["purple hamsters"]


def test_texts_that_have_too_little_in_common_are_left_to_coverage() -> None:
    assert left_over("purple hamsters sang several marvellous melodies") == []


def test_nothing_is_left_over_where_the_tokens_are_not_known() -> None:
    us = passage("US", "en", KNOWN)
    assert found(compare_tokens, us, passage("PRC", "zh", "领导人欢迎增长")) == []
