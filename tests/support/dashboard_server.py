"""A dashboard on a free port of this machine, started, opened and filled in as a user does it."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import httpx

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

FLAGS = (
    "--no-sandbox --disable-gpu --disable-background-networking --disable-component-update "
    "--disable-sync"
).split()
"""How Chromium is started: nothing but what the page itself asks for."""


def find_chromium() -> str | None:
    """The path of a Chromium of the system; None where there is none."""
    names = ("chromium", "chromium-browser", "google-chrome")
    return next(filter(None, map(shutil.which, names)), None)


@dataclass(frozen=True)
class RunningDashboard:
    """A dashboard that runs, and where it says what it does."""

    port: int
    log: Path
    process: int
    """Its number among the machine's processes."""

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def opening(self) -> str:
        """The address that lets the next browser in: the last that the terminal shows."""
        found: list[str] = re.findall(
            r"https?://\S+/\?token=\S+", self.log.read_text("utf-8", "replace")
        )
        return found[-1]

    def cookie(self) -> tuple[str, str]:
        """Name and value of the cookie of a browser that has just been let in."""
        response = httpx.get(self.opening(), timeout=30, trust_env=False)
        name, _, value = response.headers["Set-Cookie"].partition(";")[0].partition("=")
        return name, value


def visit(browser: Browser, server: RunningDashboard, **options: Any) -> BrowserContext:
    """A browser of its own that is let in; ``options`` are those of a context."""
    context = browser.new_context(base_url=server.address, **options)
    name, value = server.cookie()
    context.add_cookies([{"name": name, "value": value, "url": server.address}])
    return context


def bring(page: Page, us: str, prc: str, *, side: str = "US", send: bool = True) -> Page:
    """Paste two statements into the form and, unless ``send`` is false, have them compared."""
    page.goto("/?event=own")
    page.get_by_label("The second text").wait_for()
    # What is sent while the page is still drawn is lost.
    page.get_by_test_id("stStatusWidget").wait_for(state="hidden")
    page.get_by_label("Who speaks in the first").fill(side)
    page.get_by_label("The first text").fill(us)
    page.get_by_label("Who speaks in the second").fill("PRC")
    page.get_by_label("The second text").fill(prc)
    if send:
        page.get_by_label("The second text").press("Control+Enter")
    return page


def free_port() -> int:
    """A port of this machine that nothing listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def dashboard(log: Path, *options: str, **environment: str) -> Iterator[RunningDashboard]:
    """A running dashboard that writes to ``log`` and ends with the block."""
    port = free_port()
    command = [sys.executable, "-m", "compare", "dashboard", "--no-browser", "--port", str(port)]
    command += options
    with serving(command, port, log, **environment) as running:
        yield running


@contextmanager
def serving(
    command: list[str], port: int, log: Path, **environment: str
) -> Iterator[RunningDashboard]:
    """What a command of Streamlit serves at a port, until the block ends."""
    variables = {**os.environ, **environment}
    with log.open("wb") as out:
        process = subprocess.Popen(command, stdout=out, stderr=subprocess.STDOUT, env=variables)
    try:
        _wait(f"http://127.0.0.1:{port}/_stcore/health", process, log)
        yield RunningDashboard(port, log, process.pid)
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
