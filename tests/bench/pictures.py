"""The pictures of the dashboard in the README, made again: ``python -m tests.bench.pictures``.

Runs the dashboard on the bundled meeting of 12 January 2024, in Chromium of 1280 by 1000 pixels,
and writes ``docs/compare-light.png`` and ``docs/compare-dark.png``, or into ``--folder``.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path
from typing import Literal

from playwright.sync_api import sync_playwright

from tests.support.dashboard_server import dashboard, find_chromium, visit

_PAGE = "/?event=blinken-liu-2024&view=compare"
_SHOWN = 120_000
"""Milliseconds in which the page must be drawn."""
_SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")


def main() -> int:
    """Write both pictures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    docs = Path(__file__).resolve().parents[2] / "docs"
    parser.add_argument("--folder", type=Path, default=docs, help="where they are written")
    folder = parser.parse_args().folder
    chromium = find_chromium()
    if chromium is None:
        raise SystemExit("Chromium is not at hand; install it, as the package chromium")
    with (
        tempfile.TemporaryDirectory() as room,
        dashboard(Path(room) / "log") as server,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(
            executable_path=chromium, args=["--no-sandbox", "--disable-gpu"]
        )
        for scheme in _SCHEMES:
            context = visit(
                browser, server, color_scheme=scheme, viewport={"width": 1280, "height": 1000}
            )
            page = context.new_page()
            page.goto(_PAGE)
            page.get_by_text("text leaves out").first.wait_for(timeout=_SHOWN)
            page.get_by_test_id("stStatusWidget").wait_for(state="hidden", timeout=_SHOWN)
            page.wait_for_timeout(1500)  # the lines between the texts are drawn last
            page.screenshot(path=folder / f"compare-{scheme}.png")
            context.close()
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
