"""From what a reader found and the caller knows to a checked statement."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from reprlib import repr
from typing import Any
from urllib.parse import urlsplit

from pydantic import ValidationError

from corpus.text.dates import find_date
from corpus.text.language import detect

from .documents import Details, Draft
from .errors import ReadError
from .origins import Original
from .statements import Statement, first_fault

_NO_TEXT = re.compile("[\x00\ud800-\udfff]")
_UNIX = re.compile(r"([1-3]\d{9})(?:\d{3})?(?:\.\d+)?")
"""Seconds since 1970, or thousandths, from 2001 on."""
_WORD = re.compile(r"[^\W_]")
_ROWS = " (corpus.read_table passes over others)"
_OF_SOURCE = ("publisher", "url", "fidelity")


def statement_id(side: str, text: str) -> str:
    """The id of a statement that brings none: same side and same words, same id."""
    return hashlib.sha256(f"{side}\n{text}".encode()).hexdigest()[:16]


def draft_fields(draft: Draft, original: Original) -> dict[str, Any]:
    """The fields of a statement that a page, a PDF or a Word document fills in."""
    url = draft.url
    # A page may name any address as its own; what was fetched says where it came from.
    if original.url and _host(url) != _host(original.url):
        url = original.url
    detected = detect(draft.text)
    found: dict[str, Any] = {
        "title": draft.title,
        "author": draft.author,
        "date": draft.date,
        "language": draft.language if detected == "und" else detected,
        "source": {k: v for k, v in {"publisher": draft.publisher, "url": url}.items() if v},
    }
    return {"text": draft.text, **{key: value for key, value in found.items() if value}}


def complete(fields: dict[str, Any], original: Original, details: Details) -> Statement:
    """Let the caller's word outrank what was found, fill in what is open, check the whole.

    Raises:
        ReadError: a field is missing, unknown or does not fit.
    """
    name = original.name
    known = {key: value for key, value in details.items() if value is not None}
    of_source = {key: known.pop(key) for key in _OF_SOURCE if key in known}
    fields.update(known)
    source = fields.get("source", {})
    if isinstance(source, dict):
        if original.url:
            source = {"url": original.url, "retrieved": original.retrieved, **source}
        source = {**source, **of_source}
        if not source.get("sha256"):
            source["sha256"] = hashlib.sha256(original.data).hexdigest()
        fields["source"] = source
    text = fields.get("text")
    # Where there is no text, the check below says so.
    if isinstance(text, str):
        _refuse_wordless(text, name)
    words = text if isinstance(text, str) else ""
    fields.setdefault("side", original.stem)
    fields.setdefault("id", statement_id(str(fields["side"]), words))
    fields["language"] = _language(fields.get("language") or detect(words), name)
    if fields.get("date") is not None:
        fields["date"] = _date(fields["date"], name)
    try:
        return Statement.model_validate(fields)
    except ValidationError as error:
        fault = first_fault(error, Statement.model_fields)
        hint = _ROWS if " unknown; " in fault else ""
        raise ReadError(f"{name}: {fault}{hint}") from None


def _host(url: str) -> str:
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


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
    written = str(date).strip()
    if stamp := _UNIX.fullmatch(written):
        return dt.datetime.fromtimestamp(int(stamp[1]), dt.UTC).date()
    try:
        return dt.datetime.fromisoformat(written).date()
    except ValueError:
        found = find_date(written) if len(written) <= 60 else None
    if found is None:
        raise ReadError(f"{name}: date {repr(date)} is no date; write it as 2024-01-31")
    return found
