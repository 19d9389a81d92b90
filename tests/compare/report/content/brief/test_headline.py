"""The headline: topics in words that fit a sentence, the surest first, nothing doubtful."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sample_comparison import sample
from sample_events import sample_event

from compare.phrases.words import words
from compare.report import export_comparison, export_event
from compare.report.content.brief.headline import event_finding, finding
from compare.report.content.findings import ranked
from compare.topics.codebook import load_codebook
from compare.topics.types import Topic


def topic(number: int, confidence: float, share: float = 0.1) -> Topic:
    """A topic that the left raises, whose words in a sentence are not its label."""
    return Topic(
        f"t{number}",
        (("en", f"Heading {number}"), ("zh", f"标题{number}")),
        (1,),
        (),
        "left_only",
        confidence,
        (share, 0.0),
        (0.0, None),
        running_text=(("en", f"words {number}"), ("zh", f"词语{number}")),
    )


def test_a_topic_less_certain_than_the_line_is_not_in_the_headline() -> None:
    one = sample()
    assert finding(export_comparison(one)) == (
        "The East text leaves out Northern strait; the West text leaves out Mutual respect; "
        "both raise Trade and Lines of contact."
    )
    strict = replace(one, signature=replace(one.signature, settings=(("max_error", 0.05),)))
    assert finding(export_comparison(strict)) == (
        "The East text leaves out Northern strait; both raise Trade."
    )
    assert finding(export_comparison(replace(one, topics=()))) == (
        "Neither text raises a topic of the codebook."
    )
    unclear = tuple(topic for topic in one.topics if topic.state == "unclear")
    assert finding(export_comparison(replace(one, topics=unclear))) == (
        "Which topics either text leaves out is unclear."
    )
    assert finding(export_comparison(replace(one, topics=(topic(1, 0.89),)))) == (
        "Which topics either text leaves out is unclear."
    )


def test_topics_are_called_by_words_for_a_sentence_the_surest_first() -> None:
    found = (topic(1, 0.91), topic(2, 0.99, 0.1), topic(3, 0.994, 0.3))
    export = export_comparison(replace(sample(), topics=found))
    assert finding(export) == "The East text leaves out words 3, words 2 and words 1."
    assert finding(export, words("zh")) == "East文本未提及词语3、词语2和词语1。"
    assert [t.id for t in ranked(export)] == ["t3", "t2", "t1"]


def test_many_topics_are_counted() -> None:
    found = tuple(topic(number, 0.99 - number / 100) for number in range(8))
    export = export_comparison(replace(sample(), topics=found))
    assert finding(export) == (
        "The East text leaves out 8 topics, among them words 0, words 1, words 2, words 3 and "
        "words 4."
    )
    assert "8个议题，包括词语0" in finding(export, words("zh"))


def test_an_event_names_nothing_doubtful_either() -> None:
    event = sample_event()
    assert event_finding(export_event(event)) == (
        "The West text leaves out Mutual respect; the East text leaves out Northern strait; "
        "the South text leaves out Mutual respect."
    )


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_topic_of_the_codebook_has_words_for_a_sentence(language: str) -> None:
    for entry in load_codebook().topics:
        said = dict(entry.running_text)[language]
        assert said.strip() == said != ""
        # A heading in capitals inside a sentence is what these words are for.
        first = said.split()[0]
        names = {"Taiwan", "Ukraine", "North", "Iran", "TikTok", "Hong", "European"}
        assert language == "zh" or first in names or first == first.lower(), said
