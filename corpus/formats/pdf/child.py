"""The process in which PDFs are read, one after another; it is handed bytes and answers JSON.

A PDF can be made to keep any reader busy for hours or to fill the memory. The process has a
limit on both, is stopped where it does not answer, and ends by itself when nobody asks.
"""

from __future__ import annotations

import contextlib
import json
import select
import struct
import sys

SECONDS = 60.0
"""Longest time that a PDF may take; a page takes about a tenth of a second."""
MEMORY = 768 << 20
"""Most address space of the process that reads, in bytes, where the system can limit it."""
IDLE = 30.0
"""Seconds after which a process that nobody asks ends."""
HEADER = struct.Struct(">Q")
"""Length of what follows, in bytes."""


def serve() -> None:
    """Read PDFs from the standard input, each behind its length, and answer in the same way."""
    answers, questions = sys.stdout.buffer, sys.stdin.buffer
    _limit_memory()
    while _asked():
        header = questions.read(HEADER.size)
        if len(header) < HEADER.size:
            return
        _limit_time()
        answer = _answer(questions.read(HEADER.unpack(header)[0]))
        answers.write(HEADER.pack(len(answer)) + answer)
        answers.flush()


def _answer(data: bytes) -> bytes:
    from corpus.formats.pdf.glyphs import read_pages

    try:
        found = read_pages(data)
    except (MemoryError, RecursionError):
        found = {"refusal": "is a PDF too tangled to read; save its text", "spent": True}
    # A broken file makes the parser fail in any way there is, and each means the same.
    except Exception:
        found = {"refusal": "is a damaged PDF; get it again, or save its text", "spent": True}
    return json.dumps(found).encode()


def _asked() -> bool:
    """Whether somebody asks before the process has waited too long."""
    try:
        return bool(select.select([sys.stdin.buffer], [], [], IDLE)[0])
    except (OSError, ValueError):
        # Windows cannot wait for a pipe; the process ends when the one that asks does.
        return True


def _limit_memory() -> None:
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


def _limit_time() -> None:
    """Bound the processor time of the next file, should nobody be there to stop the process."""
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        used = resource.getrusage(resource.RUSAGE_SELF)
        most = resource.getrlimit(resource.RLIMIT_CPU)[1]
        spent = used.ru_utime + used.ru_stime + SECONDS + 5
        resource.setrlimit(resource.RLIMIT_CPU, (int(spent), most))
