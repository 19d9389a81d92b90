"""The parts of a report that quote: topics, what is left out, gaps, shifts, the texts whole."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from compare.comparison import SIDES, SideName, other
from compare.report.content import findings
from compare.report.content import terms_and_tone as manner
from compare.report.content.context import Context
from compare.report.content.document import (
    Block,
    Figure,
    Heading,
    Paragraph,
    Run,
    Runs,
    Table,
    plain,
    quote,
)
from compare.report.content.note_text import shift_note
from compare.report.content.passages import segment_reason
from compare.report.escaping import line
from compare.report.export.schema import Export, TopicExport
from compare.report.export.wording import WordingExport
from compare.report.figures.charts import alignment_map
from compare.report.palette import MARKS


def tell(context: Context, result: Export, level: int) -> Iterator[Block]:
    """Yield every part that quotes the statements, except the topics."""
    has = context.preferences.has
    if has("left_out"):
        for side in SIDES:
            yield from _left_out(context, result, other(side), level)
    if has("gaps") and result.attribution_gaps:
        yield from gaps(context, result, level)
    if has("shifts") and result.shifts:
        yield from _shifts(context, result, level)
    yield from manner.tell(context, result, level)
    if has("texts"):
        yield context.heading(level, context.words.say("head.map"), "texts")
        yield Figure(alignment_map(result, context.words), context.words.say("figure.map"))
        for side in SIDES:
            yield from _text(context, result, side, level)


def tell_topics(context: Context, result: Export, level: int) -> Iterator[Block]:
    """Yield the topics by who raises them, each with its best evidence."""
    for heading, found, sides in context.topic_groups(result):
        yield Heading(level, heading)
        yield from _items(context, result, found, sides)


def _items(
    context: Context,
    result: Export,
    found: Sequence[TopicExport],
    sides: Sequence[SideName],
) -> Iterator[Block]:
    say = context.words.say
    if not found:
        yield Paragraph(plain(say("topics.none")))
    for topic in found:
        named = context.topic(topic.labels.en, topic.labels.zh)
        aside = context.aside(context.topic_facts(result, topic, sides))
        yield Paragraph((*named, Run(aside)), "item")
        for side in sides:
            index = findings.evidence(result, topic, side)
            if index is None:
                continue
            name = context.name(result, side)
            lead = context.lead(name, say("passage.number", number=index + 1))
            yield Paragraph((Run(lead), context.passage(result, side, index)), "subitem")
            if len(sides) == 1:
                yield from _nearest(context, result, side, index)


def _nearest(context: Context, result: Export, side: SideName, index: int) -> Iterator[Block]:
    """The passage of the other side that comes nearest to a segment of this side."""
    near = findings.segments(result, side)[index].nearest
    if near is not None:
        far = other(side)
        sentence = context.words.say("nearest", side=context.name(result, far))
        number = context.words.say("passage.number", number=near + 1)
        lead = Run(context.lead(sentence, number), "quiet")
        yield Paragraph((lead, context.passage(result, far, near)), "subitem")


def _left_out(context: Context, result: Export, side: SideName, level: int) -> Iterator[Block]:
    found = findings.left_out(result, side)
    yield left_out_heading(context, result, side, level, len(found))
    yield from left_out_items(context, result, side, found)


def left_out_heading(
    context: Context, result: Export, side: SideName, level: int, count: int
) -> Heading:
    """Return the heading of the passages that a side leaves out."""
    heading = line(findings.left_out_heading(result, side, count, context.words))
    return context.heading(level, heading, "left_out")


def left_out_items(
    context: Context, result: Export, side: SideName, indices: Sequence[int]
) -> Iterator[Block]:
    """Yield passages of the other side that this side leaves out, or says that there are none."""
    say = context.words.say
    if not indices:
        yield Paragraph(plain(say("left_out.none")))
    for index in indices:
        segment = findings.segments(result, other(side))[index]
        certainty = Run(f"{context.sure(result, segment.p_left_out)} ", "strong")
        number = context.lead(say("passage.number", number=index + 1))
        yield Paragraph(
            (certainty, Run(number, "quiet"), context.passage(result, other(side), index)), "item"
        )
        if segment.reason:
            reason = Run(context.lead(say("why")), "quiet")
            yield Paragraph((reason, *segment_reason(segment, result, context.words)), "subitem")
        yield from _nearest(context, result, other(side), index)


def gaps(context: Context, result: Export, level: int) -> Iterator[Block]:
    """Yield what a text says the other side said, and the other's own text lacks."""
    say = context.words.say
    yield context.heading(level, say("head.gaps"), "gaps")
    for gap in findings.gaps(result):
        certainty = Run(f"{context.sure(result, gap.probability)} ", "strong")
        side = context.name(result, gap.side)
        speaker = line(gap.speaker)
        attribution = say("gap", side=side, speaker=speaker) if speaker else side
        body = context.passage(result, gap.side, gap.segment)
        yield Paragraph((certainty, Run(context.lead(attribution)), body), "item")
        yield from _nearest(context, result, gap.side, gap.segment)


def _shifts(context: Context, result: Export, level: int) -> Iterator[Block]:
    say = context.words.say
    yield context.heading(level, say("head.shifts"), "shifts")
    rows = tuple(
        (
            _wording(shift.left, result, "left"),
            _wording(shift.right, result, "right"),
            plain(say(f"kind.{shift.kind}")),
            plain(say(f"grade.{shift.grade}")),
            shift_note(shift, result, context.words),
        )
        for shift in result.shifts
    )
    names = (context.name(result, side) for side in SIDES)
    heads = (*names, say("table.kind"), say("table.grade"), say("table.why"))
    yield Table(heads, rows, (4, 4, 2, 2, 6), say("head.shifts"))


def _wording(wording: WordingExport | None, result: Export, side: SideName) -> Runs:
    if wording is None:
        return ()
    return (quote(wording.text, line(findings.statement(result, side).lang)),)


def _text(context: Context, result: Export, side: SideName, level: int) -> Iterator[Block]:
    say = context.words.say
    lang = line(findings.statement(result, side).lang)
    title = say("head.texts", side=context.name(result, side))
    yield context.heading(level, title, "text")
    rows = tuple(
        (
            plain(str(index + 1)),
            (Run(MARKS[segment.status], "mark"), Run(f" {say(f'status.{segment.status}')}")),
            plain(
                ", ".join(str(far_index + 1) for far_index in findings.linked(result, side, index))
            ),
            (Run(line(findings.passage(result, side, index)), lang=lang),),
        )
        for index, segment in enumerate(findings.segments(result, side))
    )
    far = context.name(result, other(side))
    heads = (
        say("table.number"),
        say("table.status"),
        say("table.linked", side=far),
        say("table.passage"),
    )
    yield Table(heads, rows, (1, 3, 2, 11), title)
