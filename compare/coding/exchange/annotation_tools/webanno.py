"""Judgements as WebAnno TSV 3.3, which INCEpTION and WebAnno bring in; one file a statement."""

from __future__ import annotations

import re
from collections.abc import Sequence

from compare.coding.exchange.annotation_tools.documents import (
    FEATURES,
    LAYER,
    Coded,
    Document,
    Span,
    lines,
    tokens,
    utf16,
)

_RESERVED = re.compile(r"[\\\[\]|_;*]|->")
_BREAKS = {"\n": r"\n", "\t": r"\t", "\r": r"\r"}


def webanno_tsv(document: Document) -> bytes:
    """The bytes of one file; a line of the statement is a sentence of it."""
    text, count = document.statement.text, utf16(document.statement.text)
    edges = [edge for each in document.coded for edge in (each.start, each.end)]
    rows = ["#FORMAT=WebAnno TSV 3.3", "|".join([f"#T_SP={LAYER}", *FEATURES]), "", ""]
    for number, line in enumerate(lines(text), 1):
        rows.append(f"#Text={_in_line(text[slice(*line)])}")
        for place, token in enumerate(tokens(text, line, edges), 1):
            span = f"{count[token[0]]}-{count[token[1]]}"
            cells = _cells(document.coded, token)
            rows.append("\t".join([f"{number}-{place}", span, text[slice(*token)], *cells, ""]))
        rows.append("")
    return "\n".join(rows).encode("utf-8", "replace")


def _cells(coded: Sequence[Coded], token: Span) -> list[str]:
    """What stands at a token, one cell a feature; of several judgements all, in one order."""
    here = [
        (number, each)
        for number, each in enumerate(coded, 1)
        if each.start <= token[0] and token[1] <= each.end
    ]
    if not here:
        return ["_"] * len(FEATURES)
    return [
        "|".join(f"{_escaped(each.values[k]) or '*'}[{number}]" for number, each in here)
        for k in range(len(FEATURES))
    ]


def _escaped(value: str) -> str:
    found = _RESERVED.sub(lambda mark: f"\\{mark[0]}", value)
    return "".join(_BREAKS.get(character, character) for character in found)


def _in_line(text: str) -> str:
    return "".join(_BREAKS.get(character, character) for character in text.replace("\\", "\\\\"))
