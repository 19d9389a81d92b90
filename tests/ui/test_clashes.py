"""Whatever things are called, the one that is chosen is shown: on every page, in a real browser."""

from __future__ import annotations

import contextlib
import json
import re

import pytest
from clashing_events import CODEBOOK, MORE, TEXTS
from page_steps import LONG, quiet
from playwright.sync_api import Locator, Page, TimeoutError, expect

pytestmark = pytest.mark.slow

PAGES = (
    "Compare", "Left out", "Topics", "Wording", "Coding", "Library", "Report", "Method",
)  # fmt: skip
PAIR = "West (en) and West (en) (texts {} and {})"


def box(page: Page, label: str) -> Locator:
    found = page.get_by_test_id("stSelectbox").filter(has_text=label)
    return found.get_by_role("combobox")


def open_list(page: Page, chooser: Locator) -> Locator:
    """The choices in sight of a box. A page drawn anew closes its list, so click again."""
    shown = page.get_by_role("option")
    for _ in range(5):
        quiet(page)
        chooser.click()
        with contextlib.suppress(TimeoutError):
            shown.first.wait_for(timeout=5_000)
            return shown
    raise AssertionError("the list of choices does not stay open")


def options(page: Page, chooser: Locator) -> list[str]:
    """All choices of a box, by going down its list, which draws those in sight alone."""
    shown = open_list(page, chooser)
    found: list[str] = []
    while set(texts := shown.all_inner_texts()) - set(found):
        # Of what is in sight at once none may be alike; what comes again was seen before.
        assert len({" ".join(text.split()).casefold() for text in texts}) == len(texts), texts
        found += [text for text in texts if text not in found]
        shown.last.scroll_into_view_if_needed()
        page.wait_for_timeout(80)
    page.keyboard.press("Escape")
    return found


def choose(page: Page, label: str, option: str) -> None:
    """Choose by typing. A page drawn anew meanwhile closes the list, so begin again."""
    chooser = box(page, label)
    wanted = re.compile(f"^{re.escape(option)}$")
    for _ in range(5):
        shown = open_list(page, chooser)
        with contextlib.suppress(TimeoutError):
            chooser.fill(option, timeout=5_000)
            shown.filter(has_text=wanted).click(timeout=5_000)
            quiet(page)
            return
    raise AssertionError(f"{option} cannot be chosen")


def to(page: Page, name: str) -> None:
    page.get_by_test_id("stTopNav").get_by_role("link", name=name, exact=True).click()
    quiet(page)


def download(page: Page) -> dict[str, dict[str, str]]:
    """The report on the page Report as JSON."""
    page.get_by_role("radio", name="JSON", exact=True).click(timeout=LONG)
    button = page.get_by_role("button", name="Download as JSON", exact=True)
    with page.expect_download(timeout=LONG) as waiting:
        button.click(timeout=LONG)
    found: dict[str, dict[str, str]] = json.loads(waiting.value.path().read_text("utf-8"))
    return found


def test_no_two_choices_look_alike_and_the_topic_chosen_is_shown(page: Page) -> None:
    page.goto("/method?event=library%2Fsecond")
    page.get_by_text("Edit the codebook").click(timeout=LONG)
    page.get_by_label("Codebook in YAML").fill(CODEBOOK)
    page.get_by_label("Codebook in YAML").press("Control+Enter")
    quiet(page)
    page.get_by_role("button", name="Check and use", exact=True).click()
    expect(page.get_by_text("This session compares by mine 1")).to_be_visible(timeout=LONG)
    for name in PAGES:
        to(page, name)
        expect(page.get_by_text("Compared by your codebook mine 1").first).to_be_visible()
        expect(page.get_by_role("combobox").first).to_be_visible(timeout=LONG)
        for chooser in page.get_by_role("combobox").all():
            found = options(page, chooser)
            shown = {" ".join(one.split()).casefold() for one in found}
            assert len(shown) == len(found), (name, found)
        assert page.get_by_test_id("stException").count() == 0
    for name, raised in (("Left out", ["visas-a", "fisheries-b"]), ("Library", ["taiwan"])):
        to(page, name)
        for topic in raised:
            choose(page, "Topic", f"Taiwan ({topic})")
            expect(page).to_have_url(re.compile(f"(topic|raising)={topic}"))
            expect(box(page, "Topic")).to_have_value(f"Taiwan ({topic})")


