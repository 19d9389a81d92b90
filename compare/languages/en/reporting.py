"""Verbs of saying in English, their subjects, and what shows that nobody speaks."""

from __future__ import annotations

import re

from compare.languages.rules import CapitalisedReporting, DialogueRules, SpeechRules

_GROUP = (
    r"sides?|leaders|presidents|ministers|parties|countries|nations|governments|officials|teams"
    r"|delegations|principals|advis[eo]rs|NSAs|chiefs|heads\sof\s(?:state|government)|secretaries|counterparts|men|militaries|diplomats"
    r"|interlocutors|delegates|premiers|chancellors|negotiators"
)
_AS = re.compile(r"\bas\s+\Z")
_RECALLED = frozenset({"discussed", "agreed", "outlined", "reached"})


def recalls(before: str, verb: str) -> bool:
    """Whether a clause recalls an earlier statement: "as the leaders agreed"."""
    return bool(_AS.search(before)) and verb in _RECALLED


REPORTING = CapitalisedReporting(
    verbs=re.compile(
        r"\b(?:emphasi[sz]e[sd]?|underscore[sd]?|underline[sd]?|stress(?:es|ed)?|highlight(?:s|ed)?"
        r"|note[sd]?|state[sd]|says?|said|told|add(?:s|ed)|point(?:s|ed)?\sout|reiterate[sd]?"
        r"|(?:re)?affirm(?:s|ed)?|confirm(?:s|ed)?|restated|express(?:es|ed)?|convey(?:s|ed)?"
        r"|explain(?:s|ed)?|raise[sd]?|discuss(?:es|ed)?|address(?:es|ed)|exchanged?|agree[sd]?"
        r"|welcome[sd]?|recogni[sz]e[sd]?|acknowledge[sd]?|commit(?:s|ted)?|pledge[sd]?|urge[sd]?"
        r"|call(?:s|ed)?\s(?:on|for|upon)(?!\s(?:and|by)\b)|warn(?:s|ed)?|caution(?:s|ed)?|demand(?:s|ed)"
        r"|condemn(?:s|ed)?|oppose[sd]?|reject(?:s|ed)?|ma(?:de|kes?)\s(?:it\s)?clear|voice[sd]"
        r"|advocate[sd]?|outline[sd]|relayed|described|praise[sd]|commend(?:s|ed)|applaud(?:s|ed)"
        r"|congratulated|thank(?:s|ed)|invite[sd]|believe[sd]?|hope[sd]?|expects?|supports?"
        r"|underst(?:ood|ands)|propose[sd]?|suggest(?:s|ed)|expound(?:s|ed)|elaborate[sd]|briefed"
        r"|shared|offered|promised|requested|asked|observed|remarked|declare[sd]?|announced?"
        r"|reviewed|explored|consulted|decided|encouraged|reached|appreciate[sd]?"
        r"|look(?:s|ed)?\sforward|spoke\s(?:about|of|on)|talked\sabout|touched\s(?:on|upon)|mentioned"
        r"|insist(?:s|ed)|critici[sz]ed|accused|inform(?:s|ed)|updated|previewed|tasked|protested|lodged"
        r"|pressed|sought|assured|reported|responded|replied|answered|countered|detailed|instructed"
        r"|directed|focus(?:s?ed)\son|reflected\son|concur(?:s|red)|resolved|vowed|hailed|regretted"
        r"|lamented|saluted|mourned|ga(?:ve|ves)\san\saccount|paid\stribute|pays\stribute|set\sout"
        r"|t(?:ook|akes)\snote|disagreed|differed|objected|demurred|asserted|claimed|denied"
        r"|complained|commented|denounced|deplored|pushed\sback|conceded|rebutted|refuted|retorted"
        r"|began\sby\s[a-z]+ing|concluded\sby\s[a-z]+ing|argued|contended|maintained|recalled"
        r"|(?:was|were|is|are)\s(?:clear|supportive|hopeful|adamant|unanimous|of\sone\smind)"
        r"|(?:had|held|conducted|engaged\sin)\s[^.;]{0,80}?\b(?:discussions?|exchanges?|talks"
        r"|conversations?|communication|dialogue))\b"
        r"|(?<=[a-z])\s(?:will|shall)(?=\s[a-z(])"
    ),
    modals=frozenset({"will", "shall"}),
    exchanges=("had ", "held ", "conducted ", "engaged "),
    adverbs=re.compile(
        r"(?:[,\s]+(?:also|both|further|again|then|jointly|once|today|each|all|has|have|had|in\sturn"
        r"|for\s(?:his|her|their|its)\spart|do|does|did|in\sparticular|[a-z]+ly))*[\s]+\Z"
    ),
    both=re.compile(
        rf"(?:\b(?:[Tt]he\s)?(?:[Tt]wo|[Tt]hree|[Bb]oth)(?:\sof\sthem)?(?:\s[\w-]+){{0,2}}?\s"
        rf"(?i:{_GROUP})|\b[Tt]he\s(?i:{_GROUP}|two|pair)|\b[Tt]hey(?:\sboth)?|\b[Bb]oth"
        r"|\b[A-Z][\w’'-]+\sand\sI)\Z"
    ),
    both_first=re.compile(
        rf"(?:(?:The\s)?(?:Two|Both|two)(?:\s[\w-]+){{0,2}}?\s(?:{_GROUP})|The\s(?:{_GROUP}|two|pair)|They)"
        r"\b(?![’'])(?=\s(?!should|must|need|can|may|could|ought|are|were|have\sto))"
    ),
    past_verb=re.compile(r"\s(?:[a-z]+ly\s)?(?:[a-z]+ed|met|had|held|spoke|took|made)\b"),
    pronoun=re.compile(r"(?:\A|[^\w\s]\s*|[a-z]\s+)((?:[Ss]?[Hh]e)|I|[Ww]e)\Z"),
    third_person=frozenset({"he", "she"}),
    plural=frozenset({"we"}),
    joint_verb=re.compile(
        r"agree|discuss|exchang|concur|confirm|shared\b(?=\sthe\s(?:view|intention|recognition))"
        r"|decided|resolved|concluded|talked|spoke|reviewed|explored|engaged\sin|had\s|held\s"
    ),
    impersonal=re.compile(r"\b[Ii]t\s(?:was|has\sbeen|had\sbeen)(?:\s(?:also|further|then))?\Z"),
    pronoun_in_name=re.compile(r"(?:\A|[^\w\s]\s*|\b[a-z]+\s)[HISW]\w*\Z"),
    name=re.compile(
        r"(?:\b[Tt]he\s+)?(?:[A-Z@][\w.’'&-]*|[A-Z]\.)"
        r"(?:(?:,?\s+and|,\s+(?=[JS]r\b)|\s+(?:of|the|for|on|de|von|der|bin|al|side|government))*+"
        r"\s*(?<=\s)[A-Z][\w.’'&-]*|\s+(?:side|government|delegation))*\Z"
    ),
    lead=re.compile(
        r"(?:(?:On|In|At|As|Today|During|While|After|Before|When|Then|Overall|Also|And|But|That|If"
        r"|Additionally|Finally|However|Here|For|With|To)\b,?\s+)+"
    ),
    finite=re.compile(r"\s|\w+[sd]\b|told|took|made|spoke|sought|gave|began|set\b|were|are\b"),
    subordinate=re.compile(r"\b(?:which|that|where|whom|who|whether|than|because|if|what)\s+\Z"),
    recalled=recalls,
    side_only=re.compile(
        r"(?:oppose|support|welcome|hope|expect|believe|appreciate|commit|urge|call)"
    ),
    inverted_verb=re.compile(r"said|says|added"),
    inverted_name=re.compile(r"\s+((?:[A-Z][\w.’'-]*\s?){1,6})"),
    going_on=re.compile(
        r"(?:\band\s(?:(?:also|again|further|then)\s)?(?:[a-z]+ed|said|made\s(?:it\s)?clear)"
        r"|,\s(?:[a-z]+ing))\Z"
    ),
)

