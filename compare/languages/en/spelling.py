"""English words that are the same but for number, possessive, ending or British spelling."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_SPELLING = (
    (re.compile(r"isation$"), "ization"),
    (re.compile(r"is(e|ed|ing)$"), r"iz\1"),
    (re.compile(r"ence$"), "ense"),
    (re.compile(r"tre$"), "ter"),
    (re.compile(r"mme$"), "m"),
    (re.compile(r"(?<=..)our"), "or"),
)


_BRITISH = re.compile(r"is(?:ation|e|ed|ing)$|ence$|tre$|mme$|(?<=..)our")
"""Where any of the above could change a word; most words hold nothing of the kind."""


@lru_cache(maxsize=16_384)
def fold_word(word: str) -> str:
    """Return an English word in small letters without accents, possessive, plural and so on."""
    bare = word.replace(".", "")
    if not bare.isascii():
        decomposed = unicodedata.normalize("NFKD", bare)
        bare = "".join(c for c in decomposed if not unicodedata.combining(c))
    bare = bare.lower()
    if "'" in bare or "\u2019" in bare:
        bare = re.sub(r"['\u2019]s?$", "", bare).replace("\u2019", "").replace("'", "")
    if len(bare) > 4 and bare.endswith("ies"):
        bare = bare[:-3] + "y"
    elif len(bare) > 3 and bare.endswith("s") and bare[-2] not in "sui":
        bare = bare[:-1]
    if len(bare) > 5 and _BRITISH.search(bare):
        for pattern, replacement in _SPELLING:
            bare = pattern.sub(replacement, bare)
    return bare


def stem(word: str) -> str:
    """The beginning of a word in small letters, which inflection leaves alone."""
    return re.sub(r"(ing|ed|es|s|'s)$", "", word) if len(word) > 4 else word
