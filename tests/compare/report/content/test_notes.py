"""Highlights and notes in reports: each once, in every form that prints passages, and as data."""

from __future__ import annotations

import csv
import dataclasses
import datetime as dt
import io
import json
import zipfile
from pathlib import Path

import jsonschema
import pytest
from hostile_comparison import HOSTILE, hostile_report
from sample_comparison import sample
from sample_events import sample_event, swapped

from compare.coding import highlights
from compare.coding.highlights import Highlight
from compare.report import (
    PARTS,
    Export,
    Preferences,
    encode,
    export_comparison,
    export_event,
    load_all,
    render,
    schema,
)
from compare.report.bundle import Bundle
from compare.report.content.methods import reproduce
from compare.report.export.highlights import with_highlights
from compare.report.writers import pdf
from corpus import samples
from corpus.statements import Statement
from tests.compare.report.test_formats import pdf_text, solid, word_text

QUOTE = "He raised concern about fishing boats stopped at sea."
NOTE = "Nothing of this in the other account.\n\nAsk the ministry."


def marked(note: str = NOTE, text: Statement | None = None, quote: str = QUOTE) -> Highlight:
    text = text or sample().left
    start = text.text.index(quote)
    found = highlights.highlight(text, start, start + len(quote), "talks", note=note, reader="Ada")
    return dataclasses.replace(found, time=dt.datetime(2026, 1, 2, 3, 4, 5, tzinfo=dt.UTC))


def noted(*found: Highlight) -> Export:
    return with_highlights(export_comparison(sample()), found or (marked(),))


@pytest.mark.parametrize("form", ["html", "md", "latex", "text", "docx", "pdf"])
def test_every_form_that_prints_passages_has_passage_note_who_and_when(
    form: str,
) -> None:
    reads = {"docx": word_text, "pdf": pdf_text}.get(form, bytes.decode)
    if form == "pdf" and not pdf._fonts(None)["han"]:
        pytest.skip("no Chinese font on this machine: install the package fonts-noto-cjk")
    told = reads(encode(noted(), form, Preferences(("notes",))))
    for words in ("Highlights and notes", "West", QUOTE, *NOTE.split("\n\n"), "Ada", "2026-01-02"):
        assert solid(words) in solid(told), words
    without = reads(encode(export_comparison(sample()), form, Preferences(("notes",))))
    assert "Highlightsandnotes" not in solid(without)


def test_parts_decide_whether_they_are_printed() -> None:
    rest = tuple(part for part in PARTS if part != "notes")
    assert "Ask the ministry" in render(noted(), "md")
    assert "Ask the ministry" not in render(noted(), "md", Preferences(rest))


def test_a_report_in_chinese_has_them_under_a_chinese_heading() -> None:
    assert "## 标注与批注" in render(noted(), "md", Preferences(language="zh"))


def test_a_passage_of_several_pairs_is_told_once_and_leads_to_its_text() -> None:
    event = sample_event()
    first = event.event.statements[0]
    quote = first.text.split("\n\n")[-1]
    found = with_highlights(export_event(event), [marked("Told once.", first, quote)])
    assert [len(pair.highlights) for pair in found.pairs].count(1) > 1
    for form in ("md", "text", "html"):
        assert render(found, form).count("Told once.") == 1, form
    two = render([found, noted()], "md")
    assert two.count("### Highlights and notes") == 2
    assert (two.count("Told once."), two.count("Ask the ministry.")) == (1, 1)


def test_they_are_saved_read_back_and_fit_the_schema(tmp_path: Path) -> None:
    body = encode(noted(), "json")
    data = json.loads(body)
    jsonschema.validate(data, schema())
    (found,) = data["highlights"]
    segment = data["segments"]["left"][found["segments"][0]]
    assert data["left"]["text"][found["start"] : found["end"]] == QUOTE
    assert segment["start"] <= found["start"] < found["end"] <= segment["end"]
    assert (found["note"], found["reader"], found["side"]) == (NOTE, "Ada", "left")
    (tmp_path / "saved.json").write_bytes(body)
    (again,) = load_all(tmp_path / "saved.json")
    assert encode(again, "html") == encode(noted(), "html")


def test_what_nobody_asked_for_leaves_no_trace_in_the_json() -> None:
    assert b"highlights" not in encode(export_comparison(sample()), "json")


def test_they_are_a_table() -> None:
    with zipfile.ZipFile(io.BytesIO(encode(noted(), "tables"))) as archive:
        (row,) = csv.DictReader(io.StringIO(archive.read("highlights.csv").decode()))
    told = {key: row[key] for key in ("position", "side", "passages", "quote", "note", "reader")}
    assert told == {
        "position": "left",
        "side": "West",
        "passages": "3",
        "quote": QUOTE,
        "note": NOTE,
        "reader": "Ada",
    }
    assert row["time"] == "2026-01-02T03:04:05+00:00"


def test_exchanging_the_sides_changes_no_position() -> None:
    there = marked("there", sample().right, "两部门将建立热线联系。")
    here = noted(marked(), there)
    other = with_highlights(export_comparison(swapped(sample())), [there, marked()])
    assert [one.note for one in here.highlights] == [one.note for one in other.highlights]
    assert {one.side for one in here.highlights} == {"left", "right"}


def test_words_of_a_text_that_has_changed_are_placed_anew_or_said_to_be_gone() -> None:
    text = sample().left
    before = text.model_copy(update={"text": f"An older beginning.\n\n{QUOTE} It said more."})
    moved = marked("moved", before)
    gone = marked("gone", before, "It said more.")
    found = {one.note: one for one in noted(moved, gone).highlights}
    assert text.text[found["moved"].start : found["moved"].end] == QUOTE
    assert (found["gone"].start, found["gone"].segments) == (None, ())
    assert "no longer has these words" in render(noted(moved, gone), "md")


def test_what_is_of_other_texts_is_left_out() -> None:
    other = Statement(id="other", side="West", language="en", text=QUOTE)
    assert noted(marked(text=other)).highlights == ()


def test_a_bundled_event_with_notes_is_not_made_again_by_the_demo() -> None:
    text = samples.load("blinken-liu-2024").statements[0]
    result = dataclasses.replace(
        sample(), left=text, right=samples.load("blinken-liu-2024").statements[1]
    )
    pair = export_comparison(result).model_copy(
        update={"signature": export_comparison(sample()).signature}
    )
    found = with_highlights(pair, [marked("x", text, text.text[:40])])
    assert found.highlights
    assert reproduce(Bundle((found,))).startswith("readouts report comparison.json")


@pytest.mark.parametrize(("start", "end"), [(-5, 3), (0, 10**7), (9, 4)])
def test_a_place_that_the_text_does_not_have_is_found_by_the_words(start: int, end: int) -> None:
    right = marked()
    wrong = dataclasses.replace(right.passage, start=start, end=end)
    (found,) = noted(dataclasses.replace(right, passage=wrong)).highlights
    (known,) = noted(right).highlights
    assert (found.start, found.end) == (known.start, known.end)


def test_hostile_notes_are_text_in_every_form() -> None:
    page = render(hostile_report(), "html", Preferences(("notes",)))
    assert "<script>alert(1)" not in page
    assert page.count("&lt;script&gt;alert(1)") >= len(HOSTILE)
    for form in ("md", "text"):
        told = render(hostile_report(), form, Preferences(("notes",)))
        assert "\x1b" not in told
        assert "<img" not in told or form == "text"
