"""read(): a file, bytes or a stream to a :class:`~corpus.Statement`.

The text is never changed but for three things: it is decoded, a byte-order mark goes, and
every line end becomes a line feed. Control characters stay, NUL is refused.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import os
import re
from pathlib import PurePath
from reprlib import repr
from typing import IO, Any, Literal

from pydantic import ValidationError

from .decoding import decode
from .errors import ReadError
from .language import detect
from .statements import Statement

Kind = Literal["text", "markdown", "json"]
Origin = str | os.PathLike[str] | bytes | IO[bytes] | IO[str]

LIMIT = 20_000_000
"""Longest file that is read, in bytes; a long statement has about fifty thousand."""

_KINDS: dict[str, Kind] = {".md": "markdown", ".markdown": "markdown", ".json": "json"}
# What a file is called, or begins with, when it is a document rather than text.
_DOCUMENTS = {
    ".html": "a web page",
    ".htm": "a web page",
    ".pdf": "a PDF",
    ".docx": "a Word document",
    ".doc": "a Word document",
    ".odt": "an OpenDocument text",
    ".rtf": "a rich text document",
    ".zip": "a ZIP archive",
    ".jsonl": "a list of JSON lines",
}
_MAGIC = (
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a Word document or ZIP archive"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "a Word document"),
    (b"{\\rtf", "a rich text document"),
)
_HTML = re.compile(rb"\s*<(!doctype\s+html|html|head|body)\b", re.IGNORECASE)

_FRONT = re.compile(r"\s*^---[ \t]*\n(.*?)^---[ \t]*(?:\n|\Z)\n*", re.DOTALL | re.MULTILINE)
_FRONT_LIMIT = 50_000
_HEADING = re.compile(r"\s*^#[ \t]+(\S.*?)[ \t#]*$", re.MULTILINE)
_NO_TEXT = re.compile("[\x00\ud800-\udfff]")
_WORD = re.compile(r"[^\W_]")
_SOURCE = ("publisher", "url", "retrieved", "sha256", "fidelity")
_FIELDS = tuple(name for name in Statement.model_fields if name not in ("text", "source"))


def read(
    origin: Origin,
    *,
    side: str | None = None,
    language: str | None = None,
    date: dt.date | str | None = None,
    title: str | None = None,
    kind: Kind | None = None,
) -> Statement:
    """Read one statement.

    Args:
        origin: path of a file, its bytes, or an open stream (of bytes or text).
        side: who speaks; by default what the file says, else its name without the suffix.
        language: such as ``en`` or ``zh``; by default what the file says, else detected.
        date: as a date or ``YYYY-MM-DD``; by default what the file says.
        title: by default what the file says, or the first heading of a Markdown file.
        kind: ``text``, ``markdown`` (with YAML front matter) or ``json`` (an object with the
            fields of a Statement); by default from the suffix, ``text`` for bytes.

    Raises:
        ReadError: the origin is missing, empty, longer than :data:`LIMIT` bytes, not text,
            or does not fit; one line that says the remedy.
    """
    data, name = _bytes(origin)
    suffix = PurePath(name).suffix.lower()
    _refuse_documents(data, "" if kind else suffix, name)
    text = decode(data, name).replace("\r\n", "\n").replace("\r", "\n")
    kind = kind or _KINDS.get(suffix, "text")
    fields: dict[str, Any] = {"text": text}
    if kind == "markdown":
        fields = _markdown(text, name)
    elif kind == "json":
        fields = _json(text, name)
    given = {"side": side, "language": language, "date": date, "title": title}
    fields.update({key: value for key, value in given.items() if value is not None})
    return _statement(fields, data, name)


def statement_id(side: str, text: str) -> str:
    """The id of a statement that brings none: same side and same words, same id."""
    return hashlib.sha256(f"{side}\n{text}".encode()).hexdigest()[:16]


def _bytes(origin: Origin) -> tuple[bytes, str]:
    """The bytes of the origin, never more than the limit, and a name for messages."""
    if isinstance(origin, bytes):
        data, name = origin, "statement"
    elif isinstance(origin, (str, os.PathLike)):
        name = " ".join(os.fspath(origin).split())
        data = _file(os.fspath(origin), name)
    else:
        # Streams without a file behind them call themselves <stdin>, or a number.
        called = str(getattr(origin, "name", ""))
        name = called if PurePath(called).suffix else "statement"
        got = origin.read(LIMIT + 1)
        data = got.encode("utf-8", "surrogatepass") if isinstance(got, str) else got
    if len(data) > LIMIT:
        raise ReadError(f"{name} is longer than {LIMIT:,} bytes; give one statement per file")
    return data, name


def _file(path: str, name: str) -> bytes:
    if path.startswith(("http://", "https://")):
        raise ReadError(f"{name} is an address and is not fetched; save the page as text first")
    if "\n" in path or "\x00" in path:
        raise ReadError(f"{name[:40]!r}... is no path; to read text itself pass io.StringIO(text)")
    try:
        with open(path, "rb") as file:
            return file.read(LIMIT + 1)
    except FileNotFoundError:
        raise ReadError(f"{name} does not exist; check the path") from None
    except IsADirectoryError:
        raise ReadError(f"{name} is a folder; name one of the files in it") from None
    except PermissionError:
        raise ReadError(f"{name} may not be read; give yourself read permission") from None
    except OSError as error:
        raise ReadError(f"{name} cannot be read: {error.strerror}; check the path") from None


def _refuse_documents(data: bytes, suffix: str, name: str) -> None:
    found = [what for magic, what in _MAGIC if data.startswith(magic)]
    if _HTML.match(data[:1000].removeprefix(b"\xef\xbb\xbf")):
        found.append("a web page")
    what = next(iter(found), _DOCUMENTS.get(suffix))
    if what is not None:
        raise ReadError(
            f"{name} is {what}, and only plain text, Markdown and JSON are read; save it as text"
        )


def _markdown(text: str, name: str) -> dict[str, Any]:
    """The fields in the front matter, and the text below it."""
    front = _FRONT.match(text[:_FRONT_LIMIT])
    fields = _front_matter(front[1], name) if front else {}
    fields["text"] = text[front.end() :] if front else text
    heading = _HEADING.match(fields["text"])
    if heading:
        fields.setdefault("title", heading[1])
    return fields


def _front_matter(front: str, name: str) -> dict[str, Any]:
    """Fields of a Statement from YAML; keys that other programs put there are passed over."""
    import yaml

    try:
        # The base loader builds nothing but texts: no objects, no dates that may not exist.
        loaded = yaml.load(front, Loader=yaml.BaseLoader)
    except (yaml.YAMLError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        where = f" in line {mark.line + 2}" if mark else ""
        raise ReadError(f"{name}: the front matter is not valid YAML{where}; correct it") from None
    if not isinstance(loaded, dict):
        raise ReadError(f"{name}: the front matter must be lines of 'key: value'; correct it")
    said = {key: loaded[key] for key in (*_FIELDS, *_SOURCE) if loaded.get(key)}
    for key, value in said.items():
        if not isinstance(value, str):
            raise ReadError(f"{name}: the field {key!r} does not fit: it must be one text")
    fields: dict[str, Any] = {key: said[key] for key in _FIELDS if key in said}
    return {**fields, "source": {key: said[key] for key in _SOURCE if key in said}}


def _json(text: str, name: str) -> dict[str, Any]:
    try:
        loaded = json.loads(text)
    except json.JSONDecodeError as error:
        where = f"{error.msg} in line {error.lineno}"
        raise ReadError(f"{name} is not valid JSON ({where}); correct it") from None
    except (ValueError, RecursionError):
        raise ReadError(f"{name} is JSON nested beyond reason; correct it") from None
    if not isinstance(loaded, dict):
        raise ReadError(f"{name} must be a JSON object with the field 'text'; put it in one")
    if isinstance(loaded.get("text"), str):
        loaded["text"] = loaded["text"].replace("\r\n", "\n").replace("\r", "\n")
    return loaded


def _statement(fields: dict[str, Any], data: bytes, name: str) -> Statement:
    """Fill in what the file left open, and check the whole."""
    text, source = fields.get("text"), fields.get("source", {})
    if isinstance(source, dict) and not source.get("sha256"):
        fields["source"] = {**source, "sha256": hashlib.sha256(data).hexdigest()}
    fields.setdefault("side", PurePath(name).stem)
    # Where there is no text, the check below says so.
    if isinstance(text, str):
        _refuse_wordless(text, name)
    words = text if isinstance(text, str) else ""
    fields.setdefault("id", statement_id(str(fields["side"]), words))
    fields["language"] = _language(fields.get("language") or detect(words), name)
    if fields.get("date") is not None:
        fields["date"] = _date(fields["date"], name)
    try:
        return Statement.model_validate(fields)
    except ValidationError as error:
        raise ReadError(f"{name}: {_first(error)}") from None


def _refuse_wordless(text: str, name: str) -> None:
    if not text.strip():
        raise ReadError(f"{name} is empty; give it the text of a statement")
    if _NO_TEXT.search(text):
        raise ReadError(f"{name} holds characters that are not text; save it as UTF-8")
    if not _WORD.search(text):
        raise ReadError(f"{name} has no words in it; give it the text of a statement")


def _language(language: object, name: str) -> str:
    """The primary tag: ``zh`` of ``zh-Hant-TW``."""
    tag = re.split("[-_]", str(language).strip().lower())[0]
    if not re.fullmatch("[a-z]{2,3}", tag):
        raise ReadError(f"{name}: language {repr(language)} is no tag; write one such as en or zh")
    return tag


def _date(date: object, name: str) -> dt.date:
    if isinstance(date, dt.datetime):
        return date.date()
    if isinstance(date, dt.date):
        return date
    try:
        return dt.datetime.fromisoformat(str(date).strip()).date()
    except ValueError:
        raise ReadError(f"{name}: date {repr(date)} is no date; write it as 2024-01-31") from None


def _first(error: ValidationError) -> str:
    """The first thing wrong, naming the field."""
    fault = error.errors(include_url=False)[0]
    field = ".".join(str(part) for part in fault["loc"])
    if fault["type"] == "missing":
        return f"the field {field!r} is missing; add it"
    if fault["type"] == "extra_forbidden":
        known = ", ".join(Statement.model_fields)
        return f"the field {field!r} is unknown; the fields are {known}"
    message = fault["msg"][:1].lower() + fault["msg"][1:]
    return f"the field {field!r} does not fit: {' '.join(message.split())}"
