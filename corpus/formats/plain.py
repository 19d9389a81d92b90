"""Text files to the fields of a statement: plain, Markdown with front matter, JSON."""

from __future__ import annotations

import json
import re
from typing import Any

from corpus.errors import ReadError
from corpus.formats.columns import field_named, guess_columns
from corpus.formats.markdown import shown_text
from corpus.statements import Statement
from corpus.text.dates import find_date
from corpus.text.yaml_text import YamlError, read_yaml

_FRONT = re.compile(r"\s*^---[ \t]*\n(.*?)^---[ \t]*(?:\n|\Z)\n*", re.DOTALL | re.MULTILINE)
_FRONT_LIMIT = 50_000
_MARKUP = re.compile(r"\s*<(p|div|span|article|section|h[1-6])\b[^<>]*>[\s\S]*</\1>\s*\Z", re.I)
_FRONT_TOML = re.compile(
    r"\s*^\+\+\+[ \t]*\n(.*?)^\+\+\+[ \t]*(?:\n|\Z)\n*", re.DOTALL | re.MULTILINE
)
_HEADING = re.compile(r"\s*^(?:#[ \t]+(\S.*)|(\S.*)\n={3,}[ \t]*)$", re.MULTILINE)
SOURCE_FIELDS = ("publisher", "url", "retrieved", "sha256", "fidelity")
"""Fields of the source that front matter may name beside those of the statement."""
_FIELDS = tuple(name for name in Statement.model_fields if name not in ("text", "source"))


def markdown_fields(text: str, name: str) -> dict[str, Any]:
    """The fields in the front matter, and the text below it."""
    front = _FRONT.match(text[:_FRONT_LIMIT])
    toml = None if front else _FRONT_TOML.match(text[:_FRONT_LIMIT])
    if front:
        fields, body = _front_matter(front[1], name), text[front.end() :]
    elif toml:
        fields, body = _front_toml(toml[1], name), text[toml.end() :]
    else:
        fields, body = {}, text
    shown = shown_text(body)
    heading = _HEADING.match(body)
    if heading:
        title = " ".join(shown_text((heading[1] or heading[2]).rstrip(" \t#")).split())
        fields.setdefault("title", title)
        # A heading that only repeats the title is no paragraph of the statement.
        first, _, rest = shown.lstrip().partition("\n\n")
        if rest.strip() and _plain(first) in (_plain(title), _plain(fields["title"])):
            shown = rest
    fields["text"] = shown
    return fields


def json_fields(text: str, name: str) -> dict[str, Any]:
    """The fields of one JSON object.

    Raises:
        ReadError: it is damaged, or holds no object or a list of them.
    """
    loaded = load_json(text, name)
    if isinstance(loaded, dict):
        loaded = wrapped_rows(loaded) or loaded
    if isinstance(loaded, list) and loaded and isinstance(loaded[0], dict):
        if len(loaded) > 1:
            raise ReadError(f"{name} holds a list of {len(loaded)}; use corpus.read_all")
        loaded = loaded[0]
    return _object(loaded, name)


def json_items(text: str, name: str) -> list[dict[str, Any] | ReadError]:
    """The fields of each object of a JSON file: one, or a list of them.

    In the place of an item that is no object stands what is wrong with it.

    Raises:
        ReadError: it is damaged, holds an empty list, or holds no object and no list.
    """
    loaded = load_json(text, name)
    if isinstance(loaded, dict):
        loaded = wrapped_rows(loaded) or loaded
    if not isinstance(loaded, list):
        return [_object(loaded, name)]
    if not loaded:
        raise ReadError(f"{name} holds an empty list; put statements into it")
    return [_item(item, f"{name} item {n}") for n, item in enumerate(loaded, 1)]


def wrapped_rows(loaded: object) -> list[Any]:
    """The rows in a JSON object that wraps them, or that holds a column each.

    Empty for any other value, an object with a text of its own among them. A row that does not
    fit the columns is given as it is.
    """
    if not isinstance(loaded, dict):
        return []
    values = list(loaded.values())
    columns, rows = loaded.get("columns"), loaded.get("data")
    if isinstance(columns, list) and isinstance(rows, list):
        return [_row(columns, row) for row in rows]
    lists = [v for v in values if isinstance(v, list) and v and isinstance(v[0], dict)]
    with_text = [rows for rows in lists if _text_key(rows[0])]
    own = _text_key(loaded)
    # A longer name such as statusText may name something else, beside rows with a text each.
    if isinstance(loaded.get(own), str) and (field_named(own) == "text" or not with_text):
        return []
    if len(with_text or lists) == 1:
        return (with_text or lists)[0]
    if values and all(isinstance(v, dict) and v.keys() == values[0].keys() for v in values):
        if own:
            return [{name: column[key] for name, column in loaded.items()} for key in values[0]]
        return values if _text_key(values[0]) else []
    lengths = {len(v) if isinstance(v, list) else -1 for v in values}
    if len(lengths) == 1 and -1 not in lengths and len(values) > 1 and _is_table(loaded):
        return [dict(zip(loaded, row, strict=True)) for row in zip(*values, strict=True)]
    return []


