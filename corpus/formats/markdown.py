"""Markdown to the text that it shows: paragraphs without marks, parted by empty lines."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from corpus.text.characters import WIDE

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

_LONGEST = 2_000_000
"""Longest text that is parsed, in characters; a longer one stays as it is."""
_NOTE_MARK = re.compile(r"\[\^[^\]\s]{1,60}\](?!:)")
_NOTE = re.compile(r"^[ ]{0,3}\[\^[^\]\s]{1,60}\]:[ \t]*", re.MULTILINE)
# What dialects add: notes in the line, classes, boxes, shortcodes, tasks, links between notes.
_MARKS = tuple(
    (re.compile(form, re.MULTILINE), shown)
    for form, shown in (
        (r"(?<=\S)\^\[([^\[\]\n]{1,500})\]", ""),
        (r"^[ ]{0,3}(?::{3,}.*|\{:[^{}\n]*\})[ \t]*$", ""),
        # Begun nowhere but at the first of some spaces: else a long row is read from each of them.
        (r"(?<![ \t])[ \t]*\{[:#.][^{}\n]{0,100}\}[ \t]*$", ""),
        (r"\{\{[<%].{0,300}?[>%]\}\}", ""),
        (r"^([ ]{0,12}(?:[-*+]|\d{1,3}[.)])[ ]+)\[[ xX]\][ ]+", r"\1"),
        (r"!\[\[[^\[\]\n]{1,200}\]\]", ""),
        (r"\[\[[\d*†‡]{1,5}\]\]\(#[^()\s]{0,100}\)", ""),
        (r"\[\[(?:[^\[\]|\n]{1,200}\|)?([^\[\]|\n]{1,200})\]\](?!\()", r"\1"),
        (r"(?<![=\w])==(?=\S)([^=\n]{1,300})(?<=\S)==(?![=\w])", r"\1"),
        (r"(?<=[^\s\d])<sup>\s*\[?[\d*†‡,–-]{1,5}\]?\s*</sup>", ""),
    )
)
_ENDED = re.compile(r"[.!?。！？;；:：…][\"'”’）)」』》\]*_]*\s*\Z")
_END = 80
"""How many of the last characters say whether a sentence ends: to look through all of what was
joined so far, line after line, takes hours of a long paragraph."""
_LABEL = re.compile(r"(?:\*\*)?(?:Q|A|[A-Z][A-Z .’'-]{2,40}|[\w·]{1,14})(?:\*\*)?\s?[:：]")
_WIDE = re.compile(f"[{WIDE}]")
_INVISIBLE = re.compile(r"\s+")


def shown_text(text: str) -> str:
    """The words of a Markdown text, as a reader sees them.

    Marks, pictures, addresses of links and the numbers of footnotes go; a line break inside a
    paragraph becomes a space, or nothing between Chinese characters, unless every line of the
    paragraph ends as a sentence does: such lines stay apart. Footnotes are paragraphs at their
    place. A text without marks and broken lines comes back as it is, and so does one of more
    than two million characters.
    """
    if len(text) > _LONGEST:
        return text
    source = _NOTE.sub("\n", _NOTE_MARK.sub("", text))
    for form, shown_as in _MARKS:
        source = form.sub(shown_as, source)
    paragraphs = [part for part in _paragraphs(_parser().parse(source)) if part.strip()]
    shown = "\n\n".join(paragraphs)
    same = _INVISIBLE.sub("", shown) == _INVISIBLE.sub("", text)
    return text if same and all(part in text for part in paragraphs) else shown


def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt

    # Lines set in by four spaces are the first lines of paragraphs more often than programs.
    return MarkdownIt("commonmark").enable(["table", "strikethrough"]).disable("code")


def _paragraphs(tokens: list[Token]) -> Iterator[str]:
    for token in tokens:
        if token.type == "inline":
            yield _inline(token.children or []).strip()
        elif token.type in ("fence", "code_block"):
            yield token.content.strip()
        elif token.type == "html_block":
            yield from _html(token.content)


def _inline(tokens: list[Token]) -> str:
    lines: list[str] = [""]
    for token in tokens:
        if token.type in ("softbreak", "hardbreak"):
            lines.append("\n" if token.type == "hardbreak" else "")
            lines.append("")
        elif token.type in ("text", "code_inline", "text_special"):
            lines[-1] += token.content
        elif token.type == "html_inline" and token.content.lower().startswith("<br"):
            lines.extend(("\n", ""))
    return _joined(lines[::2], lines[1::2])


def _joined(lines: list[str], breaks: list[str]) -> str:
    """Lines with what stands between them; an empty break is decided here."""
    soft = [line for line, sign in zip(lines, breaks, strict=False) if not sign]
    apart = bool(soft) and all(_ENDED.search(line) for line in soft)
    text = lines[0]
    for sign, line in zip(breaks, lines[1:], strict=True):
        if sign or apart or (_LABEL.match(line) and _ENDED.search(text[-_END:])):
            text += sign or "\n"
        elif not (_WIDE.match(text[-1:]) and _WIDE.match(line)):
            text += " "
        text += line.strip() if line.strip() else ""
    return text


def _html(block: str) -> list[str]:
    """The words of a block of HTML inside the text."""
    from lxml import etree, html

    from corpus.formats.html.text import paragraphs

    try:
        return paragraphs(html.document_fromstring(f"<body>{block}</body>"))
    except (etree.LxmlError, ValueError):
        return []
