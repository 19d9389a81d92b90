"""Words and rules of languages, a folder each; the only place that holds words of a language."""

from compare.languages.base import (
    DEFAULT,
    Language,
    character_runs,
    closest,
    joiner,
    language,
    languages,
    languages_in,
    letters,
    register,
    rules_for,
    stop_words,
    unregister,
    writing_of,
)
from compare.languages.en import ENGLISH
from compare.languages.zh import CHINESE

__all__ = [
    "DEFAULT",
    "Language",
    "character_runs",
    "closest",
    "joiner",
    "language",
    "languages",
    "languages_in",
    "letters",
    "register",
    "rules_for",
    "stop_words",
    "unregister",
    "writing_of",
]

register(ENGLISH)
register(CHINESE)