SPEECH = SpeechRules(
    first_person=re.compile(r"[“\"]?(I|We|Our|My)(?![A-Za-z’'])"),
    authors=frozenset({"I", "We", "Our", "My"}),
    diary=re.compile(r"[“\"]?I\s"),
    author_word=re.compile(r"\bI\b(?![.’'-])"),
    author="I",
    event=re.compile(
        r"(?:(?:The|This|These|Their|Today[’']s)\s+)?(?:[\w-]+\s+){0,3}?"
        r"(?:[Mm]eetings?|[Cc]alls?|[Dd]iscussions?|[Tt]alks|[Cc]onversations?|[Vv]isits?"
        r"|[Ss]essions?|[Ee]ngagements?|[Dd]ialogues?|[Ss]ummit|[Tt]rip)\s+"
        r"(?:was|were|is|are|follow|lasted|took|came|comes|mark|buil|represent|conclud)"
    ),
)

_MEDIA = (
    r"Reuters|AFP|AP|Associated\sPress|Bloomberg|BBC|CNN|CNBC|NBC|CBS|ABC|PBS|NPR|NHK|CCTV|CGTN|CRI"
    r"|TASS|RIA(?:\sNovosti)?|Interfax|Xinhua|Kyodo|Yonhap|KBS|MBC|Sputnik|Anadolu|EFE|ANSA|DPA|PTI"
    r"|ANI|WION|The\sHindu|The\sPaper|Phoenix(?:\sTV)?|Le\sMonde|Al\sJazeera|RTHK|APP|VOA|RFA"
    r"|(?:[A-Z][\w.’'&-]*\s){0,4}(?:Times|Post|Daily|News|News\sAgency|Journal|TV|Radio|Press|Television|Shimbun"
    r"|Herald|Tribune|Guardian|Globe|Broadcasting|Newspaper|Weekly|Mail|Telegraph)"
    r"(?:\s(?:of|and|TV|Agency|Corporation|Service|Network)\b[\w\s]{0,20})?"
)
_OFFICE = (
    r"MRS?|MS|DR|SIR|GEN(?:ERAL)?|ADM(?:IRAL)?|SECRETARY|UNDER\s?SECRETARY|PRESIDENT|VICE\sPRESIDENT"
    r"|(?:PRIME|FOREIGN|DEFEN[CS]E|FINANCE)?\s?MINISTER|AMBASSADOR|SENATOR|CHANCELLOR|PREMIER"
    r"|SPOKES(?:PERSON|MAN|WOMAN)|SECRETARY[-\s]GENERAL|HIGH\sREPRESENTATIVE|DIRECTOR|CHAIR(?:MAN)?"
)
DIALOGUE = DialogueRules(
    label=re.compile(
        r"[*_]{0,3}(?P<who>(?:[A-Z(][\w.,’'’()&/\s-]{0,70}?|[QA]))[*_]{0,3}\s?[:：][*_]{0,3}(?=\s|\Z|[A-Z“\"(])"
        r"|(?P<bare>Q)(?:\.\s|[\s\u00a0]+(?=[A-Z“\"(—-]))"
    ),
    asks=re.compile(
        r"Q\d{0,2}|(?i:(?:follow[\s-]?up\s)?questions?|(?:unidentified\s|female\s|male\s)?reporters?"
        r"|journalists?|correspondents?|interviewers?|(?:the\s)?press|media|participant|audience"
        r"(?:\smember)?|moderators?|operator|interpreter|staff|aide|host|questioner)"
        r"(?:\s?\d{1,2})?(?:\s?[(,].{1,50})?"
        rf"|(?:[A-Z][\w.’'-]+\s){{0,3}}(?:[A-Z][\w.’'-]+)?(?:,\s|\s\(|\sof\s|\sfrom\s)?(?:the\s)?(?:{_MEDIA})\)?"
    ),
    answers=re.compile(
        r"A\d{0,2}|(?i:answer|(?:the\s)?spokes(?:person|man|woman)(?:\s[\w\s.’'-]{1,30})?)"
        rf"|(?:THE\s)?(?:[A-Z]+\s){{0,3}}?(?:{_OFFICE})\b\.?(?:\s[A-Z][A-Z.’'Ic-]*){{0,4}}(?:\s\(.{{1,40}}\))?"
        r"|(?:SENIOR\s)?(?:STATE\s)?(?:ADMINISTRATION|DEPARTMENT|DEFENSE|MILITARY)\s(?:DEPARTMENT\s)?"
        r"OFFICIAL(?:\s[A-Z\d]{1,6})?"
    ),
    may_answer=re.compile(
        r"(?:[A-Z][\w.’'-]*|de|van|von|al|bin|of|for|the)(?:,?\s(?:[A-Z][\w.’'-]*|de|van|von|al|bin|of|for"
        r"|the)){0,9}(?:\s?\(.{1,40}\))?"
    ),
    nameless=re.compile(r"A\d{0,2}|(?i:answer)"),
)
