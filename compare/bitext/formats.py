"""An alignment as the files that translators and scorers of alignments use.

JSON and the table hold all of it; the ladder its numbers alone; TMX, XLIFF and Moses pairs its
texts. TMX 1.4b: LISA OSCAR, "TMX 1.4b Specification", 2005. XLIFF 2.0: OASIS Standard, 2014.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from compare.bitext.beads import HEAD, AlignedTexts
from compare.bitext.correction_page import correction_page
from compare.version import __version__

if TYPE_CHECKING:
    from lxml.etree import _Element


Form = Literal["json", "tsv", "ladder", "tmx", "xliff", "moses", "html"]
SCHEMA = "readouts.alignment/1"
XLIFF = "urn:oasis:names:tc:xliff:document:2.0"
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


def to_json(alignment: AlignedTexts) -> str:
    """Both texts, the units as characters of them, the links with scores, and the nulls."""
    name = "probability" if alignment.mode == "order-free" else "cosine"
    sides = (
        ("left", alignment.left, alignment.left_units),
        ("right", alignment.right, alignment.right_units),
    )
    data: dict[str, object] = {
        "schema": SCHEMA, "units": alignment.units, "mode": alignment.mode
    }  # fmt: skip
    for side, statement, units in sides:
        data[side] = {
            "id": statement.id,
            "lang": statement.language,
            "text": statement.text,
            "units": [{"start": start, "end": end} for start, end in units],
        }
    data["links"] = [
        {"left": bead.left, "right": bead.right, name: round(bead.score or 0.0, 4)}
        for bead in alignment.links
    ]
    data["nulls"] = {
        "left": [i for bead in alignment.beads if not bead.right for i in bead.left],
        "right": [j for bead in alignment.beads if not bead.left for j in bead.right],
    }
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def to_tsv(alignment: AlignedTexts) -> str:
    """One bead a line: units from 0, set apart by commas, score, and both texts."""
    rows = [HEAD]
    for bead in alignment.beads:
        numbers = (",".join(map(str, units)) for units in (bead.left, bead.right))
        score = "" if bead.score is None else f"{bead.score:.4f}"
        rows.append("\t".join((*numbers, score, *alignment.texts(bead))))
    return "\n".join(rows) + "\n"


def to_ladder(alignment: AlignedTexts) -> str:
    """One bead a line, ``[0, 1]:[2]``, an empty list for a side without a counterpart."""
    return "".join(f"{list(bead.left)}:{list(bead.right)}\n" for bead in alignment.beads)


def moses(alignment: AlignedTexts) -> tuple[str, str]:
    """The links alone as two texts whose lines answer each other."""
    pairs = [alignment.texts(bead) for bead in alignment.links]
    left, right = ("".join(f"{pair[side]}\n" for pair in pairs) for side in (0, 1))
    return left, right


def moses_files(alignment: AlignedTexts, path: Path) -> tuple[Path, Path]:
    """The two files of Moses pairs: ``book.en`` and ``book.zh`` for ``book``.

    Two texts in one language are told apart by ``1`` and ``2`` behind it.
    """
    path = path.with_suffix("") if path.suffix == ".moses" else path
    left, right = alignment.left.language, alignment.right.language
    if left == right:
        left, right = f"{left}1", f"{right}2"
    return path.with_name(f"{path.name}.{left}"), path.with_name(f"{path.name}.{right}")


def to_moses(alignment: AlignedTexts) -> str:
    """The links alone, a line each, with a tab between the sides."""
    return "".join("\t".join(alignment.texts(bead)) + "\n" for bead in alignment.links)


def to_tmx(alignment: AlignedTexts) -> str:
    """TMX 1.4b: a translation unit for every link, with its score and the numbers of its units."""
    from lxml import etree

    root = etree.Element("tmx", version="1.4")
    etree.SubElement(
        root, "header", creationtool="readouts", creationtoolversion=__version__,
        segtype="block", adminlang="en", srclang=alignment.left.language, datatype="plaintext",
        **{"o-tmf": SCHEMA},
    )  # fmt: skip
    body = etree.SubElement(root, "body")
    for number, bead in enumerate(alignment.links, 1):
        unit = etree.SubElement(body, "tu", tuid=str(number))
        _text(unit, "prop", f"{bead.score or 0.0:.4f}", type="score")
        for statement, units, text in zip(
            (alignment.left, alignment.right),
            (bead.left, bead.right),
            alignment.texts(bead),
            strict=True,
        ):
            variant = etree.SubElement(unit, "tuv", {LANGUAGE: statement.language})
            _text(variant, "prop", " ".join(map(str, units)), type="units")
            _text(variant, "seg", text)
    return _document(root, '<!DOCTYPE tmx SYSTEM "tmx14.dtd">')


def to_xliff(alignment: AlignedTexts) -> str:
    """XLIFF 2.0: a unit for every bead, in the order of the beads.

    Notes hold the score and the numbers of the units. A unit of the right that stands alone has
    an empty source.
    """
    from lxml import etree

    root = etree.Element(
        f"{{{XLIFF}}}xliff", nsmap={None: XLIFF}, version="2.0",
        srcLang=alignment.left.language, trgLang=alignment.right.language,
    )  # fmt: skip
    file = etree.SubElement(root, f"{{{XLIFF}}}file", id="f1")
    for number, bead in enumerate(alignment.beads, 1):
        unit = etree.SubElement(file, f"{{{XLIFF}}}unit", id=f"u{number}")
        notes = etree.SubElement(unit, f"{{{XLIFF}}}notes")
        for category, units in (("left", bead.left), ("right", bead.right)):
            _text(notes, f"{{{XLIFF}}}note", " ".join(map(str, units)), category=category)
        if bead.score is not None:
            _text(notes, f"{{{XLIFF}}}note", f"{bead.score:.4f}", category="score")
        part = etree.SubElement(unit, f"{{{XLIFF}}}segment")
        left, right = alignment.texts(bead)
        _text(part, f"{{{XLIFF}}}source", left)
        if bead.right:
            _text(part, f"{{{XLIFF}}}target", right)
    return _document(root)


def _text(parent: _Element, name: str, text: str, **attributes: str) -> None:
    """Add an element with text; what XML 1.0 may not hold becomes a replacement character."""
    from lxml import etree

    child = etree.SubElement(parent, name, attributes)
    child.text = "".join(char if _allowed(char) else "\ufffd" for char in text)


def _allowed(char: str) -> bool:
    code = ord(char)
    return char in "\t\n" or 0x20 <= code < 0xD800 or 0xE000 <= code < 0xFFFE or code > 0xFFFF


def _document(root: _Element, doctype: str | None = None) -> str:
    from lxml import etree

    written: bytes = etree.tostring(
        root, encoding="UTF-8", xml_declaration=True, pretty_print=True, doctype=doctype
    )
    return written.decode()


FORMS: dict[str, Callable[[AlignedTexts], str]] = {
    "json": to_json,
    "tsv": to_tsv,
    "ladder": to_ladder,
    "tmx": to_tmx,
    "xliff": to_xliff,
    "moses": to_moses,
    "html": correction_page,
}
"""Every form by its name, and what writes it."""
