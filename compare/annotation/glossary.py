"""Terms of diplomacy found in a text of either language, under one id for both.

The glossary (``glossary.tsv``) lists people, offices, places, documents, doctrines and standing
formulas with their names in English and Chinese. A concept found on one side and nowhere on
the other is evidence, independent of any model, that the point it belongs to is missing there.
"""

from __future__ import annotations

import csv
import functools
import importlib.resources
from dataclasses import dataclass
from typing import TYPE_CHECKING

from corpus.text.folding import fold

if TYPE_CHECKING:
    import ahocorasick

_SHORTEST = {True: 2, False: 3}
"""Characters a Chinese (True) or an English (False) name needs: shorter ones match noise."""


@dataclass(frozen=True, slots=True)
class Concept:
    """One concept of the glossary where it stands in a text."""

    id: str
    start: int
    end: int


def find_concepts(text: str) -> tuple[Concept, ...]:
    """Concepts named in ``text``, longest names first where names overlap, in order of place.

    Case, hyphens and Traditional characters are folded on a copy; ``start`` and ``end`` count
    characters of ``text``. A name inside a longer one found there is not reported: "South China
    Sea" is not China.
    """
    folded = fold(text)
    found = [
        Concept(ids, end - length + 1, end + 1)
        for end, (ids, length) in _automaton().iter(folded)
        if _stands_alone(folded, end - length + 1, end + 1)
    ]
    found.sort(key=lambda c: (c.start - c.end, c.start, c.id))
    taken = bytearray(len(folded))
    kept = []
    for concept in found:
        if not any(taken[concept.start : concept.end]):
            taken[concept.start : concept.end] = b"\x01" * (concept.end - concept.start)
            kept.append(concept)
    return tuple(sorted(kept, key=lambda c: c.start))


def _stands_alone(text: str, start: int, end: int) -> bool:
    """False where a name in Latin letters is a part of a longer word; a plural s is let pass."""
    if not is_latin(text[start]):
        return True
    if start > 0 and is_latin(text[start - 1]):
        return False
    tail = text[end : end + 2]
    return not tail or not is_latin(tail[0]) or (tail[0] == "s" and not is_latin(tail[1:]))


def is_latin(character: str) -> bool:
    """Whether a character is a Latin letter without marks, or a digit."""
    return character.isascii() and character.isalnum()


@functools.cache
def _automaton() -> ahocorasick.Automaton:
    import ahocorasick

    automaton = ahocorasick.Automaton()
    file = importlib.resources.files(__package__) / "glossary.tsv"
    lines = file.read_text(encoding="utf-8").splitlines()
    for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
        for column in ("en", "en_aliases", "zh", "zh_aliases"):
            for name in row[column].split("|"):
                folded = fold(name.strip("“”‘’\"'《》 "))
                if len(folded) >= _SHORTEST[column.startswith("zh")]:
                    automaton.add_word(folded, (row["id"], len(folded)))
    automaton.make_automaton()
    return automaton
