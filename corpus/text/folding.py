"""Copies of a text for matching: one as long as the text itself, one without what shows nothing."""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

_PLAIN = {
    "‘": "'", "’": "'", "“": '"', "”": '"', "‐": " ", "‑": " ", "–": " ", "—": " ", "-": " ",
    "\u00a0": " ", "\n": " ", "\r": " ", "\t": " ", "臺": "台",
}  # fmt: skip


_JAPANESE = ("実対応気沢浜発関", "实对应气泽滨发关")
"""Characters of Japanese names with the Simplified ones; Traditional Chinese has neither."""


@functools.lru_cache(maxsize=4096)
def fold(text: str) -> str:
    """Lower case, Traditional to Simplified, full width to half, hyphens and breaks to spaces.

    Each character maps to exactly one, so that offsets into the copy are offsets into ``text``.
    """
    return text.translate(_table())


@functools.lru_cache(maxsize=64)
def simplify(text: str) -> str:
    """Traditional to Simplified, full-width letters and digits to half; all else stays.

    As in :func:`fold` each character maps to exactly one.
    """
    return text.translate(_characters())


@functools.cache
def _characters() -> dict[int, int]:
    wide = {code: code - 0xFEE0 for code in range(0xFF10, 0xFF5B) if chr(code).isalnum()}
    simple = {ord(a): ord(b) for a, b in simplified_characters().items()}
    return wide | simple | str.maketrans(*_JAPANESE)


class _Table(dict[int, str]):
    """What characters fold to, each found when it is first met."""

    def __init__(self, simplified: Mapping[str, str]) -> None:
        super().__init__()
        self._simplified = simplified

    def __missing__(self, code: int) -> str:
        self[code] = folded = self._fold(chr(code))
        return folded

    def _fold(self, character: str) -> str:
        if character in _PLAIN:
            return _PLAIN[character]
        wide = unicodedata.normalize("NFKC", character)
        narrow = wide if len(wide) == 1 else character
        simple = self._simplified.get(narrow, narrow)
        lower = simple.lower()
        return lower if len(lower) == 1 else simple


@functools.cache
def _table() -> _Table:
    return _Table({**simplified_characters(), **dict(zip(*_JAPANESE, strict=True))})


@functools.cache
def simplified_characters() -> Mapping[str, str]:
    """Traditional characters with their first Simplified form, as OpenCC's table has them.

    Pairs of one character each, in order of code point; what is the same in both is left out.
    The mapping is read once and must not be changed.
    """
    text = Path(__file__).with_name("simplified.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in text.splitlines() if not line.startswith("#"))
    return MappingProxyType({row[0]: row[1] for row in rows})


@dataclass(frozen=True, slots=True)
class Shown:
    """A copy of a text as a reader sees it, and the way back."""

    text: str
    index: tuple[int, ...]
    """For each character of ``text``, where it stands in the original; empty where nothing
    was left out and every character stands where it stood."""

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Original characters of ``text[start:end]``; ``end`` must be above ``start``."""
        return (self.index[start], self.index[end - 1] + 1) if self.index else (start, end)


@functools.lru_cache(maxsize=4096)
def show(text: str) -> Shown:
    """A copy without what shows nothing, for matching and encoding.

    Left out are soft hyphens, spaces of no width, marks of direction, the hyphen and the line
    break inside a word that was broken at the end of a line, and a line break between two
    Chinese characters. Cyrillic and Greek letters that look like Latin ones become Latin where
    they stand in a word with Latin letters.
    """
    if text.isascii() and "\n" not in text:
        return Shown(text, ())
    parts: list[str] = []
    index: list[int] = []
    after = 0
    for gap in _NOTHING.finditer(text):
        parts.append(text[after : gap.start()])
        index.extend(range(after, gap.start()))
        after = gap.end()
    if after:
        parts.append(text[after:])
        index.extend(range(after, len(text)))
        text = "".join(parts)
    return Shown(_MIXED.sub(_latin, text), tuple(index))


def _latin(word: re.Match[str]) -> str:
    return word[0].translate(_LOOK_ALIKE) if _LATIN.search(word[0]) else word[0]


_HAN_RANGE = "\u3400-\u9fff\uf900-\ufaff"
_NOTHING = re.compile(
    "[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\u180e]+"
    r"|(?<=[a-zß-ÿ])[-\u2010][ \t]*\n[ \t]*(?=[a-zß-ÿ])"
    rf"|(?<=[{_HAN_RANGE}，、；：])[ \t\u3000]*\n[ \t\u3000]*(?=[{_HAN_RANGE}])"
)
_LATIN = re.compile("[A-Za-z]")
_MIXED = re.compile("[A-Za-z\u0370-\u04ff]+")
_LOOK_ALIKE = str.maketrans(
    "АВЕЗІЈКМНОРСТУХЅаеіјорсухѕԁһΑΒΕΖΗΙΚΜΝΟΡΤΥΧαορν",
    "ABE3IJKMHOPCTYXSaeijopcyxsdhABEZHIKMNOPTYXaopv",
)
