"""The values of one comparison that the template of the HTML page fills in."""

from __future__ import annotations

from typing import Any

from compare.comparison import SIDES, SideName, other
from compare.phrases.words import EN, Words
from compare.report.content import findings
from compare.report.content.document import joined
from compare.report.content.findings import name
from compare.report.content.note_text import shift_note
from compare.report.content.reason_text import segment_reason
from compare.report.content.sections import text_hash
from compare.report.escaping import line, visible
from compare.report.export.schema import Export, SegmentExport, TopicExport
from compare.report.figures.charts import state_words
from compare.report.palette import MARKS, STATE_TONES, STATUSES

View = dict[str, Any]

_LETTERS: dict[SideName, str] = {"left": "L", "right": "R"}
_HALF = 99  # of the 200 units of a butterfly of shares, less the line between its wings
_GAP = 3  # of the 1000 units of a bar, between its parts


def pair_view(result: Export, key: str, words: Words = EN) -> View:
    """Return all values the page shows of a comparison; ``key`` prefixes element ids."""
    by_state = [
        *findings.topics(result, "left_only"),
        *findings.topics(result, "right_only"),
        *findings.topics(result, "both"),
        *findings.topics(result, "denied"),
        *findings.topics(result, "unclear"),
    ]
    most = max([*_shares(result), 0.01])
    return {
        "key": key,
        "finding": line(findings.finding(result, words)),
        "warnings": [line(warning) for warning in findings.warnings(result, words)],
        "left": _side(result, "left", key, words),
        "right": _side(result, "right", key, words),
        "topics": [_topic(result, topic, key, most, words) for topic in by_state],
        "gaps": _gaps(result, key, words),
        "shifts": _shifts(result, words),
        "method": line(findings.method(result, words)),
        "error": line(findings.expected_error(result, words)),
        "signature": line(result.signature.string),
        "cited": [_citation(result, side) for side in SIDES],
    }


def paragraphs(
    text: str, segments: tuple[SegmentExport, ...]
) -> list[list[tuple[str, int | None]]]:
    """The whole text in its paragraphs: pieces, each with the index of its segment or None.

    What stands between segments is kept; only line ends between paragraphs are not.
    """
    result: list[list[tuple[str, int | None]]] = [[]]
    position, paragraph = 0, segments[0].paragraph if segments else 0
    for index, segment in enumerate(segments):
        gap = text[position : segment.start]
        if segment.paragraph != paragraph:
            before, _, gap = gap.partition("\n")
            result[-1].append((before, None))
            result.append([])
            paragraph = segment.paragraph
        result[-1] += [(gap, None), (text[segment.start : segment.end], index)]
        position = segment.end
    result[-1].append((text[position:], None))
    return [trimmed for pieces in result if (trimmed := _trim(pieces))]


def _trim(pieces: list[tuple[str, int | None]]) -> list[tuple[str, int | None]]:
    """Return the pieces without line ends at either end, and without empty ones."""
    kept = [(text, index) for text, index in pieces if text]
    while kept and kept[0][1] is None and not kept[0][0].strip("\r\n"):
        kept.pop(0)
    while kept and kept[-1][1] is None and not kept[-1][0].strip():
        kept.pop()
    if kept and kept[0][1] is None:
        kept[0] = (kept[0][0].lstrip("\r\n"), None)
    return kept


def _shares(result: Export) -> list[float]:
    return [share for topic in result.topics for share in (topic.share.left, topic.share.right)]


def _id(key: str, side: SideName, index: int) -> str:
    return f"{key}-{_LETTERS[side]}{index + 1}"


def _passage(result: Export, key: str, side: SideName, index: int) -> View:
    return {
        "id": _id(key, side, index),
        "number": index + 1,
        "lang": line(findings.statement(result, side).lang),
        "text": visible(findings.passage(result, side, index)),
    }


def _near(result: Export, key: str, side: SideName, index: int | None) -> View | None:
    return None if index is None else _passage(result, key, side, index)


def _side(result: Export, side: SideName, key: str, words: Words) -> View:
    statement = findings.statement(result, side)
    facts = (
        statement.source.publisher or statement.author,
        str(statement.date or ""),
        words.say(f"fidelity.{statement.source.fidelity}"),
    )
    url = line(statement.source.url)
    return {
        "name": line(name(result, side, words)),
        "lang": line(statement.lang),
        "title": line(statement.title),
        "facts": " · ".join(line(fact) for fact in facts if fact),
        "url": url,
        "linked": url.lower().startswith(("https://", "http://")),
        "hashes": [
            (words.say(f"fact.{key}"), line(digest))
            for key, digest in (
                ("sha256", statement.source.sha256),
                ("text_sha256", text_hash(statement)),
            )
            if digest
        ],
        "coverage": line(findings.coverage(result, side, words)),
        "parts": _parts(result, side, words),
        "left_out": _left_out(result, side, key, words),
        "paragraphs": [
            [
                {"id": "", "text": visible(text)}
                if index is None
                else _piece(result, side, index, key, words)
                for text, index in pieces
            ]
            for pieces in paragraphs(statement.text, findings.segments(result, side))
        ],
    }


