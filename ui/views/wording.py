"""Wording: contested terms by side, and where two linked passages part in their words."""

from __future__ import annotations

from compare.annotation.terms import Contest, Grade
from compare.comparison import SIDES, Comparison, SideName
from compare.phrases.words import EN
from compare.report import Export
from compare.report.content.document import joined
from compare.report.content.findings import name, passage, segments, statement
from compare.report.content.note_text import shift_note
from compare.report.escaping import squeeze
from compare.report.export.wording import ShiftExport, ToneCountExport
from compare.report.palette import GRADE_WORDS, KIND_WORDS
from ui import links, toolbar
from ui.components import elements as prose
from ui.components.elements import Node, locale, tag

_GRADES: tuple[Grade, ...] = ("substantive", "degree", "minor")
_MEANINGS: dict[Grade, str] = {
    "substantive": "the positions differ",
    "degree": "the same position, stronger or weaker",
    "minor": "other words, much the same meaning",
}


# Different words shown for one kind of tone.
_WORDS = 4


def show() -> None:
    """Draw the page."""
    pair = toolbar.chosen()
    clicked = prose.show(
        tag("h2", "Contested terms"),
        _terms(pair.result),
        tag("h2", "Differences inside linked passages"),
        _shifts(pair.export),
        tag("h2", "Tone"),
        _tones(pair.export),
        key="wording",
    )
    links.follow(clicked)


def _terms(result: Comparison) -> list[Node]:
    """Which side uses which wording of one subject."""
    contests = [
        contest
        for contest in result.terms
        if contest.state == "different" or len(contest.members) > 1
    ]
    if not contests:
        return [tag("p", "Neither text uses a term of the list that the other words otherwise.")]
    heads = [
        tag("th", side.side, scope="col", look="isolate") for side in (result.left, result.right)
    ]
    return [
        tag(
            "table",
            tag(
                "caption",
                "Wordings of one subject that carry a position, with how often each is used",
            ),
            tag("thead", tag("tr", heads, tag("th", "What the choice signals", scope="col"))),
            tag("tbody", [_contest(contest) for contest in contests]),
        )
    ]


def _contest(contest: Contest) -> Node:
    labels = {member.id: dict(member.labels) for member in contest.members}

    def cell(used: tuple[tuple[str, int], ...]) -> Node:
        if not used:
            return tag("td", tag("span", "none", look="quiet"))
        lines = []
        for identifier, count in used:
            label = labels[identifier]
            times = f" ×{count}" if count > 1 else ""
            lines.append(
                tag(
                    "p",
                    tag("strong", label["en"]),
                    times,
                    tag("small", label["zh"], lang="zh-Hans"),
                )
            )
        return tag("td", lines)

    return tag("tr", cell(contest.left), cell(contest.right), tag("td", contest.note, look="quiet"))


def _shifts(export: Export) -> list[Node]:
    """Shifts by weight, each with both passages and the words marked."""
    if not export.shifts:
        return [tag("p", "No link holds a difference of wording that was found.", look="quiet")]
    parts: list[Node] = []
    for grade in _GRADES:
        found = [shift for shift in export.shifts if shift.grade == grade]
        if found:
            parts.append(tag("h3", f"{GRADE_WORDS[grade].capitalize()}: {_MEANINGS[grade]}"))
            parts += [_shift(export, shift) for shift in found]
    return parts


def _shift(export: Export, shift: ShiftExport) -> Node:
    link = export.links[shift.link]
    note = joined(shift_note(shift, export, EN))
    return tag(
        "article",
        tag("p", tag("strong", KIND_WORDS[shift.kind]), f": {note}"),
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


def _tones(export: Export) -> list[Node]:
    """Speech acts from the weakest to the strongest, then words of tone, by side."""
    tones = {side: getattr(export.tone, side) for side in SIDES}
    groups = (("Speech acts", "acts"), ("Words of tone", "words"))
    parts: list[Node] = []
    for caption, field in groups:
        found = {side: {entry.id: entry for entry in getattr(tones[side], field)} for side in SIDES}
        known = {**found["right"], **found["left"]}
        order = sorted(
            known.values(), key=lambda entry: (-entry.strength, not entry.code, entry.id)
        )
        if order:
            body = [_tone_row(export, entry, found) for entry in order]
            parts.append(_tone_table(export, caption, body))
    return parts or [tag("p", "Neither text uses a word of tone that is counted.", look="quiet")]


def _tone_table(export: Export, caption: str, body: list[Node]) -> Node:
    heads = [tag("th", caption, scope="col")]
    heads += [tag("th", name(export, side), scope="col", look="isolate") for side in SIDES]
    about = {
        "Speech acts": "What the verbs of saying do, the strongest first; how often, and where",
        "Words of tone": "Words that colour an account; code words of diplomacy come first",
    }
    return tag(
        "table",
        tag("caption", about[caption]),
        tag("thead", tag("tr", heads)),
        tag("tbody", body),
        look="even",
    )


def _tone_row(
    export: Export, entry: ToneCountExport, found: dict[SideName, dict[str, ToneCountExport]]
) -> Node:
    code = tag("small", "code word") if entry.code else ""
    return tag(
        "tr",
        tag(
            "th", entry.labels.en, tag("small", entry.labels.zh, lang="zh-Hans"), code, scope="row"
        ),
        [_tone_cell(export, side, found[side].get(entry.id)) for side in SIDES],
    )


def _tone_cell(export: Export, side: SideName, entry: ToneCountExport | None) -> Node:
    """Return the number of uses, the words used, and a link to the first use."""
    if entry is None:
        return tag("td", tag("span", "none", look="quiet"))
    text, lang = statement(export, side).text, statement(export, side).lang
    words = list(dict.fromkeys(squeeze(text[start:end]).lower() for start, end in entry.spans))
    first = entry.spans[0][0]
    indices = [i for i, s in enumerate(segments(export, side)) if s.start <= first < s.end]
    shown = ", ".join(words[:_WORDS]) + (" …" if len(words) > _WORDS else "")
    return tag(
        "td",
        tag("strong", str(len(entry.spans))),
        " ",
        tag("span", shown, lang=locale(text, lang)),
        " ",
        links.link("show", "", passage=(side, indices[0])) if indices else "",
    )


show()
