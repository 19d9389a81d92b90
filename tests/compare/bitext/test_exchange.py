"""Alignments in the formats of translators: each is read back, by us and by their own tools."""

from __future__ import annotations

import json
from pathlib import Path

import lxml.html
import pytest
from command import Run
from translate.storage.tmx import tmxfile
from translate.storage.xliff2 import Xliff2File

from compare.bitext import FORMS, Alignment, Bead, read_alignment, read_ladder
from compare.errors import CompareError
from corpus.statements import Statement

LEFT = ("A & B <met>.", "They\tagreed.", "Nobody spoke.", "Bye.")
RIGHT = ("甲与乙会面。", "双方", "同意。", "再见。", "另外。")
BEADS = (
    Bead((0,), (0,), 0.9),
    Bead((1,), (1, 2), 0.25),
    Bead((2,), (), None),
    Bead((3,), (3,), 0.7),
    Bead((), (4,), None),
)
TEXTS = [
    ("A & B <met>.", "甲与乙会面。"),
    ("They agreed.", "双方同意。"),
    ("Nobody spoke.", ""),
    ("Bye.", "再见。"),
    ("", "另外。"),
]


def statement(side: str, language: str, lines: tuple[str, ...]) -> Statement:
    return Statement(id=side, side=side, language=language, text="\n".join(lines))


def spans(lines: tuple[str, ...]) -> tuple[tuple[int, int], ...]:
    starts = [sum(len(line) + 1 for line in lines[:k]) for k in range(len(lines))]
    return tuple((start, start + len(line)) for start, line in zip(starts, lines, strict=True))


@pytest.fixture
def alignment() -> Alignment:
    left, right = statement("US", "en", LEFT), statement("PRC", "zh", RIGHT)
    return Alignment(left, right, spans(LEFT), spans(RIGHT), BEADS, "lines", "monotone")


def contents(alignment: Alignment) -> list[tuple[tuple[str, str], float | None]]:
    return [(alignment.texts(bead), bead.score) for bead in alignment.beads]


EVERYTHING = list(zip(TEXTS, [bead.score for bead in BEADS], strict=True))
LINKS = [one for one in EVERYTHING if all(one[0])]


@pytest.mark.parametrize(
    ("name", "form", "expected"),
    [
        ("a.json", "json", EVERYTHING),
        ("a.tsv", "tsv", EVERYTHING),
        ("a.xliff", "xliff", EVERYTHING),
        ("a.tmx", "tmx", LINKS),
    ],
)
def test_what_was_written_is_read_back(
    alignment: Alignment, tmp_path: Path, name: str, form: str, expected: object
) -> None:
    alignment.write(tmp_path / name, form)  # type: ignore[arg-type]
    found = read_alignment(tmp_path / name, ("en", "zh"))
    assert contents(found) == expected
    assert (found.left.language, found.right.language) == ("en", "zh")


def test_json_gives_the_same_alignment_and_a_table_the_same_bytes(
    alignment: Alignment, tmp_path: Path
) -> None:
    alignment.write(tmp_path / "a.json")
    found = read_alignment(tmp_path / "a.json")
    assert (found.beads, found.left_units, found.right_units) == (
        alignment.beads,
        alignment.left_units,
        alignment.right_units,
    )
    assert (found.left.text, found.right.text) == (alignment.left.text, alignment.right.text)
    assert found.render("json") == alignment.render("json").replace('"US"', '"US"')
    assert found.render("tsv") == alignment.render("tsv")