def test_the_event_and_the_pair_chosen_are_shown_and_downloaded(page: Page) -> None:
    page.goto("/?event=library%2Fsecond")
    for event in TEXTS:
        expect(page.locator(".segment").first).to_be_visible(timeout=LONG)
        quiet(page)
        choose(page, "Event", f"Library: 2024-05-01 Talks ({event})")
        expect(page).to_have_url(re.compile(f"event=library%2F{event}"))
        expect(page.locator(".column.left .text")).to_contain_text(TEXTS[event][0], timeout=LONG)
    for numbers, text in (((1, 3), MORE), ((1, 2), TEXTS["second"][1])):
        choose(page, "Side by side", PAIR.format(*numbers))
        expect(page.locator(".column.right .text")).to_contain_text(text, timeout=LONG)
    choose(page, "Side by side", PAIR.format(2, 3))
    expect(page.locator(".column.right .text")).to_contain_text(MORE, timeout=LONG)
    to(page, "Report")
    found = download(page)
    assert [found[side]["text"] for side in ("left", "right")] == [TEXTS["second"][1], MORE]
    choose(page, "Event", "Library: 2024-05-01 Talks (first)")
    choose(page, "Side by side", PAIR.format(1, 3))
    expect(page).to_have_url(re.compile("event=library%2Ffirst&pair=0-2"))
    quiet(page)
    found = download(page)
    assert [found[side]["text"] for side in ("left", "right")] == [TEXTS["first"][0], MORE]


def test_the_event_chosen_is_edited_and_then_still_the_one_that_opens(page: Page) -> None:
    page.goto("/library")
    page.get_by_text("Edit an event").click(timeout=LONG)
    choose(page, "Which event", "Talks (first)")
    place = page.locator(".st-key-place-first input")  # The form of the event that was chosen.
    place.fill("Lima")
    place.press("Enter")
    row = page.get_by_role("row", name="Lima")
    expect(row).to_have_count(1, timeout=LONG)
    quiet(page)
    row.get_by_role("link", name="Talks").click()
    expect(page).to_have_url(re.compile("event=library%2Ffirst"))
    expect(page.locator(".column.left .text")).to_contain_text(TEXTS["first"][0], timeout=LONG)


def test_the_highlight_chosen_is_the_one_that_is_changed(page: Page) -> None:
    page.goto("/notes")
    page.get_by_text("Change or take out").click(timeout=LONG)
    quiet(page)
    found = options(page, box(page, "Which passage"))
    assert {f"They ({name}-0)" for name in TEXTS} <= set(found)
    for name in ("second", "first"):
        choose(page, "Which passage", f"They ({name}-0)")
        note = page.get_by_label("Note", exact=True).first  # That of the one before fades out.
        expect(note).to_have_value(f"seen in {name}", timeout=LONG)
        quiet(page)
        note.fill(f"on the {name}")
        page.get_by_role("button", name="Save", exact=True).click()
        expect(page.locator(".finding .noted", has_text=f"on the {name}")).to_be_visible()
        quiet(page)
    for name, other in (("second", "first"), ("first", "second")):
        kept = page.locator(".finding", has_text=f"on the {name}")
        expect(kept.locator(".quote")).to_have_text("They")
        expect(page.locator(".noted", has_text=f"on the {other}")).to_have_count(1)
        quiet(page)
        kept.get_by_role("link", name="Show in the texts").click()
        address = re.compile(f"event=library%2F{name}&at=left-0")
        expect(page).to_have_url(address, timeout=LONG)
        to(page, "Notes")
