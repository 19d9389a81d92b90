"""A copy of a text for matching, character for character as long as the text itself."""

from __future__ import annotations

import functools
import unicodedata
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

_PLAIN = {
    "‘": "'", "’": "'", "“": '"', "”": '"', "‐": " ", "‑": " ", "–": " ", "—": " ", "-": " ",
    "\u00a0": " ", "\n": " ", "\r": " ", "\t": " ", "臺": "台",
}  # fmt: skip


_JAPANESE = ("実対応気沢浜発関", "实对应气泽滨发关")
"""Characters of Japanese names with the Simplified ones; Traditional Chinese has neither."""


@functools.lru_cache(maxsize=256)
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
    simple = {ord(one): ord(other) for one, other in simplified_characters().items()}
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
        one = wide if len(wide) == 1 else character
        simple = self._simplified.get(one, one)
        lower = simple.lower()
        return lower if len(lower) == 1 else simple


@functools.cache
def _table() -> _Table:
    return _Table(simplified_characters())


@functools.cache
def simplified_characters() -> Mapping[str, str]:
    """Traditional characters with their first Simplified form, as OpenCC's table has them.

    Pairs of one character each, in order of code point; what is the same in both is left out.
    The mapping is read once and must not be changed.
    """
    text = Path(__file__).with_name("simplified.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in text.splitlines() if not line.startswith("#"))
    return MappingProxyType({row[0]: row[1] for row in rows})
