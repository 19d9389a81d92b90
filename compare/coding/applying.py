"""A comparison with people's judgements on it: what follows from them, the machine's kept beside.

    history = compare.coding.files.read("judgements.jsonl")
    judged = apply(comparison, history)

The judged comparison is one like any other, so that reports, tables, figures and scores follow.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import cast, get_args

from compare.coding.judged_links import joined, moved, without
from compare.coding.judged_topics import Names, judged_mentions, judged_topics
from compare.coding.judgements import Entry, Judgement, current, digest
from compare.coding.placing import Place, Places
from compare.coding.settling import settle
from compare.comparison import SIDES, Comparison, EventComparison, SideName
from compare.comparison.decisions import Decision, DecisionKind
from compare.comparison.gaps import attribution_gaps
from compare.coverage.types import Coverage, Status
from compare.segmentation.segments import Segment, Voice
from compare.topics.codebook import Codebook, load_codebook
from corpus.statements import Statement

_KINDS: tuple[DecisionKind, ...] = get_args(DecisionKind)


def apply(
    result: Comparison, history: Iterable[Entry], codebook: Codebook | None = None
) -> Comparison:
    """The comparison as people judged it.

    Passages, links, topics, speakers and what is made of them follow the judgements; where coders
    disagree or are unsure the status of a passage is ``unclear`` and everything else stays the
    machine's. Probabilities stay the machine's. Judgements of texts that have changed are listed
    among :attr:`Comparison.decisions` and change nothing. The signature names how many coders
    judged, and a digest of what they said.

    Args:
        result: as the machine made it.
        history: judgements of any texts; those of others are passed over.
        codebook: the one of the comparison; by default the bundled one, where it is that.

    Returns:
        ``result`` itself where no judgement is of its texts.
    """
    if _identity(result.right) < _identity(result.left):
        # A link that falls into parts does so in one way, whichever side is the left.
        return apply(result.mirrored(), history, codebook).mirrored()
    names, topics = _names(result, codebook)
    judgements = current(history)
    places = Places(result, topics or [each.topic for each in judgements])
    votes: dict[tuple[Place, DecisionKind, str], list[Judgement]] = defaultdict(list)
    used = []
    for judgement in judgements:
        found = places.find(judgement)
        used += [judgement] * bool(found)
        for place in found:
            votes[place, judgement.kind, judgement.topic].append(judgement)
    if not used:
        return result
    decisions = sorted(
        (
            settle(place, given, machine_answer(result, kind, place, topic))
            for (place, kind, topic), given in votes.items()
        ),
        key=_order,
    )
    coders = len({judgement.coder for judgement in used})
    said = f"{coders} coder{'s' * (coders != 1)}, digest {digest(used)[:12]}"
    judged = _rebuilt(result, decisions, names)
    return replace(
        judged,
        decisions=tuple(decisions),
        signature=replace(result.signature, judged=said),
    )


def apply_all(
    result: EventComparison, history: Iterable[Entry], codebook: Codebook | None = None
) -> EventComparison:
    """The comparison of an event as people judged it, every pair as :func:`apply` does."""
    entries = list(history)
    return replace(result, pairs=tuple(apply(pair, entries, codebook) for pair in result.pairs))


def machine_answer(result: Comparison, kind: DecisionKind, place: Place, topic: str = "") -> str:
    """What a comparison says of a place, as one of :data:`compare.coding.judgements.VALUES`.

    Beside those ``unclear`` for a status; empty where the place has no segment.
    """
    segment = place.segment
    if segment is None:
        return ""
    if kind == "status":
        return result.coverage(place.side)[segment].status
    if kind == "speaker":
        return speaker_value(result.segments(place.side)[segment])
    if kind == "topic":
        found = [m.denied for m in result.mentions(place.side)[segment] if m.topic == topic]
        return "not_raised" if not found else "denied" if all(found) else "raised"
    linked = any(segment in link.left and place.other in link.right for link in result.links)
    return "linked" if linked else "not_linked"


def speaker_value(segment: Segment) -> str:
    """Whose words a segment reports, as a judgement says it."""
    return f"{segment.voice}: {segment.speaker}" if segment.speaker else segment.voice


def _identity(statement: Statement) -> tuple[str, str, str]:
    return statement.text, statement.id, statement.side


def _names(result: Comparison, codebook: Codebook | None) -> tuple[Names, tuple[str, ...]]:
    """Names of the topics that are known, and the ids of all; none where the codebook is not."""
    book = codebook or load_codebook()
    if codebook is None and book.fingerprint != result.signature.codebook_hash:
        return {topic.id: topic for topic in result.topics}, ()
    return {entry.id: entry for entry in book.topics}, book.ids


def _order(decision: Decision) -> tuple[object, ...]:
    place = (decision.segment is None, decision.segment or 0, decision.other or 0)
    return _KINDS.index(decision.kind), decision.side, *place, decision.topic, decision.quote


def _rebuilt(result: Comparison, decisions: Sequence[Decision], names: Names) -> Comparison:
    """What follows from the decisions, kind by kind: each may bear on those after it."""
    live = [d for d in decisions if d.state != "outdated" and d.segment is not None]
    made = {kind: [d for d in live if d.kind == kind and d.value] for kind in _KINDS}
    statuses: dict[tuple[SideName, int], Status] = {
        (d.side, cast(int, d.segment)): cast(Status, d.value or "unclear")
        for d in live
        if d.kind == "status"
    }
    judged = replace(
        result,
        left_segments=_segments(result, "left", made, statuses),
        right_segments=_segments(result, "right", made, statuses),
        left_mentions=judged_mentions(result.left_mentions, "left", made["topic"]),
        right_mentions=judged_mentions(result.right_mentions, "right", made["topic"]),
    )
    linked = {_pair(d) for d in made["link"] if d.value == "linked"}
    judged = replace(
        judged,
        left_coverage=_coverage(result, "left", statuses, {i for i, _ in linked}),
        right_coverage=_coverage(result, "right", statuses, {j for _, j in linked}),
    )
    parted = {_pair(d) for d in made["link"]} - linked
    alone = {place for place, status in statuses.items() if status in ("left_out", "procedural")}
    judged = _relinked(result, judged, linked, parted, alone)
    left_out = {place for place, status in statuses.items() if status == "left_out"}
    return replace(
        judged,
        topics=judged_topics(result, judged, names, left_out),
        attribution_gaps=attribution_gaps(
            {side: judged.segments(side) for side in SIDES},
            {side: judged.coverage(side) for side in SIDES},
        ),
    )


def _pair(decision: Decision) -> tuple[int, int]:
    return cast(int, decision.segment), cast(int, decision.other)


def _segments(
    result: Comparison,
    side: SideName,
    made: dict[DecisionKind, list[Decision]],
    statuses: dict[tuple[SideName, int], Status],
) -> tuple[Segment, ...]:
    """The segments of a side with the speakers, and what is procedural, as people decided."""
    segments = list(result.segments(side))
    for decision in made["speaker"]:
        if decision.side == side and decision.segment is not None:
            voice, _, speaker = decision.value.partition(": ")
            old = segments[decision.segment]
            segments[decision.segment] = replace(old, voice=cast(Voice, voice), speaker=speaker)
    for (where, index), status in statuses.items():
        if where == side:
            segments[index] = replace(segments[index], procedural=status == "procedural")
    return tuple(segments)


def _coverage(
    result: Comparison,
    side: SideName,
    statuses: dict[tuple[SideName, int], Status],
    linked: set[int],
) -> tuple[Coverage, ...]:
    """The coverage of a side's segments as people decided."""
    rows = enumerate(result.coverage(side))
    return tuple(_covered(row, statuses.get((side, k)), k in linked) for k, row in rows)


