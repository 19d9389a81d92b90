"""What every part of a report is written with: preferences, words, names and footnotes."""

from __future__ import annotations

from compare.comparison import SideName
from compare.report.content import findings
from compare.report.content.document import Run, Runs
from compare.report.escaping import line
from compare.report.export.schema import Export
from compare.report.preferences import Preferences
from compare.report.words import Words


class Context:
    """A report under way: its preferences, its words and its footnotes."""

    def __init__(self, preferences: Preferences) -> None:
        self.preferences = preferences
        self.words: Words = preferences.words
        self.notes: list[Runs] = []

    def name(self, result: Export, side: SideName) -> str:
        """What to call a side, on one line."""
        return line(findings.name(result, side, self.words))

    def lead(self, *labels: str) -> str:
        """What stands before a quotation: the words and a colon."""
        return self.words.say("list.comma").join(labels) + self.words.say("punct.colon")

    def aside(self, text: str) -> str:
        """What stands in brackets after a name."""
        return self.words.say("punct.aside", text=text)

    def topic(self, en: str, zh: str) -> Runs:
        """A topic by its name in the report's language, then in the other."""
        order = [(en, "en"), (zh, "zh")]
        if self.words.language == "zh":
            order.reverse()
        named = [(line(text), lang) for text, lang in order if text]
        runs = [Run(named[0][0], "strong")]
        runs += [Run(f" {text}", "quiet", lang) for text, lang in named[1:]]
        return tuple(runs)
