"""How long it takes to code an event by keyboard: ``python -m tests.bench.coding_time [EVENT]``.

A browser opens the dashboard for the first time, goes to the page Coding, gives a name and judges
every passage of a bundled event, one key each, all without a mouse. Printed are the passages, the
keys, and the seconds from the command that starts the dashboard to the last judgement kept: what
the program takes of a coder's time, to which theirs for reading comes.
"""

from __future__ import annotations

import re
import statistics
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Page

sys.path.insert(0, str(Path(__file__).parent.parent / "support"))

EVENT = "blinken-liu-2024"
LONG = 120_000
_PROGRESS = re.compile(r"(\d+) of (\d+) .* judged")
_FURTHEST = 60
"""Keys after which what is looked for is not to be reached by keyboard."""


@dataclass
class Coder:
    """Someone who codes without a mouse, and what it cost them."""

    page: Page
    keys: int = 0
    waits: list[float] = field(default_factory=list)
    """Seconds from the key of each label until the page shows the next passage."""

    def press(self, key: str) -> None:
        """Press one key."""
        self.page.keyboard.press(key)
        self.keys += 1

    def reach(self, name: str) -> None:
        """Tab to what is called so.

        Raises:
            RuntimeError: it is not to be reached.
        """
        for _ in range(_FURTHEST):
            self.press("Tab")
            if self.page.evaluate(_FOCUSED).strip().startswith(name):
                return
        raise RuntimeError(f"{name} is not reached by {_FURTHEST} keys")

    def begin(self, name: str) -> int:
        """Go to the page Coding and give a name; how many passages there are to judge."""
        self.reach("Coding")
        self.press("Enter")
        self.page.get_by_label("Your name").wait_for(timeout=LONG)
        self.reach("Your name")
        for letter in name:
            self.press(letter)
        self.press("Enter")
        return self._progress()[1]

    def judge(self, key: str) -> None:
        """Give the passage that is shown a label, and wait for the next."""
        from playwright.sync_api import expect

        done, total = self._progress()
        begun = time.perf_counter()
        self.press(key)
        shown = self.page.get_by_text(re.compile(rf"^{done + 1} of {total} "))
        expect(shown).to_be_visible(timeout=LONG)
        quiet = '[data-testid="stApp"][data-test-script-state="notRunning"]'
        self.page.locator(quiet).wait_for(timeout=LONG)
        self.waits.append(time.perf_counter() - begun)

    def _progress(self) -> tuple[int, int]:
        words = self.page.get_by_text(_PROGRESS).inner_text(timeout=LONG)
        done, total = _PROGRESS.findall(words)[0]
        return int(done), int(total)


_FOCUSED = """(() => {
  const found = document.activeElement;
  return (found.labels && found.labels[0] ? found.labels[0] : found).innerText
    || found.getAttribute("aria-label") || "";
})()"""


def main(arguments: list[str]) -> int:
    """Print what coding an event cost; return 0, or 2 where there is no browser."""
    from dashboard_server import FLAGS, dashboard, find_chromium, visit
    from playwright.sync_api import sync_playwright

    chromium = find_chromium()
    if chromium is None:
        print("no Chromium on this machine: install the package chromium", file=sys.stderr)
        return 2
    event = arguments[0] if arguments else EVENT
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        log, library = Path(folder) / "log", str(Path(folder) / "library.db")
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        begun = time.perf_counter()
        with dashboard(log, "--library", library) as server:
            page = visit(browser, server).new_page()
            page.goto(f"/?event={event}")
            page.locator(".segment").first.wait_for(timeout=LONG)
            coder = Coder(page)
            passages = coder.begin("Ada")
            ready = time.perf_counter() - begun
            for number in range(passages):
                coder.judge("1234"[number % 4])
            whole = time.perf_counter() - begun
        browser.close()
    middle, most = statistics.median(coder.waits), max(coder.waits)
    print(f"{event}: {passages} passages, {coder.keys} keys, no click")
    print(f"{ready:.1f} s from the command until the first passage is shown")
    print(f"{middle:.2f} s (median) and {most:.2f} s (most) from a label to the next passage")
    print(f"{whole:.1f} s in all")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
