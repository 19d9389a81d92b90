"""Word, PDF, LaTeX, Excel, Parquet, TMX, BibTeX and JSON Lines: opened, inert, complete."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
import subprocess
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hostile_comparison import HOSTILE, hostile_report
from lxml import etree
from sample_comparison import sample
from sample_events import sample_event

from compare.errors import WriteError
from compare.phrases.words import LANGUAGES, words
from compare.report import (
    Preferences,
    encode,
    export_comparison,
    export_event,
    load_all,
    render,
    write,
)
from compare.report.escaping import line, show_controls
from compare.report.writers.tables.tables import TABLES

LONG = "x" * 100_000
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
# The part of the DTD of TMX 1.4 that a unit of plain text can use.
TMX = """
<!ELEMENT tmx (header, body)> <!ATTLIST tmx version CDATA #FIXED "1.4">
<!ELEMENT header (note|prop)*>
<!ATTLIST header creationtool CDATA #REQUIRED creationtoolversion CDATA #REQUIRED
  segtype (block|paragraph|sentence|phrase) #REQUIRED o-tmf CDATA #REQUIRED
  adminlang CDATA #REQUIRED srclang CDATA #REQUIRED datatype CDATA #REQUIRED>
<!ELEMENT body (tu*)> <!ELEMENT note (#PCDATA)>
<!ELEMENT prop (#PCDATA)> <!ATTLIST prop type CDATA #REQUIRED>
<!ELEMENT tu ((note|prop)*, tuv+)> <!ATTLIST tu tuid CDATA #IMPLIED>
<!ELEMENT tuv ((note|prop)*, seg)> <!ATTLIST tuv xml:lang CDATA #REQUIRED>
<!ELEMENT seg (#PCDATA)>
"""


def solid(text: str) -> str:
    return re.sub(r"[\s\u200b\u00ad]+", "", text)


def word_text(data: bytes, part: str = "word/document.xml") -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        root = etree.fromstring(archive.read(part), etree.XMLParser(huge_tree=True))
    return "".join(one.text or "" for one in root.iter(f"{W}t"))


def pdf_text(data: bytes) -> str:
    from pdfminer.high_level import extract_text

    return extract_text(io.BytesIO(data))


def test_every_word_has_both_languages_and_the_same_gaps() -> None:
    tables = [words(language)._table for language in LANGUAGES]
    assert tables[0].keys() == tables[1].keys()
    for key in tables[0]:
        gaps = [set(re.findall(r"{(\w+)}", table[key])) for table in tables]
        assert gaps[0] == gaps[1], key
        assert all(table[key] for table in tables), key


def test_word_has_styles_tables_and_footnotes() -> None:
    import docx

    data = encode(sample(), "docx")
    opened = docx.Document(io.BytesIO(data))
    styles = {one.style.name for one in opened.paragraphs if one.style}
    assert {"Title", "Heading 1", "Heading 2", "List Bullet", "Readouts Notice"} <= styles
    assert opened.core_properties.title == "West and East"
    assert len(opened.tables) > 5
    notes = word_text(data, "word/footnotes.xml")
    assert "https://example.org/east" in notes
    assert "Ministry of the West" in notes
    for one in (sample().left, sample().right):
        for piece in one.text.split():
            assert piece[:12] in word_text(data)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert b"eastAsia" in archive.read("word/styles.xml")
        assert b'descr="' in archive.read("word/document.xml")


def test_word_of_hostile_text_is_inert_and_complete() -> None:
    data = encode(hostile_report(), "docx")
    told = solid(word_text(data))
    for passage in HOSTILE:
        assert solid(line(passage)) in told
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert b"javascript:" not in archive.read("word/_rels/document.xml.rels")
        assert b"w:instrText" not in archive.read("word/document.xml")


def test_word_templates(tmp_path: Path) -> None:
    import docx

    own = docx.Document()
    own.add_paragraph("House of {{ title }}: {{ pairs[0].finding }}")
    own.add_paragraph("{{ report }}")
    own.add_paragraph("The end.")
    own.save(str(tmp_path / "house.docx"))
    told = Preferences(template=tmp_path / "house.docx")
    data = encode(sample(), "docx", told)
    paragraphs = [one.text for one in docx.Document(io.BytesIO(data)).paragraphs]
    assert paragraphs[0].startswith("House of West and East: The East text")
    assert paragraphs[-1] == "The end."
    assert "Sources" in paragraphs
    own.add_paragraph("{{ nothing }}")
    own.save(str(tmp_path / "house.docx"))
    with pytest.raises(WriteError, match="nothing"):
        encode(sample(), "docx", told)
    (tmp_path / "house.docx").write_text("no archive", encoding="utf-8")
    with pytest.raises(WriteError, match="no Word template"):
        encode(sample(), "docx", told)


def test_text_templates(tmp_path: Path) -> None:
    template = tmp_path / "own.html.jinja"
    template.write_text("<p>{{ pairs[0].left.name }}</p>{{ title }}", encoding="utf-8")
    page = render(hostile_report(), "html", Preferences(template=template))
    assert "<script" not in page
    template.write_text("{{ ''.__class__.__mro__ }}", encoding="utf-8")
    with pytest.raises(WriteError, match="unsafe"):
        render(sample(), "html", Preferences(template=template))
    with pytest.raises(WriteError, match="no such file"):
        render(sample(), "html", Preferences(template=tmp_path / "absent"))


@pytest.fixture(scope="module")
def han() -> None:
    from compare.report.writers.pdf import _fonts

    if not _fonts(None)["han"]:
        pytest.skip("no font with Chinese characters: install the package fonts-noto-cjk")


@pytest.mark.usefixtures("han")
def test_pdf_has_title_outline_tags_and_both_texts() -> None:
    data = encode(sample(), "pdf")
    assert data.startswith(b"%PDF-")
    for key in (b"/StructTreeRoot", b"/Outlines", b"/Lang"):
        assert key in data
    told = solid(pdf_text(data))
    for one in (sample().left, sample().right):
        for piece in one.text.split():
            assert solid(piece)[:12] in told


@pytest.mark.usefixtures("han")
def test_pdf_of_hostile_text_holds_it_all(tmp_path: Path) -> None:
    reader = shutil.which("pdftotext")
    if reader is None:
        pytest.skip("no pdftotext on this machine: install the package poppler-utils")
    write(hostile_report(), tmp_path / "report.pdf")
    command = [reader, str(tmp_path / "report.pdf"), "-"]
    done = subprocess.run(command, capture_output=True, check=True, text=True)
    told = solid(done.stdout)
    assert "<script>alert(1)</script>" in told
    assert "#head" in told
    assert told.count("x") > 300_000


def test_pdf_without_a_chinese_font_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    from compare.report.writers import pdf

    monkeypatch.setattr(pdf, "_HAN_SERIF", ())
    monkeypatch.setattr(pdf, "_HAN_SANS", ())
    with pytest.raises(WriteError, match=r"fonts-noto-cjk.*--fonts"):
        encode(sample(), "pdf")


def test_latex_escapes_every_command(tmp_path: Path) -> None:
    body = render(hostile_report(), "latex")
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f]", body)
    assert "\\textless{}script\\textgreater{}" in body
    assert body.count("x" * 20) >= 10_000
    engine = shutil.which("xelatex")
    if engine is None:
        pytest.skip("no XeLaTeX on this machine: install the package texlive-xetex")
    write(sample(), tmp_path / "report.tex")
    command = [engine, "-interaction=batchmode", "-halt-on-error", "report.tex"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, check=False)
    assert done.returncode == 0
    assert (tmp_path / "report.pdf").stat().st_size > 10_000


def test_workbook_prints_lying_with_its_head_on_each_page_and_rows_of_their_height() -> None:
    import openpyxl

    long = export_comparison(sample())
    book = openpyxl.load_workbook(io.BytesIO(encode(long, "xlsx")))
    for sheet in book:
        assert sheet.page_setup.orientation == "landscape"
        assert sheet.print_title_rows == "$1:$1"
        assert sheet.print_title_cols == "$A:$A"
        width = sum(sheet.column_dimensions[c.column_letter].width for c in sheet[1])
        assert width / (sheet.page_setup.fitToWidth or 1) < 300, sheet.title
    most = 1.0
    for row in book["segments"].iter_rows(min_row=2):
        widths = [book["segments"].column_dimensions[c.column_letter].width for c in row]
        lines = max(
            len(c.value) / w for c, w in zip(row, widths, strict=True) if isinstance(c.value, str)
        )
        most = max(most, lines)
        assert (book["segments"].row_dimensions[row[0].row].height or 15) >= 15 * lines
    assert most > 1


def test_workbook_has_every_sheet_and_no_formula() -> None:
    import openpyxl

    book = openpyxl.load_workbook(io.BytesIO(encode(hostile_report(), "xlsx")))
    assert book.sheetnames == [table.name for table in TABLES]
    for sheet in book:
        assert sheet.freeze_panes == "A2"
        assert sheet.auto_filter.ref
        for row in sheet.iter_rows():
            assert {cell.data_type for cell in row} <= {"s", "n", "b", "inlineStr"}
            assert all(cell.hyperlink is None for cell in row)
    sheet = book["segments"]
    head = [cell.value for cell in sheet[1]]
    places = [place for place, name in enumerate(head) if str(name).partition(" ")[0] == "text"]
    found = [
        "".join(str(row[place].value or "") for place in places)
        for row in sheet.iter_rows(min_row=2, max_row=1 + len(HOSTILE))
    ]
    # Excel writes such signs as _xHHHH_; none of them is in these texts as shown.
    assert found == [show_controls(text) for text in HOSTILE]


def test_zip_and_parquet_hold_the_same_tables() -> None:
    import pyarrow.parquet as pq

    with zipfile.ZipFile(io.BytesIO(encode(sample_event(), "tables"))) as archive:
        names = [name for name in archive.namelist() if name.endswith(".csv")]
        assert names == [f"{table.name}.csv" for table in TABLES]
        for name in names:
            rows = list(csv.reader(io.StringIO(archive.read(name).decode(), newline="")))
            told = Preferences(table=name.removesuffix(".csv"))
            found = pq.read_table(io.BytesIO(encode(sample_event(), "parquet", told)))
            assert found.column_names == rows[0]
            assert found.num_rows == len(rows) - 1
    assert encode(sample(), "csv", Preferences(bom=True)).startswith(b"\xef\xbb\xbf")
    with pytest.raises(WriteError, match="segments"):
        encode(sample(), "csv", Preferences(table="wrong"))


@pytest.mark.parametrize("make", [sample, sample_event, hostile_report])
def test_tmx_fits_its_definition(make: Any) -> None:
    text = render(make(), "tmx").encode()
    root = etree.fromstring(text, etree.XMLParser(load_dtd=False, huge_tree=True))
    dtd = etree.DTD(io.StringIO(TMX))
    assert dtd.validate(root), dtd.error_log
    units = root.findall(".//tu")
    assert units
    assert all(len(unit.findall("tuv")) == 2 for unit in units)


def test_bibtex_has_an_entry_a_text_and_balanced_braces() -> None:
    assert re.findall(r"^@(\w+){(\S+),$", render(sample(), "bibtex"), re.MULTILINE) == [
        ("software", "readouts"),
        ("online", "west"),
        ("online", "east"),
    ]
    for body in render(hostile_report(), "bibtex").split("\n\n"):
        assert body.count("{") == body.count("}")


def test_references_hold_what_is_known_and_no_more() -> None:
    """A paraphrase is not by whom it tells of; a text without a title has none."""
    ris = render(sample(), "ris").split("ER  - ")
    west, east = ris[1], ris[2]
    assert "AU  - " not in west
    assert "TI  - " not in west
    assert "N1  - paraphrase of a statement of Ministry of the West" in west
    for tag in ("AU  - 东方部,", "TI  - 港口城市会谈", "UR  - https://example.org/east"):
        assert tag in east
    assert "Y2  - 2024/03/09" in east
    program, first, second = json.loads(render(sample(), "csl-json"))
    assert program["type"] == "software"
    assert "author" not in first
    assert "title" not in first
    assert second["author"] == [{"literal": "东方部"}]
    assert second["accessed"] == {"date-parts": [[2024, 3, 9]]}
    classic = render(sample(), "bibtex-classic")
    assert "@online" not in classic
    assert "\\url{https://example.org/east}" in classic
    for form in ("bibtex", "bibtex-classic"):
        for body in render(hostile_report(), form).split("\n\n"):
            assert body.count("{") == body.count("}")
    untitled = sample().right.model_copy(update={"title": ""})
    assert "title" not in json.loads(render(replace(sample(), right=untitled), "csl-json"))[2]


def test_the_longest_suffix_chooses_the_format(tmp_path: Path) -> None:
    for name in ("a.csl.json", "a.classic.bib", "a.ris"):
        write(sample(), tmp_path / name)
    assert json.loads((tmp_path / "a.csl.json").read_text("utf-8"))[0]["type"] == "software"
    assert "@misc" in (tmp_path / "a.classic.bib").read_text("utf-8")


def test_json_lines_are_read_back(tmp_path: Path) -> None:
    write([sample(), sample_event()], tmp_path / "set.jsonl")
    found = load_all(tmp_path / "set.jsonl")
    assert found == (export_comparison(sample()), export_event(sample_event()))
    with pytest.raises(WriteError, match=r"\.jsonl"):
        write([sample(), sample()], tmp_path / "set.json")
    with pytest.raises(WriteError, match="nothing to report"):
        write([], tmp_path / "set.jsonl")


@pytest.mark.parametrize("form", ["md", "html", "latex", "docx"])
def test_a_set_names_each_comparison(form: str) -> None:
    told = Preferences.choose(language="zh", names={"West": "西方"})
    data = encode([sample(), sample_event()], form, told)
    body = word_text(data) if form == "docx" else data.decode()
    assert "2项比较" in body
    assert "西方" in body
    assert "West文本" not in body


@pytest.mark.parametrize("form", ["md", "html", "latex", "docx"])
def test_parts_can_be_left_away_but_not_the_notice(form: str) -> None:
    told = Preferences.choose(["topics"])
    data = encode(sample(), form, told)
    body = word_text(data) if form == "docx" else data.decode()
    assert "is a paraphrase" in body
    assert "speaks of these texts" in body
    assert "Northern strait" in body
    assert "SHA-256" not in body
    assert "cross-validation" not in body
    with pytest.raises(WriteError, match="no part 'topic'"):
        Preferences.choose(["topic"])
    with pytest.raises(WriteError, match="en zh"):
        Preferences.choose(language="fr")
