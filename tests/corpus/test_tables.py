"""Tables: a statement a row, columns told or guessed, bad rows by number."""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd
import pytest

import corpus
from corpus import ReadError
from corpus.formats.columns import guess_columns

ROWS = (
    "date,country,headline,content,meeting,mood\n"
    '2024/01/26,US,Fish,"They met.\nThey spoke, at length.",harbour,x\n'
    "26 January 2024,CN,鱼,他们见面了。,harbour,y\n"
    "2024-02-01,US,Boats,They left.,pier,\n"
)


def test_columns_are_guessed_and_said() -> None:
    table = corpus.read_table(ROWS.encode())
    assert dict(table.columns) == {
        "date": "date",
        "side": "country",
        "title": "headline",
        "text": "content",
        "event": "meeting",
    }
    statements = [document.statement for document in table.documents]
    assert [s.side for s in statements] == ["US", "CN", "US"]
    assert [str(s.date) for s in statements] == ["2024-01-26", "2024-01-26", "2024-02-01"]
    assert statements[0].text == "They met.\nThey spoke, at length."
    assert {event: len(held) for event, held in table.events.items()} == {"harbour": 2, "pier": 1}


@pytest.mark.parametrize("sign", ["\t", ";", "|"])
def test_other_signs_between_cells(sign: str) -> None:
    text = sign.join(("text", "side")) + "\n" + sign.join(("They met, and spoke.", "US")) + "\n"
    (document,) = corpus.read_table(text.encode()).documents
    assert (document.statement.text, document.statement.side) == ("They met, and spoke.", "US")


def test_columns_that_are_told() -> None:
    table = corpus.read_table(ROWS.encode(), text="headline", side="PRC", event="mood")
    assert [d.statement.text for d in table.documents] == ["Fish", "鱼", "Boats"]
    assert {d.statement.side for d in table.documents} == {"PRC"}
    assert list(table.events) == ["x", "y"]


def test_data_frames_and_json_give_the_same(tmp_path: Path) -> None:
    records = [{"body": "They met.", "side": "US"}, {"body": "They left.", "side": None}]
    path = tmp_path / "rows.txt"
    path.write_text("\n".join(map(json.dumps, records)), encoding="utf-8")
    for origin in (pd.DataFrame(records), path, json.dumps(records).encode()):
        texts = [d.statement.text for d in corpus.read_table(origin).documents]
        assert texts == ["They met.", "They left."]


def test_bad_rows_are_reported_by_number_and_skipped_on_request() -> None:
    text = "text,date\nThey met.,2024-01-26\n,2024-01-26\nThey left.,soon\n"
    with pytest.raises(ReadError, match="row 2 is empty; give it the text"):
        corpus.read_table(text.encode())
    table = corpus.read_table(text.encode(), skip=True)
    assert [d.statement.text for d in table.documents] == ["They met."]
    assert [str(error).split(";")[0] for error in table.refused] == [
        "statement row 2 is empty",
        "statement row 3: date 'soon' is no date",
    ]


def test_what_does_not_fit_is_said_in_one_line() -> None:
    with pytest.raises(ReadError, match=r"has no column with the text; name one of a, b, as text="):
        corpus.read_table(b"a,b\n1,2\n")
    with pytest.raises(ReadError, match="has no column 'x'; name one of text"):
        corpus.read_table(b"text\nThey met.\n", text="x")
    with pytest.raises(ReadError, match="'mood' is no field of a statement"):
        corpus.read_table(b"text\nThey met.\n", mood="text")


def test_read_all_reads_a_table_and_takes_no_row_with_another(tmp_path: Path) -> None:
    path = tmp_path / "rows.csv"
    path.write_text("text,date\nThey met.,2024-01-26\nThey left.,soon\n", encoding="utf-8")
    refused: list[ReadError] = []
    (statement,) = corpus.read_all(path, refused=refused.append)
    assert statement.text == "They met."
    assert "rows.csv row 2: date 'soon' is no date" in str(refused[0])


