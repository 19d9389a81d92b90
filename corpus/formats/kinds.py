"""What a file is: told by its first bytes, then by its name; what it is called may be wrong."""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module

from corpus.documents import Draft
from corpus.errors import CorpusError, ReadError
from corpus.formats.columns import field_named
from corpus.formats.zip import open_archive

Reader = Callable[..., Draft]
"""Bytes and name of a file (and its address, where a format is of the web) to what it holds."""


@dataclass(frozen=True, slots=True)
class FileFormat:
    """One format of files that statements are read from."""

    name: str
    """What ``kind`` of :func:`corpus.read` calls it."""
    label: str
    """What a message or a list calls it."""
    suffixes: tuple[str, ...]
    """Of file names, lower case with their dot; a file of such a name is of the format unless its
    first bytes say otherwise."""
    media_types: tuple[str, ...]
    """What a server may call it; the first is recorded with what was read."""
    reader: str | Reader = ""
    """Function from bytes and name to a draft, or ``module:function`` of this package that is
    imported when there is something to read. Empty where it is text to be decoded, or holds
    several files: those :mod:`corpus.readers` takes apart itself."""
    recognise: Callable[[bytes], bool] | None = None
    """Whether bytes, which may be all or the first and last of a file, are of the format."""
    binary: bool = False
    """True where nothing is of the format but what begins with its own mark."""
    web: bool = False
    """True where an address may complete what the file says; the reader then takes it third."""

    def load_reader(self) -> Reader:
        """Return the function that reads the format; only where :attr:`reader` is not empty."""
        if callable(self.reader):
            return self.reader
        module, _, function = self.reader.partition(":")
        found: Reader = getattr(import_module(module), function)
        return found


