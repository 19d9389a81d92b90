"""Words of one linked passage without a counterpart in the other.

Within one language by the edit operations that turn the words of one passage into those of the
other (rapidfuzz); across languages by token vectors. Both speak only where the passages are
nearly the same text: elsewhere everything differs, and that is coverage, not wording.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from compare.annotation.annotated import Span
from compare.annotation.lexicon import find_lexicon_words
from compare.annotation.passage import Passage
from compare.annotation.terms import Grade
from compare.annotation.token_words import WORD, Word
from compare.languages import rules_for, stop_words, vague_words
from compare.wording.difference import Difference, DifferenceKind, Note, NoteKind
from corpus.text.characters import is_han
from corpus.text.folding import fold

NEAR = 0.6
"""Share of words in [0, 1] that two passages of one language must have in common, in order."""
COVERED = 0.35
"""Cosine from which a word counts as having a counterpart in the other language."""
COVERED_SHARE = 0.75
"""Share of a passage's words that must have counterparts before the rest is looked at."""
_MOST = 3

_BREAK = re.compile(r"[;:!?()，；：。！？（）…—\n]|,(?=\s|\Z)|(?<!\b[A-Za-z])\.(?=\s|\Z)")
"""What ends a run of words: what stands in two clauses is not one difference."""


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


def compare_tokens(left: Passage, right: Passage) -> Iterator[Difference]:
    """The longest run of words on either side that no word of the other comes near.

    Nothing where less than :data:`COVERED_SHARE` of either passage has counterparts, or where the
    tokens of either are not known.
    """
    ours, theirs = left.annotated.token_words, right.annotated.token_words
    if ours is None or theirs is None:
        return
    words, vectors = ours.of(left.indices)
    other_words, other_vectors = theirs.of(right.indices)
    if not words or not other_words:
        return
    cosines = vectors @ other_vectors.T
    nearest = cosines.max(axis=1), cosines.max(axis=0)
    runs = []
    for passage, side, near in zip((left, right), (words, other_words), nearest, strict=True):
        # Who speaks, and in which tone, is compared by what those words mean, not by vectors.
        known = [(m.start, m.end) for m in passage.annotated.tones if passage.holds(m.start, m.end)]
        clauses = passage.annotated.reporting_clauses
        known += [clause for i in passage.indices if (clause := clauses[i])]
        vague = vague_words(passage.annotated.statement.language)
        aside = [w.text in vague or any(a <= w.start < b for a, b in known) for w in side]
        missing = [float(n) < COVERED and not away for n, away in zip(near, aside, strict=True)]
        lengths = [0 if away else w.end - w.start for w, away in zip(side, aside, strict=True)]
        lacking = sum(n for n, gone in zip(lengths, missing, strict=True) if gone)
        if lacking > (1 - COVERED_SHARE) * sum(lengths):
            return
        runs.append((passage, _longest_run(passage.annotated.statement.text, side, missing)))
    for passage, run in runs:
        if run:
            span = run[0].start, run[-1].end
            yield Difference(
                "content",
                # Vectors of words are no proof: half of what they say on real texts is wrong.
                "degree" if len(run) > 2 else "minor",
                Note("unmatched"),
                span if passage is left else None,
                None if passage is left else span,
                (("content", passage.side, span),),
            )


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
