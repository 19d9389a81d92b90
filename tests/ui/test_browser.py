"""What a person does with the dashboard, in a real browser."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from dashboard_server import RunningDashboard, bring, visit
from page_steps import LONG, barriers, opened, settled
from playwright.sync_api import Browser, BrowserContext, FilePayload, Page, expect

import corpus
from compare.report import formats

pytestmark = pytest.mark.slow

HOSTILE = "<script>window.hit=1</script><img src=x onerror='window.hit=1'>"
HOSTILE_MARKUP = (
    "![x](http://127.0.0.1:9/z.png) $\\alpha$ :smile: **bold** :red[x] www.example.org a@b.org"
)
US = (
    "The Secretary stressed peace and stability in the Taiwan Strait.\n\n"
    "Both sides discussed trade and agreed to lower tariffs on grain. "
    "They will meet again in the spring."
)
PRC = (
    "The two sides will meet again in spring. "
    "They discussed trade and agreed to cut tariffs on grain.\n\n"
    "China set out its position of principle."
)
PATIENCE = 10 * LONG
"""Milliseconds to wait for ten sessions at once, on a machine that does other work too."""


def upload(page: Page, number: int, file: Path | FilePayload) -> None:
    """Choose a file and wait until the dashboard has it."""
    page.locator("input[type=file]").nth(number).set_input_files(file)
    box = page.get_by_test_id("stFileUploader").nth(number)
    expect(box.get_by_test_id("stFileChip")).to_be_visible()
    expect(box.get_by_test_id("stFileChipIconSpinner")).to_have_count(0)


def test_the_demo_says_that_beijing_left_taiwan_out(page: Page) -> None:
    opened(page)
    expect(page.locator("h1")).to_contain_text("The PRC text leaves out")
    group = page.get_by_role("group", name="What only the US text raises")
    expect(group.get_by_role("button", name="Taiwan")).to_be_visible()
    expect(group.get_by_role("button", name="South China Sea")).to_be_visible()


def test_paste_two_statements_and_see_a_counterpart_light_up(page: Page) -> None:
    bring(page, US, PRC)
    tariffs = page.locator(".column.left .segment", has_text="tariffs")
    expect(tariffs).to_be_visible(timeout=LONG)
    tariffs.hover()
    expect(page.locator(".column.right .segment.linked")).to_contain_text("cut tariffs on grain")
    expect(page.locator(".card")).to_contain_text(re.compile(r"covered \d+%"))
    expect(page.locator(".lines path.on")).to_have_count(1)
    assert "tariffs" not in page.url


def test_a_passage_is_kept_by_a_click_and_shared_by_link(
    page: Page, context: BrowserContext
) -> None:
    opened(page)
    page.locator(".column.left .segment").nth(2).click()
    settled(page, r"at=left-2")
    page.mouse.move(5, 5)
    expect(page.locator(".column.left .segment.here")).to_have_count(1)
    other = context.new_page()
    other.goto(page.url)
    expect(other.locator(".column.left .segment").nth(2)).to_have_class(
        re.compile(r"\bhere\b"), timeout=LONG
    )
    expect(other.locator(".column.left .segment").nth(2)).to_have_attribute("aria-pressed", "true")
    other.close()


def test_the_texts_can_be_read_by_keyboard(page: Page) -> None:
    opened(page)
    first = page.locator(".column.left .segment").first
    first.focus()
    page.keyboard.press("ArrowDown")
    expect(page.locator(".column.left .segment").nth(1)).to_be_focused()
    expect(page.locator(".card")).to_contain_text(re.compile(r"covered \d+%"))
    page.keyboard.press("ArrowRight")
    expect(page.locator(".column.right .segment:focus")).to_have_count(1)
    page.keyboard.press("Enter")
    settled(page, r"at=right-\d+")
    page.keyboard.press("Escape")
    expect(page).not_to_have_url(re.compile("at="))


def test_filter_by_topic_and_by_status(page: Page) -> None:
    opened(page)
    page.get_by_role("button", name="Taiwan", exact=True).click()
    settled(page, "topic=taiwan")
    bright = page.locator(".segment:not(.faded)")
    expect(bright).to_have_count(1)
    expect(bright).to_contain_text("Taiwan Strait")
    expect(page.locator(".name.lit").first).to_contain_text("Taiwan")
    page.get_by_role("button", name="Show all").click()
    expect(page).not_to_have_url(re.compile("topic="))
    expect(page.locator(".segment.faded")).to_have_count(0)
    page.locator(".chip.covered").click()
    settled(page, "show=covered")
    for segment in page.locator(".segment:not(.faded)").all():
        expect(segment).to_have_class(re.compile("covered"))


def test_find_in_both_texts(page: Page) -> None:
    opened(page)
    page.get_by_label("Find in both texts").fill("red sea")
    expect(page.locator(".segment.hit")).to_have_count(1)
    expect(page.get_by_role("status").filter(has_text="US 1, PRC 0")).to_be_visible()


def test_a_link_of_another_page_leads_into_the_texts(page: Page) -> None:
    page.goto("/left-out?text=en&wrong=30")
    expect(page.get_by_role("heading", name="Passages that the PRC text leaves out")).to_be_visible(
        timeout=LONG
    )
    page.get_by_text("Show in the texts").first.click()
    expect(page.locator(".segment.here")).to_have_count(1)
    settled(page, r"/\?event=blinken-liu-2024&text=en&wrong=30&at=left-\d+")
    page.go_back()
    expect(
        page.get_by_role("heading", name="Passages that the PRC text leaves out")
    ).to_be_visible()


def test_own_texts_survive_a_change_of_page(page: Page) -> None:
    bring(page, US, PRC)
    expect(page.locator(".segment").first).to_be_visible(timeout=LONG)
    page.get_by_role("link", name="Topics").click()
    expect(page.get_by_label("Passages that raise")).to_be_visible()
    page.get_by_role("link", name="Compare").click()
    expect(page.locator(".column.left .segment", has_text="tariffs")).to_be_visible()


def test_moving_the_slider_redraws(page: Page) -> None:
    opened(page)
    slider = page.get_by_role("slider")
    slider.focus()
    slider.press("ArrowRight")
    settled(page, "wrong=10")
    expect(page.locator(".prose", has_text="up to 10%")).to_be_visible()


def test_a_file_can_be_brought(page: Page, tmp_path: Path) -> None:
    page.goto("/?event=own")
    for number, text in enumerate((US, PRC)):
        file = tmp_path / f"side{number}.txt"
        file.write_text(text, "utf-8")
        upload(page, number, file)
    page.get_by_test_id("stBaseButton-primaryFormSubmit").click()
    expect(page.locator(".column.left .segment", has_text="tariffs")).to_be_visible(timeout=LONG)
    expect(page.locator(".column.left .side")).to_have_text("side0")


def test_a_mistake_is_told_in_words(page: Page) -> None:
    bring(page, US, "")
    expect(page.get_by_role("alert")).to_contain_text("paste a statement or choose a file")
    expect(page.get_by_text("Traceback")).to_have_count(0)


def test_hostile_texts_are_shown_as_text(page: Page) -> None:
    bring(
        page,
        f"{US}\n\n{HOSTILE} {HOSTILE_MARKUP}\x07\u202eabc\n\n{'x' * 50_000}",
        PRC,
        side="<b>US</b> :smile: $x$",
    )
    left = page.locator(".column.left")
    expect(left.locator(".segment").first).to_be_visible(timeout=LONG)
    expect(left).to_contain_text(HOSTILE)
    expect(left).to_contain_text(HOSTILE_MARKUP)
    expect(page.locator(".treated h2").first).to_contain_text("<b>US</b> :smile: $x$")
    assert page.evaluate("window.hit") is None
    assert page.locator(".katex, .prose b, .reader b, .reader img, .reader a").count() == 0
    box = left.bounding_box()
    assert box is not None
    assert box["width"] < 700, "a word without end must not widen the column"


def test_hostile_names_in_a_message_are_shown_as_text(page: Page) -> None:
    hostile = f"{HOSTILE_MARKUP} {HOSTILE}"
    page.goto("/?event=own")
    name = f"{hostile.replace('/', ' ')}.json"
    upload(page, 0, {"name": name, "mimeType": "text/plain", "buffer": b"{"})
    page.get_by_label("The second text").fill(PRC)
    page.get_by_label("The second text").press("Control+Enter")
    alert = page.get_by_role("alert")
    expect(alert).to_contain_text("is not valid JSON")
    expect(alert).to_contain_text("**bold**")
    assert alert.locator("a, img, strong, .katex, script, span[style]").count() == 0
    assert page.evaluate("window.hit") is None


# What the bytes of each format begin with; text formats hold the word that all are about.
BEGINNINGS = {"docx": b"PK", "xlsx": b"PK", "tables": b"PK", "pdf": b"%PDF", "parquet": b"PAR1"}


def test_every_form_downloads_and_opens(page: Page, tmp_path: Path) -> None:
    page.goto("/report?text=en")
    expect(page.get_by_role("radio", name="Web page")).to_be_visible(timeout=LONG)
    for kind in formats():
        page.get_by_role("radio", name=kind.label, exact=True).click()
        button = page.get_by_role("button", name=f"Download as {kind.label}", exact=True)
        with page.expect_download(timeout=LONG) as waiting:
            button.click()
        assert waiting.value.suggested_filename.endswith(kind.suffix), kind
        file = tmp_path / waiting.value.suggested_filename
        waiting.value.save_as(file)
        body = file.read_bytes()
        if kind.binary:
            assert body.startswith(BEGINNINGS[kind.name]), kind
        elif kind.name not in (
            "bibtex",
            "bibtex-classic",
            "ris",
            "csl-json",
            "tmx",
        ):  # sources, and what both texts say
            assert "Taiwan" in body.decode("utf-8"), kind
        if kind.name == "json":
            assert json.loads(body)["schema"] == "readouts.comparison/1"
    page.goto((tmp_path / "blinken-liu-2024.html").as_uri())
    expect(page.locator("body")).to_contain_text("leaves out")


def test_a_file_is_kept_found_and_compared(page: Page, tmp_path: Path) -> None:
    page.goto("/library")
    page.get_by_text("Add statements").click(timeout=LONG)
    for side, text in (("us", US), ("prc", PRC)):
        file = tmp_path / f"{side}.html"
        body = "".join(f"<p>{part}</p>" for part in text.split("\n\n"))
        file.write_text(f"<html><body><article>{body}</article></body></html>", "utf-8")
    page.locator("input[type=file]").set_input_files([tmp_path / "us.html", tmp_path / "prc.html"])
    expect(page.get_by_test_id("stFileChip")).to_have_count(2)
    expect(page.get_by_test_id("stFileChipIconSpinner")).to_have_count(0)
    page.get_by_role("textbox", name="Event").fill("spring-talks")
    page.get_by_role("button", name="Keep in the library").click()
    kept = page.get_by_role("row", name="spring-talks").get_by_role("link", name="spring-talks")
    expect(kept).to_be_visible(timeout=LONG)
    search = page.get_by_label("Search all statements")
    search.fill("关税")
    search.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("best first", timeout=LONG)
    expect(page.locator(".prose .finding").first).to_contain_text("tariffs")
    settled(page, "find=")
    page.goto("/library")
    kept.click(timeout=LONG)
    expect(page.locator(".column.left .segment", has_text="tariffs")).to_be_visible(timeout=LONG)
    settled(page, "event=library%2Fspring-talks")


THREE = "event=seoul-trilateral-2024"
PATHS = (
    "/ /?event=own /left-out /topics /wording /over-time /silences /coding /notes /library "
    f"/library?find=Taiwan /report /method /?{THREE}&pair=all /topics?{THREE}"
).split()


@pytest.mark.parametrize("path", PATHS)
def test_no_page_has_a_serious_barrier(page: Page, axe: str, path: str) -> None:
    page.goto(path)
    assert barriers(page, axe) == []


def test_ten_sessions_share_nothing(context: BrowserContext, server: RunningDashboard) -> None:
    pages = [context.new_page() for _ in range(10)]
    for number, page in enumerate(pages):
        bring(page, f"{US} It spoke of case {number}x{number}.", PRC, side=f"Side{number}")
    for number, page in enumerate(pages):
        expect(page.locator(".column.left .side")).to_have_text(f"Side{number}", timeout=PATIENCE)
        told = "".join(page.locator(".column, .prose").all_inner_texts())
        others = {f"{n}x{n}" for n in range(10)} - {f"{number}x{number}"}
        assert f"{number}x{number}" in told
        assert not [one for one in others if one in told]
        page.close()


def test_the_longest_event_is_shown_again_under_another_name(page: Page, shared: Path) -> None:
    events = [json.loads(f.read_text("utf-8")) for f in (shared / "gold" / "dev").glob("*.json")]
    longest = max(events, key=lambda e: len(e["left"]["text"]) + len(e["right"]["text"]))
    us, prc = longest["left"]["text"], longest["right"]["text"]
    opened(page)
    for side in ("US", "USA"):
        bring(page, us, prc, side=side)
        expect(page.locator(".column.left .side")).to_have_text(side, timeout=LONG)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 1920])
def test_nothing_is_wider_than_the_window(
    browser: Browser, server: RunningDashboard, scheme: str, width: int
) -> None:
    context = visit(
        browser,
        server,
        viewport={"width": width, "height": 900},
        color_scheme="dark" if scheme == "dark" else "light",
    )
    page = opened(context.new_page(), "/?text=en")
    wide = page.evaluate("document.scrollingElement.scrollWidth > window.innerWidth")
    card = page.locator(".card").bounding_box()
    ground = page.evaluate("getComputedStyle(document.querySelector('.stApp')).backgroundColor")
    context.close()
    assert not wide
    assert card is not None
    assert card["x"] + card["width"] <= width
    assert ground == {"light": "rgb(251, 250, 247)", "dark": "rgb(22, 24, 28)"}[scheme]


@pytest.mark.parametrize("width", [390, 768])
def test_no_page_is_wider_than_a_small_window(
    browser: Browser, server: RunningDashboard, width: int
) -> None:
    context = visit(browser, server, viewport={"width": width, "height": 800}, is_mobile=True)
    page = context.new_page()
    wide = []
    for path in PATHS:
        page.goto(path)
        expect(page.locator(".prose").first).to_be_visible(timeout=LONG)
        expect(page.get_by_test_id("stStatusWidget")).to_have_count(0, timeout=LONG)
        main = page.get_by_test_id("stMain")
        if main.evaluate("one => one.scrollWidth > innerWidth"):
            wide.append(path)
    context.close()
    assert wide == []


def test_chinese_texts_say_their_language(page: Page) -> None:
    opened(page, "/?text=own")
    text = page.locator(".column.right .text")
    expect(text).to_have_attribute("lang", "zh-Hans")
    event = corpus.samples.load("blinken-liu-2024")
    expect(text).to_contain_text(event.statements[1].title)
