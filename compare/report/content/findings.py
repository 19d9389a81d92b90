"""What a comparison found, in words and counts that every format shows alike."""

from __future__ import annotations

import math
from dataclasses import dataclass

from compare.comparison import SIDES, SideName, other
from compare.coverage.types import Status
from compare.evaluation.quality import measured
from compare.phrases.words import EN, Words
from compare.report.escaping import squeeze
from compare.report.export.fields import LabelsExport
from compare.report.export.schema import (
    AttributionGapExport,
    EventExport,
    Export,
    RowExport,
    SegmentExport,
    TopicExport,
)
from compare.report.export.statement import StatementExport
from compare.report.palette import STATUSES
from compare.settings import Settings
from compare.topics.types import State


@dataclass(frozen=True, slots=True)
class Tally:
    """Segments and characters of one side, counted by status."""

    counts: dict[Status, int]
    characters: dict[Status, int]

    @property
    def substantive(self) -> int:
        """Number of segments that are not procedural."""
        return sum(self.counts.values()) - self.counts["procedural"]

    def part(self, status: Status) -> float:
        """Return the share in [0, 1] of substantive characters with the status; 0 of no text."""
        total = sum(self.characters.values()) - self.characters["procedural"]
        return self.characters[status] / total if total else 0.0


def statement(result: Export, side: SideName) -> StatementExport:
    """The statement of a side."""
    return result.left if side == "left" else result.right


def segments(result: Export, side: SideName) -> tuple[SegmentExport, ...]:
    """The segments of a side."""
    return result.segments.left if side == "left" else result.segments.right


def name(result: Export, side: SideName, words: Words = EN) -> str:
    """Return the display name of a side, made distinct where both share a name."""
    this_statement, other_statement = statement(result, side), statement(result, other(side))
    if this_statement.side != other_statement.side:
        return squeeze(this_statement.side)
    alike = this_statement.lang == other_statement.lang
    by = words.say(f"side.{side}") if alike else words.language_name(this_statement.lang)
    return words.say("side.told_apart", side=squeeze(this_statement.side), by=by)


def passage(result: Export, side: SideName, index: int) -> str:
    """Return the text of a segment, as it stands in the statement."""
    segment = segments(result, side)[index]
    return statement(result, side).text[segment.start : segment.end]


def tally(result: Export, side: SideName) -> Tally:
    """Count how much of a side's statement the other side covers."""
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
    found = [index for index, segment in enumerate(candidates) if segment.status == "left_out"]
    return sorted(found, key=lambda index: (-candidates[index].p_left_out, index))


def topics(result: Export, state: State) -> list[TopicExport]:
    """The topics in a state, in the order of :func:`ranked`."""
    return [topic for topic in ranked(result) if topic.state == state]


def ranked(result: Export) -> list[TopicExport]:
    """All topics, the most certain first; of those as certain in whole per cent, the longest."""
    return sorted(
        result.topics,
        key=lambda t: (-round(t.confidence, 2), -t.share.left - t.share.right, t.id),
    )


def ranked_rows(result: EventExport) -> list[RowExport]:
    """The topics of an event by the same order, each as certain as its surest cell."""
    return sorted(
        result.matrix.topics,
        key=lambda row: (
            -round(max(cell.confidence for cell in row.cells), 2),
            -sum(cell.share for cell in row.cells),
            row.id,
        ),
    )


def only(side: SideName) -> State:
    """The state of a topic that only this side raises."""
    return "left_only" if side == "left" else "right_only"


def gaps(result: Export) -> list[AttributionGapExport]:
    """What one side says the other said and the other's text lacks, most certain first."""
    return sorted(result.attribution_gaps, key=lambda gap: -gap.probability)


def passages(topic: TopicExport, side: SideName) -> tuple[int, ...]:
    """Indices of the segments of a side that raise a topic, or else of those that deny it."""
    raised: tuple[int, ...] = getattr(topic, side)
    denied: tuple[int, ...] = getattr(topic.denied, side)
    return raised or denied


def deniers(topic: TopicExport) -> list[SideName]:
    """The sides that name a topic only to say that it was not talked about."""
    return [s for s in SIDES if getattr(topic.denied, s) and not getattr(topic, s)]


def evidence(result: Export, topic: TopicExport, side: SideName) -> int | None:
    """Index of the segment that shows best that the side raises the topic, or denies it."""
    indices = passages(topic, side)

    def rank(index: int) -> tuple[float, int]:
        mentions = segments(result, side)[index].mentions
        best = max(
            (mention.confidence for mention in mentions if mention.topic == topic.id), default=0.0
        )
        return -best, index

    return min(indices, key=rank, default=None)


def label(labels: LabelsExport, words: Words = EN) -> str:
    """The name of a topic in a language, or in English where it has none there."""
    return squeeze(labels.text(words.language))


def phrase(topic: TopicExport | RowExport, words: Words = EN) -> str:
    """Return what a topic is called inside a sentence, or else its name."""
    return label(topic.running_text or topic.labels, words)


def phrases(result: Export, words: Words = EN) -> dict[str, str]:
    """Return what each topic is called inside a sentence, by its id."""
    return {topic.id: phrase(topic, words) for topic in result.topics}


