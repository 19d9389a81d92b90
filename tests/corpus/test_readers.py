"""read(): the right statement, or one line that says the remedy."""

from __future__ import annotations

import datetime as dt
import hashlib
import io
import json
import os
import random
import subprocess
import sys
from pathlib import Path

import pytest

import corpus
from corpus import ReadError, samples
from corpus.readers import LIMIT

ENGLISH = "The Secretary met his counterpart today.\n\nThey discussed trade.\n"
CHINESE = "国务卿会见了来访的部长。\n\n双方讨论了贸易问题。\n"
TRADITIONAL = "國務卿會見了來訪的部長。\n\n雙方討論了貿易問題。\n"
FRONT = """---
side: PRC
language: zh-Hans
date: 2024-01-12
title: 会见
author: 发言人
publisher: Ministry
url: https://example.org/1
retrieved: 2024-01-13T08:00:00Z
fidelity: excerpt
tags: [visit]
---

"""


def write(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    return path


# What a good file gives.


def test_plain_text(tmp_path: Path) -> None:
    statement = corpus.read(write(tmp_path, "us.txt", ENGLISH))
    assert statement.text == ENGLISH
    assert (statement.side, statement.language, statement.title) == ("us", "en", "")
    assert statement.date is None
    assert statement.source.fidelity == "unknown"
    assert statement.source.sha256 == hashlib.sha256(ENGLISH.encode()).hexdigest()


def test_what_is_said_outranks_what_is_found(tmp_path: Path) -> None:
    path = write(tmp_path, "prc.md", FRONT + CHINESE)
    statement = corpus.read(
        path, side="Beijing", language="ZH_Hant", date="2024-02-01", title="Another"
    )
    assert (statement.side, statement.language) == ("Beijing", "zh")
    assert (statement.date, statement.title) == (dt.date(2024, 2, 1), "Another")
    assert corpus.read(path, date=dt.datetime(2024, 2, 1, 9)).date == dt.date(2024, 2, 1)


def test_markdown_front_matter(tmp_path: Path) -> None:
    statement = corpus.read(write(tmp_path, "a.md", FRONT + CHINESE))
    assert statement.text == CHINESE
    assert (statement.side, statement.language, statement.title) == ("PRC", "zh", "会见")
    assert (statement.date, statement.author) == (dt.date(2024, 1, 12), "发言人")
    source = statement.source
    assert (source.publisher, source.url) == ("Ministry", "https://example.org/1")
    assert source.fidelity == "excerpt"
    assert source.retrieved == dt.datetime(2024, 1, 13, 8, tzinfo=dt.UTC)
    assert source.sha256 == hashlib.sha256((FRONT + CHINESE).encode()).hexdigest()


@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_front_matter_in_any_encoding_and_line_ends(
    tmp_path: Path, ends: str, encoding: str
) -> None:
    content = (FRONT + CHINESE).replace("\n", ends).encode(encoding)
    statement = corpus.read(write(tmp_path, "a.markdown", content))
    assert statement.text == CHINESE
    assert statement.title == "会见"


def test_markdown_without_front_matter(tmp_path: Path) -> None:
    statement = corpus.read(write(tmp_path, "us.md", "# A visit #\n\n" + ENGLISH))
    assert statement.title == "A visit"
    assert statement.text == ENGLISH.strip()
    ruled = "---\n" + ENGLISH
    assert corpus.read(write(tmp_path, "us.md", ruled)).text == ENGLISH.strip()
    blank = FRONT.replace("title: 会见", "title: 2024").replace("side: PRC", "side:")
    statement = corpus.read(write(tmp_path, "us.md", blank + ENGLISH))
    assert (statement.title, statement.side) == ("2024", "us")


def test_json(tmp_path: Path) -> None:
    fields = {
        "side": "US",
        "text": ENGLISH.replace("\n", "\r\n"),
        "date": "2024-01-12",
        "source": {"publisher": "State", "fidelity": "verbatim"},
    }
    content = json.dumps(fields)
    statement = corpus.read(write(tmp_path, "x.json", content))
    assert statement.text == ENGLISH
    assert (statement.side, statement.language) == ("US", "en")
    assert statement.source.sha256 == hashlib.sha256(content.encode()).hexdigest()


@pytest.mark.parametrize("name", samples.names())
def test_a_statement_survives_json(name: str, tmp_path: Path) -> None:
    for statement in samples.load(name).statements:
        path = write(tmp_path, "x.json", statement.model_dump_json())
        assert corpus.read(path) == statement


def test_bytes_and_streams(tmp_path: Path) -> None:
    whole = corpus.read(ENGLISH.encode(), side="US")
    assert whole == corpus.read(io.BytesIO(ENGLISH.encode()), side="US")
    assert whole == corpus.read(io.StringIO(ENGLISH), side="US")
    assert corpus.read(ENGLISH.encode()).side == "statement"
    path = write(tmp_path, "us.txt", ENGLISH)
    with path.open("rb") as file:
        assert corpus.read(file) == corpus.read(path)
    with path.open(encoding="utf-8") as lines:
        assert corpus.read(lines) == corpus.read(str(path))
    marked = corpus.read((FRONT + CHINESE).encode(), kind="markdown")
    assert (marked.side, marked.text) == ("PRC", CHINESE)


def test_the_id_follows_side_and_words_alone(tmp_path: Path) -> None:
    one = corpus.read(write(tmp_path, "one.txt", ENGLISH), side="US")
    two = corpus.read(write(tmp_path, "two.md", ENGLISH), side="US", title="Other")
    assert one.id == two.id == corpus.read(ENGLISH.encode("utf-16"), side="US").id
    assert one.id != corpus.read(ENGLISH.encode(), side="PRC").id
    assert one.id != corpus.read(CHINESE.encode(), side="US").id
    given = corpus.read(write(tmp_path, "x.md", "---\nid: mine\n---\n" + ENGLISH))
    assert given.id == "mine"


# What a bad file gives: each line says what is wrong and what to do.


BAD = [
    ("a.txt", b"", "is empty; give it the text"),
    ("a.txt", b" \r\n\t\n", "is empty; give it the text"),
    ("a.txt", b"\xef\xbb\xbf", "is empty; give it the text"),
    ("a.txt", "\u200b\u200b".encode(), "has no words in it; give it the text"),
    ("a.txt", "。。。——".encode(), "has no words in it"),
    ("a.md", FRONT.encode(), "is empty; give it the text"),
    ("a.txt", b"Peace\x00and stability", "NUL bytes and is no text file; save it as UTF-8"),
    ("a.txt", "Peace\x00".encode("utf-16"), "NUL characters and is no text file"),
    ("a.txt", "没有标记".encode("utf-16-le") + b"\x00", "NUL bytes"),
    ("a.txt", "\ufeffodd".encode("utf-16-le") + b"x", "broken utf-16 at byte"),
    ("a.txt", ENGLISH.encode() + CHINESE.encode()[:-2], "is UTF-8 broken at byte"),
    ("a.txt", random.Random(1).randbytes(999).replace(b"\0", b""), "could not be told; save it"),
    ("a.txt", b"PK\x03\x04\x14\x00", "is a damaged ZIP archive; pack it anew"),
    ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "is an old Word document; save it as DOCX"),
    ("a.rtf", b"{\\rtf1 Peace}", "is a rich text document"),
    ("a.txt", b"\xef\xbb\xbf\n<!DOCTYPE html>\n<p>", "is a web page without text"),
    ("a.jsonl", b'{"text": "Peace"}\n{"text": "War"}', "holds 2 statements; use corpus.read_all"),
    ("a.jsonl", b'{"text": "Peace"', "is not valid JSON"),
    ("a.md", b"---\ntitle: [\n---\nPeace", "front matter is not valid YAML in line"),
    ("a.md", b"---\na: " + b"[" * 20_000 + b"\n---\nPeace", "is not valid YAML"),
    ("a.md", b"---\n- a\n---\nPeace", "must be lines of 'key: value'"),
    ("a.md", b"---\ndate: 2024-13-01\n---\nPeace", "2024-13-01' is no date; write it as"),
    ("a.md", b"---\ndate: yesterday\n---\nPeace", "'yesterday' is no date"),
    ("a.md", b"---\nlanguage: Chinese\n---\nPeace", "'Chinese' is no tag; write one such as en"),
    ("a.md", b"---\nfidelity: exact\n---\nPeace", "field 'source.fidelity' does not fit"),
    ("a.md", b"---\ntitle: [a, b]\n---\nPeace", "field 'title' does not fit: it must be one text"),
    ("a.md", b'---\nside: "  "\n---\nPeace', "field 'side' does not fit"),
    ("a.json", b"{", "is not valid JSON (Expecting property name"),
    ("a.json", b"[" * 200_000, "is JSON nested beyond reason"),
    ("a.json", b"[1]", "must be a JSON object with the field 'text'"),
    ("a.json", b'{"side": "US"}', "the field 'text' is missing; add it"),
    ("a.json", b'{"text": 1}', "the field 'text' does not fit: it is no text"),
    ("a.json", b'{"text": "Peace", "mood": "x"}', "the field 'mood' is unknown; the fields are"),
    ("a.json", b'{"text": "Peace", "mood": 1, "x": 2}', "the fields 'mood', 'x' are unknown; take"),
    ("a.json", b'{"text": "Peace", "date": "05/06/2024"}', "'05/06/2024' is no date; write it as"),
    (
        "a.csv",
        b"day,who\n1,2\n",
        "is a table without a column 'text'; name it by corpus.read_table",
    ),
    ("a.csv", b"text,side\n", "holds no rows below its header"),
    ("a.csv", b"text\nPeace\nWar\n", "holds 2 statements; use corpus.read_all"),
    ("a.json", b'{"text": "Peace", "source": {"link": ""}}', "'source.link' is unknown"),
    ("a.json", b'{"text": "Peace", "source": "State"}', "the field 'source' does not fit"),
    ("a.json", b'{"text": "Peace", "source": {"sha256": "x"}}', "'source.sha256' does not fit"),
    ("a.json", b'{"text": "Peace", "date": "1/2/24"}', "'1/2/24' is no date"),
    ("a.json", b'{"text": "\\u0000 Peace"}', "holds characters that are not text"),
    ("a.json", b'{"text": "Peace \\ud800"}', "holds characters that are not text"),
    ("a.json", b'{"text": "Peace", "title": "\\ud800"}', "the field 'title' does not fit"),
    ("a.json", b'{"text": " "}', "is empty"),
]


