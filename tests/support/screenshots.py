"""Pictures of every page at four widths and in both themes: ``make screenshots``.

Two of the Compare page go to ``docs/`` for the README, the rest to ``build/screenshots``.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright
from tree import ROOT

sys.path.insert(0, str(Path(__file__).parent))

from dashboard_server import FLAGS, RunningDashboard, dashboard, find_chromium, visit

from compare.coding import highlights
from compare.library import open_library
from compare.segmentation.segments import segment
from corpus import samples

SHOTS = ROOT / "build" / "screenshots"
THEMES = ("light", "dark")
WIDTHS = (390, 768, 1280, 1920)
EVENT = "event=blinken-liu-2024"
# Path, what has to be there before the picture is taken, height.
PAGES = {
    "start": ("/", ".prose h1", 900),
    "compare": (f"/?{EVENT}", ".segment", 1000),
    "own": ("/?event=own", "textarea", 1000),
    "left-out": (f"/left-out?{EVENT}", ".prose h2", 1400),
    "topics": (f"/topics?{EVENT}", "table.topics", 1100),
    "topics-three": ("/topics?event=seoul-trilateral-2024", "table", 2000),
    "wording": (f"/wording?{EVENT}", ".prose h2", 1200),
    "coding": (f"/coding?{EVENT}", ".prose", 900),
    "notes": ("/notes", ".finding", 900),
    "library": ("/library", ".prose table", 1300),
    "search": ("/library?find=Taiwan", ".finding mark", 1100),
    "report": (f"/report?{EVENT}", "iframe", 1100),
    "method": (f"/method?{EVENT}", "[data-testid=stDataFrame]", 1500),
    "error": ("/?event=nonsense", "[role=alert]", 500),
}


def main() -> int:
    """Take all pictures; returns the exit code."""
    chromium = find_chromium()
    if chromium is None:
        print("no Chromium on this machine: install the package chromium", file=sys.stderr)
        return 2
    SHOTS.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as folder,
        dashboard(Path(folder) / "log", "--library", _library(Path(folder))) as server,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        for theme in THEMES:
            _documentation(browser, server, theme)
            for width in WIDTHS:
                for name, (path, awaited, height) in PAGES.items():
                    page = _open(browser, server, path, awaited, theme, width, height)
                    page.screenshot(path=SHOTS / f"{name}-{width}-{theme}.png")
                    page.context.close()
        browser.close()
    print(f"{len(THEMES) * len(WIDTHS) * len(PAGES)} pictures are in {SHOTS}, two in docs/")
    return 0


def _library(folder: Path) -> str:
    """A library with the bundled events in it, and a passage that is noted on."""
    place = str(folder / "library.db")
    with open_library(place, encoder=None) as shelf:
        for name in samples.names():
            shelf.add_event(samples.load(name))
        event = samples.load("blinken-liu-2024")
        us = event.statements[0]
        passage = segment(us)[3]
        note = "Not in the account of the other side."
        mark = highlights.highlight(us, passage.start, passage.end, event.id, note=note)
        highlights.keep(shelf, [mark])
    return place


def _open(
    browser: Browser,
    server: RunningDashboard,
    path: str,
    awaited: str,
    theme: str,
    width: int,
    height: int,
) -> Page:
    context = visit(
        browser,
        server,
        viewport={"width": width, "height": height},
        color_scheme="dark" if theme == "dark" else "light",
        reduced_motion="reduce",
    )
    page = context.new_page()
    page.goto(path)
    page.locator(awaited).first.wait_for(timeout=90_000)
    page.get_by_test_id("stStatusWidget").wait_for(state="detached")
    page.wait_for_timeout(700)
    return page


def _documentation(browser: Browser, server: RunningDashboard, theme: str) -> None:
    """The Compare page with the passage on Taiwan picked out."""
    page = _open(browser, server, f"/?{EVENT}&at=left-3", ".segment.here", theme, 1280, 1000)
    page.screenshot(path=ROOT / "docs" / f"compare-{theme}.png")
    page.context.close()


if __name__ == "__main__":
    sys.exit(main())
