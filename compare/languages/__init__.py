"""Words and rules of languages, a folder each; the only place that holds words of a language."""

from compare.languages.base import (
    DEFAULT,
    Language,
    are_as_shipped,
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

__all__ = [
    "DEFAULT",
    "Language",
    "are_as_shipped",
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
