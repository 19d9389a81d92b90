"""Reporters' questions at press conferences and briefings, and whose the answers are."""

from __future__ import annotations

from pathlib import Path

import pytest

import corpus
from compare.annotation.annotated import AnnotatedStatement
from compare.annotation.terms import load_terms
from compare.pipeline import statements
from compare.segmentation.segments import Segment, segment


def statement(text: str, side: str) -> corpus.Statement:
    return corpus.read(text.encode(), kind="text", side=side)


def heard(text: str, side: str) -> list[tuple[str, str]]:
    """Speaker and voice of each segment."""
    return [(s.speaker, s.voice) for s in segment(statement(text, side))]


def questions(text: str, side: str) -> list[bool]:
    return [s.voice == "reporter" for s in segment(statement(text, side))]


BRIEFINGS = {
    "department": (
        "US",
        "QUESTION: Will the ferry be stopped?\n\nMR ROWER: We have not stopped it.\n\n"
        "QUESTION: And the harbour?\n\nMR ROWER: (Laughter.) It is open.",
    ),
    "white house": (
        "US",
        "Q    Thanks. Will the ferry be stopped?\n\nMS. ROWER-LAKE:  I have nothing to preview.\n\n"
        "Q  And the harbour?\n\nMS. ROWER-LAKE:  It is open.",
    ),
    "letters": (
        "US",
        "Q: Will the ferry be stopped?\nA: It will sail on.\nQ: And the harbour?\nA: It is open.",
    ),
    "agencies": (
        "China",
        "AFP: Will the ferry be stopped?\n\nLin Example: We have not stopped it.\n\n"
        "China Daily: And the harbour?\n\nLin Example: It is open.",
    ),
    "bold": (
        "US",
        "**QUESTION:** Will the ferry be stopped?\n\n**SECRETARY ROWER:** No.\n\n"
        "**QUESTION:** And the harbour?\n\n**SECRETARY ROWER:** It is open.",
    ),
    "names of papers": (
        "India",
        "A. Example, The Hindu: Will the ferry be stopped?\n\n"
        "Shri B. Example, Official Spokesperson: No.\n\n"
        "Reporter (NHK): And the harbour?\n\nShri B. Example, Official Spokesperson: Open.",
    ),
    "journalists": (
        "中国",
        "路透社记者：渡轮会停航吗？\n毛例：我们没有停航。\n《某某日报》记者：港口呢？\n毛例：港口开放。",
    ),
    "spokesperson": (
        "中国",
        "某某社记者追问：渡轮会停航吗？\n外交部发言人毛例：没有停航。\n记者：港口呢？\n外交部发言人毛例：开放。",
    ),
    "question and answer": (
        "中国",
        "问：渡轮会停航吗？\n答：没有停航。\n追问：港口呢？\n答：港口开放。",
    ),
    "numbered": (
        "中国",
        "一、问：渡轮会停航吗？\n答：没有停航。\n二、问：港口呢？\n答：港口开放。",
    ),
    "traditional": (
        "中国",
        "中央社記者：渡輪會停航嗎？\n毛例：沒有停航。\n法新社記者：港口呢？\n毛例：港口開放。",
    ),
}


@pytest.mark.parametrize("form", BRIEFINGS)
def test_questions_are_told_from_answers(form: str) -> None:
    side, text = BRIEFINGS[form]
    lines = [line for line in text.splitlines() if line.strip()]
    found = segment(statement(text, side))
    for n, line in enumerate(lines):
        start = text.index(line)
        inside = [s for s in found if start <= s.start < start + len(line)]
        assert inside
        assert {s.voice == "reporter" for s in inside} == {n % 2 == 0}, line
        assert all(s.procedural for s in inside) or n % 2


def test_the_shared_press_conference(shared: Path) -> None:
    path = shared / "faults" / "reading" / "zh_press_conference.txt"
    found = segment(corpus.read(path, side="CN"))
    assert [(s.speaker, s.voice) for s in found][1:] == [("毛宁", "own"), ("毛宁", "own")]
    assert (found[0].voice, found[0].procedural) == ("reporter", True)


def test_a_turn_goes_on_to_the_next_label() -> None:
    text = (
        "QUESTION: I have two.\n\nWill the ferry be stopped?\n\nMR ROWER: No.\n\nWe need it.\n\n"
        "MODERATOR: Thank you all."
    )
    assert questions(text, "US") == [True, True, False, False, True]


def test_words_before_the_first_question_are_the_sides_own() -> None:
    text = "The ferry will sail on.\n\nQUESTION: Why?\n\nMR ROWER: People need it."
    assert questions(text, "US") == [False, True, False]


def test_who_answers_may_quote_others() -> None:
    text = (
        "记者：美方有何承诺？\n毛例：中方坚决反对。美方声称没有停航。"
        "习近平主席指出，渡轮很重要。\n案例一：渡轮。"
    )
    assert heard(text, "中国")[1:] == [
        ("毛例", "own"),
        ("美方声", "other"),
        ("习近平主席", "own"),
        ("毛例", "own"),
    ]


def test_guests_speak_for_their_side() -> None:
    text = (
        "PRESIDENT BIDEN: Welcome.\n\n"
        "PRIME MINISTER KISHIDA: (As interpreted.) The harbour is open.\n\n"
        "Q Mr. President, and the ferry?\n\nPRESIDENT BIDEN: It sails on."
    )
    voices = [voice for _, voice in heard(text, "US")]
    assert voices[0] == voices[-1] == "own"
    assert voices[1:-2] == ["other"] * len(voices[1:-2])
    assert voices[-2] == "reporter"


@pytest.mark.parametrize(
    "text",
    [
        "Taiwan: the two sides discussed it.\n\nTrade: they agreed on tariffs.",
        "The ministers met.\n\nNote to the press: none.\n\nQuestion of the island: no change.",
        "双方强调：应加强合作。\n王毅表示：中方愿同美方合作。\n环境部通报：空气转好。",
        "会议达成以下共识：\n一、贸易：双方同意降低关税。\n二、人文：扩大交流。",
    ],
)
def test_other_colons_make_no_questions(text: str) -> None:
    side = "US" if text.isascii() else "中国"
    assert not any(questions(text, side))


def test_a_question_raises_nothing_for_the_side() -> None:
    asked = "QUESTION: Will you sell arms to Taiwan?\n\nMR ROWER: The ferry sails on."
    other = "The two sides discussed Taiwan. The ferry will sail on."
    found = statements(statement(asked, "US"), statement(other, "PRC"))
    assert found.left_coverage[0].status == "procedural"
    assert [reason.kind for reason in found.left_coverage[0].reason] == ["question"]
    taiwan = next(topic for topic in found.topics if topic.id == "taiwan")
    assert taiwan.state == "right_only"


def test_a_question_counts_no_terms_and_no_tone() -> None:
    text = "QUESTION: Was it a candid talk on the Taiwan region?\n\nMR ROWER: The ferry sails on."
    asked = statement(text, "US")
    found = AnnotatedStatement(asked, segment(asked), load_terms())
    assert (found.uses, found.tones, found.acts) == ((), (), ())


def test_segments_say_who_asks() -> None:
    found = segment(statement(BRIEFINGS["department"][1], "US"))
    assert isinstance(found[0], Segment)
    assert found[0].speaker == "QUESTION"
