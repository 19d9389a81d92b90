"""What is known of a text is reported, and what is not known is not made up."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sample_comparison import sample
from sample_events import sample_event

from compare.comparison import Comparison
from compare.phrases.words import words
from compare.report import Preferences, export_comparison, export_event, render
from compare.report.content.brief.headline import event_finding, finding
from corpus.statements import Fidelity


def with_fidelity(result: Comparison, fidelity: Fidelity) -> Comparison:
    """The comparison with another word on what the text of the right side is."""
    source = result.right.source.model_copy(update={"fidelity": fidelity})
    return replace(result, right=result.right.model_copy(update={"source": source}))


@pytest.mark.parametrize(
    ("language", "notice", "cell"),
    [
        ("en", "It is not known whether the East text is the official one", "not known whether"),
        ("zh", "East文本是否为完整的官方原文不详", "是否原文不详"),
    ],
)
def test_a_text_of_which_nothing_is_known_is_reported_so(
    language: str, notice: str, cell: str
) -> None:
    unknown = with_fidelity(sample(), "unknown")
    for form in ("md", "html", "text"):
        report = render(unknown, form, Preferences.choose(language=language))
        assert notice in report, form
        assert cell in report, form
    verbatim = render(with_fidelity(sample(), "verbatim"), "md")
    assert "not known whether" not in verbatim


@pytest.mark.parametrize(
    ("language", "headline", "heading"),
    [
        ("en", "the excerpt of the East text leaves out", "that the excerpt of the East text"),
        ("zh", "East文本的节选未提及", "East文本的节选未提及、全文可能提及的语段"),
    ],
)
def test_what_an_excerpt_leaves_out_the_whole_text_may_hold(
    language: str, headline: str, heading: str
) -> None:
    whole, excerpt = (with_fidelity(sample(), f) for f in ("verbatim", "excerpt"))
    spoken = words(language)
    told = finding(export_comparison(excerpt), spoken)
    assert headline.casefold() in told.casefold()
    assert ("which the whole text may hold" in told) == (language == "en")
    assert headline.casefold() not in finding(export_comparison(whole), spoken).casefold()
    for form in ("md", "html", "text"):
        report = render(excerpt, form, Preferences.choose(language=language))
        assert heading in report, form


def test_the_headline_of_an_event_is_weakened_by_an_excerpt_too() -> None:
    result = sample_event()
    changed = {
        s.id: s.model_copy(update={"source": s.source.model_copy(update={"fidelity": "excerpt"})})
        for s in result.event.statements
    }
    pairs = tuple(
        replace(pair, left=changed[pair.left.id], right=changed[pair.right.id])
        for pair in result.pairs
    )
    event = result.event.model_copy(update={"statements": tuple(changed.values())})
    told = event_finding(export_event(replace(result, event=event, pairs=pairs)))
    assert "excerpt of the" in told.lower()
    assert "excerpt of the" not in event_finding(export_event(result)).lower()
