"""Why a passage was judged as it was, in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from compare.coverage.reasons import Reason
from compare.phrases.words import Words


def reason_text(reasons: Sequence[Reason], topics: Mapping[str, str], words: Words) -> str:
    """Return the reasons as clauses in one text, without a full stop; empty for none.

    Args:
        topics: name of every topic by its id; the id stands for a topic that is missing.
    """
    return words.say("sentence.join").join(_clause(reason, topics, words) for reason in reasons)


def _clause(reason: Reason, topics: Mapping[str, str], words: Words) -> str:
    gaps: dict[str, str] = {}
    if reason.topics:
        gaps["topics"] = words.listed([topics.get(topic, topic) for topic in reason.topics])
    if reason.phrases:
        gaps["phrases"] = words.listed([f"“{phrase}”" for phrase in reason.phrases])
    if reason.share is not None:
        gaps["share"] = f"{reason.share:.0%}"
    return words.say(f"reason.{reason.kind}", **gaps)
