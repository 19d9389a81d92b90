"""Templates of the user's own, in Jinja2: what they may name."""

from __future__ import annotations

from typing import Any

from compare.comparison import SIDES, other
from compare.report.bundle import Bundle
from compare.report.content import findings
from compare.report.content.bibliography import bibtex
from compare.report.content.brief import headline
from compare.report.content.document import joined
from compare.report.content.methods import paragraphs, reproduce
from compare.report.content.passages import segment_reason
from compare.report.escaping import line
from compare.report.export.schema import Export
from compare.report.figures.charts import state_words
from compare.report.preferences import Preferences
from compare.report.writers.template_process import made_by


def fill(bundle: Bundle, preferences: Preferences, report: str, *, autoescape: bool) -> str:
    """The user's own template, filled; ``report`` is what would be written without it.

    Raises:
        WriteError: there is no such template, or it fails.
    """
    path = preferences.template
    assert path is not None
    names = context(bundle, preferences, report)
    return made_by(path, "text", context=names, autoescape=autoescape).decode("utf-8")


def context(bundle: Bundle, preferences: Preferences, report: Any) -> dict[str, Any]:
    """What a template may name; statement text is inert, on one line."""
    words = preferences.words
    pairs = bundle.pairs
    return {
        "report": report,
        "title": line(bundle.title(words)),
        "date": str(bundle.date or ""),
        "language": words.language,
        "note": words.say("note.left_out"),
        "warnings": list(
            dict.fromkeys(line(text) for pair in pairs for text in findings.warnings(pair, words))
        ),
        "pairs": [_pair(pair, preferences) for pair in pairs],
        "method": [line(text) for text in paragraphs(bundle, words)],
        "bibtex": bibtex(pairs, words),
        "signature": line(pairs[0].signature.string),
        "command": line(preferences.command or reproduce(bundle, preferences)),
        "version": line(pairs[0].signature.version),
        "exports": [pair.model_dump(mode="json", by_alias=True) for pair in pairs],
    }


def _pair(result: Export, preferences: Preferences) -> dict[str, Any]:
    words = preferences.words
    values: dict[str, Any] = {
        "finding": line(headline.finding(result, words)),
        "topics": [
            {
                "id": topic.id,
                "label": findings.label(topic.labels, words),
                "state": topic.state,
                "raised_by": line(state_words(result, topic, words)),
                "left": words.percent(topic.share.left),
                "right": words.percent(topic.share.right),
                "certainty": words.certainty(topic.confidence),
            }
            for topic in result.topics
        ],
    }
    for side in SIDES:
        statement, far = findings.statement(result, side), other(side)
        values[side] = {
            "name": line(findings.name(result, side, words)),
            "title": line(statement.title),
            "publisher": line(statement.source.publisher),
            "date": str(statement.date or ""),
            "url": line(statement.source.url),
            "sha256": line(statement.source.sha256),
            "fidelity": words.say(f"fidelity.{statement.source.fidelity}"),
            "coverage": line(findings.coverage(result, side, words)),
            "left_out": [
                {
                    "text": line(findings.passage(result, far, index)),
                    "probability": findings.segments(result, far)[index].p_left_out,
                    "reason": joined(
                        segment_reason(findings.segments(result, far)[index], result, words)
                    ),
                }
                for index in findings.left_out(result, side)
            ],
            "passages": [
                {"text": line(findings.passage(result, side, index)), "status": segment.status}
                for index, segment in enumerate(findings.segments(result, side))
            ],
        }
    return values
