"""How a model is asked: texts in parts that go through it together, and what each text gives."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from typing import Any, NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float32]


class Part(NamedTuple):
    """Texts that go through a model together, whose vectors are the same in any other part."""

    texts: tuple[str, ...]
    prepared: Any
    """What the model made of them when it parted them."""


class Read(NamedTuple):
    """What a model gives a text."""

    text: str
    sentence: Array
    """Shape (d,), of any length."""
    offsets: Sequence[tuple[int, int]]
    """Start and end of each token in characters of prompt and text; the same for those that
    stand for no characters. Shape (t, 2)."""
    tokens: Array
    """Shape (t, d), of any length; there may be more rows, which stand for nothing."""


class Model(Protocol):
    """What :class:`compare.encoders.transformer.TransformerEncoder` asks for vectors of texts."""

    def parts(self, texts: Sequence[str], prompt: str) -> list[Part]:
        """Part texts, before each of which ``prompt`` is put; a text may be there twice."""

    def read(self, part: Part, tokens: bool) -> list[Read]:
        """Run the model; ``tokens`` says whether vectors of tokens are wanted.

        Raises:
            EncoderError: they are, and the model has none.
        """

    def pool(self, most: int) -> AbstractContextManager[ThreadPoolExecutor]:
        """Give threads for :meth:`read`, ``most`` at the most, that leave no mark on its bits."""
