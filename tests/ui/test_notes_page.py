"""Passages highlighted and noted on in a real browser: in both texts, on the page Notes, as CSV."""

from __future__ import annotations

import csv
import io
import re
import uuid

import pytest
from dashboard_server import RunningDashboard, bring, visit
from page_steps import LONG, keep_in_library, opened, quiet, settled
from playwright.sync_api import Browser, Locator, Page, expect

pytestmark = pytest.mark.slow

HOSTILE = "=1+1 <script>window.hit=1</script><img src=x onerror='window.hit=1'> **bold** $x$"


def segment(page: Page, side: str, text: str) -> Locator:
    return page.locator(f".column.{side} .segment", has_text=text)


def button(page: Page, name: str) -> Locator:
    return page.locator(".card").get_by_role("button", name=name, exact=True)


def pick(page: Page, side: str, text: str) -> Locator:
    """Click a passage, away from the words that the pointer is on."""
    found = segment(page, side, text)
    quiet(page)
    found.click()
    expect(found).to_have_attribute("aria-pressed", "true")
    quiet(page)
    return found


def test_passages_are_highlighted_noted_on_listed_and_taken_out(page: Page) -> None:
    mark = uuid.uuid4().hex[:8]  # Words of its own, for the library is there if it runs twice.
    said = f"The Minister spoke of the northern fisheries in zone {mark}."
    bring(
        page,
        f"{said} Both sides discussed the price of grain.",
        f"双方讨论了粮食{mark}的价格。中方阐述了立场。",
    )
    expect(segment(page, "left", "grain")).to_be_visible(timeout=LONG)
    pick(page, "left", "fisheries")
    expect(page.locator(".card")).to_contain_text("keep these statements in the library")
    expect(button(page, "Highlight")).to_have_count(0)
    keep_in_library(page, f"fisheries-{mark}")
    expect(page.get_by_text("Keep these statements in the library")).to_have_count(0)
    quiet(page)

    first = pick(page, "left", "fisheries")
    button(page, "Note").click()
    area = page.get_by_label("Your note on this passage")
    expect(area).to_be_focused()
    area.press_sequentially("n h c r")  # Keys of the page do nothing while one writes.
    segment(page, "left", "grain").hover()
    expect(area).to_have_value("n h c r")
    area.fill(HOSTILE)
    button(page, "Keep the note").click()
    expect(first).to_have_class(re.compile("marked.*noted"))
    expect(page.locator(".card .noted")).to_have_text(HOSTILE)
    second = pick(page, "right", "粮食")
    page.keyboard.press("h")
    expect(second).to_have_class(re.compile("marked"))
    page.keyboard.press("h")
    expect(second).not_to_have_class(re.compile("marked"))
    button(page, "Highlight").click()
    expect(second).to_have_class(re.compile("marked"))

    page.reload()
    expect(segment(page, "left", "fisheries")).to_have_class(re.compile("marked"), timeout=LONG)
    quiet(page)
    page.get_by_role("link", name="Notes", exact=True).click()
    expect(page.get_by_role("heading", name="US and PRC").first).to_be_visible(timeout=LONG)
    expect(page).to_have_title("Readouts: Notes")
    find = page.get_by_label("Find in words and notes")
    find.fill(f"hit=1 {mark}")
    find.press("Enter")
    expect(page.get_by_role("status").filter(has_text="1 passage")).to_be_visible(timeout=LONG)
    expect(page.locator(".finding .noted")).to_have_text(HOSTILE)
    find.fill("")
    find.press("Enter")
    expect(page.locator(".finding", has_text=f"粮食{mark}")).to_be_visible(timeout=LONG)
    quiet(page)
    with page.expect_download(timeout=LONG) as waiting:
        page.get_by_role("button", name="Notes as CSV").click()
    rows = list(csv.DictReader(io.StringIO(waiting.value.path().read_text("utf-8-sig"))))
    mine = {row["side"]: row for row in rows if row["event"] == f"fisheries-{mark}"}
    assert mine["US"]["note"] == f"'{HOSTILE}"
    assert mine["US"]["quote"] == said
    assert mine["PRC"]["quote"].startswith("双方")

    page.locator(".finding", has_text=f"粮食{mark}").get_by_role(
        "link", name="Show in the texts"
    ).click()
    settled(page, f"event=library%2Ffisheries-{mark}&at=right-0")
    expect(segment(page, "right", "粮食")).to_have_class(re.compile("here"), timeout=LONG)
    quiet(page)
    button(page, "Take out").click()
    expect(segment(page, "right", "粮食")).not_to_have_class(re.compile("marked"))
    page.get_by_role("link", name="Notes", exact=True).click()
    quiet(page)
    find.fill(mark)
    find.press("Enter")
    expect(page.locator(".finding")).to_have_count(1, timeout=LONG)
    quiet(page)
    page.get_by_text("Change or take out").click()
    page.get_by_label("Note", exact=True).fill("shorter")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator(".finding .noted")).to_have_text("shorter", timeout=LONG)
    quiet(page)
    page.get_by_role("button", name="Take out", exact=True).click()
    expect(page.get_by_text("Taken out: “The Minister")).to_be_visible(timeout=LONG)
    expect(page.locator(".finding")).to_have_count(0)
    quiet(page)
    page.get_by_role("button", name="Undo").first.click()
    expect(page.locator(".finding .noted")).to_have_text("shorter", timeout=LONG)
    assert page.evaluate("window.hit") is None


