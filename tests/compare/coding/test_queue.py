"""What a coder is shown next, and where coders differ."""

from __future__ import annotations

from sample_comparison import sample
from sample_judgements import judge

from compare.coding.judgements import Judgement
from compare.coding.queue import disputes, status_anchors, tasks

RESULT = sample()


def said(index: int, value: str, coder: str = "A", **rest: bool) -> Judgement:
    return judge(RESULT, "status", "left", index, value, coder=coder, **rest)


def test_what_is_doubtful_comes_first_and_procedural_last() -> None:
    order = [(task.side, task.segment) for task in tasks(RESULT, [], "A")]
    assert len(order) == 11
    # Unclear, at .45, and the topic it raises may be in the headline.
    assert order[0] == ("left", 5)
    assert set(order[-2:]) == {("left", 0), ("right", 0)}
    assert order.index(("left", 2)) < order.index(("left", 1))  # .81 before .97


def test_what_is_judged_goes_behind_for_this_coder_alone() -> None:
    history = [said(5, "left_out")]
    mine, others = tasks(RESULT, history, "A"), tasks(RESULT, history, "B")
    assert (mine[-1].side, mine[-1].segment, mine[-1].judgement) == ("left", 5, history[0])
    assert others[0].segment == 5
    assert all(task.judgement is None for task in others)


def test_places_to_adjudicate_show_each_coder() -> None:
    history = [
        said(1, "covered"),
        said(1, "left_out", "B"),
        said(2, "covered"),
        said(2, "covered", "B"),
    ]
    ((whole, first, second),) = disputes(RESULT, history)
    assert (whole.segment, whole.state) == (1, "disputed")
    assert [(each.coders, each.value) for each in (first, second)] == [
        (("A",), "covered"), (("B",), "left_out")
    ]  # fmt: skip
    assert disputes(RESULT, [*history, said(1, "partly", "B", final=True)]) == ()


def test_anchors_are_those_of_the_passage() -> None:
    passage, against = status_anchors(RESULT, "left", 1)
    assert passage == said(1, "covered").passage
    assert against == said(1, "covered").other
