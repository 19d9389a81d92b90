"""The machine against coders, on codings of one's own."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sample_comparison import sample
from sample_judgements import judge

from compare.coding.scoring import score
from compare.errors import CodingError

RESULT = sample()


def test_one_coder_is_enough() -> None:
    said = [
        judge(RESULT, "status", "left", 1, "left_out", machine="covered"),
        judge(RESULT, "status", "left", 2, "covered"),
        judge(RESULT, "status", "left", 3, "covered"),
        judge(RESULT, "status", "left", 0, "procedural"),
        judge(RESULT, "link", "left", 3, "linked", to=1),
    ]
    found = score([("harbour", RESULT)], said, draws=5)
    assert found.left_out["A"]["precision"] == 0.5
    assert found.left_out["A"]["recall"] == 1.0
    assert found.left_out["A"]["passages"] == 3
    statuses = found.agreements[0]
    assert statuses.coders == ("A", "machine")
    # What the machine says now counts, and not what it had said.
    assert [row.values for row in statuses.disagreements] == [("covered", "left_out")]
    assert found.passed_over == 0


def test_nothing_to_score_is_said() -> None:
    said = judge(RESULT, "status", "left", 1, "left_out")
    foreign = replace(said, passage=replace(said.passage, text="0" * 64, statement="elsewhere"))
    with pytest.raises(CodingError, match="no judgement is of the texts"):
        score([("harbour", RESULT)], [foreign])
