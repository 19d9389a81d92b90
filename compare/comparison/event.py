"""The comparison of a whole event, every pair of its statements, and the questions asked of it."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

from compare.comparison.pair import Comparison, mirrored_topic
from compare.comparison.parts import LeftOutPassage
from compare.comparison.sides import SIDES, SideName, other
from compare.errors import SideError
from compare.frames import data_frame, figure
from compare.segmentation.segments import Segment
from compare.topics.types import Topic
from corpus.statements import Event, Statement

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pandas as pd

    from compare.frames import Figure


@dataclass(frozen=True, repr=False)
class EventComparison:
    """Two or more statements of one event: every pair, and the topic by side matrix.

    A side is asked for by its own name, in small or capital letters, or by the id of its
    statement where several have its name; of two statements by ``left`` and ``right`` too.
    """

    event: Event
    pairs: tuple[Comparison, ...]
    """In the order of ``itertools.combinations(event.statements, 2)``."""

    @property
    def sides(self) -> tuple[str, ...]:
        """The own names of the sides, in the order of the event's statements."""
        return tuple(statement.side for statement in self.event.statements)

    def statement(self, side: str) -> Statement:
        """The statement of one side.

        Raises:
            SideError: no side has that name, or several have; lists what is possible.
        """
        held = self.event.statements
        if len(held) == len(SIDES) and side in SIDES:
            return held[0] if side == "left" else held[1]
        asked = str(side).strip().casefold()
        found = [s for s in held if s.id == side] or [s for s in held if s.side.casefold() == asked]
        if len(found) == 1:
            return found[0]
        problem = "several sides are called" if found else "no side is called"
        names = " ".join(_names(found or held))
        raise SideError(f"{problem} {side!r}: use one of {names}")

    def segments(self, side: str) -> tuple[Segment, ...]:
        """The segments of one side; raises as :meth:`statement` does."""
        pair, position = next(self._pairs_of(side))
        return pair.segments(position)

    def pair(self, left: str, right: str) -> Comparison:
        """The comparison of two of the sides, in the order in which they are named.

        Raises:
            SideError: as :meth:`statement` does, or both names mean one statement.
        """
        first, second = self.statement(left), self.statement(right)
        for pair, position in self._pairs_of(first.id):
            if pair.statement(other(position)).id == second.id:
                return pair if position == "left" else pair.mirrored()
        names = " ".join(_names(self.event.statements))
        raise SideError(f"{left!r} and {right!r} are one statement: name two of {names}")

    def left_out(self, by: str) -> tuple[LeftOutPassage, ...]:
        """What the side ``by`` left out of what any other said, most certain first.

        Raises:
            SideError: as :meth:`statement` does.
        """
        found = [p for pair, side in self._pairs_of(by) for p in pair.left_out(side)]
        order = {statement.id: n for n, statement in enumerate(self.event.statements)}
        return tuple(sorted(found, key=lambda f: (-f.probability, order[f.statement], f.segment)))

    def topics_left_out(self, by: str) -> tuple[Topic, ...]:
        """Topics that another side raised and ``by`` leaves out, most certain first.

        Each is given as the pair has it that is surest of it, with ``by`` on the right. A topic
        that any pair finds raised, denied or unclear on the side ``by`` is not among them.

        Raises:
            SideError: as :meth:`statement` does.
        """
        surest: dict[str, Topic] = {}
        doubtful: set[str] = set()
        for pair, side in self._pairs_of(by):
            for topic in pair.topics:
                seen = topic if side == "right" else mirrored_topic(topic)
                if seen.state != "left_only":
                    doubtful.add(seen.id)
                elif seen.id not in surest or seen.confidence > surest[seen.id].confidence:
                    surest[seen.id] = seen
        found = [topic for topic in surest.values() if topic.id not in doubtful]
        return tuple(sorted(found, key=lambda t: (-t.confidence, t.id)))

    def matrix(self) -> dict[str, dict[str, bool]]:
        """Whether each statement, by its id, raises each topic that any of them raises."""
        raised = {s.id: frozenset[str]() for s in self.event.statements}
        for pair in self.pairs:
            for side in SIDES:
                ids = frozenset(m.topic for ms in pair.mentions(side) for m in ms if not m.denied)
                raised[pair.statement(side).id] |= ids
        topics = [t.id for pair in self.pairs for t in pair.topics]
        return {t: {s: t in ids for s, ids in raised.items()} for t in dict.fromkeys(topics)}

    def to_pandas(self, table: str = "segments") -> pd.DataFrame:
        """Return a table of every pair, pair after pair, as :meth:`Comparison.to_pandas` does."""
        return data_frame(self, table)

    def plot(self, kind: str = "topics", language: str = "en") -> Figure:
        """Draw a figure of every pair, one under the other; see :meth:`Comparison.plot`."""
        return figure(self, kind, language)

    def _pairs_of(self, side: str) -> Iterator[tuple[Comparison, SideName]]:
        """The pairs that a side is in, and on which side of each it stands."""
        own = self.statement(side)
        for pair in self.pairs:
            for position in SIDES:
                if pair.statement(position).id == own.id:
                    yield pair, position

    def __repr__(self) -> str:
        counts = ", ".join(f"{len(self.left_out(s.id))} by {n}" for s, n in self._named())
        return (
            f"<EventComparison {self.event.id}: {len(self.pairs)} pairs of "
            f"{', '.join(n for _, n in self._named())}; passages left out: {counts}>"
        )

    def _repr_html_(self) -> str:
        """The matrix of topics by sides, as notebooks show it."""
        labels = {t.id: dict(t.labels).get("en", t.id) for pair in self.pairs for t in pair.topics}
        heads = "".join(f"<th>{escape(name)}</th>" for _, name in self._named())
        rows = "".join(
            f"<tr><th>{escape(labels[topic])}</th>"
            + "".join(f"<td>{'raised' if raised[s.id] else '–'}</td>" for s, _ in self._named())
            + "</tr>"
            for topic, raised in self.matrix().items()
        )
        title = escape(self.event.title or self.event.id)
        return (
            f"<table><caption>{title}</caption><thead><tr><th>topic</th>{heads}</tr></thead>"
            f"<tbody>{rows}</tbody></table>"
        )

    def _named(self) -> list[tuple[Statement, str]]:
        return list(zip(self.event.statements, _names(self.event.statements), strict=True))


def _names(statements: tuple[Statement, ...] | list[Statement]) -> list[str]:
    """The name by which each is asked for: of its side, or its id where that is not enough."""
    sides = [statement.side.casefold() for statement in statements]
    return [s.side if sides.count(s.side.casefold()) == 1 else s.id for s in statements]
