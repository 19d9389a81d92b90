"""The report's own words, in English and Chinese, from one table that translators can edit."""

from __future__ import annotations

import csv
import functools
from collections.abc import Sequence
from pathlib import Path
from typing import Literal, get_args

from compare.errors import WriteError

Language = Literal["en", "zh"]
LANGUAGES: tuple[Language, ...] = get_args(Language)

_TABLE = Path(__file__).parent / "words.tsv"


class Words:
    """The texts of a report in one language, by key."""

    def __init__(self, language: Language) -> None:
        self.language = language
        self._table = _read(language)

    @property
    def space(self) -> str:
        """What stands between two sentences."""
        return "" if self.language == "zh" else " "

    def say(self, key: str, /, **values: object) -> str:
        """Return the text of a key with its gaps filled; values are not parsed for gaps."""
        text = self._table[key]
        return text.format(**values) if values else text

    def language_name(self, code: str) -> str:
        """Return a language by its name in Chinese; by its code in English or if unnamed."""
        return self._table.get(f"lang.{code}", code)

    def percent(self, part: float) -> str:
        """Return a share in [0, 1] in whole per cent, never 0% above 0 nor 100% below 1."""
        if 0 < part < 0.01:
            return self.say("percent.under")
        if 0.99 < part < 1:
            return self.say("percent.over")
        return f"{round(100 * part)}%"

    def certainty(self, chance: float) -> str:
        """Return a probability in [0, 1] in whole per cent; never 0% or 100%: none is certain."""
        return self.percent(min(max(chance, 0.001), 0.999))

    def listed(self, names: Sequence[str], most: int | None = None) -> str:
        """Return names as in a sentence, at least one: "a", "a and b", "a, b and 3 more"."""
        shown = list(names)
        if most is not None and len(shown) > most:
            shown = [*shown[:most], self.say("list.more", count=len(shown) - most)]
        if len(shown) == 1:
            return shown[0]
        return f"{self.say('list.comma').join(shown[:-1])}{self.say('list.and')}{shown[-1]}"

    def sentence(self, parts: list[str]) -> str:
        """Return parts of a finding as one sentence."""
        text = self.say("sentence.join").join(parts)
        return f"{text[:1].upper()}{text[1:]}{self.say('sentence.end')}"


@functools.cache
def words(language: str) -> Words:
    """Return the words of a language; raises :class:`WriteError` for one that is not known."""
    for known in LANGUAGES:
        if language == known:
            return Words(known)
    raise WriteError(f"no report language {language!r}; use one of {' '.join(LANGUAGES)}")


@functools.cache
def _read(language: Language) -> dict[str, str]:
    with open(_TABLE, encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        return {row["key"]: row[language] for row in rows}


EN = words("en")
