"""What an encoder is: a name, a fingerprint, and text turned into unit vectors."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, runtime_checkable

import numpy as np
import numpy.typing as npt

from compare.errors import LanguageError
from corpus.text.folding import Shown

EMBEDDED = "embedded"
"""The name of the encoder that ships."""

_NAMES = {
    "ar": "Arabic", "de": "German", "en": "English", "es": "Spanish", "fa": "Persian",
    "fr": "French", "he": "Hebrew", "hi": "Hindi", "it": "Italian", "ja": "Japanese",
    "ko": "Korean", "pt": "Portuguese", "ru": "Russian", "th": "Thai", "uk": "Ukrainian",
    "und": "undetermined", "vi": "Vietnamese", "zh": "Chinese",
}  # fmt: skip


@dataclass(frozen=True, slots=True, eq=False)
class TokenVectors:
    """The tokens of one text, in its order."""

    offsets: npt.NDArray[np.int64]
    """Start and end of each token in characters of the text, shape (t, 2)."""
    vectors: npt.NDArray[np.float32]
    """A unit vector for each token, shape (t, d), of length 1 within a thousandth."""

    def placed(self, copy: Shown) -> TokenVectors:
        """The same where the tokens stand in the text that ``copy`` was made of."""
        if not copy.index:
            return self
        spans = [copy.span(start, end) if start < end else (0, 0) for start, end in self.offsets]
        offsets = np.array(spans, dtype=np.int64).reshape(-1, 2)
        return TokenVectors(offsets, self.vectors)


@runtime_checkable
class Encoder(Protocol):
    """Turns text into vectors whose cosine says how near two meanings are."""

    @property
    def name(self) -> str:
        """The name by which it was asked for."""

    @property
    def fingerprint(self) -> str:
        """Hexadecimal digest that changes with the weights, the tokenizer or the code."""

    @property
    def dimension(self) -> int:
        """Length d of a vector."""

    @property
    def languages(self) -> frozenset[str]:
        """BCP 47 primary tags of the languages it knows; empty where it does not say."""

    def encode(self, texts: Sequence[str]) -> npt.NDArray[np.float32]:
        """Return one unit vector for each text, shape (n, d), the same whatever stands beside it.

        A text without anything to encode gets a row of zeros.
        """

    def encode_tokens(self, texts: Sequence[str]) -> list[TokenVectors]:
        """Return the tokens of each text with their vectors."""

    def encode_both(
        self, texts: Sequence[str]
    ) -> tuple[npt.NDArray[np.float32], list[TokenVectors]]:
        """Return the vectors of :meth:`encode`, shape (n, d), and those of :meth:`encode_tokens`.

        Both for the work of one.
        """


@dataclass(frozen=True, slots=True)
class ModelInfo:
    """An encoder that can be used without a network."""

    name: str
    folder: Path
    bytes: int
    languages: tuple[str, ...]
    note: str


def check_language(encoder: Encoder, language: str) -> None:
    """Raise unless ``encoder`` knows ``language``, a BCP 47 tag such as ``en`` or ``zh-Hant``.

    Raises:
        LanguageError: naming the language and what to pass instead.
    """
    primary = language.lower().replace("_", "-").partition("-")[0]
    if not encoder.languages or primary in encoder.languages:
        return
    known = " and ".join(_NAMES.get(tag, tag) for tag in sorted(encoder.languages))
    raise LanguageError(
        f"the encoder {encoder.name} knows {known}, not {_NAMES.get(primary, primary)}; pass a "
        "multilingual one, such as --encoder intfloat/multilingual-e5-small, or state the language"
    )
