"""How long a person waits for the dashboard: ``python -m tests.bench.dashboard_speed [GOLD]``.

Seconds in a real browser until the page shows it and is at rest, and how many times as long that
is as the same act takes on a bare page of Streamlit in the same run, so that other work on the
machine lengthens both:

- the first result of a dashboard that was just started, with nothing kept (bare: opening a page);
- two texts that are new to it, from the key that sends them; with a folder of labelled events,
  their longest too (bare: a form with two texts);
- every page, at the first visit and at the second (bare: from one page to another);
- each press of the slider (bare: the same slider).

Of several acts the middle one and the longest are printed. On Linux the work of the processor that
the dashboard did for them all stands beside, which other work lengthens less.
"""

from __future__ import annotations

import argparse
import contextlib
import functools
import json
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any

from corpus import samples

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

sys.path.insert(0, str(Path(__file__).parent.parent / "support"))

PATIENCE, _ONCE_MORE = 240_000, 5_000
"""Milliseconds to wait for anything, and for a page to be drawn before it is asked again."""
FIRST, NEW = "blinken-liu-2024", ("biden-xi-woodside-2023", "blinken-wang-munich-2024")
PAGES = (
    "Left out", "Topics", "Wording", "Coding", "Notes", "Library", "Report", "Method", "Compare",
)  # fmt: skip
KEYS = ("ArrowRight", "ArrowRight", "ArrowLeft", "ArrowLeft", "ArrowLeft")
"""Of the slider, each of which moves it."""
_BARE = """
import streamlit as st

def one():
    st.slider("Share", 0, 9, 2)
    with st.form("texts"):
        st.text_area("First")
        st.text_area("Second")
        st.form_submit_button("Send")

def two():
    st.write("Two")

st.navigation([st.Page(one, title="One", default=True), st.Page(two, title="Two")],
              position="top").run()
"""
# Counts how often the page came to rest after it was drawn, also where that took no time to see.
_COUNTING = """() => {
  const app = document.querySelector('[data-testid="stApp"]');
  window.rests ??= 0;
  new MutationObserver((changes) => {
    window.rests += changes.filter((change) => change.oldValue !== "notRunning").length;
  }).observe(app, {
    attributes: true, attributeOldValue: true, attributeFilter: ["data-test-script-state"],
  });
}"""
_AT_REST = '[data-testid="stApp"][data-test-script-state="notRunning"]'
_RESTED = """([rests, title]) => window.rests > rests && document.title.includes(title)
  && document.querySelector('[data-testid="stApp"]').dataset.testScriptState === "notRunning" """


def longest(folder: Path) -> tuple[str, str]:
    """The two texts of the longest of the labelled events of a folder."""
    events = [json.loads(file.read_text("utf-8")) for file in folder.glob("*.json")]
    pairs = [(e["left"]["text"], e["right"]["text"]) for e in events]
    return max(pairs, key=lambda pair: sum(map(len, pair)))


def timed(act: Callable[[], object]) -> float:
    """Seconds of the clock that something takes."""
    begun = time.perf_counter()
    act()
    return time.perf_counter() - begun


def work(process: int) -> float:
    """Seconds of the processor that a process and those that it started took; 0 unless Linux."""
    parents: dict[int, list[int]] = {}
    seconds: dict[int, float] = {}
    for entry in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):  # it ended meanwhile
            cells = entry.read_text().rpartition(")")[2].split()
            number = int(entry.parent.name)
            parents.setdefault(int(cells[1]), []).append(number)
            # With what its own processes took that ended.
            seconds[number] = sum(map(int, cells[11:15])) / os.sysconf("SC_CLK_TCK")
    waiting, total = [process], 0.0
    while waiting:
        number = waiting.pop()
        total += seconds.get(number, 0.0)
        waiting += parents.get(number, [])
    return total


def until_rest(page: Page, act: Callable[[], object], title: str = "") -> float:
    """Seconds from an act until the page was drawn again, and is of this title.

    Where nothing is seen of it the act is done again, and what is counted runs on from the first.
    """
    from page_steps import quiet
    from playwright.sync_api import TimeoutError

    quiet(page)
    rests = page.evaluate("window.rests")
    begun = time.perf_counter()
    for _ in range(3):
        act()
        try:
            page.wait_for_function(_RESTED, arg=[rests, title], timeout=_ONCE_MORE)
        except TimeoutError:
            if page.locator(_AT_REST).count():
                continue  # drawn between two looks at it, so that nothing was seen
            page.wait_for_function(_RESTED, arg=[rests, title], timeout=PATIENCE)
        return time.perf_counter() - begun
    raise RuntimeError(f"{page.url} is not drawn anew")


def turn(page: Page, name: str) -> float:
    """Seconds until another page is there."""
    link = page.get_by_test_id("stTopNav").get_by_role("link", name=name, exact=True)
    return until_rest(page, link.click, name)


def press(page: Page, key: str) -> float:
    """Seconds until the page goes by the slider after a key."""
    slider = page.get_by_role("slider")
    return until_rest(page, lambda: slider.press(key))


