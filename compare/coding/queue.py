"""What a coder is shown next: passages in the order in which an answer would change most."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from compare.coding.judgements import Anchor, Entry, Judgement, current
from compare.coding.placing import Place, Places
from compare.coding.settling import settle
from compare.comparison import SIDES, Comparison, SideName, other
from compare.comparison.decisions import Decision

_OF_A_HEADLINE = 0.5
"""What it adds to the doubt of a passage that it alone may carry a topic of the headline."""


@dataclass(frozen=True, slots=True)
class Task:
    """A passage to judge."""

    side: SideName
    segment: int
    judgement: Judgement | None
    """What this coder has said of it, if anything."""


def tasks(result: Comparison, history: Iterable[Entry], coder: str) -> tuple[Task, ...]:
    """The passages of both sides for one coder: those not judged yet first.

    Within each half by doubt, the greatest first: how near the probability of left out is to one
    half, and whether the passage raises a topic of which one side alone, or nobody knows who, is
    said to raise it. What the machine calls procedural comes last.
    """
    mine = _by_place(result, [each for each in current(history) if each.coder == coder])
    headline = _of_a_headline(result)
    found = []
    for side in SIDES:
        for index, coverage in enumerate(result.coverage(side)):
            said = mine.get((side, index), [])
            doubt = 1 - 2 * abs(coverage.p_left_out - 0.5)
            doubt += _OF_A_HEADLINE * ((side, index) in headline)
            formal = coverage.status == "procedural"
            key = bool(said), formal, -doubt, side, index
            found.append((key, Task(side, index, said[-1] if said else None)))
    return tuple(task for _, task in sorted(found, key=lambda entry: entry[0]))


def disputes(result: Comparison, history: Iterable[Entry]) -> tuple[tuple[Decision, ...], ...]:
    """Places of which coders say different things, or of which all are unsure, to be adjudicated.

    Returns:
        For each place, the decision and then what each coder alone comes to.
    """
    held = _by_place(result, list(current(history)))
    found = []
    for (side, index), said in sorted(held.items()):
        place, machine = Place(side, index), result.coverage(side)[index].status
        whole = settle(place, said, machine)
        if whole.state in ("disputed", "unsure"):
            coders = sorted({each.coder for each in said})
            alone = (settle(place, [j for j in said if j.coder == c], machine) for c in coders)
            found.append((whole, *alone))
    return tuple(found)


def status_anchors(result: Comparison, side: SideName, segment: int) -> tuple[Anchor, Anchor]:
    """The anchors of a judgement of a status: the passage, and the other side's whole text."""
    span = result.segments(side)[segment]
    passage = Anchor.of(result.statement(side), span.start, span.end)
    return passage, Anchor.whole(result.statement(other(side)))


def _by_place(
    result: Comparison, judgements: Sequence[Judgement]
) -> dict[tuple[SideName, int], list[Judgement]]:
    """Judgements of statuses by the passages they are of, where the text is unchanged."""
    places = Places(result, ())
    found: dict[tuple[SideName, int], list[Judgement]] = {}
    for each in judgements:
        if each.kind != "status":
            continue
        for place in places.find(each):
            if place.segment is not None and not place.outdated:
                found.setdefault((place.side, place.segment), []).append(each)
    return found


def _of_a_headline(result: Comparison) -> set[tuple[SideName, int]]:
    open_ = [t for t in result.topics if t.state in ("left_only", "right_only", "unclear")]
    return {(side, k) for topic in open_ for side in SIDES for k in getattr(topic, side)}
