"""Position and manner: terms, tone, speech acts, duty and denial, each with its opposite case."""

from __future__ import annotations

from typing import Literal

import pytest
from linked_passages import Sentences, brief, shifts_between

from compare.alignment.links import Link
from compare.segmentation.segments import Voice
from compare.wording.shifts import Shift

Expected = list[tuple[str, str, str, str]]


def between(left: str, right: str, voices: tuple[Voice, Voice] = ("own", "own")) -> Expected:
    """What is found, which is the same with the sides exchanged."""
    ours: Sentences = [(left, voices[0])]
    theirs: Sentences = [(right, voices[1])]
    found = brief(shifts_between(ours, theirs))
    turned = brief(shifts_between(theirs, ours, ("zh", "en")))
    assert [(kind, grade, b, a) for kind, grade, a, b in turned] == found
    return found


def only(found: tuple[Shift, ...]) -> Shift:
    (shift,) = found
    return shift


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        ("discussed climate change.", "讨论气候变化。", []),
        ("welcomed work on climate change.", "讨论了气候变化。", [("minor", "welcomed", "讨论")]),
        ("discussed climate change.", "同意应对气候变化。", [("degree", "discussed", "同意")]),
        (
            "committed to work on climate change.",
            "同意应对气候变化。",
            [("minor", "committed to", "同意")],
        ),
        # A weaker verb first, and the stronger one later in the passage.
        ("discussed climate change and agreed on it.", "同意应对气候变化。", []),
        # Of another subject another verb says nothing.
        ("discussed fentanyl.", "同意应对气候变化。", []),
    ],
)
def test_what_the_two_sides_did_together(
    left: str, right: str, expected: list[tuple[str, str, str]]
) -> None:
    found = between(f"The two sides {left}", f"双方{right}", ("both", "both"))
    assert found == [("speech_act", *row) for row in expected]


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        ("reiterated", "表示", [("minor", "reiterated", "表示")]),
        ("warned about", "强调", [("degree", "warned", "强调")]),
        ("discussed", "重申", [("degree", "discussed", "重申")]),
        # There is no Chinese verb below 表示: to note and to state are one step there.
        ("noted", "表示", []),
        ("stressed", "强调", []),
    ],
)
def test_what_one_speaker_is_said_to_have_done(
    left: str, right: str, expected: list[tuple[str, str, str]]
) -> None:
    words = f"President Smith {left} climate change.", f"史密斯{right}，应对气候变化。"
    assert between(*words, ("own", "other")) == [("speech_act", *row) for row in expected]
    # Two speakers may well choose two verbs.
    for voices in (("own", "own"), ("both", "other"), ("other", "other")):
        assert between(*words, voices) == []


def test_the_note_says_who_goes_further() -> None:
    ours: Sentences = [("The two sides discussed climate change.", "both")]
    theirs: Sentences = [("双方同意应对气候变化。", "both")]
    note = only(shifts_between(ours, theirs)).note
    assert (note.kind, note.side) == ("joint_act", "right")
    assert note.left == ((("en", "discussed"), ("zh", "讨论")),)
    assert note.right == ((("en", "agreed"), ("zh", "同意")),)
    note = only(shifts_between(theirs, ours, ("zh", "en"))).note
    assert (note.kind, note.side) == ("joint_act", "left")
    own: Sentences = [("President Smith warned about climate change.", "own")]
    reported: Sentences = [("史密斯强调，应对气候变化。", "other")]
    note = only(shifts_between(own, reported)).note
    assert (note.kind, note.side) == ("act", "left")


@pytest.mark.parametrize(
    ("left", "right", "grade"),
    [
        ("must", "应该", "degree"),
        ("should", "必须", "degree"),
        ("may", "必须", "substantive"),
        ("must", "必须", None),
        ("should", "应当", None),
        ("will", "必须", None),
        ("must and should", "应当", None),
    ],
)
def test_duty(left: str, right: str, grade: str | None) -> None:
    found = between(f"Both sides {left} fight climate change.", f"双方{right}应对气候变化。")
    assert found == ([("modality", grade, left, right)] if grade else [])


