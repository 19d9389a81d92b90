"""Topics beyond the codebook: what no topic claims, grouped by meaning and labelled by itself.

A suggestion is never a finding: it says that several passages, or one, speak of something for
which the codebook has no name, in words that are rare in statements at large. It works on a
handful of sentences, needs no model beyond the vectors it is given, and does not depend on the
order of the segments or of the sides.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from compare.annotation.idf import Informativeness, load_informativeness, terms
from compare.arrays import one_thread
from compare.languages import Language, character_runs, closest, languages
from compare.segmentation.affiliations import names_in
from compare.topics.types import Mention
from corpus.text.folding import fold, simplify

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from compare.arrays import Floats
    from compare.segmentation.segments import Segment
    from corpus.statements import Statement


_COHESIVE, _COHESIVE_IN_WORDS = 0.45, 0.12
"""Mean similarity in [0, 1] that holds a group together: of vectors, of words."""
_INFORMATIVE, _INFORMATIVE_LABEL, _INFORMATIVE_ALONE = 0.35, 0.55, 0.75
"""Informativeness in [0, 1] that a word, a label, and the best word of a passage that stands
alone need to say something of their own."""
_RARE = 500
"""Background sentences with a character below which it is no evidence on its neighbours."""
_CATCH_ALL = frozenset({"other-topic"})
_CAPITALISED = re.compile(r"(?:\s+[A-Z][\w.'’-]*)+")
_LETTERS = re.compile(r"[^\W\d_]+")
_WORD = re.compile(r"[a-z0-9][a-z0-9'.&-]*[a-z0-9]|[a-z0-9]")


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A topic that the codebook does not know, as a proposal."""

    labels: tuple[tuple[str, str], ...]
    """Pairs of language and informative phrase, for the languages of the passages."""
    phrases: tuple[str, ...]
    """More of its informative phrases, the most informative first."""
    segments: tuple[tuple[int, ...], ...]
    """Per side, the indices of the passages."""
    cohesion: float
    """Mean similarity in [0, 1] of the passages to one another; 1 for a single one."""


@dataclass(frozen=True, slots=True)
class _Passage:
    side: int
    index: int
    text: str
    nameless: str
    """The folded text with a bar in place of every letter of the name of a person or a side."""
    language: Language
    terms: frozenset[str]


@one_thread()
def suggest(
    statements: Sequence[Statement],
    segments: Sequence[Sequence[Segment]],
    mentions: Sequence[Sequence[Sequence[Mention]]],
    vectors: Sequence[NDArray[np.floating]] | None = None,
    most: int = 5,
) -> tuple[Suggestion, ...]:
    """Group what no topic of the codebook claims, the largest groups first.

    All sequences run over the sides; ``vectors`` holds (n, d) unit rows a side, or is None and
    the passages are grouped by the words they share. At most ``most`` are returned.
    """
    background = load_informativeness()
    left_over = sorted(
        (
            _passage(side, index, statements[side], segment, background)
            for side, cut in enumerate(segments)
            for index, segment in enumerate(cut)
            if not segment.procedural and _is_unclaimed(mentions[side][index])
        ),
        key=lambda p: (p.text, statements[p.side].side, p.index),
    )
    left_over = [passage for passage in left_over if passage.terms]
    if not left_over:
        return ()
    similarity = _similarity(left_over, vectors)
    limit = _COHESIVE if vectors is not None else _COHESIVE_IN_WORDS
    found = [
        _suggestion([left_over[i] for i in group], similarity[np.ix_(group, group)], len(segments))
        for group in _groups(similarity, limit)
        if len(group) > 1 or _is_informative(left_over[group[0]], background)
    ]
    found = [suggestion for suggestion in found if suggestion.labels]
    found.sort(key=lambda s: (-sum(map(len, s.segments)), -s.cohesion, s.labels))
    return tuple(found[:most])


