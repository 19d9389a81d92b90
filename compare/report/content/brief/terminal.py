"""The short report, for a terminal: findings with their passages, and no tables or figures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from compare.comparison import SIDES, SideName, other
from compare.report.content import findings, judged
from compare.report.content.brief import headline
from compare.report.content.context import Context
from compare.report.content.document import Block, Heading, Paragraph, Run, Runs, plain, quote
from compare.report.content.note_text import shift_note
from compare.report.content.passages import segment_reason
from compare.report.escaping import line
from compare.report.export.schema import AttributionGapExport, EventExport, Export, TopicExport
from compare.report.export.wording import ShiftExport
from compare.report.palette import CELL_MARKS
from compare.report.preferences import Preferences

_PERCENT = ("99%",)
"""The column of the probabilities."""


def event_blocks(result: EventExport, preferences: Preferences) -> Iterator[Block]:
    """Yield the findings on an event as a whole; for its pairs see :func:`pair_blocks`."""
    words, event = preferences.words, result.event
    facts = (event.title or event.id, str(event.date or ""), event.place)
    yield Paragraph(plain(" · ".join(line(fact) for fact in facts if fact)))
    if preferences.has("finding"):
        sentence = line(headline.event_finding(result, words))
        yield Paragraph((Run(sentence, "strong"),), "finding")
    if not preferences.has("topics"):
        return
    yield Heading(2, words.say("head.matrix"))
    names = findings.column_names(result)
    rows = findings.ranked_rows(result)
    labels = tuple(line(findings.label(row.labels, words)) for row in rows)
    for label, row in zip(labels, rows, strict=True):
        states = [
            f"{CELL_MARKS[cell.state]} {line(side)} {words.say(f'cell.{cell.state}')}"
            + (f" {words.percent(cell.share)}" if cell.state == "raised" else "")
            for side, cell in zip(names, row.cells, strict=True)
        ]
        yield Paragraph(plain("   ".join(states)), "item", label, labels)


def pair_blocks(result: Export, preferences: Preferences) -> Iterator[Block]:
    """Yield the chosen parts of one comparison in short, without tables and figures."""
    return _Pair(result, preferences).blocks()


class _Pair(Context):
    """Makes the blocks of one comparison."""

    def __init__(self, result: Export, preferences: Preferences) -> None:
        super().__init__(preferences)
        self.result = result
        self.say, self.percent = self.words.say, self.words.percent
        self.names: dict[SideName, str] = {side: self.name(result, side) for side in SIDES}
        self.column = tuple(self.names.values())

    def blocks(self) -> Iterator[Block]:
        has, result = self.preferences.has, self.result
        yield Heading(1, self.say("title.pair", **self.names))
        if has("finding"):
            sentence = line(headline.finding(result, self.words))
            yield Paragraph((Run(sentence, "strong"),), "finding")
        if has("sources"):
            yield from self._sources()
        for warning in findings.warnings(result, self.words):
            yield Paragraph(plain(line(warning)), "warning", "!")
        if decided := judged.notice(result, self.words):
            yield Paragraph(plain(line(decided)), "note")
        if has("coverage"):
            yield Heading(2, self.say("head.coverage"))
            for side in SIDES:
                sentence = line(findings.coverage(result, side, self.words))
                yield Paragraph(plain(sentence), "item")
        if has("topics"):
            yield from self._topics()
        if has("left_out"):
            for side in SIDES:
                yield from self._left_out(other(side))
        if has("gaps"):
            yield from self._gaps()
        if has("shifts"):
            yield from self._shifts()
        yield from self._method()

    def _lead(self, *texts: str) -> str:
        """Return texts joined by commas, with a colon, as a label before other text."""
        return self.lead(*texts).strip()

    def _passage(self, side: SideName, index: int) -> Runs:
        return (self.passage(self.result, side, index),)

    def _nearest(self, side: SideName, index: int | None) -> Iterator[Block]:
        if index is not None:
            lead = self._lead(self.say("nearest", side=self.names[side]))
            yield Paragraph(self._passage(side, index), "nearest", lead)

    def _sources(self) -> Iterator[Block]:
        yield Heading(2, self.say("head.sources"))
        for side in SIDES:
            statement = findings.statement(self.result, side)
            facts = (
                statement.title,
                statement.source.publisher or statement.author,
                str(statement.date or ""),
                self.say(f"fidelity.{statement.source.fidelity}"),
                statement.source.url,
            )
            text = " · ".join(line(fact) for fact in facts if fact)
            yield Paragraph(plain(text), "item", self.names[side], self.column)

    def _topics(self) -> Iterator[Block]:
        for heading, found, sides in self.topic_groups(self.result):
            yield Heading(2, heading)
            if not found:
                none = self.say("topics.none" if sides == SIDES else "topics.no")
                yield Paragraph(plain(none), "facts")
            yield from self._each(found, sides)

    def _each(self, found: Sequence[TopicExport], sides: Sequence[SideName]) -> Iterator[Block]:
        """Yield topics with their best evidence; of one side alone, also the nearest passage."""
        for topic in found:
            named = (topic.labels.en, topic.labels.zh)
            order = named if self.words.language == "en" else named[::-1]
            label = " ".join(line(text) for text in order if text)
            yield Paragraph((Run(label, "strong"),), "item")
            yield Paragraph(plain(self.topic_facts(self.result, topic, SIDES)), "facts")
            for side in sides:
                index = findings.evidence(self.result, topic, side)
                if index is None:
                    continue
                text = self._passage(side, index)
                yield Paragraph(text, "subitem", self.names[side], self.column)
                if len(sides) == 1:
                    segment = findings.segments(self.result, side)[index]
                    yield from self._nearest(other(side), segment.nearest)

    def _left_out(self, side: SideName) -> Iterator[Block]:
        found = findings.left_out(self.result, side)
        if not found:
            return
        far = other(side)
        yield Heading(2, line(findings.left_out_heading(self.result, side, len(found), self.words)))
        for index in found:
            segment = findings.segments(self.result, far)[index]
            certainty = self.sure(self.result, segment.p_left_out)
            yield Paragraph(self._passage(far, index), "item", certainty, _PERCENT)
            if segment.reason:
                reason = segment_reason(segment, self.result, self.words)
                yield Paragraph(reason, "facts", self._lead(self.say("why")))
            yield from self._nearest(side, segment.nearest)

    def _gaps(self) -> Iterator[Block]:
        if not self.result.attribution_gaps:
            return
        yield Heading(2, self.say("head.gaps"))
        for gap in findings.gaps(self.result):
            yield from self._gap(gap)

    def _gap(self, gap: AttributionGapExport) -> Iterator[Block]:
        speaker = Run(f"{line(gap.speaker)}{self.say('punct.colon')}")
        runs = (speaker, *self._passage(gap.side, gap.segment))
        yield Paragraph(runs, "item", self.names[gap.side], self.column)
        certainty = self.say("topic.certainty", share=self.sure(self.result, gap.probability))
        yield Paragraph(plain(certainty), "facts")
        yield from self._nearest(other(gap.side), gap.nearest)

    def _shifts(self) -> Iterator[Block]:
        if not self.result.shifts:
            return
        yield Heading(2, self.say("head.shifts"))
        for shift in self.result.shifts:
            yield Paragraph(self._wordings(shift), "item")
            if shift.reason:
                yield Paragraph(shift_note(shift, self.result, self.words), "facts")

    def _wordings(self, shift: ShiftExport) -> Runs:
        runs: list[Run] = []
        for side, wording in zip(SIDES, (shift.left, shift.right), strict=True):
            runs.append(Run(f"{' / ' if runs else ''}{self.names[side]} "))
            if wording is None:
                runs.append(Run(self.say("shift.nothing")))
            else:
                runs.append(quote(wording.text, line(findings.statement(self.result, side).lang)))
        kinds = self.say(f"kind.{shift.kind}"), self.say(f"grade.{shift.grade}")
        aside = self.say("punct.aside", text=self.say("list.comma").join(kinds))
        return *runs, Run(aside)

    def _method(self) -> Iterator[Block]:
        notice = self.words.space.join(
            (self.say("note.left_out"), headline.on_hints(self.result.signature, self.words))
        )
        if not self.preferences.has("method"):
            yield Paragraph(plain(notice), "note")
            return
        expected = line(findings.expected_error(self.result, self.words))
        sentences = self.words.space.join((notice, expected))
        yield Paragraph(plain(sentences), "note")
        text = line(findings.method(self.result, self.words))
        yield Paragraph(plain(text), "method", self._lead(self.say("head.method")))