def test_rows_of_json_that_are_no_objects_keep_their_number() -> None:
    rows = json.dumps(["They met.", {"text": "They left."}, {"side": "US"}]).encode()
    with pytest.raises(ReadError, match="row 1 is no JSON object; put its fields into one"):
        corpus.read_table(rows)
    refused = [str(error) for error in corpus.read_table(rows, skip=True).refused]
    assert [message.split(" is ")[0] for message in refused] == [
        "statement row 1",
        "statement row 3",
    ]


def test_a_sign_within_the_name_of_a_column_parts_nothing() -> None:
    (document,) = corpus.read_table(
        b'"text, all of it";side\nThey met.;US\n', text="text, all of it"
    ).documents
    assert (document.statement.text, document.statement.side) == ("They met.", "US")


NUMBERED = ",side,text,date\n0,US,They met.,20240126\n1,CN,They left.,2024-01-26 10:00:00\n"


def test_a_column_without_a_name_is_no_event() -> None:
    table = corpus.read_table(NUMBERED.encode())
    assert table.events == {}
    assert [d.statement.side for d in table.documents] == ["US", "CN"]
    named = corpus.read_table(NUMBERED.encode(), event="harbour").events
    assert {event: len(held) for event, held in named.items()} == {"harbour": 2}


def test_a_row_of_too_many_cells_is_named_and_skipped() -> None:
    rows = "side,text,date\nUS,They met, and spoke,2024-01-26\nCN,They left.,2024-01-26\n"
    with pytest.raises(ReadError, match=r"row 1 has 4 cells under 3 columns; put text that holds"):
        corpus.read_table(rows.encode())
    table = corpus.read_table(rows.encode(), skip=True)
    assert [d.statement.text for d in table.documents] == ["They left."]
    assert [str(error).partition(" has")[0].rpartition("row ")[2] for error in table.refused] == [
        "1"
    ]
    refused: list[ReadError] = []
    read = corpus.read_all(rows.encode(), kind="csv", refused=refused.append)
    assert ([s.side for s in read], len(refused)) == (["CN"], 1)


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        (
            'side,text\nUS,"They met.\nCN,They left.\n',
            "row 1 opens a quotation that is never closed",
        ),
        ("text,text\nThey met.,They left.\n", "has two columns 'text'"),
        ("side,text\n", "holds no rows below its header"),
        ("side,text\nUS,They met, and spoke\n", "row 1 has 3 cells under 2 columns"),
        ("foo,bar\n1,2\n", "has no column with the text; name one of foo, bar"),
    ],
)
def test_a_table_that_would_lose_text_is_refused_in_one_line(rows: str, reason: str) -> None:
    with pytest.raises(ReadError, match=reason) as caught:
        corpus.read_table(rows.encode())
    assert len(str(caught.value).splitlines()) == 1


@pytest.mark.parametrize(
    "rows",
    [
        "sep=;\nside;text;date\nUS;They met, and spoke.;26.01.2024\n",
        'Speaker Country,Speech Text,Speech Date\nUS,"They met, and spoke.",January 26 2024\n',
        '\ufeff国家,正文,日期\nUS,"They met, and spoke.",２０２４年１月２６日\n',
        '{"data": [{"side": "US", "text": "They met, and spoke.", "date": 1706256000}]}',
        '{"text": {"0": "They met, and spoke."}, "side": {"0": "US"}, "date": {"0": "2024/1/26"}}',
        '{"text": ["They met, and spoke."], "side": ["US"], "date": ["26-Jan-2024"]}',
        '[{"content": "They met, and spoke.", "country": "US", "pubDate": "1706256000000"}]',
    ],
)
def test_what_spreadsheets_and_programs_write(rows: str) -> None:
    (document,) = corpus.read_table(rows.encode()).documents
    found = document.statement
    assert (found.side, found.text, str(found.date)) == ("US", "They met, and spoke.", "2024-01-26")


def test_dates_and_gaps_of_data_frames() -> None:
    frame = pd.DataFrame(
        {"body": ["They met.", None], "date": [pd.Timestamp("2024-01-26"), pd.NaT], "id": [3, 4]}
    )
    table = corpus.read_table(frame, skip=True)
    assert [(str(d.statement.date), d.statement.id) for d in table.documents] == [
        ("2024-01-26", "3")
    ]
    assert [str(error) for error in table.refused] == [
        "the table row 2 is empty; give it the text of a statement"
    ]


