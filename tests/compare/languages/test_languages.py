"""The languages that are known, and that no other room holds words of one."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tree import ROOT, dotted, imported, sources

from compare.languages import (
    Language,
    closest,
    joiner,
    language,
    languages,
    languages_in,
    letters,
    rules_for,
    stop_words,
    writing_of,
)
from corpus.text.characters import is_han
from corpus.text.folding import fold

ROOMS = ("segmentation", "annotation", "topics", "alignment", "wording", "coverage")
# The weights of coverage were learned with a feature that says whether a segment is Chinese.
COMPARES_A_TAG = {"compare.coverage.features"}


def codes(found: tuple[Language, ...]) -> list[str]:
    return [known.code for known in found]


def test_english_and_chinese_are_known() -> None:
    assert codes(languages()) == ["en", "zh"]
    assert language("zh-Hant") is language("zh") is language("ZH-CN")
    assert closest("en-GB") is language("en")
    assert closest("fr") is closest("") is language("en")
    assert (joiner("en"), joiner("zh-Hans"), joiner("und")) == (" ", "", " ")


def test_a_text_is_read_by_the_rules_of_the_languages_it_holds() -> None:
    assert (
        codes(rules_for("en")) == codes(rules_for("zh")) == codes(rules_for("und")) == ["en", "zh"]
    )
    assert codes(languages_in("wheat", "zh")) == ["en"]
    assert codes(languages_in("wheat 小麦")) == ["en", "zh"]
    assert codes(languages_in("wheat 小麦", start=0, end=6)) == ["en"]
    assert codes(languages_in("", "zh")) == ["en"]


@pytest.mark.parametrize(
    ("text", "english", "chinese"),
    [("wheat", True, False), ("小麦", False, True), ("5G", True, False), ("5G技术", False, True)],
)
def test_writing(text: str, english: bool, chinese: bool) -> None:
    assert writing_of("en")(text) is english
    assert writing_of("zh")(text) is chinese


def test_a_chinese_character_weighs_three_letters() -> None:
    assert letters("wheat, 3 t") == 7
    assert letters("小麦。") == 6


@given(st.text(), st.text())
def test_letters_add_up(first: str, second: str) -> None:
    assert letters(first + second) == letters(first) + letters(second)
    assert letters(first) >= sum(map(str.isalnum, first))


@pytest.mark.parametrize("known", languages(), ids=lambda known: known.code)
def test_lists_of_words_are_folded_as_texts_are(known: Language) -> None:
    """A word that folding changes would never be met."""
    words = known.words
    for word in (*words.stop_words, *words.label_breaks):
        assert fold(word) == word.strip() == word


@pytest.mark.parametrize("known", languages(), ids=lambda known: known.code)
def test_units_and_currencies_are_named_alike(known: Language) -> None:
    """A quantity is compared across languages by its unit, so each must share them."""
    rules = known.quantities
    english = language("en").quantities
    assert rules
    assert english
    assert set(rules.units.values()) <= set(english.units.values())
    assert all(re.fullmatch("[A-Z]{3}", code) for code in rules.money.values())
    assert rules.parse("30") == 30


def test_lists_of_both_languages_count_in_either_text() -> None:
    assert {"the", "的"} <= stop_words("en") == stop_words("zh")
    assert not {"china", "中国"} & stop_words("en")


def test_the_room_knows_no_other_room() -> None:
    wrong = [
        (dotted(path), name)
        for path in sources("compare")
        if dotted(path).startswith("compare.languages")
        for name in imported(path)
        if name.split(".")[0] in {"compare", "corpus"}
        and not name.startswith("compare.languages")
        and name not in {"corpus.text.characters", "corpus.text.folding"}
    ]
    assert wrong == []


def _modules() -> list[Path]:
    return [path for room in ROOMS for path in sorted((ROOT / "compare" / room).rglob("*.py"))]


def _docstrings(tree: ast.AST) -> set[int]:
    """Lines of strings that stand as statements."""
    return {node.value.lineno for node in ast.walk(tree) if isinstance(node, ast.Expr)}


def test_no_other_room_holds_words_of_chinese() -> None:
    assert len(_modules()) > 30
    wrong = []
    for path in _modules():
        tree = ast.parse(path.read_text("utf-8"))
        documented = _docstrings(tree)
        wrong += [
            (dotted(path), node.lineno, node.value)
            for node in ast.walk(tree)
            if isinstance(node, ast.Constant)
            and isinstance(node.value, str)
            and node.lineno not in documented
            and any(map(is_han, node.value))
        ]
    assert wrong == []


def test_no_other_room_asks_which_language_it_is() -> None:
    wrong = set()
    for path in _modules():
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            asked: list[ast.expr] = []
            if isinstance(node, ast.Compare):
                asked = [node.left, *node.comparators]
            elif isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "startswith":
                asked = node.args
            if any(isinstance(a, ast.Constant) and a.value in {"en", "zh"} for a in asked):
                wrong.add(dotted(path))
    assert wrong == COMPARES_A_TAG
