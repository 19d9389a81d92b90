"""A judged comparison: what follows from judgements, and that the machine's answer is kept."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sample_comparison import sample
from sample_judgements import judge

from compare.coding.applying import apply
from compare.coding.judgements import Judgement
from compare.comparison import Comparison
from compare.comparison.decisions import Decision
from compare.report import encode, export_comparison, load
from compare.report.content import findings
from compare.report.content.brief.headline import finding

RESULT = sample()


def status(index: int, value: str, **rest: object) -> Judgement:
    return judge(RESULT, "status", "left", index, value, **rest)  # type: ignore[arg-type]


def the_only(result: Comparison) -> Decision:
    (decision,) = result.decisions
    return decision


def test_nothing_judged_changes_nothing() -> None:
    elsewhere = replace(RESULT, left=RESULT.left.model_copy(update={"text": "x", "id": "x"}))
    foreign = replace(
        status(1, "covered"),
        passage=replace(status(1, "covered").passage, text="0" * 64, statement="elsewhere"),
    )
    assert apply(RESULT, []) is RESULT
    assert apply(RESULT, [foreign]) is RESULT
    assert elsewhere != RESULT
    text = encode(RESULT, "json").decode()
    assert '"decisions"' not in text
    assert '"judged"' not in text
    assert "judged" not in str(RESULT.signature)


def test_a_changed_status_moves_headline_numbers_and_signature() -> None:
    judged = apply(RESULT, [status(1, "covered"), status(2, "covered")])
    assert [c.status for c in judged.left_coverage][1:3] == ["covered", "covered"]
    before, after = export_comparison(RESULT), export_comparison(judged)
    assert "leaves out Northern strait" in finding(before)
    assert "Northern strait" not in finding(after)
    assert findings.tally(after, "left").counts["left_out"] == 0
    assert judged.left_out("right") == ()
    assert str(judged.signature).startswith(str(RESULT.signature) + " | judged by 1 coder, digest ")
    assert encode(judged, "json") != encode(RESULT, "json")


def test_the_answer_of_the_machine_is_kept_beside() -> None:
    judged = apply(RESULT, [status(1, "covered", note="said in the second paragraph")])
    decision = the_only(judged)
    assert (decision.machine, decision.value) == ("left_out", "covered")
    assert decision.note == "A: said in the second paragraph"
    assert judged.left_coverage[1].p_left_out == RESULT.left_coverage[1].p_left_out
    assert judged.left_coverage[1].reason == ()


def test_accepting_keeps_the_result_but_says_who_judged() -> None:
    judged = apply(RESULT, [status(1, "left_out")])
    assert judged.left_coverage == RESULT.left_coverage
    assert judged.topics == apply(RESULT, [status(3, "covered")]).topics
    assert judged.signature.judged


def test_what_is_left_out_is_linked_with_nothing_and_has_no_shifts() -> None:
    judged = apply(RESULT, [status(4, "left_out")])
    assert all(4 not in link.left for link in judged.links)
    assert judged.shifts == ()
    assert len(judged.links) == len(RESULT.links) - 1


def test_a_link_that_goes_leaves_the_shifts_of_others() -> None:
    judged = apply(RESULT, [judge(RESULT, "link", "right", 1, "not_linked", to=3)])
    assert [link.left for link in judged.links] == [(0,), (4,)]
    assert [shift.link for shift in judged.shifts] == [1]
    assert judged.shifts[0].left == "may open"


def test_a_link_covers_what_was_left_out() -> None:
    judged = apply(RESULT, [judge(RESULT, "link", "left", 1, "linked", to=2)])
    assert judged.left_coverage[1].status in ("covered", "partly")
    assert any(link.left == (1,) and link.right == (2,) for link in judged.links)


def test_of_a_link_of_many_one_pair_goes() -> None:
    wide = replace(RESULT, links=(replace(RESULT.links[0], left=(3, 4), right=(1, 2)),), shifts=())
    judged = apply(wide, [judge(wide, "link", "left", 3, "not_linked", to=2)])
    pairs = {(i, j) for link in judged.links for i in link.left for j in link.right}
    assert pairs == {(3, 1), (4, 1), (4, 2)}


def test_a_topic_that_a_coder_finds_is_raised_by_both() -> None:
    judged = apply(RESULT, [judge(RESULT, "topic", "right", 3, "raised", topic="strait")])
    (strait,) = [topic for topic in judged.topics if topic.id == "strait"]
    assert (strait.state, strait.right, strait.confidence) == ("both", (3,), 1.0)
    assert strait.share[1] > 0
    untouched = {t.id: t.state for t in RESULT.topics if t.id != "strait"}
    assert {t.id: t.state for t in judged.topics if t.id != "strait"} == untouched


def test_a_topic_that_no_passage_raises_is_gone() -> None:
    judged = apply(RESULT, [judge(RESULT, "topic", "right", 3, "not_raised", topic="youth")])
    assert "youth" not in {topic.id for topic in judged.topics}
    assert judged.right_mentions[3] == ()


def test_a_topic_may_be_denied() -> None:
    judged = apply(RESULT, [judge(RESULT, "topic", "right", 3, "denied", topic="youth")])
    (youth,) = [topic for topic in judged.topics if topic.id == "youth"]
    assert (youth.state, youth.denied) == ("denied", ((), (3,)))


def test_an_unclear_topic_is_one_sides_where_people_say_it_is_left_out() -> None:
    judged = apply(RESULT, [status(5, "left_out")])
    (climate,) = [topic for topic in judged.topics if topic.id == "climate"]
    assert (climate.state, climate.confidence) == ("left_only", 1.0)


def test_a_speaker_decides_what_one_side_puts_in_the_others_mouth() -> None:
    assert [gap.segment for gap in RESULT.attribution_gaps] == [3]
    judged = apply(RESULT, [judge(RESULT, "speaker", "right", 3, "own: 东方")])
    assert judged.attribution_gaps == ()
    assert judged.right_segments[3].speaker == "东方"
    assert the_only(judged).machine == "other: 对方"


@pytest.mark.parametrize(
    ("given", "state", "shown"),
    [
        ([("A", "covered", {}), ("B", "left_out", {})], "disputed", "unclear"),
        ([("A", "covered", {}), ("B", "covered", {}), ("C", "partly", {})], "decided", "covered"),
        ([("A", "covered", {"unsure": True})], "unsure", "unclear"),
        ([("A", "covered", {}), ("B", "partly", {"unsure": True})], "decided", "covered"),
        (
            [("A", "covered", {}), ("B", "left_out", {}), ("C", "partly", {"final": True})],
            "decided",
            "partly",
        ),
    ],
)
def test_what_several_coders_come_to(
    given: list[tuple[str, str, dict[str, bool]]], state: str, shown: str
) -> None:
    judged = apply(RESULT, [status(1, value, coder=c, **rest) for c, value, rest in given])
    assert the_only(judged).state == state
    assert judged.left_coverage[1].status == shown
    assert the_only(judged).coders == tuple(sorted(coder for coder, _, _ in given))


def test_swapping_the_sides_mirrors_a_judged_result() -> None:
    wide = replace(RESULT, links=(replace(RESULT.links[0], left=(3, 4), right=(1, 2)),), shifts=())
    history = [
        judge(wide, "link", "left", 3, "not_linked", to=2),
        judge(wide, "status", "left", 1, "covered"),
        judge(wide, "status", "right", 4, "partly", coder="B"),
        judge(wide, "topic", "right", 3, "raised", topic="strait"),
        judge(wide, "speaker", "right", 3, "both"),
    ]
    judged = apply(wide, history)
    assert set(apply(wide.mirrored(), history).mirrored().decisions) == set(judged.decisions)
    assert apply(wide.mirrored(), history) == judged.mirrored()


def test_judgements_survive_other_line_breaks_and_other_cuts() -> None:
    rewrapped = RESULT.left.model_copy(update={"text": RESULT.left.text.replace("\n\n", "\n\n\n")})
    gap = 1
    moved = tuple(
        replace(s, start=s.start + gap * s.paragraph, end=s.end + gap * s.paragraph)
        for s in RESULT.left_segments
    )
    new = replace(RESULT, left=rewrapped, left_segments=moved)
    assert apply(new, [status(4, "covered")]).left_coverage[4].status == "covered"
    first, second = RESULT.left_segments[1], RESULT.left_segments[2]
    whole = status(1, "covered")
    joined = replace(whole, passage=replace(whole.passage, end=status(2, "covered").passage.end))
    assert first.end < second.end
    cut = apply(RESULT, [joined])
    assert [c.status for c in cut.left_coverage][1:3] == ["covered", "covered"]


def test_a_changed_text_is_to_be_looked_at_again() -> None:
    text = "They met in spring. " + RESULT.left.text
    new_left = RESULT.left.model_copy(update={"text": text})
    moved = tuple(replace(s, start=s.start + 20, end=s.end + 20) for s in RESULT.left_segments)
    changed = replace(RESULT, left=new_left, left_segments=moved)
    judged = apply(changed, [status(1, "covered")])
    decision = the_only(judged)
    assert (decision.state, decision.segment, decision.value) == ("outdated", 1, "")
    assert decision.quote == RESULT.passage("left", 1)
    assert judged.left_coverage == changed.left_coverage
    gone = new_left.model_copy(update={"text": text.replace("northern strait", "southern bay")})
    lost = apply(replace(changed, left=gone), [status(1, "covered")])
    assert (the_only(lost).state, the_only(lost).segment) == ("outdated", None)


def test_a_status_holds_against_one_text_only() -> None:
    """A passage that one text leaves out may be covered by a third."""
    third = replace(
        RESULT, right=RESULT.right.model_copy(update={"text": "另一文本。" * 40, "id": "third"})
    )
    assert apply(third, [status(1, "covered")]) is third


def test_a_judged_result_is_read_back(tmp_path: object) -> None:
    from pathlib import Path

    path = Path(str(tmp_path)) / "judged.json"
    judged = apply(RESULT, [status(1, "covered")])
    path.write_bytes(encode(judged, "json"))
    again = load(path)
    assert again == export_comparison(judged)
    assert again.decisions[0].machine == "left_out"
    assert encode(again, "json") == path.read_bytes()


def test_the_same_judgements_give_the_same_bytes() -> None:
    """Whatever their ids, times and order."""
    first = apply(RESULT, [status(1, "covered"), status(2, "partly", coder="B")])
    second = apply(RESULT, [status(2, "partly", coder="B", minute=9), status(1, "covered")])
    assert encode(first, "json") == encode(second, "json")
    third = apply(RESULT, [status(1, "covered"), status(2, "left_out", coder="B")])
    assert str(third.signature) != str(first.signature)