def of_bare(browser: Browser) -> dict[str, list[float]]:
    """Seconds of each act on a page of Streamlit with nothing in it."""
    from dashboard_server import free_port, serving

    with tempfile.TemporaryDirectory() as folder:
        script, port = Path(folder) / "bare.py", free_port()
        script.write_text(_BARE, "utf-8")
        command = [
            sys.executable, "-m", "streamlit", "run", str(script), "--server.headless", "true",
            "--server.port", str(port), "--browser.gatherUsageStats", "false",
        ]  # fmt: skip
        with serving(command, port, Path(folder) / "log") as server:
            page = browser.new_context().new_page()
            text = page.get_by_label("Second")

            def opening() -> None:
                page.goto(server.address)
                text.wait_for(timeout=PATIENCE)

            took = {"first result": [timed(opening)]}
            page.evaluate(_COUNTING)
            page.get_by_label("First").fill("one")
            text.fill("two")
            took["new event"] = [
                until_rest(page, lambda: text.press("Control+Enter")) for _ in KEYS
            ]
            took["slider"] = [press(page, key) for key in KEYS]
            took["page"] = [turn(page, name) for name in ("Two", "One") * 3]
    return took


def of_dashboard(
    browser: Browser, gold: Path | None
) -> Iterator[tuple[str, str, list[float], float]]:
    """Each act on the dashboard: what, like what of a bare page, seconds, and those of work."""
    from dashboard_server import bring, visit
    from playwright.sync_api import expect

    with tempfile.TemporaryDirectory() as folder, fresh(Path(folder)) as server:
        page = visit(browser, server, viewport={"width": 1280, "height": 800}).new_page()
        page.set_default_timeout(PATIENCE)

        def worked(acts: Iterable[Callable[[], float]]) -> tuple[list[float], float]:
            before = work(server.process)
            took = [act() for act in acts]
            return took, work(server.process) - before

        def opening() -> None:
            page.goto(f"/?event={FIRST}")
            page.locator(".segment").first.wait_for()

        acts = [functools.partial(timed, opening)]
        yield "first result, just started", "first result", *worked(acts)
        new = {name: samples.load(name).statements[:2] for name in NEW}
        pairs = [(f"new event, {name}", one.text, two.text) for name, (one, two) in new.items()]
        if gold is not None:
            pairs.append(("new event, the longest labelled", *longest(gold)))
        for number, (name, us, prc) in enumerate(pairs):
            side = f"US{number}"
            bring(page, us, prc, side=side, send=False)
            sending = page.get_by_label("The second text")
            shown = expect(page.locator(".column.left .side"))

            def sent() -> None:
                sending.press("Control+Enter")  # noqa: B023
                shown.to_have_text(side, timeout=PATIENCE)  # noqa: B023

            yield name, "new event", *worked([functools.partial(timed, sent)])
        page.goto(f"/?event={FIRST}")
        page.locator(".segment").first.wait_for()
        page.evaluate(_COUNTING)
        for visited in ("first", "second"):
            for name in PAGES:
                turning = functools.partial(turn, page, name)
                yield f"page {name}, {visited} visit", "page", *worked([turning])
        yield "slider", "slider", *worked(functools.partial(press, page, key) for key in KEYS)


@contextmanager
def fresh(folder: Path) -> Iterator[Any]:
    """A dashboard with an empty cache and a library of the bundled events."""
    from dashboard_server import dashboard

    from compare.library import open_library

    place = str(folder / "library.db")
    with open_library(place, encoder=None) as shelf:
        for name in samples.names():
            shelf.add_event(samples.load(name))
    cache = {"READOUTS_CACHE": str(folder / "cache")}
    with dashboard(folder / "log", "--library", place, **cache) as server:
        yield server


def main(arguments: list[str]) -> int:
    """Print a line for each wait; return 0, or 2 where there is no browser."""
    from dashboard_server import FLAGS, find_chromium
    from playwright.sync_api import sync_playwright

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("gold", nargs="?", type=Path, help="folder of labelled events")
    asked = parser.parse_args(arguments)
    chromium = find_chromium()
    if chromium is None:
        print("no Chromium on this machine: install the package chromium", file=sys.stderr)
        return 2
    print(f"processes that wait for one of {os.cpu_count()} cores: {os.getloadavg()[0]:.1f}")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        bare = of_bare(browser)
        for name, each in bare.items():
            print(f"{'bare: ' + name:<44}{median(each):6.2f} s{max(each):8.2f} s", flush=True)
        for name, like, each, done in of_dashboard(browser, asked.gold):
            ratio = median(each) / median(bare[like])
            seconds = f"{median(each):6.2f} s{max(each):8.2f} s"
            print(f"{name:<44}{seconds}{ratio:8.1f} times{done:8.2f} s of work", flush=True)
        browser.close()
    print(f"processes that wait at the end: {os.getloadavg()[0]:.1f}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
