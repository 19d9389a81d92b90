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

from compare.annotation.matcher import Automaton, longest
from corpus.text.characters import is_latin
from corpus.text.folding import fold, show

_SHORTEST = {"en": 3, "en_aliases": 3, "zh": 2, "zh_aliases": 2}
"""Characters that a name of a column needs: shorter ones match noise."""


@dataclass(frozen=True, slots=True)
class Concept:
    """One concept of the glossary where it stands in a text."""

    id: str
    start: int
    end: int


def find_concepts(text: str) -> tuple[Concept, ...]:
    """Concepts named in ``text``, longest names first where names overlap, in order of position.

    Case, hyphens and Traditional characters are folded on a copy; ``start`` and ``end`` count
    characters of ``text``. A name inside a longer one found there is not reported: "South China
    Sea" is not China. Quotation marks and the dots of initialisms are not passed over as by
    :class:`compare.annotation.matcher.Matcher`: the models of coverage have learned from
    concepts that were found without.
    """
    copy = show(text)
    folded = fold(copy.text)
    found = (
        occurrence
        for occurrence in _automaton().occurrences(folded)
        if _stands_alone(folded, *occurrence[:2])
    )
    matches = longest(found)
    return tuple(Concept(concept, *copy.span(start, end)) for start, end, concept in matches)


def _stands_alone(text: str, start: int, end: int) -> bool:
    """False where a name in Latin letters is a part of a longer word; a plural s is let pass."""
    if not is_latin(text[start]):
        return True
    if start > 0 and is_latin(text[start - 1]):
        return False
    tail = text[end : end + 2]
    return not tail or not is_latin(tail[0]) or (tail[0] == "s" and not is_latin(tail[1:]))


@functools.cache
def _automaton() -> Automaton[str]:
    concepts: dict[str, str] = {}
    file = importlib.resources.files(__package__) / "glossary.tsv"
    lines = file.read_text(encoding="utf-8").splitlines()
    for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
        for column, shortest in _SHORTEST.items():
            for name in row[column].split("|"):
                folded = fold(name.strip("“”‘’\"'《》 "))
                if len(folded) >= shortest:
                    concepts[folded] = row["id"]
    return Automaton(concepts.items())