def test_duty_is_compared_for_one_matter_and_one_segment_a_side() -> None:
    assert between("Both sides must fight climate change.", "双方应当打击芬太尼。") == []
    parts: Sentences = [("Both sides must fight", "own"), ("climate change.", "own")]
    link = Link((0, 1), (0,), 0.9)
    assert shifts_between(parts, "双方应当应对气候变化。", links=[link]) == ()


@pytest.mark.parametrize(
    ("left", "right", "denied_by"),
    [
        ("The US will support Japan on this.", "美方不支持日本的做法。", "right"),
        ("The US will not support Japan on this.", "美方支持日本的做法。", "left"),
        ("The US will support Japan on this.", "美方支持日本的做法。", None),
        ("The US will not support Japan on this.", "美方不支持日本的做法。", None),
        # What is affirmed and denied in one passage is denied by neither.
        ("The US will support Japan. It will not support Japan.", "美方将支持日本的做法。", None),
    ],
)
def test_denial(left: str, right: str, denied_by: Literal["left", "right"] | None) -> None:
    found = shifts_between(left, right)
    if denied_by is None:
        assert found == ()
    else:
        shift = only(found)
        assert brief([shift]) == [("negation", "substantive", "support", "支持")]
        assert (shift.note.kind, shift.note.side) == ("denial", denied_by)
        assert shift.note.subject == (("en", "support"), ("zh", "支持"))


def test_a_denial_about_something_else_is_none() -> None:
    found = between("The US will not support Japan.", "美方将支持菲律宾。")
    assert {kind for kind, _, _, _ in found} == {"name"}


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        ("candid talks", "坦诚会谈", []),
        # No word of tone on one side is no difference of tone.
        ("candid talks", "会谈", []),
        ("candid talks", "坦诚、建设性的会谈", [("degree", "candid", "坦诚、建设性")]),
        ("practical talks", "友好会谈", [("minor", "practical", "友好")]),
        # A formula ends where other words come between.
        (
            "candid, substantive and in-depth talks on many other matters, and useful talks",
            "坦诚会谈",
            [("minor", "candid, substantive and in-depth", "坦诚")],
        ),
    ],
)
def test_tone(left: str, right: str, expected: list[tuple[str, str, str]]) -> None:
    found = between(f"They had {left}.", f"双方进行了{right}。")
    assert found == [("term", *row) for row in expected]


def test_the_note_lists_what_each_side_alone_calls_it() -> None:
    found = shifts_between("They had practical, useful talks.", "双方进行了务实、友好的会谈。")
    note = only(found).note
    assert note.kind == "tone"
    assert note.left == ((("en", "useful"), ("zh", "有益")),)
    assert note.right == ((("en", "friendly"), ("zh", "友好")),)


def test_a_word_of_tone_that_the_other_has_elsewhere_is_no_difference() -> None:
    theirs: Sentences = [("双方进行了坦诚的会谈。", "own"), ("会谈是建设性的。", "own")]
    assert shifts_between("They had candid and constructive talks.", theirs) == ()


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        ("They spoke about Taiwan.", "双方谈及台湾问题。", []),
        (
            "The war in Ukraine.",
            "乌克兰危机。",
            [("term", "substantive", "war in Ukraine", "乌克兰危机")],
        ),
    ],
)
def test_terms(left: str, right: str, expected: Expected) -> None:
    assert between(left, right) == expected


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        ("discussed Iran", "就地区问题交换意见", [("Iran", "")]),
        # Where no list of places answers, one is no difference.
        ("discussed Iran", "就贸易交换意见", []),
        ("met in Iran and discussed Cuba", "就国际和地区问题交换意见", [("Cuba", "")]),
        ("discussed Mexico and Iran", "讨论了中墨关系和朝鲜", [("", "朝鲜"), ("Iran", "")]),
        ("discussed Tibet and Iran", "讨论了涉藏、伊朗问题", []),
    ],
)
def test_places(left: str, right: str, expected: list[tuple[str, str]]) -> None:
    found = sorted(between(f"They {left}.", f"双方{right}。"))
    assert found == [("name", "degree", a, b) for a, b in expected]
