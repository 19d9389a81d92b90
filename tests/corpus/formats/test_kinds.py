"""The table of formats, and one more format added through what is public alone."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from tree import ROOT

import corpus
from corpus import CorpusError, Draft, FileFormat, ReadError
from corpus.formats.kinds import format_named, tell

TOY = """
import json, sys
import corpus
from compare.cli.app import main

def read_telegram(data, name):
    head, _, text = data.decode().partition("STOP\\n")
    if not text:
        raise corpus.ReadError(f"{name} is a telegram without STOP; send it again")
    title = head.removeprefix("TELEGRAM ").strip()
    return corpus.Draft(text=text.replace("STOP", "."), title=title)

telegram = corpus.FileFormat(
    "telegram", "telegram", (".tgm",), ("text/x-telegram",),
    reader=read_telegram, recognise=lambda data: data.startswith(b"TELEGRAM"),
)
corpus.register_format(telegram)
corpus.register_format(telegram)
print(json.dumps([form.name for form in corpus.file_formats()]))
for origin, kind in (("a.tgm", None), ("renamed.txt", None), ("b.zip", None)):
    document = corpus.read_document(origin, kind=kind)
    statement = document.statement
    print(json.dumps([statement.title, statement.text, statement.language, document.media_type]))
for origin, kind in (("broken.tgm", None), ("a.tgm", "pdf"), ("a.tgm", "cable")):
    try:
        corpus.read(origin, kind=kind)
    except corpus.ReadError as error:
        print(json.dumps(str(error)))
