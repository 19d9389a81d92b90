"""Alignments read back from files, ours and those of other programs."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from compare.bitext.alignment import Alignment
from compare.bitext.beads import HEAD, Bead
from compare.bitext.formats import LANGUAGE, SCHEMA, XLIFF
from compare.bitext.linking import with_nulls
from compare.errors import CompareError, refusing_damage
from corpus.files import readable
from corpus.statements import Statement

if TYPE_CHECKING:
    from lxml.etree import _Element

UnitIndices = tuple[int, ...]
Row = tuple[str, str, float | None]
"""Both texts of a bead, empty for a side without a counterpart, and the score."""

_LADDER = re.compile(r"\[([\d,\s]*)\]\s*:\s*\[([\d,\s]*)\](?:\s*:\s*\S+)?")


def read_alignment(file: Path | str, languages: tuple[str, str] = ("und", "und")) -> Alignment:
    """Read an alignment from JSON, a table, TMX, XLIFF 2 or Moses pairs with a tab between them.

    Only JSON holds the whole texts. From the others, the text of a side of a bead is a unit, a
    line of its statement; numbers of units in the file are those of another text and not kept.

    Args:
        file: its suffix decides: .json, .tsv, .tmx, .xliff or .xlf; anything else is pairs.
        languages: of left and right, where the file does not say.

    Raises:
        CompareError: the file cannot be read, or is not of its form.
    """
    path = Path(file)
    with refusing_damage(path, CompareError, "not an alignment of that form; write it anew"):
        try:
            return _from_bytes(readable(path).read_bytes(), path, languages)
        except (ValueError, KeyError, TypeError, IndexError, SyntaxError) as error:
            raise CompareError(f"{path} is not an alignment of that form: {error}") from None


def _from_bytes(data: bytes, path: Path, languages: tuple[str, str]) -> Alignment:
    suffix = path.suffix.lower()
    if suffix == ".json":
        return _from_json(data)
    if suffix in (".tmx", ".xliff", ".xlf"):
        languages, rows = (_from_tmx if suffix == ".tmx" else _from_xliff)(data, languages)
    else:
        # Only line feeds part lines: a text may hold other separators.
        lines = data.decode("utf-8-sig").replace("\r\n", "\n").split("\n")
        rows = _from_lines(lines)
    return _of_rows(path.stem or "alignment", languages, rows)


def read_ladder(text: str) -> list[tuple[UnitIndices, UnitIndices]]:
    """Read the beads of a ladder, ``[0, 1]:[2]`` a line; a score after a colon is passed over.

    Raises:
        CompareError: naming the first line that is none.
    """
    beads = []
    for number, line in enumerate(text.splitlines(), 1):
        found = _LADDER.fullmatch(line.strip())
        if found:
            beads.append((_numbers(found[1]), _numbers(found[2])))
        elif line.strip():
            raise CompareError(f"line {number} of the ladder is not like [0, 1]:[2]: {line[:40]!r}")
    return beads


def _numbers(text: str) -> UnitIndices:
    return tuple(int(part) for part in re.split(r"[\s,]+", text.strip()) if part)


def _from_json(data: bytes) -> Alignment:
    whole = json.loads(data)
    if whole["schema"] != SCHEMA:
        raise ValueError(f"its schema is {whole['schema']!r}, not {SCHEMA!r}")
    sides = [
        Statement(id=side["id"], side=name, language=side["lang"], text=side["text"])
        for name, side in (("left", whole["left"]), ("right", whole["right"]))
    ]
    spans = [
        tuple((unit["start"], unit["end"]) for unit in whole[side]["units"])
        for side in ("left", "right")
    ]
    for side, statement, units in zip(("left", "right"), sides, spans, strict=True):
        _check(side, len(statement.text), units, [link[side] for link in whole["links"]])
    name = "probability" if whole["mode"] == "order-free" else "cosine"
    links = [Bead(tuple(x["left"]), tuple(x["right"]), x[name]) for x in whole["links"]]
    beads = with_nulls(links, len(spans[0]), len(spans[1]))
    return Alignment(sides[0], sides[1], spans[0], spans[1], beads, whole["units"], whole["mode"])


def _check(
    side: str, length: int, units: Sequence[tuple[int, int]], links: Sequence[Sequence[int]]
) -> None:
    """Refuse units beyond a text of that length, and links of units that are not there."""
    for start, end in units:
        if not 0 <= start <= end <= length:
            raise ValueError(f"a {side} unit is {start} to {end}, in a text of {length} characters")
    for unit in (unit for link in links for unit in link):
        if not 0 <= unit < len(units):
            raise ValueError(f"a link names the {side} unit {unit}, and there are {len(units)}")


def _from_lines(lines: Sequence[str]) -> list[Row]:
    table = bool(lines) and lines[0] == HEAD
    wanted = HEAD.count("\t") + 1 if table else 2
    rows: list[Row] = []
    for number, line in enumerate(lines, 1):
        if not line.strip() or (table and number == 1):
            continue
        cells = line.split("\t")
        if len(cells) < wanted:
            raise ValueError(f"line {number} has {len(cells)} of {wanted} columns")
        if table:
            rows.append((cells[3], cells[4], float(cells[2]) if cells[2] else None))
        else:
            rows.append((cells[0].strip(), cells[1].strip(), None))
    return rows


def _parsed(data: bytes) -> _Element:
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    root: _Element = etree.fromstring(data, parser)
    return root


def _words(element: _Element | None) -> str:
    """The text of an element, with that of inline codes that stand for text."""
    return "" if element is None else " ".join("".join(element.itertext()).split())


def _from_tmx(data: bytes, languages: tuple[str, str]) -> tuple[tuple[str, str], list[Row]]:
    rows: list[Row] = []
    for unit in _parsed(data).iter("tu"):
        variants = unit.findall("tuv")
        if len(variants) < 2:
            continue
        if not rows:
            first, second = map(_language, variants[:2])
            languages = first or languages[0], second or languages[1]
        texts = [_words(variant.find("seg")) for variant in variants[:2]]
        if _language(variants[0]) == languages[1] != languages[0]:
            texts.reverse()
        rows.append((texts[0], texts[1], _score(unit.iterfind("prop[@type='score']"))))
    return languages, rows


def _language(variant: _Element) -> str:
    """The language of a variant; versions of TMX before 1.4 have an attribute of their own."""
    return _primary(variant.get(LANGUAGE) or variant.get("lang"))


def _from_xliff(data: bytes, languages: tuple[str, str]) -> tuple[tuple[str, str], list[Row]]:
    root, space = _parsed(data), {"x": XLIFF}
    if root.tag != f"{{{XLIFF}}}xliff":
        raise ValueError("it is not XLIFF 2.0")
    found = _primary(root.get("srcLang")), _primary(root.get("trgLang"))
    rows = []
    for unit in root.iter(f"{{{XLIFF}}}unit"):
        score = _score(unit.iterfind("x:notes/x:note[@category='score']", space))
        rows += [
            (_words(part.find("x:source", space)), _words(part.find("x:target", space)), score)
            for part in unit.iterfind("x:segment", space)
        ]
    return (found[0] or languages[0], found[1] or languages[1]), rows


def _primary(tag: str | None) -> str:
    return (tag or "").replace("_", "-").partition("-")[0].lower()


def _score(elements: Iterable[_Element]) -> float | None:
    return next((float(element.text or "") for element in elements), None)


def _of_rows(name: str, languages: tuple[str, str], rows: Sequence[Row]) -> Alignment:
    lines: tuple[list[str], list[str]] = [], []
    beads = []
    for left, right, score in rows:
        numbers = []
        for side, text in enumerate((left, right)):
            numbers.append((len(lines[side]),) if text else ())
            lines[side].extend([text] if text else [])
        if any(numbers):
            beads.append(Bead(numbers[0], numbers[1], score if all(numbers) else None))
    statements = [
        Statement(id=f"{name}-{side}", side=side, language=language, text="\n".join(some))
        for side, language, some in zip(("left", "right"), languages, lines, strict=True)
    ]
    spans = []
    for some in lines:
        ends = [0]
        for line in some:
            ends.append(ends[-1] + len(line) + 1)
        spans.append(tuple((at, at + len(line)) for at, line in zip(ends, some, strict=False)))
    return Alignment(
        statements[0], statements[1], spans[0], spans[1], tuple(beads), "lines", "monotone"
    )
