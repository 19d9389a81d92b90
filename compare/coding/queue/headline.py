"""Which passages the headline hangs on: another answer would change which topics are left out."""

from __future__ import annotations

from compare.coding.applying import apply
from compare.coding.judgements import Anchor, make
from compare.comparison import SIDES, Comparison, SideName, other

_ANSWERS = ("covered", "left_out")


def turning(result: Comparison) -> frozenset[tuple[SideName, int]]:
    """Passages of which another status would change what topics one side alone raises.

    Each answer that the machine does not give is tried on the passages that raise a topic of
    which one side alone, or nobody knows who, is said to raise it; no other can change those.
    """
    before = _one_sided(result)
    found = set()
    for side, index in sorted(_of_open_topics(result)):
        passage, against = status_anchors(result, side, index)
        for answer in _ANSWERS:
            if answer != result.coverage(side)[index].status:
                said = make("-", "status", passage, answer, other=against)
                if _one_sided(apply(result, [said])) != before:
                    found.add((side, index))
    return frozenset(found)


def status_anchors(result: Comparison, side: SideName, index: int) -> tuple[Anchor, Anchor]:
    """The anchors of a judgement of a status: the passage, and the other side's whole text."""
    return anchor(result, side, index), Anchor.whole(result.statement(other(side)))


def anchor(result: Comparison, side: SideName, index: int) -> Anchor:
    """The anchor of a passage that is compared."""
    segment = result.segments(side)[index]
    return Anchor.of(result.statement(side), segment.start, segment.end)


def _one_sided(result: Comparison) -> set[tuple[str, str]]:
    """Topics that a headline may name, with their states."""
    return {(t.id, t.state) for t in result.topics if t.state in ("left_only", "right_only")}


def _of_open_topics(result: Comparison) -> set[tuple[SideName, int]]:
    open_ = [t for t in result.topics if t.state in ("left_only", "right_only", "unclear")]
    return {(side, k) for topic in open_ for side in SIDES for k in getattr(topic, side)}
