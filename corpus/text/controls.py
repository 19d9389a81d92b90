"""Characters that a terminal obeys, or that turn a line around, made visible."""

from __future__ import annotations

import re

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_BIDIRECTIONAL = re.compile("[\u202a-\u202e\u2066-\u2069]")


def show_controls(text: str) -> str:
    """Control characters but tab and line ends as their pictures, one for one.

    ESC becomes ``␛``, so that no sequence reaches a terminal; those without a picture of
    their own become ``�``.
    """
    return _CONTROL.sub(_picture, text)


def _picture(match: re.Match[str]) -> str:
    code = ord(match[0])
    if code < 0x20:
        return chr(0x2400 + code)
    return "\u2421" if code == 0x7F else "\ufffd"


def visible(text: str) -> str:
    """Return the text with control and bidirectional characters made visible."""
    return _BIDIRECTIONAL.sub(lambda match: f"<U+{ord(match[0]):04X}>", show_controls(text))
