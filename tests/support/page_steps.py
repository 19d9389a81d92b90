"""Steps that a person takes on a page of the dashboard, in a real browser."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

LONG, FIRST = 90_000, 240_000
"""Milliseconds to wait for a comparison, and for the first, which loads the encoder."""


def opened(page: Page, address: str = "/?text=en") -> Page:
    page.goto(address)
    expect(page.locator(".segment").first).to_be_visible(timeout=FIRST)
    return page


def settled(page: Page, pattern: str) -> None:
    expect(page).to_have_url(re.compile(pattern))


def quiet(page: Page) -> None:
    """Wait until the page is drawn: what is sent before that is lost."""
    state = page.locator('[data-testid="stApp"][data-test-script-state="notRunning"]')
    state.wait_for(timeout=LONG)
