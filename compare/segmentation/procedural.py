"""Which sentences carry no substance: who met whom and where, greetings, attendance.

A small set of rules, each language's own. They lean to one side: to call substance procedural
hides it from the comparison, so a sentence with any word of substance, or inside somebody's
speech, is kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from compare.languages import rules_for

_ENDED = re.compile(r"[.。!?！？;；:：…]" + r"[\"'”’）)」』]*\s*\Z")


def is_procedural(
    sentence: str, reported: bool, in_speech: bool, alone: bool, language: str = ""
) -> bool:
    """Whether a sentence, in Simplified characters, carries no substance.

    ``reported`` says that it reports somebody's words, ``in_speech`` that it continues those of
    one side, ``alone`` that it is a paragraph; ``language`` is the tag of its text.
    """
    rules = [known.procedural for known in rules_for(language)]
    is_date = any(rule.date_line.match(sentence) for rule in rules)
    if is_date or not any(map(str.isalnum, sentence)):
        return True
    if in_speech:
        return False
    if _any_found((rule.formal for rule in rules), sentence):
        return True
    if alone and not _ENDED.search(sentence) and sentence.isupper() and len(sentence) < 80:
        return True
    if _any_found((rule.substance for rule in rules), sentence):
        return False
    if _any_found((rule.courtesy for rule in rules), sentence):
        return True
    if reported:
        return False
    events = (pattern for rule in rules for pattern in (rule.meets, rule.attended))
    return _any_found(events, sentence)


def _any_found(patterns: Iterable[re.Pattern[str]], sentence: str) -> bool:
    return any(pattern.search(sentence) for pattern in patterns)
