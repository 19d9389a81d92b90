"""What people decided, as files of our own, tables and projects of other programs."""

from __future__ import annotations

import io
import json
import zipfile
from functools import cache
from pathlib import Path

from made_files import make_zip
from sample_comparison import sample
from sample_judgements import judge

from compare.coding import files
from compare.coding.exchange.importing import bring
from compare.coding.exchange.refi import project
from compare.coding.exchange.refi_reading import read_project as read
from compare.coding.exchange.rows import read_rows
from compare.coding.exchange.texts import Texts
from compare.coding.judgements import Judgement
from compare.errors import CodingError
from corpus import Event
from tests.fuzz.judging import attempt, check_line
from tests.fuzz.mutations import Seed
from tests.fuzz.targets import Target
from tests.fuzz.tokens import JSON, WORD

_TABLE = (
    "event,side,quote,label,coder,unsure,time\n"
    "talks,left,He raised concern about fishing boats stopped at sea.,left_out,A,yes,2024-04-01\n"
    'talks,right,"",topic strait denied,B,,\n'
)


def read_codings(data: bytes) -> object:
    """Read judgements, and codings in each kind of table, and place them in the texts."""
    for suffix in ("csv", "xlsx"):
        Path(f"given.{suffix}").write_bytes(data)
        attempt(_bring, f"given.{suffix}")
    Path("given.jsonl").write_bytes(data)
    attempt(_bring, "given.jsonl")
    return files.read("given.jsonl")


def _bring(name: str) -> object:
    brought = bring(read_rows(name), {"talks": _event()}, ["strait", "trade"], coder="A")
    for row in brought.unplaced:
        check_line(CodingError(str(row)))
    return files.dump(brought.judgements)


@cache
def _event() -> Event:
    result = sample()
    return Event(id="talks", statements=(result.left, result.right))


@cache
def _judgements() -> tuple[Judgement, ...]:
    result = sample()
    return (
        judge(result, "status", "left", 1, "covered", event="talks"),
        judge(result, "link", "left", 1, "linked", to=1, event="talks"),
        judge(result, "topic", "right", 1, "raised", topic="strait", event="talks"),
    )


def seeds() -> list[Seed]:
    """Judgements, and codings in each kind of table."""
    import openpyxl

    book, file = openpyxl.Workbook(), io.BytesIO()
    for row in _TABLE.splitlines():
        book.active.append(row.split(","))
    book.save(file)
    cells = [row.split(",") for row in _TABLE.splitlines()]
    rows = [dict(zip(cells[0], row, strict=False)) for row in cells[1:]]
    with zipfile.ZipFile(file) as packed:
        members = {n: packed.read(n) for n in packed.namelist() if not n.startswith("docProps")}
    sheet = "xl/worksheets/sheet1.xml"
    return [
        Seed(files.dump(_judgements())),
        Seed(_TABLE.encode()),
        Seed("\n".join(map(json.dumps, rows)).encode()),
        Seed(make_zip(members)),
        Seed(members[sheet], lambda data: make_zip({**members, sheet: data})),
        Seed(
            members["xl/workbook.xml"], lambda data: make_zip({**members, "xl/workbook.xml": data})
        ),
    ]


def read_project(data: bytes) -> object:
    """Read a project of another program, and place its codings in the texts."""
    Path("given.qdpx").write_bytes(data)
    found = read("given.qdpx", Texts((_event(),)))
    bring(found.rows, {"talks": _event()}, ["strait", "trade"])
    return files.dump(found.whole)


def projects() -> list[Seed]:
    """A project changed anywhere, and sound archives around a changed member."""
    whole = project(_judgements(), Texts((_event(),)))
    with zipfile.ZipFile(io.BytesIO(whole)) as packed:
        members = {name: packed.read(name) for name in packed.namelist()}

    def around(name: str) -> Seed:
        return Seed(members[name], lambda data: make_zip({**members, name: data}))

    return [Seed(whole), *map(around, members)]


TARGETS = {
    "codings": Target(read_codings, seeds, (*JSON, b"left_out", b"topic ", b"\t")),
    "projects": Target(read_project, projects, (*WORD, b"guid=", b'startPosition="-9"')),
}
