"""Tone: the same categories in both languages, counted where they describe the talks."""

from __future__ import annotations

from pathlib import Path

import pytest

from compare.annotation.annotated import AnnotatedStatement
from compare.annotation.terms import load_terms
from compare.segmentation.segments import Segment, segment
from compare.wording.tone import ToneProfile, tone
from corpus.statements import Statement
from tests.bench.tone import scores


def read(text: str, language: str = "") -> ToneProfile:
    language = language or ("en" if text.isascii() else "zh")
    statement = Statement(id="s", side="US", language=language, text=text)
    return tone(AnnotatedStatement(statement, segment(statement), load_terms()))


def words(text: str) -> list[str]:
    """The words of tone that count, as they stand, in order."""
    spans = sorted(span for word in read(text).words for span in word.spans)
    return [text[start:end] for start, end in spans]


def test_both_languages_share_categories() -> None:
    english = (
        "They had candid, in-depth and constructive talks. The Secretary stressed the grain. "
        "The Secretary urged restraint."
    )
    chinese = "双方进行了坦诚、深入、建设性的会谈。王毅强调粮食问题。王毅敦促各方克制。"
    one, other = read(english), read(chinese)
    assert {w.id for w in one.words} == {w.id for w in other.words} == {
        "candid", "in-depth", "constructive",
    }  # fmt: skip
    assert [(a.id, a.strength) for a in one.acts] == [(a.id, a.strength) for a in other.acts]
    assert {a.id: a.strength for a in one.acts} == {"stress": 4, "urge": 5}


@pytest.mark.parametrize(
    ("text", "counted"),
    [
        ("The two sides had a candid and constructive discussion on trade.",
         ["candid", "constructive"]),
        ("The talks were candid, constructive, and comprehensive.",
         ["candid", "constructive", "comprehensive"]),
        ("They spoke frankly about the strait.", ["frankly"]),
        ("Climate issues were discussed in depth.", ["in depth"]),
        ("A healthy, stable relationship serves both.", ["healthy", "stable"]),
        ("Our relationship with the East is extremely strong!", ["strong"]),
        ("They lodged a strong protest.", ["strong"]),
        ("They exchanged views in a friendly atmosphere.", ["friendly"]),
        ("双方进行了坦诚、深入、建设性的沟通。", ["坦诚", "深入", "建设性"]),
        ("会谈是务实、积极的。", ["务实", "积极"]),
        ("推动两国关系健康、稳定、可持续发展。", ["健康", "稳定", "可持续"]),
        ("两国关系十分重要。", ["重要"]),
        ("双方提出严正交涉。", ["严正"]),
    ],
)  # fmt: skip
def test_a_word_counts_where_it_describes_the_talks_or_the_relationship(
    text: str, counted: list[str]
) -> None:
    assert words(text) == counted


@pytest.mark.parametrize(
    "text",
    [
        "They agreed to buy American goods, and American firms will sell grain.",
        "As Presidents of two Great Nations, they will meet again.",
        "They welcomed healthy economic competition.",
        "They stressed the importance of stability in the strait.",
        "The rate was set pursuant to said Order.",
        "They upgraded the Comprehensive Strategic Partnership.",
        "They discussed critical minerals and key issues.",
        "They firmly oppose the sale, and will strongly respond.",
        "She supported strong growth and a sound economy.",
        "The talks were not constructive.",
        "此举造成严重伤害。",
        "双方重申和平与稳定的重要性。",
        "中方坚决反对，敦促立即停止。",
        "必须稳定中美双边关系。",
        "推动全面战略伙伴关系发展。",
        "双方达成重要共识，取得积极进展。",
        "今年对两国关系是非常重要的年份。",
        "去年底，两国领导人举行成功会晤，并深入交换意见。",
        "Last November the two leaders had candid and constructive talks.",
    ],
)
def test_a_word_that_describes_anything_else_does_not_count(text: str) -> None:
    assert words(text) == []


