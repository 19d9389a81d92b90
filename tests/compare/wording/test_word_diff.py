"""Words without a counterpart in one language: a table of sentences with the right answers."""

from __future__ import annotations

import pytest
from toy_passages import Row, brief, found, passage

from compare.wording.word_diff import compare_words

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


def test_nothing_is_said_of_single_words_across_languages() -> None:
    us = passage("US", "en", "The sides build farms in the valley.")
    assert found(compare_words, us, passage("PRC", "zh", "The sides build ships there.")) == []
