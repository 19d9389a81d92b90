"""The language and the script of a text, told by its characters and its smallest words."""

from __future__ import annotations

import functools
import re
from collections import Counter
from typing import Literal

from corpus.text.characters import JAPANESE, SIMPLIFIED, TRADITIONAL

_SIMPLIFIED, _TRADITIONAL, _JAPANESE = map(frozenset, (SIMPLIFIED, TRADITIONAL, JAPANESE))

# Enough to tell, and bounded: statements are shorter by far.
_SAMPLE = 200_000

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
_LETTERS = {"han": 1.7, "kana": 2.5, "hangul": 2.5, "thai": 4.0, "devanagari": 4.0}
_LETTERS_ELSE = 5.0

_BY_SCRIPT = {
    "greek": "el",
    "hebrew": "he",
    "devanagari": "hi",
    "thai": "th",
    "hangul": "ko",
    "han": "zh",
    "kana": "ja",
}

# Small words, a fifth or more of running text. A word that several languages share counts
# for each, and the total decides; English, listed first, wins a tie.
_SMALL_WORDS = {
    "en": "the of and to in a is that for it on with as was are by this be from at which has "
    "have had its their his her he she they we will would not an or but were been also between "
    "both two said about met meets meeting talks call spoke discussed readout secretary "
    "president minister state states united countries relations issues peace stability today "
    "yesterday national security advisor director council house hosted joined more than",
    "fr": "le la les de des du et en un une à au aux que qui dans pour par sur est sont a ont "
    "avec ce cette ces ne pas plus il elle se son ses leur entre été d l",
    "es": "el la los las de del y en un una a al que con por para se su sus es son ha han no "
    "más como lo entre sobre este esta fue también",
    "pt": "o a os as de do da dos das e em no na nos nas um uma ao à que com por para se seu sua "
    "é são foi não mais como entre sobre também pelo pela",
    "it": "il lo la i gli le di del della dei delle e in nel nella un una a al alla che con per "
    "si suo sua è sono ha hanno non più come tra da dal dalla anche l d",
    "de": "der die das den dem des und in im ein eine einen zu zur zum von mit für auf ist sind "
    "dass nicht sich auch an als bei werden wurde haben hat beide nach aus",
    "nl": "de het een en van in op te dat die is zijn met voor aan door niet ook als bij werd "
    "heeft hebben om over tussen naar uit",
    "sv": "och att i en ett det som på är av för med till den har inte om de sig från var mellan",
    "pl": "i w na z do że się nie jest o oraz dla przez po od za jak są był ze między",
    "tr": "ve bir bu ile için da de olarak olan daha çok ise gibi arasında her iki",
    "id": "dan yang di ke dari untuk dengan pada dalam ini itu kedua oleh akan tidak telah juga "
    "antara adalah sebagai",
    "vi": "và của các trong là với cho được có không những một hai bên về này tại để đã",
}
_WORDS = {tag: frozenset(words.split()) for tag, words in _SMALL_WORDS.items()}
_TOKEN = re.compile(r"[a-zà-öø-ɏḀ-ỿ]+")
_ENOUGH = 0.08


def detect(text: str) -> str:
    """The primary language tag of ``text``, or ``und`` where it cannot be told.

    Exact for what Readouts compares: ``en``, and ``zh`` in either script. The rest is told
    well enough to say why a text is refused: ja, ko, ru, uk, bg, sr, ar, fa, ur, he, el, th,
    hi, fr, es, pt, it, de, nl, sv, pl, tr, id, vi. Of a text in two languages the one that
    says more is answered.
    """
    text = text[:_SAMPLE]
    counts = Counter(text)
    letters = _by_script(counts)
    if not letters:
        return "und"
    if _is_japanese(counts, letters):
        letters["kana"] += letters.pop("han", 0)
    weight = {s: n / _LETTERS.get(s, _LETTERS_ELSE) for s, n in letters.items()}
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
    counts = Counter(text[:_SAMPLE])
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
    hits = {tag: _sum(tokens, words) for tag, words in _WORDS.items()}
    best = max(hits, key=lambda tag: hits[tag])
    return best if hits[best] > _ENOUGH * tokens.total() else "und"


def _cyrillic(counts: Counter[str], letters: int) -> str:
    for tag, own in (("uk", "іїєґІЇЄҐ"), ("sr", "ђћљњџјЂЋЉЊЏЈ")):
        if _sum(counts, frozenset(own)) > 0.01 * letters:
            return tag
    # A hundred letters of Russian are not written without one of these.
    return "bg" if letters > 100 and not _sum(counts, frozenset("ыэёЫЭЁ")) else "ru"


def _arabic(counts: Counter[str], letters: int) -> str:
    for tag, own in (("ur", "ٹڈڑںےہھ"), ("fa", "پچژگکی")):
        if _sum(counts, frozenset(own)) > 0.02 * letters:
            return tag
    return "ar"
