"""A comparison for a person at a terminal."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import IO

from compare.comparison import SIDES, SideName, other
from compare.report.content import findings
from compare.report.content.bundle import Bundle
from compare.report.content.findings import name, percent
from compare.report.escaping import line
from compare.report.export.schema import EventExport, Export, SegmentExport, TopicExport
from compare.report.palette import (
    CELL_MARKS,
    CELL_WORDS,
    FIDELITY_WORDS,
    GRADE_WORDS,
    KIND_WORDS,
    LEFT_OUT_NOTE,
)
from compare.report.preferences import DEFAULTS, Preferences
from compare.report.writers.terminal import cells, shorten, wrap

WIDTH = 88
_WIDEST = 110
_NEAREST_CELLS = 240
_WIDEST_TAG = 24

_STYLES = {
    "plain": "",
    "title": "bold",
    "finding": "bold",
    "heading": "bold blue",
    "topic": "bold",
    "quiet": "dim",
    "warning": "yellow",
}


@dataclass(slots=True)
class _Page:
    """Lines under way; every text that enters is made inert and wrapped."""

    width: int
    lines: list[tuple[str, str, str]] = field(default_factory=list)
    """Lead, text and style of each line."""

    def add(
        self, text: str, style: str = "plain", *, indent: int = 0, tag: str = "", tab: int = 0
    ) -> None:
        """Add a paragraph, after a tag that hangs out of it and is at least ``tab`` wide."""
        tag, room = line(tag), self.width // 2
        indent = min(indent, room // 2)
        if max(cells(tag), tab) > room - indent:
            # Too wide to hang: the tag gets lines of its own.
            for part in wrap(tag, self.width - indent) if tag else ():
                self.lines.append((" " * indent, part, style))
            tag, tab = "", 0
        hang = indent + (max(cells(tag), tab) + 2 if tag or tab else 0)
        lead = " " * indent + tag
        lead += " " * (hang - cells(lead))
        for part in wrap(line(text), self.width - hang):
            self.lines.append((lead, part, style))
            lead = " " * hang

    def head(self, text: str) -> None:
        self.lines.append(("", "", "plain"))
        self.add(text, "heading")


def write_text(bundle: Bundle, preferences: Preferences = DEFAULTS, width: int = WIDTH) -> str:
    """Plain text, ``width`` terminal cells wide, ending with a newline."""
    page = _page(bundle, preferences, width)
    return "".join(f"{lead}{text}".rstrip() + "\n" for lead, text, _ in page.lines)


def show(bundle: Bundle, stream: IO[str], preferences: Preferences = DEFAULTS) -> None:
    """Print to a stream: in colours and its width at a terminal, plain text elsewhere."""
    if not stream.isatty():
        stream.write(write_text(bundle, preferences))
        return
    from rich.console import Console
    from rich.text import Text

    console = Console(file=stream, highlight=False, markup=False, emoji=False)
    # The last cell stays free: a full line makes some terminals break twice.
    width = min(console.width - 1, _WIDEST)
    for lead, text, style in _page(bundle, preferences, width).lines:
        row = Text.assemble((lead, "dim"), (text, _STYLES[style]), no_wrap=True)
        console.print(row, soft_wrap=True)


def _page(bundle: Bundle, preferences: Preferences, width: int) -> _Page:
    page = _Page(max(width, 24))
    for number, result in enumerate(bundle.results):
        if number:
            page.lines += [("", "", "plain"), ("", "═" * page.width, "quiet")]
        if isinstance(result, EventExport):
            _add_event(page, result)
        else:
            _add_pair(page, result)
    return page


def _add_event(page: _Page, result: EventExport) -> None:
    names = findings.column_names(result)
    event = result.event
    page.add(" · ".join(filter(None, (event.title or event.id, _date(event.date), event.place))))
    page.add(findings.event_finding(result), "finding")
    page.head("Topics by side")
    tab = max((cells(line(row.labels.en)) for row in result.matrix.topics), default=0)
    for row in result.matrix.topics:
        states = [
            f"{CELL_MARKS[cell.state]} {side} {CELL_WORDS[cell.state]}"
            + (f" {percent(cell.share)}" if cell.state == "raised" else "")
            for side, cell in zip(names, row.cells, strict=True)
        ]
        page.add("   ".join(states), indent=2, tag=row.labels.en, tab=min(tab, _WIDEST_TAG))
    for pair in result.pairs:
        page.lines.append(("", "", "plain"))
        page.lines.append(("", "─" * page.width, "quiet"))
        _add_pair(page, pair)


def _add_pair(page: _Page, result: Export) -> None:
    page.add(f"{name(result, 'left')} and {name(result, 'right')}", "title")
    page.add(findings.finding(result), "finding")
    _add_sources(page, result)
    page.head("How much of each text the other covers")
    for side in SIDES:
        page.add(findings.coverage(result, side), indent=2)
    _add_topics(page, result)
    for side in SIDES:
        _add_left_out(page, result, other(side))
    _add_gaps(page, result)
    _add_shifts(page, result)
    page.lines.append(("", "", "plain"))
    page.add(f"{LEFT_OUT_NOTE} {findings.expected_error(result)}", "quiet")
    page.add(findings.method(result), "quiet", tag="Method:")


def _date(date: object) -> str:
    return str(date) if date is not None else ""


def _tab(result: Export) -> int:
    return min(max(cells(line(name(result, side))) for side in SIDES), _WIDEST_TAG)


def _add_sources(page: _Page, result: Export) -> None:
    page.head("Sources")
    for side in SIDES:
        one = findings.statement(result, side)
        facts = (
            one.title,
            one.source.publisher or one.author,
            _date(one.date),
            FIDELITY_WORDS[one.source.fidelity],
            one.source.url,
        )
        text = " · ".join(filter(None, facts))
        page.add(text, indent=2, tag=name(result, side), tab=_tab(result))
    for warning in findings.warnings(result):
        page.add(warning, "warning", indent=2, tag="!")


def _add_topics(page: _Page, result: Export) -> None:
    both = findings.topics(result, "both")
    page.head("What both raise")
    if not both:
        page.add("No topic of the codebook.", "quiet", indent=2)
    for topic in both:
        _add_topic_head(page, result, topic)
        for side in SIDES:
            _add_evidence(page, result, topic, side)
    for side in SIDES:
        found = findings.topics(result, findings.only(side))
        page.head(f"What only the {name(result, side)} text raises")
        if not found:
            page.add("No topic.", "quiet", indent=2)
        for topic in found:
            _add_topic_head(page, result, topic)
            _add_evidence(page, result, topic, side)
            index = findings.evidence(result, topic, side)
            if index is not None:
                segment = findings.segments(result, side)[index]
                _add_nearest(page, result, other(side), segment.nearest, indent=4)
    unclear = findings.topics(result, "unclear")
    if unclear:
        page.head("Topics of which it is unclear who raises them")
        for topic in unclear:
            _add_topic_head(page, result, topic)
            for side in SIDES:
                _add_evidence(page, result, topic, side)


def _add_topic_head(page: _Page, result: Export, topic: TopicExport) -> None:
    facts = [
        f"{percent(share)} of the {name(result, side)} text"
        for side, share in zip(SIDES, (topic.share.left, topic.share.right), strict=True)
        if share
    ]
    facts.append(f"certainty {percent(topic.confidence)}")
    label = " ".join(filter(None, (topic.labels.en, topic.labels.zh)))
    page.add(label, "topic", indent=2)
    page.add(", ".join(facts), "quiet", indent=4)


def _add_evidence(page: _Page, result: Export, topic: TopicExport, side: SideName) -> None:
    index = findings.evidence(result, topic, side)
    if index is not None:
        text = f"“{line(findings.passage(result, side, index))}”"
        page.add(text, indent=4, tag=name(result, side), tab=_tab(result))


def _add_nearest(
    page: _Page, result: Export, side: SideName, index: int | None, indent: int
) -> None:
    if index is None:
        return
    text = shorten(line(findings.passage(result, side, index)), _NEAREST_CELLS)
    page.add(f"“{text}”", "quiet", indent=indent, tag=f"nearest in {name(result, side)}:")


def _add_left_out(page: _Page, result: Export, side: SideName) -> None:
    found = findings.left_out(result, side)
    if not found:
        return
    page.head(f"Passages that the {name(result, side)} text leaves out ({len(found)})")
    for index in found:
        segment = findings.segments(result, other(side))[index]
        _add_passage(page, result, side, index, segment)


def _add_passage(
    page: _Page, result: Export, side: SideName, index: int, segment: SegmentExport
) -> None:
    text = f"“{line(findings.passage(result, other(side), index))}”"
    page.add(text, indent=2, tag=percent(segment.p_left_out), tab=3)
    if segment.reason:
        page.add(segment.reason, "quiet", indent=7, tag="why:")
    _add_nearest(page, result, side, segment.nearest, indent=7)


def _add_gaps(page: _Page, result: Export) -> None:
    if not result.attribution_gaps:
        return
    page.head("What a text says the other side said, and the other's own text lacks")
    for gap in sorted(result.attribution_gaps, key=lambda gap: -gap.probability):
        text = f"{gap.speaker}: “{line(findings.passage(result, gap.side, gap.segment))}”"
        page.add(text, indent=2, tag=name(result, gap.side), tab=_tab(result))
        page.add(f"certainty {percent(gap.probability)}", "quiet", indent=_tab(result) + 4)
        _add_nearest(page, result, other(gap.side), gap.nearest, indent=_tab(result) + 4)


def _add_shifts(page: _Page, result: Export) -> None:
    if not result.shifts:
        return
    page.head("Where the wording shifts")
    for shift in result.shifts:
        words = [
            f"{name(result, side)} " + (f"“{line(wording.text)}”" if wording else "nothing")
            for side, wording in zip(SIDES, (shift.left, shift.right), strict=True)
        ]
        kind = f"{KIND_WORDS[shift.kind]}, {GRADE_WORDS[shift.grade]}"
        page.add(f"{' / '.join(words)} ({kind})", indent=2)
        if shift.reason:
            page.add(shift.reason, "quiet", indent=4)
