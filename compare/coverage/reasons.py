"""Why a segment is called covered or left out, as data, from the evidence."""

from __future__ import annotations

import functools
import math
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np

from compare.coverage.pair_features import PAIR_FEATURES, PairEvidence, found
from compare.coverage.prepared import PreparedStatement
from compare.languages import Language, rules_for
from compare.languages.rules import any_of
from corpus.text.folding import fold

if TYPE_CHECKING:
    from numpy.typing import NDArray

MISSING = 0.5
"""A token found less than this anywhere on the other side counts as missing."""
SPECIFIC = 0.35
"""Informativeness from which a token is worth naming: it is in fewer than 1 in 30 sentences."""
MOST_PHRASES = 2
SOON = 60
"""Characters within which a segment names who speaks, if it does."""
_POSSESSIVE = re.compile(r"'s?(?![a-z0-9])")

ReasonKind = Literal["procedural", "no_substance", "not_raised", "speaks", "nothing", "shares"]


@dataclass(frozen=True, slots=True)
class Reason:
    """A piece of evidence for a status; a report makes words of it.

    The kinds: ``procedural``, it carries no point of substance; ``no_substance``, the other text
    carries none; ``not_raised``, the other text does not raise its ``topics``; ``speaks``, the
    nearest passage raises ``topics`` of it too; ``nothing``, the other text has no counterpart of
    its ``phrases``; ``shares``, the nearest passage holds ``share`` of its specific words.
    """

    kind: ReasonKind
    topics: tuple[str, ...] = ()
    """Ids of topics, in the order of their English names."""
    phrases: tuple[str, ...] = ()
    """Words of the segment as they stand in it."""
    share: float | None = None
    """Share of the segment's tokens, weighed by informativeness, in [0, 1]."""
    nearest: int | None = None
    """Index of the segment of the other side that is meant."""


def explain(
    status: str,
    ours: PreparedStatement,
    theirs: PreparedStatement,
    index: int,
    nearest: int | None,
    evidence: PairEvidence,
) -> tuple[Reason, ...]:
    """What speaks for the status of our segment ``index``, at least one reason.

    Args:
        nearest: their closest segment, or None where they have none.
        evidence: with ours on the left.
    """
    if status == "procedural":
        return (Reason("procedural"),)
    if nearest is None:
        return (Reason("no_substance"),)
    # Of an event only topics are told that a passage raises where it stands, among the others.
    topics = ours.topics[index] & {mention.topic for mention in ours.mentions[index]}
    shared = _in_order(topics & theirs.topics[nearest], ours)
    silent = _in_order(topics - theirs.raised - theirs.mentioned, ours)
    reasons = []
    if silent:
        reasons.append(Reason("not_raised", topics=silent))
    if shared:
        reasons.append(Reason("speaks", topics=shared, nearest=nearest))
    if status in ("left_out", "partly", "unclear"):
        anywhere = evidence.left_tokens.of(index)[:, theirs.substantive].max(axis=1, initial=0.0)
        there = fold(theirs.statement.text)
        missing = tuple(
            phrase
            for phrase in missing_phrases(ours, theirs, index, found(anywhere))
            # Of long texts not every passage was looked at, and what stands there is not missing.
            if fold(phrase) not in there
        )
        if missing:
            reasons.append(Reason("nothing", phrases=missing))
    if status in ("covered", "partly") or not reasons:
        share = float(evidence.pairs[index, nearest, PAIR_FEATURES.index("tokens_more")])
        reasons.append(Reason("shares", share=share, nearest=nearest))
    return tuple(reasons)


def _in_order(topics: Iterable[str], ours: PreparedStatement) -> tuple[str, ...]:
    return tuple(sorted(topics, key=lambda topic: (ours.entries[topic].label("en"), topic)))


def missing_phrases(
    ours: PreparedStatement, theirs: PreparedStatement, index: int, found: NDArray[np.float64]
) -> tuple[str, ...]:
    """The most informative runs of words of a segment that have no counterpart anywhere.

    What of them the other text names all the same is left out, and nothing put in its place: less
    informative words make poor evidence.

    Args:
        found: how far in [0, 1] each token is found on the other side, shape (t,).
    """
    text, spans = ours.texts[index], ours.tokens[index].offsets.tolist()
    weights = ours.token_weights[index]
    # Who speaks is no part of the claim.
    speaker = ours.segments[index].speaker
    begin = text.find(speaker) + len(speaker) if speaker and speaker in text[:SOON] else 0
    missing = np.flatnonzero((found < MISSING) & (weights >= SPECIFIC)).tolist()
    runs = _runs(k for k in missing if spans[k][0] >= begin)
    if not runs:
        return ()
    weighed = weights.tolist()
    named = list(_named_there(ours, theirs, index))
    phrases = []
    for run in sorted(sorted(runs, key=lambda run: -_sum(weighed, run))[:MOST_PHRASES]):
        left = [k for k in run if not any(spans[k][0] < b and a < spans[k][1] for a, b in named)]
        # Where most of it is named there, the rest is no claim.
        if 2 * _sum(weighed, left) >= _sum(weighed, run):
            span = spans[left[0]][0], spans[left[-1]][1]
            phrases.append(_whole_words(text, *span, ours.statement.language))
    return tuple(dict.fromkeys(filter(None, phrases)))


def _runs(numbers: Iterable[int]) -> list[list[int]]:
    """Rising numbers in runs that follow one another without a gap."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return runs


def _sum(weights: Sequence[float], indices: Sequence[int]) -> float:
    return math.fsum(weights[k] for k in indices)


def _named_there(
    ours: PreparedStatement, theirs: PreparedStatement, index: int
) -> Iterator[tuple[int, int]]:
    """Where a segment names something that the other text names too, whatever its vectors say.

    That is a concept of the glossary, or a topic called by its plain name: 台湾问题 and Taiwan.
    """
    text, begin = fold(ours.texts[index]), ours.segments[index].start
    spans = [
        (concept.start - begin, concept.end - begin)
        for concept in ours.annotated.concepts[index]
        if concept.id in theirs.named
    ]
    rules = [known.words for known in rules_for(ours.statement.language)]
    more = "|".join(pattern for words in rules for pattern in words.after_topic) or "(?!)"
    for topic in ours.topics[index] & theirs.topics_named:
        label = re.escape(fold(ours.entries[topic].label(ours.statement.language)))
        pattern = rf"(?<![a-z0-9]){label}(?:{more})?(?![a-z0-9])"
        spans += [match.span() for match in re.finditer(pattern, text)]
    for start, end in spans:
        possessive = _POSSESSIVE.match(text, end)
        yield start, possessive.end() if possessive else end


def _whole_words(text: str, start: int, end: int, language: str) -> str:
    """Widen a run of word pieces to whole words, so that a quotation reads well."""
    while start > 0 and _joins(text[start - 1], text[start]):
        start -= 1
    while end < len(text) and _joins(text[end - 1], text[end]):
        end += 1
    return _linking(rules_for(language)).sub("", text[start:end].strip(" ,.;:，。；：、"))


@functools.lru_cache(maxsize=32)
def _linking(known: tuple[Language, ...]) -> re.Pattern[str]:
    """Words that only join: a quotation neither begins nor ends with them."""
    words = any_of([word for language in known for word in language.words.linking])
    return re.compile(rf"\A(?:(?:{words})\b\s*)+|(?:\s*\b(?:{words}))+\Z", re.IGNORECASE)


def _joins(a: str, b: str) -> bool:
    return _in_word(a) and _in_word(b)


def _in_word(character: str) -> bool:
    return character in "'’" or (character.isascii() and character.isalnum())
