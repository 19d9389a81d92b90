"""Words of one linked passage without a counterpart in the other.

Within one language by the edit operations that turn the words of one passage into those of the
other (rapidfuzz); across languages by token vectors. Both speak only where the passages are
nearly the same text: elsewhere everything differs, and that is coverage, not wording.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from compare.manner import find_marks
from compare.matching import is_han
from compare.passages import Finding, FindingKind, Passage, Reading, Span, both
from compare.terms import Grade
from corpus.folding import fold

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from compare.encoders import TokenVectors

NEAR = 0.6
"""Share of words in [0, 1] that two passages of one language must have in common, in order."""
COVERED = 0.35
"""Cosine from which a word counts as having a counterpart in the other language."""
COVERED_SHARE = 0.75
"""Share of a passage's words that must have counterparts before the rest is looked at."""
_MOST = 3
_WORD = re.compile(r"[a-z]+(?:'[a-z]+)?|\d+(?:[.,]\d+)*|[\u3400-\u9fff\uf900-\ufaff]")
_EMPTY = frozenset(
    "a an the and or of to in on at by for from with as that this these those it its their our "
    "his her he she they we is are was were be been being has have had also both other all "
    "which who would "
    "的 了 和 与 及 在 是 为 对 将 并 把 也 都 就 等 其 这 该 之 于 以 同 着 过 地 得 中".split()
)

_VAGUE = frozenset(
    "will shall may can might could should must then since such including part parties side sides "
    "issue issues matter matters action actions effort efforts range number following "
    "aforementioned".split()
)
"""Words that another language often does without, and that make no difference by themselves."""
_BREAK = re.compile(r"[;:!?()，；：。！？（）…—\n]|,(?=\s|\Z)|(?<!\b[A-Za-z])\.(?=\s|\Z)")
"""What ends a run of words: what stands in two clauses is not one difference."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word, or a Chinese character, of a passage."""

    text: str
    start: int
    end: int
    """Characters of the statement."""


def words_of(passage: Passage) -> list[Word]:
    """The words of a passage, folded, in order."""
    text = fold(passage.reading.statement.text)
    return [
        Word(m.group(), m.start(), m.end())
        for start, end in passage.spans
        for m in _WORD.finditer(text, start, end)
    ]


def compare_words(left: Passage, right: Passage) -> Iterator[Finding]:
    """Replaced, added and dropped words of two passages in one language.

    Nothing where the passages have less than :data:`NEAR` of their words in common.
    """
    from rapidfuzz.distance import LCSseq, Levenshtein

    words = words_of(left), words_of(right)
    texts = [w.text for w in words[0]], [w.text for w in words[1]]
    if not all(texts) or LCSseq.normalized_similarity(*texts) < NEAR:
        return
    changes = []
    for op in Levenshtein.opcodes(*texts):
        if op.tag != "equal":
            gone = words[0][op.src_start : op.src_end]
            come = words[1][op.dest_start : op.dest_end]
            if _matters(gone, come, texts):
                changes.append((gone, come))
    if len(changes) > _MOST:
        return
    for gone, come in changes:
        yield _change(left, right, gone, come)


def _matters(
    gone: Sequence[Word], come: Sequence[Word], texts: tuple[list[str], list[str]]
) -> bool:
    """Whether a change is more than little words, inflection or a change of order."""
    old = {_stem(w.text) for w in gone} - _EMPTY
    new = {_stem(w.text) for w in come} - _EMPTY
    moved = old <= {_stem(w) for w in texts[1]} and new <= {_stem(w) for w in texts[0]}
    whole = not any(is_han(w.text) for w in (*gone, *come)) or max(len(gone), len(come)) > 1
    return old != new and not moved and whole


def _stem(word: str) -> str:
    """The beginning of a word, which inflection leaves alone."""
    return re.sub(r"(ing|ed|es|s|'s)$", "", word) if len(word) > 4 else word


def _change(left: Passage, right: Passage, gone: Sequence[Word], come: Sequence[Word]) -> Finding:
    spans = _span(gone), _span(come)
    quotes = [p.quote(s) if s else "" for p, s in zip((left, right), spans, strict=True)]
    kind, grade, why = _weigh(quotes[0], quotes[1], len(gone), len(come))
    said = [(p, f"has “{q}”") for p, q in zip((left, right), quotes, strict=True) if q]
    keys = ("words", *sorted(q.lower() for q in quotes))
    return Finding(kind, grade, f"{both(*said)}: {why}", spans[0], spans[1], (keys,))


def _weigh(one: str, other: str, gone: int, come: int) -> tuple[FindingKind, Grade, str]:
    """Kind, grade and reason of a change of words."""
    marks = [{(m.manner.kind, m.manner.id): m.manner for m in find_marks(t)} for t in (one, other)]
    kinds = [{kind for kind, _ in ms} for ms in marks]
    if ("negation" in kinds[0]) != ("negation" in kinds[1]):
        return "negation", "substantive", "one denies what the other does not."
    duties = [{m.rank for m in ms.values() if m.kind == "duty"} for ms in marks]
    if duties[0] != duties[1] and all(duties):
        far = max(duties[0] | duties[1]) - min(duties[0] | duties[1]) > 1
        grade: Grade = "substantive" if far else "degree"
        return "modality", grade, "how far the other is bound differs."
    if all(ks and ks <= {"tone", "intensity"} for ks in kinds if ks) and any(kinds):
        return "content", "degree", "the strength differs."
    if gone and come:
        return "content", "substantive", "other words in the same place."
    if max(gone, come) > 2:
        return "content", "substantive", "the rest of the sentence is the same."
    return "content", "degree", "the rest of the sentence is the same."


