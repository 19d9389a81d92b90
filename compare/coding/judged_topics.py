"""Topics of a comparison after people said which passages raise them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from compare.comparison import SIDES, Comparison, SideName
from compare.comparison.decisions import Decision
from compare.coverage.decision import settle_topics
from compare.topics.codebook import CodebookTopic
from compare.topics.shares import TopicShares, occurrences, speakers
from compare.topics.types import Mention, State, Topic

Names = Mapping[str, CodebookTopic | Topic]
"""By topic in the order of the codebook, what has its labels and its words for running text."""
Mentions = tuple[tuple[Mention, ...], ...]


def judged_mentions(
    mentions: Mentions, side: SideName, decisions: Collection[Decision]
) -> Mentions:
    """The topics of each segment of a side as people decided; what they did not judge stays."""
    rows = [list(found) for found in mentions]
    for decision in decisions:
        if decision.side != side or decision.segment is None:
            continue
        row, topic = rows[decision.segment], decision.topic
        denied = decision.value == "denied"
        known = any(m.topic == topic and m.denied == denied for m in row)
        if known and decision.value != "not_raised":
            continue
        kept = [mention for mention in row if mention.topic != topic]
        if decision.value != "not_raised":
            kept.append(Mention(topic, 1.0, (), 0.0, denied))
        rows[decision.segment] = kept
    return tuple(map(tuple, rows))


@dataclass(frozen=True)
class _Sets:
    """Which segments of the left and of the right raise a topic, and which deny it."""

    raised: tuple[tuple[int, ...], tuple[int, ...]]
    denied: tuple[tuple[int, ...], tuple[int, ...]]

    @property
    def pattern(self) -> tuple[bool, ...]:
        return tuple(map(bool, (*self.raised, *self.denied)))


def judged_topics(
    machine: Comparison, judged: Comparison, names: Names, left_out: Collection[tuple[str, int]]
) -> tuple[Topic, ...]:
    """The topics of an event after people judged its passages, in the order of the codebook.

    The state of a topic stays the machine's unless people changed whether a side raises or
    denies it. What a side alone raises, in passages that people say the other leaves out, is
    its alone, even where the machine could not tell; a state that people brought about has
    the confidence 1.

    Args:
        machine: as the machine made it.
        judged: the same with the mentions, segments and coverage that people decided.
        names: of the topics of the codebook.
        left_out: sides and segments that people decided are left out.
    """
    shares = tuple(
        TopicShares.of(judged.statement(s), judged.segments(s), judged.mentions(s)) for s in SIDES
    )
    denied = [occurrences(judged.mentions(s), denied=True)[0] for s in SIDES]
    before = {topic.id: topic for topic in machine.topics}
    found = []
    for id_ in [*names, *(id_ for id_ in before if id_ not in names)]:
        left, right = (side.raised.get(id_, ()) for side in shares)
        sets = _Sets((left, right), (denied[0].get(id_, ()), denied[1].get(id_, ())))
        if not any(sets.pattern):
            continue
        old = before.get(id_)
        name = old or names.get(id_)
        state, confidence = _state(sets, old, left_out)
        found.append(
            Topic(
                id=id_,
                labels=name.labels if name else (),
                left=left,
                right=right,
                state=state,
                confidence=confidence,
                share=(shares[0].share(id_), shares[1].share(id_)),
                first=(shares[0].first(id_), shares[1].first(id_)),
                speakers=(
                    speakers(judged.left_segments, left),
                    speakers(judged.right_segments, right),
                ),
                denied=sets.denied,
                running_text=name.running_text if name else (),
            )
        )
    return settle_topics(tuple(found), judged.left_coverage, judged.right_coverage)


def _state(
    sets: _Sets, old: Topic | None, left_out: Collection[tuple[str, int]]
) -> tuple[State, float]:
    known = _Sets((old.left, old.right), old.denied).pattern if old else ()
    alone: State | None = None
    if sets.raised[0] and not sets.raised[1]:
        alone = "left_only"
    elif sets.raised[1] and not sets.raised[0]:
        alone = "right_only"
    side, passages = ("left", sets.raised[0]) if sets.raised[0] else ("right", sets.raised[1])
    if old and sets.pattern == known:
        if alone and old.state == "unclear" and all((side, k) in left_out for k in passages):
            return alone, 1.0
        return old.state, old.confidence
    denying = any(d and not r for d, r in zip(sets.denied, sets.raised, strict=True))
    if denying:
        return "denied", 1.0
    return (alone or "both"), 1.0
