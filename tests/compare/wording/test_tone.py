"""Tone: the same categories in both languages, with their places."""

from __future__ import annotations

from compare.annotation.annotated import AnnotatedStatement
from compare.annotation.terms import load_terms
from compare.segmentation.segments import Segment
from compare.wording.tone import ToneProfile, tone
from corpus.statements import Statement


def read(text: str, language: str) -> ToneProfile:
    statement = Statement(id="s", side="S", language=language, text=text)
    return tone(
        AnnotatedStatement(statement, (Segment(0, len(text), 0, "", "own", False),), load_terms())
    )


def test_both_languages_share_categories() -> None:
    english = "They had candid, in-depth and constructive talks. She stressed X and urged Y."
    chinese = "双方进行了坦诚、深入、建设性的会谈。她强调甲，敦促乙。"
    one, other = read(english, "en"), read(chinese, "zh")
    assert {w.id for w in one.words} == {w.id for w in other.words} == {
        "candid", "in-depth", "constructive",
    }  # fmt: skip
    assert [(a.id, a.strength) for a in one.acts] == [(a.id, a.strength) for a in other.acts]
    assert {a.id: a.strength for a in one.acts} == {"stress": 4, "urge": 5}


def test_counts_and_places() -> None:
    text = "坦诚，坦率，開誠布公；深入。"
    result = read(text, "zh")
    assert [(w.id, w.count) for w in result.words] == [("candid", 3), ("in-depth", 1)]
    assert [text[s:e] for s, e in result.words[0].spans] == ["坦诚", "坦率", "開誠布公"]


def test_longer_wordings_that_are_no_tone() -> None:
    assert read("发出积极信号，全面战略伙伴关系", "zh").words == ()
    assert read("media professionals expressed deep concern", "en").words == ()


def test_text_outside_the_segments_does_not_count() -> None:
    statement = Statement(id="s", side="S", language="en", text="A candid talk. A candid talk.")
    result = tone(
        AnnotatedStatement(statement, (Segment(0, 14, 0, "", "own", False),), load_terms())
    )
    assert [w.count for w in result.words] == [1]
    assert tone(AnnotatedStatement(statement, (), load_terms())) == ToneProfile((), ())


def test_code_words_of_diplomacy_are_told_from_other_words_of_tone() -> None:
    """A code word describes an exchange; other words of tone, and acts, carry no code."""
    found = read("They had candid talks, took a firm stand on equality and urged calm.", "en")
    assert {word.id: word.code for word in found.words} == {
        "candid": True, "firm": False, "equal": False,
    }  # fmt: skip
    assert not any(act.code for act in found.acts)
    assert {word.strength for word in found.words} == {0}


def test_the_most_frequent_comes_first_and_equals_in_order_of_name() -> None:
    found = read("Constructive. Candid. In-depth, in-depth. Candid, candid. Constructive.", "en")
    assert [(word.id, word.count) for word in found.words] == [
        ("candid", 3), ("constructive", 2), ("in-depth", 2),
    ]  # fmt: skip


def test_only_words_that_describe_an_exchange_are_code_words() -> None:
    english = read("A candid, important and good talk on stable ties. She stressed it.", "en")
    assert {one.id: one.code for one in english.words} == {
        "candid": True, "important": False, "good": False, "stable": False,
    }  # fmt: skip
    assert [one.code for one in english.acts] == [False]
    chinese = read("坦诚、重要、良好、稳定。", "zh")
    assert {one.id: one.code for one in chinese.words} == {
        "candid": True, "important": False, "good": False, "stable": False,
    }  # fmt: skip


def test_strength_is_that_of_acts_alone() -> None:
    result = read("A candid talk. She noted, reiterated and warned.", "en")
    assert [one.strength for one in result.words] == [0]
    assert {one.id: one.strength for one in result.acts} == {"note": 1, "reiterate": 3, "warn": 6}