def _span(words: Sequence[Word]) -> Span | None:
    return (words[0].start, words[-1].end) if words else None


class TokenWords:
    """The words of a statement's segments that carry meaning, each with its vector."""

    def __init__(self, reading: Reading, tokens: Sequence[TokenVectors]) -> None:
        """Hold the tokens of every segment; a segment's words are made when first asked for."""
        self._reading = reading
        self._tokens = tokens
        self._known: dict[int, tuple[list[Word], NDArray[np.float32]]] = {}

    def of(self, indices: Sequence[int]) -> tuple[list[Word], NDArray[np.float32]]:
        """Words of some segments, and a unit vector for each, shape (w, d)."""
        import numpy as np

        for index in indices:
            if index not in self._known:
                self._known[index] = self._words(index)
        found = [self._known[index] for index in indices]
        return [w for words, _ in found for w in words], np.concatenate([rows for _, rows in found])

    def _words(self, index: int) -> tuple[list[Word], NDArray[np.float32]]:
        """Pieces of one word are put together and their vectors averaged."""
        import numpy as np

        text = fold(self._reading.statement.text)
        start, held = self._reading.segments[index].start, self._tokens[index]
        spans = [(start + int(s), start + int(e)) for s, e in held.offsets]
        words, groups = [], []
        for group in _groups(text, spans):
            low, high = spans[group[0]][0], spans[group[-1]][1]
            if text[low:high] not in _EMPTY and _WORD.search(text[low:high]):
                words.append(Word(text[low:high], low, high))
                groups.append(group)
        if not words:
            return words, held.vectors[:0]
        starts = np.cumsum([0, *map(len, groups[:-1])])
        rows = np.add.reduceat(held.vectors[[k for group in groups for k in group]], starts, axis=0)
        return words, rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9)


def compare_tokens(
    left: Passage, right: Passage, left_words: TokenWords, right_words: TokenWords
) -> Iterator[Finding]:
    """The longest run of words on either side that no word of the other comes near.

    Nothing where less than :data:`COVERED_SHARE` of either passage has counterparts.

    Args:
        left: one passage.
        right: the other, in another language.
        left_words: the words of the left statement.
        right_words: the same of the right.
    """
    words, vectors = left_words.of(left.indices)
    other_words, other_vectors = right_words.of(right.indices)
    if not words or not other_words:
        return
    cosines = vectors @ other_vectors.T
    nearest = cosines.max(axis=1), cosines.max(axis=0)
    runs = []
    for passage, side, near in zip((left, right), (words, other_words), nearest, strict=True):
        # Who speaks, and in which tone, is compared by what those words mean, not by vectors.
        known = [(m.start, m.end) for m in passage.reading.tones if passage.holds(m.start, m.end)]
        known += [frame for i in passage.indices if (frame := passage.reading.frames[i])]
        aside = [w.text in _VAGUE or any(a <= w.start < b for a, b in known) for w in side]
        missing = [float(n) < COVERED and not away for n, away in zip(near, aside, strict=True)]
        lengths = [0 if away else w.end - w.start for w, away in zip(side, aside, strict=True)]
        lacking = sum(n for n, gone in zip(lengths, missing, strict=True) if gone)
        if lacking > (1 - COVERED_SHARE) * sum(lengths):
            return
        runs.append((passage, _longest_run(passage.reading.statement.text, side, missing)))
    for passage, run in runs:
        if run:
            span = run[0].start, run[-1].end
            yield Finding(
                "content",
                # Vectors of words are no proof: half of what they say on real texts is wrong.
                "degree" if len(run) > 2 else "minor",
                f"Only {passage.side} seems to have “{passage.quote(span)}”; most else is on "
                "both sides.",
                span if passage is left else None,
                None if passage is left else span,
                (("content", passage.side, span),),
            )


def _groups(text: str, spans: Sequence[Span]) -> list[list[int]]:
    """Indices of tokens, those of one word in Latin letters together; empty tokens left out."""
    groups: list[list[int]] = []
    for i, (start, end) in enumerate(spans):
        if start >= end:
            continue
        last = spans[groups[-1][-1]][1] if groups else -1
        joins = last == start and text[start - 1].isalnum() and text[start].isalnum()
        if joins and not is_han(text[start - 1]) and not is_han(text[start]):
            groups[-1].append(i)
        else:
            groups.append([i])
    return groups


def _longest_run(text: str, words: Sequence[Word], missing: Sequence[bool]) -> Sequence[Word]:
    """The longest run of missing words of one clause, at least two or four Chinese characters."""
    best: Sequence[Word] = ()
    run: list[Word] = []
    for word, is_missing in zip(words, missing, strict=True):
        if not is_missing or (run and _BREAK.search(text, run[-1].end, word.start + 1)):
            run = []
        if not is_missing:
            continue
        run.append(word)
        size = sum(len(w.text) if is_han(w.text[0]) else 2 for w in run)
        if size >= 4 and run[-1].end - run[0].start > (best[-1].end - best[0].start if best else 0):
            best = tuple(run)
    return best
