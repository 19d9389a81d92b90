"""How a statement speaks: tone, speech acts, duty and will, on one scale for both languages.

The lists stand in ``lexicon.tsv``. Strength is a rank within a kind: a speaker notes (1), states,
reiterates, stresses, urges, warns (6); two sides together discuss (1), welcome, agree, commit (4).
"""

from __future__ import annotations

import csv
import importlib.resources
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal, get_args

from compare.annotation.matcher import Matcher, compact, longest
from compare.annotation.terms import Labels

LexiconKind = Literal[
    "tone", "act", "joint", "duty", "will", "predicate", "negation", "intensity", "place"
]


@dataclass(frozen=True, slots=True)
class LexiconEntry:
    """One entry of the lists."""

    kind: LexiconKind
    id: str
    rank: int
    """Strength within the kind; for tone, 1 where the word may describe an exchange."""
    label_en: str
    label_zh: str

    @property
    def labels(self) -> Labels:
        """Pairs of language and label."""
        return (("en", self.label_en), ("zh", self.label_zh))

    def __str__(self) -> str:
        return f"{self.kind}:{self.id}"


@dataclass(frozen=True, slots=True)
class LexiconMatch:
    """An entry where it stands in a text."""

    entry: LexiconEntry
    start: int
    end: int
    """Characters of the text."""


@lru_cache(maxsize=32)
def find_lexicon_words(text: str) -> tuple[LexiconMatch, ...]:
    """Return every entry in ``text``, in order of position; within a kind the longest counts."""
    found: dict[str, list[tuple[int, int, LexiconEntry]]] = {}
    for match in _matcher().find(compact(text)):
        found.setdefault(match[2].kind, []).append(match)
    # An entry "-" holds longer wordings that contain a name and are no use of it.
    marks = [
        LexiconMatch(entry, start, end)
        for matches in found.values()
        for start, end, entry in longest(matches)
        if entry.id != "-"
    ]
    return tuple(sorted(marks, key=lambda m: (m.start, m.end, str(m.entry))))


@cache
def _matcher() -> Matcher[LexiconEntry]:
    names: list[tuple[str, LexiconEntry]] = []
    file = importlib.resources.files(__package__) / "lexicon.tsv"
    with file.open(encoding="utf-8") as lines:
        rows = (line for line in lines if not line.startswith("#"))
        for row in csv.DictReader(rows, delimiter="\t", quoting=csv.QUOTE_NONE):
            kind = next(k for k in get_args(LexiconKind) if k == row["kind"])
            entry = LexiconEntry(
                kind, row["id"], int(row["rank"]), row["label_en"], row["label_zh"]
            )
            for name in f"{row['en']};{row['zh']}".split(";"):
                if name:
                    names.append((name, entry))
    return Matcher(names)