def test_what_is_taken_out_of_the_texts_is_put_back_with_its_note(page: Page) -> None:
    opened(page, "/?event=blinken-liu-2024&text=en&at=left-5")
    quiet(page)
    button(page, "Note").click()
    page.get_by_label("Your note on this passage").fill("not to be lost")
    button(page, "Keep the note").click()
    expect(page.locator(".card .noted")).to_have_text("not to be lost")
    quiet(page)
    button(page, "Take out").click()
    expect(page.locator(".card")).to_contain_text("Taken out.")
    expect(page.locator(".segment.marked.here")).to_have_count(0)
    quiet(page)
    button(page, "Undo").click()
    expect(page.locator(".card .noted")).to_have_text("not to be lost")
    expect(page.locator(".segment.marked.here")).to_have_count(1)


def test_what_is_written_is_there_again_where_it_was_left(page: Page) -> None:
    opened(page, "/?event=blinken-liu-2024&text=en&at=left-3")
    button(page, "Note").click()
    area = page.get_by_label("Your note on this passage")
    area.fill("half a thought")
    page.locator(".column.left .segment").nth(1).click()
    expect(area).to_have_count(0)
    page.locator(".column.left .segment").nth(3).click()
    button(page, "Note").click()
    expect(area).to_have_value("half a thought")
    area.press("Escape")
    expect(area).to_have_count(0)
    button(page, "Note").click()
    button(page, "Cancel").click()
    button(page, "Note").click()
    expect(area).to_have_value("")


def test_what_is_highlighted_in_quick_succession_is_all_kept(page: Page) -> None:
    opened(page, "/?event=blinken-wang-munich-2024&text=en")
    quiet(page)
    passages = page.locator(".column.left .segment")
    for index in range(3):
        passages.nth(index).click()
        page.keyboard.press("h")
    for index in range(3):
        expect(passages.nth(index)).to_have_class(re.compile("marked"), timeout=LONG)
    quiet(page)
    page.reload()
    for index in range(3):
        expect(passages.nth(index)).to_have_class(re.compile("marked"), timeout=LONG)


def test_what_is_half_written_is_there_after_another_page(page: Page) -> None:
    opened(page, "/?event=blinken-wang-munich-2024&text=en&at=left-3")
    quiet(page)
    button(page, "Note").click()
    area = page.get_by_label("Your note on this passage")
    area.fill("half written")
    for name in ("Topics", "Compare"):
        page.get_by_test_id("stTopNav").get_by_role("link", name=name, exact=True).click()
        expect(page).to_have_url(re.compile("topics" if name == "Topics" else "at=left-3"))
        quiet(page)
    expect(area).to_have_count(0)
    button(page, "Note").click()
    expect(area).to_have_value("half written")


def test_a_note_of_another_window_survives_the_key_pressed_in_this_one(
    page: Page, browser: Browser, server: RunningDashboard
) -> None:
    address = "/?event=blinken-wang-munich-2024&text=en&at=right-1"
    other = opened(visit(browser, server).new_page(), address)
    opened(page, address)
    for window in (page, other):
        quiet(window)
    button(other, "Note").click()
    other.get_by_label("Your note on this passage").fill("of the other window")
    button(other, "Keep the note").click()
    expect(other.locator(".card .noted")).to_have_text("of the other window")
    page.locator(".column.right .segment").nth(1).focus()
    page.keyboard.press("h")
    expect(page.locator(".card .noted")).to_have_text("of the other window")
    other.context.close()


def test_highlights_are_seen_where_three_texts_stand_beside_each_other(page: Page) -> None:
    opened(page, "/?event=seoul-trilateral-2024&pair=0-2&at=right-2")
    button(page, "Note").click()
    page.get_by_label("Your note on this passage").fill("seen of <b>three</b>")
    button(page, "Keep the note").click()
    expect(page.locator(".card .noted")).to_have_text("seen of <b>three</b>")
    words = page.locator(".column.right .segment").nth(2).inner_text()
    quiet(page)
    page.goto("/?event=seoul-trilateral-2024&pair=all")
    marked = page.locator(".passage.marked")
    expect(marked).to_have_count(1, timeout=LONG)
    assert marked.inner_text()[:12] in words
    third = page.locator(".one-text").nth(2)
    expect(third.locator(".written")).to_have_text("✎ seen of <b>three</b>")
    expect(third.locator(".hidden")).to_have_text("(highlighted)")


@pytest.mark.parametrize("width", [390, 768])
def test_a_note_is_written_on_a_small_screen(
    browser: Browser, server: RunningDashboard, width: int
) -> None:
    context = visit(
        browser, server, viewport={"width": width, "height": 800}, has_touch=True, is_mobile=True
    )
    page = opened(context.new_page(), "/?event=blinken-liu-2024&text=en&at=left-2")
    button(page, "Note").tap()
    area = page.get_by_label("Your note on this passage")
    area.fill(f"seen at {width}")
    expect(area).to_be_in_viewport()
    button(page, "Keep the note").tap()
    expect(page.locator(".card .noted")).to_have_text(f"seen at {width}")
    button(page, "Take out").tap()
    expect(page.locator(".card .noted")).to_have_count(0)
    context.close()
