"""Shifts on real events: those that a person sees, and hardly any in translations."""

from __future__ import annotations

import json
from pathlib import Path

from linked_passages import annotate, brief, shifts_between

from compare.alignment.links import Link
from compare.segmentation.attribution import attribute
from compare.segmentation.segments import Segment
from compare.wording.shifts import shifts
from corpus.statements import Statement


def gold_shifts(shared: Path, event: str) -> list[tuple[str, str, str, str]]:
    """Shifts of a real event along the matches of reader A, one link a pair of units."""
    labelled = json.loads((shared / "gold" / "dev" / f"{event}.json").read_text("utf-8"))
    sides = []
    for name in ("left", "right"):
        one = labelled[name]
        statement = Statement(id=name, side=one["side"], language=one["lang"], text=one["text"])
        spans = [(u["start"], u["end"], 0) for u in one["units"]]
        voices = attribute(statement.text, spans, statement.side)
        segments = [
            Segment(start, end, 0, found.speaker, found.voice, False)
            for (start, end, _), found in zip(spans, voices, strict=True)
        ]
        sides.append((statement, segments))
    links = [
        Link((i,), (j,), 0.9)
        for i, unit in enumerate(labelled["left"]["units"])
        for j in unit["A"]["match"]
    ]
    return brief(shifts(annotate(*sides[0]), annotate(*sides[1]), links))


def test_real_events_show_the_shifts_a_reader_sees(shared: Path) -> None:
    zurich = gold_shifts(shared, "2021-10-06-02")
    assert ("term", "substantive", "responsibly manage the competition", "妥善管控分歧") in zurich
    assert ("number", "minor", "September 9", "9月10日") in zurich
    vienna = gold_shifts(shared, "2023-05-11-08")
    assert ("term", "degree", "Russia’s war against Ukraine", "乌克兰") in vienna
    assert ("term", "degree", "cross-Strait issues", "台湾问题") in vienna
    washington = gold_shifts(shared, "2023-10-27-14")
    assert ("term", "substantive", "Israel-Hamas conflict", "巴以冲突") in washington
    assert len(zurich) + len(vienna) + len(washington) <= 15


def test_translations_of_one_sentence_hardly_ever_shift(shared: Path) -> None:
    lines = (shared / "data" / "eval" / "diplomatic_dev.tsv").read_text("utf-8").splitlines()
    rows = [line.split("\t") for line in lines]
    found = [s for row in rows for s in shifts_between([(row[0], "both")], [(row[1], "both")])]
    assert len(rows) == 200
    assert len(found) <= 0.03 * len(rows)
