"""How a newcomer begins and a reader goes through two texts, in a real browser."""

from __future__ import annotations

import re

import pytest
from dashboard_server import RunningDashboard, visit
from page_steps import LONG, opened, settled
from playwright.sync_api import Browser, BrowserContext, Page, expect

import corpus

pytestmark = pytest.mark.slow

COPY = """async () => {
    const root = [...document.querySelectorAll("*")].map((one) => one.shadowRoot)
        .find((root) => root?.querySelector(".reader")) ?? document
    const found = root.querySelectorAll(".column.left .segment")
    const range = document.createRange()
    range.setStart(found[2], 0)
    range.setEnd(found[4], found[4].childNodes.length)
    getSelection().removeAllRanges()
    getSelection().addRange(range)
    document.execCommand("copy")
    return await navigator.clipboard.readText()
}"""

LATE_ANSWERS = """
    const listen = WebSocket.prototype.addEventListener
    WebSocket.prototype.addEventListener = function (kind, hear, ...others) {
        const later = (event) => setTimeout(() => hear.call(this, event), window.late ?? 0)
        return listen.call(this, kind, kind === "message" ? later : hear, ...others)
    }
"""
"""Messages of the server reach the page ``window.late`` milliseconds after they came."""


def test_what_is_copied_holds_the_words_of_the_statement_alone(
    page: Page, context: BrowserContext
) -> None:
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    opened(page)
    page.bring_to_front()
    copied = page.evaluate(COPY)
    text = corpus.samples.load("blinken-liu-2024", {"PRC": "en"}).statements[0].text
    assert "Taiwan Strait" in copied
    assert " ".join(copied.split()) in " ".join(text.split())


def test_a_newcomer_sees_what_it_is_for_and_begins(page: Page) -> None:
    page.goto("/")
    expect(page.locator("h1")).to_have_text("Readouts", timeout=LONG)
    expect(page.get_by_role("link", name="Trilateral summit")).to_be_visible()
    page.get_by_role("button", name="Compare two statements").click()
    expect(page.get_by_label("The second text")).to_be_visible(timeout=LONG)
    page.goto("/")
    page.get_by_role("link", name="Antony Blinken and Liu Jianchao").click()
    expect(page.locator(".segment").first).to_be_visible(timeout=LONG)
    settled(page, "event=blinken-liu-2024")


def test_verdict_bars_and_both_texts_are_in_the_first_window(page: Page) -> None:
    page.set_viewport_size({"width": 1280, "height": 800})
    opened(page, "/?event=blinken-liu-2024")
    expect(page.locator(".treated .stack")).to_have_count(2)
    expect(page.locator(".treated").first).to_contain_text(
        re.compile(r"\d+ of \d+ passages, \d+% of its substance, are left out by PRC")
    )
    for side in ("left", "right"):
        box = page.locator(f".column.{side} .segment:not(.procedural)").first.bounding_box()
        assert box is not None
        assert box["y"] < 760, side


def test_the_passages_left_out_are_gone_through_by_key_and_button(page: Page) -> None:
    opened(page)
    missing = page.locator(".column.left .segment.left-out")
    page.get_by_role("button", name="Next left out").click()
    expect(missing.nth(0)).to_have_attribute("aria-pressed", "true")
    page.keyboard.press("n")
    expect(missing.nth(1)).to_have_attribute("aria-pressed", "true")
    expect(page.locator(".card")).to_contain_text("left out")
    page.keyboard.press("Shift+N")
    expect(missing.nth(0)).to_have_attribute("aria-pressed", "true")
    find = page.get_by_label("Find in both texts")
    find.press_sequentially("nn")
    expect(find).to_have_value("nn")


def test_no_late_answer_takes_back_what_was_chosen_since(page: Page) -> None:
    page.add_init_script(LATE_ANSWERS)
    opened(page)
    missing = page.locator(".column.left .segment.left-out")
    page.evaluate("window.late = 2000")
    page.get_by_role("button", name="Next left out").click()
    expect(missing.nth(0)).to_have_attribute("aria-pressed", "true")
    page.wait_for_timeout(1000)  # The first answer is under way, and comes after the key.
    page.keyboard.press("n")
    expect(missing.nth(1)).to_have_attribute("aria-pressed", "true")
    for _ in range(6):
        page.wait_for_timeout(500)
        assert missing.nth(1).get_attribute("aria-pressed") == "true"
    settled(page, "at=left-")
    page.go_back()
    expect(missing.nth(1)).to_have_attribute("aria-pressed", "false", timeout=10_000)


