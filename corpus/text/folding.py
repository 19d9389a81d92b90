"""A copy of a text for matching, character for character as long as the text itself."""

from __future__ import annotations

import functools
import importlib.resources
import unicodedata
from collections.abc import Mapping

_PLAIN = {
    "‘": "'", "’": "'", "“": '"', "”": '"', "‐": " ", "‑": " ", "–": " ", "—": " ", "-": " ",
    "\u00a0": " ", "\n": " ", "\r": " ", "\t": " ", "臺": "台",
}  # fmt: skip


@functools.lru_cache(maxsize=256)
def fold(text: str) -> str:
    """Lower case, Traditional to Simplified, full width to half, hyphens and breaks to spaces.

    Each character maps to exactly one, so that offsets into the copy are offsets into ``text``.
    """
    return text.translate(_table())


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
    return _Table(_simplified())


def _simplified() -> dict[str, str]:
    """Traditional characters with the first Simplified form that OpenCC gives for each."""
    file = importlib.resources.files("opencc") / "dictionary" / "TSCharacters.txt"
    rows = (line.split("\t") for line in file.read_text(encoding="utf-8").splitlines())
    return {row[0]: row[1].split()[0] for row in rows if len(row) == 2 and len(row[0]) == 1}
