"""Targets that do what none may, to see that a run notices."""

from __future__ import annotations

import os
import signal

from corpus.errors import ReadError
from tests.fuzz.mutations import Seed
from tests.fuzz.targets import Target


def _fails(data: bytes) -> None:
    if b"[[" in data:
        raise KeyError("[[")


def _hangs(data: bytes) -> None:
    while b"[[" in data:
        pass


def _swells(data: bytes) -> None:
    if b"[[" in data:
        len(b"x" * (40 << 20))


def _dies(data: bytes) -> None:
    if b"[[" in data:
        os.kill(os.getpid(), signal.SIGSEGV)


class _LongError(ReadError):
    def __str__(self) -> str:
        return "one line\nand another"


def _says_much(data: bytes) -> None:
    if b"[[" in data:
        raise _LongError


def _seeds() -> list[Seed]:
    return [Seed(b"They met in Geneva and spoke of trade.")]


TARGETS = {
    "fails": Target(_fails, _seeds, (b"[[",)),
    "hangs": Target(_hangs, _seeds, (b"[[",), seconds=0.5),
    "swells": Target(_swells, _seeds, (b"[[",), memory=20),
    "dies": Target(_dies, _seeds, (b"[[",)),
    "says much": Target(_says_much, _seeds, (b"[[",)),
}
"""Each by what it does with an input that holds two brackets."""
