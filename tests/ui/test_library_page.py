"""The library in a real browser: kept, found, compared with others, deleted and put back."""

from __future__ import annotations

import re

import pytest
from dashboard_server import bring
from page_steps import LONG, keep_in_library, quiet, settled
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.slow

US = "The Secretary spoke of the Taiwan Strait. Both sides discussed tariffs on grain at length."
PRC = "The two sides discussed tariffs on grain at length. China set out its position."


def test_what_was_pasted_is_kept_found_compared_deleted_and_put_back(page: Page) -> None:
    bring(page, US, PRC)
    expect(page.locator(".segment").first).to_be_visible(timeout=LONG)
    keep_in_library(page, "grain-talks")
    expect(page.locator(".column.left .segment").first).to_be_visible(timeout=LONG)
    expect(page).to_have_title(re.compile("US and PRC"))

    page.get_by_role("link", name="Library", exact=True).click()
    # Other tests may have kept an event of that name in the same library.
    row = page.get_by_role("row", name="US and PRC").filter(has_text="The Secretary spoke")
    expect(row).to_be_visible(timeout=LONG)
    compare = page.get_by_role("button", name=re.compile("in the background"))
    compare.click()
    expect(row).to_contain_text("Only US", timeout=LONG)
    expect(compare).to_have_count(0, timeout=LONG)

    search = page.get_by_label("Search all statements")
    search.fill("Taiwan Strait")
    search.press("Enter")
    hit = page.locator(".finding", has_text="The Secretary spoke")
    expect(hit).to_contain_text("US (en), undated, US and PRC", timeout=LONG)
    quiet(page)
    hit.get_by_role("link", name="Show in the statement").click()
    expect(page.locator("mark.goal")).to_contain_text("Taiwan Strait")
    expect(page.locator("mark.goal")).to_be_in_viewport()
    quiet(page)
    expect(hit).to_have_count(1)  # That of the page before may fade out still.
    page.get_by_text("Move or delete").click()
    page.get_by_role("button", name="Delete this statement").click()
    expect(page.get_by_text("Deleted: US, US and PRC.")).to_be_visible(timeout=LONG)
    expect(hit).to_have_count(0)
    quiet(page)
    page.get_by_role("button", name="Undo").click()
    expect(hit).to_have_count(1, timeout=LONG)


def test_three_texts_and_their_matrix_lead_to_the_passages(page: Page) -> None:
    page.goto("/?event=seoul-trilateral-2024&pair=all")
    expect(page.locator(".one-text")).to_have_count(3, timeout=LONG)
    page.locator(".one-text").nth(2).get_by_role("link", name="○ ROK").first.click()
    settled(page, "pair=0-2&at=right-")
    expect(page.locator(".column.right .segment.here")).to_have_class(re.compile("left-out"))
    page.goto("/topics?event=seoul-trilateral-2024")
    page.get_by_role("row", name="Health").get_by_role("link").first.click(timeout=LONG)
    settled(page, "topic=health")
    expect(page.locator(".all-texts section")).to_have_count(3)
    page.goto("/report?event=seoul-trilateral-2024&pair=all")
    with page.expect_download(timeout=LONG) as waiting:
        page.get_by_role("button", name="Download as Web page").click(timeout=LONG)
    text = waiting.value.path().read_text("utf-8")
    assert "Topics by side" in text
    assert all(side in text for side in ("ROK", "Japan", "PRC"))
