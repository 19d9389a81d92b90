"""Where judgements stand in a comparison, though its passages may be cut otherwise by now."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import product

from compare.coding.judgements import Anchor, Judgement
from compare.comparison import SIDES, Comparison, SideName, other
from compare.evaluation.carry_over import overlapping
from compare.evaluation.offsets import non_white
from compare.segmentation.segments import Segment
from corpus.text.hashing import text_hash


@dataclass(frozen=True, slots=True)
class Place:
    """A place of a comparison; see the fields of :class:`compare.comparison.decisions.Decision`."""

    side: SideName
    segment: int | None
    other: int | None = None
    outdated: bool = False
    """True where the text or the codebook has changed since it was judged."""


@dataclass(frozen=True, slots=True)
class _Counted:
    start: int
    end: int


def only_place(text: str, quote: str) -> tuple[int, int] | None:
    """Where the words of an anchor stand in a text that has changed since.

    Counts characters that are not white space, as anchors do; None where the words are not there,
    or there more than once.
    """
    whole, words = ("".join(each.split()) for each in (text, quote))
    start = whole.find(words) if words else -1
    if start < 0 or whole.find(words, start + 1) >= 0:
        return None
    return start, start + len(words)


class _Side:
    """One statement of a comparison with its segments counted without white space."""

    def __init__(self, result: Comparison, side: SideName) -> None:
        statement = result.statement(side)
        self.side, self.id, self.hash = side, statement.id, text_hash(statement.text)
        self.text = "".join(statement.text.split())
        counted = non_white(statement.text)
        segments: tuple[Segment, ...] = result.segments(side)
        self.spans = [_Counted(*counted.count(s.start, s.end)) for s in segments]

    def same(self, anchor: Anchor) -> bool:
        return self.hash == anchor.text

    def known(self, anchor: Anchor) -> bool:
        return self.same(anchor) or self.id == anchor.statement

    def segments(self, anchor: Anchor) -> list[int]:
        """The segments of an anchor; in a changed text, those of its words where they are left."""
        if self.same(anchor):
            return overlapping(_Counted(anchor.start, anchor.end), self.spans)
        found = only_place(self.text, anchor.quote)
        return overlapping(_Counted(*found), self.spans) if found else []


class Places:
    """Finds the places of judgements in one comparison."""

    def __init__(self, result: Comparison, topics: Collection[str]) -> None:
        """Take a comparison and the ids of the topics of its codebook."""
        self._sides = {side: _Side(result, side) for side in SIDES}
        self._topics = frozenset(topics)

    def find(self, judgement: Judgement) -> tuple[Place, ...]:
        """The places that a judgement is of; none where it is of other texts.

        A passage that is cut into two by now has two places; one whose words a changed text no
        longer holds, or holds twice, has one without a segment.
        """
        side = self._side_of(judgement)
        if side is None:
            return ()
        here, there = self._sides[side], self._sides[other(side)]
        outdated = not here.same(judgement.passage)
        if judgement.other is not None:
            outdated |= not there.same(judgement.other)
        if judgement.kind == "topic":
            outdated |= judgement.topic not in self._topics
        return tuple(self._places(judgement, side, outdated))

    def passages(self, anchor: Anchor) -> tuple[tuple[SideName, int], ...]:
        """The segments at an anchor, whatever is said there; none where it is of other texts."""
        for fits in (_Side.same, _Side.known):
            # Of two sides with one and the same text it is the one of that id, if either.
            for side in sorted(SIDES, key=lambda s: self._sides[s].id != anchor.statement):
                if fits(self._sides[side], anchor):
                    return tuple((side, index) for index in self._sides[side].segments(anchor))
        return ()

    def unchanged(self, judgement: Judgement) -> Iterator[tuple[Place, int]]:
        """The places of a judgement in texts that have not changed, each with its segment."""
        for place in self.find(judgement):
            if place.segment is not None and not place.outdated:
                yield place, place.segment

    def _places(self, judgement: Judgement, side: SideName, outdated: bool) -> Iterator[Place]:
        found = self._sides[side].segments(judgement.passage)
        if judgement.kind != "link" or judgement.other is None:
            for segment in found:
                yield Place(side, segment, None, outdated)
            if not found:
                yield Place(side, None, None, True)
            return
        others = self._sides[other(side)].segments(judgement.other)
        for pair in product(found, others):
            left, right = pair if side == "left" else pair[::-1]
            yield Place("left", left, right, outdated)
        if not (found and others):
            yield Place("left", None, None, True)

    def _side_of(self, judgement: Judgement) -> SideName | None:
        """The side that a judgement is of: by its texts, else by the ids of its statements."""
        for fits in (_Side.same, _Side.known):
            # Of two sides with one and the same text it is the one of that id, if either.
            sides = sorted(SIDES, key=lambda s: self._sides[s].id != judgement.passage.statement)
            for side in sides:
                here, there = self._sides[side], self._sides[other(side)]
                if fits(here, judgement.passage) and (
                    judgement.other is None or fits(there, judgement.other)
                ):
                    return side
        return None
