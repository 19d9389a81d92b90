"""PDFs to drafts, read in a process of its own that many files share."""

from __future__ import annotations

import atexit
import contextlib
import json
import os
import subprocess
import sys
import threading
from typing import IO, Any

from corpus.documents import Draft
from corpus.errors import ReadError
from corpus.formats.boilerplate import clean
from corpus.formats.pdf.child import HEADER, MEMORY, SECONDS
from corpus.text.datelines import only_date

_FILES = 200
"""Most files of one process: what a broken font has left behind goes with it."""


def read_pdf(data: bytes, name: str, seconds: float = SECONDS) -> Draft:
    """The statement in a PDF.

    It is in doubt where it has characters of which its fonts do not say what they are.

    Raises:
        ReadError: the PDF is broken, protected by a password, a scan without text, or takes
            longer than ``seconds`` or more than :data:`corpus.formats.pdf.child.MEMORY`.
    """
    found = _CHILD.ask(data, name, seconds)
    if "refusal" in found:
        raise ReadError(f"{name} {found['refusal']}")
    doubt = f"{found['doubt']}; hold the text against the pages" if found["doubt"] else ""
    texts = list(found["paragraphs"])
    date = next((d for p in texts[:6] if (d := only_date(p))), None)
    title = found["title"]
    kept = list(clean(texts))
    if kept and title and "".join(kept[0].split()) == "".join(title.split()):
        kept.pop(0)
    kept = [p for n, p in enumerate(kept) if n > 3 or date is None or only_date(p) != date]
    return Draft(text="\n\n".join(kept), title=title, date=date, doubt=doubt)


class _Child:
    """A process that reads PDFs, started when the first is asked for and again when it ended."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._owner = 0
        self._files = 0

    def ask(self, data: bytes, name: str, seconds: float) -> dict[str, Any]:
        """What the process answers for one file.

        Raises:
            ReadError: it took too long, or ended without an answer.
        """
        with self._lock:
            answer = self._answer(data, name, seconds)
            if not answer and self._files > 0:
                # It may have ended while nobody asked, so it is asked once more.
                self.stop()
                answer = self._answer(data, name, seconds)
            self._files += 1
            try:
                found: dict[str, Any] = json.loads(answer[0] if answer else b"")
            except ValueError:
                found = {"spent": True}
            if found.pop("spent", False) or self._files >= _FILES:
                self.stop()
        if not found:
            raise ReadError(
                f"{name} is a PDF that could not be read within {MEMORY >> 20:,} MiB; save its text"
            )
        return found

    def _answer(self, data: bytes, name: str, seconds: float) -> list[bytes]:
        """The answer alone in a list, which is empty where the process ended."""
        answer: list[bytes] = []
        given = self._running(), data, answer
        asking = threading.Thread(target=_exchange, args=given, daemon=True)
        asking.start()
        asking.join(seconds)
        if asking.is_alive():
            self.stop()
            raise ReadError(
                f"{name} took longer than {seconds:g} seconds to read; save its text instead"
            )
        return answer

    def _running(self) -> subprocess.Popen[bytes]:
        # A process that was forked must not answer for the one it came from.
        process = self._process
        if process is None or self._owner != os.getpid() or process.poll() is not None:
            if process is not None:
                _close_pipes(process)
            process = _start()
            self._process, self._owner, self._files = process, os.getpid(), 0
        return process

    def stop(self) -> None:
        """End the process, if it is ours."""
        process, self._process, self._files = self._process, None, 0
        if process is not None and self._owner == os.getpid():
            process.kill()
            process.wait()
            _close_pipes(process)


def _close_pipes(process: subprocess.Popen[bytes]) -> None:
    for pipe in (process.stdin, process.stdout):
        if pipe is not None:
            with contextlib.suppress(OSError):
                pipe.close()


def _start() -> subprocess.Popen[bytes]:
    path = os.pathsep.join(entry or os.getcwd() for entry in sys.path)
    return subprocess.Popen(
        [
            sys.executable,
            "-W",
            "ignore",
            "-c",
            "from corpus.formats.pdf.child import serve; serve()",
        ],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": path, "PYTHONIOENCODING": "utf-8"},
    )


def _exchange(process: subprocess.Popen[bytes], data: bytes, answer: list[bytes]) -> None:
    """Hand the process a file, and put what it answers into ``answer``; nothing if it ended."""
    asked, given = process.stdin, process.stdout
    assert asked is not None
    assert given is not None
    with contextlib.suppress(OSError, ValueError):
        asked.write(HEADER.pack(len(data)) + data)
        asked.flush()
        header = _exactly(given, HEADER.size)
        if header:
            answer.append(_exactly(given, HEADER.unpack(header)[0]))


def _exactly(pipe: IO[bytes], size: int) -> bytes:
    data = pipe.read(size)
    return data if len(data) == size else b""


_CHILD = _Child()
atexit.register(_CHILD.stop)
