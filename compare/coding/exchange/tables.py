"""Judgements as a table: one row each, in the columns that are read back."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from compare.coding.exchange.rows import FIELDS
from compare.coding.exchange.texts import Texts
from compare.coding.judgements import Judgement
from compare.errors import CodingError
from corpus.extras import require

COLUMNS = FIELDS


def rows(judgements: Iterable[Judgement], texts: Texts) -> list[dict[str, str]]:
    """One row for each judgement; offsets count characters of the texts that are given.

    Offsets are left out where a text is not there; the quote still says where it was.
    """
    return [_row(judgement, texts) for judgement in judgements]


def table(judgements: Iterable[Judgement], texts: Texts, suffix: str) -> bytes:
    """The table as the bytes of a ``.csv``, ``.tsv``, ``.jsonl`` or ``.xlsx`` file.

    Raises:
        CodingError: no such table is known, or the package for Excel is missing.
    """
    writer = _WRITERS.get(suffix)
    if writer is None:
        raise CodingError(f"codings are not written as {suffix}; use one of {' '.join(_WRITERS)}")
    return writer(rows(judgements, texts))


def label(judgement: Judgement) -> str:
    """What a judgement says, as one label that :mod:`compare.coding.exchange.labels` reads."""
    if judgement.kind == "topic":
        rest = "" if judgement.value == "raised" else f" {judgement.value}"
        return f"topic {judgement.topic}{rest}"
    return f"speaker {judgement.value}" if judgement.kind == "speaker" else judgement.value


def _row(judgement: Judgement, texts: Texts) -> dict[str, str]:
    here = texts.locate(judgement.passage)
    there = texts.locate(judgement.other) if judgement.other else None
    cells: dict[str, object] = {
        "event": judgement.event or (here.event.id if here else ""),
        "side": here.statement.side if here else judgement.passage.statement,
        "quote": judgement.passage.quote,
        "start": here.start if here else "",
        "end": here.end if here else "",
        "label": label(judgement),
        "coder": judgement.coder,
        "note": judgement.note,
        "unsure": "yes" if judgement.unsure else "",
        "against": there.statement.side if there else "",
        "time": judgement.time.isoformat() if judgement.dated else "",
        "id": judgement.id,
        "machine": judgement.machine,
        "final": "yes" if judgement.final else "",
        "blind": "yes" if judgement.blind else "",
    }
    if judgement.kind == "link" and judgement.other is not None:
        cells["other_quote"] = judgement.other.quote
        if there:
            cells |= {"other_start": there.start, "other_end": there.end}
    return {column: str(cells.get(column, "")) for column in COLUMNS}


def _separated(mark: str) -> Callable[[list[dict[str, str]]], bytes]:
    def write(found: list[dict[str, str]]) -> bytes:
        out = io.StringIO(newline="")
        writer = csv.DictWriter(out, COLUMNS, delimiter=mark, lineterminator="\n")
        writer.writeheader()
        writer.writerows(found)
        return out.getvalue().encode("utf-8", "surrogatepass")

    return write


def _json_lines(found: list[dict[str, str]]) -> bytes:
    lines = ({key: value for key, value in row.items() if value} for row in found)
    return "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines).encode()


def _workbook(found: list[dict[str, str]]) -> bytes:
    require("reports", "xlsxwriter", purpose="codings in Excel", error=CodingError)
    import xlsxwriter

    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"strings_to_formulas": False, "strings_to_urls": False}) as book:
        sheet = book.add_worksheet("codings")
        for number, line in enumerate([dict(zip(COLUMNS, COLUMNS, strict=True)), *found]):
            for column, cell in enumerate(line.values()):
                sheet.write_string(number, column, cell)
    return out.getvalue()


_WRITERS: Mapping[str, Callable[[list[dict[str, str]]], bytes]] = {
    ".csv": _separated(","),
    ".tsv": _separated("\t"),
    ".jsonl": _json_lines,
    ".xlsx": _workbook,
}


def writes(path: Path) -> bool:
    """Whether a file of this name is a table that is written here."""
    return path.suffix.lower() in _WRITERS
