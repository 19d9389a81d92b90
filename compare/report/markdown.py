"""A comparison as Markdown: CommonMark with tables, all statement text escaped."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from compare.comparison import SIDES, SideName, other

from . import findings
from .escaping import markdown
from .export import EventExport, Export, TopicExport
from .findings import name, percent
from .palette import (
    CELL_MARKS,
    CELL_WORDS,
    FIDELITY_WORDS,
    GRADE_WORDS,
    KIND_WORDS,
    LEFT_OUT_NOTE,
    MARKS,
    STATUS_MEANINGS,
    STATUS_WORDS,
    STATUSES,
)


def write_markdown(result: Export | EventExport) -> str:
    """Markdown of a comparison or an event, ending with a newline."""
    lines = _event(result) if isinstance(result, EventExport) else _pair(result, 1)
    return "\n".join(lines).rstrip("\n") + "\n"


def _event(result: EventExport) -> Iterator[str]:
    names = findings.column_names(result)
    event = result.event
    yield from _head(1, markdown(event.title or event.id))
    facts = [str(event.date) if event.date else "", event.place]
    yield from _paragraph(", ".join(markdown(fact) for fact in facts if fact))
    yield from _paragraph(f"**{markdown(findings.event_finding(result))}**")
    yield from _head(2, "Topics by side")
    rows = [
        [
            _label(row.labels.en, row.labels.zh),
            *(
                f"{CELL_MARKS[cell.state]} {CELL_WORDS[cell.state]}"
                + (f" ({percent(cell.share)})" if cell.state == "raised" else "")
                for cell in row.cells
            ),
        ]
        for row in result.matrix.topics
    ]
    yield from _table(["Topic", *map(markdown, names)], rows)
    for pair in result.pairs:
        yield from _pair(pair, 2)


def _pair(result: Export, level: int) -> Iterator[str]:
    left, right = (markdown(name(result, side)) for side in SIDES)
    yield from _head(level, f"{left} and {right}")
    yield from _paragraph(f"**{markdown(findings.finding(result))}**")
    for warning in findings.warnings(result):
        yield from _paragraph(f"> **Note.** {markdown(warning)}")
    yield from _head(level + 1, "Sources")
    yield from _sources(result)
    yield from _head(level + 1, "How much of each text the other covers")
    yield from _coverage(result)
    yield from _topics(result, level + 1)
    for side in SIDES:
        yield from _left_out(result, other(side), level + 1)
    yield from _gaps(result, level + 1)
    yield from _shifts(result, level + 1)
    yield from _texts(result, level + 1)
    yield from _head(level + 1, "Method")
    yield from _paragraph(markdown(f"{LEFT_OUT_NOTE} {findings.expected_error(result)}"))
    yield from _paragraph(markdown(findings.method(result)))
    yield from _paragraph(f"Signature: {markdown(result.signature.string)}")


def _head(level: int, text: str) -> Iterator[str]:
    yield f"{'#' * level} {text}"
    yield ""


def _paragraph(text: str) -> Iterator[str]:
    if text:
        yield text
        yield ""


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    yield f"| {' | '.join(head)} |"
    yield f"|{' --- |' * len(head)}"
    for row in rows:
        yield f"| {' | '.join(row)} |"
    yield ""


def _label(en: str, zh: str) -> str:
    return " ".join(markdown(label) for label in (en, zh) if label)


def _quote(result: Export, side: SideName, index: int) -> str:
    return f"“{markdown(findings.passage(result, side, index))}”"


def _sources(result: Export) -> Iterator[str]:
    rows = []
    for side in SIDES:
        one = findings.statement(result, side)
        facts = (
            one.title,
            one.source.publisher or one.author,
            str(one.date) if one.date else "",
            FIDELITY_WORDS[one.source.fidelity],
            one.source.url,
        )
        rows.append([markdown(name(result, side)), *(markdown(fact) for fact in facts)])
    yield from _table(["Side", "Title", "Publisher", "Date", "Text", "Address"], rows)


def _coverage(result: Export) -> Iterator[str]:
    for side in SIDES:
        yield f"- {markdown(findings.coverage(result, side))}"
    yield ""
    rows = []
    tallies = [findings.tally(result, side) for side in SIDES]
    for status in STATUSES:
        word = f"{MARKS[status]} {STATUS_WORDS[status]}: {STATUS_MEANINGS[status]}"
        rows.append([markdown(word), *(str(tally.counts[status]) for tally in tallies)])
    heads = (f"Passages of {markdown(name(result, side))}" for side in SIDES)
    yield from _table(["Status", *heads], rows)


def _topics(result: Export, level: int) -> Iterator[str]:
    yield from _head(level, "What both raise")
    both = findings.topics(result, "both")
    yield from _topic_items(result, both, SIDES)
    for side in SIDES:
        yield from _head(level, f"What only the {markdown(name(result, side))} text raises")
        yield from _topic_items(result, findings.topics(result, findings.only(side)), (side,))
    unclear = findings.topics(result, "unclear")
    if unclear:
        yield from _head(level, "Topics of which it is unclear who raises them")
        yield from _topic_items(result, unclear, SIDES)


def _topic_items(
    result: Export, found: Sequence[TopicExport], sides: Sequence[SideName]
) -> Iterator[str]:
    if not found:
        yield "No topic of the codebook."
    for topic in found:
        shares = [
            f"{percent(getattr(topic.share, side))} of the {markdown(name(result, side))} text"
            for side in sides
            if getattr(topic.share, side)
        ]
        facts = ", ".join([*shares, f"certainty {percent(topic.confidence)}"])
        yield f"- **{_label(topic.labels.en, topic.labels.zh)}** ({facts})"
        for side in sides:
            index = findings.evidence(result, topic, side)
            if index is None:
                continue
            yield f"  - {markdown(name(result, side))}: {_quote(result, side, index)}"
            if len(sides) == 1:
                yield from _nearest(result, side, index)
    yield ""


def _nearest(result: Export, side: SideName, index: int) -> Iterator[str]:
    """The passage of the other side that comes nearest to a segment of this side."""
    near = findings.segments(result, side)[index].nearest
    if near is not None:
        far = other(side)
        yield f"  - nearest in {markdown(name(result, far))}: {_quote(result, far, near)}"


def _left_out(result: Export, side: SideName, level: int) -> Iterator[str]:
    found = findings.left_out(result, side)
    if not found:
        return
    side_name = markdown(name(result, side))
    yield from _head(level, f"Passages that the {side_name} text leaves out ({len(found)})")
    for index in found:
        segment = findings.segments(result, other(side))[index]
        yield f"- {percent(segment.p_left_out)}: {_quote(result, other(side), index)}"
        if segment.reason:
            yield f"  - why: {markdown(segment.reason)}"
        yield from _nearest(result, other(side), index)
    yield ""


def _gaps(result: Export, level: int) -> Iterator[str]:
    if not result.attribution_gaps:
        return
    yield from _head(level, "What a text says the other side said, and the other's own text lacks")
    for gap in sorted(result.attribution_gaps, key=lambda gap: -gap.probability):
        side = markdown(name(result, gap.side))
        quote = _quote(result, gap.side, gap.segment)
        sure = percent(gap.probability)
        yield f"- {side}, {markdown(gap.speaker)}: {quote} (certainty {sure})"
        yield from _nearest(result, gap.side, gap.segment)
    yield ""


def _shifts(result: Export, level: int) -> Iterator[str]:
    if not result.shifts:
        return
    yield from _head(level, "Where the wording shifts")
    rows = [
        [
            f"“{markdown(shift.left.text)}”" if shift.left else "",
            f"“{markdown(shift.right.text)}”" if shift.right else "",
            KIND_WORDS[shift.kind],
            GRADE_WORDS[shift.grade],
            markdown(shift.reason),
        ]
        for shift in result.shifts
    ]
    names = [markdown(name(result, side)) for side in SIDES]
    yield from _table([*names, "Kind", "Grade", "Why"], rows)


def _texts(result: Export, level: int) -> Iterator[str]:
    for side in SIDES:
        yield from _head(level, f"The {markdown(name(result, side))} text, passage by passage")
        rows = [
            [
                str(index + 1),
                f"{MARKS[segment.status]} {STATUS_WORDS[segment.status]}",
                " ".join(str(one + 1) for one in findings.linked(result, side, index)),
                markdown(findings.passage(result, side, index)),
            ]
            for index, segment in enumerate(findings.segments(result, side))
        ]
        far = markdown(name(result, other(side)))
        yield from _table(["No.", "Status", f"Linked in {far}", "Passage"], rows)
