"""Files that statements are read from, and texts that are cut."""

from __future__ import annotations

import json
from collections.abc import Callable

import file_cases
import made_files
import sample_pages

import corpus
from compare.segmentation.segments import clauses, segment
from corpus import Source, Statement
from corpus.formats.pdf import child
from tests.fuzz.judging import check_line
from tests.fuzz.mutations import Seed
from tests.fuzz.targets import Target
from tests.fuzz.tokens import ARCHIVE, JSON, MARKUP, PDF, TEXT, WORD, YAML

_TEXTS = (file_cases.ENGLISH, file_cases.CHINESE, file_cases.TRADITIONAL)
_CONFERENCE = (
    "MR. BERG: Good afternoon. Go ahead.\n\nQUESTION: What did Dr. Wu say of U.S. policy?\n\n"
    "MR. BERG: He said that “the two sides” – I quote – “agree”.\n\n1. Trade;\n2. Visas"
)


def read_as(kind: str) -> Callable[[bytes], object]:
    """Read bytes as that kind, singly and as many."""

    def read(data: bytes) -> object:
        found = corpus.read_documents(data, kind=kind, refused=check_line)
        return [document.statement for document in found]

    return read


def read_any(data: bytes) -> object:
    """Read bytes of which nobody said the kind."""
    return corpus.read(data, side="US")


def read_pages(data: bytes) -> object:
    """Read the pages of a PDF here."""
    found = json.loads(child._answer(data))
    if "refusal" in found:
        raise corpus.ReadError(found["refusal"])
    return found


def read_tables(data: bytes) -> object:
    """Read bytes as a table in each of the ways there are."""
    answers = []
    for kind in ("csv", "json", "jsonl"):
        try:
            answers.append(corpus.read_documents(data, kind=kind, refused=check_line))
        except corpus.ReadError as error:
            check_line(error)
    table = corpus.read_table(data, skip=True)
    for refusal in table.refused:
        check_line(refusal)
    return answers


def cut(data: bytes) -> object:
    """Cut a text into segments, which hold all of it in order."""
    text = data.decode("utf-8", "replace").replace("\x00", "")
    if not text.strip():
        raise corpus.ReadError("an empty text")
    for language in ("en", "zh"):
        statement = Statement(id="a", side="US", language=language, text=text, source=Source())
        found = segment(statement)
        ends = [0, *(one.end for one in found)]
        assert all(end <= one.start < one.end for end, one in zip(ends, found, strict=False))
        assert ends[-1] <= len(text)
        for one in found[:50]:
            spans = clauses(statement, one)
            assert all(one.start <= start <= end <= one.end for start, end in spans)
    return None


def texts() -> list[Seed]:
    """Texts in both languages and in old encodings."""
    made = [Seed(text.encode()) for text in (*_TEXTS, _CONFERENCE)]
    return [*made, Seed(_TEXTS[1].encode("gb18030")), Seed(_TEXTS[2].encode("utf-16"))]


def pages() -> list[Seed]:
    """Pages of several hosts."""
    names = "STATE WHITE_HOUSE_OLD MFA FMPRC_OLD MOFA WECHAT GENERAL".split()
    return [Seed(getattr(sample_pages, name).encode()) for name in names]


def saved_pages() -> list[Seed]:
    """Pages as browsers save them whole."""
    return [
        Seed(made_files.make_mhtml(sample_pages.GENERAL)),
        Seed(made_files.make_mhtml(sample_pages.MFA)),
        Seed(sample_pages.STATE.encode(), _saved),
    ]  # fmt: skip


def _saved(page: bytes) -> bytes:
    return made_files.make_mhtml(page.decode("utf-8", "replace"))


def _name(data: bytes) -> str:
    return data[:300].decode("latin-1") or "a"


