"""What the other text does with one text: a sentence, and the parts of a bar."""

from __future__ import annotations

from dataclasses import dataclass

from compare.comparison import SideName, other
from compare.coverage.types import Status
from compare.phrases.words import EN, Words
from compare.report.content import findings
from compare.report.content.brief.headline import certain_from
from compare.report.export.schema import Export, TopicExport

TREATED: tuple[Status, ...] = ("covered", "partly", "unclear", "left_out")
"""The statuses of passages of substance, from what is said by both to what is said by one."""


@dataclass(frozen=True, slots=True)
class Part:
    """The passages of one status in a text."""

    status: Status
    count: int
    share: float
    """Of the text's substance, in characters, from 0 to 1."""


def parts(result: Export, side: SideName) -> tuple[Part, ...]:
    """Return the parts of a side's substance by what the other text does with it; none is empty."""
    counted = findings.tally(result, side)
    return tuple(
        Part(status, count, counted.part(status))
        for status in TREATED
        if (count := counted.counts[status])
    )


def verdict(result: Export, side: SideName, words: Words = EN) -> str:
    """Return how much of a side's text the other leaves out, as a sentence that says of what.

    Where no passage is certain enough, though a topic is, the sentence says how the passages
    stand that raise the topic, so that it agrees with the headline.
    """
    counted = findings.tally(result, side)
    total, count = counted.substantive, counted.counts["left_out"]
    if not total:
        return words.say("coverage.none", side=findings.name(result, side, words))
    key = "verdict.none" if not count else "verdict.one" if count == 1 else "verdict.many"
    body = words.say(
        key,
        count=count,
        total=total,
        share=words.percent(counted.part("left_out")),
        side=findings.name(result, other(side), words),
    )
    rest: dict[Status, int] = {
        status: counted.counts[status] for status in TREATED if status != "left_out"
    }
    clauses = [body, _listed(rest, words), *_uncertain(result, side, words)]
    return words.sentence([clause for clause in clauses if clause])


def _uncertain(result: Export, side: SideName, words: Words) -> list[str]:
    """The topics of the headline that no passage left out raises, and how theirs stand."""
    sure = certain_from(result.signature)
    found: list[TopicExport] = []
    indices: set[int] = set()
    for topic in findings.topics(result, findings.only(side)):
        raising = findings.passages(topic, side)
        missing = [findings.segments(result, side)[index].status for index in raising]
        if topic.confidence >= sure and missing and "left_out" not in missing:
            found.append(topic)
            indices.update(raising)
    if not found:
        return []
    statuses = [findings.segments(result, side)[index].status for index in sorted(indices)]
    every: tuple[Status, ...] = (*TREATED, "procedural")
    counts = {status: statuses.count(status) for status in every}
    named = words.listed([findings.phrase(topic, words) for topic in found])
    return [words.say("verdict.topics", topics=named, passages=_listed(counts, words))]


def _listed(counts: dict[Status, int], words: Words) -> str:
    return words.say("list.comma").join(
        words.say("coverage.rest", count=count, word=words.say(f"status.{status}"))
        for status, count in counts.items()
        if count
    )
