"""Steps that a person takes on a page of the dashboard, in a real browser."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

LONG = 90_000
"""Milliseconds to wait for the first comparison, which loads the encoder."""


def opened(page: Page, address: str = "/?text=en") -> Page:
    page.goto(address)
    expect(page.locator(".segment").first).to_be_visible(timeout=LONG)
    return page


def settled(page: Page, pattern: str) -> None:
    expect(page).to_have_url(re.compile(pattern))
