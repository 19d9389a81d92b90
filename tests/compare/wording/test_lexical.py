"""Terms, tone, speech acts, duty and denial: a table of sentences with the right answers."""

from __future__ import annotations

import pytest
from toy_passages import Row, Sentence, brief, found, passage

from compare.segmentation.segments import Voice
from compare.wording.difference import Difference
from compare.wording.lexical import (
    find_acts,
    find_modality,
    find_negations,
    find_terms,
    find_tone,
)


def english(labels: tuple[tuple[tuple[str, str], ...], ...]) -> list[str]:
    return [dict(one)["en"] for one in labels]


# Terms


@pytest.mark.parametrize(
    ("left", "right", "rows"),
    [
        (
            "Our one-China policy has not changed.",
            "美方应恪守一个中国原则。",
            [("term", "substantive", "term", "one-China policy", "一个中国原则")],
        ),
        # Against the plain name a step less; against the plain name of little weight nothing.
        (
            "They spoke about Russia’s war against Ukraine.",
            "双方谈及乌克兰。",
            [("term", "degree", "term", "Russia’s war against Ukraine", "乌克兰")],
        ),
        ("On Taiwan, he spoke.", "双方讨论了台湾问题。", []),
        # The same member is no shift, nor is a family that one side alone uses.
        ("Our one-China policy has not changed.", "一个中国政策没有改变。", []),
        ("Our one-China policy has not changed.", "双方讨论了贸易。", []),
        # Each side has a member of its own, or there is nothing to set against each other.
        ("Our one-China policy and the one-China principle.", "一个中国原则。", []),
    ],
)
def test_terms(left: str, right: str, rows: list[Row]) -> None:
    us, prc = passage("US", "en", left), passage("PRC", "zh", right)
    assert brief(found(find_terms, us, prc), us, prc) == rows


def test_a_term_carries_its_labels_and_what_the_choice_signals() -> None:
    us = passage("US", "en", "Our one-China policy has not changed.")
    prc = passage("PRC", "zh", "美方应恪守一个中国原则。")
    (one,) = found(find_terms, us, prc)
    assert one.note.left == ((("en", "one-China policy"), ("zh", "一个中国政策")),)
    assert one.note.right == ((("en", "one-China principle"), ("zh", "一个中国原则")),)
    assert one.note.subject == ()
    assert dict(one.note.left_signal)["en"].startswith("Washington's and other capitals' own")
    assert dict(one.note.right_signal)["zh"].startswith("北京的原则")


def test_a_term_that_is_denied_is_no_difference() -> None:
    us = passage("US", "en", "They do not seek a reciprocal tariff.")
    assert found(find_terms, us, passage("PRC", "zh", "反对滥施关税。")) == []


@pytest.mark.parametrize("voice", ["own", "other", "both", "unattributed"])
@pytest.mark.parametrize("right", [False, True])
def test_a_term_that_the_other_text_has_anywhere_is_not_one_sides_alone(
    voice: Voice, right: bool
) -> None:
    more: list[Sentence] = [("He cited the one-China principle.", voice)]
    also: list[Sentence] = [("一个中国政策没有改变。", voice)]
    us = passage("US", "en", "Our one-China policy holds.", *([] if right else more))
    prc = passage("PRC", "zh", "美方应恪守一个中国原则。", *(also if right else []))
    assert found(find_terms, us, prc) == []


# Tone


@pytest.mark.parametrize(
    ("left", "right", "grade", "spans", "labels"),
    [
        (
            "They had candid and constructive talks.",
            "双方进行了建设性的会谈。",
            "degree",
            ("candid and constructive", "建设性"),
            (["candid"], []),
        ),
        (
            "They had positive talks.",
            "双方进行了专业的会谈。",
            "minor",
            ("positive", "专业"),
            (["positive"], ["professional"]),
        ),
        # Labels come in the order of the alphabet, whatever the order of the text.
        (
            "They had professional, friendly talks.",
            "双方进行了务实的会谈。",
            "minor",
            ("professional, friendly", "务实"),
            (["friendly", "professional"], ["pragmatic"]),
        ),
    ],
)
def test_tone(
    left: str, right: str, grade: str, spans: tuple[str, str], labels: tuple[list[str], list[str]]
) -> None:
    us, prc = passage("US", "en", left), passage("PRC", "zh", right)
    (one,) = found(find_tone, us, prc)
    assert brief([one], us, prc) == [("term", grade, "tone", *spans)]
    assert (english(one.note.left), english(one.note.right)) == labels


@pytest.mark.parametrize(
    ("left", "right", "elsewhere"),
    [
        ("They had candid talks.", "双方举行了会谈。", ""),
        ("They had candid talks.", "双方进行了坦诚的会谈。", ""),
        # What the other says anywhere in its statement is no difference.
        (
            "They had candid, constructive talks.",
            "双方进行了建设性的会谈。",
            "双方进行了坦诚的会谈。",
        ),
    ],
)
def test_no_difference_of_tone(left: str, right: str, elsewhere: str) -> None:
    us = passage("US", "en", left)
    prc = passage("PRC", "zh", right, *([elsewhere] if elsewhere else []))
    assert found(find_tone, us, prc) == []


# Speech acts

