"""What a file is: told by its first bytes, then by its name; what it is called may be wrong."""

from __future__ import annotations

import re
from typing import Literal, get_args

from corpus.errors import ReadError
from corpus.formats.zip import open_archive

FileFormat = Literal["text", "markdown", "json", "jsonl", "html", "mhtml", "pdf", "docx", "zip"]
FILE_FORMATS: tuple[FileFormat, ...] = get_args(FileFormat)

MEDIA_TYPES: dict[FileFormat, str] = {
    "text": "text/plain",
    "markdown": "text/markdown",
    "json": "application/json",
    "jsonl": "application/jsonl",
    "html": "text/html",
    "mhtml": "multipart/related",
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "zip": "application/zip",
}
_SUFFIXES: dict[str, FileFormat] = {
    ".txt": "text",
    ".text": "text",
    ".md": "markdown",
    ".markdown": "markdown",
    ".json": "json",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".html": "html",
    ".htm": "html",
    ".shtml": "html",
    ".xhtml": "html",
    ".mhtml": "mhtml",
    ".mht": "mhtml",
    ".pdf": "pdf",
    ".docx": "docx",
    ".zip": "zip",
}
_BY_MEDIA_TYPE: dict[str, FileFormat] = {
    **{media_type: kind for kind, media_type in MEDIA_TYPES.items()},
    "application/xhtml+xml": "html",
    "application/x-ndjson": "jsonl",
    "application/x-zip-compressed": "zip",
}
PART = "word/document.xml"
"""Where a Word document keeps its text."""
_SAVED = (b"from: <saved by", b"mime-version:", b'from: "saved by')
_RELATED = re.compile(rb"^content-type:\s*multipart/related", re.MULTILINE)
# What must begin with its own mark.
_MARKED: dict[FileFormat, str] = {"pdf": "PDF", "docx": "Word document", "zip": "ZIP archive"}
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
_OFFICE = {"xl/": "an Excel workbook", "ppt/": "a PowerPoint presentation", "META-INF/": "no text"}


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
    for mark, message in _REFUSED:
        if data.startswith(mark):
            raise ReadError(f"{name} {message}")
    if data.startswith(_OLE):
        locked = _LOCKED in data
        how = "is protected by a password; save it without one" if locked else None
        raise ReadError(f"{name} {how or _REFUSED_SUFFIXES['.doc']}")
    if b"%PDF-" in data[:1_024]:
        return "pdf"
    if data.startswith(b"PK\x03\x04"):
        return _archive(data, name)
    # Before the name: a page is often called .txt, or has no name at all.
    if _PAGE.match(data[:4_000].removeprefix(b"\xef\xbb\xbf")):
        return "html"
    if _is_saved_page(data):
        return "mhtml"
    if suffix in _REFUSED_SUFFIXES:
        raise ReadError(f"{name} {_REFUSED_SUFFIXES[suffix]}")
    kind = _SUFFIXES.get(suffix) or _BY_MEDIA_TYPE.get(media_type, "text")
    if kind in _MARKED and data.strip():
        raise ReadError(f"{name} is called a {_MARKED[kind]} and is none; get it again")
    return kind if data.strip() else "text"


def _archive(data: bytes, name: str) -> FileFormat:
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


def _is_saved_page(data: bytes) -> bool:
    """Whether the bytes begin as a page that a browser saved whole into one file does."""
    head = data[:4_000].lstrip().lower()
    return head.startswith(_SAVED) and _RELATED.search(head) is not None
