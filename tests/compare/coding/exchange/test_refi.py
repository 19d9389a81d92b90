"""REFI-QDA projects: as their standard has them, and back with nothing lost."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from lxml import etree
from sample_comparison import sample
from sample_judgements import judge

from compare.coding.exchange import refi
from compare.coding.exchange.importing import bring
from compare.coding.exchange.refi_reading import read_project
from compare.coding.exchange.texts import Texts
from compare.errors import CodingError
from corpus.statements import Event

RESULT = sample()
EVENT = Event(id="harbour", statements=(RESULT.left, RESULT.right))
TEXTS = Texts([EVENT])
SCHEMA = etree.RelaxNG(etree.parse(Path(__file__).with_name("qda_project.rng")))
"""What the standard of REFI (www.qdasoftware.org) allows, of what is written here."""
SAID = (
    judge(RESULT, "status", "left", 1, "covered", note="<said> & done", event="harbour"),
    judge(RESULT, "status", "left", 1, "left_out", coder="Ben", event="harbour", unsure=True),
    judge(RESULT, "topic", "right", 3, "denied", topic="youth", event="harbour"),
    judge(RESULT, "link", "left", 3, "linked", to=1, event="harbour", machine="not_linked"),
    judge(RESULT, "speaker", "right", 3, "own: 东方", event="harbour", final=True),
)


def unpacked(data: bytes) -> etree._Element:
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        return etree.fromstring(packed.read("project.qde"))


@pytest.mark.parametrize("said", [SAID, ()], ids=["judged", "empty"])
def test_a_project_is_as_the_standard_has_it(said: tuple[object, ...]) -> None:
    root = unpacked(refi.project(said, TEXTS))  # type: ignore[arg-type]
    SCHEMA.assertValid(root)


@pytest.mark.parametrize("attribute", ["guid", "targetGUID", "startPosition", "creationDateTime"])
def test_the_standard_refuses_other_values(attribute: str) -> None:
    root = unpacked(refi.project(SAID, TEXTS))
    holder = root.find(f".//*[@{attribute}]")
    assert holder is not None
    holder.set(attribute, "some day")
    assert not SCHEMA.validate(root)


def test_selections_are_the_words_that_were_judged() -> None:
    data = refi.project(SAID, TEXTS)
    root = unpacked(data)
    space = {"q": refi.PROJECT}
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        for source in root.iterfind(".//q:TextSource", space):
            text = packed.read(f"Sources/{source.get('guid')}.txt").decode()
            for selection in source.iterfind("q:PlainTextSelection", space):
                start, end = int(selection.get("startPosition")), int(selection.get("endPosition"))
                assert text[start:end][:80] == selection.get("name")
    cases = [case.get("name") for case in root.iterfind(".//q:Case", space)]
    assert cases == ["west", "east"]
    values = [value.text for value in root.iterfind(".//q:VariableValue/q:*", space) if value.text]
    assert {"West", "en", "zh", "2024-03-08", "paraphrase"} <= set(values)


def test_nothing_is_lost_on_the_way_back(tmp_path: Path) -> None:
    path = tmp_path / "study.qdpx"
    path.write_bytes(refi.project(SAID, TEXTS))
    assert path.read_bytes() == refi.project(SAID, TEXTS)
    back = read_project(path, TEXTS)
    assert set(back.whole) == set(SAID)
    assert back.rows == ()
    assert back.foreign == ()


def test_without_our_notes_the_codes_say_it(tmp_path: Path) -> None:
    """As another program hands a project on: no notes, other places of the codes."""
    root = unpacked(refi.project(SAID[:3], TEXTS))
    for note in root.iterfind(".//{*}Notes"):
        root.remove(note)
    path = tmp_path / "study.qdpx"
    with zipfile.ZipFile(io.BytesIO(refi.project(SAID[:3], TEXTS))) as old:
        texts = {name: old.read(name) for name in old.namelist() if name != "project.qde"}
    with zipfile.ZipFile(path, "w") as packed:
        for name, data in {"study.qde": etree.tostring(root), **texts}.items():
            packed.writestr(name, data)
    back = read_project(path, TEXTS)
    assert back.whole == ()
    brought = bring(back.rows, {EVENT.id: EVENT}, ("youth",))
    assert brought.unplaced == ()
    assert [(j.target, j.coder, j.value) for j in brought.judgements] == [
        (j.target, j.coder, j.value) for j in SAID[:3]
    ]


def test_a_coding_that_was_changed_elsewhere_counts_and_not_its_note(tmp_path: Path) -> None:
    path = tmp_path / "study.qdpx"
    data = refi.project(SAID[:1], TEXTS)
    with zipfile.ZipFile(io.BytesIO(data)) as old:
        files = {name: old.read(name) for name in old.namelist()}
    covered, partly = (refi.guid("code", name).encode() for name in ("covered", "partly"))
    before, found, rest = files["project.qde"].partition(b"<CodeRef")
    files["project.qde"] = before + found + rest.replace(covered, partly, 1)
    with zipfile.ZipFile(path, "w") as packed:
        for name, content in files.items():
            packed.writestr(name, content)
    back = read_project(path, TEXTS)
    assert back.whole == ()
    assert [row["label"] for row in back.rows] == ["partly"]


def test_a_text_of_no_event_is_named(tmp_path: Path) -> None:
    path = tmp_path / "study.qdpx"
    path.write_bytes(refi.project(SAID, TEXTS))
    assert read_project(path, Texts([])).foreign == ("west", "east")


def test_a_codebook_lists_what_was_used() -> None:
    root = etree.fromstring(refi.codebook(SAID))
    names = [code.get("name") for code in root.iterfind(".//{*}Code")]
    assert root.tag == f"{{{refi.CODEBOOK}}}CodeBook"
    assert {"status", "covered", "topic youth denied", "linked", "speaker own: 东方"} <= set(names)


def test_what_is_no_project_is_refused_in_words(tmp_path: Path) -> None:
    path = tmp_path / "study.qdpx"
    for data in (b"no zip", _zip({"a.txt": b""}), _zip({"project.qde": b"<x"}),
                 _zip({"project.qde": b"<Project/>"})):  # fmt: skip
        path.write_bytes(data)
        with pytest.raises(CodingError, match="no REFI-QDA project"):
            read_project(path, TEXTS)
    with pytest.raises(CodingError, match="cannot be read"):
        read_project(tmp_path / "none.qdpx", TEXTS)


def _zip(files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        for name, data in files.items():
            packed.writestr(name, data)
    return out.getvalue()
