"""A running dashboard and a browser to use it with."""

from __future__ import annotations

import shutil
import subprocess
import tarfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from clashing_events import add_clashing
from dashboard_server import FLAGS, RunningDashboard, dashboard, visit
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from ui import caches

AXE = "4.10.3"

# Milliseconds that a page may take to show what was asked for: other tests hold the processor.
PATIENCE = 30_000
expect.set_options(timeout=PATIENCE)


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningDashboard]:
    """One for all tests: its encoder is loaded and its examples are compared once."""
    folder = tmp_path_factory.mktemp("dashboard")
    log = folder / "log"
    add_clashing(folder / "library.db")
    with dashboard(log, "--library", str(folder / "library.db")) as running:
        yield running
    assert "Traceback" not in log.read_text("utf-8", "replace")


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def axe(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The accessibility checker axe-core, from npm; it is no part of this project."""
    folder = tmp_path_factory.mktemp("axe")
    npm = shutil.which("npm")
    if npm is None:
        pytest.skip("no npm on this machine, so no axe-core: install npm")
    command = [npm, "pack", "--silent", f"axe-core@{AXE}"]
    got = subprocess.run(command, cwd=folder, capture_output=True, timeout=120, check=False)
    packed = next(folder.glob("axe-core-*.tgz"), None)
    if got.returncode or packed is None:
        pytest.skip("axe-core cannot be had from npm: no registry can be reached")
    with tarfile.open(packed) as archive:
        member = archive.extractfile("package/axe.min.js")
        assert member is not None
        return member.read().decode("utf-8")


@pytest.fixture(scope="module")
def context(browser: Browser, server: RunningDashboard) -> Iterator[BrowserContext]:
    """What all pages share: the cache of scripts. A page is a session of its own."""
    context = visit(browser, server, viewport={"width": 1280, "height": 900})
    yield context
    context.close()


@pytest.fixture
def page(context: BrowserContext, server: RunningDashboard) -> Iterator[Page]:
    """A page of its own session; fails where it reaches beyond this machine or raises."""
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    outside: list[str] = []
    inside = (server.address, "blob:", "data:", "file:")
    page.on("request", lambda r: None if r.url.startswith(inside) else outside.append(r.url))
    page.on("pageerror", lambda error: outside.append(str(error)))
    yield page
    page.close()
    assert outside == []


@pytest.fixture
def library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the library of a test would be; none is there at first."""
    place = tmp_path / "library.db"
    monkeypatch.setenv("READOUTS_LIBRARY", str(place))
    caches.forget_listed()
    return place
