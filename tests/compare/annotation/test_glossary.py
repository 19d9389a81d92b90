"""Concepts of the glossary: one id for both languages, longest name first."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compare.annotation.glossary import find_concepts
from corpus.text.folding import fold


def ids(text: str) -> list[str]:
    return [concept.id for concept in find_concepts(text)]


@pytest.mark.parametrize(
    ("english", "chinese", "concept"),
    [
        ("peace in the South China Sea", "南海的和平", "south-china-sea"),
        ("the one-China policy", "一个中国政策", "one-china-policy"),
        ("the One China policy", "一個中國政策", "one-china-policy"),
        ("win-win cooperation", "合作共赢", "win-win-cooperation"),
    ],
)
def test_both_languages_and_scripts_share_an_id(english: str, chinese: str, concept: str) -> None:
    assert concept in ids(english)
    assert concept in ids(chinese)


def test_a_name_inside_a_longer_one_is_not_reported() -> None:
    assert "china" not in ids("stability in the South China Sea")
    assert "china" in ids("China spoke of the South China Sea")


def test_a_name_inside_a_word_is_not_one() -> None:
    assert "china" not in ids("a chinaware shop")
    assert "iran" not in ids("Tehran and Tirana")


@given(st.text())
def test_folding_keeps_every_character_in_its_place(text: str) -> None:
    assert len(fold(text)) == len(text)


@given(st.text(alphabet="台湾 Taiwan美国the-US。,", max_size=60))
def test_concepts_stand_in_order_and_apart(text: str) -> None:
    found = find_concepts(text)
    ends = [0, *(c.end for c in found)]
    assert all(previous <= c.start < c.end for previous, c in zip(ends, found, strict=False))
