"""The language and the script of a text, told by its characters and its smallest words."""

from __future__ import annotations

import functools
import re
from collections import Counter
from pathlib import Path
from typing import Literal

from corpus.text.characters import JAPANESE, SIMPLIFIED, TRADITIONAL

_SIMPLIFIED, _TRADITIONAL, _JAPANESE = map(frozenset, (SIMPLIFIED, TRADITIONAL, JAPANESE))

# Enough to tell, and bounded: statements are shorter by far.
_LONGEST_READ = 200_000

# First and last code point of the letters of a script.
_RANGES = (
    ("latin", 0x41, 0x24F),
    ("latin", 0x1E00, 0x1EFF),
    ("greek", 0x370, 0x3FF),
    ("cyrillic", 0x400, 0x52F),
    ("hebrew", 0x590, 0x5FF),
    ("arabic", 0x600, 0x77F),
    ("arabic", 0xFB50, 0xFEFC),
    ("devanagari", 0x900, 0x97F),
    ("thai", 0xE00, 0xE7F),
    ("hangul", 0x1100, 0x11FF),
    ("hangul", 0xAC00, 0xD7A3),
    ("kana", 0x3041, 0x30FF),
    ("kana", 0xFF66, 0xFF9D),
    ("han", 0x3400, 0x9FFF),
    ("han", 0xF900, 0xFAFF),
    ("han", 0x20000, 0x323AF),
)
# Letters that say about as much as one English word, so that mixed texts are weighed fairly.
_LETTERS_PER_WORD = {"han": 1.7, "kana": 2.5, "hangul": 2.5, "thai": 4.0, "devanagari": 4.0}
_LETTERS_PER_OTHER_WORD = 5.0

_BY_SCRIPT = {
    "greek": "el",
    "hebrew": "he",
    "devanagari": "hi",
    "thai": "th",
    "hangul": "ko",
    "han": "zh",
    "kana": "ja",
}

_SMALL_WORDS = Path(__file__).with_name("small_words.tsv")
_TOKEN = re.compile(r"[a-zà-öø-ɏḀ-ỿ]+")
_SMALL_WORD_SHARE = 0.08


def detect(text: str) -> str:
    """The primary language tag of ``text``, or ``und`` where it cannot be told.

    Exact for what Readouts compares: ``en``, and ``zh`` in either script. The rest is told
    well enough to say why a text is refused: ja, ko, ru, uk, bg, sr, ar, fa, ur, he, el, th,
    hi, fr, es, pt, it, de, nl, sv, pl, tr, id, vi. Of a text in two languages the one that
    says more is answered.
    """
    text = text[:_LONGEST_READ]
    if text.isascii():
        return _latin(text)
    counts = Counter(text)
    letters = _by_script(counts)
    if not letters:
        return "und"
    if _is_japanese(counts, letters):
        letters["kana"] += letters.pop("han", 0)
    weight = {s: n / _LETTERS_PER_WORD.get(s, _LETTERS_PER_OTHER_WORD) for s, n in letters.items()}
    # Of equal weights the first by name, so that the answer never depends on the order.
    script = max(sorted(weight), key=lambda name: weight[name])
    if script == "latin":
        return _latin(text)
    if script == "cyrillic":
        return _cyrillic(counts, letters["cyrillic"])
    if script == "arabic":
        return _arabic(counts, letters["arabic"])
    return _BY_SCRIPT.get(script, "und")


def script(text: str) -> Literal["Hans", "Hant"] | None:
    """Whether Chinese is Simplified or Traditional; None if it is neither, or not Chinese."""
    counts = Counter(text[:_LONGEST_READ])
    if _is_japanese(counts, _by_script(counts)):
        return None
    simplified, traditional = _sum(counts, _SIMPLIFIED), _sum(counts, _TRADITIONAL)
    if simplified == traditional:
        return None
    return "Hans" if simplified > traditional else "Hant"


def _by_script(counts: Counter[str]) -> Counter[str]:
    letters: Counter[str] = Counter()
    for character, count in counts.items():
        if character.isalpha():
            letters[_script_of(ord(character))] += count
    return letters


@functools.lru_cache(maxsize=4_096)
def _script_of(point: int) -> str:
    return next((name for name, first, last in _RANGES if first <= point <= last), "other")


def _sum(counts: Counter[str], characters: frozenset[str]) -> int:
    return sum(count for character, count in counts.items() if character in characters)


def _is_japanese(counts: Counter[str], letters: Counter[str]) -> bool:
    """Whether the Han characters, if any, are Japanese.

    Running Japanese is a third kana or more. A heading without kana is betrayed by characters
    that Japan alone simplified, or by simplified and traditional ones side by side.
    """
    kana, han = letters["kana"], letters["han"]
    if not kana + han:
        return False
    if kana + 3 * _sum(counts, _JAPANESE) >= 0.08 * (kana + han):
        return True
    both = _sum(counts, _SIMPLIFIED) and _sum(counts, _TRADITIONAL)
    return bool(both) and han <= 60 and all(map(_in_japanese_set, counts))


def _in_japanese_set(character: str) -> bool:
    try:
        character.encode("shift_jis")
    except UnicodeEncodeError:
        return False
    return True


def _latin(text: str) -> str:
    tokens = Counter(_TOKEN.findall(text.lower()))
    hits = {
        tag: sum(tokens[word] for word in words.intersection(tokens))
        for tag, words in _small_words().items()
    }
    best = max(hits, key=lambda tag: hits[tag])
    return best if hits[best] > _SMALL_WORD_SHARE * tokens.total() else "und"


@functools.cache
def _small_words() -> dict[str, frozenset[str]]:
    lines = _SMALL_WORDS.read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines if not line.startswith("#"))
    return {tag: frozenset(words.split()) for tag, words in rows}


def _cyrillic(counts: Counter[str], letters: int) -> str:
    for tag, peculiar in (("uk", "іїєґІЇЄҐ"), ("sr", "ђћљњџјЂЋЉЊЏЈ")):
        if _sum(counts, frozenset(peculiar)) > 0.01 * letters:
            return tag
    # A hundred letters of Russian are not written without one of these.
    return "bg" if letters > 100 and not _sum(counts, frozenset("ыэёЫЭЁ")) else "ru"


def _arabic(counts: Counter[str], letters: int) -> str:
    for tag, peculiar in (("ur", "ٹڈڑںےہھ"), ("fa", "پچژگکی")):
        if _sum(counts, frozenset(peculiar)) > 0.02 * letters:
            return tag
    return "ar"
