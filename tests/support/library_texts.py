"""Statements made for the tests of the library, and an encoder that knows few words."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pytest

from corpus import Event, Source, Statement

# The words of the dictionary encoder: what shares a line means the same.
MEANINGS = (
    ("freedom of navigation", "航行自由"),
    ("south china sea", "南海"),
    ("taiwan", "台湾"),
    ("fentanyl", "芬太尼"),
    ("trade", "贸易"),
    ("flights", "航班"),
)


def statement(
    id_: str = "us",
    side: str = "US",
    text: str = "The Secretary stressed freedom of navigation.\n\nThey spoke of trade.",
    *,
    language: str = "en",
    date: dt.date | None = dt.date(2024, 1, 12),
    title: str = "Meeting in Washington",
    url: str = "",
    sha256: str = "",
) -> Statement:
    source = Source(publisher="A ministry", url=url, sha256=sha256)
    return Statement(
        id=id_, side=side, language=language, text=text, date=date, title=title, source=source
    )


def event(id_: str = "washington", texts: Sequence[str] = ("", "")) -> Event:
    """An event of two statements, the second Chinese."""
    us = statement(f"{id_}-us", text=texts[0] or f"The Secretary spoke of trade in {id_}.")
    prc = statement(
        f"{id_}-prc", "PRC", texts[1] or f"双方就航行自由交换意见（{id_}）。", language="zh"
    )
    return Event(
        id=id_,
        title=f"Meeting {id_}",
        date=dt.date(2024, 1, 12),
        place="Washington",
        statements=(us, prc),
    )


class DictionaryEncoder:
    """Gives each text the meanings it names, and a little of its own."""

    def __init__(self, fingerprint: str = "dictionary", stop_after: int | None = None) -> None:
        self.fingerprint = fingerprint
        self.encoded: list[str] = []
        self._left = stop_after

    def encode(self, texts: Sequence[str]) -> npt.NDArray[np.float32]:
        if self._left is not None:
            if self._left <= 0:
                raise KeyboardInterrupt
            self._left -= 1
        self.encoded += texts
        rows = np.stack([self._one(text) for text in texts])
        unit: npt.NDArray[np.float32] = rows / np.linalg.norm(rows, axis=1, keepdims=True)
        return unit

    @staticmethod
    def _one(text: str) -> npt.NDArray[np.float32]:
        row = np.zeros(len(MEANINGS) + 16, np.float32)
        for place, words in enumerate(MEANINGS):
            row[place] = any(word in text.lower() for word in words)
        own = hashlib.sha256(text.encode()).digest()[:16]
        row[len(MEANINGS) :] = np.frombuffer(own, np.uint8).astype(np.float32) / 2550
        return row


def refused(error: pytest.ExceptionInfo[BaseException], *words: str) -> None:
    """Check that the message is one line that holds the words."""
    said = str(error.value)
    assert "\n" not in said
    for word in words:
        assert word in said
