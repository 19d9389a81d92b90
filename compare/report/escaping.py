"""Statement text made inert for a medium, with nothing left out."""

from __future__ import annotations

import re

from corpus.text.controls import show_controls as show_controls
from corpus.text.controls import visible as visible

_SPACE = re.compile(r"\s+")
# What can act inside a line of CommonMark or GitHub's dialect: emphasis, code, links, tables,
# maths, mentions, addresses that become links; and what makes a block at a line's beginning.
_MARKDOWN = re.compile(r"[\\`*_\[\]|~$#@]|:(?=\S)|(?<=www)\.|^[-+=]", re.IGNORECASE)
_NUMBERING = re.compile(r"^(\d+)([.)])")
_FORMULA = re.compile(r"\s*[=+\-@＝＋－＠']")
_LATEX = {
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
_LATEX_PATTERN = re.compile("|".join(map(re.escape, _LATEX)))


def squeeze(text: str) -> str:
    """The text on one line, each run of white space one space."""
    return _SPACE.sub(" ", text).strip()


def line(text: str) -> str:
    """Visible text on one line, each run of white space one space."""
    return squeeze(visible(text))


def markdown(text: str) -> str:
    """Text for one line of Markdown: nothing in it is markup, HTML or a link."""
    escaped = line(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    marked = _MARKDOWN.sub(lambda match: f"\\{match[0]}", escaped)
    return _NUMBERING.sub(r"\1\\\2", marked)


def cell(text: str) -> str:
    """Text for a cell of a table that a spreadsheet may open.

    A text that a spreadsheet could take for a formula (it begins, after any white space, with
    ``=``, ``+``, ``-``, ``@`` or their full-width forms) gets an apostrophe before it, which
    makes it text. So does a text that begins with an apostrophe: taking one apostrophe from
    every cell that begins with one gives the text back.
    """
    shown = show_controls(text)
    return f"'{shown}" if _FORMULA.match(shown) or shown[:1] in ("\t", "\r", "\n") else shown


def latex(text: str) -> str:
    """Text for one line of LaTeX: no command, no comment, no ligature; braces stay balanced.

    Braces become names of their signs, because BibTeX counts an escaped brace as a brace.
    """
    return _LATEX_PATTERN.sub(lambda match: _LATEX[match[0]], text)
