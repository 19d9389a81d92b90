"""What a coder is shown next: places in the order in which an answer would change most."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from compare.coding.applying import machine_answer
from compare.coding.judgements import Anchor, Entry, Judgement, current, make
from compare.coding.placing import Place, Places
from compare.coding.queue.headline import anchor, status_anchors, turning
from compare.comparison import SIDES, Comparison, SideName, other
from compare.comparison.decisions import DecisionKind


@dataclass(frozen=True, slots=True)
class Task:
    """A place to judge."""

    kind: DecisionKind
    side: SideName
    """Of the passage; of a link always the left."""
    segment: int
    other: int | None = None
    """Of a link, index of the passage on the right; else None."""
    topic: str = ""
    """Of a topic, its id."""
    machine: str = ""
    """What the machine says of it."""
    headline: bool = False
    """True where another answer would change what the headline may say."""
    judgement: Judgement | None = None
    """What this coder has said of it, if anything."""

    @property
    def place(self) -> tuple[DecisionKind, SideName, int, int | None, str]:
        """What tells it from other tasks on the same comparison."""
        return self.kind, self.side, self.segment, self.other, self.topic

    @property
    def order(self) -> tuple[str, str, int, int, str]:
        """Its place in the order of the texts."""
        return self.kind, self.side, self.segment, self.other or 0, self.topic


Doubted = tuple[tuple[Task, float], ...]
"""Tasks that nobody judged yet, each with how doubtful the machine's answer is."""


def places(result: Comparison, kind: DecisionKind) -> Doubted:
    """The places of one kind that are to be judged, in the order of the text.

    They hang on the machine's result alone, and of long texts take a second: who asks often keeps
    them and gives them to :func:`tasks`.
    """
    return tuple(_PLACES[kind](result))


def tasks(
    result: Comparison,
    history: Iterable[Entry],
    coder: str,
    kind: DecisionKind = "status",
    known: Doubted | None = None,
) -> tuple[Task, ...]:
    """The places of one kind for one coder: those not judged yet first.

    Within each half first those whose answer would change the headline, then by doubt, the
    greatest first. Of statuses, that is how near the probability of left out is to one half, and
    what the machine calls procedural comes last; of topics, how near a passage's mention is to
    none; of links, how near their probability is to the line; of speakers, first whose words it
    is not said. Topics asked of a passage are its own and those of the passages beside it, links
    those that there are and the nearest passages, so that what is asked tells no answer.

    Args:
        result: as the machine made it.
        history: judgements of any texts.
        coder: who is to judge.
        kind: what is to be judged.
        known: what :func:`places` gives of them; it is asked where this is not given.
    """
    mine = _judged(result, [each for each in current(history) if each.coder == coder], kind)
    found = []
    for task, doubt in places(result, kind) if known is None else known:
        said = mine.get(task.place)
        last = task.machine == "procedural"
        key = said is not None, last, not task.headline, -doubt, *task.order
        found.append((key, replace(task, judgement=said)))
    return tuple(task for _, task in sorted(found, key=lambda entry: entry[0]))


def judged(
    result: Comparison, task: Task, coder: str, value: str, event: str = "", **rest: object
) -> Judgement:
    """A judgement of the place of a task, made now.

    Args:
        result: the comparison of the task.
        task: what is judged.
        coder: who judges.
        value: what is said, one of :data:`compare.coding.judgements.VALUES`.
        event: id of the event.
        rest: further fields of :class:`Judgement`, such as ``note``.

    Raises:
        CodingError: that cannot be said.
    """
    passage, against = anchors(result, task)
    return make(
        coder,
        task.kind,
        passage,
        value,
        other=against,
        topic=task.topic,
        machine=task.machine,
        event=event,
        codebook=result.signature.codebook_hash,
        **rest,
    )


def anchors(result: Comparison, task: Task) -> tuple[Anchor, Anchor | None]:
    """The anchors of a judgement: the passage, and what it is judged against.

    That is of a status the other side's whole text, of a link the passage there, else None.
    """
    if task.kind == "status":
        return status_anchors(result, task.side, task.segment)
    there = None if task.other is None else anchor(result, other(task.side), task.other)
    return anchor(result, task.side, task.segment), there


def _judged(
    result: Comparison, judgements: Sequence[Judgement], kind: DecisionKind
) -> dict[tuple[DecisionKind, SideName, int, int | None, str], Judgement]:
    """Judgements of a kind by the places they are of, where the text is unchanged."""
    places = Places(result, {each.topic for each in judgements})
    return {
        (kind, place.side, segment, place.other, each.topic): each
        for each in judgements
        if each.kind == kind
        for place, segment in places.unchanged(each)
    }


_Doubts = Iterator[tuple[Task, float]]


def _statuses(result: Comparison) -> _Doubts:
    turns = turning(result)
    for side in SIDES:
        for index, coverage in enumerate(result.coverage(side)):
            turned = (side, index) in turns
            task = Task("status", side, index, machine=coverage.status, headline=turned)
            yield task, 1 - 2 * abs(coverage.p_left_out - 0.5)


def _topics(result: Comparison) -> _Doubts:
    named = {topic.id: topic for topic in result.topics}
    open_ = {id_ for id_, topic in named.items() if topic.state != "both"}
    for side in SIDES:
        for index in range(len(result.segments(side))):
            asked = {mention.topic for mention in result.mentions(side)[index]}
            for near in _beside(result, side, index):
                asked |= {mention.topic for mention in result.mentions(other(side))[near]}
            for topic in sorted(asked & named.keys()):
                machine = machine_answer(result, "topic", Place(side, index), topic)
                own = [m.confidence for m in result.mentions(side)[index] if m.topic == topic]
                doubt = 1 - max(own) if own else 0.5
                yield Task("topic", side, index, None, topic, machine, topic in open_), doubt


def _beside(result: Comparison, side: SideName, index: int) -> set[int]:
    """Passages of the other side that a passage is linked to, and the nearest one."""
    nearest = result.coverage(side)[index].nearest
    found = set() if nearest is None else {nearest}
    for link in result.links:
        here, there = (link.left, link.right) if side == "left" else (link.right, link.left)
        if index in here:
            found |= set(there)
    return found


def _links(result: Comparison) -> _Doubts:
    sure = {
        (i, j): link.probability for link in result.links for i in link.left for j in link.right
    }
    near = {
        (index, coverage.nearest) if side == "left" else (coverage.nearest, index): coverage
        for side in SIDES
        for index, coverage in enumerate(result.coverage(side))
        if coverage.nearest is not None and coverage.status != "procedural"
    }
    for i, j in sorted({*sure, *near}):
        linked = (i, j) in sure
        doubt = 1 - sure[i, j] if linked else 1 - near[i, j].p_left_out
        machine = "linked" if linked else "not_linked"
        yield Task("link", "left", i, j, machine=machine), doubt


def _speakers(result: Comparison) -> _Doubts:
    gaps = {(gap.side, gap.segment) for gap in result.attribution_gaps}
    for side in SIDES:
        for index, segment in enumerate(result.segments(side)):
            machine = machine_answer(result, "speaker", Place(side, index))
            doubt = {"unattributed": 1.0, "other": 0.75, "both": 0.5}.get(segment.voice, 0.25)
            told = (side, index) in gaps
            last = 0.0 if segment.procedural else doubt
            yield Task("speaker", side, index, machine=machine, headline=told), last


_PLACES = {"status": _statuses, "topic": _topics, "link": _links, "speaker": _speakers}
