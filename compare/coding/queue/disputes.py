"""Places that are to be adjudicated, and judgements that somebody must look at again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from compare.coding.applying import machine_answer
from compare.coding.judgements import Entry, Judgement, current
from compare.coding.placing import Place, Places
from compare.coding.queue.tasks import Task
from compare.coding.settling import settle
from compare.comparison import Comparison
from compare.comparison.decisions import Decision, DecisionKind


@dataclass(frozen=True, slots=True)
class Dispute:
    """A place of which coders say different things, or of which all of several are unsure."""

    task: Task
    decision: Decision
    each: tuple[Decision, ...]
    """What each coder alone comes to, in alphabetical order."""


def disputes(result: Comparison, history: Iterable[Entry]) -> tuple[Dispute, ...]:
    """Places to be adjudicated, kind by kind in the order of the text."""
    held: dict[tuple[DecisionKind, Place, int, str], list[Judgement]] = defaultdict(list)
    judgements = current(history)
    places = Places(result, {each.topic for each in judgements})
    for each in judgements:
        for place, segment in places.unchanged(each):
            held[each.kind, place, segment, each.topic].append(each)
    found = []
    for (kind, place, segment, topic), said in held.items():
        machine = machine_answer(result, kind, place, topic)
        whole = settle(place, said, machine)
        coders = sorted({each.coder for each in said})
        if whole.state in ("disputed", "unsure") and len(coders) > 1:
            alone = (settle(place, [j for j in said if j.coder == c], machine) for c in coders)
            task = Task(kind, place.side, segment, place.other, topic, machine)
            found.append(Dispute(task, whole, tuple(alone)))
    return tuple(sorted(found, key=lambda dispute: dispute.task.order))


def outdated(
    result: Comparison, history: Iterable[Entry], topics: Iterable[str]
) -> tuple[Judgement, ...]:
    """Judgements of texts, or topics, that have changed since; somebody must look again.

    Args:
        result: the comparison of the texts as they are now.
        history: judgements of any texts.
        topics: ids of the topics of the codebook.
    """
    places = Places(result, frozenset(topics))
    return tuple(each for each in current(history) if any(p.outdated for p in places.find(each)))