@pytest.mark.parametrize(("name", "content", "message"), BAD)
def test_a_bad_file(tmp_path: Path, name: str, content: bytes, message: str) -> None:
    path = write(tmp_path, name, content)
    with pytest.raises(ReadError) as caught:
        corpus.read(path)
    assert message in str(caught.value)
    assert str(caught.value).startswith(str(path))
    assert len(str(caught.value).splitlines()) == 1


def test_what_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match=r"none\.txt does not exist; check the path"):
        corpus.read(tmp_path / "none.txt")
    with pytest.raises(ReadError, match="is a folder; name one of the files in it"):
        corpus.read(tmp_path)
    with pytest.raises(ReadError, match="cannot be read: "):
        corpus.read("x" * 5_000)
    with pytest.raises(ReadError, match=r"pass io\.StringIO"):
        corpus.read("Two sides met.\nThey spoke.")


def test_no_permission(tmp_path: Path) -> None:
    path = write(tmp_path, "us.txt", ENGLISH)
    path.chmod(0)
    user = os.geteuid()
    if user == 0:
        # The superuser may read everything, so be somebody else for a moment.
        os.seteuid(65534)
    try:
        with pytest.raises(ReadError, match="may not be read; give yourself read permission"):
            corpus.read(path)
    finally:
        os.seteuid(user)


