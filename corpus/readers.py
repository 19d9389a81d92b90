"""read(): a file, bytes, a stream or an address to a :class:`~corpus.Statement`.

Text files are never changed but for three things: they are decoded, a byte-order mark goes,
and every line end becomes a line feed. Control characters stay, NUL is refused. Of web
pages, PDFs and Word documents the statement's own paragraphs are kept, parted by empty
lines, without share links, "###", editors' credits, running heads and the like.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import PurePath
from typing import Any, ParamSpec, Unpack

from corpus.formats import plain
from corpus.formats import zip as archives
from corpus.formats.columns import guess_columns
from corpus.formats.kinds import FileFormat, format_named, tell
from corpus.text.decoding import decode

from .completion import complete, draft_fields, statement_id
from .documents import Details, Document
from .errors import CorpusError, ReadError, ReadWarning
from .origins import LIMIT, Origin, Original, take
from .statements import Statement
from .tables import csv_rows, row_fields

__all__ = [
    "LIMIT",
    "Origin",
    "read",
    "read_all",
    "read_document",
    "read_documents",
    "statement_id",
]

_Given = ParamSpec("_Given")


def read(origin: Origin, *, kind: str | None = None, **details: Unpack[Details]) -> Statement:
    """Read one statement.

    Args:
        origin: path of a file, its bytes, an open stream (of bytes or text), an address
            (``http://`` or ``https://``, which is fetched), or what :func:`corpus.fetch` gave.
        kind: ``text``, ``markdown`` (with YAML front matter), ``json`` (an object with the
            fields of a Statement), ``jsonl``, ``html``, ``mhtml``, ``pdf``, ``docx`` or
            ``zip``, or the name of a registered format (:func:`corpus.register_format`); by
            default told by the first bytes, then by the suffix, else ``text``.
        **details: what is known better than the file says it: ``side``, ``language`` (such
            as ``en`` or ``zh``), ``date`` (a date or ``YYYY-MM-DD``), ``title``, ``author``,
            ``publisher``, ``url``, ``fidelity``. Without them the file's own word counts;
            the side is then its name without the suffix, the language is detected.

    Raises:
        ReadError: the origin is missing, empty, longer than :data:`LIMIT` bytes, damaged,
            protected by a password, without text, holds several statements, or does not
            fit; one line that says the remedy.
        FetchError: the address cannot or may not be fetched.

    Warns:
        ReadWarning: of a web page little was taken of what it shows, headings alone, or
            paragraphs that break off; a PDF has characters that its fonts do not name.
    """
    return read_document(origin, kind=kind, **details).statement


def read_all(
    origin: Origin,
    *,
    kind: str | None = None,
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
    origin: Origin, *, kind: str | None = None, **details: Unpack[Details]
) -> Document:
    """As :func:`read`, with the original bytes and what they are."""
    original = take(origin)
    found = _kind(original, kind)
    if found.name == "zip":
        return _only_member(original, details)
    if found.name == "jsonl":
        return _only_line(original, details)
    if found.name == "csv":
        return _only_row(original, found, details)
    return _document(original, found, details)


def read_documents(
    origin: Origin,
    *,
    kind: str | None = None,
    refused: Callable[[ReadError], object] | None = None,
    **details: Unpack[Details],
) -> tuple[Document, ...]:
    """As :func:`read_all`, with the original bytes of each statement.

    Raises:
        ReadError: as :func:`read_all` does.
        FetchError: the address cannot or may not be fetched.
    """
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


def _kind(original: Original, kind: str | None) -> FileFormat:
    if kind is None:
        return tell(original.data, original.suffix, original.media_type, original.name)
    form = format_named(kind)
    # Of what only looks like text the caller decides; nobody means a PDF to be Markdown.
    if not form.reader and not form.binary:
        found = tell(original.data, "", "", original.name)
        if found.binary:
            raise ReadError(f"{original.name} is no {kind} but {found.name}; leave out the kind")
    return form


def _document(original: Original, form: FileFormat, details: Details) -> Document:
    data, name, doubt = original.data, original.name, ""
    with _refusing_damage(name, form):
        if form.reader and data.strip():
            url = original.url or details.get("url") or ""
            known = (data, name, url) if form.web else (data, name)
            draft = form.load_reader()(*known)
            fields, doubt = draft_fields(draft, original), draft.doubt
        else:
            fields = _text_fields(original, form)
        document = _completed(fields, original, form, details)
    if doubt:
        warnings.warn(f"{name} {doubt}", ReadWarning, stacklevel=2)
    return replace(document, doubt=doubt)


@contextmanager
def _refusing_damage(name: str, form: FileFormat) -> Iterator[None]:
    """Turn whatever a damaged file makes a parser fail with into one line that names the file."""
    try:
        yield
    except CorpusError:
        raise
    except Exception as error:
        what = f"a damaged {form.label}" if form.label else "damaged"
        raise ReadError(f"{name} is {what}; get it again, or save its text") from error


def _text_fields(original: Original, form: FileFormat) -> dict[str, Any]:
    text = _decoded(original)
    if form.name == "markdown":
        return plain.markdown_fields(text, original.name)
    if form.name == "json":
        return plain.json_fields(text, original.name)
    return {"text": text}


def _decoded(original: Original) -> str:
    return decode(original.data, original.name).replace("\r\n", "\n").replace("\r", "\n")


def _completed(
    fields: dict[str, Any], original: Original, form: FileFormat, details: Details
) -> Document:
    statement = complete(fields, original, details)
    return Document(statement, original.data, form.media_types[0], original.name, original.snapshot)


def _several(
    original: Original, form: FileFormat, details: Details
) -> Iterator[Document | ReadError]:
    with _refusing_damage(original.name, form):
        yield from _each(original, form, details)


def _each(original: Original, form: FileFormat, details: Details) -> Iterator[Document | ReadError]:
    if form.name == "zip":
        members = archives.documents_in(original.data, original.name)
        yield from _members(original, members, details)
    elif form.name == "jsonl":
        yield from _lines(original, details)
    elif form.name == "csv":
        yield from _rows(original, form, details)
    elif form.name == "json":
        for fields in plain.json_items(_decoded(original), original.name):
            if isinstance(fields, ReadError):
                yield fields
            else:
                yield _attempt(_completed, fields, original, form, details)
    else:
        yield _attempt(_document, original, form, details)


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
        try:
            form = _kind(inner, None)
        except ReadError as error:
            yield error
            continue
        yield from _attempt_member(inner, form, details)


def _attempt_member(
    inner: Original, form: FileFormat, details: Details
) -> Iterator[Document | ReadError]:
    """The statements of one member of an archive, which may be a table or a list of them."""
    if form.name == "zip":
        yield ReadError(f"{inner.name} is an archive inside an archive; unpack it first")
        return
    try:
        yield from _several(inner, form, details)
    except ReadError as error:
        yield error


def _lines(original: Original, details: Details) -> Iterator[Document | ReadError]:
    for number, line in plain.json_lines(_decoded(original)):
        name = f"{original.name} line {number}"
        single = Original(
            line.encode(), name, original.stem, ".json", original.url, "", original.retrieved
        )
        yield _attempt(_document, single, format_named("json"), details)


def _rows(original: Original, form: FileFormat, details: Details) -> Iterator[Document | ReadError]:
    rows = csv_rows(_decoded(original), original.name)
    names = list(next((row for row in rows if isinstance(row, dict)), ()))
    columns = guess_columns(names)
    if names and "text" not in columns:
        named = ", ".join(names[:20])
        raise ReadError(
            f"{original.name} is a table without a column 'text'; name it by corpus.read_table: "
            f"its columns are {named}"
        )
    for number, row in enumerate(rows, 1):
        if isinstance(row, ReadError):
            yield row
            continue
        one = replace(original, name=f"{original.name} row {number:,}")
        yield _attempt(_completed, row_fields(row, columns), one, form, details)


def _only_row(original: Original, form: FileFormat, details: Details) -> Document:
    with _refusing_damage(original.name, form):
        rows = list(_rows(original, form, details))
    if len(rows) > 1:
        raise ReadError(f"{original.name} holds {len(rows):,} statements; use corpus.read_all")
    if isinstance(rows[0], ReadError):
        raise rows[0]
    return rows[0]


def _only_line(original: Original, details: Details) -> Document:
    lines = plain.json_lines(_decoded(original))
    if len(lines) > 1:
        raise ReadError(f"{original.name} holds {len(lines):,} statements; use corpus.read_all")
    return _document(original, format_named("json" if lines else "text"), details)


def _only_member(original: Original, details: Details) -> Document:
    members = archives.documents_in(original.data, original.name)
    if len(members) != 1:
        many = f"{len(members):,} files; use corpus.read_all" if members else "no statement"
        raise ReadError(f"{original.name} holds {many}")
    found = list(_members(original, members, details))
    if len(found) > 1:
        raise ReadError(f"{original.name} holds {len(found):,} statements; use corpus.read_all")
    if not found:
        raise ReadError(f"{original.name} holds no statement that can be read; check what is in it")
    if isinstance(found[0], ReadError):
        raise found[0]
    return found[0]
