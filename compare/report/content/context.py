"""State that all parts of a report share: preferences, words, names and footnotes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from compare.comparison import SIDES, SideName
from compare.phrases.words import Words
from compare.report.content import findings
from compare.report.content.brief import headline
from compare.report.content.document import Heading, Part, Passage, Run, Runs, quote
from compare.report.escaping import line
from compare.report.export.schema import Export, TopicExport
from compare.report.preferences import Preferences


class Context:
    """Preferences, words and footnotes of the report that is being made."""

    def __init__(self, preferences: Preferences) -> None:
        self.preferences = preferences
        self.words: Words = preferences.words
        self.notes: list[Runs] = []
        self.pair_number = 0
        """Number of the pair of texts that is being reported, counted from 0."""

    def name(self, result: Export, side: SideName) -> str:
        """Return the display name of a side, on one line."""
        return line(findings.name(result, side, self.words))

    def title(self, result: Export) -> str:
        """Return the two sides of a pair of texts."""
        left, right = (line(self.name(result, side)) for side in SIDES)
        return self.words.say("title.pair", left=left, right=right)

    def passage(self, result: Export, side: SideName, index: int) -> Run:
        """Return a segment of a side as a quotation in its language."""
        lang = line(findings.statement(result, side).lang)
        passage = Passage(self.pair_number, side, index)
        return quote(findings.passage(result, side, index), lang, passage)

    def words_of(self, result: Export, side: SideName, start: int, end: int) -> Run:
        """Return words of a side's statement as a quotation from the segment that holds them."""
        statement = findings.statement(result, side)
        places = enumerate(findings.segments(result, side))
        index = next((i for i, one in places if one.start <= start < one.end), None)
        passage = None if index is None else Passage(self.pair_number, side, index)
        start, end = balanced(statement.text, start, end)
        return quote(statement.text[start:end], line(statement.lang), passage)

    def heading(self, level: int, text: str, part: Part) -> Heading:
        """Return the heading of a part on the pair of texts that is being reported."""
        return Heading(level, text, part, self.pair_number)

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
        first, lang = named[0]
        runs = [Run(first, "strong", "" if lang == self.words.language else lang)]
        runs += [Run(f" {text}", "quiet", lang) for text, lang in named[1:]]
        return tuple(runs)

    def topic_groups(
        self, result: Export
    ) -> Iterator[tuple[str, list[TopicExport], tuple[SideName, ...]]]:
        """Yield topics by who raises them: a heading, the topics, and the sides that show them.

        Topics that are denied or unclear have a group only where there are any.
        """
        say = self.words.say
        yield say("head.both"), findings.topics(result, "both"), SIDES
        for side in SIDES:
            heading = say("head.only", side=self.name(result, side))
            yield heading, findings.topics(result, findings.only(side)), (side,)
        if denied := findings.topics(result, "denied"):
            yield say("head.denied"), denied, SIDES
        if unclear := findings.topics(result, "unclear"):
            yield say("head.unclear"), unclear, SIDES

    def sure(self, result: Export, chance: float) -> str:
        """Return how sure a claim is, in per cent; one below the user's line says it is a hint."""
        share = self.words.certainty(chance)
        certain = chance >= headline.certain_from(result.signature)
        return share if certain else self.words.say("hint", share=share)

    def topic_facts(self, result: Export, topic: TopicExport, sides: Sequence[SideName]) -> str:
        """Return how much of its text each of the sides gives to a topic, and how sure that is."""
        say, percent = self.words.say, self.words.percent
        facts = [
            say("topic.share", share=percent(share), side=self.name(result, side))
            for side in sides
            if (share := getattr(topic.share, side))
        ]
        facts += [
            say("topic.denied", side=self.name(result, side)) for side in findings.deniers(topic)
        ]
        facts.append(say("topic.certainty", share=self.sure(result, topic.confidence)))
        return say("list.comma").join(facts)


_MARKS = {"“": "”", "‘": "’", "「": "」", "『": "』", "《": "》", "（": "）", "(": ")"}


def balanced(text: str, start: int, end: int) -> tuple[int, int]:
    """Widen ``text[start:end]`` by the mark beside it where it holds the other mark of a pair."""
    for opening, closing in _MARKS.items():
        missing = text.count(opening, start, end) - text.count(closing, start, end)
        if missing > 0 and text.startswith(closing, end):
            end += 1
        elif missing < 0 and text[start - 1 : start] == opening:
            start -= 1
    if text.count('"', start, end) % 2:  # a straight mark opens and closes
        if text[start - 1 : start] == '"':
            start -= 1
        elif text.startswith('"', end):
            end += 1
    return start, end
