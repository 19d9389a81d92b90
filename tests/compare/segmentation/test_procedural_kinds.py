"""Sentences without substance, of any two states, and sentences like them that carry a point."""

from __future__ import annotations

import pytest

from compare.segmentation.segments import segment
from corpus.statements import Statement

PROCEDURAL = [
    ("UK", "en", "The Prime Minister spoke to President X of Y this afternoon."),
    ("UK", "en", "“The Prime Minister spoke to Russian President X this morning."),
    ("UK", "en", "The Prime Minister had a video call with the Chancellor."),
    ("UK", "en", "A further conversation followed in the evening."),
    ("Japan", "en", "The overview of the talk is as follows."),
    ("Singapore", "en", "They last met when Norway hosted the fair in Bergen."),
    ("UK", "en", "The Prime Minister welcomed the President to Downing Street this morning."),
    ("US", "en", "The Secretary congratulated the new Chancellor on her election victory."),
    ("UK", "en", "President X asked the Prime Minister to convey his best wishes to the Queen."),
    ("Russia", "en", "The leaders reviewed several pressing items on the agenda as well."),
    ("Israel", "en", "The conversation was very warm and friendly and went on for an hour."),
    ("Japan", "en", "It was a very good meeting."),
    ("Japan", "zh", "概要如下。"),
    ("PRC", "zh", "习近平欢迎特鲁多再次访华。"),
    ("PRC", "zh", "习近平祝贺斯塔默就任英国首相。"),
    ("PRC", "zh", "双方还就其他问题交换了意见。"),
]
SUBSTANCE = [
    ("UK", "en", "The Prime Minister spoke to President X about fish."),
    ("UK", "en", "The meeting followed up on the summit and its deal on fish."),
    ("Singapore", "en", "They exchanged views on major international and regional topics."),
    ("Singapore", "en", "He congratulated the President on the return of the island."),
    ("UK", "en", "President X congratulated him and they looked forward to a trade deal."),
    ("UK", "en", "The Prime Minister welcomed the steps that Norway has taken."),
    ("UK", "en", "It was a frank discussion about fish."),
    ("PRC", "zh", "双方还就地区和国际上共同关心的问题交换了意见。"),
    ("PRC", "zh", "习近平欢迎新方积极参加北京冬奥会。"),
    ("PRC", "zh", "中方祝贺日本成功举办奥运会。"),
]


def procedural(side: str, language: str, text: str) -> list[bool]:
    statement = Statement(id="s", side=side, language=language, text=text)
    return [found.procedural for found in segment(statement)]


@pytest.mark.parametrize(("side", "language", "text"), PROCEDURAL)
def test_a_sentence_without_substance_is_procedural(side: str, language: str, text: str) -> None:
    assert procedural(side, language, text) == [True]


@pytest.mark.parametrize(("side", "language", "text"), SUBSTANCE)
def test_a_sentence_with_a_point_is_not(side: str, language: str, text: str) -> None:
    assert procedural(side, language, text) == [False]