def column_names(result: EventExport) -> list[str]:
    """Return the display name of each statement of an event, in order."""
    columns = result.matrix.sides
    sides = [squeeze(column.side) for column in columns]
    pairs = [(side, column.lang) for side, column in zip(sides, columns, strict=True)]
    return [
        side
        if sides.count(side) == 1
        else f"{side} ({column.lang if pairs.count((side, column.lang)) == 1 else column.id})"
        for side, column in zip(sides, columns, strict=True)
    ]


def warnings(result: Export, words: Words = EN) -> list[str]:
    """Return one sentence for each text that is not the official one, whole and in the original.

    And one where both texts are the same.
    """
    same = [words.say("warning.same")] if result.left.text == result.right.text else []
    return same + [
        words.say(f"warning.{fidelity}", side=name(result, side, words))
        for side in SIDES
        if (fidelity := statement(result, side).source.fidelity) != "verbatim"
    ]


def is_excerpt(result: Export, side: SideName) -> bool:
    """Whether a side's text is an excerpt, so that the whole text may hold what it leaves out."""
    return statement(result, side).source.fidelity == "excerpt"


def left_out_heading(result: Export, side: SideName, count: int, words: Words) -> str:
    """Return the heading of the passages that a side leaves out; of an excerpt it says so."""
    key = "head.left_out_excerpt" if is_excerpt(result, side) else "head.left_out"
    return words.say(key, side=squeeze(name(result, side, words)), count=count)


def coverage(result: Export, side: SideName, words: Words = EN) -> str:
    """Return how much of a side's statement the other covers, as a sentence."""
    counted = tally(result, side)
    this_name, other_name = name(result, side, words), name(result, other(side), words)
    total = counted.substantive
    if not total:
        return words.say("coverage.none", side=this_name)
    rest: tuple[Status, ...] = ("partly", "left_out", "unclear")
    listed = [
        words.say("coverage.rest", count=count, word=words.say(f"coverage.{status}"))
        for status in rest
        if (count := counted.counts[status])
    ]
    body = words.say(
        "coverage.one" if total == 1 else "coverage.many",
        side=this_name,
        other=other_name,
        covered=counted.counts["covered"],
        total=total,
        share=words.percent(counted.part("covered")),
    )
    return words.sentence([body, words.say("list.comma").join(listed)] if listed else [body])


def percent(part: float) -> str:
    """Return a share in [0, 1] in whole per cent, in English; see :meth:`Words.percent`."""
    return EN.percent(part)


def method(result: Export, words: Words = EN) -> str:
    """One line of method: version, encoder, codebook, settings."""
    signature = result.signature
    weights = words.say("method.held_out" if signature.held_out else "method.weights")
    settings = ", ".join(f"{key} {value}" for key, value in signature.settings.items())
    return words.say(
        "method.line",
        version=signature.version,
        encoder=f"{signature.encoder}{short_hash(signature.encoder_hash)}",
        codebook=f"{signature.codebook}{short_hash(signature.codebook_hash)}",
        weights=f"{weights}{short_hash(signature.weights_hash)}",
        settings=settings or words.say("method.default"),
    )


LIKE_THE_LABELLED = 50
"""Passages of substance a side up to which a text is like the labelled ones, which have 1 to 25."""


def expected_error(result: Export, words: Words = EN) -> str:
    """Return the expected share of errors among "left out" calls, as a sentence.

    Nothing is promised with another encoder or codebook than those that the line was drawn with,
    and of texts unlike or far longer than those that it was drawn on; the sentence then says so
    and why.
    """
    signature = result.signature
    chosen = float(signature.settings.get("max_error", Settings().max_error))
    if signature.calibration:
        share = words.percent(chosen)
        return words.say("error.calibrated", share=share, material=signature.calibration)
    longest = max(tally(result, side).substantive for side in SIDES)
    if signature.encoder != Settings().encoder:
        return words.say("error.encoder", encoder=signature.encoder)
    if signature.codebook.split()[0] != Settings().codebook:
        return words.say("error.codebook", codebook=signature.codebook)
    if result.unlike:
        return words.say("error.unlike", numbers=_listed_numbers(result, words))
    if longest > LIKE_THE_LABELLED:
        return words.say("error.long", count=longest)
    scores = "other_states" if reads_pairs(result) else "other_states_unread"
    wrong = 1 - measured()[scores]["left_out precision"]
    return words.say("error.expected", share=words.percent(chosen), others=words.percent(wrong))


def _listed_numbers(result: Export, words: Words) -> str:
    """Return in what the texts are unlike the labelled accounts, as clauses, farthest first."""
    clauses = []
    for held in result.unlike:
        ends = {"value": held.value, "low": held.low, "high": held.high}
        if held.number == "passages":
            least, most = math.ceil(held.low), math.floor(held.high)
            shown = {"value": str(round(held.value)), "low": str(least), "high": str(most)}
        elif held.number == "nearest":
            shown = {end: f"{value:.2f}" for end, value in ends.items()}
        else:
            shown = {end: words.percent(min(value, 1.0)) for end, value in ends.items()}
        clauses.append(words.say(f"unlike.{held.number}", **shown))
    return words.say("sentence.join").join(clauses)


def reads_pairs(result: Export) -> bool:
    """Return whether the nearest passages were also read together."""
    return bool(result.signature.settings.get("read_pairs", Settings().read_pairs))


def short_hash(digest: str) -> str:
    """Return the beginning of a hash in brackets, to stand after a name; empty where unknown."""
    return f" ({digest[:12]})" if digest else ""
