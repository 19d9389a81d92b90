"""Five tasks of a researcher in the dashboard: ``python -m tests.bench.dashboard_tasks``.

Each is done in a real browser as a new user would, on a dashboard that was just started, without
the README: clicks, fields that are filled in, and seconds until the result is there. The first
pays for loading the encoder.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from compare.library import open_library
from corpus import samples

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

sys.path.insert(0, str(Path(__file__).parent.parent / "support"))

PATIENCE = 600_000
"""Milliseconds to wait for a result on a machine that does other work too."""
EVENT = "blinken-liu-2024"
THREE = "Trilateral summit of the Republic of Korea"


@dataclass(slots=True)
class Hand:
    """What a person does with a page, counted."""

    page: Page
    clicks: int = 0
    fields: int = 0

    def click(self, what: Locator) -> None:
        """Click on something, once it is there and the page is at rest."""
        what.first.wait_for(timeout=PATIENCE)
        self.rest()
        what.first.click()
        self.clicks += 1

    def fill(self, label: str, text: str, *, enter: bool = False) -> None:
        """Fill in a field, and press Enter in it if that is what sends it."""
        field = self.page.get_by_label(label, exact=True)
        field.first.wait_for(timeout=PATIENCE)
        self.rest()
        field.first.fill(text)
        if enter:
            field.first.press("Enter")
        self.fields += 1

    def type_day(self, label: str, digits: str) -> None:
        """Type year, month and day into a field for a date, which goes from part to part."""
        parts = self.page.get_by_role("group", name=label, exact=True).get_by_role("spinbutton")
        parts.first.wait_for(timeout=PATIENCE)
        self.rest()
        parts.first.click()
        self.page.keyboard.type(digits, delay=40)
        self.fields += 1
        self.click(self.page.get_by_role("heading", level=1))  # The day counts once it is left.

    def page_called(self, name: str) -> None:
        """Turn to a page by its name in the bar."""
        self.click(self.page.get_by_role("link", name=name, exact=True))

    def rest(self) -> None:
        """Wait until the page is drawn; what is sent before that is lost."""
        from page_steps import quiet

        quiet(self.page)


def paste_two(hand: Hand, event: str) -> None:
    """Paste both texts of an event, and wait until they are compared."""
    us, prc = samples.load(event).statements
    hand.click(hand.page.get_by_role("button", name="Compare two statements"))
    hand.fill("Who speaks in the first", "US")
    hand.fill("The first text", us.text)
    hand.fill("Who speaks in the second", "PRC")
    hand.fill("The second text", prc.text)
    hand.click(hand.page.get_by_role("button", name="Compare", exact=True))
    hand.page.locator(".segment").first.wait_for(timeout=PATIENCE)


def own_texts_to_a_report(hand: Hand) -> None:
    """Two texts of one's own, pasted, to a downloaded report."""
    paste_two(hand, EVENT)
    hand.page_called("Report")
    button = hand.page.get_by_role("button", name="Download as Web page")
    button.wait_for(timeout=PATIENCE)
    with hand.page.expect_download(timeout=PATIENCE):
        hand.click(button)


def passages_on_taiwan(hand: Hand) -> None:
    """What the texts of a meeting say of Taiwan."""
    hand.click(hand.page.get_by_role("link", name="Antony Blinken and Liu Jianchao"))
    hand.click(hand.page.get_by_role("button", name="Taiwan", exact=True))
    hand.page.locator(".segment:not(.faded)", has_text="Taiwan").first.wait_for(timeout=PATIENCE)


def trilateral_matrix(hand: Hand) -> None:
    """Who of three raised which topic."""
    hand.click(hand.page.get_by_role("link", name=THREE))
    hand.page_called("Topics")
    hand.page.get_by_text("Topics by side").first.wait_for(timeout=PATIENCE)


def keep_and_cite(hand: Hand) -> None:
    """Two texts kept in the library, and the comparison cited."""
    paste_two(hand, "trump-xi-call-2025")
    hand.click(hand.page.get_by_text("Keep these statements in the library"))
    hand.click(hand.page.get_by_role("button", name="Keep", exact=True))
    hand.page.wait_for_url("**event=library%2F**", timeout=PATIENCE)
    hand.page_called("Method")
    hand.page.get_by_text("Cite as").first.wait_for(timeout=PATIENCE)


def passage_of_last_year(hand: Hand) -> None:
    """A passage of 2023 on fentanyl, in its statement."""
    hand.page_called("Library")
    hand.fill("Search all statements", "fentanyl", enter=True)
    hand.type_day("To", "20231231")
    hand.page.wait_for_url("**to=2023-12-31**", timeout=PATIENCE)
    hand.click(hand.page.get_by_role("link", name="Show in the statement"))
    hand.page.locator("mark.goal").first.wait_for(timeout=PATIENCE)


TASKS: tuple[Callable[[Hand], None], ...] = (
    own_texts_to_a_report,
    passages_on_taiwan,
    trilateral_matrix,
    keep_and_cite,
    passage_of_last_year,
)


def measured(task: Callable[[Hand], None], chromium: str) -> dict[str, str | int | float]:
    """Do a task on a dashboard of its own; what it took."""
    from dashboard_server import FLAGS, dashboard, visit
    from playwright.sync_api import sync_playwright

    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        place = str(Path(folder) / "library.db")
        with open_library(place, encoder=None) as shelf:
            for name in samples.names():
                shelf.add_event(samples.load(name))
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        with dashboard(Path(folder) / "log", "--library", place) as server:
            hand = Hand(visit(browser, server, viewport={"width": 1280, "height": 800}).new_page())
            hand.page.set_default_timeout(PATIENCE)
            begun = time.perf_counter()
            hand.page.goto("/")
            task(hand)
            seconds = time.perf_counter() - begun
        browser.close()
    title = (task.__doc__ or "").strip().rstrip(".")
    return {
        "task": title,
        "clicks": hand.clicks,
        "fields": hand.fields,
        "seconds": round(seconds, 1),
    }


def main(arguments: list[str]) -> int:
    """Print a line for each task; return 0, or 2 where there is no browser."""
    from dashboard_server import find_chromium

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true", help="print JSON")
    asked = parser.parse_args(arguments)
    chromium = find_chromium()
    if chromium is None:
        print("no Chromium on this machine: install the package chromium", file=sys.stderr)
        return 2
    for task in TASKS:
        found = measured(task, chromium)
        if asked.json:
            print(json.dumps(found), flush=True)
        else:
            line = (
                f"{found['clicks']:>3} clicks {found['fields']:>3} fields {found['seconds']:>7} s"
            )
            print(f"{found['task']:<62}{line}", flush=True)
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
