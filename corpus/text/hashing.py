"""A text known by its characters, whatever its line breaks; data known by its JSON."""

from __future__ import annotations

import hashlib
import json


def text_hash(text: str) -> str:
    """Return the SHA-256 of a text without its white space, 64 lower-case hexadecimal digits.

    White space is what :meth:`str.isspace` says of each character, so that a text keeps its hash
    however it is wrapped. Encoded as UTF-8; half a surrogate pair is let through.
    """
    return hashlib.sha256("".join(text.split()).encode("utf-8", "surrogatepass")).hexdigest()


def data_hash(data: object) -> str:
    """Return the SHA-256 of data as JSON with its keys in order, 64 lower-case hexadecimal digits.

    Encoded as UTF-8; half a surrogate pair is let through.
    """
    text = json.dumps(data, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
