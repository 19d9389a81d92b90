"""Words that differ between two linked passages of one language.

They come from the edit operations that turn the words of one passage into those of the other
(rapidfuzz), and only where the passages are nearly the same text: elsewhere everything differs,
and that is coverage, not wording. Across languages nothing is said: which word has no counterpart
there, vectors alone tell wrongly as often as not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from compare.annotation.annotated import Span
from compare.annotation.lexicon import find_lexicon_words
from compare.annotation.passage import Passage
from compare.annotation.terms import Grade
from compare.languages import rules_for, stop_words
from compare.wording.difference import Difference, DifferenceKind, Note, NoteKind
from corpus.text.characters import HAN, is_han
from corpus.text.folding import fold

NEAR = 0.6
"""Share of words in [0, 1] that two passages of one language must have in common, in order."""
_MOST = 3

WORD = re.compile(rf"[a-z]+(?:'[a-z]+)?|\d+(?:[.,]\d+)*|[{HAN}]")


@dataclass(frozen=True, slots=True)
class Word:
    """A word, or a Chinese character, of a passage."""

    text: str
    start: int
    end: int
    """Characters of the statement."""


def words_of(passage: Passage) -> list[Word]:
    """The words of a passage, folded, in order."""
    text = fold(passage.annotated.statement.text)
    return [
        Word(m.group(), m.start(), m.end())
        for start, end in passage.spans
        for m in WORD.finditer(text, start, end)
    ]


def compare_words(left: Passage, right: Passage) -> Iterator[Difference]:
    """Replaced, added and dropped words of two passages in one language.

    Nothing where they are in two languages, or have less than :data:`NEAR` of their words in
    common.
    """
    if left.annotated.statement.language != right.annotated.statement.language:
        return
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
            if _matters(gone, come, texts, left.annotated.statement.language):
                changes.append((gone, come))
    if len(changes) > _MOST:
        return
    for gone, come in changes:
        yield _change(left, right, gone, come)


def _matters(
    gone: Sequence[Word], come: Sequence[Word], texts: tuple[list[str], list[str]], language: str
) -> bool:
    """Whether a change is more than little words, inflection or a change of order."""
    stem = rules_for(language)[0].stem
    old = {stem(w.text) for w in gone} - stop_words(language)
    new = {stem(w.text) for w in come} - stop_words(language)
    moved = old <= {stem(w) for w in texts[1]} and new <= {stem(w) for w in texts[0]}
    whole = not any(is_han(w.text) for w in (*gone, *come)) or max(len(gone), len(come)) > 1
    return old != new and not moved and whole


def _change(
    left: Passage, right: Passage, gone: Sequence[Word], come: Sequence[Word]
) -> Difference:
    spans = _span(gone), _span(come)
    quotes = [p.quote(s) if s else "" for p, s in zip((left, right), spans, strict=True)]
    kind, grade, note = _weigh(quotes[0], quotes[1], len(gone), len(come))
    keys = ("words", *sorted(q.lower() for q in quotes))
    return Difference(kind, grade, Note(note), spans[0], spans[1], (keys,))


def _weigh(one: str, other: str, gone: int, come: int) -> tuple[DifferenceKind, Grade, NoteKind]:
    """Kind and grade of a change of words, and the kind of its note."""
    marks = [
        {(m.entry.kind, m.entry.id): m.entry for m in find_lexicon_words(t)} for t in (one, other)
    ]
    kinds = [{kind for kind, _ in ms} for ms in marks]
    if ("negation" in kinds[0]) != ("negation" in kinds[1]):
        return "negation", "substantive", "words_denial"
    duties = [{m.rank for m in ms.values() if m.kind == "duty"} for ms in marks]
    if duties[0] != duties[1] and all(duties):
        far = max(duties[0] | duties[1]) - min(duties[0] | duties[1]) > 1
        grade: Grade = "substantive" if far else "degree"
        return "modality", grade, "words_duty"
    if all(ks and ks <= {"tone", "intensity"} for ks in kinds if ks) and any(kinds):
        return "content", "degree", "words_strength"
    if gone and come:
        return "content", "substantive", "words_other"
    if max(gone, come) > 2:
        return "content", "substantive", "words_only"
    return "content", "degree", "words_only"


def _span(words: Sequence[Word]) -> Span | None:
    return (words[0].start, words[-1].end) if words else None
