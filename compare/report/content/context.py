"""State that all parts of a report share: preferences, words, names and footnotes."""

from __future__ import annotations

from compare.comparison import SideName
from compare.phrases.words import Words
from compare.report.content import findings
from compare.report.content.document import Run, Runs
from compare.report.escaping import line
from compare.report.export.schema import Export
from compare.report.preferences import Preferences


class Context:
    """Preferences, words and footnotes of the report that is being made."""

    def __init__(self, preferences: Preferences) -> None:
        self.preferences = preferences
        self.words: Words = preferences.words
        self.notes: list[Runs] = []

    def name(self, result: Export, side: SideName) -> str:
        """Return the display name of a side, on one line."""
        return line(findings.name(result, side, self.words))

    def lead(self, *labels: str) -> str:
        """Return labels joined by commas, with a colon, to stand before a quotation."""
        return self.words.say("list.comma").join(labels) + self.words.say("punct.colon")

    def aside(self, text: str) -> str:
        """Return the text in brackets, to stand after a name."""
        return self.words.say("punct.aside", text=text)

    def topic(self, en: str, zh: str) -> Runs:
        """Return the name of a topic in the report's language, then in the other."""
        order = [(en, "en"), (zh, "zh")]
        if self.words.language == "zh":
            order.reverse()
        named = [(line(text), lang) for text, lang in order if text]
        runs = [Run(named[0][0], "strong")]
        runs += [Run(f" {text}", "quiet", lang) for text, lang in named[1:]]
        return tuple(runs)
