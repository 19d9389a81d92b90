"""What a language must tell, and the register of those that are known.

Whoever adds a language writes one :class:`Language` and hands it to :func:`register`; nothing
else needs to be opened. Speakers are found by rules of two kinds: a language that writes names
with capitals and parts its words by spaces tells ``CapitalisedReporting``, one that does neither
tells ``GazetteerReporting``. A language of Latin letters says nothing about ``characters``: which
of several a text is in is told by the statement's tag.
"""

from __future__ import annotations

import functools
import importlib
import re
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from compare.languages.rules import (
    DenialRules,
    DialogueRules,
    NameRules,
    NegationRules,
    PlaceRules,
    ProceduralRules,
    QuantityRules,
    Reporting,
    SentenceRules,
    Span,
    SpeechRules,
    Words,
)
from compare.languages.tone import ToneRules

DEFAULT = "en"
"""The language whose rules read a text in Latin letters of which nothing is known."""


def _no_cuts(text: str, start: int, end: int, outside: Sequence[bool]) -> Iterator[Span]:
    """Leave a sentence whole."""
    return iter(())


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Language:
    """All that Readouts knows of a language."""

    code: str
    """Primary tag of BCP 47, in small letters: ``en``."""
    name: str
    """In English."""
    characters: re.Pattern[str] | None = None
    """A character that no other registered language writes; None in Latin letters."""
    space: str = " "
    """What joins two sentences, and two words: a space, or nothing."""
    letter_weight: int = 1
    """Letters of English that say what a letter of this language says."""
    label_length: int = 4
    """Words, or pieces of a few characters, in a label of a suggested topic."""
    sentences: SentenceRules = field(default_factory=SentenceRules)
    clause_cuts: Callable[[str, int, int, Sequence[bool]], Iterator[Span]] = _no_cuts
    """``clause_cuts(text, start, end, outside)``: spans of the marks between the clauses of a
    sentence, in order; ``outside[i]`` says whether character ``start + i`` stands outside of
    brackets and quotation marks."""
    reporting: Reporting | None = None
    speech: SpeechRules = field(default_factory=SpeechRules)
    dialogue: DialogueRules = field(default_factory=DialogueRules)
    names: NameRules = field(default_factory=NameRules)
    sides: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Names of sides by code ("US"), beyond those of the table of affiliations."""
    procedural: ProceduralRules = field(default_factory=ProceduralRules)
    quantities: QuantityRules | None = None
    places: PlaceRules = field(default_factory=PlaceRules)
    words: Words = field(default_factory=Words)
    tone: ToneRules = field(default_factory=ToneRules)
    fold_word: Callable[[str], str] = str.casefold
    """The form in which two spellings of a word, or its plural, are the same."""
    stem: Callable[[str], str] = str.casefold
    """The beginning of a folded word, which inflection leaves alone."""
    denial: DenialRules | None = None
    negation: NegationRules | None = None

    def __repr__(self) -> str:
        return f"Language({self.code!r})"


_SHIPPED = {"en": "ENGLISH", "zh": "CHINESE"}
"""Packages beside this file, and what each calls its language."""


_register: dict[str, Language] = {}
_filling = threading.RLock()


def _known() -> dict[str, Language]:
    """The register. The languages that ship are imported when it is first asked: their patterns
    take longer to compile than a comparison that is kept to show.
    """
    with _filling:
        if not _register:
            _register.update(_shipped())
        return _register


@functools.cache
def _shipped() -> dict[str, Language]:
    here = __name__.rpartition(".")[0]
    return {
        code: getattr(importlib.import_module(f"{here}.{code}"), name)
        for code, name in _SHIPPED.items()
    }


def are_as_shipped() -> bool:
    """Whether the languages that ship are registered, and no others."""
    return _known() == _shipped()


def register(language: Language) -> None:
    """Make a language known. Raises ValueError where its code is known already."""
    if language.code in _known():
        raise ValueError(
            f"the language {language.code!r} is registered already; call unregister() first"
        )
    _known()[language.code] = language
    rules_for.cache_clear()


def unregister(code: str) -> None:
    """Forget a language. Raises LookupError where it is not known."""
    del _known()[language(code).code]
    rules_for.cache_clear()


def languages() -> tuple[Language, ...]:
    """All registered languages, in the order in which they were registered."""
    return tuple(_known().values())


def language(tag: str) -> Language:
    """The language of a tag, such as ``zh-Hant``. Raises LookupError where it is not known."""
    found = _known().get(_primary(tag))
    if found is None:
        raise LookupError(
            f"no rules for the language {tag!r}; known are {', '.join(_known())}: "
            "write a Language and register() it"
        )
    return found


def closest(tag: str) -> Language:
    """The language of a tag, or :data:`DEFAULT` where it is not known."""
    return _known().get(_primary(tag)) or _known()[DEFAULT]


def joiner(tag: str) -> str:
    """What joins two sentences of a text with that tag: a space, or nothing."""
    return closest(tag).space


def letters(text: str) -> float:
    """Length of a text in letters of English, so that languages compare.

    A letter or digit counts 1 and a Chinese character 3, about what one takes in English; space
    and punctuation count nothing.
    """
    more = (
        (known.letter_weight - 1) * len(known.characters.findall(text))
        for known in _known().values()
        if known.characters
    )
    return float(sum(map(str.isalnum, text)) + sum(more))


def character_runs(
    text: str, language: Language, start: int = 0, end: int | None = None
) -> Iterator[re.Match[str]]:
    """Stretches of ``text[start:end]`` in the language's own characters; none if it has none."""
    if language.characters:
        runs = _runs(language.characters)
        yield from runs.finditer(text, start, len(text) if end is None else end)


@functools.cache
def _runs(character: re.Pattern[str]) -> re.Pattern[str]:
    return re.compile(rf"(?:{character.pattern})+")


def stop_words(tag: str) -> frozenset[str]:
    """Words that carry no meaning of their own, of the languages that a text may hold."""
    return _united(tuple(known.words.stop_words for known in rules_for(tag)))


@functools.lru_cache(maxsize=32)
def _united(words: tuple[frozenset[str], ...]) -> frozenset[str]:
    return frozenset[str]().union(*words)


@functools.lru_cache(maxsize=32)
def rules_for(tag: str) -> tuple[Language, ...]:
    """The languages whose rules may be needed in a text with that tag.

    First the one of Latin letters, the tag's own or else the default; then all that have
    characters of their own, since a text may quote any of them.
    """
    tagged = closest(tag)
    latin = _known()[DEFAULT] if tagged.characters else tagged
    return (latin, *(other for other in _known().values() if other.characters))


def languages_in(
    text: str, tag: str = "", start: int = 0, end: int | None = None
) -> tuple[Language, ...]:
    """Those of :func:`rules_for` that ``text[start:end]`` holds characters of."""
    end = len(text) if end is None else end
    return tuple(
        known
        for known in rules_for(tag)
        if known.characters is None or known.characters.search(text, start, end)
    )


def writing_of(tag: str) -> Callable[[str], bool]:
    """A test of whether a text is in the writing of a language.

    It holds characters of the language's own, or none that are another's.
    """
    characters = closest(tag).characters
    if characters:
        return lambda text: bool(characters.search(text))
    others = [known.characters for known in _known().values() if known.characters]
    return lambda text: not any(other.search(text) for other in others)


def _primary(tag: str) -> str:
    return tag.partition("-")[0].lower()
