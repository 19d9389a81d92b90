"""Which reasons are given for which status, worked out on paper from small sides."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

import pytest
from toy_sides import Passage, toy_side

from compare.coverage.decision import explain
from compare.coverage.types import Reason
from compare.pipeline import Engine
from compare.settings import Settings
from corpus import samples


def explained(
    status: str,
    topics: Sequence[str],
    theirs: Sequence[Sequence[str]],
    *,
    nearest: int | None = 0,
) -> tuple[Reason, ...]:
    """Reasons for a segment of these topics, whose words are no evidence for anything."""
    left = toy_side(Passage("Ours", topics=topics))
    right = toy_side(*(Passage(f"Theirs {k}", topics=t) for k, t in enumerate(theirs)), side="PRC")
    return explain(status, left, right, 0, nearest)


def test_a_procedural_segment_and_a_side_without_substance() -> None:
    assert explained("procedural", ["taiwan"], [["taiwan"]]) == (Reason("procedural"),)
    assert explained("left_out", ["taiwan"], [["taiwan"]], nearest=None) == (
        Reason("no_substance"),
    )


@pytest.mark.parametrize("status", ["left_out", "unclear", "partly"])
def test_topics_that_the_other_side_never_raises_come_first(status: str) -> None:
    # Carrying out what was agreed, Taiwan, Trade and tariffs: in the order of the English names.
    assert explained(
        status,
        ["leaders-consensus", "trade", "taiwan", "climate"],
        [["climate"], ["human-rights"]],
    ) == (
        Reason("not_raised", topics=("leaders-consensus", "taiwan", "trade")),
        Reason("speaks", topics=("climate",), nearest=0),
    )


def test_of_what_is_covered_no_topic_is_called_missing() -> None:
    assert explained("covered", ["trade", "climate"], [["climate"]]) == (
        Reason("speaks", topics=("climate",), nearest=0),
    )
    assert explained("covered", ["trade"], [["climate"]]) == (Reason("nearest", nearest=0),)


@pytest.mark.parametrize("status", ["left_out", "unclear", "partly", "covered"])
def test_a_topic_raised_elsewhere_is_neither_missing_nor_near(status: str) -> None:
    reasons = explained(status, ["taiwan"], [["climate"], ["taiwan"]])
    assert reasons == (Reason("nearest", nearest=0),)


@pytest.mark.slow
def test_reasons_name_topics_or_the_nearest_passage_and_no_single_words() -> None:
    engine, kinds = Engine(Settings()), set()
    for name in samples.names():
        sides = [engine.prepare(one) for one in samples.load(name).statements]
        for ours, theirs in itertools.combinations(sides, 2):
            result = engine.compare(ours, theirs)
            for cover in (*result.left_coverage, *result.right_coverage):
                assert cover.reason
                for reason in cover.reason:
                    kinds.add(reason.kind)
                    assert not reason.phrases
                    assert reason.share is None
    assert kinds == {"procedural", "not_raised", "speaks", "nearest"}
