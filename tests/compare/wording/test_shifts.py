"""Shifts inside links: what is reported, how it is graded, and what is left alone."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from linked_passages import Sentences, annotate, brief, shifts_between, side

from compare.alignment.links import Link
from compare.annotation.lexicon import find_lexicon_words
from compare.segmentation.segments import Segment, Voice
from compare.wording.difference import Note
from compare.wording.shifts import LIKELY, Shift, shifts
from corpus.statements import Statement


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        (
            "Our one-China policy has not changed.",
            "美方应恪守一个中国原则。",
            ("term", "substantive", "one-China policy", "一个中国原则"),
        ),
        (
            "We will responsibly manage the competition.",
            "双方应妥善管控分歧。",
            ("term", "substantive", "responsibly manage the competition", "妥善管控分歧"),
        ),
        (
            "They spoke about Russia’s war against Ukraine.",
            "双方谈及乌克兰。",
            ("term", "degree", "Russia’s war against Ukraine", "乌克兰"),
        ),
        (
            "They met in candid and constructive talks.",
            "双方进行了坦诚、建设性、富有成效的会谈。",
            ("term", "degree", "candid and constructive", "坦诚、建设性、富有成效"),
        ),
        (
            "The tariff falls by 24 percent.",
            "关税降低三成。",
            ("number", "substantive", "24 percent", "三成"),
        ),
        (
            "Purchases of soybeans will rise.",
            "大豆采购将达300亿美元。",
            ("number", "degree", "", "300亿美元"),
        ),
        (
            "It followed the call of September 9.",
            "会晤落实了9月10日通话。",
            ("number", "minor", "September 9", "9月10日"),
        ),
        (
            "They discussed regional and global issues, including Haiti.",
            "双方讨论了国际和地区问题。",
            ("name", "degree", "Haiti", ""),
        ),
    ],
)
def test_a_shift_across_languages(
    left: str, right: str, expected: tuple[str, str, str, str]
) -> None:
    assert brief(shifts_between(left, right)) == [expected]


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("We oppose unilateral changes to the status quo.", "我们反对单方面改变现状。"),
        ("They cut tariffs by 90 percent.", "双方将关税降低九成。"),
        ("It is worth $30 billion.", "价值300亿美元。"),
        ("The talks were candid and in-depth.", "会谈坦诚、深入。"),
        ("They discussed Japan and the Philippines.", "双方讨论了涉日、菲方等问题。"),
        ("China is a partner of unwavering support.", "中方坚定不移地予以支持。"),
        ("The United States must act.", "美方必须行动。"),
        ("The two countries agreed.", "两国同意。"),
    ],
)
def test_a_translation_is_no_shift(left: str, right: str) -> None:
    assert shifts_between(left, right) == ()


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        (
            "Both sides should keep channels open on trade and investment.",
            "Both sides must keep channels open on trade and investment.",
            [("modality", "degree", "should", "must")],
        ),
        (
            "The two sides will continue their dialogue on climate change this year.",
            "The two sides will not continue their dialogue on climate change this year.",
            [("negation", "substantive", "", "not")],
        ),
        (
            "The two sides agreed to hold talks on military communication in June.",
            "The two sides agreed to hold talks on agricultural trade in June.",
            [("content", "substantive", "military communication", "agricultural trade")],
        ),
        (
            "The two sides agreed to hold a new round of talks soon.",
            "They agreed that a new round of talks be held soon.",
            [],
        ),
        ("An entirely different sentence.", "Nothing that anybody would compare with it.", []),
    ],
)
def test_edits_within_one_language(
    left: str, right: str, expected: list[tuple[str, str, str, str]]
) -> None:
    assert brief(shifts_between(left, right, ("en", "en"))) == expected


def test_edits_within_chinese() -> None:
    found = shifts_between(
        "双方同意继续就两军沟通举行磋商。", "双方同意继续就农业贸易举行磋商。", ("zh", "zh")
    )
    assert [(s.kind, s.grade) for s in found] == [("content", "substantive")]


def test_a_denial_is_substantive() -> None:
    found = shifts_between("The US will not support Japan on this.", "美方将支持日本的做法。")
    assert brief(found) == [("negation", "substantive", "support", "支持")]
    support = (("en", "support"), ("zh", "支持"))
    assert found[0].note == Note("denial", subject=support, side="left")


def test_speech_acts_are_compared_for_one_speaker_only() -> None:
    us: Sentences = [
        ("President Smith underscored that the Taiwan Strait must stay at peace.", "own")
    ]
    reported: Sentences = [("史密斯表示，台海应保持和平。", "other")]
    theirs: Sentences = [("王先生表示，台海应保持和平。", "own")]
    acts = [s for s in shifts_between(us, reported) if s.kind == "speech_act"]
    assert brief(acts) == [("speech_act", "degree", "underscored", "表示")]
    assert (acts[0].note.kind, acts[0].note.side) == ("act", "left")
    assert not [s for s in shifts_between(us, theirs) if s.kind == "speech_act"]


def test_a_difference_is_reported_once_in_its_surest_link() -> None:
    us: Sentences = [("We manage the competition.", "own"), ("They spoke.", "own")]
    prc: Sentences = [("双方管控分歧。", "own"), ("应妥善管控分歧。", "own")]
    links = (Link((0,), (0,), 0.6), Link((0,), (1,), 0.8))
    assert [(s.link, s.right) for s in shifts_between(us, prc, links=links)] == [
        (1, "妥善管控分歧")
    ]


def test_a_link_that_is_as_likely_none_has_no_shifts() -> None:
    policy, principle = "Our one-China policy has not changed.", "美方应恪守一个中国原则。"
    for probability, count in ((LIKELY, 1), (LIKELY - 0.01, 0)):
        links = (Link((0,), (0,), probability),)
        assert len(shifts_between(policy, principle, links=links)) == count


def test_nothing_to_compare_gives_nothing() -> None:
    assert shifts_between([], [], links=()) == ()
    assert shifts_between("", "", links=(Link((0,), (0,), 1.0),)) == ()
    assert shifts_between("one-China policy", "一个中国原则", links=()) == ()


SENTENCES: list[tuple[str, str]] = [
    ("The one-China policy has not changed, he underscored, on Taiwan.", "en"),
    ("Both sides must keep the Taiwan Strait at peace by April 2, 2025.", "en"),
    ("Both sides should keep the Taiwan Strait at peace by April 3, 2025.", "en"),
    ("They had candid talks on Russia’s war against Ukraine and Haiti.", "en"),
    ("The US does not support Japan and will pay $3 billion.", "en"),
    ("双方进行了坦诚、深入的会谈，同意管控分歧。", "zh"),
    ("王毅强调，一个中国原则必须遵守，关税降低九成。", "zh"),
    ("美方表示支持日本，讨论了国际和地区问题。", "zh"),
    ("双方讨论了乌克兰危机，金额为300亿美元。", "zh"),
    ("双方讨论了乌克兰问题，金额为400亿美元。", "zh"),
]
VOICES: list[Voice] = ["own", "other", "both", "unattributed"]


@st.composite
def comparisons(
    draw: st.DrawFn,
) -> tuple[list[tuple[Statement, tuple[Segment, ...]]], tuple[Link, ...]]:
    sides = []
    names = draw(st.sampled_from([("US", "PRC"), ("PRC", "US"), ("A", "A")]))
    for name in names:
        picks = draw(st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=5))
        voices = [draw(st.sampled_from(VOICES)) for _ in picks]
        said = [(s, v) for (s, _), v in zip(picks, voices, strict=True)]
        sides.append(side(name, picks[0][1], said))
    indices = [st.integers(0, len(segments) - 1) for _, segments in sides]
    some = [st.lists(i, min_size=1, max_size=2, unique=True).map(sorted) for i in indices]
    chances = st.sampled_from([0.5, 0.7, 0.9])
    links = draw(st.lists(st.tuples(some[0], some[1], chances), max_size=6))
    return sides, tuple(Link(tuple(a), tuple(b), p) for a, b, p in links)


def mirrored(shift: Shift) -> Shift:
    """The shift with its sides exchanged, field by field."""
    sides: dict[str, Literal["left", "right", ""]] = {"left": "right", "right": "left", "": ""}
    note = replace(
        shift.note,
        left=shift.note.right,
        right=shift.note.left,
        left_signal=shift.note.right_signal,
        right_signal=shift.note.left_signal,
        side=sides[shift.note.side],
    )
    return replace(
        shift,
        left=shift.right,
        right=shift.left,
        left_span=shift.right_span,
        right_span=shift.left_span,
        note=note,
    )


@settings(max_examples=150, deadline=None)
@given(comparisons())
def test_swapping_the_sides_mirrors_exactly(
    case: tuple[list[tuple[Statement, tuple[Segment, ...]]], tuple[Link, ...]],
) -> None:
    ((left, left_segments), (right, right_segments)), links = case
    accounts = annotate(left, left_segments), annotate(right, right_segments)
    there = shifts(*accounts, links)
    turned = [Link(link.right, link.left, link.probability) for link in links]
    back = shifts(accounts[1], accounts[0], turned)
    assert tuple(mirrored(s) for s in back) == there
    assert tuple(s.mirrored(s.link) for s in back) == there
    for shift in there:
        for text, words, span in (
            (left.text, shift.left, shift.left_span),
            (right.text, shift.right, shift.right_span),
        ):
            assert words == (text[slice(*span)] if span else "")


def test_the_words_of_a_statement_are_looked_up_once_however_many_links() -> None:
    """A count of look-ups, which no other work on the machine changes; seconds: tests/bench."""
    us, prc = (annotate(*one) for one in thirty_by_thirty())
    links = [Link((i,), (j,), 0.5 + i / 100) for i in range(30) for j in (i, (i + 7) % 30)]
    find_lexicon_words.cache_clear()
    assert shifts(us, prc, links)
    statements = {us.statement.text, prc.statement.text}
    assert find_lexicon_words.cache_info().misses == len(statements)


def thirty_by_thirty() -> list[tuple[Statement, tuple[Segment, ...]]]:
    """An English and a Chinese side of thirty segments each."""
    english = [s for s, language in SENTENCES if language == "en"] * 6
    chinese = [s for s, language in SENTENCES if language == "zh"] * 6
    return [
        side("US", "en", [(f"{s} {i}", "own") for i, s in enumerate(english)]),
        side("PRC", "zh", [(f"{s}{i}", "other") for i, s in enumerate(chinese)]),
    ]
