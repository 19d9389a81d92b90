"""Who has the word in a press conference or a briefing, by the labels before their words.

A label ("QUESTION:", "MR LEE:", "Q", "A:", 路透社记者：, 毛宁：, 问：) holds for the paragraphs
below it, until the next. What reporters ask and chairs say is no claim of the side that
published the text.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from compare.languages import Language, rules_for
from compare.languages.rules import Span


@dataclass(frozen=True, slots=True)
class Turn:
    """Whose turn it is to speak."""

    speaker: str
    """The words that name who speaks, as they stand in the text; empty where nobody is named."""
    asks: bool
    """Whether it is a reporter or a chair, who speaks for no side."""


@dataclass(frozen=True, slots=True)
class _Label:
    words: str
    """In Simplified characters."""
    shown: str
    """As it stands in the text."""
    known: Language
    bare: bool

    def is_like(self, name: str) -> bool:
        """Whether one of the language's patterns for labels matches the whole of this one."""
        return getattr(self.known.dialogue, name).fullmatch(self.words) is not None


def find_turns(
    text: str, folded: str, paragraphs: Sequence[Span], language: str = ""
) -> tuple[Turn | None, ...]:
    """Whose turn each paragraph is, or None where no label says it.

    A text where nobody asks is none of turns, and has None throughout.

    Args:
        text: the text.
        folded: the same in Simplified characters, one for one.
        paragraphs: start and end of each, in order.
        language: the tag of the text.
    """
    return _find_turns(text, folded, tuple(paragraphs), rules_for(language))


@lru_cache(maxsize=32)
def _find_turns(
    text: str, folded: str, paragraphs: tuple[Span, ...], known: tuple[Language, ...]
) -> tuple[Turn | None, ...]:
    labels = [_label(text, folded, span, known) for span in paragraphs]
    asked = [label is not None and label.is_like("asks") for label in labels]
    answered = any(label is not None and label.is_like("answers") for label in labels)
    # "Q" without a colon may be a letter; and one question alone may be a headline.
    colons = sum(ask and not label.bare for ask, label in zip(asked, labels, strict=True) if label)
    if not any(asked) or not (answered or colons):
        return (None,) * len(paragraphs)
    times = Counter(label.words for label in labels if label is not None)
    turns: list[Turn | None] = []
    current: Turn | None = None
    for label, asks in zip(labels, asked, strict=True):
        if label is None:
            turns.append(current)
            continue
        follows = current is not None and current.asks
        if asks:
            current = Turn(label.shown, True)
        elif label.is_like("answers") or (
            label.is_like("may_answer") and (follows or times[label.words] > 1)
        ):
            current = Turn("" if label.is_like("nameless") else _name(label), False)
        turns.append(current)
    return tuple(turns)


def _label(text: str, folded: str, span: Span, known: Sequence[Language]) -> _Label | None:
    """The label at the head of a paragraph."""
    for language in reversed(known):
        if language.characters and not language.characters.search(folded, *span):
            continue
        if found := language.dialogue.label.match(folded, *span):
            bare = found["who"] is None
            place = found.span("bare" if bare else "who")
            words = " ".join(folded[slice(*place)].split())
            return _Label(words, " ".join(text[slice(*place)].split()), language, bare)
    return None


def _name(label: _Label) -> str:
    """The name in a label, without the office before it."""
    title = label.known.dialogue.title.match(label.words)
    return label.shown[title.end() :] if title else label.shown
