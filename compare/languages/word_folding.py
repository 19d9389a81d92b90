"""Folded copies of a text, in which a word or character is the same however it is written.

Words in Latin letters are folded one by one: case, accents, possessive, plural, British or
American spelling. Chinese is folded by :mod:`corpus.text.folding`, and then goes without
quotation marks and spaces. The text itself is never changed, and a folded copy remembers where
its parts stood.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from compare.languages import rules_for
from corpus.text.characters import HAN_CHARACTER
from corpus.text.folding import fold

_WORD = re.compile(r"(?:[A-Za-z]\.){2,}|[A-Za-z\u00c0-\u024f0-9]+(?:['\u2019][A-Za-z]+)?")
JOINT = re.compile(r"[\s\-\u2010-\u2015\"'\u2018\u2019\u201c\u201d]*")
_SILENT = frozenset("\u201c\u201d\u2018\u2019\"'「」『』《》〈〉 \u3000\u200b\ufeff\u00ad")
_WITHOUT_SILENT = {ord(character): None for character in _SILENT}


class Token(NamedTuple):
    """A word in Latin letters, folded, and where it stands."""

    fold: str
    start: int
    end: int
    surface: str


def fold_word(word: str, language: str = "") -> str:
    """Return a word in the form in which its spellings and its plural are the same."""
    return rules_for(language)[0].fold_word(word)


def fold_chinese(text: str) -> tuple[str, list[int]]:
    """Return the folded text without quotes and spaces, and where each character stood."""
    folded = fold(text)
    positions = [i for i, character in enumerate(folded) if character not in _SILENT]
    return "".join(folded[i] for i in positions), positions


def fold_chinese_name(name: str) -> str:
    """Return the folded text that :func:`fold_chinese` gives, without the places."""
    return fold(name).translate(_WITHOUT_SILENT)


def fold_name(name: str) -> str:
    """Return the form in which two names are compared."""
    if HAN_CHARACTER.search(name):
        return fold_chinese_name(name)
    return " ".join(token.fold for token in split_words(name))


def split_words(text: str, language: str = "") -> list[Token]:
    """Return the words in Latin letters, and numbers, in order."""
    fold_in_language = rules_for(language)[0].fold_word
    return [
        Token(fold_in_language(m.group()), m.start(), m.end(), m.group())
        for m in _WORD.finditer(text)
    ]
