"""A process of its own that compares parts: requests come in on a pipe and parts go out on one.

    python -m compare.batches.worker

It is started by :mod:`compare.batches.processes` and ends when its input does, so that none is
left behind by a parent that was killed. It is no child of multiprocessing, whose children run the
caller's script again: a script without a guard around its main part may call ``compare.batch``.
"""

from __future__ import annotations

import contextlib
import json
import os
import struct
import sys
from typing import BinaryIO

_LENGTH = struct.Struct(">Q")


def send(pipe: BinaryIO, data: bytes) -> None:
    """Write one message."""
    pipe.write(_LENGTH.pack(len(data)))
    pipe.write(data)
    pipe.flush()


def receive(pipe: BinaryIO) -> bytes | None:
    """Read one message; None where the other end is gone."""
    head = pipe.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        return None
    (length,) = _LENGTH.unpack(head)
    data = pipe.read(length)
    return data if len(data) == length else None


def main() -> None:
    """Read settings, then requests; answer each with ``+`` and a part, or ``!`` and an error."""
    requests, answers = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever a library prints does not mix with answers
    settings = receive(requests)
    if settings is None:
        return
    # Each worker has one core: models and matrices on one thread.
    os.environ["OMP_NUM_THREADS"] = os.environ["OPENBLAS_NUM_THREADS"] = "1"
    from compare.batches.comparing import PartComparer
    from compare.errors import CompareError
    from compare.settings import Settings

    try:
        comparer = PartComparer(Settings(**json.loads(settings)))
    except CompareError as error:
        _refuse(answers, error)
        return
    while (asked := receive(requests)) is not None:
        try:
            send(answers, b"+" + comparer(asked))
        except CompareError as error:
            _refuse(answers, error)


def _refuse(answers: BinaryIO, error: Exception) -> None:
    send(answers, b"!" + json.dumps([type(error).__name__, str(error)]).encode())


if __name__ == "__main__":
    # The parent may be gone before its answer is: nobody is left to tell.
    with contextlib.suppress(BrokenPipeError):
        main()
