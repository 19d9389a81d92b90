"""Carrying over, against a count of every single character and cases worked out by hand."""

from __future__ import annotations

import itertools
from collections import Counter
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compare.evaluation.carry_over import carry_over, match_units, overlapping
from compare.evaluation.gold import STATUSES, GoldEvent, GoldSide, Label, Unit
from compare.evaluation.results import Answers, SegmentAnswer, Status

TEXT = "x" * 100
LABEL = Label(status="covered")


def unit(start: int, end: int) -> Unit:
    return Unit(start=start, end=end, A=LABEL, B=LABEL)


def segment(
    start: int, end: int, status: Status = "left_out", p: float = 0.8, *topics: str
) -> SegmentAnswer:
    return SegmentAnswer(start, end, status, p, frozenset(topics))


def event(left: list[Unit], right: list[Unit]) -> GoldEvent:
    sides = [
        GoldSide(side=name, lang="en", text=TEXT, units=tuple(units))
        for name, units in (("US", left), ("PRC", right))
    ]
    return GoldEvent(id="toy", left=sides[0], right=sides[1])


@pytest.mark.parametrize(
    ("span", "expected"),
    [
        ((0, 5), True),  # half of the segment, which is the shorter
        ((0, 4), True),  # the whole of a segment within the unit
        ((6, 16), False),  # four characters of ten
        ((5, 15), True),  # five of ten: half is enough
        ((9, 19), False),  # one of ten
        ((10, 20), False),  # begins where the unit ends
        ((5, 100), True),  # half of the unit, which is the shorter
        ((6, 100), False),
    ],
)
def test_a_segment_belongs_to_a_unit_from_half_of_the_shorter(
    span: tuple[int, int], expected: bool
) -> None:
    assert overlapping(unit(0, 10), [segment(*span)]) == ([0] if expected else [])


def test_units_match_along_links_of_their_segments_alone() -> None:
    gold = event([unit(0, 10), unit(10, 20)], [unit(0, 10), unit(10, 20)])
    left = (segment(0, 11), segment(11, 20))
    right = (segment(0, 5), segment(5, 10), segment(10, 20))
    # A tenth of the second unit lies in the first segment, which is not enough to match it.
    assert match_units(gold, Answers(left, right, (((0,), (1,)),))) == {(0, 0)}
    assert match_units(gold, Answers(left, right, (((1,), (0, 2)),))) == {(1, 0), (1, 1)}
    assert match_units(gold, Answers(left, right, ())) == set()


def test_procedural_characters_do_not_count_towards_left_out() -> None:
    gold = event([unit(0, 20)], [])
    procedural = segment(0, 14, "procedural", 0.0)
    answers = Answers((procedural, segment(14, 17), segment(17, 20, "covered", 0.1)), (), ())
    [answer] = carry_over(gold, answers, "left")
    assert answer.left_out  # three of the six characters of substance
    assert answer.status == "procedural"
    assert answer.p_left_out == pytest.approx((3 * 0.8 + 3 * 0.1) / 20)
    more = Answers((procedural, segment(14, 16), segment(16, 20, "covered", 0.1)), (), ())
    assert not carry_over(gold, more, "left")[0].left_out


def test_what_lies_in_no_segment_is_procedural_and_not_left_out() -> None:
    [answer] = carry_over(event([unit(3, 9)], []), Answers((), (), ()), "left")
    assert (answer.status, answer.left_out, answer.p_left_out) == ("procedural", False, 0.0)
    assert answer.topics == frozenset()


def test_a_unit_has_the_topics_of_all_its_segments() -> None:
    segments = (
        segment(0, 6, "covered", 0.0, "taiwan"),
        segment(6, 10, "left_out", 1.0, "trade", "taiwan"),
        segment(10, 30, "left_out", 1.0, "iran"),
    )
    [answer] = carry_over(event([], [unit(0, 11)]), Answers((), segments, ()), "right")
    assert answer.topics == {"taiwan", "trade"}


cuts = st.lists(st.integers(0, 100), min_size=2, max_size=8, unique=True).map(sorted)
statuses = st.sampled_from([*STATUSES, "unclear"])


@given(cuts, cuts, st.lists(st.tuples(statuses, st.integers(0, 4)), min_size=8, max_size=8))
def test_every_answer_is_what_counting_its_characters_gives(
    unit_cuts: list[int], segment_cuts: list[int], given_answers: list[tuple[Status, int]]
) -> None:
    units = [unit(a, b) for a, b in itertools.pairwise(unit_cuts)]
    segments = tuple(
        segment(a, b, status, quarter / 4)
        for a, b, (status, quarter) in zip(
            segment_cuts, segment_cuts[1:], given_answers, strict=False
        )
    )
    carried = carry_over(event(units, []), Answers(segments, (), ()), "left")
    assert [answer.unit for answer in carried] == units
    for one, answer in zip(units, carried, strict=True):
        found: Counter[str] = Counter()
        total = Fraction(0)
        for place in range(one.start, one.end):
            owner = next((s for s in segments if s.start <= place < s.end), None)
            found[owner.status if owner else "procedural"] += 1
            total += Fraction(owner.p_left_out) if owner else 0
        size = one.end - one.start
        assert answer.p_left_out == pytest.approx(float(total / size))
        assert found[answer.status] == max(found.values())
        substance = size - found["procedural"]
        assert answer.left_out == (substance > 0 and 2 * found["left_out"] >= substance)