def pdfs() -> list[Seed]:
    """PDFs changed anywhere, and sound ones around changed contents or fonts."""
    lines = made_files.set_lines(file_cases.ENGLISH)
    drawn = b"BT /L 11 Tf 72 700 Td (They met in Geneva.) Tj 0 -14 Td [(and) -250 (spoke)] TJ ET"
    font = (
        b"<< /Type /Font /Subtype /Type0 /BaseFont /Song /Encoding /Identity-H /DescendantFonts "
        b"[5 0 R] /ToUnicode 6 0 R >>"
    )
    return [
        Seed(made_files.make_pdf([lines])),
        Seed(made_files.make_pdf([[(72, 700, 11, _TEXTS[1][:24])]], password="")),
        Seed(drawn, lambda content: made_files.make_pdf([lines], extra={11: _stream(content)})),
        Seed(font, lambda changed: made_files.make_pdf([lines], extra={4: changed})),
    ]


def _stream(content: bytes) -> bytes:
    return b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content)


def word_documents() -> list[Seed]:
    """Word documents changed anywhere, and sound archives around a changed text."""
    body = "".join(map(made_files.word_paragraph, file_cases.ENGLISH.split("\n\n")))
    table = f"<w:tbl><w:tr><w:tc>{body}</w:tc></w:tr></w:tbl>"
    return [
        Seed(body.encode(), lambda xml: made_files.make_docx(xml.decode("utf-8", "replace"))),
        Seed(table.encode(), lambda xml: made_files.make_docx(xml.decode("utf-8", "replace"))),
        Seed(b"<w:document/>", lambda xml: made_files.make_zip({"word/document.xml": xml})),
        Seed(made_files.make_docx(body)),
    ]


def markdown() -> list[Seed]:
    """Markdown with and without front matter."""
    front = "---\ntitle: Talks\nside: US\ndate: 2024-01-12\nsource:\n  url: https://a.org\n---\n"
    marks = "# Talks\n\n- one\n- two\n\n> said\n\n|a|b|\n|---|---|\n|c|d|\n\n[link](x) *a* `b`\n"
    return [Seed((front + text).encode()) for text in (*_TEXTS, marks)] + [Seed(marks.encode())]


def archives() -> list[Seed]:
    """Archives changed anywhere, and sound ones around a changed member."""
    members = {"a/us.txt": file_cases.ENGLISH.encode(), "prc.md": file_cases.CHINESE.encode()}
    page = sample_pages.GENERAL.encode()
    return [
        Seed(made_files.make_zip(members)),
        Seed(made_files.make_zip(members, 0)),
        Seed(page, lambda data: made_files.make_zip({"a.html": data, "b.txt": b"They met."})),
        Seed(
            b"us.txt",
            lambda name: made_files.make_zip({name[:300].decode("latin-1") or "a": b"They met."}),
        ),
    ]


def tables() -> list[Seed]:
    """Tables in each form."""
    rows = [
        {"id": "a", "side": "US", "date": "2024-01-12", "text": file_cases.ENGLISH, "event": "e"},
        {"id": "b", "side": "PRC", "language": "zh", "text": file_cases.CHINESE, "event": "e"},
    ]
    comma = (
        'side,date,text,event\nUS,2024-01-12,"They met, and spoke.",e\nPRC,,"双方""会谈""。",e\n'
    )
    return [
        Seed(comma.encode()),
        Seed(comma.replace(",", ";").encode("utf-16")),
        Seed(json.dumps(rows).encode()),
        Seed("\n".join(map(json.dumps, rows)).encode()),
        Seed(json.dumps(rows[0]).encode()),
    ]


_CHARACTERS = tuple(text.encode() for text in TEXT)
TARGETS = {
    "html": Target(read_as("html"), pages, MARKUP, 60),
    "mhtml": Target(read_as("mhtml"), saved_pages, MARKUP, 60),
    "pdf": Target(read_as("pdf"), pdfs, PDF, 15),
    # In this process, as the one of its own does it; that one bounds the memory.
    "pdf pages": Target(read_pages, pdfs, PDF, 60, memory=8_000),
    "docx": Target(read_as("docx"), word_documents, WORD, 150),
    "markdown": Target(read_as("markdown"), markdown, (*YAML, b"![", b"|")),
    "text": Target(read_any, texts, _CHARACTERS, 120),
    "zip": Target(read_as("zip"), archives, ARCHIVE, 80),
    "tables": Target(read_tables, tables, (*JSON, b"text,", b"sep=;\n", b'"",', b"\r\n")),
    "segmenter": Target(cut, texts, _CHARACTERS, 40),
}
