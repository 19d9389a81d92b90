"""Notes on how two wordings differ, as text of a report."""

from __future__ import annotations

from collections.abc import Iterable

from compare.comparison import SIDES, SideName, other
from compare.phrases.words import Words
from compare.report.content.document import Run, Runs, plain
from compare.report.escaping import line
from compare.report.export.fields import LabelsExport
from compare.report.export.schema import Export
from compare.report.export.wording import ContestExport, NoteExport, ShiftExport
from compare.wording.difference import Use

_QUOTED = {
    "act": "note.has.act",
    "joint_act": "note.has.joint_act",
    "date": "note.gives",
    "number": "note.gives",
}
"""Key of the phrase that introduces a wording, by kind; ``note.has`` for other kinds."""
_SENTENCES = {"joint_act": "note.act", "words_duty": "note.duty"}
"""Key of the sentence for kinds of notes that have none of their own."""


def note_text(
    note: NoteExport, wordings: dict[SideName, str], names: dict[SideName, str], words: Words
) -> str:
    """Return a note as one or more sentences.

    Args:
        wordings: the words of either side, empty where it has none.
        names: display name of either side.
    """
    # What is said of one side alone is said of the one that has the wording.
    side: SideName = note.side or ("left" if wordings["left"] else "right")
    labels = {"left": note.left, "right": note.right}
    quotes = note.quotes or tuple(_texts(labels[side], words))
    gaps = {
        "side": names[side],
        "other": names[other(side)],
        "quote": wordings[side],
        "sides": _sides(note, wordings, names, words),
        "quotes": words.say("list.comma").join(f"“{quote}”" for quote in quotes),
        "labels": words.say("list.comma").join(_texts(labels[side], words)),
    }
    if note.subject is not None:
        gaps["subject"] = gaps["label"] = note.subject.text(words.language)
    if note.kind == "term":
        gaps.setdefault("subject", "")
        gaps["uses"] = _uses(note, names, words)
    if note.kind in ("act", "joint_act"):
        gaps["stronger"] = labels[side][0].text(words.language).capitalize()
        gaps["weaker"] = labels[other(side)][0].text(words.language)
    return words.say(_SENTENCES.get(note.kind, f"note.{note.kind}"), **gaps).rstrip()


def shift_note(shift: ShiftExport, result: Export, words: Words) -> Runs:
    """Return how the wordings of a shift differ; in English for older exports."""
    if words.language == "en" or shift.note is None:
        return in_english(shift.reason, words)
    wordings: dict[SideName, str] = {
        "left": shift.left.text if shift.left else "",
        "right": shift.right.text if shift.right else "",
    }
    names: dict[SideName, str] = {"left": result.left.side, "right": result.right.side}
    return plain(line(note_text(shift.note, wordings, names, words)))


def contest_note(contest: ContestExport, words: Words) -> Runs:
    """Return what the choice of a term signals, if that is said of the whole family.

    In English where no Chinese is given.
    """
    if not contest.note:
        return ()
    if words.language == "en" or contest.notes is None or not contest.notes.zh:
        return in_english(contest.note, words)
    return plain(line(contest.notes.zh))


def in_english(text: str, words: Words) -> Runs:
    """Return a text that is in English whatever the language of the report."""
    return (Run(line(text), lang="" if words.language == "en" else "en"),)


def _texts(labels: Iterable[LabelsExport], words: Words) -> list[str]:
    return [label.text(words.language) for label in labels]


def _sides(
    note: NoteExport, wordings: dict[SideName, str], names: dict[SideName, str], words: Words
) -> str:
    """Return what either side has, in an order independent of which is left."""
    parts = []
    for side, labels in zip(SIDES, (note.left, note.right), strict=True):
        gaps = {"side": names[side], "quote": wordings[side]}
        if note.kind == "tone":
            if labels:
                listed = words.say("list.and").join(_texts(labels, words))
                parts.append((names[side], words.say("note.calls", labels=listed, **gaps)))
        elif wordings[side]:
            text = words.say(_QUOTED.get(note.kind, "note.has"), **gaps)
            if signal := note.left_signal if side == "left" else note.right_signal:
                text += words.say("punct.aside", text=signal.text(words.language).rstrip(".。"))
            parts.append((names[side], text))
    return words.say("sentence.join").join(text for _, text in sorted(parts))


def _uses(note: NoteExport, names: dict[SideName, str], words: Words) -> str:
    """Where a side does use the other's term outside the link."""
    found: tuple[tuple[SideName, Use, tuple[LabelsExport, ...]], ...] = (
        ("left", note.left_use, note.right),
        ("right", note.right_use, note.left),
    )
    return "".join(
        sorted(
            words.say(f"note.use.{use}", side=names[side], label=theirs[0].text(words.language))
            for side, use, theirs in found
            if use
        )
    )