def _covered(coverage: Coverage, status: Status | None, linked: bool) -> Coverage:
    """The coverage of a passage; its reasons go where they spoke for another status."""
    if status is None and linked and coverage.status in ("left_out", "unclear", "procedural"):
        status = "covered" if coverage.p_covered >= coverage.p_partly else "partly"
    if status is None or status == coverage.status:
        return coverage
    return replace(coverage, status=status, reason=())


def _relinked(
    result: Comparison,
    judged: Comparison,
    linked: set[tuple[int, int]],
    parted: set[tuple[int, int]],
    alone: set[tuple[SideName, int]],
) -> Comparison:
    """The comparison with the links that people decided; what they call left out has none."""
    lone = [{k for s, k in alone if s == side} for side in SIDES]
    known = {(i, j) for link in result.links for i in link.left for j in link.right}
    parted = parted | {(i, j) for i, j in known if i in lone[0] or j in lone[1]}
    new = {(i, j) for i, j in linked if i not in lone[0] and j not in lone[1]}
    parts = without(result.links, parted)
    links = [link for link, _ in parts]
    links = sorted([*links, *joined(links, new)], key=lambda link: (link.left, link.right))
    segments = judged.left_segments, judged.right_segments
    return replace(judged, links=tuple(links), shifts=moved(result.shifts, parts, links, segments))
