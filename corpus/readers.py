"""read(): a file, bytes, a stream or an address to a :class:`~corpus.Statement`.

Text files are never changed but for three things: they are decoded, a byte-order mark goes,
and every line end becomes a line feed. Control characters stay, NUL is refused. Of web
pages, PDFs and Word documents the statement's own paragraphs are kept, parted by empty
lines, without share links, "###", editors' credits, running heads and the like.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import PurePath
from typing import Any, ParamSpec, Unpack

from corpus.formats import plain
from corpus.formats import zip as archives
from corpus.formats.kinds import FILE_FORMATS, MEDIA_TYPES, FileFormat, tell
from corpus.text.decoding import decode

from .completion import complete, draft_fields, statement_id
from .documents import Details, Document, Draft
from .errors import ReadError
from .origins import LIMIT, Origin, Original, take
from .statements import Statement

__all__ = [
    "LIMIT",
    "FileFormat",
    "Origin",
    "read",
    "read_all",
    "read_document",
    "read_documents",
    "statement_id",
]

_Given = ParamSpec("_Given")
_FORMATS: dict[FileFormat, tuple[str, str]] = {
    "pdf": ("formats.pdf", "read_pdf"),
    "docx": ("formats.docx", "read_docx"),
    "html": ("formats.html.page", "read_page"),
    "mhtml": ("formats.mhtml", "read_web_archive"),
}
"""Module and function of each format that is not plain text, imported when there is one to read:
to get their many patterns ready takes a third of the time that importing the package may."""
_WEB: frozenset[FileFormat] = frozenset({"html", "mhtml"})
"""Formats in which an address may complete what the page says."""


def read(
    origin: Origin, *, kind: FileFormat | None = None, **details: Unpack[Details]
) -> Statement:
    """Read one statement.

    Args:
        origin: path of a file, its bytes, an open stream (of bytes or text), an address
            (``http://`` or ``https://``, which is fetched), or what :func:`corpus.fetch` gave.
        kind: ``text``, ``markdown`` (with YAML front matter), ``json`` (an object with the
            fields of a Statement), ``jsonl``, ``html``, ``mhtml``, ``pdf``, ``docx`` or
            ``zip``; by default told by the first bytes, then by the suffix, else ``text``.
        **details: what is known better than the file says it: ``side``, ``language`` (such
            as ``en`` or ``zh``), ``date`` (a date or ``YYYY-MM-DD``), ``title``, ``author``,
            ``publisher``, ``url``, ``fidelity``. Without them the file's own word counts;
            the side is then its name without the suffix, the language is detected.

    Raises:
        ReadError: the origin is missing, empty, longer than :data:`LIMIT` bytes, damaged,
            protected by a password, without text, holds several statements, or does not
            fit; one line that says the remedy.
        FetchError: the address cannot or may not be fetched.
    """
    return read_document(origin, kind=kind, **details).statement


def read_all(
    origin: Origin,
    *,
    kind: FileFormat | None = None,
    refused: Callable[[ReadError], object] | None = None,
    **details: Unpack[Details],
) -> tuple[Statement, ...]:
    """Read every statement of a ZIP archive, a JSON list or JSON lines, in their order.

    A ZIP is read by the names of its members, sorted; pictures and other files that a browser
    saves beside a page are passed over. Any other file gives its one statement.

    Args:
        origin: as for :func:`read`.
        kind: as for :func:`read`.
        refused: called with the reason for each member that cannot be read, so that the rest
            still is; by default the first such reason is raised.
        **details: as for :func:`read`; they go for every statement.

    Raises:
        ReadError: as for :func:`read`, or nothing in the file can be read.
        FetchError: the address cannot or may not be fetched.
    """
    documents = read_documents(origin, kind=kind, refused=refused, **details)
    return tuple(document.statement for document in documents)


def read_document(
    origin: Origin, *, kind: FileFormat | None = None, **details: Unpack[Details]
) -> Document:
    """As :func:`read`, with the original bytes and what they are."""
    original = take(origin)
    found = _kind(original, kind)
    if found == "zip":
        return _only_member(original, details)
    if found == "jsonl":
        return _only_line(original, details)
    return _document(original, found, details)


def read_documents(
    origin: Origin,
    *,
    kind: FileFormat | None = None,
    refused: Callable[[ReadError], object] | None = None,
    **details: Unpack[Details],
) -> tuple[Document, ...]:
    """As :func:`read_all`, with the original bytes of each statement."""
    original = take(origin)
    found = _kind(original, kind)
    documents = []
    for document in _several(original, found, details):
        if isinstance(document, Document):
            documents.append(document)
        elif refused is None:
            raise document
        else:
            refused(document)
    if not documents:
        raise ReadError(f"{original.name} holds no statement that can be read; check what is in it")
    return tuple(documents)


def _kind(original: Original, kind: FileFormat | None) -> FileFormat:
    if kind is None:
        return tell(original.data, original.suffix, original.media_type, original.name)
    if kind not in FILE_FORMATS:
        raise ReadError(f"kind {kind!r} is unknown; the kinds are {', '.join(FILE_FORMATS)}")
    # Of what only looks like text the caller decides; nobody means a PDF to be Markdown.
    if kind in ("text", "markdown", "json", "jsonl"):
        told = tell(original.data, "", "", original.name)
        if told in ("pdf", "docx", "zip"):
            raise ReadError(f"{original.name} is no {kind} but {told}; leave out the kind")
    return kind


def _document(original: Original, kind: FileFormat, details: Details) -> Document:
    data, name = original.data, original.name
    if kind in _FORMATS and data.strip():
        url = original.url or details.get("url") or ""
        known = (data, name, url) if kind in _WEB else (data, name)
        fields = draft_fields(_reader(kind)(*known), original)
    else:
        fields = _text_fields(original, kind)
    return _completed(fields, original, kind, details)


def _reader(kind: FileFormat) -> Callable[..., Draft]:
    module, name = _FORMATS[kind]
    read_draft: Callable[..., Draft] = getattr(import_module(f".{module}", __package__), name)
    return read_draft


def _text_fields(original: Original, kind: FileFormat) -> dict[str, Any]:
    text = _decoded(original)
    if kind == "markdown":
        return plain.markdown_fields(text, original.name)
    if kind == "json":
        return plain.json_fields(text, original.name)
    return {"text": text}


def _decoded(original: Original) -> str:
    return decode(original.data, original.name).replace("\r\n", "\n").replace("\r", "\n")


def _completed(
    fields: dict[str, Any], original: Original, kind: FileFormat, details: Details
) -> Document:
    statement = complete(fields, original, details)
    return Document(statement, original.data, MEDIA_TYPES[kind], original.name, original.snapshot)


def _several(
    original: Original, kind: FileFormat, details: Details
) -> Iterator[Document | ReadError]:
    if kind == "zip":
        members = archives.documents_in(original.data, original.name)
        yield from _members(original, members, details)
    elif kind == "jsonl":
        yield from _lines(original, details)
    elif kind == "json":
        for fields in plain.json_items(_decoded(original), original.name):
            yield _attempt(_completed, fields, original, kind, details)
    else:
        yield _attempt(_document, original, kind, details)


def _attempt(
    make: Callable[_Given, Document], *given: _Given.args, **more: _Given.kwargs
) -> Document | ReadError:
    try:
        return make(*given, **more)
    except ReadError as error:
        return error


def _members(
    original: Original, members: list[tuple[str, Any]], details: Details
) -> Iterator[Document | ReadError]:
    for called, data in archives.unpack(original.data, original.name, members, LIMIT):
        if isinstance(data, ReadError):
            yield data
            continue
        path = PurePath(called)
        inner = Original(data, f"{original.name}: {called}", path.stem, path.suffix.lower())
        yield _attempt(_member, inner, details)


def _member(inner: Original, details: Details) -> Document:
    kind = _kind(inner, None)
    if kind == "zip":
        raise ReadError(f"{inner.name} is an archive inside an archive; unpack it first")
    if kind == "jsonl":
        return _only_line(inner, details)
    return _document(inner, kind, details)


def _lines(original: Original, details: Details) -> Iterator[Document | ReadError]:
    for number, line in plain.json_lines(_decoded(original)):
        name = f"{original.name} line {number}"
        one = Original(
            line.encode(), name, original.stem, ".json", original.url, "", original.retrieved
        )
        yield _attempt(_document, one, "json", details)


def _only_line(original: Original, details: Details) -> Document:
    lines = plain.json_lines(_decoded(original))
    if len(lines) > 1:
        raise ReadError(f"{original.name} holds {len(lines):,} statements; use corpus.read_all")
    return _document(original, "json" if lines else "text", details)


def _only_member(original: Original, details: Details) -> Document:
    members = archives.documents_in(original.data, original.name)
    if len(members) != 1:
        many = f"{len(members):,} files; use corpus.read_all" if members else "no statement"
        raise ReadError(f"{original.name} holds {many}")
    found = next(iter(_members(original, members, details)))
    if isinstance(found, ReadError):
        raise found
    return found
