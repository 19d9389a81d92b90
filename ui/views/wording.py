"""Wording: contested terms by side, and where two linked passages part in their words."""

from __future__ import annotations

from compare.annotation.terms import Grade
from compare.comparison import SIDES, SideName
from compare.phrases.words import EN
from compare.report import Export
from compare.report.content import terms_and_tone
from compare.report.content.document import Passage, joined
from compare.report.content.findings import name, passage, segments, statement
from compare.report.content.note_text import shift_note
from compare.report.export.wording import ShiftExport
from ui import links, toolbar
from ui.components import elements as prose
from ui.components.blocks import contents, nodes
from ui.components.elements import Node, capitalised, locale, tag

_GRADES: tuple[Grade, ...] = ("substantive", "degree", "minor")


def show() -> None:
    """Draw the page."""
    export = toolbar.chosen().export
    clicked = prose.show(
        _terms(export),
        tag("h2", EN.say("head.shifts")),
        _shifts(export),
        nodes(terms_and_tone.tone(contents(), export, 2), _link),
        key="wording",
    )
    links.follow(clicked)


def _link(passage: Passage) -> list[Node]:
    return [links.link("show", "", passage=(passage.side, passage.segment))]


def _terms(export: Export) -> list[Node]:
    """Which side uses which wording of one subject."""
    if not export.terms:
        return [tag("h2", EN.say("head.terms")), tag("p", EN.say("terms.none"), look="quiet")]
    return nodes(terms_and_tone.terms(contents(), export, 2), _link)


def _shifts(export: Export) -> list[Node]:
    """Shifts by weight, each with both passages and the words marked."""
    if not export.shifts:
        return [tag("p", EN.say("shifts.none"), look="quiet")]
    parts: list[Node] = []
    for grade in _GRADES:
        found = [shift for shift in export.shifts if shift.grade == grade]
        if found:
            meaning = EN.say(f"grade.meaning.{grade}")
            parts.append(tag("h3", f"{capitalised(EN.say(f'grade.{grade}'))}: {meaning}"))
            parts += [_shift(export, shift) for shift in found]
    return parts


def _shift(export: Export, shift: ShiftExport) -> Node:
    link = export.links[shift.link]
    note = joined(shift_note(shift, export, EN))
    return tag(
        "article",
        tag("p", tag("strong", EN.say(f"kind.{shift.kind}")), f": {note}"),
        tag("div", [_marked(export, shift, side) for side in SIDES], look="two"),
        links.link("Show in the texts", "", passage=("left", link.left[0])),
        look="finding",
    )


def _marked(export: Export, shift: ShiftExport, side: SideName) -> Node:
    """The linked passages of a side with the wording marked."""
    link, wording = export.links[shift.link], getattr(shift, side)
    lang = statement(export, side).lang
    lines: list[Node] = []
    for index in link.left if side == "left" else link.right:
        segment, words = segments(export, side)[index], passage(export, side, index)
        start = (wording.start if wording and wording.start is not None else -1) - segment.start
        end = (wording.end if wording and wording.end is not None else -1) - segment.start
        body: list[Node] = [words]
        if 0 <= start < end <= len(words):
            body = [words[:start], tag("mark", words[start:end]), words[end:]]
        lines.append(tag("p", body, look="quote", lang=locale(words, lang)))
    return tag("section", tag("p", name(export, side), look="quiet small"), lines)


show()
