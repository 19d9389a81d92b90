"""The commands of coding: in, listed, out as a project, in again, agreed on, applied."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

import pytest

from compare.segmentation.segments import segment
from corpus import samples

Run = Callable[..., tuple[int, str, str]]
EVENT = "blinken-liu-2024"


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


def test_an_event_that_is_not_known_is_named(run: Run, tmp_path: Path) -> None:
    code, _, err = run("code", "apply", "nowhere")
    assert code == 2
    assert "there is no event 'nowhere'" in err
