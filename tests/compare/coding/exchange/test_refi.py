"""REFI-QDA projects: as their standard has them, and back with nothing lost."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree
from sample_comparison import sample
from sample_judgements import judge

from compare.coding.exchange import refi
from compare.coding.exchange.importing import bring
from compare.coding.exchange.refi_reading import read_codes, read_project
from compare.coding.exchange.texts import Texts
from compare.coding.judgements import UNDATED, Judgement
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
    judge(RESULT, "link", "left", 3, "linked", to=2, event="harbour", note="one\nand two"),
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


def edited(path: Path, change: Callable[[etree._Element], None], said: Sequence[Judgement]) -> None:
    """The project of judgements after another program changed it and packed it its own way."""
    root = unpacked(refi.project(said, TEXTS))
    change(root)
    with zipfile.ZipFile(io.BytesIO(refi.project(said, TEXTS))) as old:
        texts = {name: old.read(name) for name in old.namelist() if name != "project.qde"}
    with zipfile.ZipFile(path, "w") as packed:
        for name, data in {"study.qde": etree.tostring(root), **texts}.items():
            packed.writestr(name, data)


def test_without_our_comments_the_codes_say_it(tmp_path: Path) -> None:
    def drop(root: etree._Element) -> None:
        for comment in root.iterfind(".//{*}PlainTextSelection/{*}Description"):
            comment.getparent().remove(comment)

    path = tmp_path / "study.qdpx"
    edited(path, drop, SAID[:3])
    back = read_project(path, TEXTS)
    assert back.whole == ()
    brought = bring(back.rows, {EVENT.id: EVENT}, ("youth",))
    assert brought.unplaced == ()
    assert [(j.target, j.coder, j.value) for j in brought.judgements] == [
        (j.target, j.coder, j.value) for j in SAID[:3]
    ]
    assert [j.time for j in brought.judgements] == [j.time for j in SAID[:3]]


def test_a_coding_that_was_changed_elsewhere_counts_and_not_its_record(tmp_path: Path) -> None:
    def recode(root: etree._Element) -> None:
        reference = root.find(".//{*}CodeRef")
        assert reference is not None
        reference.set("targetGUID", refi.guid("code", "partly"))

    path = tmp_path / "study.qdpx"
    edited(path, recode, SAID[:1])
    back = read_project(path, TEXTS)
    assert back.whole == ()
    assert [(row["label"], row["against"], row["note"]) for row in back.rows] == [
        ("partly", "east", "<said> & done")
    ]


def test_a_passage_that_was_moved_elsewhere_is_a_coding_of_its_own(tmp_path: Path) -> None:
    def move(root: etree._Element) -> None:
        selection = root.find(".//{*}PlainTextSelection")
        assert selection is not None
        selection.set("endPosition", str(int(selection.get("endPosition", "")) - 9))

    path = tmp_path / "study.qdpx"
    edited(path, move, SAID[:1])
    back = read_project(path, TEXTS)
    assert back.whole == ()
    assert back.rows[0]["quote"] == SAID[0].passage.quote[:-9]


def test_a_comment_that_was_written_elsewhere_is_the_note(tmp_path: Path) -> None:
    def write(root: etree._Element) -> None:
        comment = root.find(".//{*}PlainTextSelection/{*}Description")
        assert comment is not None
        comment.text = "Seen again.\n" + str(comment.text).split("\n", 1)[1]

    path = tmp_path / "study.qdpx"
    edited(path, write, SAID[:1])
    (back,) = read_project(path, TEXTS).whole
    assert isinstance(back, Judgement)
    assert (back.note, back.target, back.value) == ("Seen again.", SAID[0].target, "covered")
    assert back.id != SAID[0].id


def test_what_has_no_date_gets_none(tmp_path: Path) -> None:
    said = [replace(SAID[0], time=UNDATED)]
    path = tmp_path / "study.qdpx"
    path.write_bytes(refi.project(said, TEXTS))
    root = unpacked(path.read_bytes())
    SCHEMA.assertValid(root)
    assert b"1970" not in etree.tostring(root)
    assert read_project(path, TEXTS).whole == tuple(said)


def test_codes_are_read_from_a_codebook_and_from_a_project(tmp_path: Path) -> None:
    codebook, project = tmp_path / "study.qdc", tmp_path / "study.qdpx"
    codebook.write_bytes(refi.codebook(SAID))
    project.write_bytes(refi.project(SAID, TEXTS))
    names = {"covered", "partly", "left_out", "procedural", "topic youth denied", "linked"}
    for path in (codebook, project):
        assert {code.name for code in read_codes(path)} == names | {"speaker own: 东方"}
    for data in (b"", b"<Project/>", b"<CodeBook/>"):
        codebook.write_bytes(data)
        with pytest.raises(CodingError, match="no codebook"):
            read_codes(codebook)
    with pytest.raises(CodingError, match="cannot be read"):
        read_codes(tmp_path / "none.qdc")


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
