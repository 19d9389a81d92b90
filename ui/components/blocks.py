"""What a report says, as elements of a page: the content that every form of report shows."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Mapping, Sequence
from types import MappingProxyType

from compare.report import Preferences
from compare.report.content.document import (
    Block,
    Code,
    Heading,
    Item,
    Items,
    Paragraph,
    Passage,
    Run,
    Table,
    listed,
)
from compare.report.content.sections import Contents
from ui.components.elements import Node, locale, quote, tag

Beside = Callable[[Passage], Iterable[Node]]
"""What a page adds to a passage that is quoted: a link to it, say."""
_LOOKS = {"warning": "warning", "note": "quiet small note"}


def contents() -> Contents:
    """The content of a report on one pair of texts, in the language of the dashboard."""
    return Contents(Preferences())


def nodes(blocks: Iterable[Block], beside: Beside = lambda passage: ()) -> list[Node]:
    """The blocks as elements; figures, which the pages draw in their own way, are passed over.

    Args:
        beside: called once for every item of a list and every run of a table that quotes.
    """
    found: list[Node] = []
    for block in listed(blocks):
        match block:
            case Heading(level, text):
                found.append(tag(f"h{min(level, 3)}", text))
            case Paragraph(runs, kind):
                found.append(tag("p", map(_run, runs), look=_LOOKS.get(kind, "")))
            case Items(items):
                found += [_item(item, beside) for item in items]
            case Table():
                found.append(table(block, beside))
            case Code(text, _):
                found.append(tag("pre", text))
    return found


def table(
    block: Table,
    beside: Beside = lambda passage: (),
    looks: Sequence[str] = (),
    quoted: Callable[[int, Node], Node] = lambda row, quotation: quotation,
    below: Mapping[int, Node] = MappingProxyType({}),
) -> Node:
    """A table.

    Args:
        block: what it says.
        beside: what is added to a quotation.
        looks: the classes of the cells, row after row, where they have any.
        quoted: makes what is shown of a quotation, from the number of its row and itself.
        below: what is unfolded below rows, by their number.
    """
    look = iter(looks)
    rows: list[Node] = []
    for number, row in enumerate(block.rows):
        wrap = functools.partial(quoted, number)
        cells = [tag("td", _cell(cell, beside, wrap), look=next(look, "")) for cell in row]
        rows.append(tag("tr", cells))
        if number in below:
            rows.append(tag("tr", tag("td", below[number], colspan=str(len(row)))))
    heads = [tag("th", head, scope="col", look="isolate") for head in block.head]
    return tag("table", tag("thead", tag("tr", heads)), tag("tbody", rows), aria_label=block.about)


def _cell(
    runs: Iterable[Run],
    beside: Beside,
    quoted: Callable[[Node], Node] = lambda quotation: quotation,
) -> list[Node]:
    found: list[Node] = []
    for run in runs:
        found.append(quoted(_run(run)) if run.look == "quote" else _run(run))
        if run.passage and (added := list(beside(run.passage))):
            found += [" ", *added]
    return found


def _item(item: Item, beside: Beside) -> Node:
    paragraphs = (item.paragraph, *item.below)
    quoted = [run.passage for one in paragraphs for run in one.runs if run.passage]
    return tag(
        "article",
        _paragraph(item.paragraph, "head", "quote"),
        [node for one in item.below for node in _paragraph(one, "quiet small", "quote nearest")],
        list(beside(quoted[0])) if quoted else (),
        look="finding",
    )


def _paragraph(paragraph: Paragraph, look: str, quotation: str) -> list[Node]:
    """A paragraph, and after it each passage that it quotes whole on lines of its own."""
    said = [run for run in paragraph.runs if not run.passage]
    found: list[Node] = [tag("p", map(_run, said), look=look)] if said else []
    for run in paragraph.runs:
        if run.passage:
            found.append(quote(run.text, run.lang, look=quotation))
    return found


def _run(run: Run) -> Node:
    lang = locale(run.text, run.lang) if run.lang else ""
    if run.look == "quote":
        return tag("q", run.text, lang=lang)
    if run.look == "code":
        return tag("code", run.text)
    if run.look == "mark":
        return tag("span", run.text, look="mark", aria_hidden="true")
    if run.look in ("strong", "quiet"):
        name = "strong" if run.look == "strong" else "span"
        return tag(name, run.text, look="" if name == "strong" else "quiet", lang=lang)
    return tag("span", run.text, lang=lang) if lang else run.text
