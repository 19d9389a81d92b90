"""The questions that a comparison answers: which side is meant, and what it left out."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sample_comparison import sample

from compare.comparison import SIDES, Comparison
from compare.errors import SideError

ASKED = ("statement", "segments", "coverage", "mentions", "tone", "left_out", "topics_left_out")


def named(left: str, right: str) -> Comparison:
    """The sample with sides of these names."""
    one = sample()
    sides = {"left": left, "right": right}
    changed = {
        key: one.statement(key).model_copy(update={"side": side}) for key, side in sides.items()
    }
    return replace(one, left=changed["left"], right=changed["right"])


@pytest.mark.parametrize("question", ASKED)
def test_a_side_goes_by_its_own_name_too(question: str) -> None:
    result = named("US", "PRC")
    ask = getattr(result, question)
    assert ask("US") == ask("us") == ask("left")
    assert ask("PRC") == ask("prc") == ask("right")
    assert result.passage("prc", 0) == result.passage("right", 0)
    assert any(getattr(result, q)("US") != getattr(result, q)("PRC") for q in ASKED)


@pytest.mark.parametrize("question", ASKED)
@pytest.mark.parametrize("name", ["Japan", "", "LEFT", "U S"])
def test_any_other_name_is_an_error_that_lists_both(question: str, name: str) -> None:
    with pytest.raises(SideError, match=r"left \(US\) or right \(PRC\)"):
        getattr(named("US", "PRC"), question)(name)


def test_a_name_that_both_sides_have_means_neither() -> None:
    result = named("US", "us")
    with pytest.raises(SideError, match="both sides are called 'US'"):
        result.left_out("US")
    assert result.statement("right").side == "us"


def test_left_and_right_are_never_taken_for_names() -> None:
    result = named("right", "left")
    assert [result.statement(side).side for side in SIDES] == ["right", "left"]
