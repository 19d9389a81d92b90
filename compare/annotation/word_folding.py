"""Folded copies of a text, in which a word or character is the same however it is written.

Words in Latin letters are folded one by one: case, accents, possessive, plural, British or
American spelling. Chinese is folded by :mod:`corpus.text.folding`, and then goes without
quotation marks and spaces. The text itself is never changed, and a folded copy remembers where
its parts stood.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from corpus.text.characters import HAN_CHARACTER
from corpus.text.folding import fold

_WORD = re.compile(r"(?:[A-Za-z]\.){2,}|[A-Za-z\u00c0-\u024f0-9]+(?:['\u2019][A-Za-z]+)?")
JOINT = re.compile(r"[\s\-\u2010-\u2015\"'\u2018\u2019\u201c\u201d]*")
_SILENT = frozenset("\u201c\u201d\u2018\u2019\"'「」『』《》〈〉 \u3000\u200b\ufeff\u00ad")
_SPELLING = (
    (re.compile(r"isation$"), "ization"),
    (re.compile(r"is(e|ed|ing)$"), r"iz\1"),
    (re.compile(r"ence$"), "ense"),
    (re.compile(r"tre$"), "ter"),
    (re.compile(r"mme$"), "m"),
    (re.compile(r"(?<=..)our"), "or"),
)


@dataclass(frozen=True, slots=True)
class Token:
    """An English word, folded, and where it stands."""

    fold: str
    start: int
    end: int
    surface: str


@lru_cache(maxsize=16_384)
def fold_word(word: str) -> str:
    """Return an English word in small letters without accents, possessive, plural and so on."""
    bare = unicodedata.normalize("NFKD", word.replace(".", ""))
    bare = "".join(c for c in bare if not unicodedata.combining(c)).lower()
    bare = re.sub(r"['\u2019]s?$", "", bare).replace("\u2019", "").replace("'", "")
    if len(bare) > 4 and bare.endswith("ies"):
        bare = bare[:-3] + "y"
    elif len(bare) > 3 and bare.endswith("s") and bare[-2] not in "sui":
        bare = bare[:-1]
    if len(bare) > 5:
        for pattern, replacement in _SPELLING:
            bare = pattern.sub(replacement, bare)
    return bare


def fold_chinese(text: str) -> tuple[str, list[int]]:
    """Return the folded text without quotes and spaces, and where each character stood."""
    folded = fold(text)
    positions = [i for i, character in enumerate(folded) if character not in _SILENT]
    return "".join(folded[i] for i in positions), positions


def fold_name(name: str) -> str:
    """Return the form in which two names are compared."""
    if HAN_CHARACTER.search(name):
        return fold_chinese(name)[0]
    return " ".join(token.fold for token in split_words(name))


def split_words(text: str) -> list[Token]:
    """Return the words in Latin letters, and numbers, in order."""
    return [
        Token(fold_word(m.group()), m.start(), m.end(), m.group()) for m in _WORD.finditer(text)
    ]
