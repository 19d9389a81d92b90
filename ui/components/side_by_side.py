"""The side-by-side reader: a comparison as data for the component, and the component itself."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import streamlit as st

from compare.comparison import SIDES, SideName, other
from compare.phrases.words import EN
from compare.report import Export
from compare.report.content.document import joined
from compare.report.content.findings import (
    label,
    linked,
    name,
    passages,
    segments,
    statement,
    tally,
)
from compare.report.content.note_text import shift_note
from compare.report.content.passages import passage_facts, statuses
from compare.report.escaping import show_controls, squeeze
from compare.report.export.schema import SegmentExport, TopicExport
from compare.report.palette import STATE_TONES
from ui.components import styles
from ui.components.blocks import contents
from ui.components.elements import locale
from ui.components.rows import rows
from ui.query_address import Address

_SCRIPTS = ("elements.js", "notes.js", "card.js", "lines.js", "reader.js")

_component = st.components.v2.component(
    "readouts_reader",
    html='<div class="reader"></div>',
    css=styles.stylesheet("reader.css"),
    js="\n".join(map(styles.static, _SCRIPTS)),
)

Run = dict[str, Any]
"""A stretch of text with the shift and the topics whose words it holds."""


@dataclass(frozen=True, slots=True)
class Marked:
    """A passage that was highlighted."""

    side: SideName
    segment: int
    note: str
    reader: str
    own: bool
    """Whether it is the visitor's, who may change it."""
    mark: str
    """Id of the highlight."""
    gone: bool = False
    """Whether it was taken out and can be put back."""


def show(
    export: Export,
    address: Address,
    key: str,
    on_change: Callable[[], None],
    marks: Sequence[Marked] | None,
    taken: int,
    on_mark: Callable[[], None],
    height: str = "68vh",
) -> None:
    """Mount the reader.

    Args:
        export: the comparison.
        address: what of it is picked out.
        key: of the component; its state has ``view`` and, for one run, ``mark``: requests in
            their order, each with its number and the :func:`identity` of what it is of.
        on_change: called when the visitor filters or picks a passage.
        marks: passages that are highlighted, or were in this session; None where none can be.
        taken: number of the last request to keep something that was taken; see ``on_mark``.
        on_mark: called when the visitor highlights a passage, changes a note, takes a highlight
            out or puts it back.
        height: of the texts, as a length in CSS.
    """
    data = payload(export)
    data["view"] = view(address)
    data["height"] = height
    data["marks"] = None if marks is None else [_mark(each) for each in marks]
    data["taken"] = taken
    _component(key=key, data=data, on_view_change=on_change, on_mark_change=on_mark)


def _mark(found: Marked) -> dict[str, Any]:
    return {
        "side": found.side,
        "index": found.segment,
        "note": show_controls(found.note),
        "reader": show_controls(found.reader),
        "own": found.own,
        "id": found.mark,
        "gone": found.gone,
    }


def view(address: Address) -> dict[str, Any]:
    """The part of an address that the reader shows and changes."""
    return {
        "statuses": list(address.statuses),
        "topic": address.topic,
        "passage": list(address.passage) if address.passage else None,
        "aligned": address.aligned,
    }


def payload(export: Export) -> dict[str, Any]:
    """All that the reader shows, as plain data; every string is shown as it is."""
    body = {
        "sides": {side: _side(export, side) for side in SIDES},
        "rows": _rows(export),
        "links": [
            {"left": list(link.left), "right": list(link.right), "probability": link.probability}
            for link in export.links
        ],
        "shifts": [
            {
                "link": shift.link,
                "left": show_controls(shift.left.text) if shift.left else "",
                "right": show_controls(shift.right.text) if shift.right else "",
                "what": _listed(EN.say(f"kind.{shift.kind}"), EN.say(f"grade.{shift.grade}")),
                "reason": joined(shift_note(shift, export, EN)),
            }
            for shift in export.shifts
        ],
        "topics": [_topic(export, topic) for topic in export.topics],
        "groups": [
            {
                "heading": heading,
                "topics": [topic.id for topic in found],
                "tone": _look(found[0]) if found else "",
            }
            for heading, found, _ in _left_first(export)
        ],
        "statuses": [
            {
                "id": one.status,
                "mark": one.mark,
                "word": one.word,
                "meaning": one.meaning,
                "count": sum(tally(export, side).counts[one.status] for side in SIDES),
            }
            for one in statuses(EN)
        ],
        "words": {
            "hint": EN.say("passage.hint"),
            "details": EN.say("passage.details"),
            "chances": EN.say("passage.chances"),
            "no_topic": EN.say("topics.no"),
            "nothing": EN.say("shift.nothing"),
            "copy": "Copy with source",
            "copied": "Copied",
            "refused": "Not copied: the browser refuses; mark the words and copy them",
            "quoted": ["“", "”"],
            "highlight": "Highlight",
            "highlighted": "highlighted",
            "marked": "Highlighted",
            "by": " by ",
            "note": "Note",
            "write_note": "Your note on this passage",
            "keep_note": "Keep the note",
            "cancel": "Cancel",
            "take_out": "Take out",
            "taken_out": "Taken out.",
            "undo": "Undo",
            "keep_first": "To highlight passages and note something on them, keep these "
            "statements in the library, above.",
            "published": "As published",
            "meaning": "Row by row",
        },
    }
    # The reader rebuilds itself only for another comparison, so focus and place survive a filter.
    return {**body, "id": identity(export)}


