"""Which sentences carry no substance: who met whom and where, greetings, attendance.

A small set of rules. They lean to one side: to call substance a formality hides it from the
comparison, so a sentence with any word of substance, or inside somebody's speech, is kept.
"""

from __future__ import annotations

import re

_END = r"[.。!！;；,，:：\"”’\s]*\Z"

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
    r"|(?:举行|主持|出席|进行)了?[^，。；]{0,24}(?:会谈|磋商|对话|谈判|会议)|参观|参访|陪同|一行"
    r"|会见|会晤|会谈|通电话|通了电话|通话|访问|抵达|到访|座谈|参加了?会|出席"
)
_SUBSTANCE = re.compile(
    r"\b(?i:discuss|agree|underscor|emphasi|stress|rais(?:e|ing)|reaffirm|reiterat|commit(?!tee)|address"
    r"|to\s(?:build|follow|advance|continue|review|deepen|explore|strengthen|promote|maintain|reduce)"
    r"|building\son|focus|regarding|concerning|about|importance|cooperat|effort|candid"
    r"|constructive|productive|substantive|frank|views|progress|announc|deal|support|condemn"
    r"|call(?:ed|ing)\sfor|urg(?:e|ing)|warn|note[ds]|expect|for\sboth|first\stime|hope|outcome|result|consensus)"
    r"|就[^，。]{2,}?(?:交换|沟通|讨论|交流|进行|达成)|围绕|讨论|强调|指出|表示|同意|达成|共识|推动"
    r"|认为|阐述|落实|重申|要求|希望|愿[同与在就意]|交换意见|坦诚|深入|建设性|敦促|邀请|商定|续签|签署|尽快|继续|下一|将(?=举行|于|在)|应当|必须|安排|取消|中止|责任|务实|积极|迈出|取得|证明"
)
_FORMAL = re.compile(
    # who else was there
    r"\b(?:was\s(?:also\s)?joined\sby|were\salso\spresent|also\s(?:attended|took\spart)"
    r"|attended\sthe\s(?:meeting|talks|call)|was\sinterviewed\sby|will\sbe\srepresented\sby)\b"
    r"|\A(?:The\s)?[Rr]epresentatives?\s(?:from|of)\s[^.]{1,80}?\bwill\sbe\b"
    r"|(?:参加|出席|陪同)了?(?:上述|有关)?(?:会见|会谈|会晤|通话|活动)"
    + _END
    + r"|\A[^,;]{1,60}\blasted\s[^,;]{1,40}\b(?:hours?|minutes)"
    + _END
    + r"|有关部门负责[^，。]{0,10}参加"
    # courtesies
    r"|\b(?:condolences|Thank\syou\sfor\syour\sattention|(?:extended|conveyed)"
    r"\s(?:\w+\s){0,3}greetings)\b"
    r"|\bthanked\s[^.;]{1,60}\sfor\s(?:\w+\s){0,3}(?:welcome|hospitality|reception)\b"
    r"|\A(?:感谢|谢谢)[^。]{0,12}提问"
    r"|\A[^，。]{1,60}(?:表示|致以|表达)了?(?:诚挚|衷心|亲切)?(?:的)?(?:慰问|感谢|祝贺|哀悼|谢意)"
    + _END
    + r"|\A[^，。]{1,40}(?:转达|致以)[^，。]{0,24}(?:问候|祝愿)"
    + _END
    +
    # an exchange of which nothing is said
    r"|\bexchanged\sviews\s(?:in\san?\s[\w\s,-]{1,60}\smanner|on\s(?:other\s)?(?:issues|matters)\sof"
    r"\s(?:mutual|common)\s(?:concern|interest))"
    + _END
    +
    # documents as such, and the bare openings of lists
    r"|(?:发布|发表)了?《[^》]{1,60}》"
    + _END
    + r"|\A[^.;]{0,120}\b(?:following|as\sfollows)\b[^.;]{0,60}:\s*\Z"
    r"|\AThe\sGovernments?\sof\s[^.;]{1,200},\s*\Z"
    r"|\A[^，。]{0,40}(?:如下|包括以下\w{0,6})[:：]\s*\Z"
    # the frame of a page
    r"|\A(?:Source|来源|稿件来源|责任编辑|编辑|记者|发布时间|Readout\sof|Statement\s(?:by|on)|Press\sRelease)\b"
)
_ATTENDED = re.compile(
    # a bare list of people, and that they were there
    r"\A(?!.*\b(?i:that|which|whom?|if|not|never|no|any|condemn\w*|confirm\w*|said|believ\w*)\b)"
    r"[^.;]{1,240}\b(?:took\spart|attended|participated|(?:was|were)\spresent)"
    + _END
    + r"|\A(?!.*(?:反对|欢迎|邀请|支持|应|愿|同意|希望|不|未))"
    r"[^，。]{1,60}等(?:参加|陪同|出席|在座)" + _END
)
_SAYS = re.compile(r"[.。!?！？;；:：…]" + r"[\"'”’）)」』]*\s*\Z")
_DATE = re.compile(r"[\d\s年月日时分:：./,，-]{4,}\Z|(?:[A-Z][a-z]{2,8}\.?\s\d{1,2},?\s\d{4})\Z")


def is_formality(sentence: str, told: bool, in_speech: bool, alone: bool) -> bool:
    """Whether a sentence, in Simplified characters, carries no substance.

    ``told`` says that it reports somebody's words, ``in_speech`` that it continues those of one
    side, ``alone`` that it is a paragraph.
    """
    if not any(map(str.isalnum, sentence)) or _DATE.match(sentence):
        return True
    if in_speech:
        return False
    if _FORMAL.search(sentence):
        return True
    if alone and not _SAYS.search(sentence) and sentence.isupper() and len(sentence) < 80:
        return True
    if told or _SUBSTANCE.search(sentence):
        return False
    return bool(_MEETS.search(sentence) or _ATTENDED.search(sentence))
