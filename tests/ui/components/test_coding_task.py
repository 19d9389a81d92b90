"""What a coder is shown of a place: the question, the passage, and whole passages around it."""

from __future__ import annotations

import pytest
from element_texts import texts
from sample_comparison import sample

from compare.coding.judgements import VALUES
from compare.coding.queue.tasks import Task
from compare.comparison.decisions import DecisionKind
from ui.components import coding_task
from ui.components.elements import tag

RESULT = sample()
PEACE, BOATS, TRADE = (segment.start for segment in RESULT.left_segments[1:4])


def shown(task: Task, blind: bool = False) -> str:
    return "".join(texts(tag("div", coding_task.question(RESULT, task, blind))))


def test_passages_around_are_whole_or_left_away_with_a_mark(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    task = Task("speaker", "left", 2)
    text = RESULT.left.text
    whole = text[PEACE : RESULT.left_segments[3].end]
    assert whole in shown(task)
    monkeypatch.setattr(coding_task, "_AROUND", TRADE - BOATS - 1)
    assert f"… {text[BOATS:TRADE].strip()} …" in shown(task)


@pytest.mark.parametrize(
    ("kind", "asked"),
    [
        ("status", "West: does the East text say this?"),
        ("topic", "West: is “Northern strait” raised here?"),
        ("link", "Do West and East make the same point here?"),
        ("speaker", "West: whose words are these?"),
    ],
)
def test_a_blind_coder_is_asked_the_same_and_told_no_answer(kind: DecisionKind, asked: str) -> None:
    task = Task(kind, "left", 1, 1 if kind == "link" else None, "strait", VALUES[kind][0])
    assert asked in shown(task)
    assert "The machine says" in shown(task)
    assert "The machine" not in shown(task, blind=True)
