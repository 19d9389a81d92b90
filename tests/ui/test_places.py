"""From a term to all its places, on the page Wording."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from element_texts import texts
from page_steps import LONG, quiet
from playwright.sync_api import Page, expect
from streamlit.testing.v1 import AppTest

import compare
from compare.report import export_comparison
from compare.report.content import terms_and_tone
from corpus import samples
from ui import links

APP = Path(__file__).parents[2] / "ui" / "app.py"
EVENT = "blinken-liu-2024"


def trees(**query: str) -> list[Any]:
    app = AppTest.from_file(str(APP), default_timeout=120)
    app.query_params.update({"event": EVENT, "text": "en", **query})
    app.run()
    app.switch_page(links.PAGES["wording"])
    app.query_params.update({"event": EVENT, "text": "en", **query})
    app.run()
    assert not app.exception
    found = [one.proto for one in app.get("bidi_component")]
    return [json.loads(p.json) for p in found if p.component_name == "readouts_prose"]


def marked(node: Any) -> list[str]:
    """What is marked where places are unfolded."""
    if isinstance(node, str):
        return []
    if node["tag"] == "mark":
        return ["".join(texts(node))]
    return [words for child in node["children"] for words in marked(child)]


def unfolded(node: Any) -> list[Any]:
    if isinstance(node, str):
        return []
    if "places" in node["look"]:
        return [node]
    return [found for child in node["children"] for found in unfolded(child)]


def test_every_term_unfolds_all_its_places() -> None:
    event = samples.load(EVENT, dict.fromkeys(samples.languages(EVENT), "en"))
    export = export_comparison(compare.statements(event.statements[0], event.statements[1]))
    contests = terms_and_tone.ordered_terms(export)
    assert contests
    for contest in contests:
        (places,) = [
            each for tree in trees(term=f"term-{contest.family}") for each in unfolded(tree)
        ]
        wanted = [
            text[use.start : use.end]
            for text, side in ((export.left.text, "left"), (export.right.text, "right"))
            for use in sorted(
                (use for member in contest.members for use in getattr(member, side)),
                key=lambda use: use.start,
            )
        ]
        assert marked(places) == wanted


def test_no_space_stands_before_a_colon() -> None:
    said = "\n".join("".join(texts(tree)) for tree in trees())
    assert "abuses of human rights: Says" in said
    assert " :" not in said


def test_a_term_that_is_not_there_unfolds_nothing() -> None:
    assert [each for tree in trees(term="term-nonsense") for each in unfolded(tree)] == []


@pytest.mark.slow
def test_a_click_on_a_term_shows_its_places_and_leads_to_the_texts(page: Page) -> None:
    page.goto(f"/wording?event={EVENT}&text=en")
    term = page.locator("td a.link").first
    words = term.inner_text(timeout=LONG)
    quiet(page)
    term.click()
    expect(page).to_have_url(re.compile("term=term-"), timeout=LONG)
    places = page.locator(".places")
    expect(places).to_have_count(1)
    expect(places.locator("mark").first).to_have_text(re.compile(re.escape(words.strip("“”"))))
    quiet(page)
    places.get_by_role("link", name="Show in the texts").first.click()
    expect(page).to_have_url(re.compile("at=(left|right)-"), timeout=LONG)
    expect(page.locator(".segment.here")).to_be_visible(timeout=LONG)
    page.go_back()
    expect(places).to_have_count(1, timeout=LONG)
    quiet(page)
    page.locator("td a.link").first.click()
    expect(places).to_have_count(0, timeout=LONG)