PART = "word/document.xml"
"""Where a Word document keeps its text."""
_SAVED = (b"from: <saved by", b"mime-version:", b'from: "saved by')
_RELATED = re.compile(rb"^content-type:\s*multipart/related", re.MULTILINE)
_WORD = "save it as DOCX or text"
_REFUSED_SUFFIXES = {
    ".doc": f"is an old Word document; {_WORD}",
    ".odt": f"is an OpenDocument text; {_WORD}",
    ".rtf": f"is a rich text document; {_WORD}",
    ".pages": f"is a Pages document; {_WORD}",
    ".wps": f"is a WPS document; {_WORD}",
    ".xml": "is XML and no statement; save its text",
    ".webarchive": "is a web archive of Safari; save the page as HTML",
}
_REFUSED = (
    (b"{\\rtf", f"is a rich text document; {_WORD}"),
    (b"\x89PNG", "is a picture; run OCR on it first"),
    (b"\xff\xd8\xff", "is a picture; run OCR on it first"),
    (b"GIF8", "is a picture; run OCR on it first"),
    (b"II*\x00", "is a picture; run OCR on it first"),
    (b"MM\x00*", "is a picture; run OCR on it first"),
    (b"bplist00", "is a web archive of Safari; save the page as HTML"),
    (b"\x1f\x8b", "is packed with gzip; unpack it first"),
    (b"BZh", "is packed with bzip2; unpack it first"),
    (b"\xfd7zXZ", "is packed with xz; unpack it first"),
    (b"7z\xbc\xaf", "is a 7z archive; unpack it, or pack it as ZIP"),
    (b"Rar!", "is a RAR archive; unpack it, or pack it as ZIP"),
    (b"SQLite format 3", "is a database and no statement; open it with corpus.Library"),
    (b"PK\x05\x06", "is an empty ZIP archive; put statements into it"),
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LOCKED = "EncryptedPackage".encode("utf-16-le")
_PAGE = re.compile(
    # Atomic: comments in a row could else be parted in more ways than there is time for.
    rb"\s*(?:<\?xml[^>]{0,200}>\s*)?(?:(?><!--[\s\S]{0,2000}?-->)\s*)*"
    rb"<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE,
)
# What a scraper writes above the page that it got.
_HEADED = re.compile(rb"[^<]{1,2000}\n\s*<(?:!doctype\s+html|html)\b", re.IGNORECASE)
_FRAGMENT = re.compile(
    rb"\s*<(p|div|article|section|span|h1|h2|table|ul|ol|font|center)\b[^>]{0,500}>", re.IGNORECASE
)
# Pieces of a page below a line of text, or with their brackets written as entities.
_ENDED_BLOCK = re.compile(rb"</(?:p|div|li|h[1-6]|td|span|strong)\s*>", re.IGNORECASE)
_BREAK = re.compile(rb"<br\s*/?>", re.IGNORECASE)
_BLANK_LINE = re.compile(rb"\n[ \t\r]*\n|\r[ \t]*\r")
_ESCAPED = re.compile(rb"\s*&lt;(?:p|div|span|article|h[1-6])\b[^<]*?&gt;", re.IGNORECASE)
_FRONT = re.compile(rb"---[ \t]*\r?\n(?:[\w-]+:.*\r?\n){1,60}---[ \t]*\r?\n")
_OFFICE = {"xl/": "an Excel workbook", "ppt/": "a PowerPoint presentation", "META-INF/": "no text"}


def _is_pdf(data: bytes) -> bool:
    # An archive or a page may hold a PDF, or speak of one, in its first bytes.
    return b"%PDF-" in data[:1_024] and not data.lstrip().startswith((b"PK\x03\x04", b"<"))


def _is_page(data: bytes) -> bool:
    head = data[:4_000].removeprefix(b"\xef\xbb\xbf")
    return _PAGE.match(head) is not None or _HEADED.match(head) is not None


def _is_saved_page(data: bytes) -> bool:
    """Whether the bytes begin as a page that a browser saved whole into one file does."""
    head = data[:4_000].lstrip().lower()
    return head.startswith(_SAVED) and _RELATED.search(head) is not None


def _is_json_lines(data: bytes) -> bool:
    """Whether every one of the first lines is a JSON object, and there are several."""
    lines = [line.strip() for line in data[:1_000_000].split(b"\n", 3)[:3]]
    whole = [line for line in lines[:2] if line]
    return len(whole) == 2 and all(line[:1] == b"{" and line[-1:] == b"}" for line in whole)


def _is_table(data: bytes) -> bool:
    """Whether a text begins with the names of columns, text and others, and holds rows below."""
    lines = [line for line in data[:20_000].removeprefix(codecs.BOM_UTF8).splitlines() if line]
    if len(lines) < 2 or len(lines[0]) > 500:
        return False
    try:
        head = lines[0].decode("utf-8")
    except UnicodeDecodeError:
        head = lines[0].decode("gb18030", "replace")
    sign = max(",\t;|", key=head.count)
    names = [name.strip().strip('"') for name in head.split(sign)]
    known = {field_named(name) for name in names if name} - {""}
    # A sentence of a few words may hold such names, too; the line below has no fewer signs.
    below = lines[1].count(sign.encode()) >= len(names) - 1
    return len(known) > 1 and "text" in known and 2 * len(known) >= len(names) and below


_BUILT_IN = (
    FileFormat("text", "text", (".txt", ".text"), ("text/plain",)),
    FileFormat("markdown", "Markdown", (".md", ".markdown"), ("text/markdown",)),
    FileFormat("json", "JSON", (".json",), ("application/json",)),
    FileFormat(
        "jsonl", "JSON lines", (".jsonl", ".ndjson"), ("application/jsonl", "application/x-ndjson")
    ),
    FileFormat(
        "csv",
        "table",
        (".csv", ".tsv"),
        ("text/csv", "text/tab-separated-values"),
    ),
    FileFormat(
        "html",
        "web page",
        (".html", ".htm", ".shtml", ".xhtml"),
        ("text/html", "application/xhtml+xml"),
        reader="corpus.formats.html.page:read_page",
        recognise=_is_page,
        web=True,
    ),
    FileFormat(
        "mhtml",
        "saved web page",
        (".mhtml", ".mht"),
        ("multipart/related",),
        reader="corpus.formats.mhtml:read_web_archive",
        recognise=_is_saved_page,
        web=True,
    ),
    FileFormat(
        "pdf",
        "PDF",
        (".pdf",),
        ("application/pdf",),
        reader="corpus.formats.pdf.document:read_pdf",
        recognise=_is_pdf,
        binary=True,
    ),
    FileFormat(
        "docx",
        "Word document",
        (".docx",),
        ("application/vnd.openxmlformats-officedocument.wordprocessingml.document",),
        reader="corpus.formats.docx:read_docx",
        binary=True,
    ),
    FileFormat(
        "zip",
        "ZIP archive",
        (".zip",),
        ("application/zip", "application/x-zip-compressed"),
        binary=True,
    ),
)
_formats = {form.name: form for form in _BUILT_IN}


def file_formats() -> tuple[FileFormat, ...]:
    """Every format that is read: those of this package, then those that were registered."""
    return tuple(_formats.values())


def register_format(form: FileFormat) -> None:
    """Let :func:`corpus.read` and all that stands on it read one more format.

    Where it has :attr:`FileFormat.recognise`, that is asked before what this package knows.
    Registering the same format again changes nothing.

    Raises:
        CorpusError: it has no reader, or its name, a suffix or a media type is another's.
    """
    if _formats.get(form.name) == form:
        return
    if not form.reader:
        raise CorpusError(f"format {form.name!r} has no reader; give it one, from bytes to a Draft")
    if not form.media_types:
        raise CorpusError(f"format {form.name!r} has no media type; give it one")
    names = {form.name, *form.suffixes, *form.media_types}
    for other in _formats.values():
        taken = names & {other.name, *other.suffixes, *other.media_types}
        if taken:
            raise CorpusError(
                f"format {form.name!r}: {min(taken)} is that of {other.name!r}; choose another"
            )
    _formats[form.name] = form


def format_named(name: str) -> FileFormat:
    """Return the format of that name.

    Raises:
        ReadError: there is none; says which there are.
    """
    if name not in _formats:
        raise ReadError(f"kind {name!r} is unknown; the kinds are {', '.join(_formats)}")
    return _formats[name]


def tell(data: bytes, suffix: str, media_type: str, name: str) -> FileFormat:
    """What the bytes are.

    Args:
        data: the file, or its beginning and its end.
        suffix: of its name, lower case with its dot; may be empty.
        media_type: what a server called it; may be empty.
        name: for messages.

    Raises:
        ReadError: a kind of file that is not read, with the remedy.
    """
    for form in file_formats()[len(_BUILT_IN) :]:
        if form.recognise is not None and form.recognise(data):
            return form
    _refuse_by_mark(data, name)
    # Before the name: a page is often called .txt, or has no name at all.
    for form in sorted(_BUILT_IN, key=lambda form: not form.binary):
        if form.recognise is not None and form.recognise(data):
            return form
    if data.startswith(b"PK\x03\x04"):
        return _formats[_archive(data, name)]
    text = _formats["text"]
    found = next((form for form in file_formats() if suffix in form.suffixes), None)
    if found is None and suffix in _REFUSED_SUFFIXES:
        raise ReadError(f"{name} {_REFUSED_SUFFIXES[suffix]}")
    if found is None:
        found = next((form for form in file_formats() if media_type in form.media_types), text)
    if found is text:
        found = _of_text(data, name)
    if found.name == "json" and _is_json_lines(data):
        return _formats["jsonl"]
    if found.binary and data.strip():
        raise ReadError(f"{name} is called a {found.label} and is none; get it again")
    return found if data.strip() else text


def _of_text(data: bytes, name: str) -> FileFormat:
    """What a file holds that is called text, or by no name that is known."""
    head = data[:20_000]
    if head.lstrip().startswith(b"<?xml"):
        raise ReadError(f"{name} {_REFUSED_SUFFIXES['.xml']}")
    # Before pages: the cells of rows may hold pieces of them.
    for form, recognise in (("jsonl", _is_json_lines), ("json", _is_json), ("csv", _is_table)):
        if recognise(data):
            return _formats[form]
    opened = _FRAGMENT.match(head) and b"</" in data
    # Who parts paragraphs by empty lines means no page by a line that is broken here and there.
    breaks = [] if _BLANK_LINE.search(head.strip()) else _BREAK.findall(head)
    ended = len(_ENDED_BLOCK.findall(head)) + len(breaks)
    if opened or _ESCAPED.match(head) or ended > 1:
        return _formats["html"]
    if _FRONT.match(head.removeprefix(codecs.BOM_UTF8)):
        return _formats["markdown"]
    return _formats["text"]


def _is_json(data: bytes) -> bool:
    """Whether a text is one JSON object, or a list of them."""
    marks = data.strip()[:1] + data.strip()[-1:]
    if marks not in (b"{}", b"[]"):
        return False
    try:
        loaded = json.loads(data)
    except (ValueError, RecursionError):
        return False
    return isinstance(loaded, dict) or bool(loaded and isinstance(loaded[0], dict))


def _refuse_by_mark(data: bytes, name: str) -> None:
    for mark, message in _REFUSED:
        if data.startswith(mark):
            raise ReadError(f"{name} {message}")
    if data.startswith(_OLE):
        locked = _LOCKED in data
        how = "is protected by a password; save it without one" if locked else None
        raise ReadError(f"{name} {how or _REFUSED_SUFFIXES['.doc']}")


def _archive(data: bytes, name: str) -> str:
    """A Word document is a ZIP archive too, and so are other things."""
    members = open_archive(data, name).namelist()
    if PART in members:
        return "docx"
    if "mimetype" in members:
        raise ReadError(f"{name} is an OpenDocument or EPUB file; {_WORD}")
    for folder, what in _OFFICE.items():
        if "[Content_Types].xml" in members and any(m.startswith(folder) for m in members):
            raise ReadError(f"{name} is {what} and no statement; save its text")
    return "zip"
