"""Chinese sentences that carry no substance: who met whom, courtesies, attendance."""

from __future__ import annotations

import re

from compare.languages.rules import SENTENCE_END as _END
from compare.languages.rules import ProceduralRules

_MEETS = re.compile(
    r"(?:举行|主持|出席|进行)了?[^，。；]{0,24}(?:会谈|磋商|对话|谈判|会议)|参观|参访|陪同|一行"
    r"|会见|会晤|会谈|通电话|通了电话|通话|访问|抵达|到访|座谈|参加了?会|出席"
)
_SUBSTANCE = re.compile(
    r"就[^，。]{2,}?(?:交换|沟通|讨论|交流|进行|达成)|围绕|讨论|强调|指出|表示|同意|达成|共识|推动"
    r"|认为|阐述|落实|重申|要求|希望|愿[同与在就意]|交换意见|坦诚|深入|建设性|敦促|邀请|商定|续签|签署|尽快|继续|下一|将(?=举行|于|在)|应当|必须|安排|取消|中止|责任|务实|积极|迈出|取得|证明"
)
_FORMAL = re.compile(
    # who else was there
    r"(?:参加|出席|陪同)了?(?:上述|有关)?(?:会见|会谈|会晤|通话|活动)"
    + _END
    + r"|有关部门负责[^，。]{0,10}参加"
    # courtesies
    r"|\A(?:感谢|谢谢)[^。]{0,12}提问"
    r"|\A[^，。]{1,60}(?:表示|致以|表达)了?(?:诚挚|衷心|亲切)?(?:的)?(?:慰问|感谢|祝贺|哀悼|谢意)"
    + _END
    + r"|\A[^，。]{1,40}(?:转达|致以)[^，。]{0,24}(?:问候|祝愿)"
    + _END
    # an exchange of which nothing is said
    + r"|\A(?:双方|两人)?(?:还|并|也|同时)?就(?:其他|其它)(?:问题|议题)交换了?(?:意见|看法)"
    + _END
    # documents as such, and the bare openings of lists
    + r"|(?:发布|发表)了?《[^》]{1,60}》"
    + _END
    + r"|\A[^，。]{0,40}(?:如下[:：。.]?|包括以下\w{0,6}[:：])\s*\Z"
    # the frame of a page
    r"|\A(?:来源|稿件来源|责任编辑|编辑|记者|发布时间)\b"
)
_COURTESY = re.compile(
    r"\A[^，。]{1,20}(?:祝贺|恭贺|欢迎)[^，。]{1,30}"
    r"(?:就任[^，。]{0,12}|当选[^，。]{0,12}|连任|履新|再次访华|访华|来访|到访|做客)" + _END
)
_ATTENDED = re.compile(
    r"\A(?!.*(?:反对|欢迎|邀请|支持|应|愿|同意|希望|不|未))"
    r"[^，。]{1,60}等(?:参加|陪同|出席|在座)" + _END
)
PROCEDURAL = ProceduralRules(
    date_line=re.compile(r"[\d\s年月日时分:：./,，-]{4,}\Z"),
    formal=_FORMAL,
    meets=_MEETS,
    attended=_ATTENDED,
    courtesy=_COURTESY,
    substance=_SUBSTANCE,
)
