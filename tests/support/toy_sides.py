"""Small sides built by hand, whose every number a test can work out on paper."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
from sample_comparison import SIGNATURE

from compare.alignment.links import Link
from compare.annotation.annotated import AnnotatedStatement
from compare.annotation.terms import load_terms
from compare.comparison import AttributionGap, Comparison
from compare.coverage.pair_features import PAIR_FEATURES, PairEvidence
from compare.coverage.prepared import PreparedStatement
from compare.coverage.token_matches import TokenMatches
from compare.coverage.types import Coverage, Status
from compare.encoders import TokenVectors
from compare.segmentation.segments import Segment, Voice
from compare.topics.codebook import load_codebook
from compare.topics.types import Mention, State, Topic
from corpus.statements import Statement


@dataclass(frozen=True)
class Passage:
    """One segment of a toy side, and what is known of its words."""

    text: str
    procedural: bool = False
    voice: Voice = "own"
    speaker: str = ""
    topics: Sequence[str] = ()
    weights: Sequence[float] = ()
    """Informativeness of its tokens, of which it has as many."""
    spans: Sequence[tuple[int, int]] = ()
    """Characters of its tokens; one each, from the first on, where none are given."""
    named: bool = False
    """Whether its topics are raised by a name, and not by meaning alone."""
    concepts: Mapping[str, float] = field(default_factory=dict)
    vector: Sequence[float] = (1.0, 0.0)


def toy_side(*passages: Passage, language: str = "en", side: str = "US") -> PreparedStatement:
    """A side of these passages, a line each."""
    text, segments, tokens = "", [], []
    width = len(passages[0].vector) if passages else 2
    for number, one in enumerate(passages):
        end = len(text) + len(one.text)
        segments.append(Segment(len(text), end, number, one.speaker, one.voice, one.procedural))
        text += one.text + "\n"
        places = one.spans or [(k, k + 1) for k in range(len(one.weights))]
        spans = np.array(places, np.int64).reshape(-1, 2)
        tokens.append(TokenVectors(spans, np.zeros((len(spans), 2), np.float32)))
    statement = Statement(id=side, side=side, language=language, text=text)
    made = PreparedStatement(
        annotated=AnnotatedStatement(statement, tuple(segments), load_terms(), tuple(tokens)),
        vectors=np.array([one.vector for one in passages], np.float32).reshape(-1, width),
        mentions=tuple(
            tuple(Mention(topic, 0.9, ((0, 1),) if one.named else (), 0.0) for topic in one.topics)
            for one in passages
        ),
        topics=tuple(frozenset(one.topics) for one in passages),
        entries={topic.id: topic for topic in load_codebook().topics},
    )
    # What the background corpus would say of these words is set in place of looked up.
    vars(made)["token_weights"] = [np.array(one.weights, np.float64) for one in passages]
    vars(made)["concepts"] = [dict(one.concepts) for one in passages]
    return made


def toy_matches(*cosines: Sequence[Sequence[float]] | np.ndarray, passages: int) -> TokenMatches:
    """For each of our segments a table: its tokens by their passages."""
    tables = tuple(
        np.reshape(np.array(table, np.float64), (len(table), passages)) for table in cosines
    )
    return TokenMatches(np.ones((len(tables), passages), bool), tables)


def toy_evidence(
    left: PreparedStatement,
    right: PreparedStatement,
    left_tokens: TokenMatches | None = None,
    right_tokens: TokenMatches | None = None,
    **features: Sequence[Sequence[float]] | np.ndarray,
) -> PairEvidence:
    """Evidence of zeros, but for the features and the tokens that are given."""
    m, n = len(left.segments), len(right.segments)
    pairs = np.zeros((m, n, len(PAIR_FEATURES)))
    for name, table in features.items():
        pairs[..., PAIR_FEATURES.index(name)] = table

    def nothing(ours: PreparedStatement, count: int) -> TokenMatches:
        tables = [np.zeros((len(held.offsets), count)) for held in ours.tokens]
        return toy_matches(*tables, passages=count)

    return PairEvidence(pairs, left_tokens or nothing(left, n), right_tokens or nothing(right, m))


def toy_readings(
    evidence: PairEvidence,
    one_by_one: Mapping[tuple[int, int], Sequence[float] | np.ndarray],
    together: Mapping[int, Sequence[float] | np.ndarray],
) -> PairEvidence:
    """The evidence with what the cross-encoder says of ours; NaN where nothing is given.

    Args:
        evidence: with ours on the left.
        one_by_one: by our segment and theirs, probabilities of nothing, a part and all.
        together: the same by our segment, of several of theirs read as one.
    """
    m, n = evidence.pairs.shape[:2]
    read, told = np.full((m, n, 3), np.nan), np.full((m, 3), np.nan)
    for pair, answer in one_by_one.items():
        read[pair] = answer
    for segment, answer in together.items():
        told[segment] = answer
    return replace(
        evidence,
        left_read=read,
        right_read=np.full((n, m, 3), np.nan),
        left_told=told,
        right_told=np.full((n, 3), np.nan),
    )


def toy_cover(status: Status, p_left_out: float = 0.0, nearest: int | None = None) -> Coverage:
    """Coverage of one segment, whose reason no test looks at."""
    no_reason: Any = ()
    return Coverage(status, 1 - p_left_out, 0.0, p_left_out, nearest, no_reason)


def toy_topic(name: str, state: State, left: tuple[int, ...], right: tuple[int, ...]) -> Topic:
    """A topic that these segments raise, nine in ten certain."""
    return Topic(name, (("en", name),), left, right, state, 0.9, (0.5, 0.5), (0.0, 0.0))


def toy_comparison(
    left: PreparedStatement,
    right: PreparedStatement,
    left_coverage: tuple[Coverage, ...] = (),
    right_coverage: tuple[Coverage, ...] = (),
    links: tuple[Link, ...] = (),
    topics: tuple[Topic, ...] = (),
    gaps: tuple[AttributionGap, ...] = (),
) -> Comparison:
    """A comparison of two sides; what is not given is empty, and every segment covered."""
    return Comparison(
        left=left.statement,
        right=right.statement,
        left_segments=left.segments,
        right_segments=right.segments,
        left_mentions=left.mentions,
        right_mentions=right.mentions,
        left_coverage=left_coverage or tuple(toy_cover("covered") for _ in left.segments),
        right_coverage=right_coverage or tuple(toy_cover("covered") for _ in right.segments),
        links=links,
        topics=topics,
        attribution_gaps=gaps,
        shifts=(),
        signature=SIGNATURE,
    )
