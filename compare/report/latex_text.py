"""Text made inert for LaTeX and BibTeX, with nothing left out."""

from __future__ import annotations

import re

_SPECIAL = {
    "\\": r"\textbackslash{}",
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "$": r"\$",
    "%": r"\%",
    "&": r"\&",
    "#": r"\#",
    "_": r"\_",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    "<": r"\textless{}",
    ">": r"\textgreater{}",
    "|": r"\textbar{}",
    '"': r"\textquotedbl{}",
    "`": r"\textasciigrave{}",
    "--": "-{}-",
    "''": "'{}'",
    "[": "{[}",
    "]": "{]}",
}
_PATTERN = re.compile("|".join(map(re.escape, _SPECIAL)))


def escape(text: str) -> str:
    """Text for one line of LaTeX: no command, no comment, no ligature; braces stay balanced.

    Braces become names of their signs, because BibTeX counts an escaped brace as a brace.
    """
    return _PATTERN.sub(lambda match: _SPECIAL[match[0]], text)