@pytest.mark.parametrize("unit", [-1, 99])
def test_a_link_of_a_unit_that_is_not_there_is_refused(
    alignment: Alignment, unit: int, tmp_path: Path
) -> None:
    whole = json.loads(alignment.render("json"))
    whole["links"][0]["right"] = [unit]
    (tmp_path / "links.json").write_text(json.dumps(whole), encoding="utf-8")
    with pytest.raises(CompareError, match=f"a link names the right unit {unit}, and there are"):
        read_alignment(tmp_path / "links.json")
    whole["links"][0]["right"], whole["left"]["units"][0]["end"] = [0], 10_000
    (tmp_path / "links.json").write_text(json.dumps(whole), encoding="utf-8")
    with pytest.raises(CompareError, match="a left unit is 0 to 10000, in a text of"):
        read_alignment(tmp_path / "links.json")


def test_moses_pairs_are_two_files_whose_lines_answer_each_other(
    alignment: Alignment, tmp_path: Path
) -> None:
    alignment.write(tmp_path / "book.moses", "moses")
    lines = [(tmp_path / f"book.{tag}").read_text("utf-8").splitlines() for tag in ("en", "zh")]
    assert list(zip(*lines, strict=True)) == [text for text, _ in LINKS]
    (tmp_path / "pairs.txt").write_text(alignment.render("moses"), encoding="utf-8")
    found = read_alignment(tmp_path / "pairs.txt", ("en", "zh"))
    assert [found.texts(bead) for bead in found.links] == [text for text, _ in LINKS]


def test_a_ladder_is_read_back_with_or_without_scores(alignment: Alignment) -> None:
    beads = [(bead.left, bead.right) for bead in BEADS]
    assert read_ladder(alignment.render("ladder")) == beads
    scored = "".join(f"{line}:0.31\n" for line in alignment.render("ladder").splitlines())
    assert read_ladder(scored) == beads
    with pytest.raises(CompareError, match="line 2 "):
        read_ladder("[0]:[1]\n0-1\n")


def test_translate_toolkit_reads_the_translation_memory(alignment: Alignment) -> None:
    store = tmxfile.parsestring(alignment.render("tmx").encode())
    found = [(str(unit.source), str(unit.gettarget("zh"))) for unit in store.units]
    assert found == [text for text, _ in LINKS]


def test_translate_toolkit_reads_the_xliff(alignment: Alignment) -> None:
    store = Xliff2File.parsestring(alignment.render("xliff").encode())
    found = [(str(unit.source or ""), str(unit.target or "")) for unit in store.units]
    assert found == TEXTS


def test_files_that_translate_toolkit_wrote_are_read(tmp_path: Path) -> None:
    memory = tmxfile(sourcelanguage="en", targetlanguage="zh")
    memory.addtranslation("One & two", "en", "一和二", "zh")
    (tmp_path / "m.tmx").write_bytes(bytes(memory))
    assert contents(read_alignment(tmp_path / "m.tmx")) == [(("One & two", "一和二"), None)]
    units = Xliff2File(sourcelanguage="en", targetlanguage="zh")
    unit = units.addsourceunit("One")
    unit.target = "一"
    (tmp_path / "m.xliff").write_bytes(bytes(units))
    assert contents(read_alignment(tmp_path / "m.xliff", ("en", "zh"))) == [(("One", "一"), None)]


def test_the_page_for_correction_holds_every_bead_and_unit(alignment: Alignment) -> None:
    page = lxml.html.document_fromstring(alignment.render("html"))
    rows = [[cell.text_content() for cell in row] for row in page.iterfind(".//tbody/tr")]
    table = [line.split("\t") for line in alignment.render("tsv").splitlines()]
    assert [[cell.text_content() for cell in page.iterfind(".//th")], *rows] == table
    data = json.loads(page.get_element_by_id("units").text_content())
    assert data["left"]["units"] == [" ".join(line.split()) for line in LEFT]
    assert data["right"] == {"units": list(RIGHT), "joiner": ""}
    assert "<met>" not in alignment.render("html")


def test_the_least_certain_links_come_first_and_units_alone_last(alignment: Alignment) -> None:
    scores = [bead.score for bead in alignment.by_score().beads]
    assert scores == [0.25, 0.7, 0.9, None, None]
    assert set(alignment.by_score().beads) == set(alignment.beads)


