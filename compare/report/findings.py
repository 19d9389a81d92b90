"""What a comparison found, in words and counts that every format shows alike."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from compare.comparison import SIDES, SideName, other
from compare.coverage import Status
from compare.settings import Settings
from compare.topics import State

from .export import EventExport, Export, SegmentExport, StatementExport, TopicExport
from .palette import FIDELITY_WARNINGS, STATUSES

_MOST_NAMED = 5
_SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Tally:
    """How the other side's text treats one side's segments."""

    counts: dict[Status, int]
    characters: dict[Status, int]

    @property
    def substantive(self) -> int:
        """Segments that carry substance."""
        return sum(self.counts.values()) - self.counts["procedural"]

    def part(self, status: Status) -> float:
        """Part in [0, 1] of the substantive characters that has the status; 0 of no text."""
        total = sum(self.characters.values()) - self.characters["procedural"]
        return self.characters[status] / total if total else 0.0


def statement(result: Export, side: SideName) -> StatementExport:
    """The statement of a side."""
    return result.left if side == "left" else result.right


def segments(result: Export, side: SideName) -> tuple[SegmentExport, ...]:
    """The segments of a side."""
    return result.segments.left if side == "left" else result.segments.right


def name(result: Export, side: SideName) -> str:
    """What to call a side: its name, told apart where both have the same."""
    one, another = statement(result, side), statement(result, other(side))
    if one.side != another.side:
        return squeeze(one.side)
    return f"{squeeze(one.side)} ({one.lang if one.lang != another.lang else side})"


def squeeze(text: str) -> str:
    """The text on one line, each run of white space one space."""
    return _SPACE.sub(" ", text).strip()


def passage(result: Export, side: SideName, index: int) -> str:
    """The words of a segment, as they stand in the statement."""
    segment = segments(result, side)[index]
    return statement(result, side).text[segment.start : segment.end]


def tally(result: Export, side: SideName) -> Tally:
    """How much of a side's statement the other side covers."""
    counts: dict[Status, int] = dict.fromkeys(STATUSES, 0)
    characters: dict[Status, int] = dict.fromkeys(STATUSES, 0)
    for segment in segments(result, side):
        counts[segment.status] += 1
        characters[segment.status] += segment.end - segment.start
    return Tally(counts, characters)


def linked(result: Export, side: SideName, index: int) -> list[int]:
    """Indices of the other side's segments that links tie to a segment, in order."""
    found: set[int] = set()
    for link in result.links:
        here, there = (link.left, link.right) if side == "left" else (link.right, link.left)
        if index in here:
            found.update(there)
    return sorted(found)


def left_out(result: Export, side: SideName) -> list[int]:
    """Indices of the other side's segments that this side leaves out, most certain first."""
    candidates = segments(result, other(side))
    found = [index for index, one in enumerate(candidates) if one.status == "left_out"]
    return sorted(found, key=lambda index: (-candidates[index].p_left_out, index))


def topics(result: Export, state: State) -> list[TopicExport]:
    """The topics in a state, most certain first."""
    found = [topic for topic in result.topics if topic.state == state]
    return sorted(found, key=lambda topic: -topic.confidence)


def only(side: SideName) -> State:
    """The state of a topic that only this side raises."""
    return "left_only" if side == "left" else "right_only"


def evidence(result: Export, topic: TopicExport, side: SideName) -> int | None:
    """Index of the segment that shows best that the side raises the topic."""
    indices = topic.left if side == "left" else topic.right

    def rank(index: int) -> tuple[float, int]:
        found = segments(result, side)[index].mentions
        best = max((one.confidence for one in found if one.topic == topic.id), default=0.0)
        return -best, index

    return min(indices, key=rank, default=None)


def enumerate_words(words: Sequence[str], most: int = _MOST_NAMED) -> str:
    """Join as in a sentence: "a", "a and b", "a, b and 3 more"."""
    shown = list(words)
    if len(shown) > most:
        shown = [*shown[:most], f"{len(words) - most} more"]
    return shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} and {shown[-1]}"


