"""How long a person waits for the dashboard: ``python -m tests.bench.dashboard_speed [GOLD]``.

Seconds in a real browser until the page shows it: the first comparison, the same texts under
another name, and a moved slider. With a folder of labelled events, the longest of them is
compared; otherwise the longest bundled one.
"""

from __future__ import annotations

import json
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from corpus import samples

sys.path.insert(0, str(Path(__file__).parent.parent / "support"))


def longest(folder: Path | None) -> tuple[str, str]:
    """The two texts of the longest event."""
    if folder is None:
        pairs = [tuple(s.text for s in samples.load(name).statements) for name in samples.names()]
    else:
        events = [json.loads(file.read_text("utf-8")) for file in folder.glob("*.json")]
        pairs = [(e["left"]["text"], e["right"]["text"]) for e in events]
    left, right, *_ = max(pairs, key=lambda pair: sum(map(len, pair)))
    return left, right


def timed(title: str, act: Callable[[], object]) -> None:
    """Do something and print how long it took."""
    begun = time.perf_counter()
    act()
    print(f"{title:<40}{time.perf_counter() - begun:8.2f} s", flush=True)


def main(arguments: list[str]) -> int:
    """Print a line for each wait; return 0, or 2 where there is no browser."""
    from dashboard_server import FLAGS, bring, dashboard, find_chromium, visit
    from playwright.sync_api import expect, sync_playwright

    chromium = find_chromium()
    if chromium is None:
        print("no Chromium on this machine: install the package chromium", file=sys.stderr)
        return 2
    us, prc = longest(Path(arguments[0]) if arguments else None)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        log, library = Path(folder) / "log", str(Path(folder) / "library.db")
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        with dashboard(log, "--library", library) as server:
            page = visit(browser, server).new_page()
            for side in ("US", "USA", "U.S."):
                bring(page, us, prc, side=side)
                shown = expect(page.locator(".column.left .side"))
                timed(f"compared as {side}", lambda: shown.to_have_text(side, timeout=90_000))  # noqa: B023
            slider = page.get_by_role("slider")
            slider.focus()
            slider.press("ArrowRight")
            prose = expect(page.locator(".prose", has_text="up to 10%"))
            timed("slider moved", lambda: prose.to_be_visible(timeout=90_000))
        browser.close()
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