def test_too_long_is_refused_without_being_read(tmp_path: Path) -> None:
    huge = tmp_path / "us.txt"
    with huge.open("wb") as file:
        file.truncate(100 * LIMIT)
    with pytest.raises(ReadError, match="is longer than 20,000,000 bytes; give one statement"):
        corpus.read(huge)
    with pytest.raises(ReadError, match="is longer than"):
        corpus.read(b"a" * (LIMIT + 1))
    with pytest.raises(ReadError, match="is longer than"):
        corpus.read(Path("/dev/zero"))


def test_ten_megabytes_are_read() -> None:
    text = (ENGLISH + CHINESE) * 90_000
    data = text.encode()
    assert 10_000_000 < len(data) < LIMIT
    statement = corpus.read(data)
    assert statement.text == text


def test_a_bad_argument() -> None:
    with pytest.raises(ReadError, match="'Mandarin' is no tag"):
        corpus.read(CHINESE.encode(), language="Mandarin")
    with pytest.raises(ReadError, match="'soon' is no date"):
        corpus.read(CHINESE.encode(), date="soon")
    with pytest.raises(ReadError, match="field 'side' does not fit"):
        corpus.read(CHINESE.encode(), side=" ")


def test_importing_loads_what_reading_needs_only_when_it_reads() -> None:
    script = "import corpus, sys; print({'yaml', 'charset_normalizer'} & set(sys.modules))"
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert run.stdout == "set()\n"


