"""Events and topics that look alike in every list: one date and title, one side, one label."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from compare.coding import highlights
from compare.library import open_library
from corpus.statements import Event, Statement

TEXTS = {
    "first": ("They spoke of grain, and of trade.", "They discussed trade in wheat at length."),
    "second": ("They spoke of fisheries, and of visas.", "They discussed visas for students."),
}
MORE = "A third account says that both discussed tourism and flights."
CODEBOOK = """\
schema: readouts.codebook/1
name: mine
version: "1"
extends: bundled
topics:
- id: visas-a
  label: {en: Taiwan}
  definition: {en: Of visas.}
  names: {en: [visas for students]}
- id: fisheries-b
  label: {en: Taiwan}
  definition: {en: Of fish.}
  names: {en: [spoke of fisheries]}
"""
"""Two topics with the label of a bundled one."""


def add_clashing(place: Path) -> None:
    """Keep two events of one date and title, each with three statements of one side and title.

    The first word of either is highlighted.
    """
    with open_library(str(place), encoder=None) as shelf:
        for name, texts in TEXTS.items():
            statements = tuple(
                Statement(
                    id=f"{name}-{number}",
                    side="West",
                    language="en",
                    title="Statement",
                    date=dt.date(2024, 5, 1),
                    text=text,
                )
                for number, text in enumerate((*texts, MORE))
            )
            shelf.add_event(
                Event(id=name, title="Talks", date=dt.date(2024, 5, 1), statements=statements)
            )
            mark = highlights.highlight(statements[0], 0, 4, name, note=f"seen in {name}")
            highlights.keep(shelf, [mark])
