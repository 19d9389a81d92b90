"""One statement made ready to be compared with any other."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from compare.annotation.annotated import AnnotatedStatement
from compare.annotation.idf import load_informativeness
from compare.encoders import TokenVectors
from compare.languages import language
from compare.segmentation.actors import acting
from compare.segmentation.segments import Segment
from compare.topics.types import Mention
from corpus.statements import Statement
from corpus.text.folding import fold, simplify

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from compare.arrays import Floats
    from compare.topics.codebook import CodebookTopic


@dataclass(frozen=True)
class PreparedStatement:
    """One statement made ready: all that comparing it with any other needs."""

    annotated: AnnotatedStatement
    """The statement, its segments and tokens, and what is known of its words."""
    vectors: NDArray[np.float32]
    """Unit vectors of the segments, shape (n, d)."""
    mentions: tuple[tuple[Mention, ...], ...]
    topics: tuple[frozenset[str], ...]
    """Ids of the topics of every segment, told by the segment alone, whatever stands before it."""
    entries: Mapping[str, CodebookTopic]
    """The topics of the codebook, by id."""
    strongest: Mapping[str, float] = field(default_factory=dict)
    """By topic, how likely the likeliest segment raises it, in [0, 1]."""
    formal: frozenset[int] | None = None
    """Segments that the rules of their language call procedural; None where all that are."""

    @property
    def statement(self) -> Statement:
        """The statement."""
        return self.annotated.statement

    @property
    def segments(self) -> tuple[Segment, ...]:
        """Its segments, n of them."""
        return self.annotated.segments

    @property
    def tokens(self) -> tuple[TokenVectors, ...]:
        """The tokens of every segment."""
        return self.annotated.tokens

    @property
    def texts(self) -> list[str]:
        """The segments' texts."""
        return self.annotated.texts

    @property
    def shown(self) -> list[str]:
        """The segments' texts without what shows nothing in them."""
        return self.annotated.shown

    @functools.cached_property
    def rank(self) -> tuple[list[str], str, str, str]:
        """What puts one of two sides first: the same in whatever order a text tells its points."""
        statement = self.statement
        return sorted(self.texts), statement.language, statement.side, statement.id

    @functools.cached_property
    def substantive(self) -> NDArray[np.bool_]:
        """False for segments that can cover nothing, shape (n,): those procedural by a rule.

        One that only seems to carry no substance may still be the counterpart of another.
        """
        if self.formal is None:
            return np.array([not s.procedural for s in self.segments], dtype=bool)
        return np.array([i not in self.formal for i in range(len(self.segments))], dtype=bool)

    @functools.cached_property
    def token_weights(self) -> list[Floats]:
        """Informativeness in [0, 1] of every token, one array of shape (tokens,) a segment."""
        informativeness = load_informativeness()
        weights = []
        for text, tokens in zip(self.texts, self.tokens, strict=True):
            held = informativeness.tokens(fold(text), tokens.offsets.tolist())
            weights.append(np.array(held, dtype=np.float64))
        return weights

    @functools.cached_property
    def concepts(self) -> list[dict[str, float]]:
        """Glossary concepts of every segment with their informativeness in [0, 1]."""
        informativeness = load_informativeness()
        return [
            {c.id: informativeness.concept(c.id) for c in own} for own in self.annotated.concepts
        ]

    @functools.cached_property
    def raised(self) -> frozenset[str]:
        """Ids of the topics that any segment raises."""
        return frozenset().union(*self.topics)

    @functools.cached_property
    def mentioned(self) -> frozenset[str]:
        """Ids of the topics that any segment raises where it stands, among the others."""
        return frozenset(mention.topic for own in self.mentions for mention in own)

    @functools.cached_property
    def quantities(self) -> list[frozenset[tuple[str, float]]]:
        """Numbers of every segment with their units; dates without the year, often unsaid."""
        return [
            frozenset(
                (q.unit, q.value % 10_000 if q.unit == "date" else float(f"{q.value:.9g}"))
                for q in own
            )
            for own in self.annotated.quantities
        ]

    @functools.cached_property
    def negated(self) -> list[bool | None]:
        """Whether anything in a segment is in the negative; None in a language without rules."""
        try:
            rules = language(self.statement.language).negation
        except LookupError:
            rules = None
        return [rules.negates(simplify(text)) if rules else None for text in self.shown]

    @functools.cached_property
    def acting(self) -> list[tuple[str, str] | None]:
        """Of each segment the two sides it names, who acts first; None where that is not plain."""
        return [acting(text, self.statement.language) for text in self.shown]
