"""Why a passage was judged as it was, in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from compare.coverage.types import Reason
from compare.phrases.words import Words


def reason_text(reasons: Sequence[Reason], topics: Mapping[str, str], words: Words) -> str:
    """Return the reasons as clauses in one text, without a full stop; empty for none.

    What only earlier versions gave as a reason is passed over: words of no counterpart, and the
    share of words.

    Args:
        topics: name of every topic by its id; the id stands for a topic that is missing.
    """
    clauses = [_clause(reason, topics, words) for reason in reasons if reason.kind != "nothing"]
    return words.say("sentence.join").join(clauses)


def _clause(reason: Reason, topics: Mapping[str, str], words: Words) -> str:
    if reason.kind in ("nearest", "shares") and reason.nearest is not None:
        return words.say("reason.nearest", number=reason.nearest + 1)
    named = words.listed([topics.get(topic, topic) for topic in reason.topics] or [""])
    return words.say(f"reason.{reason.kind}", topics=named)
