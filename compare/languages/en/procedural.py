"""English sentences that carry no substance: who met whom, courtesies, attendance."""

from __future__ import annotations

import re

from compare.languages.rules import SENTENCE_END as _END
from compare.languages.rules import ProceduralRules

_MEETS = re.compile(
    r"\b(?:met|(?:spoke|talked)\s(?:[\w,]+\s){0,4}?with|travel+ed|visited|arrived|(?<!-)hosted)\b"
    r"|\A(?:The|This)\s(?:[\w-]+\s)?(?:call|meeting|visit|conversation)\s(?:follows|came\safter)\b"
    r"|\b(?:held|had|completed|concluded|finished)\s(?:an?|the)\s(?:[\w-]+\s){0,5}?"
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
    r"|call(?:ed|ing)\sfor|urg(?:e|ing)|warn|note[ds]|expect|for\sboth|first\stime|hope|outcome|result|consensus)"
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
    # an exchange of which nothing is said
    r"|\bexchanged\sviews\s(?:in\san?\s[\w\s,-]{1,60}\smanner|on\s(?:other\s)?(?:issues|matters)\sof"
    r"\s(?:mutual|common)\s(?:concern|interest))"
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
    substance=_SUBSTANCE,
)
