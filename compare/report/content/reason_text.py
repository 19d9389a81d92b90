"""Why a passage was judged as it was, in the words of a report."""

from __future__ import annotations

import re

from compare.report.content import findings
from compare.report.content.document import (
    Run,
    Runs,
    plain,
)
from compare.report.content.document import squeezed as line
from compare.report.export.schema import Export
from compare.report.words import Words

_REASONS = (
    (re.compile(r"the other text does not raise (?P<topics>.+)"), "not_raised"),
    (re.compile(r"the nearest passage speaks of (?P<topics>.+)"), "speaks"),
    (re.compile(r"nothing there matches (?P<phrases>.+)"), "nothing"),
    (re.compile(r"the nearest passage shares (?P<share>\S+) of the specific words"), "shares"),
    (re.compile(r"says who met, where or when, and carries no point of substance"), "procedural"),
    (re.compile(r"the other text holds no passage of substance"), "no_substance"),
)


def reason(said: str, result: Export, words: Words) -> Runs:
    """The engine's reason, which it gives in English, in the report's language if it is known."""
    if words.language == "en":
        return plain(line(said))
    parts = [_translated(part, result, words) for part in line(said).split("; ")]
    if None in parts:
        return (Run(line(said), lang="en"),)
    return plain(words.say("sentence.join").join(part for part in parts if part))


def _translated(part: str, result: Export, words: Words) -> str | None:
    for pattern, key in _REASONS:
        if found := pattern.fullmatch(part):
            gaps = dict(found.groupdict())
            if "topics" in gaps:
                gaps["topics"] = _topics_named(gaps["topics"], result, words)
            elif "phrases" in gaps:
                gaps["phrases"] = gaps["phrases"].replace(" and “", words.say("list.and") + "“")
            return words.say(f"reason.{key}", **gaps)
    return None


def _topics_named(listed: str, result: Export, words: Words) -> str:
    """A list of topics by their names in a language; the longest names are found first."""
    named = {line(topic.labels.en): findings.label(topic.labels, words) for topic in result.topics}
    pattern = "|".join(re.escape(name) for name in sorted(named, key=len, reverse=True))
    if not pattern:
        return listed
    shown = re.sub(pattern, lambda match: named[match[0]], listed)
    return shown.replace(" and ", words.say("list.and")).replace(", ", words.say("list.comma"))
