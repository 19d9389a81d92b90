"""A comparison for a person at a terminal: how the short report is laid out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import IO

from compare.report.bundle import Bundle
from compare.report.content import judged
from compare.report.content.brief.page import brief_lines
from compare.report.content.brief.terminal import event_blocks, pair_blocks
from compare.report.content.context import Context
from compare.report.content.document import Block, Heading, Kind, Paragraph, Run
from compare.report.escaping import line
from compare.report.export.schema import EventExport
from compare.report.preferences import DEFAULTS, Preferences
from compare.report.writers.terminal import cells, shorten, wrap

WIDTH = 88
_WIDEST = 110
_NEAREST_CELLS = 240
_WIDEST_TAG = 24
_INDENT = 2

_STYLES = {
    "plain": "",
    "title": "bold",
    "finding": "bold",
    "heading": "bold blue",
    "topic": "bold",
    "quiet": "dim",
    "warning": "yellow",
}
_LOOKS: dict[Kind, str] = {
    "finding": "finding",
    "warning": "warning",
    "note": "quiet",
    "facts": "quiet",
    "nearest": "quiet",
    "method": "quiet",
}
_UNDER: frozenset[Kind] = frozenset({"subitem", "facts", "nearest"})
"""Kinds of paragraphs that are indented under the item before them."""


@dataclass(slots=True)
class _Page:
    """Lines of the page so far; every text added is escaped and wrapped."""

    width: int
    lines: list[tuple[str, str, str]] = field(default_factory=list)
    """Lead, text and style of each line."""
    under: int = _INDENT
    """Indent, in cells, of text that belongs to the last item."""

    def block(self, block: Block) -> None:
        """Add a heading or a paragraph; the short report holds nothing else."""
        if isinstance(block, Heading):
            if block.level > 1:
                self.lines.append(("", "", "plain"))
            self._add(block.text, "heading" if block.level > 1 else "title")
            self.under = _INDENT
        elif isinstance(block, Paragraph):
            self._paragraph(block)

    def _paragraph(self, block: Paragraph) -> None:
        tab = min(max((cells(tag) for tag in block.column), default=0), _WIDEST_TAG)
        indent = 0
        if block.kind in _UNDER:
            indent = self.under
        elif block.kind in ("item", "warning"):
            indent = _INDENT
        if block.kind == "item":
            self.under = indent + tab + 2
        strong = block.kind == "item" and block.runs[0].look == "strong"
        style = "topic" if strong else _LOOKS.get(block.kind, "plain")
        text = "".join(_shown(run, block.kind) for run in block.runs)
        self._add(text, style, indent=indent, tag=block.tag, tab=tab)

    def _add(
        self, text: str, style: str = "plain", *, indent: int = 0, tag: str = "", tab: int = 0
    ) -> None:
        """Add a paragraph, after a tag that hangs out of it and is at least ``tab`` wide."""
        tag, room = line(tag), self.width // 2
        indent = min(indent, room // 2)
        if max(cells(tag), tab) > room - indent:
            # Too wide to hang: the tag gets lines of its own.
            for part in wrap(tag, self.width - indent) if tag else ():
                self.lines.append((" " * indent, part, style))
            tag, tab = "", 0
        hang = indent + (max(cells(tag), tab) + 2 if tag or tab else 0)
        lead = " " * indent + tag
        lead += " " * (hang - cells(lead))
        for part in wrap(line(text), self.width - hang):
            self.lines.append((lead, part, style))
            lead = " " * hang


def _shown(run: Run, kind: Kind) -> str:
    if run.look != "quote":
        return run.text
    return f"“{shorten(run.text, _NEAREST_CELLS) if kind == 'nearest' else run.text}”"


def write_text(bundle: Bundle, preferences: Preferences = DEFAULTS, width: int = WIDTH) -> str:
    """Plain text, ``width`` terminal cells wide, ending with a newline."""
    page = _page(bundle, preferences, width)
    return "".join(f"{lead}{text}".rstrip() + "\n" for lead, text, _ in page.lines)


def show(bundle: Bundle, stream: IO[str], preferences: Preferences = DEFAULTS) -> None:
    """Print to a stream: in colours and its width at a terminal, plain text elsewhere."""
    if not stream.isatty():
        stream.write(write_text(bundle, preferences))
        return
    from rich.console import Console
    from rich.text import Text

    console = Console(file=stream, highlight=False, markup=False, emoji=False)
    # The last cell stays free: a full line makes some terminals break twice.
    width = min(console.width - 1, _WIDEST)
    for lead, text, style in _page(bundle, preferences, width).lines:
        row = Text.assemble((lead, "dim"), (text, _STYLES[style]), no_wrap=True)
        console.print(row, soft_wrap=True)


def _page(bundle: Bundle, preferences: Preferences, width: int) -> _Page:
    page = _Page(max(width, 24))
    if preferences.parts == ("brief",):
        _add(page, brief_lines(Context(preferences), bundle))
        return page
    for number, result in enumerate(bundle.results):
        if number:
            page.lines += [("", "", "plain"), ("", "═" * page.width, "quiet")]
        if not isinstance(result, EventExport):
            _add(page, pair_blocks(result, preferences))
        else:
            _add(page, event_blocks(result, preferences))
            for pair in result.pairs:
                page.lines += [("", "", "plain"), ("", "─" * page.width, "quiet")]
                _add(page, pair_blocks(pair, preferences))
        _add(page, judged.notes(Context(preferences), result, 2))
    return page


def _add(page: _Page, blocks: Iterable[Block]) -> None:
    for block in blocks:
        # The notice stands apart from what comes before it.
        if isinstance(block, Paragraph) and block.kind == "note":
            page.lines.append(("", "", "plain"))
        page.block(block)
