"""PDFs to drafts, read in a process of its own.

A PDF can be made to keep any reader busy for hours or to fill the memory, so the parser runs
apart, with a limit on its time and its memory, and only text comes back.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import re
import statistics
import subprocess
import sys
from typing import Any

from corpus.documents import Draft
from corpus.errors import ReadError
from corpus.formats.boilerplate import clean
from corpus.formats.pdf_layout import Glyph, page_lines, plain
from corpus.formats.pdf_paragraphs import join_lines
from corpus.text.dates import only_date

SECONDS = 60.0
"""Longest time that a PDF may take; a page takes about a tenth of a second."""
MEMORY = 768 << 20
"""Most address space of the process that reads, in bytes, where the system can limit it."""
PAGES = 300
"""Most pages of a PDF that is read."""

_GLYPHS = 3_000_000
_JUNK_TITLE = re.compile(
    r"microsoft word|untitled|\.(?:docx?|pdf|indd|html?)\b|^[\W\d_]*$|"
    r"^(?:document|title|presentation)\d*$",
    re.IGNORECASE,
)
_UNKNOWN = re.compile(r"\(cid:\d+\)|[\ue000-\uf8ff\ufffd]")


def read_pdf(data: bytes, name: str, seconds: float = SECONDS) -> Draft:
    """The statement in a PDF.

    Raises:
        ReadError: the PDF is broken, protected by a password, a scan without text, or takes
            longer than ``seconds`` or more than :data:`MEMORY`.
    """
    found = _apart(data, name, seconds)
    if "refusal" in found:
        raise ReadError(f"{name} {found['refusal']}")
    said = list(found["paragraphs"])
    date = next((d for p in said[:6] if (d := only_date(p))), None)
    title = found["title"]
    kept = list(clean(said))
    if kept and title and "".join(kept[0].split()) == "".join(title.split()):
        kept.pop(0)
    kept = [p for n, p in enumerate(kept) if n > 3 or date is None or only_date(p) != date]
    return Draft(text="\n\n".join(kept), title=title, date=date)


def _apart(data: bytes, name: str, seconds: float) -> dict[str, Any]:
    """What the reading process answers."""
    path = os.pathsep.join(entry or os.getcwd() for entry in sys.path)
    try:
        run = subprocess.run(
            [
                sys.executable,
                "-W",
                "ignore",
                "-c",
                "from corpus.formats.pdf import answer; answer()",
            ],
            input=data,
            capture_output=True,
            timeout=seconds,
            env={**os.environ, "PYTHONPATH": path, "PYTHONIOENCODING": "utf-8"},
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise ReadError(
            f"{name} took longer than {seconds:g} seconds to read; save its text instead"
        ) from None
    try:
        found: dict[str, Any] = json.loads(run.stdout)
    except ValueError:
        raise ReadError(
            f"{name} is a PDF that could not be read within {MEMORY >> 20:,} MiB; save its text"
        ) from None
    return found


def answer() -> None:
    """Read a PDF from the standard input and write what it holds as JSON; runs apart."""
    _limit()
    data = sys.stdin.buffer.read()
    try:
        found = _read(data)
    except (MemoryError, RecursionError):
        found = {"refusal": "is a PDF too tangled to read; save its text"}
    # A broken file makes the parser fail in any way there is, and each means the same.
    except Exception:
        found = {"refusal": "is a damaged PDF; get it again, or save its text"}
    sys.stdout.buffer.write(json.dumps(found).encode())


def _limit() -> None:
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (int(SECONDS) + 5, int(SECONDS) + 5))


def _read(data: bytes) -> dict[str, Any]:
    import logging

    from pdfminer.pdfdocument import PDFDocument, PDFEncryptionError, PDFPasswordIncorrect
    from pdfminer.pdfparser import PDFParser

    logging.disable(logging.CRITICAL)
    try:
        document = PDFDocument(PDFParser(io.BytesIO(data)))
    except (PDFPasswordIncorrect, PDFEncryptionError):
        return {"refusal": "is protected by a password; save it without one"}
    pages = _glyphs(document)
    if pages is None:
        return {"refusal": f"has more than {PAGES:,} pages; give one statement per file"}
    if not any(glyph.text.strip() for page in pages for glyph in page):
        return {"refusal": "has no text layer; run OCR on it first"}
    text = "".join(glyph.text for page in pages for glyph in page)
    if len("".join(_UNKNOWN.findall(text))) > 0.1 * len(text):
        return {"refusal": "does not say which characters its fonts show; run OCR on it first"}
    paragraphs = join_lines([page_lines(glyphs) for glyphs in pages])
    return {"paragraphs": paragraphs, "title": _title(document, pages[0], paragraphs)}


def _glyphs(document: Any) -> list[list[Glyph]] | None:
    """The upright characters of each page, or None if the pages are too many."""
    from pdfminer.converter import PDFPageAggregator
    from pdfminer.layout import LTChar, LTContainer
    from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
    from pdfminer.pdfpage import PDFPage

    resources = PDFResourceManager()
    device = PDFPageAggregator(resources, laparams=None)
    interpreter = PDFPageInterpreter(resources, device)
    pages: list[list[Glyph]] = []
    total = 0
    for page in PDFPage.create_pages(document):
        if len(pages) == PAGES:
            return None
        interpreter.process_page(page)
        glyphs: list[Glyph] = []
        stack: list[Any] = [device.get_result()]
        while stack:
            item = stack.pop()
            if isinstance(item, LTChar):
                if item.upright and item.size > 0:
                    text = plain(item.get_text())
                    glyphs.append(Glyph(item.x0, item.y0, item.x1, item.y1, text))
            elif isinstance(item, LTContainer):
                stack.extend(item)
        total += len(glyphs)
        if total > _GLYPHS:
            raise MemoryError
        pages.append(glyphs)
    return pages


def _title(document: Any, first: list[Glyph], paragraphs: list[str]) -> str:
    """What is set largest on the first page, else the title that the file carries."""
    from pdfminer.utils import decode_text

    inked = [glyph for glyph in first if glyph.text.strip()]
    if inked:
        body, largest = statistics.median(g.size for g in inked), max(g.size for g in inked)
        big = {g.text for g in inked if g.size > 0.95 * largest}
        head = paragraphs[0] if paragraphs else ""
        if largest > 1.15 * body and len(head) <= 300 and set("".join(head.split())) <= big:
            return " ".join(head.split())
    for info in document.info:
        raw = info.get("Title")
        title = decode_text(raw) if isinstance(raw, bytes) else str(raw or "")
        title = " ".join(title.replace("\x00", "").split())
        if title and not _JUNK_TITLE.search(title) and len(title) <= 300:
            return title
    return ""