@pytest.mark.parametrize(("width", "touch"), [(768, False), (390, True), (1280, True)])
def test_the_evidence_is_a_sheet_where_there_is_no_room_or_no_pointer(
    browser: Browser, server: RunningDashboard, width: int, touch: bool
) -> None:
    context = visit(
        browser, server, viewport={"width": width, "height": 800}, has_touch=touch, is_mobile=touch
    )
    page = opened(context.new_page())
    card = page.locator(".card")
    expect(card).to_be_hidden()
    page.get_by_role("button", name="Next left out").click()
    expect(card).to_be_visible()
    box = card.bounding_box()
    passage = page.locator(".segment.here").bounding_box()
    assert box is not None
    assert passage is not None
    assert box["y"] + box["height"] == pytest.approx(800, abs=1)
    assert passage["y"] < box["y"], "the passage is above the sheet"
    card.get_by_role("button", name="Close").click()
    expect(card).to_be_hidden()
    context.close()


def test_every_press_of_the_slider_counts(page: Page) -> None:
    opened(page)
    slider = page.get_by_role("slider")
    slider.focus()
    for _ in range(2):
        slider.press("ArrowRight")
        page.wait_for_timeout(60)
    settled(page, "wrong=5")
    shown = page.get_by_test_id("stSliderThumbValue")
    expect(shown).to_have_text("at most 5 in 100 wrong")


def test_rows_by_meaning_and_as_published(page: Page) -> None:
    opened(page)
    before = page.locator(".column.left .text").inner_text()
    page.get_by_role("button", name="Row by row").click()
    settled(page, "rows=meaning")
    expect(page.locator(".column.left")).to_be_hidden()
    left = page.locator(".cell .segment.covered").first
    left.hover()
    linked = page.locator(".cell .segment.linked").first
    boxes = [one.locator("xpath=..").bounding_box() for one in (left, linked)]
    assert boxes[0] is not None
    assert boxes[1] is not None
    assert boxes[0]["y"] == boxes[1]["y"]
    alone = page.locator(".cell .segment.left-out").first.locator("xpath=..")
    beside = alone.locator("xpath=following-sibling::*[1] | preceding-sibling::*[1]")
    assert "gap" in " ".join(str(one.get_attribute("class")) for one in beside.all())
    page.reload()
    expect(page.locator(".cell .segment").first).to_be_visible(timeout=LONG)
    page.get_by_role("button", name="As published").click()
    expect(page.locator(".column.left .text")).to_be_visible()
    assert page.locator(".column.left .text").inner_text() == before


def test_a_passage_is_copied_with_its_source(page: Page) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    opened(page, "/?event=blinken-liu-2024&text=en&at=left-3")
    page.get_by_role("button", name="Copy with source").click()
    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert re.search(r"^“.+Taiwan.+” \(US, 2024-01-12, .*paragraph \d+", copied)
    assert "at=left-3" in copied


def test_a_procedural_passage_does_not_throw_the_other_text(page: Page) -> None:
    page.set_viewport_size({"width": 1280, "height": 700})
    opened(page, "/?event=biden-xi-woodside-2023&text=en")
    far = page.locator(".column.right .scroll")
    far.evaluate("one => one.scrollTo(0, 90)")
    page.locator(".column.left .segment.procedural").first.hover()
    expect(page.locator(".card .badge")).to_contain_text("procedural")
    page.wait_for_timeout(700)  # As long as a text would glide.
    assert far.evaluate("one => one.scrollTop") == 90


def test_on_paper_both_texts_are_whole(page: Page) -> None:
    opened(page, "/?event=biden-xi-woodside-2023&text=en")
    page.emulate_media(media="print")
    for part in (".toolbar", ".card"):
        expect(page.locator(part)).to_be_hidden()
    for side in ("left", "right"):
        text = page.locator(f".column.{side} .scroll")
        assert text.evaluate("one => one.scrollHeight - one.clientHeight") <= 1, side
