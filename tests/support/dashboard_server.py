"""A dashboard on a free port of this machine, started and filled in as a user does it."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Page

FLAGS = (
    "--no-sandbox --disable-gpu --disable-background-networking --disable-component-update "
    "--disable-sync"
).split()
"""How Chromium is started: nothing but what the page itself asks for."""


def find_chromium() -> str | None:
    """The path of a Chromium of the system; None where there is none."""
    names = ("chromium", "chromium-browser", "google-chrome")
    return next(filter(None, map(shutil.which, names)), None)


def bring(page: Page, us: str, prc: str, *, side: str = "US") -> Page:
    """Paste two statements into the form and have them compared."""
    page.goto("/?event=own")
    page.get_by_label("The second text").wait_for()
    # What is sent while the page is still drawn is lost.
    page.get_by_test_id("stStatusWidget").wait_for(state="hidden")
    page.get_by_label("Who speaks in the first").fill(side)
    page.get_by_label("The first text").fill(us)
    page.get_by_label("Who speaks in the second").fill("PRC")
    page.get_by_label("The second text").fill(prc)
    page.get_by_label("The second text").press("Control+Enter")
    return page


@contextmanager
def dashboard(log: Path, *options: str) -> Iterator[str]:
    """The address of a running dashboard that writes to ``log`` and ends with the block."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "compare", "dashboard", "--no-browser", "--port", str(port)]
    command += options
    with log.open("wb") as out:
        process = subprocess.Popen(command, stdout=out, stderr=subprocess.STDOUT, env=os.environ)
    try:
        _wait(f"http://127.0.0.1:{port}/_stcore/health", process, log)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(20)


def _wait(url: str, process: subprocess.Popen[bytes], log: Path) -> None:
    for _ in range(600):
        if process.poll() is not None:
            break
        try:
            with urllib.request.urlopen(url, timeout=2):
                return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError(f"the dashboard did not start: {log.read_text('utf-8', 'replace')[-2000:]}")
