"""Scores: a program that answers as a coder does scores as that coder does."""

from __future__ import annotations

from pathlib import Path

import pytest
from tree import TESTS

from compare.alignment.links import Link
from compare.comparison import SIDES, Comparison, SideName, Signature
from compare.coverage.types import Coverage
from compare.errors import GoldError
from compare.evaluation.carry_over import carry_over, match_units
from compare.evaluation.gold import GoldEvent, read_gold
from compare.evaluation.results import answers_of
from compare.evaluation.scores import Score, score_results
from compare.segmentation.segments import Segment
from compare.topics.types import Mention

TINY = TESTS / "gold"


@pytest.fixture
def gold() -> GoldEvent:
    return read_gold(TINY / "tiny.json")[0]


def answer_as_coder_a(gold: GoldEvent) -> Comparison:
    """What a program would say that agrees with coder A in everything."""

    def segments(side: SideName) -> tuple[Segment, ...]:
        return tuple(
            Segment(u.start, u.end, 0, "", "own", u.A.status == "procedural")
            for u in gold.units(side)
        )

    def coverage(side: SideName) -> tuple[Coverage, ...]:
        return tuple(
            Coverage(
                u.A.status,
                float(u.A.status == "covered"),
                float(u.A.status == "partly"),
                float(u.A.status == "left_out"),
                None,
                (),
            )
            for u in gold.units(side)
        )

    def mentions(side: SideName) -> tuple[tuple[Mention, ...], ...]:
        return tuple(tuple(Mention(t, 1.0, (), 0.0) for t in u.A.topics) for u in gold.units(side))

    links = tuple(
        Link((i,), (j,), 1.0) for i, u in enumerate(gold.units("left")) for j in u.A.match
    )
    return Comparison(
        left=gold.statement("left"),
        right=gold.statement("right"),
        left_segments=segments("left"),
        right_segments=segments("right"),
        left_mentions=mentions("left"),
        right_mentions=mentions("right"),
        left_coverage=coverage("left"),
        right_coverage=coverage("right"),
        links=links,
        topics=(),
        attribution_gaps=(),
        shifts=(),
        signature=Signature("0", "none", "", "none", "", "", False, ()),
    )


def test_answers_of_a_coder_are_carried_over_whole(gold: GoldEvent) -> None:
    result = answer_as_coder_a(gold)
    for side in SIDES:
        answers = carry_over(gold, answers_of(result), side)
        assert [a.status for a in answers] == [u.A.status for u in gold.units(side)]
        assert [set(a.topics) for a in answers] == [set(u.A.topics) for u in gold.units(side)]
    assert match_units(gold, answers_of(result)) == {(2, 1)}


def test_a_coder_agrees_with_herself_and_disagrees_where_the_other_does(gold: GoldEvent) -> None:
    scored = score_results([gold], [answer_as_coder_a(gold)], draws=5)
    assert scored.units == 4
    assert scored.scores["left_out F1"].value == 1
    assert scored.scores["matched-pair F1"].value == 1
    assert scored.scores["topics of a side F1"].value == 1
    # Coder A uses no partly and B no covered, and an absent class scores 0: (2/3 + 1/3) / 2.
    assert scored.scores["status macro F1"].value == pytest.approx(1 / 2)


def test_half_a_unit_in_a_left_out_segment_makes_it_left_out(gold: GoldEvent) -> None:
    whole = answer_as_coder_a(gold)
    unit = gold.units("left")[1]
    middle = (unit.start + unit.end) // 2
    parts = (
        whole.left_segments[0],
        Segment(unit.start, middle, 0, "", "own", False),
        Segment(middle, unit.end, 0, "", "own", False),
        whole.left_segments[2],
    )
    coverage = whole.left_coverage
    split = Comparison(
        **{
            **{name: getattr(whole, name) for name in Comparison.__dataclass_fields__},
            "left_segments": parts,
            "left_mentions": (*whole.left_mentions[:2], *whole.left_mentions[1:]),
            "left_coverage": (coverage[0], coverage[1], coverage[2], coverage[2]),
        }
    )
    answer = carry_over(gold, answers_of(split), "left")[1]
    assert answer.left_out == (middle - unit.start >= unit.end - middle)
    assert answer.p_left_out == pytest.approx((middle - unit.start) / (unit.end - unit.start))


def test_the_interval_of_one_event_is_its_value(gold: GoldEvent) -> None:
    scored = score_results([gold], [answer_as_coder_a(gold)], draws=5)
    assert scored.scores["left_out F1"] == Score(1.0, 1.0, 1.0)


def test_gold_that_is_not_there_or_does_not_fit_is_named(tmp_path: Path) -> None:
    with pytest.raises(GoldError, match="holds no labelled events"):
        read_gold(tmp_path)
    (tmp_path / "broken.json").write_text('{"id": "x"}', encoding="utf-8")
    with pytest.raises(GoldError, match=r"broken\.json is not a labelled event: left"):
        read_gold(tmp_path)
    (tmp_path / "broken.json").write_text("{", encoding="utf-8")
    with pytest.raises(GoldError, match=r"broken\.json is not JSON"):
        read_gold(tmp_path)
