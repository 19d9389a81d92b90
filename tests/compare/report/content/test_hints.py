"""What is less than nine in ten certain is a hint, whatever line was drawn."""

from __future__ import annotations

import pytest
from sample_comparison import sample

from compare.phrases.words import EN
from compare.report import Preferences, render
from compare.report.content.brief.headline import certain_from, finding, on_hints
from compare.report.content.context import Context
from compare.report.export.conversion import export_comparison
from compare.report.export.schema import Export


def drawn(max_error: float, confidence: float) -> Export:
    """The sample with a line, and all its topics as certain as told."""
    whole = export_comparison(sample())
    settings = whole.signature.settings | {"max_error": max_error}
    topics = tuple(t.model_copy(update={"confidence": confidence}) for t in whole.topics)
    signature = whole.signature.model_copy(update={"settings": settings})
    return whole.model_copy(update={"signature": signature, "topics": topics})


@pytest.mark.parametrize(("max_error", "line"), [(0.05, 0.95), (0.1, 0.9), (0.15, 0.9), (0.4, 0.9)])
def test_a_line_makes_it_stricter_and_never_looser(max_error: float, line: float) -> None:
    assert certain_from(drawn(max_error, 0.9).signature) == line


@pytest.mark.parametrize("max_error", [0.1, 0.15, 0.4])
def test_at_nine_in_ten_it_is_a_statement_and_below_a_hint(max_error: float) -> None:
    unclear = EN.sentence([EN.say("finding.unclear")])
    for confidence, is_statement in ((0.9, True), (0.89, False), (0.86, False)):
        result = drawn(max_error, confidence)
        assert (finding(result) != unclear) == is_statement
        context = Context(Preferences())
        facts = context.topic_facts(result, result.topics[0], ("left", "right"))
        assert ("a hint" in facts) != is_statement


def test_reports_say_from_where_on() -> None:
    result = drawn(0.15, 0.9)
    assert "less than 90% certain" in on_hints(result.signature, EN)
    assert "less than 95% certain" in on_hints(drawn(0.05, 0.9).signature, EN)
    assert on_hints(export_comparison(sample()).signature, EN) in render(sample(), "md")
