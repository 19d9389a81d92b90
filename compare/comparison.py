"""What a comparison holds, and the questions a researcher asks of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from compare.alignment.links import Link
from compare.annotation.terms import Contest
from compare.coverage.decision import Coverage
from compare.coverage.reasons import Reason
from compare.decisions import Decision
from compare.errors import CompareError, SideError
from compare.frames import data_frame
from compare.phrases.reasons import reason_text
from compare.phrases.words import EN
from compare.segmentation.segments import Segment
from compare.topics.discovery import Suggestion
from compare.topics.types import Mention, State, Topic
from compare.wording.shifts import Shift
from compare.wording.tone import UNHEARD, ToneProfile
from corpus.statements import Event, Statement

if TYPE_CHECKING:
    import pandas as pd

SideName = Literal["left", "right"]
SIDES: tuple[SideName, SideName] = ("left", "right")


def other(side: SideName) -> SideName:
    """The opposite side."""
    return "right" if side == "left" else "left"


@dataclass(frozen=True, slots=True)
class Signature:
    """All that is needed to get the same numbers again."""

    version: str
    encoder: str
    """Name of the encoder."""
    encoder_hash: str
    codebook: str
    """Name and version of the codebook."""
    codebook_hash: str
    weights_hash: str
    """Of the trained weights and the glossary that turn evidence into probabilities."""
    held_out: bool
    """True where a text is in the training data, and weights were used that never saw it."""
    settings: tuple[tuple[str, str | int | float | bool], ...]
    """Name and value of every setting that bears on the numbers and is not the default."""
    topics_hash: str = ""
    """Of the trained numbers that turn evidence for a topic into a probability."""
    terms: str = ""
    """Name and version of the list of contested terms."""
    terms_hash: str = ""
    judged: str = ""
    """How many coders judged the result, and a digest of what they said; empty where none did."""

    def __str__(self) -> str:
        parts = [
            f"readouts {self.version}",
            f"encoder {self.encoder} {self.encoder_hash[:8]}",
            f"codebook {self.codebook} {self.codebook_hash[:8]}",
            f"weights {self.weights_hash[:8]}{' (held out)' if self.held_out else ''}",
        ]
        if self.topics_hash:
            parts.append(f"topics {self.topics_hash[:8]}")
        if self.terms:
            parts.append(f"terms {self.terms} {self.terms_hash[:8]}")
        parts += [f"{name} {value}" for name, value in self.settings]
        return " | ".join(parts + [f"judged by {self.judged}"] * bool(self.judged))


@dataclass(frozen=True, slots=True)
class AttributionGap:
    """What one side's text says the other said, and the other's own text does not contain."""

    side: SideName
    """The side whose text reports it."""
    segment: int
    """Index of the reporting segment."""
    speaker: str
    """The words that name whom the text says said it."""
    probability: float
    """Probability in [0, 1] that the other side's own text does not contain it."""
    nearest: int | None


@dataclass(frozen=True, slots=True)
class LeftOutPassage:
    """A passage of one side that the other left out."""

    segment: int
    """Index of the segment in the side that has it."""
    text: str
    probability: float
    """Probability in [0, 1] that the other side's text does not take the point up."""
    nearest: int | None
    """Index of the closest segment of the side that left it out."""
    nearest_text: str
    topics: tuple[str, ...]
    reason: str
    """Why, in English words."""
    reasons: tuple[Reason, ...]
    """Why, as data."""


