"""The commands of coding: in, listed, out as a project, in again, agreed on, applied."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

import pytest

from compare.coding import highlights
from compare.segmentation.segments import segment
from corpus import Library, samples

Run = Callable[..., tuple[int, str, str]]
EVENT = "blinken-liu-2024"


@pytest.fixture(autouse=True)
def _own_library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What other tests keep under the default name is none of these."""
    monkeypatch.setenv("READOUTS_LIBRARY", str(tmp_path / "default.db"))


@pytest.fixture
def codings(tmp_path: Path) -> Path:
    """A table of two coders, with a row that cannot be placed."""
    rows = [["event", "side", "quote", "label", "coder"]]
    for statement in samples.load(EVENT).statements:
        for number, span in enumerate(segment(statement)):
            quote = statement.text[span.start : span.end]
            for coder in ("Ada", "Ben"):
                turned = coder == "Ben" and number % 3 == 0
                label = ("covered", "left_out", "partly")[(number + turned) % 3]
                rows.append([EVENT, statement.side, quote, label, coder])
    rows.append([EVENT, "PRC", "nothing of that kind is anywhere in this text", "covered", "Ada"])
    path = tmp_path / "codings.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    return path


def test_codings_come_in_and_go_out(run: Run, codings: Path, tmp_path: Path) -> None:
    library = ("--library", tmp_path / "new.db")
    code, out, err = run("code", "import", codings, *library)
    assert code == 1
    assert out.startswith("not placed: row 23: the quote is not in that text")
    assert "22 judgements came in, 0 were there already" in err
    code, out, _ = run("code", "list", *library)
    assert (code, len(out.splitlines())) == (0, 22)
    assert "1970" not in out
    assert out.splitlines()[0].startswith("undated")
    code, out, _ = run("agreement", *library)
    assert code == 0
    assert "2 coders independently judged the statuses of passages at 11 places" in out
    project = tmp_path / "study.qdpx"
    assert run("code", "export", project, *library)[0] == 0
    back = tmp_path / "back.jsonl"
    assert "22 judgements came in" in run("code", "import", project, "-j", back)[2]
    assert "0 judgements came in, 22" in run("code", "import", project, *library)[2]
    code, _, err = run("recalibrate", "-j", back, "-o", tmp_path / "c.json")
    assert code == 2
    assert "too few to learn from: it takes 60 of 8" in err


def test_a_judged_event_is_reported_as_people_judged_it(
    run: Run, codings: Path, tmp_path: Path
) -> None:
    back = tmp_path / "back.jsonl"
    run("code", "import", codings, "-j", back)
    code, out, _ = run("code", "apply", EVENT, "-j", back)
    assert code == 0
    assert "Ada and Ben judged 11 places of this result" in " ".join(out.split())
    code, out, _ = run("evaluate", back)
    assert code == 0
    assert "left out, the machine against Ada" in out
    assert "judged by" not in out


def test_a_report_has_the_notes_of_the_library_where_they_are_asked_for(
    run: Run, tmp_path: Path
) -> None:
    text, place = samples.load(EVENT).statements[0], tmp_path / "own.db"
    with Library(place) as shelf:
        note = highlights.highlight(text, 0, 60, EVENT, note="Ask the ministry.", reader="Ada")
        highlights.keep(shelf, [note])
    out = tmp_path / "report.md"
    for asked, said in (((), False), (("--with-notes",), True)):
        assert run("code", "apply", EVENT, "--library", place, "-o", out, *asked)[0] == 0
        assert ("Ask the ministry." in out.read_text("utf-8")) is said
    code, _, err = run(
        "code", "apply", "trump-xi-call-2025", "--library", place, "-o", out, "--with-notes"
    )
    assert code == 0
    assert "nothing is highlighted in the texts of trump-xi-call-2025" in err


def test_without_a_library_nothing_is_highlighted_and_the_report_is_written(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("READOUTS_LIBRARY", str(tmp_path / "none.db"))
    judgements, out = tmp_path / "none.jsonl", tmp_path / "report.md"
    judgements.touch()
    code, _, err = run("code", "apply", EVENT, "-j", judgements, "--with-notes", "-o", out)
    assert code == 0
    assert f"nothing is highlighted in the texts of {EVENT}" in err
    assert out.exists()
    assert not (tmp_path / "none.db").exists()


def test_an_event_that_is_not_known_is_named(run: Run, tmp_path: Path) -> None:
    code, _, err = run("code", "apply", "nowhere")
    assert code == 2
    assert "there is no event 'nowhere'" in err


def test_a_project_is_scored_as_its_table_is(run: Run, codings: Path, tmp_path: Path) -> None:
    back, project = tmp_path / "back.jsonl", tmp_path / "study.qdpx"
    table = tmp_path / "again.csv"
    run("code", "import", codings, "-j", back)
    for target in (project, table):
        assert run("code", "export", target, "-j", back)[0] == 0
    assert "1970" not in table.read_text("utf-8")
    scores = [run("evaluate", file, "--json", "--quiet") for file in (back, project, table)]
    assert [code for code, _, _ in scores] == [0, 0, 0]
    assert scores[0][1] == scores[1][1] == scores[2][1]


def test_labels_of_a_study_are_begun_from_its_codebook(
    run: Run, codings: Path, tmp_path: Path
) -> None:
    codebook = tmp_path / "study.qdc"
    codebook.write_text(
        '<CodeBook xmlns="urn:QDA-XML:codebook:1.0"><Codes>'
        '<Code guid="a" name="status" isCodable="false">'
        '<Code guid="b" name="weg: fehlt"><Description>Not there.\nAt all.</Description></Code>'
        '<Code guid="c" name="left_out"/><Code guid="d" name="topic taiwan denied"/></Code>'
        "</Codes></CodeBook>",
        "utf-8",
    )
    code, out, _ = run("code", "labels", codebook)
    assert code == 0
    assert out.splitlines() == [
        "labels:",
        "  # Not there.",
        "  # At all.",
        '  "weg: fehlt": ignore',
        '  "left_out": left_out',
        '  "topic taiwan denied": topic taiwan denied',
    ]
    labels = tmp_path / "labels.yaml"
    assert run("code", "labels", codebook, "-o", labels)[0] == 0
    labels.write_text(labels.read_text("utf-8").replace(": ignore", ": left_out"), "utf-8")
    table = tmp_path / "own.csv"
    table.write_text(codings.read_text("utf-8").replace(",left_out,", ",weg: fehlt,"), "utf-8")
    code, out, _ = run("evaluate", table, "--labels", labels, "--quiet")
    assert code == 0
    assert "left out, the machine against Ada" in out


def test_passages_go_to_potato_before_anybody_judged(run: Run, tmp_path: Path) -> None:
    target = tmp_path / "task.potato.zip"
    code, _, err = run("code", "export", target, "--event", EVENT)
    assert (code, target.stat().st_size > 500) == (0, True)
    assert "passages of 1 events are in" in err
    code, _, err = run("code", "export", tmp_path / "task.zip", "-j", tmp_path / "none.jsonl")
    assert code == 2
