"""A denial is no mention: what was not discussed, and what is said in the negative."""

from __future__ import annotations

import csv

import pytest
from tree import TESTS

from compare.segmentation.segments import Segment, segment
from compare.topics.codebook import load_codebook
from compare.topics.denial import denied_spans, denied_topics, is_denied
from compare.topics.detection import detect_all
from compare.topics.names import find_names
from compare.topics.summary import summarise
from compare.topics.types import Topic
from corpus.statements import Statement

BOOK = load_codebook()
with (TESTS / "gold" / "denials.tsv").open(encoding="utf-8", newline="") as _file:
    SENTENCES = list(csv.DictReader(_file, delimiter="\t", quoting=csv.QUOTE_NONE))


def statement(text: str, side: str, language: str) -> Statement:
    return Statement(id=side, side=side, language=language, text=text)


def topics(left: str, right: str, language: str = "en") -> dict[str, Topic]:
    """The topics of two texts, by names alone."""
    sides = [statement(left, "A", language), statement(right, "B", language)]
    cut = [segment(side) for side in sides]
    found = [detect_all(*pair, BOOK).mentions for pair in zip(sides, cut, strict=True)]
    told = summarise(sides[0], cut[0], found[0], sides[1], cut[1], found[1], BOOK)
    return {topic.id: topic for topic in told}


def test_the_table_holds_both_languages_and_four_kinds() -> None:
    assert len(SENTENCES) == 120
    kinds = {(row["lang"], row["kind"]) for row in SENTENCES}
    assert len(kinds) == 8


@pytest.mark.parametrize("row", SENTENCES, ids=[f"line {n}" for n in range(2, 122)])
def test_a_denial_is_told_from_a_mention_and_a_position(row: dict[str, str]) -> None:
    text = row["text"]
    hits = [hit for hit in find_names(text, BOOK) if hit.topic == row["topic"]]
    assert hits, "the sentence names the topic"
    denied = denied_topics(text, row["lang"], Segment(0, len(text), 0, "", "own", False), hits)
    assert (row["topic"] in denied) == (row["answer"] == "denied")


@pytest.mark.parametrize(
    ("language", "text", "denied"),
    [
        ("en", "They discussed trade, but Taiwan did not come up.", {"Taiwan"}),
        ("en", "They discussed trade and Taiwan was not mentioned.", {"Taiwan"}),
        ("en", "Taiwan, Ukraine and Iran were not discussed.", {"Taiwan", "Ukraine", "Iran"}),
        ("en", "They did not discuss Taiwan or Iran, but spoke of Ukraine.", {"Taiwan", "Iran"}),
        ("en", "The readout made no mention of Taiwan.", set()),
        ("en", "They did not only discuss Taiwan.", set()),
        ("en", "They did not raise tariffs on Iran.", set()),
        ("en", "They have not raised tariffs on Iran.", set()),
        ("en", "They have never raised import duties on Iran.", set()),
        ("en", "Neither side raised its tariffs on Iran.", set()),
        ("en", "Neither side raised Iran.", {"Iran"}),
        ("en", "There can be no discussion of Taiwan.", set()),
        ("en", "There was no discussion of Taiwan.", {"Taiwan"}),
        ("zh", "双方讨论了乌克兰，没有谈及台湾。", {"台湾"}),
        ("zh", "双方没有谈及台湾，讨论了乌克兰。", {"台湾"}),
        ("zh", "声明没有提及台湾。", set()),
        ("zh", "双方有没有讨论台湾？", set()),
        ("zh", "雙方沒有談及臺灣。", {"臺灣"}),
    ],
)
def test_a_denial_reaches_to_the_end_of_its_clause(
    language: str, text: str, denied: set[str]
) -> None:
    spans = denied_spans(text, language)
    names = ("Taiwan", "Ukraine", "Iran", "台湾", "臺灣", "乌克兰")
    places = {name: text.find(name) for name in names if name in text}
    found = {n for n, start in places.items() if is_denied(spans, start, start + len(n))}
    assert found == denied


def test_another_language_denies_nothing() -> None:
    assert denied_spans("Тайвань не обсуждался.", "ru") == ()


def test_a_topic_that_one_side_denies_is_left_out_by_nobody() -> None:
    left = "They did not speak of Taiwan. They discussed tariffs."
    both = topics(left, "The ministers discussed Taiwan and tariffs.")
    assert (both["taiwan"].state, both["taiwan"].left, both["taiwan"].denied) == (
        "denied",
        (),
        ((0,), ()),
    )
    assert both["trade"].state == "both"
    alone = topics(left, "The ministers discussed tariffs.")
    assert alone["taiwan"].state == "denied"
    mirrored = topics("The ministers discussed tariffs.", left)
    assert mirrored["taiwan"].denied == ((), (0,))
    assert mirrored["taiwan"].confidence == alone["taiwan"].confidence


def test_a_denial_takes_no_share_of_what_the_segment_raises() -> None:
    found = topics("They discussed trade, and Taiwan did not come up.", "They discussed trade.")
    assert found["taiwan"].state == "denied"
    assert found["trade"].share == (1.0, 1.0)
    assert found["taiwan"].share == (0.0, 0.0)


def test_a_side_that_raises_a_topic_elsewhere_does_not_deny_it() -> None:
    left = "Taiwan did not come up over dinner. In the morning they discussed Taiwan."
    found = topics(left, "The ministers discussed tariffs.")
    assert (found["taiwan"].state, found["taiwan"].left) == ("left_only", (1,))
    assert found["taiwan"].denied == ((0,), ())