@dataclass(frozen=True, repr=False)
class Comparison:
    """Two statements of one event, aligned. Neither side is the reference."""

    left: Statement
    right: Statement
    left_segments: tuple[Segment, ...]
    right_segments: tuple[Segment, ...]
    left_mentions: tuple[tuple[Mention, ...], ...]
    right_mentions: tuple[tuple[Mention, ...], ...]
    """Topics found, one tuple a segment."""
    left_coverage: tuple[Coverage, ...]
    right_coverage: tuple[Coverage, ...]
    """How the other side treats each segment of this side, one a segment."""
    links: tuple[Link, ...]
    topics: tuple[Topic, ...]
    attribution_gaps: tuple[AttributionGap, ...]
    shifts: tuple[Shift, ...]
    signature: Signature
    terms: tuple[Contest, ...] = ()
    """Contested terms: which side uses which wording of a subject, and where."""
    left_tone: ToneProfile = UNHEARD
    right_tone: ToneProfile = UNHEARD
    """Words of tone and speech acts of each statement, counted."""
    suggestions: tuple[Suggestion, ...] = ()
    """Topics that the codebook does not know, as proposals; left and right are sides 0 and 1."""
    decisions: tuple[Decision, ...] = ()
    """What people decided, with what the machine says of it; see :mod:`compare.coding`."""

    def side(self, name: str) -> SideName:
        """Return which side a name means: ``left``, ``right``, or a side's own name.

        The own name counts in small and capital letters: ``us`` means the side called US.

        Raises:
            SideError: neither side has that name, or both have.
        """
        own = {"left": self.left.side, "right": self.right.side}
        found = [side for side in SIDES if name == side] or [
            side for side in SIDES if own[side].casefold() == str(name).casefold()
        ]
        if len(found) == 1:
            return found[0]
        problem = "both sides are called" if found else "no side is called"
        raise SideError(
            f"{problem} {name!r}: use left ({self.left.side}) or right ({self.right.side})"
        )

    def statement(self, side: str) -> Statement:
        """The statement of one side, named as :meth:`side` takes it; raises as that does."""
        return self.left if self.side(side) == "left" else self.right

    def segments(self, side: str) -> tuple[Segment, ...]:
        """The segments of one side, named as :meth:`side` takes it; raises as that does."""
        return self.left_segments if self.side(side) == "left" else self.right_segments

    def coverage(self, side: str) -> tuple[Coverage, ...]:
        """How the other side treats each segment of one side; raises as :meth:`side` does."""
        return self.left_coverage if self.side(side) == "left" else self.right_coverage

    def mentions(self, side: str) -> tuple[tuple[Mention, ...], ...]:
        """Topics of each segment of one side; raises as :meth:`side` does."""
        return self.left_mentions if self.side(side) == "left" else self.right_mentions

    def tone(self, side: str) -> ToneProfile:
        """Words of tone and speech acts of one side; raises as :meth:`side` does."""
        return self.left_tone if self.side(side) == "left" else self.right_tone

    def passage(self, side: str, index: int) -> str:
        """The words of one segment of one side; raises as :meth:`side` does."""
        segment = self.segments(side)[index]
        return self.statement(side).text[segment.start : segment.end]

    def left_out(self, by: str) -> tuple[LeftOutPassage, ...]:
        """What the side ``by`` left out of what the other said, most certain first.

        Raises:
            SideError: as :meth:`side` does.
        """
        by = self.side(by)
        side = other(by)
        found = [
            LeftOutPassage(
                segment=i,
                text=self.passage(side, i),
                probability=cover.p_left_out,
                nearest=cover.nearest,
                nearest_text="" if cover.nearest is None else self.passage(by, cover.nearest),
                topics=tuple(m.topic for m in self.mentions(side)[i]),
                reason=self._in_words(cover.reason),
                reasons=cover.reason,
            )
            for i, cover in enumerate(self.coverage(side))
            if cover.status == "left_out"
        ]
        return tuple(sorted(found, key=lambda f: (-f.probability, f.segment)))

    def topics_left_out(self, by: str) -> tuple[Topic, ...]:
        """Topics that only the other side raised, most certain first.

        Raises:
            SideError: as :meth:`side` does.
        """
        state = f"{other(self.side(by))}_only"
        found = [topic for topic in self.topics if topic.state == state]
        return tuple(sorted(found, key=lambda t: (-t.confidence, t.id)))

    def mirrored(self) -> Comparison:
        """The same comparison with left and right exchanged."""
        order = sorted(range(len(self.links)), key=lambda k: _mirror_key(self.links[k]))
        new_index = {old: new for new, old in enumerate(order)}
        return Comparison(
            left=self.right,
            right=self.left,
            left_segments=self.right_segments,
            right_segments=self.left_segments,
            left_mentions=self.right_mentions,
            right_mentions=self.left_mentions,
            left_coverage=self.right_coverage,
            right_coverage=self.left_coverage,
            links=tuple(
                replace(self.links[k], left=self.links[k].right, right=self.links[k].left)
                for k in order
            ),
            topics=tuple(_mirror_topic(topic) for topic in self.topics),
            attribution_gaps=tuple(
                sorted(
                    (replace(gap, side=other(gap.side)) for gap in self.attribution_gaps),
                    key=lambda gap: (-gap.probability, gap.side, gap.segment),
                )
            ),
            shifts=tuple(
                sorted((s.mirrored(new_index[s.link]) for s in self.shifts), key=lambda s: s.link)
            ),
            signature=self.signature,
            terms=tuple(contest.mirrored() for contest in self.terms),
            left_tone=self.right_tone,
            right_tone=self.left_tone,
            suggestions=tuple(replace(s, segments=s.segments[::-1]) for s in self.suggestions),
            decisions=tuple(decision.mirrored() for decision in self.decisions),
        )

    def to_pandas(self, table: str = "segments") -> pd.DataFrame:
        """Return one of the tables that CSV, Excel and Parquet hold, with their columns and rows.

        Args:
            table: ``segments`` (one row a segment, the left side's first), ``summary``, ``links``,
                ``topics``, ``gaps``, ``shifts`` or ``sources``. ``links`` counts them from 0 in
                the order of the export.

        Raises:
            CompareError: pandas is not installed, or no table has that name.
        """
        return data_frame(self, table)

    def _in_words(self, reasons: tuple[Reason, ...]) -> str:
        named = {topic.id: topic.phrase("en") for topic in self.topics}
        return reason_text(reasons, named, EN)

    def __repr__(self) -> str:
        counts = [
            f"{self.statement(side).side}: {len(self.segments(side))} segments, "
            f"{sum(c.status == 'left_out' for c in self.coverage(side))} left out by "
            f"{self.statement(other(side)).side}"
            for side in SIDES
        ]
        return f"<Comparison {'; '.join(counts)}; {len(self.links)} links>"

    def _repr_html_(self) -> str | None:
        columns = ["side", "status", "p_left_out", "text", "topics"]
        try:
            table = self.to_pandas()[columns]
        except CompareError:  # a notebook without pandas shows the line of repr instead
            return None
        return str(table.to_html(escape=True, index=False, float_format="{:.2f}".format))


@dataclass(frozen=True)
class EventComparison:
    """Two or more statements of one event: every pair, and the topic by side matrix."""

    event: Event
    pairs: tuple[Comparison, ...]
    """In the order of ``itertools.combinations(event.statements, 2)``."""

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


def _mirror_key(link: Link) -> tuple[tuple[int, ...], tuple[int, ...]]:
    return link.right, link.left


def _mirror_topic(topic: Topic) -> Topic:
    states: dict[State, State] = {"left_only": "right_only", "right_only": "left_only"}
    return replace(
        topic,
        left=topic.right,
        right=topic.left,
        denied=topic.denied[::-1],
        state=states.get(topic.state, topic.state),
        share=topic.share[::-1],
        first=topic.first[::-1],
        speakers=topic.speakers[::-1],
    )
