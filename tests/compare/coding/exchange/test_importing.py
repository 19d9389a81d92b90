"""Own codings brought in: quotes placed, labels mapped, what does not fit reported."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from sample_comparison import sample
from sample_judgements import judge

from compare.coding.exchange.importing import bring
from compare.coding.exchange.labels import read_labels
from compare.coding.exchange.quotes import find_quote
from compare.coding.exchange.rows import read_rows
from compare.coding.exchange.tables import table
from compare.coding.exchange.texts import Texts
from compare.coding.judgements import current
from compare.errors import CodingError
from corpus.statements import Event

RESULT = sample()
EVENT = Event(id="harbour", statements=(RESULT.left, RESULT.right))
EVENTS = {EVENT.id: EVENT}
TOPICS = ("strait", "trade", "youth")

CSV = """event,side,quote,label,coder
harbour,West,"The minister stressed peace and open passage in the northern strait.",left_out,Ada
harbour,West,the minister stressed peace & open passage in the northern strait,strait,Ada
harbour,East,双方讨论了贸易问题，同意降低粮食关税,covered,Ada
harbour,West,Nobody said this at all in that long text,covered,Ada
harbour,North,Work on the climate goes on.,covered,Ada
elsewhere,West,Work on the climate goes on.,covered,Ada
harbour,West,Work on the climate goes on.,wonderful,Ada
harbour,West,,covered,Ada
"""


def test_quotes_are_placed_and_the_rest_is_reported(tmp_path: Path) -> None:
    path = tmp_path / "codings.csv"
    path.write_text(CSV, "utf-8")
    found = bring(read_rows(path), EVENTS, TOPICS)
    places = [(j.kind, j.value, Texts([EVENT]).locate(j.passage)) for j in found.judgements]
    assert [place[:2] for place in places] == [
        ("status", "left_out"), ("topic", "raised"), ("status", "covered")
    ]  # fmt: skip
    first = RESULT.left_segments[1]
    assert places[0][2] is not None
    assert (places[0][2].start, places[0][2].end) == (first.start, first.end)
    assert places[1][2] is not None
    assert abs(places[1][2].start - first.start) <= 1
    reasons = [str(each) for each in found.unplaced]
    for reason, words in zip(
        reasons,
        ["row 4: the quote is not", "row 5: side 'North'", "row 6: there is no event",
         "row 7: the label 'wonderful'", "row 8: the quote is empty"],
        strict=True,
    ):  # fmt: skip
        assert reason.startswith(words)


def test_the_same_table_brings_the_same_judgements(tmp_path: Path) -> None:
    path = tmp_path / "codings.csv"
    path.write_text(CSV, "utf-8-sig")
    first, second = (bring(read_rows(path), EVENTS, TOPICS).judgements for _ in range(2))
    assert first == second


def test_own_labels_are_mapped(tmp_path: Path) -> None:
    file = tmp_path / "labels.yaml"
    file.write_text("labels:\n  omitted: left out\n  seas: topic strait denied\n  hm: ignore\n")
    labels = read_labels(file)
    rows = [
        {"event": "harbour", "side": "West", "start": "0", "end": "20", "label": label}
        for label in ("omitted", "seas", "hm")
    ]
    found = bring(rows, EVENTS, TOPICS, labels, coder="Ada").judgements
    assert [(j.kind, j.value, j.topic) for j in found] == [
        ("status", "left_out", ""), ("topic", "denied", "strait")
    ]  # fmt: skip
    (tmp_path / "bad.yaml").write_text("omitted: left_out\n")
    with pytest.raises(CodingError, match="has no 'labels'"):
        read_labels(tmp_path / "bad.yaml")


def test_a_quote_that_stands_twice_is_not_guessed() -> None:
    with pytest.raises(CodingError, match="more than once"):
        find_quote("trade", "We spoke of trade. They spoke of trade.")
    with pytest.raises(CodingError, match="not in that text"):
        find_quote("a long quotation about nothing of this kind", "short text")


def test_offsets_must_be_in_the_text() -> None:
    row = {"side": "West", "start": "5", "end": "90000", "label": "covered", "coder": "A"}
    found = bring([row, {**row, "end": "x"}, {**row, "end": "9", "coder": ""}], EVENTS, TOPICS)
    assert "is not in a text of" in found.unplaced[0].reason
    assert "no offsets" in found.unplaced[1].reason
    assert "name of its coder" in found.unplaced[2].reason


def test_rows_that_contradict_each_other_are_reported_unless_one_is_the_later() -> None:
    row = {"side": "West", "start": "0", "end": "20", "label": "covered", "coder": "Ada"}
    otherwise = {**row, "label": "left_out"}
    found = bring([row, row, {**row, "coder": "Ben"}, otherwise], EVENTS, TOPICS)
    assert [j.value for j in found.judgements] == ["covered"] * 3
    assert str(found.unplaced[0]).startswith("row 4: Ada judges the same place otherwise in row 1")
    dated = [{**row, "time": "2024-05-01"}, {**otherwise, "time": "2024-05-02"}]
    later = bring(dated, EVENTS, TOPICS)
    assert later.unplaced == ()
    assert [j.value for j in current(later.judgements)] == ["left_out"]


@pytest.mark.parametrize("suffix", [".csv", ".tsv", ".jsonl", ".xlsx"])
def test_what_is_written_is_read_back(tmp_path: Path, suffix: str) -> None:
    given = [
        judge(RESULT, "status", "left", 1, "covered", note="=1+1", event="harbour", unsure=True),
        judge(RESULT, "topic", "right", 3, "denied", topic="youth", event="harbour"),
        judge(RESULT, "link", "left", 3, "linked", to=1, event="harbour"),
        judge(RESULT, "speaker", "right", 3, "own: 东方", event="harbour"),
    ]
    path = tmp_path / f"codings{suffix}"
    path.write_bytes(table(given, Texts([EVENT]), suffix))
    back = bring(read_rows(path), EVENTS, TOPICS)
    assert back.unplaced == ()
    assert list(back.judgements) == given


def test_a_workbook_of_somebody_elses(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["Event", "Side", "Start", "End", "Label", "Coder", "Colour"])
    sheet.append(["harbour", "left", 0, 20, "procedural", "Ada", "red"])
    book.save(tmp_path / "codings.xlsx")
    (found,) = bring(read_rows(tmp_path / "codings.xlsx"), EVENTS, TOPICS).judgements
    assert (found.value, found.coder) == ("procedural", "Ada")


def test_what_is_no_table_is_refused_in_words(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(b"no workbook")
    (tmp_path / "a.jsonl").write_text("[1]\n")
    (tmp_path / "a.csv").write_text("event,label\n")
    for name, message in (
        ("a.xlsx", "cannot be read as a workbook"),
        ("a.jsonl", "line 1 is no JSON object"),
        ("a.csv", "has no row"),
        ("a.docx", "is no table of codings"),
        ("none.csv", "cannot be read"),
    ):
        with pytest.raises(CodingError, match=message):
            read_rows(tmp_path / name)