STRAIT = "that the Taiwan Strait must stay at peace."


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        (
            f"President Smith underscored {STRAIT}",
            "史密斯表示，台海应保持和平。",
            ("degree", "left"),
        ),
        (f"President Smith noted {STRAIT}", "史密斯重申，台海应保持和平。", ("degree", "right")),
        (
            f"President Smith reiterated {STRAIT}",
            "史密斯强调，台海应保持和平。",
            ("minor", "right"),
        ),
        # Noted and stated are one step in Chinese; equal strength is no difference.
        (f"President Smith noted {STRAIT}", "史密斯表示，台海应保持和平。", None),
        (f"President Smith stressed {STRAIT}", "史密斯强调，台海应保持和平。", None),
        # Nor are acts about different things.
        ("President Smith underscored that ships stay.", "史密斯表示，农业应保持和平。", None),
    ],
)
def test_acts_of_one_speaker(left: str, right: str, expected: tuple[str, str] | None) -> None:
    us, prc = passage("US", "en", (left, "own")), passage("PRC", "zh", (right, "other"))
    differences = found(find_acts, us, prc)
    assert [(one.grade, one.note.side) for one in differences] == ([expected] if expected else [])
    assert all((one.kind, one.note.kind) == ("speech_act", "act") for one in differences)


@pytest.mark.parametrize(
    ("ours", "theirs", "kind"),
    [
        ("own", "other", "act"),
        ("other", "own", "act"),
        ("own", "own", None),
        ("other", "other", None),
        ("own", "unattributed", None),
        ("both", "own", None),
    ],
)
def test_acts_are_compared_for_one_and_the_same_speaker(
    ours: Voice, theirs: Voice, kind: str | None
) -> None:
    us = passage("US", "en", (f"President Smith underscored {STRAIT}", ours))
    prc = passage("PRC", "zh", ("史密斯表示，台海应保持和平。", theirs))
    assert [one.note.kind for one in found(find_acts, us, prc)] == ([kind] if kind else [])


def test_what_the_two_do_together() -> None:
    us = passage("US", "en", ("The two sides agreed on the Taiwan Strait.", "both"))
    prc = passage("PRC", "zh", ("双方讨论了台海局势。", "both"))
    (one,) = found(find_acts, us, prc)
    assert brief([one], us, prc) == [("speech_act", "degree", "joint_act", "agreed", "讨论")]
    assert (english(one.note.left), english(one.note.right), one.note.side) == (
        ["agreed"],
        ["discussed"],
        "left",
    )
    same = passage("PRC", "zh", ("双方同意台海局势。", "both"))
    assert found(find_acts, us, same) == []


# Duty

OPEN = "keep channels open on trade."


@pytest.mark.parametrize(
    ("left", "right", "grade"),
    [
        (f"Both sides should {OPEN}", f"Both sides must {OPEN}", "degree"),
        (f"Both sides may {OPEN}", f"Both sides must {OPEN}", "substantive"),
        (f"Both sides must {OPEN}", f"Both sides shall {OPEN}", None),
        (f"Both sides should {OPEN}", f"Both sides {OPEN}", None),
        ("Both sides should trade.", f"Both sides must {OPEN}", None),
        (f"Both sides should and must {OPEN}", f"Both sides must {OPEN}", None),
    ],
)
def test_duty(left: str, right: str, grade: str | None) -> None:
    us, prc = passage("US", "en", left), passage("PRC", "en", right)
    differences = found(find_modality, us, prc)
    assert [(one.kind, one.grade, one.note.kind) for one in differences] == (
        [("modality", grade, "duty")] if grade else []
    )


def test_duty_is_compared_of_one_segment_with_one() -> None:
    us = passage("US", "en", f"Both sides should {OPEN}", "They met.", of=(0, 1))
    prc = passage("PRC", "en", f"Both sides must {OPEN}")
    assert found(find_modality, us, prc) == []


# Denial


@pytest.mark.parametrize(
    ("left", "right", "denier"),
    [
        ("The US will not support Japan on this.", "美方将支持日本的做法。", "left"),
        ("The US will support Japan on this.", "美方不支持日本的做法。", "right"),
        ("The US will not support Japan on this.", "美方不支持日本的做法。", None),
        ("The US will support Japan on this.", "美方将支持日本的做法。", None),
        ("The US will not support Japan on this.", "美方将支持俄罗斯。", None),
        ("The US will support Japan on this.", "美方不反对日本的做法。", None),
        # A negation further off in the clause leaves it open what is denied.
        ("The US will support Japan, and not others.", "美方将支持日本的做法。", None),
        ("The US will support Japan but has not said so.", "美方将支持日本的做法。", None),
    ],
)
def test_denial(left: str, right: str, denier: str | None) -> None:
    us, prc = passage("US", "en", left), passage("PRC", "zh", right)
    differences: list[Difference] = found(find_negations, us, prc)
    assert [one.note.side for one in differences] == ([denier] if denier else [])
    for one in differences:
        assert brief([one], us, prc) == [
            ("negation", "substantive", "denial", "support", "支持"),
        ]
        assert one.note.subject == (("en", "support"), ("zh", "支持"))


def test_what_describes_another_meeting_is_no_tone_of_this_one() -> None:
    """The leaders spoke in depth last year; of this meeting the passage says candid alone."""
    us = passage("US", "en", "They had a constructive discussion.")
    this = "会晤是坦诚、建设性的。"
    last = "王毅说，去年底两国元首就全局性问题深入交换意见。"
    (one,) = found(find_tone, us, passage("PRC", "zh", this))
    (other,) = found(find_tone, us, passage("PRC", "zh", this + last))
    assert english(one.note.right) == english(other.note.right) == ["candid"]
