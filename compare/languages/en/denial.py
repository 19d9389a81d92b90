"""English ways of saying that something was not talked about.

"Nothing was discussed concerning Iran", "Taiwan did not come up": the subject was no part of the
talks. A claim in the negative ("does not support Taiwan independence") is a position on its
subject and no denial of it, so the verbs here are those of talking alone, in the past tense.
"""

from __future__ import annotations

import re

from compare.languages.rules import DenialRules

_TALKED = r"(?:discuss|mention|speak (?:of|about|on)|talk (?:of|about)|touch (?:on|upon)|bring up)"
_TALKED_PAST = (
    r"(?:discussed|mentioned|raised|spoken (?:of|about)|talked about|touched (?:on|upon)"
    r"|brought up|on the (?:agenda|table)|part of the (?:talks|conversation|discussions?))"
)
_NOT_ONLY = r"(?!\s+(?:only|just|merely|simply|fail\w*)\b)"
_LIFTED = (
    r"(?: (?:any|the|its|their|his|her|our|import|export|interest|income|more))*"
    r" (?:tariffs?|duties|tax(?:es)?|prices?|rates?|wages?|money|funds|capital|retirement age"
    r"|ceiling)\b"
)
"""What is raised but not in talk."""
_RAISE = rf"raised?(?!{_LIFTED})"

_FOLLOWS = re.compile(
    rf"\b(?:did|had|has|have|do|does)(?: not|n[’']t| never){_NOT_ONLY}\s+(?:\w+ly )?"
    rf"(?:{_TALKED}|{_RAISE}|discussed|mentioned|touched (?:on|upon)|spoken (?:of|about))\b"
    rf"|\bat no (?:point|time) (?:did|were|was)\b[^.;:!?]{{0,40}}?\b{_TALKED}\b"
    r"|\b(?:neither (?:\w+ ){0,3}?|(?:no one|nobody|none of \w+(?: \w+)?) )"
    rf"(?:{_RAISE}|discussed|mentioned|spoke (?:of|about)|talked about|touched (?:on|upon)"
    r"|brought up)\b"
    r"|\bnothing (?:was|had been) (?:discussed|said|mentioned|raised)"
    r" (?:concerning|about|on|regarding|of|with regard to|relating to)\b"
    r"|(?<!\bbe )\b(?:there (?:was|had been) )?no (?:discussion|mention|talk) (?:at all )?"
    r"(?:was made )?"
    r"(?:of|about|on|regarding|concerning)\b"
    r"|\bmade no (?:mention of|reference to)\b"
    r"|\bwithout (?:any |a )?(?:mention of|mentioning|discussing|touching (?:on|upon)"
    r"|reference to|discussion of)\b",
    re.IGNORECASE,
)

_PRECEDES = re.compile(
    rf"\b(?:was|were|had been|has been|have been)(?: not|n[’']t| never){_NOT_ONLY}\s+(?:\w+ly )?"
    rf"{_TALKED_PAST}(?! (?:only|just|until)\b)"
    r"|\b(?:did|had|has|have)(?: not|n[’']t| never)\s+(?:come up|came up|arise|arisen"
    r"|(?:feature|figure|appear)d?(?: in| on|(?=[.;,]))|play (?:a|any) (?:part|role) in the talks)"
    r"|\bplayed no (?:part|role) in the (?:talks|conversation|discussions?|meeting|call)\b"
    r"|\bnever came up\b",
    re.IGNORECASE,
)

_CLAUSE_END = re.compile(
    r"[.;:!?](?=\s|\Z)|[—\n]"
    r"|,?\s(?:but|although|though|while|whereas|yet|instead)\s"
    r"|,?\sand(?=\s(?:they|he|she|it|both|the two|instead|\w+ed)\b)",
    re.IGNORECASE,
)

_FINITE = r"(?:\w{3,}ed|spoke|met|held|took|said|told|gave|made)"
_NEW_CLAUSE = re.compile(rf"\b{_FINITE}\b[^.;:!?]*?(?:,\s|,?\sand\s)", re.IGNORECASE)

_TEXTS = re.compile(
    r"\b(?:statement|communiqu[eé]|readout|report|document|order|agreement|treaty|resolution|bill)\b",
    re.IGNORECASE,
)

DENIAL = DenialRules(_FOLLOWS, _PRECEDES, _CLAUSE_END, _NEW_CLAUSE, _TEXTS)