def identity(export: Export) -> str:
    """What tells a comparison from others: by its texts and how they are compared."""
    whole = f"{export.left.text}\n{export.right.text}\n{export.signature.string}"
    return hashlib.sha256(whole.encode("utf-8", "replace")).hexdigest()[:16]


def _rows(export: Export) -> list[list[list[int]]]:
    counts = (len(export.segments.left), len(export.segments.right))
    return [[list(left), list(right)] for left, right in rows(export.links, counts)]


def _listed(*words: str) -> str:
    return EN.say("list.comma").join(words)


def _topic(export: Export, topic: TopicExport) -> dict[str, Any]:
    return {
        "id": topic.id,
        "label": label(topic.labels),
        "zh": topic.labels.zh,
        "about": contents().topic_facts(export, topic, SIDES),
        "left": list(passages(topic, "left")),
        "right": list(passages(topic, "right")),
    }


def _left_first(export: Export) -> list[tuple[str, list[TopicExport], tuple[SideName, ...]]]:
    """Topics by who raises them, as the texts stand: of the left, of both, of the right, others."""
    both, left, right, *others = contents().topic_groups(export)
    return [left, both, right, *others]


def _look(topic: TopicExport) -> str:
    return STATE_TONES[topic.state].replace("_", "-")


def _side(export: Export, side: SideName) -> dict[str, Any]:
    account = statement(export, side)
    return {
        "name": show_controls(name(export, side)),
        "other": show_controls(name(export, other(side))),
        "title": show_controls(account.title),
        "lang": locale(account.text, account.lang),
        "paragraphs": list(_paragraphs(export, side)),
        "segments": [_segment(export, side, i) for i in range(len(segments(export, side)))],
    }


def _paragraphs(export: Export, side: SideName) -> Iterator[list[int | str]]:
    """Paragraphs as indices of segments and the text between them, with nothing left out."""
    text, offset, paragraph = statement(export, side).text, 0, 0
    content: list[int | str] = []
    for index, segment in enumerate(segments(export, side)):
        between = text[offset : segment.start]
        if segment.paragraph != paragraph and content:
            before, after = _break(between)
            yield [*content, show_controls(before)]
            content, between = [], after
        content += [show_controls(between.lstrip("\n") if not content else between), index]
        paragraph, offset = segment.paragraph, segment.end
    yield [*content, show_controls(text[offset:].rstrip())]


def _break(between: str) -> tuple[str, str]:
    """What stands between two segments, without the line ends that part the paragraphs."""
    before, _, after = between.partition("\n")
    return before.rstrip(), after.lstrip("\n")


def _segment(export: Export, side: SideName, index: int) -> dict[str, Any]:
    segment = segments(export, side)[index]
    facts = passage_facts(export, side, index, EN)
    content, far = contents(), name(export, other(side))
    links = [k for k, link in enumerate(export.links) if index in getattr(link, side)]
    speaker = content.lead(EN.say("passage.speaker")) + facts.speaker
    return {
        "status": segment.status,
        "sure": facts.chances,
        "reason": facts.reason,
        "speaker": speaker if facts.speaker else "",
        "source": _source(export, side, segment.paragraph),
        "topics": list(segment.topics),
        "nearest": segment.nearest,
        "near": content.lead(EN.say("nearest", side=far)).strip(),
        "links": links,
        "linked": _linked(export, side, index, links),
        "runs": list(_runs(export, side, segment)),
    }


def _source(export: Export, side: SideName, paragraph: int) -> str:
    """Whose words they are, when they were published, in which paragraph, and by whom."""
    account = statement(export, side)
    known = [
        name(export, side),
        str(account.date or ""),
        f"“{squeeze(account.title)}”" if account.title else "",
        account.source.publisher,
        f"paragraph {paragraph + 1}",
        account.source.url,
    ]
    return _listed(*(show_controls(part) for part in known if part))


def _linked(export: Export, side: SideName, index: int, links: list[int]) -> str:
    """With which passages of the other side a segment is linked; empty for none."""
    if not links:
        return ""
    content = contents()
    numbers = [
        EN.say("passage.number", number=far_index + 1) for far_index in linked(export, side, index)
    ]
    share = EN.certainty(max(export.links[k].probability for k in links))
    lead = content.lead(EN.say("table.linked", side=name(export, other(side))))
    return lead + _listed(*numbers) + content.aside(EN.say("topic.certainty", share=share))


def _runs(export: Export, side: SideName, segment: SegmentExport) -> Iterator[Run]:
    """The text of a segment, cut where a shift or the name of a topic begins or ends."""
    text = statement(export, side).text
    spans: list[tuple[int, int, str, int | str]] = []
    for number, shift in enumerate(export.shifts):
        wording = getattr(shift, side)
        if wording and wording.start is not None and wording.end is not None:
            spans.append((wording.start, wording.end, "shift", number))
    for mention in segment.mentions:
        spans += [(start, end, "topic", mention.topic) for start, end in mention.name_spans]
    spans = [s for s in spans if s[0] < segment.end and s[1] > segment.start]
    inside = {min(max(at, segment.start), segment.end) for s in spans for at in s[:2]}
    for start, end in pairwise(sorted(inside | {segment.start, segment.end})):
        here = [s for s in spans if s[0] <= start and s[1] >= end]
        yield {
            "text": show_controls(text[start:end]),
            "shifts": [what for _, _, kind, what in here if kind == "shift"],
            "topics": [what for _, _, kind, what in here if kind == "topic"],
        }