def test_a_table_in_an_archive_and_the_folder_beside_a_page() -> None:
    from made_files import make_zip

    page = b"<html><body><p>They met in the old harbour and spoke about fish.</p></body></html>"
    members = {
        "talks.html": page,
        "talks_files/frame.html": page,
        "talks.files/data.csv": b"a,b\n1,2\n",
        "codebook.yaml": b"a: b",
        "rows.csv": b"text\nThey met.\nThey left.\n",
        "bad.csv": b"a\n1\n",
    }
    refused: list[ReadError] = []
    found = corpus.read_all(make_zip(members), refused=refused.append)
    assert [s.side for s in found] == ["rows", "rows", "talks"]
    assert len(refused) == 1


def test_lines_of_json_under_any_name(tmp_path: Path) -> None:
    lines = '{"body": "They met."}\n{"body": "They left."}\n'
    for name in ("a.json", "a.txt", "a.data"):
        found = corpus.read_all(write(tmp_path, name, lines))
        assert [s.text for s in found] == ["They met.", "They left."]


def test_a_piece_of_a_page_called_text(tmp_path: Path) -> None:
    piece = "<div><p>They met in the old harbour.</p><p>They spoke about fish.</p></div>"
    found = corpus.read(write(tmp_path, "a.txt", piece))
    assert found.text == "They met in the old harbour.\n\nThey spoke about fish."


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.csv", b"text,side\nPeace,US\nWar,UK\n"),
        ("a.json", b'[{"text": "Peace", "side": "US"}, {"text": "War", "side": "UK"}]'),
        ("a.jsonl", b'{"text": "Peace", "side": "US"}\n{"text": "War", "side": "UK"}\n'),
    ],
)
def test_a_list_inside_an_archive_is_read_whole_or_not_at_all(name: str, data: bytes) -> None:
    from made_files import make_zip

    archive = make_zip({name: data})
    assert [s.side for s in corpus.read_all(archive)] == ["US", "UK"]
    with pytest.raises(ReadError, match="holds 2 statements; use"):
        corpus.read(archive)


def test_an_item_of_a_list_takes_no_other_with_it() -> None:
    refused: list[ReadError] = []
    found = corpus.read_all(
        b'[{"text": "Peace"}, 5, {"text": "War"}]', kind="json", refused=refused.append
    )
    assert [s.text for s in found] == ["Peace", "War"]
    assert "item 2 must be a JSON object" in str(refused[0])
