"""An export as JSON text: stable key order, UTF-8, short containers on one line."""

from __future__ import annotations

import json
import re
from typing import Any

from compare.errors import WriteError
from compare.report.bundle import Bundle
from compare.report.preferences import Preferences

_WIDTH = 100

# Escaped in JSON, so that a listing in a terminal or an editor cannot be made to act or to
# read in another order: delete and C1 controls, line separators, bidirectional controls.
_ACTIVE = re.compile("[\x7f-\x9f\u2028-\u202e\u2066-\u2069]")


def write_json(bundle: Bundle, preferences: Preferences) -> str:
    """JSON text of one export, ending with a newline; characters stand as themselves.

    Raises :class:`WriteError` for a set, which JSON Lines hold.
    """
    if bundle.of_one is None:
        raise WriteError("JSON holds one comparison or event; write a set as .jsonl or .parquet")
    data = bundle.of_one.model_dump(mode="json", by_alias=True)
    return _inert(_layout(data, 0)) + "\n"


def write_jsonl(bundle: Bundle, preferences: Preferences) -> str:
    """JSON Lines: one export a line, each as :func:`write_json` gives it but for its layout."""
    return "".join(
        _inert(json.dumps(result.model_dump(mode="json", by_alias=True), ensure_ascii=False)) + "\n"
        for result in bundle.results
    )


def _inert(text: str) -> str:
    return _ACTIVE.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def _layout(value: Any, indent: int) -> str:
    flat = json.dumps(value, ensure_ascii=False, allow_nan=False)
    if not isinstance(value, dict | list) or not value or indent + len(flat) <= _WIDTH:
        return flat
    pad = " " * (indent + 2)
    if isinstance(value, dict):
        items = [
            f"{json.dumps(key, ensure_ascii=False)}: {_layout(item, indent + 2)}"
            for key, item in value.items()
        ]
        start, end = "{", "}"
    else:
        items = [_layout(item, indent + 2) for item in value]
        start, end = "[", "]"
    body = f",\n{pad}".join(items)
    return f"{start}\n{pad}{body}\n{' ' * indent}{end}"
