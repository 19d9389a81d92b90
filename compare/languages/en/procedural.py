"""English sentences that carry no substance: who met whom, courtesies, attendance."""

from __future__ import annotations

import re

from compare.languages.rules import SENTENCE_END as _END
from compare.languages.rules import ProceduralRules

_MEETS = re.compile(
    r"\b(?:met|(?:spoke|talked)\s(?:[\w,’'-]+\s){0,6}?(?:with|to)|travel+ed|visited|arrived|(?<!-)hosted)\b"
    r"|\b(?:called|paid\sa\s(?:courtesy\s)?call)\son\b"
    r"|\b(?:calls?|conversations?|meetings?|talks?)\s(?:also\s|then\s)?followed\b(?!\sup)"
    r"|\A(?:The|This)\s(?:[\w-]+\s)?(?:call|meeting|visit|conversation)\s(?:follows|came\safter)\b"
    r"|\b(?:held|had|completed|concluded|finished)\s(?:an?|the)\s(?:[\w.’'-]+\s){0,6}?"
    r"(?:meetings?|calls?|talks?|conversations?|consultations?|negotiations?|dinner|lunch)\b"
    r"|\b(?:held|convened|co-?chaired|chaired|opened|attended|took\spart\sin)\s(?:[\w-]+\s){1,12}?"
    r"(?:talks|negotiations|consultations|sessions?|dialogue|mechanism|rounds?|meetings?|summit)\b"
    r"|\b(?:talks|negotiations|consultations|session|dialogue|meeting|round|visit|mechanism)\s"
    r"(?:[^.,;]{1,60}\s)?(?:was|were)\sheld\b|\b(?:state|official|working)\svisit\sto\b"
    r"|\breceived\sa\s(?:\w+\s)?call\b|\bdelegation\swas\s(?:led|headed)\sby\b"
    r"|\breceived\s(?:[A-Z]\w+\s){1,6}?[^.;]{0,120}?\b(?:in|at|on)\s(?:the\s)?[A-Z]"
    r"|\bled\sthe\s[^.,;]{1,40}\sdelegation\b"
)
_SUBSTANCE = re.compile(
    r"\b(?i:discuss|agree|underscor|emphasi|stress|rais(?:e|ing)|reaffirm|reiterat|commit(?!tee)|address"
    r"|to\s(?:build|follow|advance|continue|review|deepen|explore|strengthen|promote|maintain|reduce)"
    r"|building\son|focus|regarding|concerning|about|importance|cooperat|effort|candid"
    r"|constructive|productive|substantive|frank|views|progress|announc|deal|support|condemn"
    r"|call(?:ed|ing)\sfor|urg(?:e|ing)|warn|note[ds]|expect|for\sboth|first\stime|look(?:s|ed|ing)?\sforward|hope|outcome|result|consensus)"
)
_VAGUE = (
    r"(?:(?:an?|the|other|several|various|many|some|recent|current|pressing|topical|shared|wide|broad"
    r"|range|number|series|of|common|mutual|and|or|both|their|key|important|major)[\s,]+){1,9}"
    r"(?:issues|matters|topics|items|affairs|developments|challenges|questions|situations)"
    r"(?:\sof\s(?:mutual|common|shared)\s(?:interest|concern))?"
    r"(?:\son\sthe\s(?:\w+\s){0,3}agenda)?"
)
"""Words for subjects that name none."""
_COURTESY = re.compile(
    r"\bcongratulat(?:ed?|ing)\s[^.;]{1,80}?\son\s(?:his|her|their|my|the|an?)\s(?:[\w-]+\s){0,3}?"
    r"(?:election|re-election|appointment|inauguration|victory|assumption|birthday|jubilee)\b"
    r"|\b(?:offer|convey|extend|express)(?:s|ed|ing)?\s(?:\w+\s){0,4}?congratulations\b"
    r"|\bwelcomed\s[^.;]{1,90}?\sto\s(?:the\s)?[A-Z][\w’'-]*(?:\s[\w’'-]+){0,5}"
    + _END
    + r"|\b(?:condolences|sympath(?:y|ies)|best\swishes|kind\swords"
    r"|introduced\s(?:him|her|them)sel(?:f|ves)|wished\s(?:him|her|them))\b"
    r"|\AIt\swas\s(?:an?|the)\s(?:[\w-]+[,\s]+){1,5}?(?:meeting|call|conversation|discussion|talk)s?\b"
    r"|\A[“\"]?The\s(?:conversation|call|meeting|talk|atmosphere)s?\swas\s[^.;]{1,60}\b"
    r"(?:warm|friendly|cordial|pleasant|good)\b"
)
_FORMAL = re.compile(
    # who else was there
    r"\b(?:was\s(?:also\s)?joined\sby|were\salso\spresent|also\s(?:attended|took\spart)"
    r"|attended\sthe\s(?:meeting|talks|call)|was\sinterviewed\sby|will\sbe\srepresented\sby)\b"
    r"|\A(?:The\s)?[Rr]epresentatives?\s(?:from|of)\s[^.]{1,80}?\bwill\sbe\b"
    r"|\A[^,;]{1,60}\blasted\s[^,;]{1,40}\b(?:hours?|minutes)"
    + _END
    # courtesies
    + r"|\b(?:condolences|Thank\syou\sfor\syour\sattention|(?:extended|conveyed)"
    r"\s(?:\w+\s){0,3}greetings)\b"
    r"|\bthanked\s[^.;]{1,60}\sfor\s(?:\w+\s){0,3}(?:welcome|hospitality|reception)\b"
    + r"|\A(?:They|The\s[\w\s]{3,30})\slast\smet\b"
    # what follows is announced
    r"|\b(?:overview|summary|outline|gist|main\spoints)\b[^.;]{0,60}\b(?:as\sfollows|below)[.:]?\s*\Z"
    # an exchange of which nothing is said
    r"|\b(?:discussed|reviewed|addressed|covered|talked\sabout|touched\s(?:on|upon)"
    r"|exchanged\s(?:their\s)?views\son)\s"
    + _VAGUE
    + r"(?:\sas\swell)?"
    + _END
    + r"|\bexchanged\sviews\s(?:in\san?\s[\w\s,-]{1,60}\smanner"
    r"|on\s(?:other\s)?(?:issues|matters)\sof\s(?:mutual|common)\s(?:concern|interest))"
    + _END
    # the bare openings of lists
    + r"|\A[^.;]{0,120}\b(?:following|as\sfollows)\b[^.;]{0,60}:\s*\Z"
    r"|\AThe\sGovernments?\sof\s[^.;]{1,200},\s*\Z"
    # the frame of a page
    r"|\A(?:Source|Readout\sof|Statement\s(?:by|on)|Press\sRelease)\b"
)
_ATTENDED = re.compile(
    r"\A(?!.*\b(?i:that|which|whom?|if|not|never|no|any|condemn\w*|confirm\w*|said|believ\w*)\b)"
    r"[^.;]{1,240}\b(?:took\spart|attended|participated|(?:was|were)\spresent)" + _END
)
PROCEDURAL = ProceduralRules(
    date_line=re.compile(r"[\d\s:./,-]{4,}\Z|(?:[A-Z][a-z]{2,8}\.?\s\d{1,2},?\s\d{4})\Z"),
    formal=_FORMAL,
    meets=_MEETS,
    attended=_ATTENDED,
    courtesy=_COURTESY,
    substance=_SUBSTANCE,
)