def _is_unclaimed(mentions: Sequence[Mention]) -> bool:
    return all(mention.topic in _CATCH_ALL for mention in mentions)


def _is_informative(passage: _Passage, background: Informativeness) -> bool:
    return any(
        background.information(t, passage.language.code) >= _INFORMATIVE_ALONE
        for t in passage.terms
    )


def _passage(
    side: int, index: int, statement: Statement, segment: Segment, background: Informativeness
) -> _Passage:
    text = statement.text[segment.start : segment.end]
    language = closest(statement.language)
    nameless = _nameless(text, language, statement.side)
    terms = frozenset(
        term
        for term in _terms(nameless, language)
        if background.information(term, language.code) >= _INFORMATIVE
    )
    return _Passage(side, index, text, nameless, language, terms)


def _nameless(text: str, language: Language, publisher: str) -> str:
    """Fold a text, with bars over names of persons, offices and sides: none of them is a topic.

    Those are names of the table of affiliations, whoever stands in capitals behind a title, and
    the side that published the text.
    """
    spans = [(start, end) for start, end, _ in names_in(language, simplify(text), 0, len(text))]
    for word in _LETTERS.finditer(text):
        behind = _CAPITALISED.match(text, word.end())
        if behind and word[0] in language.names.titles:
            spans.append(behind.span())
    spans += [match.span() for match in re.finditer(re.escape(publisher), text)]
    letters = list(fold(text))
    for start, end in spans:
        letters[start:end] = "|" * (end - start)
    return "".join(letters)


def _terms(folded: str, language: Language) -> Iterator[str]:
    """Yield the words, or pairs of characters, that a label may hold."""
    breaks = language.words.label_breaks
    if language.characters is None:
        yield from (word for word in _WORD.findall(folded) if word not in breaks)
    else:
        yield from (pair for pair in terms(folded, language) if not breaks & set(pair))


def _similarity(
    passages: Sequence[_Passage], vectors: Sequence[NDArray[np.floating]] | None
) -> Floats:
    """Return the (n, n) similarity of the passages in [0, 1]."""
    if vectors is not None:
        rows = np.array([vectors[p.side][p.index] for p in passages], dtype=np.float64)
        return np.asarray(np.clip(rows @ rows.T, 0, 1))
    shared = [
        [len(a.terms & b.terms) / (len(a.terms | b.terms) or 1) for b in passages] for a in passages
    ]
    return np.array(shared)


def _groups(similarity: Floats, limit: float) -> list[list[int]]:
    """Join the two groups most alike on average until none are alike enough."""
    groups = [[i] for i in range(len(similarity))]
    sums, sizes = similarity.copy(), np.ones(len(similarity))
    while len(groups) > 1:
        mean = np.triu(sums / np.outer(sizes, sizes), 1)
        best = float(mean.max())
        if best <= limit + 1e-9:
            break
        a, b = divmod(int(np.argmax(mean >= best - 1e-9)), len(groups))
        groups[a] = sorted(groups[a] + groups.pop(b))
        sums[a] += sums[b]
        sums[:, a] += sums[:, b]
        sizes[a] += sizes[b]
        sums = np.delete(np.delete(sums, b, axis=0), b, axis=1)
        sizes = np.delete(sizes, b)
    return groups


def _suggestion(passages: Sequence[_Passage], similarity: Floats, sides: int) -> Suggestion:
    phrases: list[tuple[str, str]] = []
    for language in languages():
        alike = [p for p in passages if p.language is language]
        phrases += [(language.code, phrase) for phrase in _best_phrases(alike, language)]
    labels = dict(reversed(phrases))
    n = len(passages)
    cohesion = float((similarity.sum() - np.trace(similarity)) / (n * (n - 1))) if n > 1 else 1.0
    return Suggestion(
        labels=tuple(sorted(labels.items())),
        phrases=tuple(phrase for _, phrase in phrases),
        segments=tuple(
            tuple(sorted(p.index for p in passages if p.side == side)) for side in range(sides)
        ),
        cohesion=cohesion,
    )