def test_control_characters_do_not_break_the_xml() -> None:
    lines = ("A\x00B\ufffe.",)
    left, right = statement("US", "en", lines), statement("PRC", "zh", ("甲。",))
    found = Alignment(
        left, right, spans(lines), spans(("甲。",)), (Bead((0,), (0,), 1.0),), "lines", "monotone"
    )
    assert "A\ufffdB\ufffd." in found.render("tmx")
    assert "A\ufffdB\ufffd." in found.render("xliff")


@pytest.mark.parametrize("name", ["a.json", "a.tmx", "a.xliff", "a.txt"])
def test_a_file_of_another_form_is_refused_by_name(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("neither one\n", encoding="utf-8")
    with pytest.raises(CompareError, match=name):
        read_alignment(tmp_path / name)
    with pytest.raises(CompareError, match=r"none\.tmx"):
        read_alignment(tmp_path / "none.tmx")


def test_entities_of_a_file_are_not_opened(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("secret words", encoding="utf-8")
    (tmp_path / "a.tmx").write_text(
        f'<!DOCTYPE tmx [<!ENTITY x SYSTEM "file://{tmp_path}/secret">]><tmx version="1.4">'
        '<body><tu><tuv xml:lang="en"><seg>a &x;</seg></tuv><tuv xml:lang="zh"><seg>甲</seg>'
        "</tuv></tu></body></tmx>",
        encoding="utf-8",
    )
    assert "secret" not in read_alignment(tmp_path / "a.tmx").left.text


@pytest.mark.slow
def test_the_command_writes_every_form_and_sorts_by_score(run: Run, tmp_path: Path) -> None:
    left, right = tmp_path / "l.txt", tmp_path / "r.txt"
    left.write_text("The ministers met on Monday. They discussed grain prices.", encoding="utf-8")
    right.write_text("部长们星期一会面。他们讨论了粮食价格。", encoding="utf-8")
    ways = ("--segment", "sentences", "--mode", "monotone", "-q")
    assert run("align", left, right, *ways, "-f", "ladder")[1] == "[0]:[0]\n[1]:[1]\n"
    for form in FORMS:
        code, out, _ = run("align", left, right, *ways, "-f", form)
        assert code == 0
        assert out
    assert run("align", left, right, *ways, "-o", tmp_path / "a.tmx")[0] == 0
    assert len(read_alignment(tmp_path / "a.tmx").links) == 2
    rows = run("align", left, right, *ways, "-f", "tsv", "--sort", "score")[1].splitlines()[1:]
    scores = [float(row.split("\t")[2]) for row in rows]
    assert scores == sorted(scores)
    assert len(scores) == 2


def test_pairs_are_parted_by_line_feeds_alone_and_a_short_line_is_named(tmp_path: Path) -> None:
    path = tmp_path / "pairs.txt"
    path.write_bytes("They met.\u2028Twice.\t见了。\r\nBye.\t再见。\n".encode())
    assert len(read_alignment(path).links) == 2
    path.write_text("They met.\t见了。\nBye.\n", encoding="utf-8")
    with pytest.raises(CompareError, match="line 2 has 1 of 2 columns"):
        read_alignment(path)


def test_an_older_translation_memory_may_give_the_languages_in_either_order(tmp_path: Path) -> None:
    pairs = ((("en", "They met."), ("zh", "见了。")), (("zh", "再见。"), ("en", "Bye.")))
    units = "".join(
        "<tu>"
        + "".join(f'<tuv lang="{tag}"><seg>{text}</seg></tuv>' for tag, text in pair)
        + "</tu>"
        for pair in pairs
    )
    path = tmp_path / "old.tmx"
    path.write_text(f'<tmx version="1.1"><body>{units}</body></tmx>', encoding="utf-8")
    assert read_alignment(path).left.text == "They met.\nBye."
