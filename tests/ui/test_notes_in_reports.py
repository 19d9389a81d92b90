"""Highlights and notes of the visitor in the reports of the page Report, where wanted."""

from __future__ import annotations

import re
import uuid
from pathlib import Path

import pytest
from dashboard_server import bring
from page_runs import run, turn
from page_steps import LONG, keep_in_library, quiet
from playwright.sync_api import Page, expect
from streamlit.testing.v1 import AppTest

from compare.coding import highlights
from compare.coding.highlights import Highlight
from corpus import Library, samples
from corpus.library import JudgementRecord

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("library")]

EVENT = "blinken-liu-2024"
NOTE = "Nothing of this <b>in</b> the other account."
BOX = "With my highlights and notes"


def marked(side: int = 0, *, event: str = EVENT, note: str = NOTE, reader: str = "") -> Highlight:
    text = samples.load(event).statements[side]
    return highlights.highlight(text, 0, 60, event, note=note, reader=reader)


def written(library: Path, *found: Highlight) -> None:
    with Library(library) as shelf:
        highlights.keep(shelf, found)


def report(form: str = "md", **query: str) -> AppTest:
    app = turn(run(**{"text": "own", **query}), "report")
    app.segmented_control(key="report-form").set_value(form).run()
    assert not app.exception
    return app


def body(app: AppTest) -> str:
    return str(app.code[0].value)


def test_notes_are_in_the_report_only_where_they_are_wanted(library: Path) -> None:
    written(library, marked(), marked(note="of another", reader="Bo"))
    app = report()
    box = app.checkbox(key="report-notes")
    assert (box.label, box.value, box.disabled) == (f"{BOX} (1)", False, False)
    assert "Highlights and notes" not in body(app)
    box.check().run()
    assert "## Highlights and notes" in body(app)
    assert "Nothing of this" in body(app)
    assert "<b>" not in body(app)
    assert "of another" not in body(app)


def test_with_notes_the_recipe_is_the_saved_result_which_holds_them(library: Path) -> None:
    written(library, marked())
    app = report()
    assert f"readouts demo {EVENT}" in " ".join(one.value for one in app.code)
    app.checkbox(key="report-notes").check().run()
    commands = [one.value for one in app.code[1:]]
    assert commands == ["readouts report comparison.json -o report.md"]


def test_a_report_on_all_texts_has_the_notes_on_all_of_them(library: Path) -> None:
    name = "seoul-trilateral-2024"
    written(library, *(marked(side, event=name, note=f"on text {side}") for side in range(3)))
    app = report(event=name, pair="0-1")
    app.pills(key="report-parts").set_value([]).run()
    app.checkbox(key="report-notes").check().run()
    assert [f"on text {side}" in body(app) for side in range(3)] == [True, True, False]
    app = report(event=name, pair="all")
    app.pills(key="report-parts").set_value([]).run()
    app.checkbox(key="report-notes").check().run()
    assert [body(app).count(f"on text {side}") for side in range(3)] == [1, 1, 1]


def test_where_nothing_is_highlighted_the_box_cannot_be_ticked() -> None:
    assert report().checkbox(key="report-notes").disabled


def test_what_a_newer_program_highlighted_is_said_and_the_report_stands(library: Path) -> None:
    newer = '{"mark": "m", "id": "i", "colour": "green", "passage": {"text": "of another"}}'
    with Library(library) as shelf:
        shelf.keep_judgements([JudgementRecord("i", EVENT, "Ada", newer)])
    app = report()
    assert "Highlights cannot be put into the report" in app.error[0].value
    assert "# US and PRC" in body(app)


def test_a_highlighted_passage_goes_into_the_web_page(page: Page) -> None:
    mark = uuid.uuid4().hex[:8]  # Other tests use this library, and this one may run twice.
    bring(
        page,
        f"The Minister spoke of the northern fisheries in zone {mark}. Both discussed grain.",
        "双方讨论了粮食价格。中方阐述了立场。",
    )
    passage = page.locator(".column.left .segment", has_text="fisheries")
    expect(passage).to_be_visible(timeout=LONG)
    keep_in_library(page, f"zone-{mark}")
    quiet(page)
    passage.click()
    expect(passage).to_have_attribute("aria-pressed", "true")
    quiet(page)
    page.keyboard.press("h")
    expect(passage).to_have_class(re.compile("marked"))
    quiet(page)
    page.get_by_role("link", name="Report", exact=True).click()
    box = page.get_by_role("checkbox", name=BOX)
    expect(box).to_be_enabled(timeout=LONG)
    quiet(page)
    page.get_by_text(BOX).click()
    frame = page.frame_locator("iframe").first
    expect(frame.get_by_role("heading", name="Highlights and notes")).to_be_visible(timeout=LONG)
