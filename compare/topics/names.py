"""Names of topics in a text: folding, exact and near matches, exclusions, character spans.

The text is never changed. Matching happens on folded copies that remember, for every
character, where in the text it stands:

- English word by word, without regard to case, accents, plural, possessive, hyphens and
  British or American spelling; a capitalised name must stand capitalised; a word one edit
  away from a word of a name counts as that word (rapidfuzz, optimal string alignment), unless
  the background of statements has it too: "medication" is no misspelt "mediation".
- Chinese in Simplified characters (OpenCC), without quotation marks and spaces.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from compare.annotation.idf import load_informativeness
from compare.annotation.matcher import Automaton
from compare.languages.word_folding import (
    JOINT,
    Token,
    fold_chinese,
    fold_chinese_name,
    fold_word,
    split_words,
)
from corpus.text.characters import HAN_CHARACTER
from corpus.text.folding import show

if TYPE_CHECKING:
    from compare.topics.codebook import Codebook

Kind = Literal["name", "cue", "exclude"]

_BREAK = re.compile(r"[。！？；!?;\n]|\.\s")
_GAP_ZH, _GAP_EN = 16, 60


@dataclass(frozen=True, slots=True)
class NameMatch:
    """A phrase of a topic found in a text."""

    topic: str
    kind: Kind
    phrase: str
    """The phrase as the codebook writes it."""
    start: int
    end: int
    """Characters of the text."""


class _Phrase(NamedTuple):
    topic: str
    kind: Kind
    text: str
    parts: tuple[str, ...]
    """Folded parts; more than one where the phrase has a gap."""
    cased: tuple[str, ...]
    """Words that must stand capitalised in the text; empty where case is free."""


@lru_cache(maxsize=128)
def find_names(text: str, codebook: Codebook) -> tuple[NameMatch, ...]:
    """Find every name and cue of the codebook in a text, in order of position.

    Hits that touch an exclusion of the same topic are left out unless they hold it whole, and
    so are hits inside a longer one of the same topic and kind.
    """
    finder, copy = _finder(codebook), show(text)
    hits = [*finder.english(copy.text)]
    if HAN_CHARACTER.search(text):
        hits.extend(finder.chinese(copy.text))
    settled = _settle(hits)
    if not copy.index:
        return settled
    spans = [copy.span(hit.start, hit.end) for hit in settled]
    return tuple(
        replace(hit, start=start, end=end) for hit, (start, end) in zip(settled, spans, strict=True)
    )


def _settle(hits: Sequence[NameMatch]) -> tuple[NameMatch, ...]:
    barred: dict[str, list[tuple[int, int]]] = {}
    for hit in hits:
        if hit.kind == "exclude":
            barred.setdefault(hit.topic, []).append((hit.start, hit.end))
    kept: list[NameMatch] = []
    reach: dict[tuple[str, Kind], int] = {}
    ordered = sorted(hits, key=lambda hit: (hit.start, -hit.end, hit.topic, hit.kind, hit.phrase))
    for hit in ordered:
        if hit.kind == "exclude":
            continue
        if any(_bars(span, hit) for span in barred.get(hit.topic, ())):
            continue
        if hit.end <= reach.get((hit.topic, hit.kind), -1):
            continue
        reach[hit.topic, hit.kind] = hit.end
        kept.append(hit)
    return tuple(kept)


def _bars(excluded: tuple[int, int], hit: NameMatch) -> bool:
    """Tell whether a hit lies in an excluded phrase, or across its edge."""
    start, end = excluded
    around = hit.start <= start and end <= hit.end and hit.end - hit.start > end - start
    return start < hit.end and hit.start < end and not around


class _Finder:
    """Two automata, one a script, over all phrases of a codebook."""

    def __init__(self, codebook: Codebook) -> None:
        self._english: list[_Phrase] = []
        self._chinese: list[_Phrase] = []
        for entry in codebook.topics:
            kinds: tuple[tuple[Kind, Any], ...] = (
                ("name", entry.names),
                ("cue", entry.cues),
                ("exclude", entry.exclude),
            )
            for kind, phrases in kinds:
                self._english += [_compile_english(entry.id, kind, p) for p in phrases.en]
                self._chinese += [_compile_chinese(entry.id, kind, p) for p in phrases.zh]
        self._words = frozenset(
            w for p in self._english for part in p.parts for w in part.split() if w != ","
        )
        long_words = {w for w in self._words if len(w) >= 6}
        self._by_initial: dict[str, list[str]] = {}
        for word in sorted(long_words):
            self._by_initial.setdefault(word[0], []).append(word)
        self._english_automaton = _automaton(self._english)
        self._chinese_automaton = _automaton(self._chinese)

    def chinese(self, text: str) -> Iterator[NameMatch]:
        folded, positions = fold_chinese(text)
        for phrase, start, end in _scan(self._chinese_automaton, self._chinese, folded, _GAP_ZH):
            yield NameMatch(
                phrase.topic, phrase.kind, phrase.text, positions[start], positions[end - 1] + 1
            )

    def english(self, text: str) -> Iterator[NameMatch]:
        folded, positions, tokens = self._fold_english(text)
        for phrase, start, end in _scan(self._english_automaton, self._english, folded, _GAP_EN):
            inside = [t for t in positions[start:end] if t >= 0]
            first, last = tokens[inside[0]], tokens[inside[-1]]
            if phrase.cased and not _is_cased(phrase.cased, tokens[inside[0] : inside[-1] + 1]):
                continue
            yield NameMatch(phrase.topic, phrase.kind, phrase.text, first.start, last.end)

    def _fold_english(self, text: str) -> tuple[str, list[int], list[Token]]:
        """Return the folded words between single spaces, and the token of every character."""
        tokens = self._merge(split_words(text), text)
        pieces, positions, before = [" "], [-1], 0
        for index, token in enumerate(tokens):
            if index and not JOINT.fullmatch(text, before, token.start):
                mark = "| " if _BREAK.search(text, before, token.start + 1) else ", "
                pieces.append(mark)
                positions += [-1, -1]
            word = self._correct(token)
            pieces.append(word + " ")
            positions += [index] * len(word) + [-1]
            before = token.end
        return "".join(pieces), positions, tokens

    def _merge(self, tokens: list[Token], text: str) -> list[Token]:
        """Join words that a hyphen parts and the codebook writes as one."""
        merged: list[Token] = []
        for token in tokens:
            last = merged[-1] if merged else None
            if last and text[last.end : token.start] in {"-", "\u2010", "\u2011"}:
                joined = fold_word(last.surface + token.surface)
                if len(joined) > 7 and joined in self._words:
                    merged[-1] = Token(joined, last.start, token.end, last.surface + token.surface)
                    continue
            merged.append(token)
        return merged

    def _correct(self, token: Token) -> str:
        """Return the word of the codebook that the token misspells by one edit, or the token."""
        word = token.fold
        capital = token.surface[0].isupper()
        if word in self._words or len(word) < (6 if capital else 8) or not word.isalpha():
            return word
        if load_informativeness().counts.keys() & {word, token.surface.lower()}:
            return word
        from rapidfuzz.distance import OSA

        near = [
            candidate
            for candidate in self._by_initial.get(word[0], ())
            if abs(len(candidate) - len(word)) <= 1
            and len(candidate) >= (6 if capital else 8)
            and OSA.distance(word, candidate, score_cutoff=1) == 1
        ]
        return near[0] if len(near) == 1 else word


@lru_cache(maxsize=4)
def _finder(codebook: Codebook) -> _Finder:
    return _Finder(codebook)


def _is_cased(cased: Sequence[str], tokens: Sequence[Token]) -> bool:
    """Tell whether words that the codebook capitalises stand capitalised in the text."""
    surfaces = {token.fold: token.surface for token in tokens}
    for word in cased:
        surface = surfaces.get(fold_word(word))
        if surface is None:
            continue
        letters = surface.replace(".", "")
        acronym = len(word) > 1 and word.isupper()
        if acronym and not letters.rstrip("s").isupper():
            return False
        if not letters[0].isupper():
            return False
    return True


def _compile_english(topic: str, kind: Kind, text: str) -> _Phrase:
    parts, cased = [], []
    for part in text.split("…"):
        tokens = split_words(part)
        words: list[str] = []
        for index, token in enumerate(tokens):
            between = part[tokens[index - 1].end : token.start] if index else ""
            if index and between != " " and not JOINT.fullmatch(between):
                words.append(",")
            words.append(token.fold)
            letters = token.surface.replace(".", "")
            if letters[0].isupper():
                cased.append(letters)
        parts.append(" " + " ".join(words) + " ")
    return _Phrase(topic, kind, text, tuple(parts), tuple(cased))


def _compile_chinese(topic: str, kind: Kind, text: str) -> _Phrase:
    return _Phrase(topic, kind, text, tuple(map(fold_chinese_name, text.split("…"))), ())


def _automaton(phrases: Sequence[_Phrase]) -> Automaton[tuple[int, int]]:
    """Return an automaton for the parts of phrases, with (index of phrase, number of part)."""
    return Automaton(
        (part, (index, number))
        for index, phrase in enumerate(phrases)
        for number, part in enumerate(phrase.parts)
    )


def _scan(
    automaton: Automaton[tuple[int, int]], phrases: Sequence[_Phrase], text: str, gap: int
) -> Iterator[tuple[_Phrase, int, int]]:
    """Yield phrases with start and end in the folded text; parts in order within the gap."""
    open_parts: dict[int, tuple[int, int, int]] = {}
    for start, end, (index, number) in automaton.occurrences(text):
        phrase = phrases[index]
        if len(phrase.parts) == 1:
            yield phrase, start, end
        elif number == 0:
            open_parts[index] = (1, start, end)
        else:
            expected, begin, reached = open_parts.get(index, (-1, 0, 0))
            between = text[reached:start]
            if number != expected or len(between) > gap or re.search(r"[。!?;|]", between):
                continue
            if number + 1 == len(phrase.parts):
                yield phrase, begin, end
                open_parts.pop(index)
            else:
                open_parts[index] = (number + 1, begin, end)
