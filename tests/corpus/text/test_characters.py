"""What a Chinese character is, held against the names that Unicode gives."""

from __future__ import annotations

import unicodedata

from corpus.text.characters import (
    FREQUENT,
    JAPANESE,
    SIMPLIFIED,
    TRADITIONAL,
    is_han,
    is_latin,
)


def test_chinese_characters_are_the_ideographs_of_unicode() -> None:
    ideographs = ("CJK UNIFIED IDEOGRAPH", "CJK COMPATIBILITY IDEOGRAPH")
    for code in range(0x20, 0x33000):
        character = chr(code)
        if name := unicodedata.name(character, ""):
            assert is_han(character) == name.startswith(ideographs), hex(code)


def test_nothing_else_is_one() -> None:
    assert not is_han("")
    assert not any(map(is_han, "、。「々〇あカ한Ａ5"))


def test_all_listed_characters_are_chinese_ones() -> None:
    for characters in (SIMPLIFIED, TRADITIONAL, JAPANESE, FREQUENT):
        assert all(map(is_han, characters))


def test_latin_letters_have_no_marks() -> None:
    assert all(map(is_latin, "azAZ09"))
    assert not any(map(is_latin, ["é", "中", "-", "Ａ", " "]))
