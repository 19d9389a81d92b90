"""Which stretches of a text name something that is said not to have been talked about.

"Nothing was discussed concerning Iran" names Iran and denies that it was raised. Each
language lists its words of denial; this module finds their scope: the part of the clause after
them, or before them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from compare.languages import language as language_of
from corpus.text.folding import fold

if TYPE_CHECKING:
    from compare.languages.rules import DenialRules
    from compare.segmentation.segments import Segment
    from compare.topics.names import NameMatch

Span = tuple[int, int]


def denied_spans(text: str, language: str) -> tuple[Span, ...]:
    """Find the stretches of a text whose subjects are said not to have been talked about.

    Args:
        text: of a segment.
        language: of the text, such as ``en``.

    Returns:
        Pairs of the first character and the one after the last, in order; none for a language
        whose words of denial are not known.
    """
    try:
        rules = language_of(language).denial
    except LookupError:
        return ()
    return tuple(sorted(_reach(fold(text), rules))) if rules else ()


def denied_topics(
    text: str, language: str, segment: Segment, hits: Sequence[NameMatch]
) -> frozenset[str]:
    """Find the topics that a segment names only to say that they were not talked about.

    Args:
        text: of the statement.
        language: of the statement.
        segment: of the statement.
        hits: names and cues of topics in the segment, with their place in the statement.
    """
    if not hits:
        return frozenset()
    spans = denied_spans(text[segment.start : segment.end], language)
    if not spans:
        return frozenset()
    inside = {
        hit: is_denied(spans, hit.start - segment.start, hit.end - segment.start) for hit in hits
    }
    denied = {hit.topic for hit, is_inside in inside.items() if is_inside}
    return frozenset(denied - {hit.topic for hit, is_inside in inside.items() if not is_inside})


def is_denied(spans: tuple[Span, ...], start: int, end: int) -> bool:
    """Tell whether these characters lie in a stretch that :func:`denied_spans` found."""
    return any(first <= start and end <= last for first, last in spans)


def _reach(text: str, rules: DenialRules) -> Iterator[Span]:
    for match in rules.follows.finditer(text):
        start = _clause_start(text, match.start(), rules)
        if not (rules.other_subject and rules.other_subject.search(text, start, match.start())):
            end = rules.clause_end.search(text, match.end())
            yield match.end(), end.start() if end else len(text)
    for match in rules.precedes.finditer(text):
        yield _clause_start(text, match.start(), rules), match.start()


def _clause_start(text: str, end: int, rules: DenialRules) -> int:
    """Where the clause begins that holds the character before ``end``."""
    start = 0
    for boundary in rules.clause_end.finditer(text, 0, end):
        start = boundary.end()
    if rules.new_clause:
        for boundary in rules.new_clause.finditer(text, start, end):
            start = boundary.end()
    return start
