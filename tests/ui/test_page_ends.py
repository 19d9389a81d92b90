"""Every page, and every text in it, ends where its last words do, in a real browser."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from dashboard_server import RunningDashboard, visit
from page_steps import LONG, opened, quiet
from playwright.sync_api import Browser, Page, expect

from ui.app import PAGES

pytestmark = pytest.mark.slow

PADDING = 40
"""Pixels that may stand empty below the last of a page: its padding, and what a line has over."""

# How many pixels can be scrolled to below the last that is seen inside an element; none where it
# need not be scrolled.
BLANK = """box => {
    const seen = ["IMG", "CANVAS", "svg", "IFRAME", "INPUT", "TEXTAREA", "BUTTON"];
    const range = document.createRange();
    let end = -Infinity;
    const look = (node, clip) => {
        if (node.nodeType === Node.TEXT_NODE && node.textContent.trim()) {
            range.selectNodeContents(node);
            end = Math.max(end, Math.min(range.getBoundingClientRect().bottom, clip));
        }
        if (node.nodeType === Node.ELEMENT_NODE) {
            const style = getComputedStyle(node);
            const shown = { visibilityProperty: true, contentVisibilityAuto: true };
            if (style.display !== "contents" && !node.checkVisibility(shown)) return;
            const { bottom } = node.getBoundingClientRect();
            if (node !== box && style.overflowY !== "visible") clip = Math.min(clip, bottom);
            if (seen.includes(node.tagName) || parseFloat(style.borderBottomWidth))
                end = Math.max(end, Math.min(bottom, clip));
        }
        for (const child of [...node.childNodes, ...(node.shadowRoot?.childNodes ?? [])])
            look(child, clip);
    };
    look(box, Infinity);
    if (box.scrollHeight <= box.clientHeight) return 0;
    return box.getBoundingClientRect().top + box.scrollHeight - box.scrollTop - end;
}"""


@pytest.fixture(scope="module", params=[(1280, 800), (390, 844)], ids=["desktop", "phone"])
def window(
    browser: Browser, server: RunningDashboard, request: pytest.FixtureRequest
) -> Iterator[Page]:
    """A page of the size of a screen."""
    width, height = request.param
    context = visit(browser, server, viewport={"width": width, "height": height})
    yield context.new_page()
    context.close()


THREE = "event=seoul-trilateral-2024"
PATHS = [f"/{path}" for _, _, path in PAGES] + [
    "/?event=blinken-liu-2024",
    "/?event=own",
    f"/?{THREE}&pair=all",
    f"/topics?{THREE}",
    "/library?find=Taiwan",
]


@pytest.mark.parametrize("path", PATHS)
def test_a_page_ends_where_its_content_does(window: Page, path: str) -> None:
    window.goto(path)
    expect(window.locator(".prose").first).to_be_visible(timeout=LONG)
    quiet(window)
    window.wait_for_timeout(400)
    assert 0 <= window.get_by_test_id("stMain").evaluate(BLANK) <= PADDING
    assert window.evaluate("document.scrollingElement.scrollHeight <= innerHeight")


@pytest.mark.parametrize("event", ["blinken-liu-2024", "biden-xi-woodside-2023"])
def test_both_texts_end_where_their_words_do(window: Page, event: str) -> None:
    opened(window, f"/?event={event}&text=en")
    quiet(window)
    for side in ("left", "right"):
        text = window.locator(f".column.{side} .scroll")
        assert 0 <= text.evaluate(BLANK) <= PADDING, side
