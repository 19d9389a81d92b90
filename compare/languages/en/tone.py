"""What an English word of tone describes: a talk, the relationship, or a protest."""

from __future__ import annotations

import re

from compare.languages.tone import ToneRules

_ADJECTIVE = (
    r"(?:candid|frank|open|honest|direct|blunt|forthright|straightforward|constructive|substantive"
    r"|substantial|in depth|deep|thorough|extensive|detailed|comprehensive|broad|wide ranging"
    r"|productive|fruitful|results oriented|professional|pragmatic|practical|businesslike|positive"
    r"|useful|helpful|valuable|good|great|excellent|friendly|cordial|warm|successful|strategic"
    r"|difficult|tough|tense|mutually respectful|respectful|stable|steady|healthy|sound|sustainable"
    r"|important|vital|crucial|key|close|strong|enduring|long ?standing|long term|predictable"
    r"|resilient|forward looking|mature|complex|consequential|meaningful|robust|fair|equal|lasting"
    r"|peaceful|cooperative|mutually beneficial|special|unique|historic|clear|lengthy|long|new"
    r"|continued|timely|intensive|serious|cooperative|trusted|significant|bilateral|very|more|most)"
)
_JOIN = r"(?:, (?:and |but |yet )?| and | but | yet | as well as | )"
_MODIFIER = (
    r"(?:bilateral|(?:high|senior|highest|leader|working|ministerial) level|diplomatic|political"
    r"|economic|trade|commercial|security|defen[cs]e|military|to military|strategic|personal"
    r"|working|tele?phone|phone|video|virtual|face to face|in person|one on one|two way|ongoing"
    r"|continued|further|regular|follow up|first|round of|rounds of|set of|series of|inaugural)"
)
_EXCHANGE = (
    r"(?:discussions?|talks?|dialogues?|exchanges? of views|exchanges?|meetings?|conversations?"
    r"|consultations?|(?:phone |telephone |video )?calls?(?! (?:for|on|upon|to)\b)"
    r"|(?:channels?|lines?) (?:of|for) communications?|(?:communication )?channels?"
    r"|communications?|negotiations?(?! that)|sessions?|interactions?|summits?"
    r"|atmosphere|manner|fashion|spirit)"
)
_RELATIONSHIP = (
    r"(?:relationships?|relations|ties|partnerships?|partners?|friends?|friendships?|alliances?"
    r"|all(?:y|ies)|bonds?)(?! among\b)"
)
_COPULA = r"(?:was|were|is|are|be|been|being|remains?|remained|as|proved)"
_DEGREE = r"(?:very|both|also|extremely|highly|quite|most|truly|really|so|more|generally|overall)"
_BETWEEN = r"(?:(?!\b(?:and|that|said|which|but|because|who|whether|if)\b)[^.;:,]){0,45}?"
_BEFORE = rf"{_BETWEEN}\b{_COPULA} (?:{_DEGREE} )*(?:(?:{_DEGREE} )?{_ADJECTIVE}{_JOIN})*\Z"
_SPEAKING = (
    r"(?:spoke|speak|speaks|speaking|talk|talked|talking|discuss(?:ed|ing)?|convers(?:ed|ing)"
    r"|exchang(?:e|ed|ing) views|communicat(?:e|ed|ing)|engag(?:e|ed|ing)|consult(?:ed|ing)?)"
)

TONE = ToneRules(
    exchange_after=re.compile(
        rf"(?:{_JOIN}(?:{_DEGREE} )?{_ADJECTIVE}){{0,6}}(?: {_MODIFIER}){{0,4}} {_EXCHANGE}\b"
    ),
    exchange_before=re.compile(rf"\b{_EXCHANGE}\b{_BEFORE}"),
    manner_before=re.compile(rf"\b{_SPEAKING}(?: [a-z]+){{0,3}}? (?:[a-z]+ly and )?\Z"),
    manner_after=re.compile(rf"(?: and [a-z]+ly)? {_SPEAKING}\b"),
    relationship_after=re.compile(
        rf"(?:{_JOIN}(?:{_DEGREE} )?{_ADJECTIVE}){{0,6}}(?: {_MODIFIER}){{0,3}}"
        rf"(?: {_RELATIONSHIP}\b| (?:[a-z.]+ ){{1,2}}(?:relationship|relations|ties)\b)"
    ),
    relationship_before=re.compile(rf"\b(?:relationship|relations|ties|alliance)\b{_BEFORE}"),
    protest_after=re.compile(
        rf"(?: and {_ADJECTIVE})? (?:protests?|representations?|dissatisfaction)\b"
    ),
    complement_end=re.compile(
        r"\s*(?:\Z|[,.;:!?)\"]|(?:and|but|with|for|in|to|as|on|at|given|than|because|between)\b)"
    ),
    name=re.compile(
        r"strategic communications?\b"
        r"|(?:strategic|key|comprehensive)(?: (?:strategic|cooperative))* (?:partner|dialogue)"
        r"|good (?:offices|friday)|great (?:power|nation|hall|lakes|britain|wall)"
        r"|sound (?:of|familiar)|critical (?:mineral|infrastructure|of)"
    ),
    elsewhere=re.compile(
        r"\b(?:last (?:year|month|week|spring|summer|fall|autumn|winter|january|february|march"
        r"|april|may|june|july|august|september|october|november|december|time)|previous(?:ly)?"
        r"|earlier this (?:year|month|week)|in recent (?:weeks|months|years))\b[^.;!?]{0,60}\Z"
    ),
    denied=re.compile(r"\b(?:not|never|no|nor|neither|without|less)\b[^,.;]*\Z|n't [a-z ]*\Z"),
)