sys.argv = ["readouts", "align", "a.tgm", "a.tgm", "-q"]
print(main())
"""
TEXT = "The two sides agreed to open a consulate STOP\n"


@pytest.mark.slow
def test_a_format_is_added_through_registration_alone(tmp_path: Path) -> None:
    cable = f"TELEGRAM Kennan STOP\n{TEXT}"
    (tmp_path / "a.tgm").write_text(cable)
    (tmp_path / "renamed.txt").write_text(cable)
    (tmp_path / "broken.tgm").write_text("TELEGRAM Kennan")
    with zipfile.ZipFile(tmp_path / "b.zip", "w") as archive:
        archive.writestr("inside.tgm", cable)
    done = subprocess.run(
        [sys.executable, "-c", TOY], capture_output=True, text=True, check=False, cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    lines = done.stdout.splitlines()
    names, *read = (json.loads(line) for line in lines[:4])
    assert names[-1] == "telegram"
    text = TEXT.replace("STOP", ".")
    assert read == [["Kennan", text, "en", "text/x-telegram"]] * 3
    broken, other, unknown = (json.loads(line) for line in lines[4:7])
    assert broken == "broken.tgm is a telegram without STOP; send it again"
    assert "PDF" in other
    assert unknown.startswith("kind 'cable' is unknown; the kinds are text, markdown, ")
    assert unknown.endswith(", telegram")
    assert lines[-1] == "0", done.stderr


def nothing(data: bytes, name: str) -> Draft:
    return Draft(data.decode())


@pytest.mark.parametrize(
    ("form", "why"),
    [
        (FileFormat("pdf", "Mine", (".mine",), ("x/mine",), nothing), "pdf is that of 'pdf'"),
        (FileFormat("mine", "Mine", (".htm",), ("x/mine",), nothing), ".htm is that of 'html'"),
        (FileFormat("mine", "Mine", (), ("text/plain",), nothing), "text/plain is that of 'text'"),
        (FileFormat("mine", "Mine", (".mine",), ("x/mine",)), "has no reader"),
        (FileFormat("mine", "Mine", (".mine",), (), nothing), "has no media type"),
    ],
)
def test_a_format_that_is_anothers_is_refused(form: FileFormat, why: str) -> None:
    before = corpus.file_formats()
    with pytest.raises(CorpusError, match=why.replace(".", r"\.")):
        corpus.register_format(form)
    assert corpus.file_formats() == before


def test_every_suffix_and_media_type_names_one_format() -> None:
    forms = corpus.file_formats()
    for marks in ([f.name for f in forms], [s for f in forms for s in f.suffixes],
                  [m for f in forms for m in f.media_types]):  # fmt: skip
        assert len(marks) == len(set(marks))
    assert all(s == s.lower() and s.startswith(".") for f in forms for s in f.suffixes)


def test_every_reader_of_the_table_is_there() -> None:
    found = {form.name: form.load_reader() for form in corpus.file_formats() if form.reader}
    assert sorted(found) == ["docx", "html", "mhtml", "pdf"]
    assert all(map(callable, found.values()))


@pytest.mark.parametrize(
    ("data", "suffix", "media_type", "name"),
    [
        (b"Peace.", ".md", "text/html", "markdown"),  # a name counts before a server
        (b"Peace.", "", "application/x-ndjson", "jsonl"),
        (b"Peace.", ".unknown", "no/thing", "text"),
        (b"  ", ".pdf", "", "text"),
        (b"%PDF-1.7", ".txt", "text/plain", "pdf"),  # and what it is before both
        (b"\xef\xbb\xbf<!DOCTYPE html>", ".txt", "text/plain", "html"),
        (b"junk of a mail server %PDF-1.7", ".pdf", "", "pdf"),
    ],
)
def test_what_a_file_is(data: bytes, suffix: str, media_type: str, name: str) -> None:
    assert tell(data, suffix, media_type, "it") is format_named(name)


@pytest.mark.parametrize(
    ("data", "suffix", "media_type", "why"),
    [
        (b"Peace.", ".doc", "text/html", "an old Word document"),
        (b"Peace.", ".pdf", "text/plain", "is called a PDF and is none"),
        (b"Peace.", "", "application/zip", "is called a ZIP archive and is none"),
        (b"Peace.", ".docx", "", "is called a Word document and is none"),
        (b"{\\rtf1", ".txt", "", "a rich text document"),
    ],
)
def test_what_is_not_read(data: bytes, suffix: str, media_type: str, why: str) -> None:
    with pytest.raises(ReadError, match=f"^it is .*{why[3:] if why.startswith('is ') else why}"):
        tell(data, suffix, media_type, "it")


def test_an_archive_is_no_pdf_though_it_begins_with_one() -> None:
    from made_files import make_zip

    beside = {"README.md": b"# About", "CITATION.cff": b"title: x", "LICENSE": b"MIT"}
    members = {"a.pdf": b"%PDF-1.4 broken", "us.txt": b"They met.", **beside}
    refused: list[corpus.ReadError] = []
    read = corpus.read_all(make_zip(members), refused=refused.append)
    assert [s.side for s in read] == ["us"]
    assert [str(e) for e in refused] == [
        "statement: a.pdf is a damaged PDF; get it again, or save its text"
    ]


@pytest.mark.parametrize("called", ["Notice.txt", "Citation.txt"])
def test_a_member_of_a_name_that_statements_bear_is_read(called: str) -> None:
    from made_files import make_zip

    assert [s.text for s in corpus.read_all(make_zip({called: b"They met."}))] == ["They met."]


MET = "They met in the old harbour and spoke about fish."


@pytest.mark.parametrize(
    "text",
    [
        f"<a href=x>Home</a><p>{MET}</p><p>They left.</p>",
        f"Downloaded on Monday\n<p>{MET}</p><p>They left.</p>",
        f"&lt;p&gt;{MET}&lt;/p&gt;&lt;p&gt;They left in the evening.&lt;/p&gt;",
        f"{MET}<br><br>They left.<br/>",
        f"---\ntitle: Talks\n---\n\n**Fish.** {MET}",
        f'{{"text": "{MET}"}}',
    ],
)
def test_what_is_called_text_and_holds_markup(text: str) -> None:
    shown = corpus.read(text.encode()).text
    assert MET in shown
    assert not set("<>{}*") & set(shown)


PIECE = "<p>They met.</p><p>They left.</p>"


@pytest.mark.parametrize(
    "text",
    [
        f'date,title,text\n2024-01-26,A,"{PIECE}"\n2024-01-27,B,"{PIECE}"\n',
        json.dumps([{"title": "A", "text": PIECE}, {"title": "B", "text": PIECE}]),
        "\n".join(json.dumps({"title": title, "text": PIECE}) for title in "AB"),
    ],
)
def test_rows_whose_cells_hold_markup_are_rows(text: str) -> None:
    read = corpus.read_all(text.encode())
    assert [(s.title, s.text) for s in read] == [
        ("A", "They met.\n\nThey left."),
        ("B", "They met.\n\nThey left."),
    ]


def test_a_text_of_paragraphs_in_which_lines_are_broken_is_no_page() -> None:
    text = f"{MET}<br>They spoke\nof nets.<br>\n\nThey left.\n"
    assert corpus.read(text.encode()).text == text


def test_empty_lines_below_a_text_take_no_longer_than_they_are_many() -> None:
    data = b"They met.<br>They left.<br>" + b"\n" * 19_000
    assert tell(data, "", "", "it") is format_named("html")


def test_xml_that_is_called_text_is_refused() -> None:
    with pytest.raises(corpus.ReadError, match="is XML and no statement; save its text"):
        corpus.read(b"<?xml version='1.0'?><rss><item>They met.</item></rss>")