@pytest.mark.parametrize("sign", [",", "\t", ";"])
def test_a_table_that_is_called_text_is_many_statements(sign: str, tmp_path: Path) -> None:
    path = tmp_path / "rows.txt"
    rows = (("date", "title", "text"), ("2024-01-26", "A", "They met."), ("", "B", "They left."))
    path.write_text("\n".join(map(sign.join, rows)), encoding="utf-8")
    assert [s.text for s in corpus.read_all(path)] == ["They met.", "They left."]
    path.write_text("Text, date and title\nwere agreed, they said, in the harbour.")
    assert len(corpus.read_all(path)) == 1


@pytest.mark.parametrize(
    ("column", "field"),
    [
        ("speech_content", "text"),
        ("textClean", "text"),
        ("新闻正文", "text"),
        ("datePosted", "date"),
        ("发稿日期", "date"),
        ("text_length", ""),
        ("date_updated", ""),
        ("content_type", ""),
        ("meeting_date", "date"),
        ("date_text", "date"),
        ("text_scrape_date", ""),
        ("first_published_at", "date"),
        ("新闻发布时间", "date"),
        ("scrape_date", ""),
        ("access_date", ""),
        ("collection_date", ""),
        ("published_by", ""),
        ("posted_by", ""),
        ("抓取时间", ""),
        ("更新时间", ""),
        ("status_text", ""),
    ],
)
def test_longer_names_of_columns(column: str, field: str) -> None:
    assert guess_columns([column]) == ({field: column} if field else {})


@pytest.mark.parametrize(
    "rows",
    [
        {"data": [{"body": "They met."}, {"body": "They left."}]},
        {"meta": {"count": 2}, "articles": [{"body": "They met."}, {"body": "They left."}]},
        {"a": {"body": "They met."}, "b": {"body": "They left."}},
        {"body": {"0": "They met.", "1": "They left."}, "mood": {"0": 1, "1": 2}},
        {"columns": ["mood", "body"], "data": [[1, "They met."], [2, "They left."]]},
        {"columns": ["body"], "data": [{"body": "They met."}, {"body": "They left."}]},
        {"statusText": "OK", "data": [{"body": "They met."}, {"body": "They left."}]},
        {"links": [{"a": 1}], "data": [{"body": "They met."}, {"body": "They left."}]},
        {"body": ["They met.", "They left."], "date": ["2024-01-26", "2024-01-27"]},
        [{"body": ["They", "met."]}, {"body": "<p>They <b>left</b>.</p>", "date": float("nan")}],
    ],
)
def test_json_that_wraps_its_rows(rows: object, tmp_path: Path) -> None:
    path = tmp_path / "rows.json"
    path.write_text(json.dumps(rows), encoding="utf-8")
    texts = [d.statement.text for d in corpus.read_table(path).documents]
    if isinstance(rows, dict):
        assert texts == ["They met.", "They left."]
    else:
        assert [s.text for s in corpus.read_all(path)] == ["They\n\nmet.", "They left."]


def test_paragraphs_beside_tags_are_one_statement() -> None:
    text = json.dumps({"text": ["They met.", "They left."], "tags": ["fish", "boats"]})
    (document,) = corpus.read_table(text.encode()).documents
    assert document.statement.text == "They met.\n\nThey left."


def test_a_row_that_does_not_fit_its_columns_is_named() -> None:
    rows = {"columns": ["side", "body"], "data": [["US", "They met."], 3, ["They left."]]}
    refused = corpus.read_table(json.dumps(rows).encode(), skip=True).refused
    assert [str(error).split(" is ")[0] for error in refused] == [
        "statement row 2",
        "statement row 3",
    ]


def test_empty_rows_below_a_table_are_no_statements() -> None:
    assert len(corpus.read_table(b"text,date\nThey met.,\n,\n,\n").documents) == 1
