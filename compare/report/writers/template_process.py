"""Fill a template of the user's own in a process that has limits of time and memory."""

from __future__ import annotations

import base64
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any, Literal

from compare.errors import WriteError
from compare.report.writers.template_files import read_template

SECONDS = 60
"""Longest time that a template may take; a report of a hundred pages takes seconds."""
MEMORY = 2 << 30
"""Most address space of the process in bytes, where the system can limit it."""
_CHILD = Path(__file__).with_name("template_child.py")
# Where Typst would fetch a package from; nobody listens there.
_NOWHERE = "http://127.0.0.1:9"
_PROXIES = ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "https_proxy", "all_proxy")


def made_by(
    path: Path, kind: Literal["text", "word", "typst"], seconds: int = SECONDS, **given: Any
) -> bytes:
    """Return what a template makes of what it is given.

    Args:
        path: the template; it may use the files that :func:`read_template` finds.
        kind: what reads it.
        seconds: longest time that it may take.
        given: what the reader of that kind takes, as JSON.

    Raises:
        WriteError: it cannot be read or fails; one line that names the file, and the line of it
            where that is known.
    """
    files = {name: base64.b64encode(body).decode() for name, body in read_template(path).items()}
    with tempfile.TemporaryDirectory(prefix="readouts-template-") as folder:
        question = {
            "kind": kind,
            "main": path.name,
            "files": files,
            "folder": folder,
            "memory": MEMORY,
            "seconds": seconds,
            **given,
        }
        answer = _ask(path, json.dumps(question).encode(), seconds, folder)
    if "body" in answer:
        return base64.b64decode(answer["body"])
    where = f"{path}, line {answer['line']}" if answer.get("line") else str(path)
    raise WriteError(f"{where}: {answer['error']}; mend the template or leave it out")


def _ask(path: Path, question: bytes, seconds: int, folder: str) -> dict[str, Any]:
    remedy = "mend the template or leave it out"
    variables = {**os.environ, **dict.fromkeys(_PROXIES, _NOWHERE), "NO_PROXY": "", "no_proxy": ""}
    try:
        done = subprocess.run(
            [sys.executable, "-P", str(_CHILD)],
            input=question,
            capture_output=True,
            timeout=seconds + 5,
            env=variables,
            cwd=folder,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise WriteError(f"{path} takes longer than {seconds} seconds; {remedy}") from None
    try:
        answer: dict[str, Any] = json.loads(done.stdout)
    except ValueError:
        raise WriteError(f"{path} takes too much time or memory; {remedy}") from None
    return answer
