"""Markdown and CSV."""

from __future__ import annotations

import csv
import io
import re
from typing import Any

import pytest
from hostile_comparison import HOSTILE, hostile_report
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from sample_comparison import sample
from sample_events import sample_event

from compare.report import export_comparison, render
from compare.report.escaping import cell, line, markdown
from compare.report.writers.tables.tables import table


def rows_of(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


def without_apostrophe(text: str) -> str:
    return text[1:] if text.startswith("'") else text


def test_csv_has_a_row_a_segment() -> None:
    rows = rows_of(render(sample(), "csv"))
    exported = export_comparison(sample())
    assert tuple(rows[0]) == tuple(one.name for one in table("segments").columns)
    assert [row["position"] for row in rows] == ["left"] * 6 + ["right"] * 5
    for row in rows:
        statement = exported.left if row["position"] == "left" else exported.right
        assert row["text"] == statement.text[int(row["start"]) : int(row["end"])]
    covered = rows[3]
    assert (covered["status"], covered["linked"], covered["topics"]) == ("covered", "1", "trade")
    assert covered["nearest_text"] == rows[6 + int(covered["nearest"])]["text"]
    assert (rows[10]["nearest"], rows[10]["nearest_text"]) == ("", "")


def test_csv_of_an_event_has_every_pair() -> None:
    rows = rows_of(render(sample_event(), "csv"))
    pairs = {tuple(sorted((row["id"], row["other_id"]))) for row in rows}
    assert pairs == {("east", "west"), ("south", "west"), ("east", "south")}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("plain", "plain"),
        ("", ""),
        ("=1+1", "'=1+1"),
        ("+1", "'+1"),
        ("-1", "'-1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("  =1", "'  =1"),
        ("\t=1", "'\t=1"),
        ("＝1", "'＝1"),
        ("'quoted", "''quoted"),
        ("a=1", "a=1"),
        ("\x00=1", "␀=1"),
    ],
)
def test_cell(text: str, expected: str) -> None:
    assert cell(text) == expected


@given(st.text(st.characters(exclude_categories=["Cc", "Cs"])))
def test_cell_can_be_taken_back_and_is_never_a_formula(text: str) -> None:
    assert without_apostrophe(cell(text)) == text
    assert not re.match(r"\s*[=+\-@]", cell(text))


def test_csv_of_hostile_text() -> None:
    rows = rows_of(render(hostile_report(), "csv"))
    assert len(rows) == 2 * len(HOSTILE)
    for row, text in zip(rows, HOSTILE, strict=False):
        assert not any(re.match(r"\s*[=+\-@]", one) for one in row.values())
        if not re.search("[\x00-\x1f\x7f-\x9f]", text):
            assert without_apostrophe(row["text"]) == text
    assert not re.search("[\x00-\x08\x1b\x7f-\x9f]", render(hostile_report(), "csv"))


def tokens(text: str) -> list[Any]:
    parser = MarkdownIt("gfm-like", {"linkify": False, "html": True})
    found = []
    for token in parser.parse(text):
        found.append(token)
        found += token.children or []
    return found


def shown(text: str) -> str:
    """What a reader sees: the text of all tokens."""
    return "".join(one.content for one in tokens(text) if one.type in ("text", "code_inline"))


def test_markdown_parses_to_headings_lists_and_tables() -> None:
    found = tokens(render(sample(), "md"))
    kinds = {token.type for token in found}
    assert {"heading_open", "bullet_list_open", "table_open", "blockquote_open"} <= kinds
    assert "Northern strait 北部海峡" in shown(render(sample(), "md"))


@given(
    st.lists(
        st.sampled_from([*"*_`[]()<>#|~!\\-+=.:&;123 ab双$@\n", "http://a.bc", "www.a.bc", "&amp;"])
    ).map("".join)
)
def test_markdown_shows_any_text_as_it_is(text: str) -> None:
    for frame in ("{}", "- “{}”", "**a {} b**"):
        written = frame.format(markdown(text))
        kinds = {token.type for token in tokens(written)}
        assert not kinds & {
            "link_open", "image", "html_inline", "html_block", "code_inline", "em_open", "s_open",
            "hr", "fence", "code_block", "ordered_list_open",
        }  # fmt: skip
        if frame == "{}":
            assert kinds <= {"paragraph_open", "paragraph_close", "inline", "text", "text_special"}
            assert shown(written) == line(text)


def test_markdown_of_hostile_text() -> None:
    text = render(hostile_report(), "md")
    kinds = {token.type for token in tokens(text)}
    assert not kinds & {"link_open", "image", "html_inline", "html_block", "code_inline", "s_open"}
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]", text)
    plain = shown(text)
    for passage in HOSTILE:
        assert line(passage) in plain
    for row in text.splitlines():
        if row.startswith("| ") and "left out" in row:
            assert len(re.findall(r"(?<!\\)\|", row)) in (5, 4)
