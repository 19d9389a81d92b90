"""Choices that stand in no address and stay while the visitor turns to other pages."""

from __future__ import annotations

from pathlib import Path

import pytest
from page_runs import run, turn
from page_steps import LONG, opened, quiet
from playwright.sync_api import Page, expect

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("library")]


def test_form_parts_and_language_of_a_report_stay(library: Path) -> None:
    app = turn(run(), "report")
    app.segmented_control(key="report-form").set_value("text").run()
    app.pills(key="report-parts").set_value(["finding"]).run()
    app.segmented_control(key="report-language").set_value("zh").run()
    shown = app.code[0].value
    app = turn(turn(app, ""), "report")
    assert app.code[0].value == shown


def test_who_codes_blind_stays_so_on_other_pages(library: Path) -> None:
    app = turn(run(), "coding")
    app.text_input(key="coder-name").set_value("Ada").run()
    app.segmented_control(key="coding-blind").set_value("blind").run()
    app = turn(turn(app, "method"), "coding")
    assert app.segmented_control(key="coding-blind").value == "blind"


def test_all_forms_and_parts_of_a_report_are_in_sight_on_a_small_screen(page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 900})
    opened(page, "/?event=blinken-liu-2024&text=en")
    page.goto("/report?event=blinken-liu-2024&text=en")
    expect(page.get_by_role("button", name="Download as Web page")).to_be_visible(timeout=LONG)
    quiet(page)
    for name in ("Web page", "Web fragment", "Brief", "How to cite"):
        box = page.get_by_text(name, exact=True).first.bounding_box()
        assert box is not None
        assert box["x"] >= 0, name
        assert box["x"] + box["width"] <= 390, name
