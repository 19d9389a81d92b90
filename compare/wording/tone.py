"""The tone of a statement: its adjectives, code words and speech acts, counted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from compare.annotation.annotated import AnnotatedStatement
from compare.annotation.lexicon import LexiconEntry, LexiconMatch
from compare.annotation.terms import Labels


@dataclass(frozen=True, slots=True)
class ToneCount:
    """How often one category occurs; the same categories serve both languages."""

    id: str
    label_en: str
    label_zh: str
    strength: int
    """Of a speech act: 1 noted or raised, to 6 warned or protested; 0 for other words."""
    code: bool
    """True for a code word of diplomacy: one that describes an exchange, such as candid."""
    spans: tuple[tuple[int, int], ...]
    """Characters of the statement, in order."""

    @property
    def labels(self) -> Labels:
        """Pairs of language and label."""
        return (("en", self.label_en), ("zh", self.label_zh))

    @property
    def count(self) -> int:
        """How often it occurs."""
        return len(self.spans)


@dataclass(frozen=True, slots=True)
class ToneProfile:
    """Words of tone and speech acts of one statement, the most frequent first."""

    words: tuple[ToneCount, ...] = ()
    acts: tuple[ToneCount, ...] = ()


UNHEARD = ToneProfile()
"""The tone of a statement that was not listened to."""


def tone(annotated: AnnotatedStatement) -> ToneProfile:
    """Count words of tone and speech acts in the segments of a statement.

    A word of tone counts where it describes a talk, the relationship or the other side, a speech
    act where it is the verb by which a speaker speaks. Characters outside the segments do not
    count. Categories come from ``lexicon.tsv`` and are the same in English and Chinese, so that
    two statements can be shown side by side.
    """
    return ToneProfile(
        words=_counted([mark for mark, _ in annotated.tones]),
        acts=_counted(annotated.acts),
    )


def _counted(marks: Sequence[LexiconMatch]) -> tuple[ToneCount, ...]:
    places: dict[LexiconEntry, list[tuple[int, int]]] = {}
    for mark in marks:
        places.setdefault(mark.entry, []).append((mark.start, mark.end))
    counts = [
        ToneCount(
            id=m.id,
            label_en=m.label_en,
            label_zh=m.label_zh,
            strength=m.rank if m.kind == "act" else 0,
            code=m.kind == "tone" and m.rank == 1,
            spans=tuple(spans),
        )
        for m, spans in places.items()
    ]
    return tuple(sorted(counts, key=lambda c: (-c.count, c.id)))
