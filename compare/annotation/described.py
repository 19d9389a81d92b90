"""What a word of tone describes: a talk, the relationship, the other side, or nothing of these.

A word counts only where it stands beside what it describes; the patterns are each language's own
(:class:`compare.languages.tone.ToneRules`). They would rather miss a word than count one that
describes something else: an American firm, great powers, a healthy economy.
"""

from __future__ import annotations

from typing import Literal

from compare.languages.tone import ToneRules

Described = Literal["", "exchange", "relationship", "other side"]
"""Empty for anything else, of which no report counts it."""

PROTEST = frozenset({"firm", "solemn", "strong"})
"""Categories that may describe a protest to the other side."""
PROTEST_ALONE = frozenset({"firm", "solemn"})
"""Those of them that describe nothing else."""
EXCHANGE_ALONE = frozenset(
    {"in-depth", "comprehensive", "broad", "strategic", "substantive", "useful", "candid"}
)
"""Categories that are said of a talk alone: a comprehensive partnership is a name."""
RELATIONSHIP_ALONE = frozenset({"stable", "healthy", "sustainable", "strong"})
"""Categories that are said of a relationship alone."""
MANNER = frozenset(
    {"candid", "constructive", "in-depth", "productive", "professional", "respectful", "equal"}
)
"""Categories that say how the sides spoke."""


def described(text: str, start: int, end: int, category: str, rules: ToneRules) -> Described:
    """Return what the word of tone ``text[start:end]`` describes.

    Args:
        text: a segment, folded.
        category: id of the word in the lexicon.
        rules: those of the language that the word is in.
    """
    before = text[:start]
    if (
        rules.name.match(text, start)
        or rules.denied.search(before[-16:])
        or rules.elsewhere.search(before)
    ):
        return ""
    if category in PROTEST and rules.protest_after.match(text, end):
        return "other side"
    if category in PROTEST_ALONE:
        return ""
    closed = rules.complement_end.match(text, end)
    if category not in RELATIONSHIP_ALONE and (
        (closed and rules.exchange_before.search(before)) or rules.exchange_after.match(text, end)
    ):
        return "exchange"
    if category in MANNER and (
        rules.manner_before.search(before) or rules.manner_after.match(text, end)
    ):
        return "exchange"
    if category not in EXCHANGE_ALONE and (
        (closed and rules.relationship_before.search(before))
        or rules.relationship_after.match(text, end)
    ):
        return "relationship"
    return ""
