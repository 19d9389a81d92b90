"""What a coder is shown next, and where coders differ."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sample_comparison import sample
from sample_judgements import judge

from compare.coding.applying import apply
from compare.coding.judgements import VALUES, Judgement
from compare.coding.queue.disputes import disputes, outdated
from compare.coding.queue.headline import turning
from compare.coding.queue.tasks import anchors, judged, places, tasks
from compare.comparison import SIDES, Comparison
from compare.comparison.decisions import DecisionKind

RESULT = sample()


def said(index: int, value: str, coder: str = "A", **rest: bool) -> Judgement:
    return judge(RESULT, "status", "left", index, value, coder=coder, **rest)


def test_what_the_headline_hangs_on_comes_first_and_procedural_last() -> None:
    found = tasks(RESULT, [], "A")
    order = [(task.side, task.segment) for task in found]
    assert len(order) == 11
    turned = [task.headline for task in found]
    assert turned == sorted(turned, reverse=True)
    assert 0 < sum(turned) < len(turned)
    # Of a topic that nobody knows who raises alone, and most doubtful of those.
    assert order[0] == ("left", 5)
    assert set(order[-2:]) == {("left", 0), ("right", 0)}
    assert order.index(("left", 2)) < order.index(("left", 1))  # .81 before .97


def test_the_headline_hangs_on_what_another_answer_would_change() -> None:
    """Every passage and every answer tried, whatever topics it raises."""

    def one_sided(result: Comparison) -> set[tuple[str, str]]:
        return {(t.id, t.state) for t in result.topics if t.state in ("left_only", "right_only")}

    expected = set()
    for side in SIDES:
        for index in range(len(RESULT.segments(side))):
            for value in ("covered", "left_out"):
                other = apply(RESULT, [judge(RESULT, "status", side, index, value)])
                if one_sided(other) != one_sided(RESULT):
                    expected.add((side, index))
    assert turning(RESULT) == expected


def test_what_is_judged_goes_behind_for_this_coder_alone() -> None:
    history = [said(5, "left_out")]
    mine, others = tasks(RESULT, history, "A"), tasks(RESULT, history, "B")
    assert (mine[-1].side, mine[-1].segment, mine[-1].judgement) == ("left", 5, history[0])
    assert others[0].segment == 5
    assert mine[-1].machine == "unclear"
    assert all(task.judgement is None for task in others)


KINDS: tuple[DecisionKind, ...] = ("status", "link", "topic", "speaker")


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_has_a_queue_whose_judgements_stand_where_they_were_asked(
    kind: DecisionKind,
) -> None:
    value = {"status": "partly", "link": "linked", "topic": "denied", "speaker": "both: We"}[kind]
    queue = tasks(RESULT, [], "A", kind)
    assert len({task.place for task in queue}) == len(queue) > 4
    history = [judged(RESULT, task, "A", value, "harbour", note="so") for task in queue]
    again = tasks(RESULT, history, "A", kind)
    assert again == tasks(RESULT, history, "A", kind, places(RESULT, kind))
    assert {task.place: task.judgement for task in again} == {
        task.place: said for task, said in zip(queue, history, strict=True)
    }
    for others in set(KINDS) - {kind}:
        assert all(task.judgement is None for task in tasks(RESULT, history, "A", others))
    decided = {
        (d.kind, d.side, d.segment, d.other, d.topic) for d in apply(RESULT, history).decisions
    }
    assert decided == {task.place for task in queue}


def test_topics_are_asked_of_passages_that_do_not_raise_them_too() -> None:
    """Else what is asked would tell a blind coder the machine's answer."""
    machine = {task.machine for task in tasks(RESULT, [], "A", "topic")}
    assert machine >= {"raised", "not_raised"}
    assert {task.machine for task in tasks(RESULT, [], "A", "link")} == {"linked", "not_linked"}


def test_places_to_adjudicate_show_each_coder() -> None:
    history = [
        said(1, "covered"),
        said(1, "left_out", "B"),
        said(2, "covered"),
        said(2, "covered", "B"),
        said(4, "covered", unsure=True),
    ]
    (found,) = disputes(RESULT, history)
    assert (found.task.segment, found.decision.state) == (1, "disputed")
    assert [(each.coders, each.value) for each in found.each] == [
        (("A",), "covered"), (("B",), "left_out")
    ]  # fmt: skip
    settled = judged(RESULT, found.task, "C", "partly", final=True)
    assert disputes(RESULT, [*history, settled]) == ()


@pytest.mark.parametrize("kind", ["link", "topic", "speaker"])
def test_other_kinds_are_adjudicated_too(kind: DecisionKind) -> None:
    task = tasks(RESULT, [], "A", kind)[0]
    first, second = VALUES[kind][:2]
    history = [judged(RESULT, task, "A", first), judged(RESULT, task, "B", second)]
    (found,) = disputes(RESULT, history)
    assert found.task.place == task.place
    assert [each.value for each in found.each] == [first, second]
    assert disputes(RESULT, [*history, judged(RESULT, task, "C", first, final=True)]) == ()


def test_what_changed_since_is_to_be_looked_at_again() -> None:
    text = RESULT.left.text.replace("northern", "southern")
    changed = replace(RESULT, left=RESULT.left.model_copy(update={"text": text}))
    history = [said(1, "covered"), judge(RESULT, "topic", "right", 3, "raised", topic="gone")]
    assert set(outdated(changed, history, ["youth"])) == set(history)
    assert outdated(RESULT, history, ["youth", "gone"]) == ()


def test_anchors_are_those_of_the_passage() -> None:
    task = next(t for t in tasks(RESULT, [], "A") if (t.side, t.segment) == ("left", 1))
    passage, against = anchors(RESULT, task)
    assert passage == said(1, "covered").passage
    assert against == said(1, "covered").other
