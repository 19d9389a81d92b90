"""English titles, and the words around names of sides, persons and places."""

from __future__ import annotations

import re

from compare.languages.rules import NameRules, PlaceRules, any_of

_TITLES = frozenset(
    "President Premier Chancellor Minister Secretary Ambassador Chairman Director Governor King "
    "Vice Prime Foreign Deputy General Leader Representative Admiral Advisor Envoy Commissioner "
    "Speaker Spokesperson Spokesman Spokeswoman Defense Defence State Mr Mrs Ms Dr Madam".split()
)
_BEFORE_NAME = re.compile(
    r"(?:[A-Z][\w.’'-]*|of|the|and|for|on|to)(?:(?:,?\s+and|\s+(?:[A-Z][\w.’'-]*|of|the|for|on|to)))*\s+\Z"
)


def introduction(before: str) -> str:
    """The title nearest to a name: "the United States and President" gives "President"."""
    words = _BEFORE_NAME.search(before)
    if not words:
        return ""
    *earlier, last = re.split(r"(,?\s+and\s+)", words[0])
    joined = earlier and not earlier[-1].startswith(",") and earlier[-2].split()[-1:]
    return words[0] if joined and joined[0] in _TITLES else last


NAMES = NameRules(
    joining=r"\s*(?:,\s*)?\b(?:and|&)\s+",
    passive=re.compile(
        r"\b(?:is|are|was|were|be|been|being)\s+(?:\w+ly\s+)?\w+(?:ed|en|wn|ld|ught|id)\b|\bby\b"
    ),
    article=re.compile(r"\A[Tt]he\s+"),
    around_side=re.compile(r"\A[Tt]he\s+|\s+(?:side|government|delegation)\Z"),
    around_name=re.compile(r"\A[Tt]he\s+|\s+(?:side|government)\Z"),
    bare_title=re.compile(
        rf"\s*(?:[Tt]he\s+)?(?:{any_of(sorted(_TITLES))})(?:\s+(?:{any_of(sorted(_TITLES))}))*\s*"
        r"|\s*(?:[Tt]he\s+)?[Hh]ead\sof\s(?:[Ss]tate|[Gg]overnment)\s*"
    ),
    titles=_TITLES,
    unborne_titles={
        "US": frozenset({"Prime", "Premier", "Chancellor", "King", "Minister", "Emir"}),
        "CN": frozenset({"Prime", "Chancellor", "King", "Emir"}),
        **dict.fromkeys(("GB", "CA", "AU", "NZ"), frozenset({"President", "Emir"})),
        "JP": frozenset({"President", "Chancellor", "King", "Emir"}),
    },
    side_titles={"Secretary": "US"},
    suffixes=frozenset({"Jr.", "III"}),
    before_guest=(
        *("met", "met with", "meeting with", "talks with", "call with", "conversation with"),
        *("spoke with", "spoke to", "talked with", "talked to", "called", "telephoned"),
        *("hosted", "welcomed", "received", "thanked", "congratulated"),
    ),
    introduction=introduction,
    apposed=re.compile(r",?\s+(?:of\s+)?(?:the\s+)?"),
)


PLACES = PlaceRules(
    general=re.compile(
        r"(?:regional|global|international)[\w ,-]{0,25} "
        r"(?:issues|matters|affairs|topics|challenges)"
    ),
    venue_before=re.compile(
        r"(?i:meeting|summit|met|visit|talks|held|landed|arrived)(?=[^.;]{0,40}\Z)"
        r"[^.;]*?(?:\bin|\bat|, )\s*(?:the )?\Z"
    ),
)