def labels(found: Sequence[TopicExport]) -> list[str]:
    """English names of topics."""
    return [squeeze(topic.labels.en) for topic in found]


def finding(result: Export) -> str:
    """The finding in a sentence."""
    parts = []
    for side in SIDES:
        missing = topics(result, only(side))
        if missing:
            words = enumerate_words(labels(missing))
            parts.append(f"the {name(result, other(side))} text leaves out {words}")
    shared = topics(result, "both")
    if shared:
        parts.append(f"both raise {enumerate_words(labels(shared))}")
    if not parts:
        known = bool(result.topics)
        parts.append(
            "which topics either text leaves out is unclear"
            if known
            else "neither text raises a topic of the codebook"
        )
    return _sentence("; ".join(parts))


def event_finding(result: EventExport) -> str:
    """What each side of an event leaves out, in a sentence."""
    names = column_names(result)
    parts = []
    for column, side in enumerate(names):
        missing = [
            squeeze(row.labels.en)
            for row in result.matrix.topics
            if row.cells[column].state == "left_out"
        ]
        if missing:
            parts.append(f"the {side} text leaves out {enumerate_words(missing)}")
    if not parts:
        parts.append("no text clearly leaves out a topic that another raises")
    return _sentence("; ".join(parts))


def column_names(result: EventExport) -> list[str]:
    """What to call each statement of an event."""
    columns = result.matrix.sides
    sides = [squeeze(column.side) for column in columns]
    pairs = [(side, column.lang) for side, column in zip(sides, columns, strict=True)]
    return [
        side
        if sides.count(side) == 1
        else f"{side} ({column.lang if pairs.count((side, column.lang)) == 1 else column.id})"
        for side, column in zip(sides, columns, strict=True)
    ]


def warnings(result: Export) -> list[str]:
    """One sentence for each text that is not the official one, whole and in the original."""
    return [
        f"The {name(result, side)} text {FIDELITY_WARNINGS[fidelity]}."
        for side in SIDES
        if (fidelity := statement(result, side).source.fidelity) != "verbatim"
    ]


def coverage(result: Export, side: SideName) -> str:
    """How much of a side's statement the other covers, as a sentence."""
    counted = tally(result, side)
    one, another = name(result, side), name(result, other(side))
    total = counted.substantive
    if not total:
        return f"The {one} text has no passage of substance."
    words: dict[Status, str] = {"partly": "partly", "left_out": "left out", "unclear": "unclear"}
    rest = [
        f"{counted.counts[status]} {word}"
        for status, word in words.items()
        if counted.counts[status]
    ]
    body = (
        f"The {another} text covers {counted.counts['covered']} of {total} "
        f"{'passage' if total == 1 else 'passages'} of the {one} text "
        f"({percent(counted.part('covered'))} of its substance)"
    )
    return f"{body}; {', '.join(rest)}." if rest else f"{body}."


def percent(part: float) -> str:
    """A part in [0, 1] in whole per cent; a little is never shown as none, nor most as all."""
    if 0 < part < 0.01:
        return "under 1%"
    if 0.99 < part < 1:
        return "over 99%"
    return f"{round(100 * part)}%"


def method(result: Export) -> str:
    """One line of method: version, encoder, codebook, settings."""
    signature = result.signature
    weights = "; weights held out" if signature.held_out else "; weights"
    settings = ", ".join(f"{key} {value}" for key, value in signature.settings.items())
    return (
        f"Readouts {signature.version}; encoder {signature.encoder}"
        f"{_short(signature.encoder_hash)}; codebook {signature.codebook}"
        f"{_short(signature.codebook_hash)}{weights}{_short(signature.weights_hash)}"
        f"; settings {settings or 'default'}"
    )


def expected_error(result: Export) -> str:
    """What part of the passages called left out may be wrong, as a sentence."""
    chosen = result.signature.settings.get("max_error", Settings().max_error)
    return (
        f"The line for “left out” is drawn so that up to {percent(float(chosen))} of the passages "
        "called left out may be wrong."
    )


def _short(digest: str) -> str:
    return f" ({digest[:12]})" if digest else ""


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}."
