"""QualCoder itself opens what is exported, and what it exports comes back with nothing lost.

QualCoder is on no registry of packages. With a copy of its repository, and a Python that has what
its module ``refi`` imports (PyQt6, qtawesome, Pillow, pymupdf, pandas, openpyxl):

    READOUTS_QUALCODER=QualCoder/src READOUTS_QUALCODER_PYTHON=venv/bin/python pytest ...
"""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path
from typing import Any

import pytest
from sample_comparison import sample
from sample_judgements import judge
from tree import ROOT

from compare.coding.exchange import refi
from compare.coding.exchange.refi_reading import read_codes, read_project
from compare.coding.exchange.tables import label
from compare.coding.exchange.texts import Texts
from corpus.statements import Event

RESULT = sample()
EVENT = Event(id="harbour", statements=(RESULT.left, RESULT.right))
TEXTS = Texts([EVENT])
SAID = (
    judge(RESULT, "status", "left", 1, "covered", note="<said> & done\nthen", event="harbour"),
    judge(RESULT, "status", "left", 1, "covered", event="harbour", final=True, minute=9),
    judge(RESULT, "status", "left", 1, "left_out", coder="Ben", event="harbour", unsure=True),
    judge(RESULT, "topic", "right", 3, "denied", topic="youth", event="harbour", blind=True),
    judge(RESULT, "link", "left", 3, "linked", to=1, event="harbour", machine="not_linked"),
    judge(RESULT, "link", "left", 3, "linked", to=2, event="harbour"),
    judge(RESULT, "speaker", "right", 3, "own: 东方", event="harbour"),
)


def through_qualcoder(project: Path, again: Path) -> dict[str, Any]:
    """Import a project into QualCoder and export it from there; what its database held."""
    source, python = (os.environ.get(f"READOUTS_QUALCODER{part}") for part in ("", "_PYTHON"))
    if not source or not python:
        pytest.skip(
            "no QualCoder: set READOUTS_QUALCODER to the src of its repository and "
            "READOUTS_QUALCODER_PYTHON to a Python with PyQt6"
        )
    script = ROOT / "tests" / "support" / "in_qualcoder.py"
    found = subprocess.run(
        [python, script, source, project, again],
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
        env={"PATH": os.environ["PATH"], "QT_QPA_PLATFORM": "offscreen"},
    )
    assert found.returncode == 0, found.stderr
    held: dict[str, Any] = json.loads(found.stdout.splitlines()[-1])
    return held


def test_a_project_is_opened_and_comes_back_whole(tmp_path: Path) -> None:
    project, again = tmp_path / "study.qdpx", tmp_path / "again.qdpx"
    project.write_bytes(refi.project(SAID, TEXTS))
    held = through_qualcoder(project, again)
    assert dict(held["sources"]) == {statement.id: statement.text for statement in EVENT.statements}
    codings = {(name, coder, code, words) for name, _, _, code, coder, words in held["codings"]}
    assert codings == {(j.passage.statement, j.coder, label(j), j.passage.quote) for j in SAID}
    assert ["west", "date", "2024-03-08"] in held["cases"]
    back = read_project(again, TEXTS)
    assert set(back.whole) == set(SAID)
    assert (back.rows, back.foreign) == ((), ())


def test_a_codebook_is_opened(tmp_path: Path) -> None:
    codebook = tmp_path / "study.qdc"
    codebook.write_bytes(refi.codebook(SAID))
    held = through_qualcoder(codebook, tmp_path / "again.qdpx")
    assert {name for name, _ in held["codes"]} == {code.name for code in read_codes(codebook)}
    assert {group for _, group in held["codes"]} == {"status", "link", "topic", "speaker"}
