"""A library as plain files: Markdown with front matter, a folder for each event.

    library.yaml                       which form this is
    events/<event>/event.yaml          title, date, place, tags, note, order of the statements
    events/<event>/<statement>.md      the newest version: fields, then the text as it is
    events/<event>/<statement>.v1.md   an older one
    judgements.jsonl                   what people said of results, one record a line
    originals/<ab>/<sha256>            the bytes as read

A new version changes one file and adds one, so that what changed in a page shows as a diff.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterable
from typing import Any

import yaml
from pydantic import ValidationError

from corpus.errors import LibraryError
from corpus.library.records import EventRecord, JudgementRecord, StatementRecord, Version
from corpus.statements import Source, Statement
from corpus.text import yaml_text

FORM = "readouts.library/1"
LONGEST_FRONT = 2_000_000
"""Characters of fields that are read: more than the longest note can take, however escaped."""

_VERSIONS = 1_000_000
_NOT_IN_NAMES = re.compile(r"[^\w.-]+")
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\.|$)", re.IGNORECASE)
_FRONT = re.compile(r"---\n(.*?)^---[ \t]*(?:\n|\Z)\n?", re.DOTALL | re.MULTILINE)
_SOURCE = tuple(Source.model_fields)
_FIELDS = tuple(field for field in Statement.model_fields if field not in ("text", "source"))


class _Dumper(yaml.SafeDumper):
    """Notes of several lines as they are, one line of the file for each."""


def _as_text(dumper: yaml.SafeDumper, value: str) -> yaml.ScalarNode:
    style = "|" if "\n" in value else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", value, style=style)


_Dumper.add_representer(str, _as_text)


def names(ids: Iterable[str]) -> dict[str, str]:
    """A name for files on any system for each id: as it is where that will do."""
    plain = {id_: _plain(id_) for id_ in ids}
    often = Counter(name.casefold() for name in plain.values())
    return {
        id_: name if name == id_ and often[name.casefold()] == 1 else f"{name}-{_short(id_)}"
        for id_, name in plain.items()
    }


def event_file(record: EventRecord, files: Iterable[str]) -> bytes:
    """`event.yaml` of an event whose statements are in ``files``."""
    fields = {
        "id": record.id, "title": record.title, "date": record.date, "place": record.place,
        "tags": list(record.tags), "note": record.note, "statements": list(files),
    }  # fmt: skip
    return _dump(fields).encode()


def statement_file(record: StatementRecord, version: Version) -> bytes:
    """The Markdown of one version; tags and note stand in the newest."""
    statement = version.statement
    fields: dict[str, Any] = {field: getattr(statement, field) for field in _FIELDS}
    fields |= {field: getattr(statement.source, field) for field in _SOURCE}
    fields["retrieved"] = fields["retrieved"].isoformat() if fields["retrieved"] else ""
    fields |= {"version": version.number, "added": version.added.isoformat()}
    fields["original"] = version.original
    if version is record.newest:
        fields |= {"tags": list(record.tags), "note": record.note}
    return f"---\n{_dump(fields)}---\n\n{statement.text}\n".encode()


def judgement_lines(records: Iterable[JudgementRecord]) -> bytes:
    """`judgements.jsonl` of these records, in their order."""
    lines = (json.dumps(dataclasses.asdict(each), ensure_ascii=False) for each in records)
    return "".join(f"{line}\n" for line in lines).encode()


def read_judgements(data: bytes, name: str) -> list[JudgementRecord]:
    """The records of `judgements.jsonl`.

    Raises:
        LibraryError: a line does not fit; names it.
    """
    found = []
    for number, line in enumerate(_decode(data, name).split("\n"), 1):
        if line.strip():
            try:
                fields = json.loads(line)
                if not all(isinstance(value, str) for value in fields.values()):
                    raise ValueError
                found.append(JudgementRecord(**fields))
            except (ValueError, TypeError, AttributeError, RecursionError):
                raise LibraryError(f"{name}, line {number} is no judgement; correct it") from None
    return found


def read_yaml(data: bytes, name: str) -> dict[str, Any]:
    """The fields of a YAML file, as texts, lists and further fields.

    Raises:
        LibraryError: it is not YAML of that form.
    """
    return _load(_decode(data, name), name)


def read_statement(data: bytes, name: str) -> tuple[dict[str, Any], Version]:
    """A version and what else its file says (``tags`` and ``note``).

    Raises:
        LibraryError: the file does not fit; names it and the field.
    """
    text = _decode(data, name)
    if text.startswith("---\r\n"):  # a system that writes its own line ends got hold of it
        text = text.replace("\r\n", "\n")
    front = _FRONT.match(text)
    if front is None:
        raise LibraryError(f"{name} has no front matter; it begins with --- and ends with ---")
    fields = _load(front[1], name)
    given = {field: fields[field] for field in _FIELDS if fields.get(field)}
    source = {field: fields[field] for field in _SOURCE if fields.get(field)}
    body = text[front.end() :].removesuffix("\n")
    try:
        statement = Statement.model_validate({**given, "text": body, "source": source})
        number = int(fields.get("version") or 1)
        added = dt.datetime.fromisoformat(fields.get("added") or _now())
        if not 1 <= number <= _VERSIONS:
            raise ValueError
    except ValidationError as error:
        fault = error.errors(include_url=False)[0]
        field = ".".join(str(part) for part in fault["loc"])
        raise LibraryError(f"{name}: the field {field!r} does not fit; correct it") from None
    except (ValueError, TypeError, OverflowError):
        raise LibraryError(f"{name}: 'version' or 'added' does not fit; correct it") from None
    return fields, Version(number, statement, added, str(fields.get("original") or ""))


def texts(fields: dict[str, Any], key: str, name: str) -> list[str]:
    """A list of texts that a file holds under ``key``.

    Raises:
        LibraryError: it is something else.
    """
    value = fields.get(key) or []
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise LibraryError(f"{name}: the field {key!r} must be a list of texts; correct it")
    return value


def line(fields: dict[str, Any], key: str, name: str) -> str:
    """A text that a file holds under ``key``, empty where it holds none.

    Raises:
        LibraryError: it is something else.
    """
    value = fields.get(key) or ""
    if not isinstance(value, str):
        raise LibraryError(f"{name}: the field {key!r} must be one text; correct it")
    return value


def _plain(id_: str) -> str:
    name = _NOT_IN_NAMES.sub("-", id_).strip(".-")[:60].rstrip(".-")
    return "x-" + name if not name or _RESERVED.match(name) else name


def _short(id_: str) -> str:
    return hashlib.sha256(id_.encode()).hexdigest()[:8]


def _now() -> str:
    return dt.datetime.now(dt.UTC).isoformat()


def _dump(fields: dict[str, Any]) -> str:
    filled = {key: value for key, value in fields.items() if value not in ("", None, [])}
    return yaml.dump(filled, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=1 << 20)


def _decode(data: bytes, name: str) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        raise LibraryError(f"{name} is not UTF-8; save it as UTF-8") from None


def _load(text: str, name: str) -> dict[str, Any]:
    if len(text) > LONGEST_FRONT:
        raise LibraryError(
            f"{name} has more than {LONGEST_FRONT:,} characters of fields; shorten them"
        )
    try:
        loaded = yaml_text.read_yaml(text).content
    except yaml_text.YamlError as error:
        where = f"in line {error.line} of its fields ({error.problem.partition(';')[0]})"
        raise LibraryError(f"{name} is not valid YAML {where}; correct it") from None
    if not isinstance(loaded, dict):
        raise LibraryError(f"{name} must be lines of 'key: value'; correct it")
    return loaded
