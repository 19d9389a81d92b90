"""Steps that a person takes on a page of the dashboard, in a real browser."""

from __future__ import annotations

import contextlib
import re
from typing import Any

from playwright.sync_api import Page, TimeoutError, expect

LONG, FIRST = 90_000, 240_000
"""Milliseconds to wait for a comparison, and for the first, which loads the encoder."""


def opened(page: Page, address: str = "/?text=en") -> Page:
    page.goto(address)
    expect(page.locator(".segment").first).to_be_visible(timeout=FIRST)
    return page


def settled(page: Page, pattern: str) -> None:
    expect(page).to_have_url(re.compile(pattern))


def keep_in_library(page: Page, name: str) -> None:
    """Keep what was brought under a name. A page drawn anew may swallow a click, so try again."""
    quiet(page)
    page.get_by_text("Keep these statements in the library").first.click()
    page.get_by_role("textbox", name="Name of the event").fill(name)
    kept = re.compile(f"event=library%2F{name}")
    for _ in range(3):
        quiet(page)
        page.get_by_role("button", name="Keep", exact=True).click()
        with contextlib.suppress(TimeoutError):
            page.wait_for_url(kept, wait_until="commit", timeout=15_000)
            return
    expect(page).to_have_url(kept)


def quiet(page: Page) -> None:
    """Wait until the page is drawn, and stays so: what is sent before that is lost."""
    drawn = page.locator('[data-testid="stApp"][data-test-script-state="notRunning"]')
    while True:
        drawn.wait_for(timeout=LONG)
        page.wait_for_timeout(250)  # A click has not reached the server at once.
        if drawn.count():
            return


def barriers(page: Page, axe: str) -> list[tuple[str, list[Any]]]:
    """What axe-core finds serious or critical on a page that is drawn: rules and elements."""
    expect(page.locator(".prose").first).to_be_visible(timeout=LONG)
    expect(page.get_by_test_id("stStatusWidget")).to_have_count(0, timeout=LONG)
    expect(page.locator("[data-stale=true]")).to_have_count(0)
    page.wait_for_timeout(400)  # what fades in has no contrast until it is there
    page.evaluate(axe)
    # The preview of a report is a document of its own, with tests of its own.
    found = page.evaluate("axe.run({exclude: ['iframe']}, {resultTypes: ['violations']})")
    return [
        (one["id"], [node["target"] for node in one["nodes"]][:4])
        for one in found["violations"]
        if one["impact"] in ("serious", "critical")
    ]
