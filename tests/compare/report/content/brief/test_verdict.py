"""What is said of each text agrees with its passages, and with the headline."""

from __future__ import annotations

import pytest
from sample_comparison import sample

from compare.comparison import SIDES
from compare.phrases.words import Words, words
from compare.report import Export, export_comparison
from compare.report.content.brief.verdict import parts, verdict


@pytest.fixture(scope="module")
def export() -> Export:
    return export_comparison(sample())


def without_left_out(export: Export) -> Export:
    """The same, with no passage certain enough."""
    segments = {
        side: [
            segment.model_copy(
                update={"status": "unclear" if segment.status == "left_out" else segment.status}
            )
            for segment in getattr(export.segments, side)
        ]
        for side in SIDES
    }
    sides = export.segments.model_copy(update={s: tuple(found) for s, found in segments.items()})
    return export.model_copy(update={"segments": sides})


def test_the_parts_are_the_whole_substance(export: Export) -> None:
    for side in SIDES:
        found = parts(export, side)
        substance = [s for s in getattr(export.segments, side) if s.status != "procedural"]
        assert sum(part.count for part in found) == len(substance)
        if found:
            assert sum(part.share for part in found) == pytest.approx(1)


@pytest.mark.parametrize("said", [words("en"), words("zh")], ids=["en", "zh"])
def test_a_topic_of_the_headline_is_never_left_without_its_passages(
    export: Export, said: Words
) -> None:
    unsure = without_left_out(export)
    confident = [
        topic.model_copy(update={"confidence": 0.99}) if topic.state == "left_only" else topic
        for topic in unsure.topics
    ]
    told = verdict(unsure.model_copy(update={"topics": tuple(confident)}), "left", said)
    if any(topic.state == "left_only" for topic in confident):
        start = said.say("verdict.topics", topics="|", passages="|").partition("|")[0]
        assert start in told
    assert "%" not in told, "no share of what is not called left out"
