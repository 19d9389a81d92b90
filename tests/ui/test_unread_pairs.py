"""Comparing without reading pairs of passages: chosen, said on every page, kept in links."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from dashboard_server import bring
from page_runs import goes, prose, run, shown, turn
from page_steps import FIRST, LONG, opened, quiet, settled
from playwright.sync_api import Page, expect

import compare
from compare.coding import highlights
from compare.comparison import Comparison
from compare.report import export_comparison
from corpus import Library, samples
from ui import caches, links
from ui.query_address import Address
from ui.reproduce import Recipe

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("library")]

SAID = "Compared without reading pairs"
LONG_TEXT = "\n\n".join(
    f"On day {day} both sides discussed the {word} of province {day} and agreed to go on."
    for day, word in enumerate("grain trade visas fisheries flights tourism ports".split() * 15)
)


def unread() -> Comparison:
    left, right = samples.load("blinken-liu-2024", {"PRC": "en"}).statements
    return compare.statements(left, right, compare.Settings(read_pairs=False))


def test_a_link_restores_the_result_without_reading_pairs() -> None:
    app = run(read="no")
    assert SAID in prose(app)
    [reader] = shown(app, "readouts_reader")
    counts = {one["id"]: one["count"] for one in reader["statuses"]}
    segments = export_comparison(unread()).segments
    statuses = [each.status for side in (segments.left, segments.right) for each in side]
    assert counts == {status: statuses.count(status) for status in counts}


@pytest.mark.parametrize("page", [page for page in links.PAGES if page])
def test_every_page_says_that_pairs_are_not_read(page: str) -> None:
    app = turn(run(read="no"), page)
    assert SAID in prose(app)
    assert app.query_params["read"] == "no"


def test_links_to_texts_go_on_without_reading_pairs(library: Path) -> None:
    event = samples.load("blinken-liu-2024")
    mark = highlights.highlight(event.statements[0], 0, 60, event.id, note="here")
    with Library(library) as shelf:
        highlights.keep(shelf, [mark])
    app = turn(run(read="no", wrong="10"), "notes")
    ways = [way for way in goes(app) if "statement=" in way]
    assert ways
    for way in ways:
        assert "read=no" in way
        assert "wrong=10" in way


def test_pages_of_results_made_before_do_not_say_so() -> None:
    app = run(read="no").switch_page("views/over_time.py").run()
    assert not app.exception
    assert "no results of many events" in prose(app)
    assert SAID not in prose(app)


def test_pairs_are_read_again_by_one_click() -> None:
    app = run(read="no", wrong="10")
    app.button(key="read-pairs").click().run()
    assert app.query_params == {"event": "blinken-liu-2024", "text": "en", "wrong": "10"}
    assert SAID not in prose(app)


def test_another_event_is_compared_in_the_same_way() -> None:
    app = run(read="no")
    app.selectbox(key="choose-event").set_value("trump-xi-call-2025").run()
    assert app.query_params == {"event": "trump-xi-call-2025", "read": "no"}


def test_it_is_chosen_on_the_page_method_which_says_how_it_was_done() -> None:
    app = turn(run(), "method")
    assert "Nearest passages read togetheryes" in prose(app).replace("\n", "")
    app.toggle(key="choose-read").set_value(False).run()
    assert app.query_params["read"] == "no"
    told = prose(app).replace("\n", "")
    assert "Nearest passages read togetherno" in told
    assert "not also read together by a second model" in told


def test_the_recipes_compare_without_reading_pairs() -> None:
    event = samples.load("blinken-liu-2024", {"PRC": "en"})
    result = unread()
    pair = caches.ComparedPair(event, result, export_comparison(result))
    for language in ("own", "en"):  # Of the event as it comes, the demo would read pairs.
        recipe = Recipe(pair, Address(event=event.id, language=language, read_pairs=False), ".json")
        assert "--no-read-pairs" in recipe.command()
        assert "compare.Settings(read_pairs=False)" in recipe.python()


def test_a_comparison_under_way_is_gone_on_with_without_reading_pairs(page: Page) -> None:
    opened(page)
    bring(page, LONG_TEXT, LONG_TEXT.replace("both sides discussed", "the two sides talked of"))
    offer = page.get_by_role("button", name="Compare without reading pairs")
    offer.click(timeout=LONG)
    expect(page.locator(".segment").first).to_be_visible(timeout=FIRST)
    settled(page, "read=no")
    expect(page.get_by_text(SAID)).to_be_visible()
    quiet(page)
    page.get_by_role("button", name="Read pairs", exact=True).click()
    expect(page.get_by_text(SAID)).to_have_count(0, timeout=LONG)
    expect(page).not_to_have_url(re.compile("read=no"))
