"""The pages on many events: topics over time, and silences, out of a folder of results."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Literal

import pytest
from dashboard_server import dashboard, visit
from element_texts import texts
from made_results import Made, results_of
from page_steps import FIRST, barriers
from playwright.sync_api import Browser
from series_accounts import TEXTS, meeting
from streamlit.testing.v1 import AppTest
from tree import ROOT

import compare
from ui import caches

pytestmark = pytest.mark.slow

Scheme = Literal["light", "dark"]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Eighteen talks, of which the last four pass over what all before raised."""
    day = dt.date(2023, 1, 1)
    events: Made = {
        f"talk-{number:02}": (
            str(day + dt.timedelta(days=30 * number)),
            "",
            {"PRC": {"trade": 0.5, **({"taiwan": 0.3} if number < 14 else {})}, "US": {"trade": 1}},
        )
        for number in range(18)
    }
    made = results_of(events, tmp_path / "results")
    monkeypatch.setenv(caches.RESULTS, str(made))
    return made


def page(name: str) -> tuple[AppTest, str]:
    app = AppTest.from_file(str(ROOT / "ui" / "views" / f"{name}.py"), default_timeout=120).run()
    assert not app.exception
    return app, said_by(app)


def said_by(app: AppTest) -> str:
    trees = [json.loads(one.proto.json) for one in app.get("bidi_component")]
    return "\n".join("".join(texts(tree)) for tree in trees)


def drawn_words(app: AppTest) -> list[str]:
    """What a screen reader says of each chart."""
    return [image.alt for one in app.get("image") for image in one.proto.imgs]


def test_a_chart_says_in_words_what_it_draws(folder: Path) -> None:
    app, _ = page("over_time")
    told = (
        "Topics in the accounts of PRC by period: the height of a bar is the share of accounts "
        "that raise the topic. Most often: Trade and Taiwan."
    )
    assert drawn_words(app) == [told]
    app.toggle[0].set_value(True).run()
    assert drawn_words(app) == [told]


def test_a_topic_leads_to_the_accounts_that_raise_it(folder: Path) -> None:
    app, _ = page("over_time")
    app.selectbox[2].set_value("taiwan").run()
    assert not app.exception
    said = said_by(app)
    assert said.count("30% of text") == 14
    assert "talk-13" in said
    assert "talk-14" not in said


def test_wordings_stand_with_their_dates_and_changes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    compare.batch([meeting(*each) for each in TEXTS.items()], tmp_path / "results")
    monkeypatch.setenv(caches.RESULTS, str(tmp_path / "results"))
    app, _ = page("over_time")
    app.button_group[0].set_value("Wordings").run()
    assert not app.exception
    said = said_by(app)
    assert "Israel-Hamas war" in said
    assert drawn_words(app)
    for words in drawn_words(app):
        assert words.count("by period") == 1
        assert "From the first: “" in words
    assert "2023-03-01 now situation in Gaza, for the first time" in said
    assert "no longer Israel-Hamas war, and in none since." in said
    assert [button.proto.label for button in app.get("download_button")] == [
        "Wordings as CSV", "Changes as CSV", "Report as a web page"
    ]  # fmt: skip


def test_what_was_passed_over_is_listed(folder: Path) -> None:
    _, said = page("silences")
    assert "PRC raised Taiwan in 14 of 14 successive accounts of talks with US" in said
    assert "Trade" not in said


@pytest.mark.parametrize("name", ["over_time", "silences"])
def test_without_results_a_page_says_how_to_get_some(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(caches.RESULTS, raising=False)
    assert "readouts batch SOURCE -o results" in page(name)[1]


def test_a_folder_of_something_else_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(caches.RESULTS, str(tmp_path))
    app, _ = page("over_time")
    assert "no folder of results" in app.error[0].value


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (1280, "dark"), (390, "dark")])
def test_pages_on_many_events_have_no_serious_barrier_and_fit(
    folder: Path, tmp_path: Path, browser: Browser, axe: str, width: int, scheme: Scheme
) -> None:
    with dashboard(tmp_path / "log", **{caches.RESULTS: str(folder)}) as server:
        context = visit(
            browser, server, viewport={"width": width, "height": 900}, color_scheme=scheme
        )
        drawn = context.new_page()
        for path, awaited in (("/over-time", "img, canvas, svg.marks"), ("/silences", ".prose")):
            drawn.goto(path)
            drawn.locator(awaited).first.wait_for(timeout=FIRST)
            assert barriers(drawn, axe) == [], path
            main = drawn.get_by_test_id("stMain")
            assert not main.evaluate("one => one.scrollWidth > innerWidth"), path
        context.close()