def _best_phrases(passages: Sequence[_Passage], language: Language, most: int = 3) -> list[str]:
    """Return the most informative phrases that recur in the group and are not too short."""
    background = load_informativeness()
    score: dict[str, float] = {}
    spread: Counter[str] = Counter()
    for passage in passages:
        found = dict(_phrases(passage, background))
        spread.update(found.keys())
        for phrase, value in found.items():
            score[phrase] = max(score.get(phrase, 0.0), value)
    ranked = sorted(score, key=lambda p: (-score[p] * math.sqrt(spread[p]), p))
    kept: list[str] = []
    for phrase in ranked:
        if not any(fold(phrase) in fold(k) or fold(k) in fold(phrase) for k in kept):
            kept.append(phrase)
        if len(kept) == most:
            break
    return kept


def _phrases(passage: _Passage, background: Informativeness) -> Iterator[tuple[str, float]]:
    """Yield phrases as they stand in the text, with total informativeness over root of length."""
    folded, language = passage.nameless, passage.language
    for run in _runs(folded, language, background):
        told = [_informativeness(folded, *word, language, background) for word in run]
        for first in range(len(run)):
            for last in range(first, min(len(run), first + language.label_length)):
                start, end = run[first][0], run[last][1]
                if end - start < 2:
                    continue
                values = told[first : last + 1]
                if sum(values) >= _INFORMATIVE_LABEL * len(values):
                    yield passage.text[start:end], sum(values) / math.sqrt(len(values))


def _informativeness(
    folded: str, start: int, end: int, language: Language, background: Informativeness
) -> float:
    """Informativeness in [0, 1] of a word, or of a piece: the mean of its pairs of characters."""
    if language.characters is None:
        return background.token(folded, start, end)
    pairs = [folded[i : i + 2] for i in range(start, end - 1)] or [folded[start:end]]
    return sum(background.information(pair, language.code) for pair in pairs) / len(pairs)


def _runs(
    folded: str, language: Language, background: Informativeness
) -> list[list[tuple[int, int]]]:
    """Return runs of words, or of pieces, without a break of labels or a mark between."""
    runs: list[list[tuple[int, int]]] = [[]]
    reached = 0
    spaced = language.characters is None
    for match in _WORD.finditer(folded) if spaced else character_runs(folded, language):
        if folded[reached : match.start()].strip():
            runs.append([])
        reached = match.end()
        if not spaced:
            pieces = _pieces(folded, match.start(), match.end(), language, background)
        elif match.group() in language.words.label_breaks:
            pieces = iter([(match.end(), match.end())])
        else:
            pieces = iter([match.span()])
        for start, end in pieces:
            if start == end:
                runs.append([])
            else:
                runs[-1].append((start, end))
    return [run for run in runs if run]


def _pieces(
    folded: str, start: int, end: int, language: Language, background: Informativeness
) -> Iterator[tuple[int, int]]:
    """Part a run of characters where two characters seldom stand together; (n, n) marks a break."""
    begin = start
    for offset in range(start, end):
        breaks = folded[offset] in language.words.label_breaks
        pair = folded[offset - 1 : offset + 1]
        loose = offset > begin and not _belong_together(pair, language, background)
        if breaks or loose or offset - begin >= 4:
            if offset - begin >= 2:
                yield begin, offset
            begin = offset
        if breaks:
            begin = offset + 1
            yield begin, begin
    if end - begin >= 2:
        yield begin, end


def _belong_together(pair: str, language: Language, background: Informativeness) -> bool:
    """Tell whether two characters stand together ten times as often as chance would have it.

    A pair that the background lacks holds if one of its characters is rare there.
    """
    first, second = (background.counts.get(c, 1) for c in pair)
    together = background.counts.get(pair, 0)
    if not together:
        return min(first, second) < _RARE
    return together * background.sentences.get(language.code, 0) > 10 * first * second
