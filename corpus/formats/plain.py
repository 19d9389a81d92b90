"""Text files to the fields of a statement: plain, Markdown with front matter, JSON."""

from __future__ import annotations

import json
import re
from typing import Any

from corpus.errors import ReadError
from corpus.statements import Statement
from corpus.text.yaml_text import YamlError, read_yaml

_FRONT = re.compile(r"\s*^---[ \t]*\n(.*?)^---[ \t]*(?:\n|\Z)\n*", re.DOTALL | re.MULTILINE)
_FRONT_LIMIT = 50_000
_HEADING = re.compile(r"\s*^#[ \t]+(\S.*)$", re.MULTILINE)
SOURCE_FIELDS = ("publisher", "url", "retrieved", "sha256", "fidelity")
"""Fields of the source that front matter may name beside those of the statement."""
_FIELDS = tuple(name for name in Statement.model_fields if name not in ("text", "source"))


def markdown_fields(text: str, name: str) -> dict[str, Any]:
    """The fields in the front matter, and the text below it."""
    front = _FRONT.match(text[:_FRONT_LIMIT])
    fields = _front_matter(front[1], name) if front else {}
    fields["text"] = text[front.end() :] if front else text
    heading = _HEADING.match(fields["text"])
    if heading:
        fields.setdefault("title", heading[1].rstrip(" \t#"))
    return fields


def json_fields(text: str, name: str) -> dict[str, Any]:
    """The fields of one JSON object.

    Raises:
        ReadError: it is damaged, or holds no object or a list of them.
    """
    loaded = _load(text, name)
    if isinstance(loaded, list) and loaded and isinstance(loaded[0], dict):
        raise ReadError(f"{name} holds a list of {len(loaded)}; use corpus.read_all")
    return _object(loaded, name)


def json_items(text: str, name: str) -> list[dict[str, Any]]:
    """The fields of each object of a JSON file: one, or a list of them.

    Raises:
        ReadError: it is damaged, holds an empty list, or an item is no object.
    """
    loaded = _load(text, name)
    if not isinstance(loaded, list):
        return [_object(loaded, name)]
    if not loaded:
        raise ReadError(f"{name} holds an empty list; put statements into it")
    return [_object(item, f"{name} item {n}") for n, item in enumerate(loaded, 1)]


def json_lines(text: str) -> list[tuple[int, str]]:
    """The lines of a JSON Lines file that hold something, with their numbers from 1."""
    # Only line feeds part them: text may hold other separators, escaped or not.
    return [(n, line) for n, line in enumerate(text.split("\n"), 1) if line.strip()]


def _load(text: str, name: str) -> Any:
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        where = f"{error.msg} in line {error.lineno}"
        raise ReadError(f"{name} is not valid JSON ({where}); correct it") from None
    except (ValueError, RecursionError):
        raise ReadError(f"{name} is JSON nested beyond reason; correct it") from None


def _object(loaded: object, name: str) -> dict[str, Any]:
    if not isinstance(loaded, dict):
        raise ReadError(f"{name} must be a JSON object with the field 'text'; put it in one")
    if isinstance(loaded.get("text"), str):
        loaded["text"] = loaded["text"].replace("\r\n", "\n").replace("\r", "\n")
    return loaded


def _front_matter(front: str, name: str) -> dict[str, Any]:
    """Fields of a Statement from YAML; keys that other programs put there are passed over."""
    try:
        loaded = read_yaml(front).content
    except YamlError as error:
        where = f"in line {error.line + 1} ({error.problem.partition(';')[0]})"
        raise ReadError(f"{name}: the front matter is not valid YAML {where}; correct it") from None
    if not isinstance(loaded, dict):
        raise ReadError(f"{name}: the front matter must be lines of 'key: value'; correct it")
    given = {key: loaded[key] for key in (*_FIELDS, *SOURCE_FIELDS) if loaded.get(key)}
    for key, value in given.items():
        if not isinstance(value, str):
            raise ReadError(f"{name}: the field {key!r} does not fit: it must be one text")
    fields: dict[str, Any] = {key: given[key] for key in _FIELDS if key in given}
    return {**fields, "source": {key: given[key] for key in SOURCE_FIELDS if key in given}}