def _parts(result: Export, side: SideName, words: Words) -> list[View]:
    """The parts of a bar, of 1000 units; the procedural text is counted but not drawn."""
    counted = findings.tally(result, side)
    parts, position = [], 0
    for status in STATUSES:
        part = 0.0 if status == "procedural" else counted.part(status)
        width = round(1000 * part)
        parts.append(
            {
                "status": status,
                "mark": MARKS[status],
                "word": words.say(f"status.{status}"),
                "count": counted.counts[status],
                "share": words.percent(part) if part else "",
                "x": position,
                "width": max(width - _GAP, 1) if width else 0,
            }
        )
        position += width
    return parts


def _piece(result: Export, side: SideName, index: int, key: str, words: Words) -> View:
    segment = findings.segments(result, side)[index]
    labels = {topic.id: line(findings.label(topic.labels, words)) for topic in result.topics}
    word = words.say(f"status.{segment.status}")
    certainty = ""
    if segment.status != "procedural":
        parts = {
            "covered": segment.p_covered,
            "partly": segment.p_partly,
            "left_out": segment.p_left_out,
        }
        certainty = ", ".join(
            f"{words.say(f'chance.{status}')} {words.percent(part)}"
            for status, part in parts.items()
        )
    far = other(side)
    # The last character is kept on one line with the mark that follows it.
    text = visible(findings.passage(result, side, index))
    return {
        "id": _id(key, side, index),
        "status": segment.status,
        "mark": MARKS[segment.status],
        "word": word,
        "label": f"{words.say('passage.number', number=index + 1).capitalize()}: {word}",
        "sure": certainty,
        "reason": joined(segment_reason(segment, result, words)),
        "speaker": line(segment.speaker),
        "topics": ", ".join(labels.get(topic, line(topic)) for topic in segment.topics),
        "links": " ".join(
            _id(key, far, far_index) for far_index in findings.linked(result, side, index)
        ),
        "near": "" if segment.nearest is None else _id(key, far, segment.nearest),
        "text": text[:-1],
        "tail": text[-1:],
    }


def _topic(result: Export, topic: TopicExport, key: str, most: float, words: Words) -> View:
    tone = STATE_TONES[topic.state]
    left, right = (round(_HALF * share / most) for share in (topic.share.left, topic.share.right))
    found = [(side, findings.evidence(result, topic, side)) for side in SIDES]
    return {
        "en": line(topic.labels.en),
        "zh": line(topic.labels.zh),
        "state": line(state_words(result, topic, words)),
        "tone": tone,
        "mark": MARKS[tone],
        "certainty": words.percent(topic.confidence),
        "left": words.percent(topic.share.left),
        "right": words.percent(topic.share.right),
        "left_x": _HALF - left,
        "left_width": left,
        "right_width": right,
        "evidence": [
            {"name": line(name(result, side, words)), "passage": _passage(result, key, side, index)}
            for side, index in found
            if index is not None
        ],
    }


def _left_out(result: Export, side: SideName, key: str, words: Words) -> list[View]:
    far = other(side)
    views = []
    for index in findings.left_out(result, side):
        segment = findings.segments(result, far)[index]
        views.append(
            {
                "sure": words.percent(segment.p_left_out),
                "reason": joined(segment_reason(segment, result, words)),
                "passage": _passage(result, key, far, index),
                "nearest": _near(result, key, side, segment.nearest),
            }
        )
    return views


def _gaps(result: Export, key: str, words: Words) -> list[View]:
    return [
        {
            "name": line(name(result, gap.side, words)),
            "other": line(name(result, other(gap.side), words)),
            "speaker": line(gap.speaker),
            "sure": words.percent(gap.probability),
            "passage": _passage(result, key, gap.side, gap.segment),
            "nearest": _near(result, key, other(gap.side), gap.nearest),
        }
        for gap in findings.gaps(result)
    ]


def _shifts(result: Export, words: Words) -> list[View]:
    return [
        {
            "left": visible(shift.left.text) if shift.left else "",
            "right": visible(shift.right.text) if shift.right else "",
            "kind": words.say(f"kind.{shift.kind}"),
            "grade": words.say(f"grade.{shift.grade}"),
            "reason": joined(shift_note(shift, result, words)),
        }
        for shift in result.shifts
    ]


def _citation(result: Export, side: SideName) -> str:
    statement = findings.statement(result, side)
    facts = (
        statement.source.publisher or statement.author or statement.side,
        f"“{statement.title}”" if statement.title else "",
        str(statement.date or ""),
        statement.source.url,
    )
    return ", ".join(line(fact) for fact in facts if fact)
