"""Wording: contested terms by side, and where two linked passages part in their words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from compare.annotation.terms import Grade
from compare.comparison import SIDES, SideName
from compare.phrases.words import EN
from compare.report import Export
from compare.report.content import terms_and_tone
from compare.report.content.document import Block, Table, joined
from compare.report.content.findings import name, passage, segments, statement
from compare.report.content.note_text import shift_note
from compare.report.export.wording import MemberExport, ShiftExport, TermUseExport
from ui import links, session, toolbar
from ui.components import elements as prose
from ui.components.blocks import contents, nodes, table
from ui.components.elements import Node, capitalised, locale, marked, tag

_GRADES: tuple[Grade, ...] = ("substantive", "degree", "minor")


def show() -> None:
    """Draw the page."""
    export = toolbar.chosen().export
    clicked = prose.show(
        _terms(export),
        tag("h2", EN.say("head.shifts")),
        _shifts(export),
        _tone(export),
        key="wording",
    )
    links.follow(clicked)


def _terms(export: Export) -> list[Node]:
    """Which side uses which wording of one subject; a click on one shows all its places."""
    if not export.terms:
        return [tag("h2", EN.say("head.terms")), tag("p", EN.say("terms.none"), look="quiet")]
    subjects = [
        _Subject(
            f"term-{contest.family}",
            {
                side: sorted(
                    (use.start, use.end)
                    for member in contest.members
                    for use in _uses(member, side)
                )
                for side in SIDES
            },
        )
        for contest in terms_and_tone.ordered_terms(export)
    ]
    hint = tag("p", "Click a wording for its places in both texts.", look="quiet small")
    blocks = terms_and_tone.terms(contents(), export, 2)
    return _with_places(export, blocks, [subjects], hint)


def _uses(member: MemberExport, side: SideName) -> tuple[TermUseExport, ...]:
    return member.left if side == "left" else member.right


def _tone(export: Export) -> list[Node]:
    """Speech acts and words of tone; a click on one shows all its places."""
    tables = [
        [
            _Subject(
                f"tone-{kind}-{entry.id}",
                {side: terms_and_tone.tone_spans(export, kind, entry.id, side) for side in SIDES},
            )
            for entry in terms_and_tone.ordered_tone(export, kind)
        ]
        for kind in terms_and_tone.TONE_KINDS
    ]
    blocks = terms_and_tone.tone(contents(), export, 2)
    return _with_places(export, blocks, [subjects for subjects in tables if subjects])


@dataclass(frozen=True, slots=True)
class _Subject:
    """What a row of a table is about, and where its words stand in either text."""

    key: str
    spans: Mapping[SideName, Sequence[tuple[int, int]]]


def _with_places(
    export: Export,
    blocks: Iterable[Block],
    tables: Sequence[Sequence[_Subject]],
    hint: Node = "",
) -> list[Node]:
    """Blocks in which every quotation of a table unfolds the places of what its row is about."""
    found: list[Node] = []
    rest = iter(tables)
    for block in blocks:
        if isinstance(block, Table):
            found += [hint, _table(export, block, next(rest))]
        else:
            found += nodes([block])
    return found


def _table(export: Export, block: Table, subjects: Sequence[_Subject]) -> Node:
    chosen = session.address().term

    def unfold(row: int, quotation: Node) -> Node:
        key = subjects[row].key
        return links.link(quotation, "wording", term="" if key == chosen else key)

    below = {
        row: _places(export, subject)
        for row, subject in enumerate(subjects)
        if subject.key == chosen
    }
    return table(block, quoted=unfold, below=below)


def _places(export: Export, subject: _Subject) -> Node:
    """All passages of either text that hold the words, with the words marked."""
    return tag("div", [_side(export, subject, side) for side in SIDES], look="two places")


def _side(export: Export, subject: _Subject, side: SideName) -> Node:
    lang = statement(export, side).lang
    found: list[Node] = []
    for index, segment in enumerate(segments(export, side)):
        here = [
            (start - segment.start, end - segment.start)
            for start, end in subject.spans[side]
            if segment.start <= start and end <= segment.end
        ]
        if here:
            words = passage(export, side, index)
            found.append(tag("p", marked(words, here), look="quote", lang=locale(words, lang)))
            found.append(tag("p", links.link("Show in the texts", "", passage=(side, index))))
    none = tag("p", EN.say("passage.none"), look="quiet")
    return tag("section", tag("p", name(export, side), look="quiet small"), found or none)


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
