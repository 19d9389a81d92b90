"""Why a segment is called covered or left out, as data: topics, and the nearest passage.

Words that lack a counterpart by vectors alone are no reason: on real texts they come out as single
words of any kind, and half of them have a counterpart after all.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from compare.coverage.prepared import PreparedStatement

ReasonKind = Literal[
    "procedural", "question", "no_substance", "not_raised", "speaks", "nearest", "nothing", "shares"
]


@dataclass(frozen=True, slots=True)
class Reason:
    """A piece of evidence for a status; a report makes words of it.

    The kinds: ``procedural``, it carries no point of substance; ``question``, a reporter asks it,
    or a chair says it; ``no_substance``, the other text
    carries none; ``not_raised``, the other text does not raise its ``topics``; ``speaks``, the
    nearest passage raises ``topics`` of it too; ``nearest``, no more is known than which passage
    is nearest. ``nothing`` and ``shares`` stand in results that were saved before.
    """

    kind: ReasonKind
    topics: tuple[str, ...] = ()
    """Ids of topics, in the order of their English names."""
    phrases: tuple[str, ...] = ()
    """Words of the segment that have no counterpart; in results that were saved before."""
    share: float | None = None
    """Share of words in [0, 1] that the nearest has; in results that were saved before."""
    nearest: int | None = None
    """Index of the segment of the other side that is meant."""


def explain(
    status: str,
    ours: PreparedStatement,
    theirs: PreparedStatement,
    index: int,
    nearest: int | None,
) -> tuple[Reason, ...]:
    """What speaks for the status of our segment ``index``, at least one reason.

    Args:
        nearest: their closest segment, or None where they have none.
    """
    if status == "procedural":
        asked = ours.segments[index].voice == "reporter"
        return (Reason("question" if asked else "procedural"),)
    if nearest is None:
        return (Reason("no_substance"),)
    # Of an event only topics are told that a passage raises where it stands, among the others.
    topics = ours.topics[index] & {mention.topic for mention in ours.mentions[index]}
    shared = _in_order(topics & theirs.topics[nearest], ours)
    silent = _in_order(topics - theirs.raised - theirs.mentioned, ours)
    reasons = []
    # What is covered is said there, whatever else it touches on.
    if silent and status != "covered":
        reasons.append(Reason("not_raised", topics=silent))
    if shared:
        reasons.append(Reason("speaks", topics=shared, nearest=nearest))
    return tuple(reasons) or (Reason("nearest", nearest=nearest),)


def _in_order(topics: Iterable[str], ours: PreparedStatement) -> tuple[str, ...]:
    return tuple(sorted(topics, key=lambda topic: (ours.entries[topic].label("en"), topic)))
