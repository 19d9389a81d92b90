"""A comparison of two statements, and the questions a researcher asks of it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from compare.alignment.links import Link
from compare.comparison.decisions import Decision
from compare.comparison.parts import (
    NO_PROBABILITIES,
    AttributionGap,
    LeftOutPassage,
    PairProbabilities,
    Signature,
)
from compare.comparison.sides import SIDES, SideName, other, which_side
from compare.coverage.types import Coverage, Reason, Unlike
from compare.errors import CompareError
from compare.frames import data_frame, figure
from compare.phrases.reasons import reason_text
from compare.phrases.words import EN
from compare.segmentation.segments import Segment
from compare.topics.discovery import Suggestion
from compare.topics.types import Mention, State, Topic
from compare.wording.contest import Contest
from compare.wording.shifts import Shift
from compare.wording.tone import UNHEARD, ToneProfile
from corpus.statements import Statement

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd
    from numpy.typing import NDArray

    from compare.frames import Figure


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
    unlike: tuple[Unlike, ...] = ()
    """In what the texts are unlike the accounts that the error line was drawn on, farthest first;
    empty where they are like them."""
    probabilities: PairProbabilities = field(default=NO_PROBABILITIES, repr=False)
    """Of every pair of segments, as :meth:`similarity` gives them; none in a saved result."""

    @property
    def sides(self) -> tuple[str, str]:
        """The own names of the left and the right side."""
        return self.left.side, self.right.side

    def side(self, name: str) -> SideName:
        """Return which side a name means: ``left``, ``right``, or a side's own name.

        The own name counts in small and capital letters: ``us`` means the side called US.
        Wherever a side is asked for, these names are taken.

        Raises:
            SideError: neither side has that name, or both have.
        """
        return which_side(name, self.sides)

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
                side=self.statement(side).side,
                statement=self.statement(side).id,
                against=self.statement(by).source.fidelity,
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

    def similarity(self) -> NDArray[np.float32]:
        """How likely each pair of segments carries the same point.

        Returns:
            Probabilities in [0, 1], shape (segments of the left, segments of the right), in the
            order in which the two statements were given; not to be written to. Links are made
            of these (``Settings.link_threshold``), of all but procedural segments and those
            that are left out.

        Raises:
            CompareError: the result was read from a file, which does not hold them.
        """
        shape = len(self.left_segments), len(self.right_segments)
        if self.probabilities.shape != shape:
            raise CompareError(
                "a result from a file holds links and no probabilities of all pairs; compare the "
                "two statements again: compare.statements(result.left, result.right)"
            )
        return self.probabilities.array

    def plot(self, kind: str = "topics", language: str = "en") -> Figure:
        """Draw a figure of the reports, which notebooks show and ``.write("topics.svg")`` keeps.

        Args:
            kind: ``topics`` (share of either text by topic), ``coverage`` (how the other side
                treats each text) or ``map`` (both texts with their links).
            language: of its words, ``en`` or ``zh``.

        Raises:
            WriteError: there is no such figure or language.
        """
        return figure(self, kind, language)

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
            topics=tuple(mirrored_topic(topic) for topic in self.topics),
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
            unlike=self.unlike,
            probabilities=self.probabilities.mirrored(),
        )

    def to_pandas(self, table: str = "segments") -> pd.DataFrame:
        """Return one of the tables that CSV, Excel and Parquet hold, with their columns and rows.

        Args:
            table: ``segments`` (one row a segment, the left side's first), ``summary``, ``links``,
                ``topics``, ``gaps``, ``shifts``, ``terms``, ``tone``, ``hints`` or ``sources``;
                docs/reference/tables.md says what the columns hold. ``links`` counts them from 0
                in the order of the export.

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


def _mirror_key(link: Link) -> tuple[tuple[int, ...], tuple[int, ...]]:
    return link.right, link.left


def mirrored_topic(topic: Topic) -> Topic:
    """The same topic with left and right exchanged."""
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
