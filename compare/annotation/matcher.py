"""Known names in a text: matched on a compact copy, reported where they stand in the original.

The copy is folded (:mod:`corpus.text.folding`: case, Traditional characters, hyphens) and then
drops what doesn't carry a name: quotation marks, the dots of initialisms, repeated spaces. So
"one-China policy" and 「一個中國」政策 are found by the names one china policy and
一个中国政策. Offsets always count the original text.
"""

from __future__ import annotations

import itertools
import re
from bisect import bisect_left
from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Generic, TypeVar

from corpus.text.characters import is_han
from corpus.text.folding import fold, show

Payload = TypeVar("Payload", bound=Hashable)

_DROPPED = "\"'‚„«»「」『』﹁﹂《》〈〉*`´\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u00ad"
_FILLER = "\u00ad"
_INITIALISM = re.compile(r"(?<![A-Za-z])(?:[A-Za-z]\.){2,}")
_SPACE = re.compile(r"\s")
_GAP = re.compile(
    rf"[\s{_DROPPED}]{{2,}}|[^\S ]|[{_DROPPED}]|(?<=[^\x00-\xff]) (?=[^\x00-\xff])|\A "
)
"""Where a compact copy may differ from a folded one: runs of white space and dropped marks, and a
single space that begins the text or may stand inside a Chinese word."""
_CHOICE = re.compile(r"\(([^()]*)\)")


@dataclass(frozen=True, slots=True)
class CompactCopy:
    """A copy of a text for matching and the way back."""

    text: str
    index: tuple[int, ...]
    """For each character of ``text``, where it stands in the original."""

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Original characters of ``text[start:end]``; ``end`` must be above ``start``."""
        return self.index[start], self.index[end - 1] + 1


@lru_cache(maxsize=128)
def compact(text: str) -> CompactCopy:
    """Make the copy of ``text`` that names are looked for in."""
    return _compact(text)


def _compact(text: str) -> CompactCopy:
    shown = show(text)
    copy = _without_marks(shown.text)
    if not shown.index:
        return copy
    return CompactCopy(copy.text, tuple(shown.index[at] for at in copy.index))


def _without_marks(text: str) -> CompactCopy:
    # A dot that is dropped is first made a character that is, so that no place moves.
    folded = fold(_INITIALISM.sub(lambda found: found.group().replace(".", _FILLER), text))
    parts: list[str] = []
    index: list[int] = []
    after = 0
    for gap in _GAP.finditer(folded):
        start, end = gap.span()
        parts.append(folded[after:start])
        index.extend(range(after, start))
        # A line broken inside a Chinese word leaves a space that is no border of words.
        inside = is_han(folded[start - 1 : start]) and is_han(folded[end : end + 1])
        if index and not inside and (space := _SPACE.search(folded, start, end)):
            parts.append(" ")
            index.append(space.start())
        after = end
    parts.append(folded[after:])
    index.extend(range(after, len(folded)))
    return CompactCopy("".join(parts), tuple(index))


def expand(name: str) -> tuple[str, ...]:
    """All spellings of a name with choices: ``(do|does) not`` gives two.

    An empty choice leaves the words out: ``(strongly |)opposes``.
    """
    if "(" not in name:
        return (" ".join(name.split()),)
    choices = _CHOICE.split(name)
    parts = [p.split("|") if i % 2 else [p] for i, p in enumerate(choices)]
    return tuple(dict.fromkeys(" ".join("".join(p).split()) for p in itertools.product(*parts)))


class Automaton(Generic[Payload]):
    """Finds many strings in one pass (Aho and Corasick, 1975)."""

    def __init__(self, strings: Iterable[tuple[str, Payload]]) -> None:
        """Take pairs of a string and what it stands for; one string may stand for several."""
        import ahocorasick

        self._automaton = ahocorasick.Automaton()
        table: dict[str, tuple[Payload, ...]] = {}
        for string, payload in strings:
            known = table.get(string, ())
            if payload not in known:
                table[string] = (*known, payload)
        for string, payloads in table.items():
            self._automaton.add_word(string, (len(string), payloads))
        if table:
            self._automaton.make_automaton()

    def occurrences(self, text: str) -> Iterator[tuple[int, int, Payload]]:
        """Start, end and payload of every string that occurs, in the order of their ends."""
        if not self._automaton:
            return
        for last, (length, payloads) in self._automaton.iter(text):
            for payload in payloads:
                yield last + 1 - length, last + 1, payload


class Matcher(Generic[Payload]):
    """Finds many names as whole words, in compact copies of texts."""

    def __init__(self, names: Iterable[tuple[str, Payload]]) -> None:
        """Take pairs of a name, choices allowed, and what it stands for."""
        self._automaton = Automaton(
            (spelling, payload)
            for name, payload in names
            for spelling in expand(_compact(name).text)
        )

    def find(self, source: CompactCopy) -> Iterator[tuple[int, int, Payload]]:
        """Start and end in the original text, and payload, of every name that occurs.

        A name in Latin letters must stand as whole words; a plural or genitive s may follow.
        """
        text = source.text
        for start, end, payload in self._automaton.occurrences(text):
            if _is_word(text, start, end):
                yield *source.span(start, end), payload
            elif text[end : end + 1] == "s" and _is_word(text, start, end + 1):
                yield *source.span(start, end + 1), payload


def _is_word(text: str, start: int, end: int) -> bool:
    return not (
        (start > 0 and _joins(text[start - 1], text[start]))
        or (end < len(text) and _joins(text[end - 1], text[end]))
    )


def _joins(first: str, second: str) -> bool:
    """Whether two neighbouring characters belong to one word in Latin letters."""
    return first.isalnum() and second.isalnum() and not is_han(first) and not is_han(second)


def longest(matches: Iterable[tuple[int, int, Payload]]) -> list[tuple[int, int, Payload]]:
    """Matches in order of text, the longest kept where several overlap.

    Several meanings of one and the same stretch are all kept: 俄乌 names two countries.
    """
    found = list(matches)
    if len(found) < 2:
        return found
    kept: list[tuple[int, int, Payload]] = []
    taken: list[tuple[int, int]] = []
    if len({match[:2] for match in found}) < len(found):
        found.sort(key=lambda m: str(m[2]))
    for match in sorted(found, key=lambda m: (m[0] - m[1], m[0])):
        start, end = match[0], match[1]
        near = bisect_left(taken, (start, end))
        if near < len(taken) and taken[near] == (start, end):
            kept.append(match)
        elif (near == 0 or taken[near - 1][1] <= start) and (
            near == len(taken) or end <= taken[near][0]
        ):
            kept.append(match)
            taken.insert(near, (start, end))
    return sorted(kept, key=lambda m: (m[0], m[1]))
