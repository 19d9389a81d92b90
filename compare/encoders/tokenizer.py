"""Text to pieces: Chinese script to a unigram vocabulary, everything else to WordPiece.

A copy of the text is folded character by character, one for one, so that offsets into the copy
are offsets into the text. Folding turns full-width letters and Chinese punctuation into their
plain forms and Traditional characters into Simplified ones. Each run of Chinese characters then
goes to the Chinese vocabulary and each run of anything else (digits, Latin words, punctuation) to
the English one, so that "2023年" and "APEC会议" share their English pieces with English text.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tokenizers import Encoding, Tokenizer

HAN = "\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
"""The Chinese characters, as the inside of a character class."""

_HAN_RUN = re.compile(f"[{HAN}]+")
_LATIN_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_PUNCTUATION = str.maketrans(
    {
        "。": ".", "、": ",", "《": '"', "》": '"', "〈": '"', "〉": '"', "「": '"', "」": '"',
        "『": '"', "』": '"', "“": '"', "”": '"', "‘": "'", "’": "'", "【": "[", "】": "]",
        "〔": "(", "〕": ")", "—": "-", "…": ".", "·": " ", "・": " ", "\u3000": " ",
    }
)  # fmt: skip
START, END, UNKNOWN = 101, 102, 100
"""Ids of [CLS], [SEP] and [UNK] in the English vocabulary."""


@dataclass(frozen=True, slots=True)
class Pieces:
    """The pieces of one text, the start and end marks left out."""

    ids: tuple[int, ...]
    """Below ``Vocabulary.first`` an English piece, from it on a Chinese one."""
    offsets: tuple[tuple[int, int], ...]
    """Start and end of each piece, in characters of the text."""
    chinese: bool
    """Whether the Chinese body reads this text."""


def is_chinese(text: str) -> bool:
    """Whether a text has Chinese characters, and at least as many as words in other scripts."""
    han = sum(map(len, _HAN_RUN.findall(text)))
    return han > 0 and han >= len(_LATIN_WORD.findall(_HAN_RUN.sub(" ", text)))


def read_simplified(path: Path) -> dict[int, int]:
    """Read the table of Traditional to Simplified characters: two lines of equal length."""
    traditional, simplified = path.read_text(encoding="utf-8").splitlines()
    return {ord(a): ord(b) for a, b in zip(traditional, simplified, strict=True)}


def write_simplified(path: Path, table: dict[int, int]) -> None:
    """Write a table that :func:`read_simplified` reads back."""
    lines = "".join(map(chr, table)), "".join(map(chr, table.values()))
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


class Vocabulary:
    """Two tokenizers behind one numbering: English pieces first, Chinese ones after them."""

    def __init__(
        self, english: Tokenizer, chinese: Tokenizer, simplified: dict[int, int], limit: int = 256
    ) -> None:
        self.english, self.chinese = english, chinese
        self.first: int = english.get_vocab_size()
        self.limit = limit
        self.simplified = simplified
        english.no_padding()
        english.no_truncation()

    @property
    def size(self) -> int:
        """Number of pieces of both vocabularies together."""
        return self.first + int(self.chinese.get_vocab_size())

    def fold(self, text: str) -> str:
        """Return a copy of the same length in plain punctuation and Simplified characters."""
        if not text.isascii():
            text = "".join(c if c < "\u2000" else _fold_character(c) for c in text)
        return text.translate(_PUNCTUATION).translate(self.simplified)

    def split(self, texts: Sequence[str]) -> list[Pieces]:
        """Cut texts into pieces, at most ``limit`` with the marks around them.

        A text without Chinese characters is cut exactly as the English tokenizer alone cuts it.
        """
        runs: list[tuple[int, int, bool, str]] = []
        kinds: list[bool] = []
        for number, text in enumerate(texts):
            kinds.append(is_chinese(text))
            runs.extend(self._runs(number, text))
        plain = iter(_cut(self.english, [run for *_, han, run in runs if not han]))
        han_runs = iter(_cut(self.chinese, [run for *_, han, run in runs if han]))
        ids: list[list[int]] = [[] for _ in texts]
        offsets: list[list[tuple[int, int]]] = [[] for _ in texts]
        for number, start, han, _ in runs:
            cut = next(han_runs) if han else next(plain)
            ids[number] += [self.first + i if i else UNKNOWN for i in cut.ids] if han else cut.ids
            offsets[number] += [(start + a, start + b) for a, b in cut.offsets]
        room = self.limit - 2
        return [
            Pieces(tuple(i[:room]), tuple(o[:room]), kind)
            for i, o, kind in zip(ids, offsets, kinds, strict=True)
        ]

    def _runs(self, number: int, text: str) -> list[tuple[int, int, bool, str]]:
        if not _HAN_RUN.search(text):
            return [(number, 0, False, text)]
        folded, runs, end = self.fold(text), [], 0
        for found in _HAN_RUN.finditer(folded):
            if found.start() > end:
                runs.append((number, end, False, folded[end : found.start()]))
            runs.append((number, found.start(), True, found.group()))
            end = found.end()
        if end < len(folded):
            runs.append((number, end, False, folded[end:]))
        return runs


def wrap(rows: Sequence[Sequence[int]]) -> tuple[list[list[int]], list[list[int]]]:
    """Put the marks around rows of ids, pad them to one length, and return ids and mask."""
    longest = max(map(len, rows), default=0) + 2
    ids = [[START, *row, END, *[0] * (longest - len(row) - 2)] for row in rows]
    mask = [[1] * (len(row) + 2) + [0] * (longest - len(row) - 2) for row in rows]
    return ids, mask


def _cut(tokenizer: Tokenizer, runs: list[str]) -> list[Encoding]:
    return tokenizer.encode_batch(runs, add_special_tokens=False)


def _fold_character(character: str) -> str:
    plain = unicodedata.normalize("NFKC", character)
    return plain if len(plain) == 1 else character
