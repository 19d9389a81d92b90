"""Linked passages as TMX 1.4b, the exchange format of translation memories.

One unit a link, one variant a side. Source: LISA OSCAR, "TMX 1.4b Specification", 2005.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.sax.saxutils import escape, quoteattr

from compare.comparison import SIDES, SideName
from compare.languages import joiner
from compare.report.bundle import Bundle
from compare.report.content import findings
from compare.report.escaping import show_controls
from compare.report.export.schema import Export
from compare.report.preferences import Preferences

_NOT_XML = re.compile("[\ud800-\udfff\ufffe\uffff]")


def write_tmx(bundle: Bundle, preferences: Preferences) -> str:
    """TMX of every link; texts in one language give two variants in that language."""
    first = bundle.pairs[0]
    version = _attribute(first.signature.version)
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<!DOCTYPE tmx SYSTEM "tmx14.dtd">',
        '<tmx version="1.4">',
        f'<header creationtool="readouts" creationtoolversion={version} segtype="sentence" '
        'o-tmf="readouts.comparison/1" adminlang="en" srclang="*all*" datatype="plaintext">',
        f"<note>{_text(preferences.words.say('note.left_out'))}</note>",
        f'<prop type="signature">{_text(first.signature.string)}</prop>',
        "</header>",
        "<body>",
    ]
    for number, pair in enumerate(bundle.pairs, 1):
        lines += _units(pair, number)
    return "\n".join([*lines, "</body>", "</tmx>", ""])


def _units(result: Export, pair: int) -> Iterator[str]:
    for index, link in enumerate(result.links):
        if not link.left or not link.right:
            continue
        yield f'<tu tuid="{pair}-{index + 1}">'
        yield f'<prop type="probability">{link.probability:.4f}</prop>'
        for side, indices in zip(SIDES, (link.left, link.right), strict=True):
            yield from _variant(result, side, indices)
        yield "</tu>"


def _variant(result: Export, side: SideName, indices: tuple[int, ...]) -> Iterator[str]:
    statement = findings.statement(result, side)
    space = joiner(statement.lang)
    text = space.join(findings.passage(result, side, index) for index in indices)
    numbers = " ".join(str(index) for index in indices)
    yield f"<tuv xml:lang={_attribute(statement.lang or 'und')}>"
    yield f'<prop type="side">{_text(statement.side)}</prop>'
    yield f'<prop type="statement">{_text(statement.id)}</prop>'
    yield f'<prop type="segments">{numbers}</prop>'
    yield f"<seg>{_text(text)}</seg>"
    yield "</tuv>"


def _text(text: str) -> str:
    """Return the text escaped; characters that XML 1.0 forbids become visible signs."""
    return escape(_NOT_XML.sub("\ufffd", show_controls(text)))


def _attribute(text: str) -> str:
    return quoteattr(_NOT_XML.sub("\ufffd", show_controls(text)))
