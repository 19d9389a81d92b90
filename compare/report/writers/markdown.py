"""A report as Markdown: CommonMark with tables, all statement text escaped."""

from __future__ import annotations

import re
from collections.abc import Iterator

from compare.report.bundle import Bundle
from compare.report.content.document import (
    Block,
    Code,
    Document,
    Figure,
    Heading,
    Paragraph,
    Run,
    Runs,
    Table,
)
from compare.report.content.sections import Contents
from compare.report.escaping import markdown
from compare.report.preferences import Preferences

# Addresses that can stand as links in Markdown; all others are shown as text.
_SAFE = re.compile(r"https?://[A-Za-z0-9._~:/?#@!$&'()*+,;=%-]+")
_LEADS = {"item": "- ", "subitem": "  - ", "warning": "> "}


def write_markdown(bundle: Bundle, preferences: Preferences) -> str:
    """Markdown of a report, ending with a newline."""
    return markdown_of(Contents(preferences).document(bundle), preferences)


def markdown_of(document: Document, preferences: Preferences) -> str:
    """Markdown of a document, ending with a newline."""
    lines = [line for block in _spaced(document.blocks) for line in _block(block)]
    return "\n".join(lines).strip("\n") + "\n"


def _spaced(blocks: tuple[Block, ...]) -> Iterator[Block | None]:
    """The blocks, with None where an empty line parts two of them; items stand together."""
    inside = False
    for block in blocks:
        item = isinstance(block, Paragraph) and block.kind in ("item", "subitem")
        if not (inside and item) and not _empty(block):
            yield None
        inside = item
        yield block


def _empty(block: Block) -> bool:
    return isinstance(block, Figure) and block.drawing.name != "map"


def _block(block: Block | None) -> list[str]:
    match block:
        case None:
            return [""]
        case Heading(level, text):
            return [f"{'#' * min(level, 6)} {markdown(text)}"]
        case Paragraph(runs, kind):
            lead = _LEADS.get(kind, "")
            return [f"{lead}{_runs(runs)}"]
        case Figure(drawing, _):
            # The bars stand beside tables of the same numbers; the map has none but its words.
            return [markdown(drawing.alt)] if drawing.name == "map" else []
        case Code(text, language):
            fence = "`" * max(3, _longest_fence(text) + 1)
            return [f"{fence}{language if language != 'text' else ''}", text, fence]
        case Table():
            return _table(block)


def _longest_fence(text: str) -> int:
    longest = run = 0
    for char in text:
        run = run + 1 if char == "`" else 0
        longest = max(longest, run)
    return longest


def _table(table: Table) -> list[str]:
    head = f"| {' | '.join(markdown(cell) for cell in table.head)} |"
    rows = [f"| {' | '.join(_runs(cell) for cell in row)} |" for row in table.rows]
    return [head, f"|{' --- |' * len(table.head)}", *rows]


def _runs(runs: Runs) -> str:
    return "".join(map(_run, runs))


def _run(run: Run) -> str:
    if run.note is not None:
        # The table of sources says what a footnote would.
        return ""
    lead = " " if run.text.startswith(" ") else ""
    tail = " " if run.text.endswith(" ") and run.text.strip() else ""
    if run.url and _SAFE.fullmatch(run.url):
        return f"<{run.url}>"
    body = markdown(run.text)
    if not body:
        return lead
    if run.look == "strong":
        body = f"**{body}**"
    elif run.look == "quote":
        body = f"“{body}”"
    return f"{lead}{body}{tail}"