@pytest.mark.parametrize(
    ("text", "acts"),
    [
        ("The Secretary stressed the strait.", ["stress"]),
        ("王毅强调粮食问题。", ["stress"]),
        ("The rate was set pursuant to said Order.", []),
        ("Nothing was discussed concerning grain.", []),
        ("The United States bought grain.", []),
        ("The Secretary discussed grain with the Minister.", ["discuss"]),
        ("The Secretary expressed his condolences to the families.", []),
        ("The Secretary made clear that the policy has not changed.", ["affirm"]),
        (
            "The Secretary reaffirmed his support and emphasized that grain matters.",
            ["reiterate", "stress"],
        ),
        (
            "The Minister expressed regret over the sale, stressing that grain matters.",
            ["state", "stress"],
        ),
        ("The Secretary said that they had stressed the grain.", ["state"]),
        ("王毅阐述了中方立场，强调粮食问题，并敦促美方克制。", ["state", "stress", "urge"]),
        ("王毅介绍了成果。他表示，粮食很重要。", ["state"]),
        ("王毅指出，美方的报告说“美方重视，强调粮食”。", ["state"]),
        ("中方表示严重关切和坚决反对。", ["warn"]),
    ],
)
def test_a_speech_act_counts_where_a_speaker_speaks_by_it(text: str, acts: list[str]) -> None:
    assert [act.id for act in read(text).acts] == acts


@pytest.mark.parametrize(
    ("text", "counted"),
    [
        ("The two sides will maintain this important strategic channel of communication.",
         {"important", "strategic"}),
        ("推动中美关系重回健康稳定可持续轨道。", {"healthy", "stable", "sustainable"}),
        ("Both want a sustainable relationship.", {"sustainable"}),
        ("They had broad talks.", {"broad"}),
        ("双方进行了广泛的对话。", {"broad"}),
    ],
)  # fmt: skip
def test_a_word_stands_under_the_label_that_it_bears(text: str, counted: set[str]) -> None:
    assert {word.id for word in read(text).words} == counted


def test_counts_and_places() -> None:
    text = "双方進行了坦率的會談。雙方坦誠、深入交換意見。"
    result = read(text, "zh-Hant")
    assert [(w.id, w.count) for w in result.words] == [("candid", 2), ("in-depth", 1)]
    assert [text[s:e] for s, e in result.words[0].spans] == ["坦率", "坦誠"]


def test_text_outside_the_segments_does_not_count() -> None:
    statement = Statement(id="s", side="S", language="en", text="A candid talk. A candid talk.")
    result = tone(
        AnnotatedStatement(statement, (Segment(0, 14, 0, "", "own", False),), load_terms())
    )
    assert [w.count for w in result.words] == [1]
    assert tone(AnnotatedStatement(statement, (), load_terms())) == ToneProfile((), ())


def test_code_words_of_diplomacy_are_told_from_other_words_of_tone() -> None:
    """A code word describes an exchange; other words of tone, and acts, carry no code."""
    found = read("The Secretary urged candid talks, important and good talks, and stable ties.")
    assert {word.id: word.code for word in found.words} == {
        "candid": True, "important": False, "good": False, "stable": False,
    }  # fmt: skip
    assert not any(act.code for act in found.acts)
    assert {word.strength for word in found.words} == {0}


def test_the_most_frequent_comes_first_and_equals_in_order_of_name() -> None:
    found = read("Constructive talks. Candid talks. In-depth talks, candid, in-depth dialogue.")
    assert [(word.id, word.count) for word in found.words] == [
        ("candid", 2), ("in-depth", 2), ("constructive", 1),
    ]  # fmt: skip


def test_nineteen_in_twenty_counted_words_of_real_texts_describe_the_talks(shared: Path) -> None:
    found = scores(shared)
    assert set(found) == {"en", "zh"}
    for score in found.values():
        assert score.labelled == 150
        assert score.counted >= 90
        assert score.precision >= 0.95