def _row(columns: list[Any], row: object) -> object:
    if isinstance(row, list) and len(row) == len(columns):
        return dict(zip(map(str, columns), row, strict=True))
    return row


def _is_table(loaded: dict[str, list[Any]]) -> bool:
    """Whether lists of one length are columns, and not paragraphs beside as many tags."""
    guessed = guess_columns(map(str, loaded))
    others = [v for key, v in loaded.items() if key != guessed.get("text")]
    named = guessed.keys() - {"text", "author"}
    return bool(named) or not all(isinstance(v, str) for column in others for v in column)


def _text_key(loaded: dict[str, Any]) -> str:
    """The key under which an object holds its text; empty where it holds none."""
    return guess_columns(map(str, loaded)).get("text", "")


def _item(loaded: object, name: str) -> dict[str, Any] | ReadError:
    try:
        return _object(loaded, name)
    except ReadError as error:
        return error


def json_lines(text: str) -> list[tuple[int, str]]:
    """The lines of a JSON Lines file that hold something, with their numbers from 1."""
    # Only line feeds part them: text may hold other separators, escaped or not.
    return [(n, line) for n, line in enumerate(text.split("\n"), 1) if line.strip()]


def load_json(text: str, name: str) -> Any:
    """What a JSON text holds.

    Raises:
        ReadError: it is damaged.
    """
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
    fields = _renamed(loaded)
    text = fields.get("text")
    if isinstance(text, list) and text and all(isinstance(part, str) for part in text):
        fields["text"] = text = "\n\n".join(part.strip() for part in text)
    if isinstance(text, str):
        text = text.replace("\r\n", "\n").replace("\r", "\n")
        fields["text"] = without_markup(text)
    if fields.get("date") != fields.get("date"):  # NaN, as tables write what is missing
        fields["date"] = None
    return fields


def without_markup(text: str) -> str:
    """The paragraphs of a text that is a piece of a web page; any other text as it is."""
    if not _MARKUP.match(text):
        return text
    from lxml import etree, html

    from corpus.formats.html.text import paragraphs

    try:
        shown = paragraphs(html.document_fromstring(f"<body>{text}</body>"))
    except (etree.LxmlError, ValueError):
        return text
    return "\n\n".join(shown) or text


def _renamed(loaded: dict[str, Any]) -> dict[str, Any]:
    """The fields of an object under the names that a statement has for them.

    An object with a ``source`` of its own, as this package writes them, is left as it is.
    """
    if isinstance(loaded.get("source"), dict) or ("source" in loaded and "text" in loaded):
        return dict(loaded)
    guessed = guess_columns(key for key, value in loaded.items() if not isinstance(value, dict))
    guessed.pop("event", None)
    fields = {key: value for key, value in loaded.items() if key not in guessed.values()}
    source = {}
    for field, key in guessed.items():
        value = loaded[key]
        if field in SOURCE_FIELDS:
            source[field] = value
        else:
            fields[field] = value
    return {**fields, "source": source} if source else fields


def _front_matter(front: str, name: str) -> dict[str, Any]:
    """Fields of a Statement from YAML; keys that other programs put there are passed over."""
    try:
        loaded = read_yaml(front).content
    except YamlError as error:
        where = f"in line {error.line + 1} ({error.problem.partition(';')[0]})"
        raise ReadError(f"{name}: the front matter is not valid YAML {where}; correct it") from None
    if not isinstance(loaded, dict):
        raise ReadError(f"{name}: the front matter must be lines of 'key: value'; correct it")
    return _fields_of(loaded, name)


def _front_toml(front: str, name: str) -> dict[str, Any]:
    """Fields of a Statement from TOML, as some programs for web sites write it."""
    import tomllib

    try:
        loaded = tomllib.loads(front)
    except (tomllib.TOMLDecodeError, RecursionError):
        raise ReadError(f"{name}: the front matter is not valid TOML; correct it") from None
    return _fields_of({key: _as_text(value) for key, value in loaded.items()}, name)


def _as_text(value: object) -> object:
    return value if isinstance(value, (str, list, dict)) else str(value)


def _fields_of(loaded: dict[str, Any], name: str) -> dict[str, Any]:
    given = {key: loaded[key] for key in (*_FIELDS, *SOURCE_FIELDS) if loaded.get(key)}
    for field, key in guess_columns(loaded).items():
        value = loaded[key]
        # What another program calls by another name counts where it fits.
        if field not in given and field in (*_FIELDS, *SOURCE_FIELDS) and _fits(field, value):
            given[field] = value
    if str(given.get("publisher", "")).startswith(("http://", "https://")):
        given.setdefault("url", given.pop("publisher"))
    for key, value in given.items():
        if not isinstance(value, str):
            raise ReadError(f"{name}: the field {key!r} does not fit: it must be one text")
    fields: dict[str, Any] = {key: given[key] for key in _FIELDS if key in given}
    return {**fields, "source": {key: given[key] for key in SOURCE_FIELDS if key in given}}


def _fits(field: str, value: object) -> bool:
    if not isinstance(value, str) or not value:
        return False
    return field != "date" or find_date(value) is not None


def _plain(text: str) -> str:
    return "".join(text.split()).casefold()
